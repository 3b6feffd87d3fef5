// When the child was last seen: dates as people write them, and how exactly they tell it.
import { cueAt, finding, hasCue, inSentence, isBefore, isCue, kindAt, type Finding, type Reading } from './reading.js';

type Precision = 'minute' | 'hour' | 'day' | 'month' | 'year';

interface Day { from: number; to: number; year?: number; month?: number; day?: number }

const TYPO_FROM = 5;

/** One letter wrong, missing or too many. */
const isNear = (one: string, other: string): boolean => {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  return Math.max(one.length, other.length) - start - end <= 1;
};

const names = new Map<string, [key: string, month: number][]>();

const longNames = ({ language }: Reading): [string, number][] => {
  const known = names.get(language.tag) ?? Object.entries(language.month).flatMap(([month, forms]) => forms.split('|').map((form): [string, number] => [form, Number(month)])).filter(([form]) => form.length >= TYPO_FROM);
  names.set(language.tag, known);
  return known;
};

const monthAt = (reading: Reading, at: number): { month: number; to: number } | undefined => {
  const mention = kindAt(reading, at, 'month');
  if (mention) return { month: Number(mention.code), to: reading.tokens[mention.to]?.raw === '.' && !/^\p{Lu}/u.test(reading.tokens[mention.to + 1]?.raw ?? '') ? mention.to + 1 : mention.to };
  const token = reading.tokens[at];
  if (token?.kind !== 'word' || token.key.length < TYPO_FROM - 1 || token.key.length > 12 || reading.covers(at).length > 0) return undefined;
  const near = longNames(reading).find(([name]) => isNear(name, token.key));
  return near && { month: near[1], to: at + 1 };
};

const numberAt = (reading: Reading, at: number, most: number): number | undefined => {
  const token = reading.tokens[at];
  const value = token?.kind === 'number' && token.raw.length <= 4 ? Number(token.raw) : 0;
  return value >= 1 && value <= most ? value : undefined;
};

const isYear = (value: number | undefined): value is number => value !== undefined && value >= 1990 && value <= 2100;
const yearAt = (reading: Reading, at: number): number | undefined => {
  const value = numberAt(reading, at, 2100);
  return isYear(value) ? value : undefined;
};
const JOINTS = new Set(['de', 'del', 'of', ',', '.', 'te']);
const ORDINALS = new Set(['st', 'nd', 'rd', 'th', 'er', 'º', 'ª', '°', '.', 'e', 'η', 'ης', 'ας', 'de', 'of', 'og', '-']);

/** 9 June 2025, 9. Juni, 1er mai, 9 de junio de 2025, 9th of June. */
const dayThenMonth = (reading: Reading, at: number): Day | undefined => {
  const day = numberAt(reading, at, 31);
  let next = at + 1;
  for (let steps = 0; steps < 2 && ORDINALS.has(reading.tokens[next]?.raw ?? ''); steps += 1) next += 1;
  const month = day === undefined ? undefined : monthAt(reading, next);
  if (!month) return undefined;
  const behind = JOINTS.has(reading.tokens[month.to]?.raw ?? '') ? month.to + 1 : month.to;
  const year = yearAt(reading, behind);
  return { from: at, to: year ? behind + 1 : month.to, year, month: month.month, day };
};

/** June 9, 2025; June 2025; June. */
const monthFirst = (reading: Reading, at: number): Day | undefined => {
  const month = monthAt(reading, at);
  if (!month || numberAt(reading, at - 1, 31) !== undefined) return undefined;
  const behind = JOINTS.has(reading.tokens[month.to]?.raw ?? '') ? month.to + 1 : month.to;
  if (yearAt(reading, behind)) return { from: at, to: behind + 1, year: yearAt(reading, behind), month: month.month };
  const day = reading.language.tag === 'en' ? numberAt(reading, month.to, 31) : undefined;
  if (day === undefined) return { from: at, to: month.to, month: month.month };
  let next = month.to + 1;
  while (reading.tokens[next]?.raw === ',' || ['st', 'nd', 'rd', 'th'].includes(reading.tokens[next]?.raw ?? '')) next += 1;
  const year = yearAt(reading, next);
  return { from: at, to: year ? next + 1 : month.to + 1, year, month: month.month, day };
};

const isBetween = (reading: Reading, at: number): boolean => /^[-./]$/u.test(reading.tokens[at]?.raw ?? '') && reading.tokens[at]!.glued;

const full = (year: number): number => (year < 100 ? 2000 + year : year);

