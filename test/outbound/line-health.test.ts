// What is written down of a line: every failure, and of successes only what is news.
import { beforeEach, expect, test } from '@jest/globals';
import { systemClock } from '../../src/clock.js';
import { createLineHealth, type LineHealth } from '../../src/outbound/line-health.js';
import type { Database, Sql } from '../../src/store/database.js';

let now: number;
let broken: boolean;
/** What reached the database, tally by tally. */
let written: string[];
let health: LineHealth;

beforeEach(() => {
  [now, broken, written] = [0, false, []];
  const sql: Sql = {
    query: async (_text, params) => {
      if (broken) throw new Error('away');
      for (const { centre, failures, reached } of JSON.parse(String(params![0])) as { centre: string; failures: number; reached: boolean }[]) written.push(`${centre} ${failures} ${reached}`);
      return [];
    },
  };
  const database = { ...sql, engine: 'embedded', transaction: (run: (inner: Sql) => Promise<unknown>) => run(sql), close: async () => undefined } as unknown as Database;
  health = createLineHealth(database, { ...systemClock, monotonic: () => now });
});

const success = (centre: string) => ({ centre, failures: 0, reached: true });
const failure = (centre: string) => ({ centre, failures: 1, reached: false });

test('a success is said once, and again when it has grown old', async () => {
  for (const moment of [0, 100, 4_900, 5_100]) { now = moment; await health.tally([success('gr')]); }
  expect(written).toEqual(['gr 0 true', 'gr 0 true']);
});

test('every failure is said, and so is the first success after it', async () => {
  for (const tally of [success('gr'), failure('gr'), failure('gr'), success('gr'), success('gr')]) await health.tally([tally]);
  expect(written).toEqual(['gr 0 true', 'gr 1 false', 'gr 1 false', 'gr 0 true']);
});

test('each line has a memory of its own', async () => {
  await health.tally([success('gr'), success('it')]);
  await health.tally([failure('gr'), success('it')]);
  expect(written).toEqual(['gr 0 true', 'it 0 true', 'gr 1 false']);
});

test('what could not be written was not said', async () => {
  broken = true;
  await expect(health.tally([success('gr')])).rejects.toThrow('away');
  broken = false;
  await health.tally([success('gr')]);
  expect(written).toEqual(['gr 0 true']);
});
