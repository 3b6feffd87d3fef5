// When desks are reminded: the schedules of the countries, to the minute.
import { describe, expect, test } from '@jest/globals';
import { readNationalRules } from '../../src/config/national-rules.js';
import { nextReminder } from '../../src/incident/repetition.js';
import { rulesFolder } from '../../src/package-files.js';

const START = new Date('2026-11-22T07:00:00Z');
const MINUTE = 60_000;
const after = (minutes: number): Date => new Date(START.getTime() + minutes * MINUTE);
const rulesOf = (code: string) => readNationalRules(rulesFolder).find(({ country }) => country === code)!.repetition;

/** All reminders of a broadcast, in minutes from the activation. */
const schedule = (country: string, until: Date | null): number[] => {
  const minutes: number[] = [];
  for (let next = nextReminder(rulesOf(country), START, START, until); next; next = nextReminder(rulesOf(country), START, next, until)) minutes.push((next.getTime() - START.getTime()) / MINUTE);
  return minutes;
};
const every = (step: number, from: number, to: number): number[] => Array.from({ length: (to - from) / step + 1 }, (_, i) => from + i * step);

describe('reminders', () => {
  test('in Serbia come every 30 minutes for 8 hours, then hourly, for 48 hours', () => {
    expect(schedule('RS', after(48 * 60))).toEqual([...every(30, 30, 480), ...every(60, 540, 47 * 60)]);
  });

  test('in France come every 15 minutes for 3 hours', () => {
    expect(schedule('FR', after(180))).toEqual(every(15, 15, 165));
  });

  test('of a prolonged broadcast go on in the last rhythm, and stop with its end', () => {
    expect(schedule('FR', after(300)).at(-1)).toBe(285);
    expect(schedule('RS', after(60))).toEqual([30]);
    expect(schedule('RS', null).at(-1)).toBe(48 * 60);
  });

  test('that a pause has missed are not made up for', () => {
    expect(nextReminder(rulesOf('RS'), START, after(130), after(2_880))).toEqual(after(150));
    expect(nextReminder(rulesOf('RS'), START, after(490), after(2_880))).toEqual(after(540));
  });

  test('do not come where a country is not known to repeat', () => { expect(nextReminder([], START, START, after(60))).toBeUndefined(); });
});
