// The countries of Europe by their names in the languages that facts are read in.
import type { Language } from './languages/language.js';

export const COUNTRIES: readonly string[] = 'AD AL AM AT AZ BA BE BG BY CH CY CZ DE DK EE ES FI FR GB GE GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SK SM TR UA VA XK'.split(' ');

/** Languages that change the ends of names. */
const INFLECTED = new Set(['el', 'sq', 'sr']);

/** The name without its last vowels, open at its end: Srbija, Srbije, Srbiji. Short words stay as they are. */
const stem = (word: string): string => (word.length < 5 ? word : `${word.replace(/[aeiouëyαειουοηωάέήίόύώаеиоуς]{1,2}$/iu, '')}*`);

const forms = (tag: string, name: string): string => (INFLECTED.has(tag) ? name.split(' ').map(stem).join(' ') : name);

const clean = (name: string): string => name.toLowerCase().replace(/[()&]/g, ' ').replace(/[-’']/g, ' ').replace(/\s+/g, ' ').trim();

/** Code → names, as the words of a language are written. */
export const countryWords = (languages: readonly Language[]): Record<string, string[]> => Object.fromEntries(COUNTRIES.map((code) => [code, languages.flatMap(({ tag, country }) => [
  forms(tag, clean(new Intl.DisplayNames([tag], { type: 'region' }).of(code) ?? code)), ...(country[code]?.split('|') ?? []),
])]));

/** `UK` and `EL` are what people and the EU write. */
const OTHERWISE: Readonly<Record<string, string>> = { UK: 'GB', EL: 'GR' };

/** The country of a code as it stands in a text, in capitals. */
export const countryOfCode = (raw: string): string | undefined => {
  const code = OTHERWISE[raw] ?? raw;
  return COUNTRIES.includes(code) ? code : undefined;
};
