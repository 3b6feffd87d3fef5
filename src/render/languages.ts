// The languages alerts can be written in: one file each, corrected by people who speak it, read when first asked for.
import { readdirSync, readFileSync } from 'node:fs';
import type { LanguageTexts } from '../model/generated/language-texts.js';
import { createMessage, type Message, type MessageValues } from './message.js';

export type WordList = keyof LanguageTexts['words'];
export type TextName = keyof LanguageTexts['texts'];

export interface Language {
  /** BCP 47, as the file is named. */
  tag: string;
  /** Which forms of numbers and dates Intl is asked for. */
  locale: string;
  review: LanguageTexts['review'];
  /** The word for a code, undefined where it is none. */
  word(list: WordList, code: string): string | undefined;
  text(name: TextName, values?: MessageValues): string;
  /** What the language calls a country (ISO 3166-1 alpha-2) or a language (BCP 47); the code itself where it has no name. */
  nameOf(type: 'region' | 'language', code: string): string;
}

const folder = new URL('./languages/', import.meta.url);

/** Tags of all languages, in alphabetical order. */
export const LANGUAGES: readonly string[] = readdirSync(folder).filter((file) => file.endsWith('.json')).map((file) => file.replace('.json', '')).sort();

const byLowerCase = new Map(LANGUAGES.map((tag) => [tag.toLowerCase(), tag]));

/** The languages of a country are often named by the one tag that stands for all their written forms. */
const ALSO_CALLED: Readonly<Record<string, string>> = { no: 'nb' };

/** Serbian is written in two scripts: where a tag names none, its country tells which. */
const scriptOf = (tag: string): string | undefined => {
  try { return new Intl.Locale(tag).maximize().script; } catch { return undefined; }
};

/** @returns our tag for a BCP 47 tag (`de-AT` is written as `de`, `sr` as `sr-Cyrl`), undefined where we do not write that language. */
export const languageFor = (tag: string): string | undefined => {
  const wanted = tag.toLowerCase();
  const [language = ''] = wanted.split('-');
  const script = scriptOf(tag)?.toLowerCase();
  return [wanted, `${language}-${script}`, language, ALSO_CALLED[language]].map((name) => byLowerCase.get(name ?? '')).find((name) => name !== undefined);
};

export const readTexts = (tag: string): LanguageTexts => JSON.parse(readFileSync(new URL(`${tag}.json`, folder), 'utf8')) as LanguageTexts;

const namesIn = (locale: string): Language['nameOf'] => {
  const made = new Map<string, Intl.DisplayNames>();
  return (type, code) => {
    const names = made.get(type) ?? new Intl.DisplayNames(locale, { type });
    made.set(type, names);
    // Throws for what is no code of that type.
    try { return names.of(code) ?? code; } catch { return code; }
  };
};

const openLanguage = (tag: string): Language => {
  const { locale = tag, review, words, texts } = readTexts(tag);
  const messages = new Map<TextName, Message>();
  const message = (name: TextName): Message => {
    const known = messages.get(name) ?? createMessage(texts[name], locale);
    messages.set(name, known);
    return known;
  };
  return {
    tag, locale, review,
    word: (list, code) => (Object.hasOwn(words[list], code) ? words[list][code] : undefined),
    text: (name, values) => message(name)(values),
    nameOf: namesIn(locale),
  };
};

const opened = new Map<string, Language>();

/** @param tag one of LANGUAGES. */
export const languageOfTag = (tag: string): Language => {
  const language = opened.get(tag) ?? openLanguage(tag);
  opened.set(tag, language);
  return language;
};
