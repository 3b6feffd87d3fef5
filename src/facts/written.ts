// What the texts we write say (src/render), looked up backwards: labels, words, ages, countries. One file for each language is both written and read by, so that whoever corrects it corrects both.
import { LANGUAGES, languageFor, languageOfTag, readTexts, type Language, type WordList } from '../render/languages.js';
import { momentText } from '../render/moment.js';
import { EMERGENCY_CALL } from '../render/render-case.js';
import type { LastSeen } from '../model/generated/alert.js';

export interface Age { value: number; unit: 'year' | 'month'; approximate?: true }

const LABELS = [
  'name', 'age', 'sex', 'height', 'weight', 'hair', 'eyes', 'clothing', 'marks', 'items', 'languages', 'last-seen', 'destination', 'vehicle', 'plate', 'suspect', 'caution', 'colour', 'pattern', 'relation',
] as const;
export type Label = (typeof LABELS)[number];

/** How words of a text are compared; over capitals, because some small letters (ı, ß) come back from them as others. */
export const keyOf = (text: string): string => text.normalize('NFC').toUpperCase().toLowerCase().replace(/\s+/gu, ' ').replace(/ :/g, ':').trim();

type Table<Value> = ReadonlyMap<string, Value>;

/** Where two values are written the same, the first. */
const tableOf = <Value>(pairs: readonly (readonly [text: string, value: Value])[]): Table<Value> => new Map([...pairs].reverse().map(([text, value]) => [keyOf(text), value]));

const numbers = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, step) => from + step);

const OLDEST = 120;
const MOST_CHILDREN = 20;

const ages = ({ text }: Language): Table<Age> => tableOf(numbers(0, OLDEST).flatMap((value) => (['year', 'month'] as const).flatMap((unit): [string, Age][] => {
  const told = text(unit === 'month' ? 'months' : 'years', { value });
  return [[told, { value, unit }], [text('approximately', { value: told }), { value, unit, approximate: true }]];
})));

const LETTERS = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
const PAIRS = LETTERS.flatMap((one) => LETTERS.map((other) => one + other));

/** Codes of countries that are no more have names too. */
const isCurrent = (code: string): boolean => new Intl.Locale(`und-${code}`).region === code;

const countries = ({ nameOf }: Language): Table<string> => tableOf(PAIRS.filter(isCurrent).map((code) => [nameOf('region', code), code]));

const spoken = ({ nameOf }: Language): Table<string> =>
  tableOf(PAIRS.map((pair) => pair.toLowerCase()).filter((tag) => nameOf('language', tag) !== tag).map((tag) => [nameOf('language', tag), tag]));

const behindLabel = (line: string): string => line.slice(line.indexOf(':') + 1);

const measures = ({ text }: Language, name: 'height' | 'weight', most: number): Table<number> => tableOf(numbers(1, most).map((value) => [behindLabel(text(name, { value })), value]));

const labels = ({ text }: Language): Table<Label> => tableOf(LABELS.map((label): [string, Label] => [text(label, { value: 0 }).split(':', 1)[0]!, label]));

/** Whom a headline of ours begins with: "girl abducted", "children missing". */
const kinds = ({ text }: Language): Table<true> => tableOf((['abducted', 'missing'] as const)
  .flatMap((name) => ['female', 'male', 'other'].flatMap((sex) => [1, 2].map((count): [string, true] => [text(name, { count, sex }), true]))));

/** What a text says of no fact: that there is danger, and what to do. */
const phrases = ({ text }: Language): Table<true> => tableOf([1, 2].flatMap((count): [string, true][] => [[text('danger', { count }), true], [text('sighting', { count, phone: EMERGENCY_CALL }), true]]));

const numbered = ({ text }: Language): Table<number> => tableOf(numbers(1, MOST_CHILDREN).map((value) => [text('number', { value }), value - 1]));

const words = (tag: string, list: WordList): Table<string> => tableOf(Object.entries(readTexts(tag).words[list]).map(([code, word = code]) => [word, code]));

const memo = <Value>(make: (name: string) => Value): (name: string) => Value => {
  const made = new Map<string, Value>();
  return (name) => {
    const value = made.get(name) ?? make(name);
    made.set(name, value);
    return value;
  };
};

