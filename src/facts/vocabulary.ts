// The words of a language, made ready for looking up: which meanings begin at a word of a text.
import type { Language, Words } from './languages/language.js';
import { LANGUAGES } from './languages/languages.js';
import { COUNTRIES, countryWords } from './countries.js';
import { fold, type Token } from './text.js';

export type Kind = 'colour' | 'garment' | 'hairColour' | 'hairStyle' | 'eyeColour' | 'vehicle' | 'mark' | 'item' | 'sex' | 'adult' | 'relation' | 'category' | 'month' | 'unit' | 'number' | 'yearsOld' | 'country' | 'cue';

/** One meaning and the tokens that say it, `to` exclusive. */
export interface Mention { kind: Kind; code: string; from: number; to: number }

interface Phrase { kind: Kind; code: string; words: { key: string; open: boolean }[] }

export interface Vocabulary { language: Language; exact: ReadonlyMap<string, Phrase[]>; open: ReadonlyMap<string, Phrase[]> }

const KINDS = ['colour', 'garment', 'hairColour', 'hairStyle', 'eyeColour', 'vehicle', 'mark', 'item', 'sex', 'adult', 'relation', 'category', 'month', 'unit', 'number', 'yearsOld', 'cue'] as const;

const LONGEST_STEM = 20;

const phrase = (kind: Kind, code: string, text: string): Phrase => ({
  kind, code, words: text.trim().split(' ').map((word) => ({ key: fold(word.replace('*', '')), open: word.endsWith('*') })),
});

const phrasesOf = (kind: Kind, words: Words): Phrase[] => Object.entries(words).flatMap(([code, forms]) => forms.split('|').map((form) => phrase(kind, code, form)));

const indexed = (phrases: readonly Phrase[], isOpen: boolean): Map<string, Phrase[]> => {
  const index = new Map<string, Phrase[]>();
  for (const one of phrases.filter(({ words }) => words[0]!.open === isOpen)) index.set(one.words[0]!.key, [...index.get(one.words[0]!.key) ?? [], one]);
  return index;
};

/** Countries are known by their names in all languages: feeds name them in English whatever the text is in. */
const COUNTRY_PHRASES = Object.entries(countryWords(LANGUAGES)).flatMap(([code, names]) => names.map((name) => phrase('country', code, name)));

const compile = (language: Language): Vocabulary => {
  const phrases = [...KINDS.flatMap((kind) => phrasesOf(kind, language[kind])), ...COUNTRY_PHRASES];
  return { language, exact: indexed(phrases, false), open: indexed(phrases, true) };
};

/** Made with the first text in a language. */
const made = new Map<string, Vocabulary>();

/** @param tag one of LANGUAGES. */
export const vocabularyOf = (tag: string): Vocabulary => {
  const known = made.get(tag) ?? compile(LANGUAGES.find((language) => language.tag === tag)!);
  made.set(tag, known);
  return known;
};

const fits = (word: { key: string; open: boolean }, key: string): boolean => (word.open ? key.startsWith(word.key) : key === word.key);

/** Signs that join the words of one phrase: `t-shirt`, `d'asile`. */
const isJoint = (token: Token | undefined): boolean => token?.kind === 'sign' && token.glued && /^[-‐‑'’.]$/u.test(token.raw);

/** Where a phrase ends that begins at a token, undefined where it does not stand there. */
const endOf = ({ words }: Phrase, tokens: readonly Token[], from: number): number | undefined => {
  let at = from;
  for (const [index, word] of words.entries()) {
    if (index > 0 && isJoint(tokens[at]) && tokens[at + 1]?.kind !== 'break') at += 1;
    const token = tokens[at];
    if (token === undefined || token.kind === 'break' || !fits(word, token.key)) return undefined;
    at += 1;
  }
  return at;
};

const startingAt = ({ exact, open }: Vocabulary, key: string): Phrase[] => {
  const found = [...exact.get(key) ?? []];
  for (let length = 2; length <= Math.min(key.length, LONGEST_STEM); length += 1) found.push(...open.get(key.slice(0, length)) ?? []);
  return found;
};

/** Of each kind, and of each cue, the longest that begins at this token. */
export const mentionsAt = (vocabulary: Vocabulary, tokens: readonly Token[], from: number): Mention[] => {
  const best = new Map<string, Mention>();
  for (const one of startingAt(vocabulary, tokens[from]!.key)) {
    const to = endOf(one, tokens, from);
    const name = one.kind === 'cue' ? one.code : one.kind;
    if (to !== undefined && to > (best.get(name)?.to ?? 0)) best.set(name, { kind: one.kind, code: one.code, from, to });
  }
  return [...best.values()];
};

const primary = (tag: string | undefined): string => (tag ?? '').toLowerCase().split('-', 1)[0]!;

/** Languages so near that their words serve. */
const NEAR: Readonly<Record<string, string>> = { hr: 'sr', bs: 'sr', cnr: 'sr', me: 'sr', sh: 'sr' };

const SAMPLE = 400;

const score = (vocabulary: Vocabulary, tokens: readonly Token[]): number =>
  tokens.slice(0, SAMPLE).filter(({ kind, key }) => kind === 'word' && (vocabulary.exact.get(key) ?? []).some((one) => one.kind !== 'country')).length;

/**
 * The language of a text, by its words: feeds mix languages, and some name the wrong one.
 * @param named what the message says; counts where the words do not speak clearly against it.
 */
export const languageOfWords = (tokens: readonly Token[], named?: string): string => {
  const told = NEAR[primary(named)] ?? primary(named);
  const scores = LANGUAGES.map(({ tag }) => ({ tag, points: score(vocabularyOf(tag), tokens) * (tag === told ? 1.5 : 1) + (tag === told ? 1 : 0) }));
  return scores.reduce((best, one) => (one.points > best.points ? one : best)).tag;
};

export const isCountry = (code: string): boolean => COUNTRIES.includes(code);
