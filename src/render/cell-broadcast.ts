// What a text costs in cell broadcast: its alphabet (3GPP TS 23.038) and its pages of 82 octets (3GPP TS 23.041, 9.4.1.2).

/** Default alphabet, 6.2.1. */
const BASIC = new Set('@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà');
/** Its extension table, 6.2.1.1: an escape goes before each of these. */
const EXTENDED = new Set('\f^{}\\[~]|€');

const SEPTETS_OF_A_PAGE = 93;
/** One fewer where the data coding scheme has each page begin with its language. */
const UNITS_OF_A_PAGE = 41;
export const MOST_PAGES = 15;

export type Alphabet = 'gsm-7' | 'ucs-2';

/** `characters` in the units of the alphabet: one of the extension table counts twice. */
export interface Cost { alphabet: Alphabet; characters: number; pages: number }

/** A sign is not cut in two at the end of a page. */
const pagesOf = (widths: readonly number[], size: number): number => {
  let pages = widths.length === 0 ? 0 : 1;
  let used = 0;
  for (const width of widths) {
    if (used + width > size) { pages += 1; used = 0; }
    used += width;
  }
  return pages;
};

export function costOf(text: string): Cost {
  const signs = [...text];
  const inDefault = signs.every((sign) => BASIC.has(sign) || EXTENDED.has(sign));
  const widths = signs.map((sign) => (inDefault ? 1 + Number(EXTENDED.has(sign)) : sign.length));
  return {
    alphabet: inDefault ? 'gsm-7' : 'ucs-2',
    characters: widths.reduce((sum, width) => sum + width, 0),
    pages: pagesOf(widths, inDefault ? SEPTETS_OF_A_PAGE : UNITS_OF_A_PAGE),
  };
}

/** Signs of good typography that would turn a whole text into UCS-2, and what a typewriter has for them. */
const PLAIN: Readonly<Record<string, string>> = { '’': '\'', '‘': '\'', '“': '"', '”': '"', '„': '"', '«': '"', '»': '"', '–': '-', '—': '-', '\u00a0': ' ', '\u202f': ' ' };

export const inPlainSigns = (text: string): string => text.replace(/[’‘“”„«»–—\u00a0\u202f]/g, (sign) => PLAIN[sign]!);