/** 8-6-2025, 8/6/25, 8.6.2025, 2025-06-08; a second number above 12 can only be a day (11/27/2019). */
const numeric = (reading: Reading, at: number): Day | undefined => {
  if (!isBetween(reading, at + 1) || !isBetween(reading, at + 3)) return undefined;
  const [a, b, c] = [numberAt(reading, at, 2100), numberAt(reading, at + 2, 31), numberAt(reading, at + 4, 2100)];
  if (a === undefined || b === undefined || c === undefined) return undefined;
  if (isYear(a)) return b <= 12 && c <= 31 ? { from: at, to: at + 5, year: a, month: b, day: c } : undefined;
  if (!isYear(full(c))) return undefined;
  if (a <= 31 && b <= 12) return { from: at, to: at + 5, year: full(c), month: b, day: a };
  return a <= 12 && b <= 31 ? { from: at, to: at + 5, year: full(c), month: a, day: b } : undefined;
};

/** 8.6. without a year, as Germans and Serbs write it. */
const short = (reading: Reading, at: number): Day | undefined => {
  const [day, month] = [numberAt(reading, at, 31), numberAt(reading, at + 2, 12)];
  const isDotted = reading.tokens[at + 1]?.raw === '.' && reading.tokens[at + 2]?.glued === true && reading.tokens[at + 3]?.raw === '.' && reading.tokens[at + 3]!.glued;
  return day !== undefined && month !== undefined && isDotted && !reading.tokens[at + 4]?.glued ? { from: at, to: at + 4, month, day } : undefined;
};

const pad = (value: number, length = 2): string => String(value).padStart(length, '0');
const isoOf = ({ year, month, day }: Required<Pick<Day, 'year' | 'month' | 'day'>>): string => `${pad(year, 4)}-${pad(month)}-${pad(day)}`;

const isRealDay = (year: number, month: number, day: number): boolean => {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};

/** The latest such day or month not after the message was sent. */
const yearBefore = ({ month = 1, day = 1 }: Day, sent: string): number => {
  const year = Number(sent.slice(0, 4));
  return `${pad(month)}-${pad(day)}` <= sent.slice(5, 10) ? year : year - 1;
};

