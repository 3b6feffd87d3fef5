// Offered by the kit to adapters of feeds that are made for web pages and apps: mark-up in texts, ids that CAP cannot carry, points in lists.
import { timeProblem } from '../cap/cap-time.js';
import { isAbsoluteUri } from '../cap/uri.js';
import { blank } from './shape.js';

/** What web editors write instead of letters; the rest of HTML's names stays as written. */
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'', nbsp: ' ', shy: '', auml: 'ä', ouml: 'ö', uuml: 'ü', Auml: 'Ä', Ouml: 'Ö', Uuml: 'Ü', szlig: 'ß', aring: 'å', Aring: 'Å',
  agrave: 'à', acirc: 'â', ccedil: 'ç', eacute: 'é', Eacute: 'É', egrave: 'è', ecirc: 'ê', euml: 'ë', icirc: 'î', iuml: 'ï', ocirc: 'ô', ugrave: 'ù', ucirc: 'û',
  lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', bdquo: '„', laquo: '«', raquo: '»', ndash: '–', mdash: '—', hellip: '…', deg: '°', euro: '€', middot: '·', bull: '•',
};

const ENTITY = /&(?:#(?<decimal>\d{1,7})|#[xX](?<hex>[0-9a-fA-F]{1,6})|(?<name>[A-Za-z]{2,6}));/g;
const LINE = /<(?:br|\/?p|\/?div|\/?li|\/?[uo]l|\/?h\d)\b[^<>]*>/gi;
const TAG = /<[a-z/!][^<>]*>/gi;
/** Signs that show nothing but turn or hide what follows, halves of a pair, and controls; not the marks that Arabic and Hebrew need. */
const UNSEEN = /[\u202A-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF\p{Cs}]|(?![\n\t])\p{Cc}/gu;

const letterOf = (code: number): string | undefined => (code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : undefined);

const unescaped = (text: string): string => text.replace(ENTITY, (whole, figures?: string, hex?: string, name?: string) => {
  if (name !== undefined) return Object.hasOwn(ENTITIES, name) ? ENTITIES[name]! : whole;
  return letterOf(figures === undefined ? parseInt(hex!, 16) : Number(figures)) ?? whole;
});

const unmarked = (text: string): string => text.replace(LINE, '\n').replace(TAG, '');

/** The text a reader sees of HTML. Entities are resolved twice, because feeds escape what their editor had escaped already; a lone `<` stays. */
export const plainText = (text: string): string => {
  const once = unescaped(unmarked(text.replace(/\r\n?/g, '\n')));
  const twice = unmarked(unescaped(unmarked(once)));
  return twice.replace(UNSEEN, '').replace(/[ \t\u00A0]*\n[ \t\u00A0]*/g, '\n').replace(/\n{3,}/g, '\n\n').trim();
};

/** An id of any letters as CAP can carry it (rules A02, A05) and an address can hold it. `decodeURIComponent` gives it back. */
export const identifierOf = (id: string): string => encodeURIComponent(id.replace(/\p{Cs}/gu, '\uFFFD')).replace(/%(?:40|3A)/g, decodeURIComponent);

/** An address of the web, undefined where the text is none. */
export const linkOf = (text: string | null | undefined): string | undefined => {
  const link = (text ?? '').trim();
  return /^https?:/i.test(link) && isAbsoluteUri(link) ? link : undefined;
};

/** MIME type of a picture by the end of its address, which is all that feeds tell. */
export const imageTypeOf = (uri: string): string => `image/${/\.(png|gif|webp)(?:[?#]|$)/i.exec(uri)?.[1]?.toLowerCase() ?? 'jpeg'}`;

const isPoint = ([lat, lon]: readonly [number, number]): boolean => Math.abs(lat) <= 90 && Math.abs(lon) <= 180;

/** At most six decimals, which is a hand's breadth. */
const degrees = (value: number): string => String(Number(value.toFixed(6)));

/**
 * A ring as CAP writes it, closed where its source leaves it open. Undefined where it is no ring on the earth.
 * @param points latitude and longitude in degrees.
 */
export const polygonOf = (points: readonly (readonly [lat: number, lon: number])[]): string | undefined => {
  if (!points.every(isPoint)) return undefined;
  const pairs = points.map((point) => point.map(degrees).join(','));
  const ring = pairs[0] === pairs.at(-1) ? pairs : [...pairs, pairs[0]!];
  return ring.length > 3 ? ring.join(' ') : undefined;
};

const STAMP = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)$/;

/** An ISO 8601 time with its offset as CAP writes it: to the second, UTC as `-00:00` (rules A07 to A09). Undefined where it is none. */
export const capTimeFrom = (text: string | null | undefined): string | undefined => {
  const [, day, minute, second = ':00', zone = ''] = STAMP.exec(text?.trim() ?? '') ?? [];
  const offset = /^(?:Z|[+-]00:?00)$/.test(zone) ? '-00:00' : zone.replace(/(\d\d):?(\d\d)$/, '$1:$2');
  const time = `${day}T${minute}${second}${offset}`;
  return day && !timeProblem(time) ? time : undefined;
};

/** A copy without members that tell nothing; undefined where none is left. */
export const filled = <T extends object>(value: T): { [key in keyof T]: Exclude<T[key], undefined> } | undefined => {
  const entries = Object.entries(value).filter(([, inner]) => !blank(inner));
  return entries.length > 0 ? Object.fromEntries(entries) as { [key in keyof T]: Exclude<T[key], undefined> } : undefined;
};
