// Judges and repairs the one way in which CAP 1.2 writes a moment: `2026-01-31T08:00:00+01:00`.
import { momentOf } from '../model/cap-moment.js';

/** `letters`: a zone such as Z (rule A08); `plus-zero`: UTC written +00:00 (A09); `malformed`: not a moment at all (A07). */
export type TimeProblem = 'malformed' | 'letters' | 'plus-zero';

const LETTERED = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?[A-Za-z]+$/;

/** Figures read as they stand, without a list of parts: every message has several times, and most are right. NaN where one of them is none. */
const figures = (text: string, from: number, count: number): number => {
  let number = 0;
  for (let at = from; at < from + count; at += 1) {
    const figure = text.charCodeAt(at) - 0x30;
    number = figure >= 0 && figure <= 9 ? number * 10 + figure : NaN;
  }
  return number;
};

/** All in one, because every message has several times: `0000-00-00T00:00:00±00:00`. */
const isTime = (text: string): boolean =>
  text.length === 25 && text[4] === '-' && text[7] === '-' && text[10] === 'T' && text[13] === ':' && text[16] === ':' && (text[19] === '+' || text[19] === '-') && text[22] === ':';

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const daysIn = (year: number, month: number): number => (month === 2 && isLeap(year) ? 29 : DAYS[month - 1] ?? NaN);

/** The ranges of xs:dateTime: no year 0, no leap second, 24:00:00 as the end of a day, zones to 14 hours. NaN is in no range. */
const isReal = (text: string): boolean => {
  const year = figures(text, 0, 4);
  const day = figures(text, 8, 2);
  const hour = figures(text, 11, 2);
  const minute = figures(text, 14, 2);
  const second = figures(text, 17, 2);
  const zoneMinute = figures(text, 23, 2);
  return year > 0 && day >= 1 && day <= daysIn(year, figures(text, 5, 2)) && minute <= 59 && second <= 59 &&
    (hour <= 23 || (hour === 24 && minute === 0 && second === 0)) && zoneMinute <= 59 && figures(text, 20, 2) * 60 + zoneMinute <= 14 * 60;
};

/** What is wrong with a time, undefined where it is as CAP 1.2 wants it. */
export const timeProblem = (text: string): TimeProblem | undefined => {
  if (!isTime(text)) return LETTERED.test(text) ? 'letters' : 'malformed';
  if (!isReal(text)) return 'malformed';
  return text.endsWith('+00:00') ? 'plus-zero' : undefined;
};

/** UTC as CAP writes it, `-00:00` for `Z` and `+00:00`; every other time as it stands. */
export const withCapUtc = (text: string): string => text.replace(/(?:Z|\+00:00)$/, '-00:00');

/** Real times in one zone compare as they are written, which is much quicker; the end of a day as 24:00:00 does not. */
const areAlike = (first: string, second: string): boolean =>
  isTime(first) && isTime(second) && first.endsWith(second.slice(19)) && isReal(first) && isReal(second) && !first.includes('T24') && !second.includes('T24');

/** True where both are moments and the first lies before the second. */
export const isBefore = (first: string, second: string | undefined): boolean =>
  second !== undefined && first !== second && (areAlike(first, second) ? first < second : momentOf(first) < momentOf(second));