const dayBefore = (sent: string, days: number): string => new Date(Date.parse(`${sent.slice(0, 10)}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);

const valueOf = (day: Day, sent: string): { at: string; precision: Precision } | undefined => {
  if (day.month === undefined) return { at: String(day.year), precision: 'year' };
  const year = day.year ?? yearBefore(day.day === undefined ? { ...day, day: 1 } : day, sent);
  if (day.day === undefined) return { at: `${year}-${pad(day.month)}`, precision: 'month' };
  return isRealDay(year, day.month, day.day) ? { at: isoOf({ year, month: day.month, day: day.day }), precision: 'day' } : undefined;
};

interface Clock { from: number; to: number; hour: number; minute?: number }

/** `alle 8`, `a las 8`: an hour without a word for it, where the word before is said of nothing else. */
const isOnTheHour = (reading: Reading, at: number): boolean => {
  if (hasCue(reading, at - 1, 'hour') && hasCue(reading, at - 1, 'clock')) return true;
  const clock = reading.covers(at - 1).find(isCue('clock'));
  const isClear = clock !== undefined && (clock.to - clock.from > 1 || reading.tokens[clock.from]!.key === 'alle');
  return isClear && !reading.covers(at + 1).some(({ kind }) => kind === 'month' || kind === 'unit') && !isBetween(reading, at + 1);
};

/** 14:30, 14.30 uur, 17h30, 14 Uhr, 3 pm, στις 14:30. */
const clockAt = (reading: Reading, at: number): Clock | undefined => {
  const hour = reading.tokens[at]?.kind === 'number' && reading.tokens[at].raw.length <= 2 ? Number(reading.tokens[at].raw) : 24;
  if (hour > 23 || isBetween(reading, at - 1) || (reading.tokens[at - 1]?.raw === ':' && reading.tokens[at]!.glued)) return undefined;
  const [sign, next] = [reading.tokens[at + 1], reading.tokens[at + 2]];
  const minute = next?.kind === 'number' && next.raw.length === 2 && next.glued && sign?.glued && Number(next.raw) < 60 ? Number(next.raw) : undefined;
  const isHourSign = sign?.raw === ':' || (/^[hH]$/u.test(sign?.raw ?? '')) || (sign?.raw === '.' && (cueAt(reading, at + 3, 'hour') !== undefined || isBefore(reading, at, 1, 'clock')));
  if (minute !== undefined && isHourSign && !(reading.tokens[at + 3]?.glued && /^[./-]$/u.test(reading.tokens[at + 3]!.raw) && reading.tokens[at + 4]?.glued && reading.tokens[at + 4]?.kind === 'number')) return later(reading, { from: at, to: at + 3, hour, minute });
  const unit = cueAt(reading, at + 1, 'hour', 'afternoon');
  return unit || isOnTheHour(reading, at) ? later(reading, { from: at, to: unit?.code === 'hour' ? unit.to : at + 1, hour }) : undefined;
};

const later = (reading: Reading, clock: Clock): Clock => {
  const word = cueAt(reading, clock.to, 'afternoon');
  return word ? { ...clock, to: word.to, hour: clock.hour < 12 ? clock.hour + 12 : clock.hour } : clock;
};

/** The one time of day in the sentence of a date, if there is one only. */
const clockBeside = (reading: Reading, { from, to }: Day): Clock | undefined => {
  const clocks: Clock[] = [];
  let at = from;
  while (reading.sentence[at - 1] === reading.sentence[from]) at -= 1;
  for (; reading.sentence[at] === reading.sentence[from]; at += 1) {
    const clock = at < from || at >= to ? clockAt(reading, at) : undefined;
    if (clock) clocks.push(clock);
  }
  return clocks.length === 1 ? clocks[0] : undefined;
};

const tellsSeeing = (reading: Reading, at: number): boolean => inSentence(reading, at, (mention) => isCue('seen')(mention) || mention.kind === 'category').length > 0;

const isOfSeeing = (reading: Reading, { from, day, month }: Day): boolean => {
  if (isBefore(reading, from, 4, 'born', 'published')) return false;
  const isSince = isBefore(reading, from, 3, 'since');
  // A month or year alone says when only behind a word that asks for it: May and March are also names.
  if (day === undefined && !isSince && !isBefore(reading, from, 2, 'in', 'since')) return false;
  if (month === undefined && !isSince) return false;
  return tellsSeeing(reading, from) || isSince;
};

const daysIn = (reading: Reading): Day[] => {
  const days: Day[] = [];
  for (let at = 0; at < reading.tokens.length;) {
    const { kind } = reading.tokens[at]!;
    const day = kind === 'number' ? numeric(reading, at) ?? dayThenMonth(reading, at) ?? short(reading, at) ?? (isBefore(reading, at, 2, 'since') && yearAt(reading, at) && !isBetween(reading, at + 1) ? { from: at, to: at + 1, year: yearAt(reading, at) } : undefined)
      : kind === 'word' ? monthFirst(reading, at) : undefined;
    if (day) days.push(day);
    at = day ? day.to : at + 1;
  }
  return days;
};

const found = (reading: Reading, at: string, precision: Precision, { from, to, year }: Day): Finding =>
  ({ ...finding(reading, 'seen', { '/lastSeen/at': at, '/lastSeen/precision': precision }, from, to), ...(year === undefined && { isYearGuessed: true }) });

const withClock = (reading: Reading, day: Day, value: { at: string; precision: Precision }): Finding => {
  const clock = value.precision === 'day' ? clockBeside(reading, day) : undefined;
  if (!clock) return found(reading, value.at, value.precision, day);
  const at = `${value.at}T${pad(clock.hour)}${clock.minute === undefined ? '' : `:${pad(clock.minute)}`}`;
  return found(reading, at, clock.minute === undefined ? 'hour' : 'minute', { ...day, from: Math.min(day.from, clock.from), to: Math.max(day.to, clock.to) });
};

const relative = (reading: Reading, sent: string): Finding[] => reading.mentions.filter(isCue('today', 'yesterday')).filter(({ from }) => tellsSeeing(reading, from) && !isBefore(reading, from, 4, 'born', 'published')).map(({ code, from, to }) =>
  withClock(reading, { from, to, year: Number(sent.slice(0, 4)) }, { at: dayBefore(sent, code === 'today' ? 0 : 1), precision: 'day' }));

/** @param sent of the message: what day `yesterday` and `17 May` are. */
export const readDates = (reading: Reading, sent: string): Finding[] => [
  ...daysIn(reading).filter((day) => isOfSeeing(reading, day)).flatMap((day) => {
    const value = valueOf(day, sent);
    return value ? [withClock(reading, day, value)] : [];
  }),
  ...relative(reading, sent),
];
