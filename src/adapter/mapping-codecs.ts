// The values of a mapping.json: how a word, a date, a measure or a point changes its form between the national side and the alert.
import { timeProblem } from '../cap/cap-time.js';
import { capTimeOf, momentOf } from '../model/cap-moment.js';
import type { MappedField } from '../model/generated/mapping.js';
import { codes, type Codec } from './shape.js';
import { clockTimeIn, offsetAt } from './wall-clock.js';

/** A value that cannot be told apart from a mistake has no other form. */
const textOnly = (change: (text: string) => unknown) => (value: unknown): unknown => (typeof value === 'string' ? change(value) : undefined);
const numberOnly = (change: (value: number) => unknown) => (value: unknown): unknown => (typeof value === 'number' && Number.isFinite(value) ? change(value) : undefined);

/** Some item of a list may have no other form; the others keep theirs. */
const each = (change: (value: unknown) => unknown) => (value: unknown): unknown =>
  (Array.isArray(value) ? (value as unknown[]).map(change).filter((item) => item !== undefined) : change(value));

const eachWay = ({ toModel, toNational, table }: Codec): Codec => ({ toModel: each(toModel), toNational: each(toNational), table });

const wordsOf = (table: NonNullable<MappedField['codes']>): Codec => eachWay(codes(Object.fromEntries(Object.entries(table).map(([word, code = '']) => [code, word]))));

const MINUTE_MS = 60_000;

/** A time that spring leaves out does not exist; of the hour that autumn doubles the first pass is meant. */
const capTimeIn = (zone: string, clock: string): string | undefined => {
  const found = clockTimeIn(clock, zone);
  return found?.doubt === 'never' ? undefined : found?.time;
};

const clockIn = (zone: string, moment: number): string => new Date(moment + offsetAt(moment, zone) * MINUTE_MS).toISOString().slice(0, 19);

const PARTS = ['yyyy', 'mm', 'dd', 'hh', 'ii', 'ss'] as const;
const CLOCK = /^(?<yyyy>\d{4})-(?<mm>\d\d)-(?<dd>\d\d)(?:T(?<hh>\d\d):(?<ii>\d\d):(?<ss>\d\d))?$/;
const ANY_PART = new RegExp(PARTS.join('|'), 'g');

/** In `hh:mm` the second letters are minutes, in `dd.mm` months. */
const templateOf = (name: string): string => name.replace('hh:mm', 'hh:ii');

const readerOf = (template: string): RegExp =>
  new RegExp(`^${template.replace(/[./]/g, '\\$&').replace(ANY_PART, (name) => `(?<${name}>\\d{${name.length}})`)}$`);

const written = (template: string, clock: string): string | undefined => {
  const parts = CLOCK.exec(clock)?.groups;
  return parts && template.replace(ANY_PART, (name) => parts[name] ?? '');
};

/** `2026-03-01`, or with hours `2026-03-01T16:20:00`. */
const clockOf = (reader: RegExp, text: string): string | undefined => {
  const { yyyy, mm, dd, hh, ii, ss = '00' } = reader.exec(text)?.groups ?? {};
  if (!yyyy) return undefined;
  return hh ? `${yyyy}-${mm}-${dd}T${hh}:${ii}:${ss}` : `${yyyy}-${mm}-${dd}`;
};

const dayCodec = (template: string): Codec => {
  const reader = readerOf(template);
  const existing = (day: string | undefined) => (day && !timeProblem(`${day}T00:00:00-00:00`) ? day : undefined);
  return { toModel: textOnly((text) => existing(clockOf(reader, text))), toNational: textOnly((day) => written(template, day)) };
};

const timeCodec = (template: string, zone: string): Codec => {
  const reader = readerOf(template);
  return {
    toModel: textOnly((text) => { const clock = clockOf(reader, text); return clock && capTimeIn(zone, clock); }),
    toNational: textOnly((time) => { const moment = momentOf(time); return Number.isFinite(moment) ? written(template, clockIn(zone, moment)) : undefined; }),
  };
};

/** @param scale milliseconds in one. */
const unixCodec = (scale: number): Codec => ({
  toModel: numberOnly((count) => (Math.abs(count * scale) < 8.64e15 ? capTimeOf(count * scale) : undefined)),
  toNational: textOnly((time) => { const moment = momentOf(time); return Number.isFinite(moment) ? Math.floor(moment / scale) : undefined; }),
});

