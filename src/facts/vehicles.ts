// The vehicle: its kind, make, colour and plate.
import { countryOfCode } from './countries.js';
import { colourOf, isDenied } from './appearance.js';
import { AMBIGUOUS, MAKES } from './makes.js';
import { finding, inSentence, isCue, kindAt, type Finding, type Reading } from './reading.js';
import type { Mention } from './vocabulary.js';

/** Kinds people also ride on without being looked for in them: they count with a colour, make or plate only. */
const EVERYDAY = new Set(['bus', 'taxi', 'boat', 'tractor', 'motorcycle', 'moped', 'trailer', 'any']);

interface Made { from: number; to: number; make: string }

const makeAt = (reading: Reading, at: number): Made | undefined => {
  const [own, next, third] = [reading.tokens[at], reading.tokens[at + 1], reading.tokens[at + 2]];
  if (own?.kind !== 'word') return undefined;
  const isHyphened = next?.raw === '-' && next.glued;
  const pair = MAKES.get(`${own.key} ${(isHyphened ? third : next)?.key ?? ''}`);
  if (pair) return { from: at, to: at + (isHyphened ? 3 : 2), make: pair };
  const make = MAKES.get(own.key);
  if (make === undefined || !/^\p{Lu}/u.test(own.raw)) return undefined;
  const isSure = !AMBIGUOUS.has(make) || inSentence(reading, at, ({ kind, code }) => kind === 'vehicle' || code === 'plate').length > 0 || kindAt(reading, at - 1, 'colour') !== undefined;
  return isSure ? { from: at, to: at + 1, make } : undefined;
};

const makesIn = (reading: Reading): Made[] => reading.tokens.flatMap((_, at) => makeAt(reading, at) ?? []);

/** Letters and digits as plates have them, groups joined by hyphens or blanks; `shape`: A for letters, 9 for digits. */
interface Plate { from: number; to: number; shape: string }

const group = (reading: Reading, at: number): string | undefined => {
  const token = reading.tokens[at];
  if (token?.kind === 'number' && token.raw.length <= 5) return '9'.repeat(token.raw.length);
  return token?.kind === 'word' && [...token.raw].length <= 3 && token.raw === token.raw.toUpperCase() && /^\p{Lu}+$/u.test(token.raw) ? 'A'.repeat([...token.raw].length) : undefined;
};

const joint = (reading: Reading, at: number): string => (/^[-‐‑·.:]$/u.test(reading.tokens[at]?.raw ?? '') ? '-' : '');

const MOST_GROUPS = 5;

/** The run of groups that begins at a token; what stands apart by a blank shows as a space. */
const plateAt = (reading: Reading, from: number): Plate | undefined => {
  let [at, shape, count, to] = [from, '', 0, from];
  while (count < MOST_GROUPS) {
    const sign = count > 0 && reading.tokens[at + 1] !== undefined && group(reading, at) === undefined ? joint(reading, at) : '';
    const next = sign ? at + 1 : at;
    const own = group(reading, next);
    if (own === undefined || reading.sentence[next] !== reading.sentence[from]) break;
    shape += (count > 0 ? sign || (reading.tokens[next]!.glued ? '' : ' ') : '') + own;
    [at, count, to] = [next + 1, count + 1, next + 1];
  }
  const bare = shape.replace(/[- ]/g, '');
  return count > 1 && bare.length >= 5 && bare.length <= 9 && shape.includes('A') && shape.includes('9') ? { from, to, shape } : undefined;
};

/** Forms that only one country writes; others are found in several, and say nothing. */
const FORMS: readonly [form: RegExp, country: string][] = [
  [/^A{1,3}-A{1,2} ?9{1,4}$/, 'DE'], [/^9999 ?AAA$/, 'ES'], [/^AAA[- ]9999$/, 'GR'], [/^(?:99-AAA-9|9-AAA-99|AA-999-A|A-999-AA|AAA-99-A|A-99-AAA)$/, 'NL'], [/^AA99 AAA$/, 'GB'], [/^AA ?9999-AA$/, 'RS'],
];

/** @param plate as written. */
export const countryOfPlate = (plate: string): string | undefined => {
  const shape = plate.replace(/\p{Lu}/gu, 'A').replace(/\d/g, '9').replace(/[·.]/g, '-');
  return FORMS.find(([form]) => form.test(shape))?.[1];
};

const countryBeside = (reading: Reading, { from, to }: Plate, word: Mention): string | undefined => {
  const named = inSentence(reading, from, ({ kind, from: at }) => kind === 'country' && at >= word.from - 3 && at <= to + 2)[0];
  const code = reading.tokens[to]?.raw === '(' ? countryOfCode(reading.tokens[to + 1]?.raw ?? '') : undefined;
  return code ?? named?.code;
};

const plateBehind = (reading: Reading, word: Mention): Plate | undefined => {
  for (let at = word.to; at <= word.to + 5 && reading.sentence[at] === reading.sentence[word.from]; at += 1) {
    const plate = plateAt(reading, at);
    if (plate) return plate;
  }
  return undefined;
};

const plates = (reading: Reading): Finding[] => reading.mentions.filter(isCue('plate')).flatMap((word) => {
  const plate = plateBehind(reading, word);
  if (!plate) return [];
  const text = reading.text.slice(reading.tokens[plate.from]!.at, reading.tokens[plate.to - 1]!.end);
  const country = countryBeside(reading, plate, word) ?? countryOfPlate(text);
  return [finding(reading, 'plate', { '/vehicles/0/plate': text, ...(country && { '/vehicles/0/plateCountry': country }) }, plate.from, plate.to)];
});

const isModel = (made: Made, { from }: Mention): boolean => Math.abs(from - made.to) < 4;

const coloured = (reading: Reading, noun: Mention): Finding[] => {
  const colour = colourOf(reading, noun);
  return colour ? [finding(reading, 'vehicle colour', { '/vehicles/0/colour': colour.code }, Math.min(colour.from, noun.from), Math.max(colour.to, noun.to))] : [];
};

const kinds = (reading: Reading, makes: readonly Made[]): Finding[] => reading.mentions.filter(({ kind }) => kind === 'vehicle').filter((noun) => !isDenied(reading, noun)).flatMap((noun) => {
  const colour = coloured(reading, noun);
  const isTold = !EVERYDAY.has(noun.code) || colour.length > 0 || makes.some((made) => isModel(made, noun));
  const isKind = isTold && noun.code !== 'any';
  return [...(isKind ? [finding(reading, 'vehicle type', { '/vehicles/0/type': noun.code }, noun.from, noun.to)] : []), ...colour];
});

/** A make is looked at as a noun: `a red Fiat`, `une Renault grise`. Where a kind stands beside it, that has said the colour. */
const made = (reading: Reading, makes: readonly Made[]): Finding[] => makes.flatMap((one) => {
  const noun: Mention = { kind: 'vehicle', code: 'any', from: one.from, to: /^\p{Lu}|^[0-9]/u.test(reading.tokens[one.to]?.raw ?? '') ? one.to + 1 : one.to };
  return [finding(reading, 'make', { '/vehicles/0/make': one.make }, one.from, one.to), ...coloured(reading, noun)];
});

export const readVehicles = (reading: Reading): Finding[] => {
  const makes = makesIn(reading);
  return [...kinds(reading, makes), ...made(reading, makes), ...plates(reading)];
};
