// Reads the text of one CAP element as its type wants it: numbers, triplets, quoted lists, text left as it is.
import type { NamedValue, Reference } from '../model/generated/alert.js';
import type { FieldType } from './content-model.js';

const INTEGER = /^[+-]?\d+$/;
const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;
const TOKEN = /"[^"]*"(?=[ \t\r\n]|$)|[^ \t\r\n]+/g;
const WHITE = /[ \t\r\n]/;
const COLLAPSED: readonly FieldType[] = ['time', 'uri', 'integer', 'decimal'];

/** As XML Schema collapses white space in dateTime, language, anyURI and numbers, and nowhere else (rule D09). */
const collapse = (text: string): string => (!WHITE.test(text) ? text : text.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, ''));

const numberOf = (text: string, pattern: RegExp): number | undefined => {
  const number = pattern.test(text) ? Number(text) : NaN;
  return Number.isFinite(number) ? number : undefined;
};

/** Quotes around a whole token go; any other quote stays and is an error of the rules A23 and A31. */
const listOf = (text: string): string[] => (text.match(TOKEN) ?? []).map((token) => (/^"[^"]*"$/.test(token) ? token.slice(1, -1) : token));

/** Broken triplets too, with what there is, so that the checks can speak of them. */
const referencesOf = (text: string): Reference[] =>
  text.split(/[ \t\r\n]+/).filter((token) => token !== '').map((token) => {
    const [sender = '', identifier = '', ...sent] = token.split(',');
    return { sender, identifier, sent: sent.join(',') };
  });

const pairOf = (text: string): NamedValue => {
  const end = text.indexOf('=');
  return end === -1 ? { valueName: '', value: text } : { valueName: text.slice(0, end), value: text.slice(end + 1) };
};

/** An empty language stands for the default one; of white space the schema does not say so, and it is kept to be judged (rule I01). */
const languageOf = (text: string): string => collapse(text) || text;

export const normalisedText = (text: string, type: FieldType): string => {
  if (type === 'language') return languageOf(text);
  return COLLAPSED.includes(type) ? collapse(text) : text;
};

/** The value a text stands for; undefined only where it should be a number and is none. */
export const valueOf = (text: string, type: FieldType): unknown => {
  switch (type) {
    case 'integer': return numberOf(text, INTEGER);
    case 'decimal': return numberOf(text, DECIMAL);
    case 'list': return listOf(text);
    case 'references': case 'old-references': return referencesOf(text);
    case 'pair': return pairOf(text);
    default: return text;
  }
};
