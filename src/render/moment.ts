// When a child was last seen, in words of a language: no more precise than it is known, on the clock of the alert's origin, with the zone written out.
import type { LastSeen } from '../model/generated/alert.js';
import type { Language } from './languages.js';

const PARTS = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T(\d{2})(?::(\d{2}))?[\d:.]*)?(Z|[+-]\d{2}:\d{2})?$/;
const OFFSET = /([+-])(\d{2}):(\d{2})$/;
const MINUTE = 60_000;

/** Minutes east of Greenwich; 0 for Z and for CAP's -00:00. */
const minutesOf = (text: string): number => {
  const [, sign, hours = 0, minutes = 0] = OFFSET.exec(text) ?? [];
  return (sign === '-' ? -1 : 1) * (60 * Number(hours) + Number(minutes));
};

/** The same in all languages. */
const zoneOf = (offset: number): string => {
  if (offset === 0) return 'UTC';
  const minutes = Math.abs(offset) % 60;
  return `UTC${offset < 0 ? '-' : '+'}${Math.floor(Math.abs(offset) / 60)}${minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`}`;
};

const FORMS = {
  year: { year: 'numeric' },
  month: { year: 'numeric', month: 'long' },
  day: { dateStyle: 'long' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Making one takes many times as long as writing with it. */
const made = new Map<string, Intl.DateTimeFormat>();

const formatOf = (locale: string, form: keyof typeof FORMS): Intl.DateTimeFormat => {
  const format = made.get(`${locale} ${form}`) ?? new Intl.DateTimeFormat(locale, { ...FORMS[form], timeZone: 'UTC' });
  made.set(`${locale} ${form}`, format);
  return format;
};

/**
 * @param sent of the alert: where the moment names no offset, it is on this clock.
 * @returns such as "25 May 2026, 10:00 (UTC+2)", undefined where there is no moment or none that can be read.
 */
export function momentText({ at = '', precision }: Pick<LastSeen, 'at' | 'precision'>, sent: string, { locale, text }: Language): string | undefined {
  const [, year, month, day, hour, minute, zone] = PARTS.exec(at) ?? [];
  if (year === undefined) return undefined;
  const offset = minutesOf(sent);
  const written = Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1), Number(hour ?? 0), Number(minute ?? 0));
  const local = hour !== undefined && zone !== undefined ? written + (offset - minutesOf(zone)) * MINUTE : written;
  const format = (form: keyof typeof FORMS): string => formatOf(locale, form).format(local);
  if (month === undefined || precision === 'year') return format('year');
  if (day === undefined || precision === 'month') return format('month');
  if (hour === undefined || precision === 'day') return format('day');
  const time = minute === undefined || precision === 'hour' ? text('approximately', { value: format('time') }) : format('time');
  return `${format('day')}, ${time} (${zoneOf(offset)})`;
}
