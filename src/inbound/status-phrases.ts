// Finds the phrases of status-words.ts in a text, whatever its accents and capitals, and the spans in which they mean something else.
import type { Status } from '../model/generated/alert.js';
import { STATUS_WORDS, type LanguageWords, type StatusWords } from './status-words.js';

export type Kind = keyof StatusWords;

/** One phrase where it stands, `from` up to but not with `to`. */
export interface Found { kind: Kind; status: Status; language: string; from: number; to: number }

interface Phrase { key: string; pattern: RegExp; kind: Kind | 'innocent'; status: Status; language: string }

const WORD_START = /(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu;
/** Phrases are looked up by their first letters, so that a text costs as much as it has words. */
const KEY_LENGTH = 3;

/** Letter for letter, so that a place in the one is the same place in the other. */
const foldedLetter = (letter: string): string => {
  const plain = letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.length === letter.length ? plain : letter;
};

/** The text in the letters that are compared, a blank for every white space. */
export const folded = (text: string): string => text.replace(/[^\0-\x7f]/gu, foldedLetter).toLowerCase().replace(/\s/g, ' ').replaceAll('ς', 'σ');

/** Full-width and composed letters as their plain ones; every reading below is of this form. */
export const plain = (text: string): string => text.normalize('NFKC');

const escaped = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
const patternOf = (phrase: string): RegExp => new RegExp(`${escaped(phrase).replaceAll('*', '\\p{L}*').replaceAll(' ', '[ -]+')}(?![\\p{L}\\p{N}])`, 'yu');

const phraseOf = (written: string, kind: Phrase['kind'], status: Status, language: string): Phrase => {
  const phrase = folded(plain(written));
  return { key: phrase.slice(0, KEY_LENGTH), pattern: patternOf(phrase), kind, status, language };
};

const ofKinds = (words: StatusWords, status: Status, language: string): Phrase[] =>
  (Object.entries(words) as [Kind, readonly string[]][]).flatMap(([kind, phrases]) => phrases.map((phrase) => phraseOf(phrase, kind, status, language)));

const ofLanguage = ([language, { test, exercise, innocent = [] }]: [string, LanguageWords]): Phrase[] =>
  [...ofKinds(test, 'Test', language), ...ofKinds(exercise, 'Exercise', language), ...innocent.map((phrase) => phraseOf(phrase, 'innocent', 'Actual', language))];

const byKey = new Map<string, Phrase[]>();
for (const phrase of Object.entries(STATUS_WORDS).flatMap(ofLanguage)) byKey.set(phrase.key, [...(byKey.get(phrase.key) ?? []), phrase]);

const at = (text: string, from: number): (Found | { kind: 'innocent'; from: number; to: number })[] => (byKey.get(text.slice(from, from + KEY_LENGTH)) ?? []).flatMap(({ pattern, kind, status, language }) => {
  pattern.lastIndex = from;
  const match = pattern.exec(text);
  return match ? [{ kind, status, language, from, to: from + match[0].length } as Found] : [];
});

const spansOf = (text: string, names: readonly string[]): { from: number; to: number }[] => names.flatMap((name) => {
  const spans: { from: number; to: number }[] = [];
  for (let from = text.indexOf(name); from >= 0; from = text.indexOf(name, from + 1)) spans.push({ from, to: from + name.length });
  return spans;
});

/**
 * Every phrase in a text, without those that mean something else where they stand.
 * @param text as `folded` gives it.
 * @param names of persons, folded: a child may be called Test.
 */
export function phrasesIn(text: string, names: readonly string[]): Found[] {
  const all = [...text.matchAll(WORD_START)].flatMap(({ index }) => at(text, index));
  const innocent = [...all.filter(({ kind }) => kind === 'innocent'), ...spansOf(text, names)];
  const isExcused = ({ from, to }: Found): boolean => innocent.some((span) => span.from <= from && to <= span.to);
  return all.filter((found): found is Found => found.kind !== 'innocent').filter((found) => !isExcused(found));
}

/** At most two words between what denies and what is denied: "this is not only a test", "non è un'esercitazione". */
const denialOf = (words: readonly string[]): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.map((word) => escaped(folded(word))).join('|')})(?:[ '’]+\\p{L}+){0,2}[ '’]+$`, 'u');

const denials = new Map(Object.entries(STATUS_WORDS).flatMap(([language, { denials: words }]): [string, RegExp][] => (words.length > 0 ? [[language, denialOf(words)]] : [])));

/**
 * Whether what stands before a phrase says that it is none. "ne" denies in Croatian and is "in" in Albanian, so the languages of the text and of
 * the phrase decide; where the text names none that is known here, any language does.
 */
export const isDenied = (text: string, found: Found, language: string | undefined): boolean => {
  const before = text.slice(0, found.from);
  const known = language !== undefined && language in STATUS_WORDS;
  const asked = known ? [language, found.language] : [...denials.keys()];
  return asked.some((one) => denials.get(one)?.test(before));
};
