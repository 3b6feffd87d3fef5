// Every alarm has its entry in the runbook, and the runbook has no entry for what alarms nobody.
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { ALARM_TYPES, ALARMS, asAlarm, runbookOf } from '../../src/upkeep/alarms.js';

const text = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
/** Heading to what stands under it, in the chapter on alarms. */
const runbook = new Map([.../\n## Alarms\n([^]*?)\n## /.exec(text)![1]!.matchAll(/\n### (.*)\n([^]*?)(?=\n### |$)/g)].map(([, heading, entry]) => [heading!, entry!]));

/** As Markdown makes it: without dots. */
const anchorOf = (heading: string): string => heading.toLowerCase().replace(/[^\w\s-]/g, '').replace(/\s/g, '-');

describe('the runbook', () => {
  test('has an entry for each alarm, and none besides', () => {
    expect([...runbook.keys()]).toEqual(ALARM_TYPES);
  });

  test.each(ALARM_TYPES)('says of %s how bad it is and what to do, at the place the alarm names', (type) => {
    expect(runbook.get(type)?.toLowerCase()).toMatch(new RegExp(`^\\n\\*${ALARMS[type].level}\\.\\*`));
    expect(runbook.get(type)).toMatch(ALARMS[type].level === 'info' ? /\*\*Look/ : /\*\*Do\*\*/);
    expect(runbookOf(type)).toBe(`docs/operations.md#${anchorOf(type)}`);
  });
});

test('an alarm says which alert, centre and delivery, and its code, and nothing else of the entry', () => {
  const entry = { position: 7, at: '2026-01-31T08:00:00.000Z', type: 'delivery.held', alert: 'a', incident: 'i', centre: 'gr', actor: 'x', detail: { delivery: 'd', error: 'HTTP_404', reason: 'receiver', attempt: 3 }, hash: 'ff' };
  expect(asAlarm(entry)).toEqual({ position: 7, at: entry.at, alarm: 'delivery.held', level: 'error', alert: 'a', incident: 'i', centre: 'gr', delivery: 'd', code: 'HTTP_404', text: ALARMS['delivery.held'].text, runbook: 'docs/operations.md#deliveryheld' });
  expect(asAlarm({ position: 8, at: entry.at, type: 'centre.down', centre: 'gr', detail: {}, hash: 'ff' })).toMatchObject({ alert: null, incident: null, delivery: null, code: null });
});
