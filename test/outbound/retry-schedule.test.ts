// When a failed delivery is tried again (reliability clause 5).
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { HELD_PROBE_MS, retryWait } from '../../src/outbound/retry-schedule.js';
import { parseRetryAfter } from '../../src/outbound/transport/retry-after.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const NO_JITTER = 0.5;

/** The waits, in seconds, of a delivery whose every attempt fails at once. */
const waitsFor = (duration: number): { age: number; wait: number }[] => {
  const waits = [];
  for (let attempt = 1, age = 0; age < duration; attempt += 1) {
    const wait = retryWait(attempt, age, NO_JITTER);
    waits.push({ age, wait: wait / SECOND });
    age += wait;
  }
  return waits;
};

describe('clause 5: the waits', () => {
  test('after the first failures are 1, 2, 5, 10, 15 and 30 seconds', () => {
    expect(waitsFor(MINUTE).map(({ wait }) => wait)).toEqual([1, 2, 5, 10, 15, 30]);
  });

  test.each([
    ['30 seconds until ten minutes have passed', MINUTE, 10 * MINUTE, 30],
    ['a minute until the first hour has passed', 10 * MINUTE, HOUR, 60],
    ['five minutes until six hours have passed', HOUR, 6 * HOUR, 300],
    ['a quarter of an hour from then on', 6 * HOUR, 48 * HOUR, 900],
  ])('are then %s', (_, from, to, seconds) => {
    const waits = waitsFor(to).filter(({ age }) => age >= from).map(({ wait }) => wait);
    expect(waits.length).toBeGreaterThan(5);
    expect(new Set(waits)).toEqual(new Set([seconds]));
  });

  test('change exactly at those ages', () => {
    const at = (age: number): number => retryWait(99, age, NO_JITTER) / SECOND;
    expect([10 * MINUTE, HOUR, 6 * HOUR].flatMap((age) => [at(age - 1), at(age)])).toEqual([30, 60, 60, 300, 300, 900]);
  });

  test('are spread by a tenth at most, to both sides', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 500 }), fc.nat({ max: 72 * HOUR }), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, age, random) => {
      const planned = retryWait(attempt, age, NO_JITTER);
      expect(Math.abs(retryWait(attempt, age, random) - planned)).toBeLessThanOrEqual(planned / 10 + 0.5);
    }));
    expect([retryWait(6, 0, 0), retryWait(6, 0, 1)]).toEqual([27 * SECOND, 33 * SECOND]);
  });

  test('of what is held are five minutes', () => {
    expect(HELD_PROBE_MS).toBe(5 * MINUTE);
  });
});

describe('clause 5: a Retry-After', () => {
  test('is honoured where it asks for more patience than planned', () => {
    expect(retryWait(1, 0, NO_JITTER, 20 * SECOND)).toBe(20 * SECOND);
  });

  test('never makes us hurry', () => {
    expect([retryWait(6, 0, NO_JITTER, 0), retryWait(6, 0, NO_JITTER, SECOND)]).toEqual([30 * SECOND, 30 * SECOND]);
  });

  test('of an hour is cut to five minutes, and never shortens a longer plan', () => {
    expect(retryWait(1, 0, NO_JITTER, HOUR)).toBe(5 * MINUTE);
    expect(retryWait(99, 7 * HOUR, NO_JITTER, HOUR)).toBe(15 * MINUTE);
  });

  test.each([
    ['120', 120 * SECOND], [' 5 ', 5 * SECOND], ['0', 0], ['Mon, 25 May 2026 10:02:00 GMT', 2 * MINUTE], ['Mon, 25 May 2026 09:00:00 GMT', 0],
    ['soon', undefined], ['', undefined], [undefined, undefined],
  ])('%p is read as %p milliseconds', (header, expected) => {
    expect(parseRetryAfter(header, Date.parse('2026-05-25T10:00:00Z'))).toBe(expected);
  });

  test('whatever it says, leads to a wait between a second and a quarter of an hour', () => {
    const header = fc.oneof(fc.string(), fc.stringMatching(/^\d{1,400}$/), fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()));
    fc.assert(fc.property(header, fc.integer({ min: 1, max: 99 }), fc.nat({ max: 72 * HOUR }), (text, attempt, age) => {
      const wait = retryWait(attempt, age, NO_JITTER, parseRetryAfter(text, Date.now()));
      expect(wait).toBeGreaterThanOrEqual(SECOND);
      expect(wait).toBeLessThanOrEqual(15 * MINUTE);
    }));
  });
});
