// The words of Nlets' AMBER Alert and what they are in the common model, as data. Elements are known by their names alone: writers mix versions of NIEM.
import type { Alert, Info, Sex } from '../../src/adapter/kit.js';

export const HEADER = '/NLETS/NLETSMessageHeader';
export const ALERT = '/NLETS/NLETSMailData/AmberAlert';

/** What CAP wants to be told of every alert; this message key is used for AMBER Alerts only. */
export const OF_EVERY_MESSAGE: Pick<Info, 'language' | 'category' | 'event' | 'responseType' | 'urgency' | 'severity' | 'certainty'> =
  { language: 'en-US', category: ['Rescue'], event: 'AMBER Alert', responseType: ['Monitor'], urgency: 'Immediate', severity: 'Extreme', certainty: 'Likely' };

/** The national schema allows no other word: whether a child is looked for or found must not be guessed. */
export const TYPES: readonly (readonly [RegExp, Alert['msgType']])[] = [
  [/^activ/i, 'Alert'], [/^(?:updat|modif|extend|amend)/i, 'Update'], [/^(?:cancel|deactivat|terminat|resolv|recover|expir)/i, 'Cancel'],
];

/** What originators write into the control field of a message that is none: "TSTMESSAGE". */
export const TEST_WORDS: readonly (readonly [RegExp, Alert['status']])[] = [[/^te?st(?:\b|[_ -]|me?ss?a?ge?|msg|\d)/i, 'Test'], [/^(?:exer|drill)/i, 'Exercise']];

export const SEXES: Readonly<Record<string, Sex>> = { female: 'female', f: 'female', male: 'male', m: 'male', unknown: 'unknown', u: 'unknown' };

/** Words and NCIC's codes. A colour that is none of these stays as written. */
export const HAIR: Readonly<Record<string, string>> = {
  black: 'black', blk: 'black', brown: 'brown', bro: 'brown', 'dark brown': 'dark-brown', 'light brown': 'light-brown', blond: 'blond', blonde: 'blond', bln: 'blond', sandy: 'dark-blond', sdy: 'dark-blond',
  red: 'red', auburn: 'red', gray: 'grey', grey: 'grey', gry: 'grey', white: 'white', whi: 'white',
};
export const EYES: Readonly<Record<string, string>> = { black: 'black', blk: 'black', blue: 'blue', blu: 'blue', brown: 'brown', bro: 'brown', gray: 'grey', grey: 'grey', gry: 'grey', green: 'green', grn: 'green', hazel: 'hazel', haz: 'hazel' };
export const COLOURS: Readonly<Record<string, string>> = {
  black: 'black', blk: 'black', white: 'white', whi: 'white', gray: 'grey', grey: 'grey', gry: 'grey', silver: 'silver', sil: 'silver', red: 'red', maroon: 'dark-red', mar: 'dark-red', burgundy: 'dark-red',
  blue: 'blue', blu: 'blue', 'light blue': 'light-blue', lbl: 'light-blue', 'dark blue': 'dark-blue', dbl: 'dark-blue', teal: 'turquoise', tea: 'turquoise', turquoise: 'turquoise',
  green: 'green', grn: 'green', 'light green': 'light-green', lgr: 'light-green', 'dark green': 'dark-green', dgr: 'dark-green', yellow: 'yellow', yel: 'yellow', orange: 'orange', ong: 'orange',
  brown: 'brown', bro: 'brown', tan: 'light-brown', beige: 'beige', bge: 'beige', cream: 'beige', gold: 'gold', gld: 'gold', pink: 'pink', pnk: 'pink', purple: 'purple', ple: 'purple', 'multi-colored': 'multicoloured',
};

/** Countries as Americans write a citizenship. Others have no place: the common model has codes only. */
export const CITIZENSHIPS: Readonly<Record<string, string>> = { 'united states': 'US', 'united states of america': 'US', usa: 'US', us: 'US', canada: 'CA', mexico: 'MX' };

/** Cautions that the common model has codes for. */
export const CAUTIONS: readonly (readonly [RegExp, string])[] = [[/\barmed\b/i, 'armed'], [/\bviolent/i, 'violent'], [/\bnot approach/i, 'do-not-approach'], [/\bsuicid/i, 'suicidal'], [/\b(?:drugs?|alcohol|intoxicated)\b/i, 'intoxicated']];

/** Provinces of Canada share the form of states; all other jurisdictions are of the United States. */
export const PROVINCES: readonly string[] = ['AB', 'BC', 'MB', 'NB', 'NL', 'NS', 'NT', 'NU', 'ON', 'PE', 'QC', 'SK', 'YT'];

/** "7 years old", "11 months", "Late 40s", "6-8". */
export const AGE = /(?:(?<part>early|mid|late)[\s-]*)?(?<!\d)(?<value>\d{1,2})(?:\s*(?:-|to)\s*(?<most>\d{1,2}))?(?!\d)(?<decade>'?s\b)?\s*(?<months>mo(?:nth)?s?\b)?/i;
export const ABOUT = /\b(?:about|around|approx(?:imately)?)\b/i;
/** Years into a decade. */
export const PARTS: Readonly<Record<string, number>> = { early: 2, mid: 5, late: 8 };

export const CM_OF_INCH = 2.54;
/** NCIC's height: one figure for feet, two for inches. */
export const FEET_AND_INCHES = /^(?<feet>[1-8])(?<inches>0\d|1[01])$/;
