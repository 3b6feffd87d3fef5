// One text taken apart: its tokens, what their words mean, where sentences end and of whom they speak. Every reader of facts looks at this.
import type { Language } from './languages/language.js';
import type { Cue } from './languages/language.js';
import { tokensOf, type Token } from './text.js';
import { languageOfWords, mentionsAt, vocabularyOf, type Kind, type Mention } from './vocabulary.js';

export interface Reading {
  text: string;
  language: Language;
  tokens: readonly Token[];
  mentions: readonly Mention[];
  /** Number of the sentence of each token. */
  sentence: readonly number[];
  /** What a sentence mentions, in order. */
  told(sentence: number): readonly Mention[];
  /** What begins at a token. */
  starts(at: number): readonly Mention[];
  /** What a token is part of. */
  covers(at: number): readonly Mention[];
}

/** A value found in a text. `leaves` are pointers below `/case`; they stand or fall together. */
export interface Finding {
  topic: string;
  leaves: Readonly<Record<string, unknown>>;
  at: number;
  end: number;
  /** A date without its year. */
  isYearGuessed?: boolean;
  /** Which child, vehicle or suspect of several, where the text tells them apart. The pointers are those of the first. */
  index?: number;
}

/** A longer sentence is none, and is cut: looking around in it must not cost its square. */
const LONGEST_SENTENCE = 120;

const END = /^[.!?;·;]$/u;

/** A period ends a sentence where a new one begins; not after a day (`9. Juni`), an initial or inside a number. */
const endsSentence = (tokens: readonly Token[], at: number, isMonth: (at: number) => boolean): boolean => {
  const [before, token, next] = [tokens[at - 1], tokens[at]!, tokens[at + 1]];
  if (token.kind === 'break') return next === undefined || next.kind === 'break' || next.raw !== next.raw.toLowerCase() || next.kind !== 'word';
  if (token.kind !== 'sign' || !END.test(token.raw)) return false;
  if (token.raw !== '.') return true;
  if (next === undefined || next.kind === 'break') return true;
  if (before?.kind === 'number' && (next.glued || isMonth(at + 1))) return false;
  if (before?.kind === 'word' && before.raw.length === 1 && !before.glued) return false;
  return !next.glued && (next.kind !== 'word' || next.raw !== next.raw.toLowerCase());
};

/** The number of the sentence of each token. */
const sentencesOf = (tokens: readonly Token[], isMonth: (at: number) => boolean): number[] => {
  let [number, length] = [0, 0];
  return tokens.map((_, at) => {
    const own = number;
    length += 1;
    if (length >= LONGEST_SENTENCE || endsSentence(tokens, at, isMonth)) [number, length] = [number + 1, 0];
    return own;
  });
};

const withoutShorter = (mentions: readonly Mention[]): Mention[] => {
  const reach = new Map<string, number>();
  return mentions.filter(({ kind, code, from, to }) => {
    const name = kind === 'cue' ? code : kind;
    const isInside = to <= (reach.get(name) ?? 0) && from < (reach.get(name) ?? 0);
    if (!isInside) reach.set(name, to);
    return !isInside;
  });
};

/** @param named BCP 47, the language the message gives the text. */
export const readText = (text: string, named?: string): Reading => {
  const tokens = tokensOf(text);
  const vocabulary = vocabularyOf(languageOfWords(tokens, named));
  const mentions = withoutShorter(tokens.flatMap((token, at) => (token.kind === 'word' || token.kind === 'number' ? mentionsAt(vocabulary, tokens, at) : [])));
  const [begin, cover]: Mention[][][] = [tokens.map(() => []), tokens.map(() => [])];
  for (const mention of mentions) {
    begin![mention.from]!.push(mention);
    for (let at = mention.from; at < mention.to; at += 1) cover![at]!.push(mention);
  }
  const sentence = sentencesOf(tokens, (at) => (begin![at] ?? []).some(({ kind }) => kind === 'month'));
  const told: Mention[][] = [];
  for (const mention of mentions) (told[sentence[mention.from]!] ??= []).push(mention);
  return { text, language: vocabulary.language, tokens, mentions, sentence, told: (number) => told[number] ?? [], starts: (at) => begin![at] ?? [], covers: (at) => cover![at] ?? [] };
};

export const isKind = (kind: Kind) => (mention: Mention): boolean => mention.kind === kind;
export const isCue = (...codes: Cue[]) => (mention: Mention): boolean => mention.kind === 'cue' && codes.includes(mention.code as Cue);

export const cueAt = (reading: Reading, at: number, ...codes: Cue[]): Mention | undefined => reading.starts(at).find(isCue(...codes));
export const hasCue = (reading: Reading, at: number, ...codes: Cue[]): boolean => reading.covers(at).some(isCue(...codes));
export const kindAt = (reading: Reading, at: number, kind: Kind): Mention | undefined => reading.starts(at).find(isKind(kind));

export const inSentence = (reading: Reading, at: number, test: (mention: Mention) => boolean): Mention[] =>
  reading.told(reading.sentence[at] ?? -1).filter(test);

/** True where one of the tokens before, in the same sentence, says so. */
export const isBefore = (reading: Reading, at: number, reach: number, ...codes: Cue[]): boolean => {
  for (let back = at - 1; back >= Math.max(0, at - reach) && reading.sentence[back] === reading.sentence[at]; back -= 1) if (hasCue(reading, back, ...codes)) return true;
  return false;
};

export const finding = (reading: Reading, topic: string, leaves: Finding['leaves'], from: number, to: number): Finding =>
  ({ topic, leaves, at: reading.tokens[from]!.at, end: reading.tokens[to - 1]!.end });

const isSomebody = (mention: Mention): boolean => mention.kind === 'sex' || mention.kind === 'adult' || mention.kind === 'relation' || isCue('child', 'suspect')(mention);
const isOther = ({ kind, code }: Mention): boolean => kind === 'adult' || kind === 'relation' || code === 'suspect';

const hasComma = (reading: Reading, from: number, to: number): boolean => reading.tokens.slice(from, to).some(({ raw }) => raw === ',' || raw === ';');

/** Companions come along: behind a comma the sentence goes on about the child. */
const isAside = (reading: Reading, person: Mention, at: number): boolean => isBefore(reading, person.from, 4, 'with') && hasComma(reading, person.to, at);

/**
 * Whether what stands at a token is told of somebody else than the child: the last person named before it in the sentence, else whom the sentence before began with.
 * Prose without any person is about the child.
 */
export const isOfOther = (reading: Reading, at: number): boolean => {
  const own = inSentence(reading, at, isSomebody).filter(({ from }) => from < at).at(-1);
  if (own) return isOther(own) && !isAside(reading, own, at);
  const first = reading.told(reading.sentence[at]! - 1).find(isSomebody);
  return first !== undefined && isOther(first) && !isBefore(reading, first.from, 4, 'with', 'by');
};