const TABLES = { labels, kinds, phrases, numbered, ages, countries, spoken, height: (language: Language) => measures(language, 'height', 220), weight: (language: Language) => measures(language, 'weight', 150) };
type Tables = { [Name in keyof typeof TABLES]: ReturnType<(typeof TABLES)[Name]> };

export interface Written {
  language: Language;
  /** What a text says, by one of the tables; each is made when first asked for. */
  find<Name extends keyof Tables>(table: Name, text: string): (Tables[Name] extends Table<infer Value> ? Value : never) | undefined;
  code(list: WordList, text: string): string | undefined;
  /** A sentence of ours that tells no fact, whatever comes behind it. */
  isPhrase(text: string): boolean;
}

const open = (tag: string): Written => {
  const language = languageOfTag(tag);
  const table = memo<Table<unknown>>((name) => TABLES[name as keyof Tables](language));
  const list = memo((name) => words(tag, name as WordList));
  return {
    language, find: (name, text) => table(name).get(keyOf(text)) as never, code: (name, text) => list(name).get(keyOf(text)),
    isPhrase: (text) => [...table('phrases').keys()].some((phrase) => keyOf(text).startsWith(phrase)),
  };
};

const opened = memo(open);

/** @param languages BCP 47. @returns those that we write, in each script. */
export const writtenIn = (languages: readonly string[]): Written[] => {
  const tags = languages.flatMap((language) => [languageFor(language), ...LANGUAGES.filter((tag) => tag.split('-')[0] === language)]);
  return [...new Set(tags.filter((tag) => tag !== undefined))].map(opened);
};

const pad = (value: number): string => String(value).padStart(2, '0');

/** As written by `momentText`: beside a time stands its zone. */
const ZONE = /\(UTC(?:([+-])(\d{1,2})(?::(\d{2}))?)?\)/;
const CLOCK = /(\d{2})[:.](\d{2})(?!\d)/;

type Moment = Pick<LastSeen, 'at' | 'precision'>;

const datesOf = (text: string): Moment[] => {
  const digits = text.match(/\d+/g) ?? [];
  const year = digits.find(({ length }) => length === 4);
  if (year === undefined) return [];
  const days = [...new Set(digits.filter((one) => one.length <= 2 && Number(one) >= 1 && Number(one) <= 31).slice(0, 2).map((one) => pad(Number(one))))];
  const months = numbers(1, 12).map((month) => `${year}-${pad(month)}`);
  return [
    ...months.flatMap((month) => days.map((day): Moment => ({ at: `${month}-${day}`, precision: 'day' }))),
    ...months.map((at): Moment => ({ at, precision: 'month' })), { at: year, precision: 'year' },
  ];
};

const timesOf = (date: string, text: string): Moment[] => {
  const [, hour, minute] = CLOCK.exec(text) ?? [];
  const [zone, sign = '+', hours = '0', minutes = '00'] = ZONE.exec(text) ?? [];
  if (hour === undefined || minute === undefined || zone === undefined) return [];
  const offset = `${sign}${pad(Number(hours))}:${minutes}`;
  return [
    { at: `${date}T${hour}:${minute}${offset}`, precision: 'minute' },
    { at: `${date}T${minute === '00' ? hour : `${hour}:${minute}`}${offset}`, precision: 'hour' },
  ];
};

const LONGEST_MOMENT = 80;

/** The moment with which a text begins: the one that we would write like that. @returns it and the length of its words. */
export const momentIn = (text: string, { language }: Written): { moment: Moment; length: number } | undefined => {
  const head = text.slice(0, LONGEST_MOMENT);
  const begins = (moment: Moment): { moment: Moment; length: number }[] => {
    const offset = /[+-]\d{2}:\d{2}$/.exec(moment.at!)?.[0] ?? '+00:00';
    const words = momentText(moment, `2000-01-01T00:00:00${offset}`, language) ?? '';
    return words !== '' && keyOf(text.slice(0, words.length)) === keyOf(words) && /^(?:$|, )/.test(text.slice(words.length)) ? [{ moment, length: words.length }] : [];
  };
  const [date] = datesOf(head).flatMap(begins);
  if (date?.moment.precision !== 'day') return date;
  return timesOf(date.moment.at!, head).flatMap(begins)[0] ?? date;
};
