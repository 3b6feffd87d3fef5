// A text as words, numbers and signs that know where they stand: mark-up, entities and what cannot be seen are passed over, accents and scripts folded for looking up.

/** `key` is what is looked up; `at` and `end` are offsets in the text as it was written. `glued`: nothing stands between this and the token before. */
export interface Token { kind: 'word' | 'number' | 'sign' | 'break'; raw: string; key: string; at: number; end: number; glued: boolean }

/** Longer texts are read up to here: no alert says more about a child, and work stays bounded. */
export const MOST_CHARACTERS = 200_000;

const ENTITIES = new Map(Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'', nbsp: ' ', eacute: 'é', egrave: 'è', agrave: 'à', ouml: 'ö', uuml: 'ü', auml: 'ä', szlig: 'ß', ntilde: 'ñ', ccedil: 'ç', euml: 'ë', iuml: 'ï' }));

const CYRILLIC: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', ђ: 'dj', е: 'e', ж: 'z', з: 'z', и: 'i', ј: 'j', й: 'j', к: 'k', л: 'l', љ: 'lj', м: 'm', н: 'n', њ: 'nj', о: 'o', п: 'p', р: 'r', с: 's', т: 't', ћ: 'c', у: 'u', ф: 'f', х: 'h', ц: 'c', ч: 'c', џ: 'dz', ш: 's',
};
const LATIN: Readonly<Record<string, string>> = { ß: 'ss', đ: 'dj', ø: 'o', ł: 'l', æ: 'ae', œ: 'oe', ı: 'i', ς: 'σ' };

/** The form in which words are compared: small letters without accents, Cyrillic in Latin letters. */
export const fold = (word: string): string => word.toLowerCase().replace(/[а-яђ-џøßłđæœıς]/gu, (letter) => CYRILLIC[letter] ?? LATIN[letter] ?? letter).normalize('NFD').replace(/\p{M}/gu, '');

/**
 * One step through a text; each alternative is bounded or ends where the next begins, so that the whole stays linear.
 * Tags, entities, signs that only direct or join others, words, numbers, blanks, anything.
 */
const STEP = /(?<tag><[a-zA-Z/!][^<>]{0,1000}>)|&(?:#x(?<hex>[0-9a-fA-F]{1,6})|#(?<dec>[0-9]{1,7})|(?<name>[a-zA-Z]{2,8}));|(?<unseen>[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe00-\ufe0f])|(?<letters>[\p{L}\p{M}]+)|(?<digits>[0-9]+)|(?<line>\n)|(?<space>\s)|(?<sign>.)/gsu;

const BREAKING_TAG = /^<\/?(?:br|p|div|li|ul|ol|h[1-6]|tr|td|table)\b/i;

const characterOf = (code: number): string => (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? '\ufffd' : String.fromCodePoint(code));

const entity = ({ hex, dec, name }: Record<string, string | undefined>): string => {
  if (hex) return characterOf(parseInt(hex, 16));
  return dec ? characterOf(Number(dec)) : ENTITIES.get(name ?? '') ?? ' ';
};

type Piece = Pick<Token, 'kind' | 'raw' | 'at' | 'end'>;

const kindOf = (text: string): Token['kind'] | 'space' => {
  if (/^[\p{L}\p{M}]+$/u.test(text)) return 'word';
  if (/^[0-9]+$/.test(text)) return 'number';
  return /^\s$/.test(text) ? 'space' : 'sign';
};

const pieceOf = (match: RegExpMatchArray): Piece | 'unseen' | 'space' => {
  const groups = match.groups ?? {};
  const place = { at: match.index ?? 0, end: (match.index ?? 0) + match[0].length };
  if (groups.unseen) return 'unseen';
  if (groups.tag) return BREAKING_TAG.test(groups.tag) ? { kind: 'break', raw: '\n', ...place } : 'unseen';
  if (groups.line) return { kind: 'break', raw: '\n', ...place };
  if (groups.space) return 'space';
  if (groups.letters ?? groups.digits) return { kind: groups.letters ? 'word' : 'number', raw: match[0], ...place };
  const raw = match[0].length > 1 && match[0].startsWith('&') ? entity(groups) : match[0];
  const kind = kindOf(raw);
  return kind === 'space' ? 'space' : { kind, raw, ...place };
};

/** A word goes on behind a mark that cannot be seen, an inline tag or an entity. */
const joins = (last: Token | undefined, next: Piece, isGlued: boolean): last is Token => isGlued && last?.kind === 'word' && next.kind === 'word';

/** The words, numbers and signs of a text, in order. */
export const tokensOf = (text: string): Token[] => {
  const tokens: Token[] = [];
  let glued = false;
  for (const match of text.slice(0, MOST_CHARACTERS).matchAll(STEP)) {
    const piece = pieceOf(match);
    if (piece === 'unseen') continue;
    if (piece === 'space') { glued = false; continue; }
    const last = tokens.at(-1);
    if (joins(last, piece, glued)) { last.raw += piece.raw; last.end = piece.end; }
    else tokens.push({ ...piece, key: '', glued });
    glued = piece.kind !== 'break';
  }
  for (const token of tokens) token.key = token.kind === 'word' ? fold(token.raw.length > 64 ? token.raw.slice(0, 64) : token.raw) : token.raw;
  return tokens;
};
