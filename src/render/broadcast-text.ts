// The text of an alert for cell broadcast in the language of one of its readers: our own words for its facts, else the origin's, as far as they fit.
import type { Alert, Info } from '../model/generated/alert.js';
import { costOf, inPlainSigns, MOST_PAGES, type Cost } from './cell-broadcast.js';
import { languageFor, languageOfTag } from './languages.js';
import { renderable, renderCase, statusMark } from './render-case.js';

export interface BroadcastText extends Cost {
  text: string;
  /** Whose words it is in; of our own, whether somebody whose first language it is has read them. */
  words: 'origin' | 'draft' | 'reviewed';
  /** Not all that the origin wrote fitted. */
  cut: boolean;
}

const fits = (text: string): boolean => costOf(text).pages <= MOST_PAGES;

/** As long as fits, cut after a whole word where the language parts its words. */
const cutToFit = (text: string): string => {
  if (fits(text)) return text;
  const signs = [...text];
  let [low, high] = [0, signs.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(`${signs.slice(0, middle).join('')}...`)) low = middle; else high = middle - 1;
  }
  return `${signs.slice(0, low).join('').replace(/\s+\S{0,40}$/, '')}...`;
};

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

const ownWords = ({ headline, event, description, instruction }: Info, mark: string | undefined): string =>
  inPlainSigns([mark, headline ?? event, description, instruction].flatMap((part) => (part?.trim() ? [sentence(part.trim().replace(/\s+/g, ' '))] : [])).join(' '));

/** A word everybody knows, where we do not write the language. */
const markFor = (status: string, tag: string | undefined): string | undefined => {
  if (status === 'Actual') return undefined;
  return tag === undefined ? status.toUpperCase() : statusMark(status, languageOfTag(tag));
};

/**
 * @param language BCP 47.
 * @param info the origin's own text in that language, where there is one.
 * @returns undefined where we do not write the language, or have nothing to write from, and the origin wrote nothing in it either.
 */
export function broadcastText(alert: Alert, language: string, info: Info | undefined, status: string): BroadcastText | undefined {
  const tag = languageFor(language);
  if (tag !== undefined && renderable(alert)) {
    const { shortTexts, review } = renderCase(alert, tag, status);
    const { text } = shortTexts.at(-1)!;
    return { text, ...costOf(text), words: review, cut: false };
  }
  if (!info) return undefined;
  const whole = ownWords(info, markFor(status, tag));
  const text = cutToFit(whole);
  return text === '' ? undefined : { text, ...costOf(text), words: 'origin', cut: text !== whole };
}