/** CAP 1.2, 3.3.2: UTC is written `-00:00`, never `Z`. */
const ISO: Codec = {
  toModel: textOnly((time) => time.replace(/(?:Z|\+00:00)$/, '-00:00')),
  toNational: textOnly((time) => time.replace(/-00:00$/, 'Z')),
};

const NAMED_DATES: Readonly<Record<string, Codec>> = { iso: ISO, 'unix-seconds': unixCodec(1000), 'unix-milliseconds': unixCodec(1) };

const oneDate = (name: string, zone: string): Codec => NAMED_DATES[name] ?? (name.includes('hh') ? timeCodec(templateOf(name), zone) : dayCodec(name));

const withSeconds = (time: unknown): unknown => (typeof time === 'string' ? time.replace(/(T\d\d:\d\d)(?=$|[+-])/, '$1:00') : time);

/** Reads any of the forms; writes the first that is read as the same time, else the last. */
const firstOf = (forms: readonly Codec[]): Codec => ({
  toModel: (value) => forms.map(({ toModel }) => toModel(value)).find((time) => time !== undefined),
  toNational: (time) => (forms.find(({ toModel, toNational }) => withSeconds(toModel(toNational(time))) === withSeconds(time)) ?? forms.at(-1))?.toNational(time),
});

const dateCodec = (names: string | readonly string[], zone: string): Codec =>
  (typeof names === 'string' ? oneDate(names, zone) : firstOf(names.map((name) => oneDate(name, zone))));

/** How many thousandths, of a metre or of a kilogram, are in one. */
const UNITS = { mm: 1, cm: 10, m: 1000, metres: 1000, km: 1e6, g: 1, kg: 1000 } as const;

type Units = NonNullable<MappedField['unit']>;

/** Twelve digits: 1.275 m are 127.5 cm, not 127.49999999999999. */
const converted = (value: number, from: keyof typeof UNITS, to: keyof typeof UNITS): number => Number((value * UNITS[from] / UNITS[to]).toPrecision(12));

const unitCodec = ({ national, common }: Units): Codec => ({
  toModel: numberOnly((value) => converted(value, national, common)),
  toNational: numberOnly((value) => converted(value, common, national)),
});

const numbersOf = (holder: unknown, keys: readonly string[]): number[] | undefined => {
  if (typeof holder !== 'object' || holder === null) return undefined;
  const values = keys.map((key) => (Object.hasOwn(holder, key) ? (holder as Record<string, unknown>)[key] : undefined));
  return values.every((value) => typeof value === 'number' && Number.isFinite(value)) ? values as number[] : undefined;
};

const pointCodec = ({ latitude, longitude }: NonNullable<MappedField['point']>): Codec => ({
  toModel: (point) => numbersOf(point, [latitude, longitude]),
  toNational: (point) => (Array.isArray(point) && point.length === 2 ? { [latitude]: point[0] as unknown, [longitude]: point[1] as unknown } : undefined),
});

const CIRCLE = /^(?<lat>-?\d+(?:\.\d+)?),(?<lon>-?\d+(?:\.\d+)?) (?<km>\d+(?:\.\d+)?)$/;

/** Never an exponent, and no minus before nothing. */
const plain = (value: number): string => (Number(value.toFixed(9)) || 0).toFixed(9).replace(/\.?0+$/, '');

const circleCodec = ({ latitude, longitude, radius }: NonNullable<MappedField['circle']>, { national, common }: Units): Codec => eachWay({
  toModel: (circle) => {
    const [lat, lon, length] = numbersOf(circle, [latitude, longitude, radius]) ?? [];
    return lat === undefined || lon === undefined || length === undefined ? undefined : `${plain(lat)},${plain(lon)} ${plain(converted(length, national, common))}`;
  },
  toNational: textOnly((circle) => {
    const { lat, lon, km } = CIRCLE.exec(circle)?.groups ?? {};
    return km && { [latitude]: Number(lat), [longitude]: Number(lon), [radius]: converted(Number(km), common, national) };
  }),
});

const KILOMETRES: Units = { national: 'km', common: 'km' };

/** How the values of one field change; undefined where they stay as they are. @param zone IANA name. */
export const codecOf = ({ codes: words, date, unit, point, circle }: MappedField, zone: string): Codec | undefined => {
  if (words) return wordsOf(words);
  if (date) return dateCodec(date, zone);
  if (point) return pointCodec(point);
  if (circle) return circleCodec(circle, unit ?? KILOMETRES);
  return unit && unitCodec(unit);
};
