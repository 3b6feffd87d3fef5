// How old the child is: numbers, in digits or words, with a unit of age, or in brackets behind a name.
import { nameBeforeAge } from './names.js';
import { cueAt, finding, hasCue, inSentence, isBefore, isCue, isOfOther, kindAt, type Finding, type Reading } from './reading.js';
import type { Mention } from './vocabulary.js';

export const ADULT = 18;
const MOST_MONTHS = 36;

export interface AgeFinding extends Finding { /** Token of the number. */ token: number }

const isJoint = (reading: Reading, at: number): boolean => reading.tokens[at]?.raw === '-' && reading.tokens[at].glued;

const unitAfter = (reading: Reading, at: number): Mention | undefined => kindAt(reading, at + 1, 'unit') ?? (isJoint(reading, at + 1) ? kindAt(reading, at + 2, 'unit') : undefined);

/** A length of time, not of life: for 2 years, 2 years ago. */
const isDuration = (reading: Reading, at: number, unit: Mention): boolean =>
  hasCue(reading, at - 1, 'lasting', 'since', 'ago') && !hasCue(reading, at - 1, 'about', 'aged') && !reading.covers(at - 2).some(({ kind, code }) => kind === 'sex' || code === 'child') || cueAt(reading, unit.to, 'ago') !== undefined;

/** `42-year-old man`; not over the word of a deed or of company: `6 anni rapito dal padre`. */
const isPersonBehind = (reading: Reading, from: number): boolean => {
  for (let at = from; at < from + 3; at += 1) {
    const mentions = reading.covers(at);
    if (mentions.some(({ kind }) => kind === 'adult' || kind === 'relation')) return true;
    if (reading.tokens[at]?.kind !== 'word' || mentions.some((mention) => mention.kind === 'category' || isCue('by', 'with', 'from', 'and')(mention))) return false;
  }
  return false;
};

const isChildBehind = (reading: Reading, from: number): boolean => [0, 1, 2].some((step) => reading.covers(from + step).some(({ kind, code }) => kind === 'sex' || code === 'child'));

const belongsToOther = (reading: Reading, at: number, end: number): boolean => isPersonBehind(reading, end) || (!isChildBehind(reading, end) && isOfOther(reading, at) && inSentence(reading, at, ({ kind, code }) => kind === 'relation' || kind === 'adult' || code === 'suspect').some(({ from }) => from < at));

/** A number in digits or in a word; `to` exclusive. */
interface Numeral { value: number; from: number; to: number }

const found = (reading: Reading, { value, from }: Numeral, end: number, unit: string): AgeFinding => {
  const isAbout = isBefore(reading, from, 2, 'about');
  const leaves = { '/children/0/age/value': value, '/children/0/age/unit': unit, ...(isAbout && { '/children/0/age/approximate': true }) };
  return { ...finding(reading, 'age', leaves, from, end), token: from };
};

const withUnit = (reading: Reading, numeral: Numeral): AgeFinding | undefined => {
  const unit = unitAfter(reading, numeral.to - 1);
  if (!unit || isDuration(reading, numeral.from, unit) || belongsToOther(reading, numeral.from, unit.to)) return undefined;
  return found(reading, numeral, unit.to, unit.code);
};

const closes = (reading: Reading, at: number): boolean => reading.tokens[at]?.raw === ')' || reading.tokens[at]?.raw === ',' || reading.sentence[at] !== reading.sentence[at - 1] || reading.tokens[at] === undefined || /^[.–—-]$/u.test(reading.tokens[at].raw) && !reading.tokens[at + 1]?.glued;

/** `Ana Shembull (11)`, `Ana Shembull, 11`, `aged 11`, `age: 11`. */
const bare = (reading: Reading, numeral: Numeral): AgeFinding | undefined => {
  const { from, to } = numeral;
  const isAged = hasCue(reading, from - 1, 'aged') || (reading.tokens[from - 1]?.raw === ':' && hasCue(reading, from - 2, 'aged'));
  if (!isAged && !(closes(reading, to) && nameBeforeAge(reading, from))) return undefined;
  return belongsToOther(reading, from, to) ? undefined : found(reading, numeral, to, 'year');
};

const isPart = (reading: Reading, at: number): boolean => /^[.,/:-]$/u.test(reading.tokens[at - 1]?.raw ?? '') && reading.tokens[at]!.glued && reading.tokens[at - 2]?.kind === 'number' && reading.tokens[at - 1]!.glued;

/** Of a child: under 18 years, or months as they are told of a baby. */
export const isPossibleAge = (leaves: Finding['leaves']): boolean => {
  const [value, unit] = [leaves['/children/0/age/value'] as number, leaves['/children/0/age/unit']];
  return unit === 'year' ? value < ADULT : value > 0 && value <= MOST_MONTHS;
};

const numeralAt = (reading: Reading, at: number): Numeral | undefined => {
  const { kind, raw } = reading.tokens[at]!;
  if (kind === 'number') return raw.length <= 2 && !isPart(reading, at) ? { value: Number(raw), from: at, to: at + 1 } : undefined;
  const word = kindAt(reading, at, 'number');
  return word && { value: Number(word.code), from: at, to: word.to };
};

/** `siebenjährige`: the whole age in one word. */
const inOneWord = (reading: Reading, at: number): AgeFinding | undefined => {
  const word = kindAt(reading, at, 'yearsOld');
  return word && !belongsToOther(reading, at, word.to) ? found(reading, { value: Number(word.code), from: at, to: word.to }, word.to, 'year') : undefined;
};

const ageAt = (reading: Reading, at: number): AgeFinding | undefined => {
  const numeral = numeralAt(reading, at);
  return inOneWord(reading, at) ?? (numeral && (withUnit(reading, numeral) ?? bare(reading, numeral)));
};

export const readAges = (reading: Reading): AgeFinding[] => reading.tokens.flatMap((_, at) => ageAt(reading, at) ?? []).filter(({ leaves }) => isPossibleAge(leaves));
