// What a clock on a wall tells, in formats that write times without an offset; and the hours that summer time doubles or leaves out.
import { timeProblem } from '../cap/cap-time.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Making one costs a hundred times what asking it does. */
const clocks = new Map<string, Intl.DateTimeFormat>();

const clockOf = (zone: string): Intl.DateTimeFormat => {
  const known = clocks.get(zone) ?? new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  clocks.set(zone, known);
  return known;
};

/** Minutes east of Greenwich. */
export const offsetAt = (moment: number, zone: string): number => {
  const name = clockOf(zone).formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return sign ? Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) : 0;
};

const written = (clock: string, offset: number): string => {
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60].map((part) => String(part).padStart(2, '0'));
  return `${clock}${offset > 0 ? '+' : '-'}${hours}:${minutes}`;
};

/** A time of a clock; `doubt` where that clock showed it twice (the first is taken) or, in the night it goes forward, never (read as if it had not gone). */
export interface ClockTime { time: string; doubt?: 'twice' | 'never' }

/**
 * What a clock on a wall tells, as a CAP time.
 * @param clock `YYYY-MM-DDThh:mm:ss`.
 * @param zone IANA name.
 * @returns undefined where there is no such day or hour.
 */
export const clockTimeIn = (clock: string, zone: string): ClockTime | undefined => {
  if (timeProblem(`${clock}-00:00`)) return undefined;
  const local = Date.parse(`${clock}Z`);
  const [before, after] = [offsetAt(local - DAY_MS, zone), offsetAt(local + DAY_MS, zone)];
  const fitting = [...new Set([before, after])].filter((offset) => offsetAt(local - offset * MINUTE_MS, zone) === offset);
  const time = written(clock, fitting[0] ?? before);
  if (fitting.length === 1) return { time };
  return { time, doubt: fitting.length > 1 ? 'twice' : 'never' };
};
