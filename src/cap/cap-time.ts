// Judges and repairs the one way in which CAP 1.2 writes a moment: `2026-01-31T08:00:00+01:00`.
import { momentOf } from '../model/cap-moment.js';

/** `letters`: a zone such as Z (rule A08); `plus-zero`: UTC written +00:00 (A09); `malformed`: not a moment at all (A07). */
export type TimeProblem = 'malformed' | 'letters' | 'plus-zero';

const TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)([+-])(\d\d):(\d\d)$/;
const LETTERED = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?[A-Za-z]+$/;

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year % 400 + 400, month, 0)).getUTCDate();

/** The ranges of xs:dateTime: no year 0, no leap second, 24:00:00 as the end of a day, zones to 14 hours. */
const isReal = ([year, month, day, hour, minute, second, zoneHour, zoneMinute]: number[]): boolean =>
  year! > 0 && month! >= 1 && month! <= 12 && day! >= 1 && day! <= daysIn(year!, month!) &&
  (hour! <= 23 || (hour === 24 && minute === 0 && second === 0)) && minute! <= 59 && second! <= 59 &&
  zoneMinute! <= 59 && zoneHour! * 60 + zoneMinute! <= 14 * 60;

/** What is wrong with a time, undefined where it is as CAP 1.2 wants it. */
export const timeProblem = (text: string): TimeProblem | undefined => {
  const parts = TIME.exec(text);
  if (!parts) return LETTERED.test(text) ? 'letters' : 'malformed';
  if (!isReal([...parts.slice(1, 7), ...parts.slice(8)].map(Number))) return 'malformed';
  return text.endsWith('+00:00') ? 'plus-zero' : undefined;
};

/** UTC as CAP writes it, `-00:00` for `Z` and `+00:00`; every other time as it stands. */
export const withCapUtc = (text: string): string => text.replace(/(?:Z|\+00:00)$/, '-00:00');

/** True where both are moments and the first lies before the second. */
export const isBefore = (first: string | undefined, second: string | undefined): boolean =>
  first !== undefined && second !== undefined && momentOf(first) < momentOf(second);
