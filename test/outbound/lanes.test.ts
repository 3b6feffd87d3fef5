// A worker's order of work: fair between centres, by priority inside one (reliability clauses 4, 6 and 11).
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLanes, type Lanes } from '../../src/outbound/lanes.js';
import type { Hint } from '../../src/queue/queue.js';

const hint = (id: string, lane = 'gr', priority = 1): Hint => ({ id, lane, priority });

let begun: string[];
let under: Map<string, { resolve: () => void; reject: (cause: Error) => void }>;
let lanes: Lanes;

/** Work that begins when it is handed out and ends when the test says so. */
const handle = ({ id }: Hint): Promise<void> => new Promise((resolve, reject) => { begun.push(id); under.set(id, { resolve, reject }); });
const settled = (): Promise<void> => sleep(5);

const end = async (id: string, how: 'resolve' | 'reject' = 'resolve'): Promise<void> => {
  under.get(id)![how](new Error('the handler failed'));
  under.delete(id);
  await settled();
};

const start = (perLane = 1): void => { lanes = createLanes(handle, perLane); };

beforeEach(() => { begun = []; under = new Map(); });
afterEach(async () => {
  const closed = lanes.close();
  for (const { resolve } of under.values()) resolve();
  await closed;
});

describe('a lane', () => {
  test('clause 4: goes by priority, and first come first served inside a priority', async () => {
    start();
    lanes.offer([hint('running')]);
    lanes.offer([hint('update 1', 'gr', 2), hint('rest', 'gr', 3), hint('alert 1'), hint('update 2', 'gr', 2), hint('cancel', 'gr', 0), hint('alert 2')]);
    const order = ['running', 'cancel', 'alert 1', 'alert 2', 'update 1', 'update 2', 'rest'];
    for (const id of order) await end(id);
    expect(begun).toEqual(order);
  });

  test('clause 6: whose work hangs delays no other', async () => {
    start();
    lanes.offer([...Array.from({ length: 20 }, (_, index) => hint(`stuck ${index}`, 'gr')), ...Array.from({ length: 5 }, (_, index) => hint(`free ${index}`, 'it'))]);
    for (const id of [0, 1, 2, 3, 4].map((index) => `free ${index}`)) await end(id);
    expect(begun.filter((id) => id.startsWith('stuck'))).toEqual(['stuck 0']);
  });

  test('clause 6: has so much work under way at once and no more', async () => {
    start(3);
    lanes.offer(['gr', 'it'].flatMap((lane) => Array.from({ length: 5 }, (_, index) => hint(`${lane} ${index}`, lane))));
    expect(begun.sort()).toEqual(['gr 0', 'gr 1', 'gr 2', 'it 0', 'it 1', 'it 2']);
    await end('gr 1');
    expect(begun.at(-1)).toBe('gr 3');
  });

  test('takes a second hint for what waits or is under way as nothing new, and for what is finished as new', async () => {
    start();
    lanes.offer([hint('a'), hint('b'), hint('b')]);
    lanes.offer([hint('a'), hint('b')]);
    await end('a');
    await end('b');
    expect(begun).toEqual(['a', 'b']);
    lanes.offer([hint('a')]);
    expect(begun).toEqual(['a', 'b', 'a']);
  });

  test('goes on after a handler has failed', async () => {
    start();
    lanes.offer([hint('a'), hint('b')]);
    await end('a', 'reject');
    expect(begun).toEqual(['a', 'b']);
  });

  test('forgets what goes beyond its capacity instead of growing without end', async () => {
    start();
    lanes.offer(Array.from({ length: 5_000 }, (_, index) => hint(`${index}`)));
    for (let index = 0; under.size > 0; index += 1) { under.get(`${index}`)!.resolve(); under.delete(`${index}`); await Promise.resolve(); await Promise.resolve(); }
    await settled();
    expect(begun.length).toBeLessThanOrEqual(1_001);
  });
});

test('clause 11: closing waits for what is under way and begins nothing more', async () => {
  start();
  lanes.offer([hint('a'), hint('b')]);
  let closed = false;
  const closing = lanes.close().then(() => { closed = true; });
  await settled();
  expect(closed).toBe(false);
  await end('a');
  await closing;
  lanes.offer([hint('c')]);
  expect(begun).toEqual(['a']);
});
