// All that an adapter may import: the shapes it works on and a few pure helpers. No clock, no network, no package.
import type { Alert, LastSeen } from '../model/generated/alert.js';
import type { Issue } from '../model/generated/issue.js';
import type { EncodeContext } from '../format/format.js';
import { capTimeOf, momentOf } from '../model/cap-moment.js';
import { languageOfText } from '../facts/language-of-text.js';
import { languageOf } from '../model/language-of.js';

export type { Alert, Area, Case, Child, Info, LastSeen, Reference, Resource, Status, MsgType, Sex, Vehicle, Suspect, Age } from '../model/generated/alert.js';
export type { Issue } from '../model/generated/issue.js';
export type { EncodeContext } from '../format/format.js';
export { error, warning, note } from '../model/issue.js';
export { areasAsGeoJson } from '../geo/areas-as-geojson.js';
export { circleOf, ringOfCircle, ringOfPolygon } from '../geo/rings.js';
export { isAbduction } from '../model/is-abduction.js';
export { broadcastText } from '../render/broadcast-text.js';
export { languageOf, languageOfText };
export { capTimeFrom, filled, identifierOf, imageTypeOf, linkOf, plainText, polygonOf } from './published.js';
export { clockTimeIn, type ClockTime } from './wall-clock.js';
export { assemble, blank, coded, codes, list, part, sourcesOf, toModel, toNational, type Codec, type Entry, type Shape } from './shape.js';

/** One message as an adapter understood it. */
export interface AdapterMessage {
  alert?: Alert;
  /** Paths are pointers into the national message. */
  issues?: Issue[];
  /** Pointers of the alert → pointers of the national message, so that issues point where the desk can look. A pointer that is not told is looked for by what holds it. */
  sources?: Record<string, string>;
  /** Values the source does not carry and the adapter had to fill in. */
  assigned?: { path: string; value: string; reason: string }[];
  /** Values read out of prose, with the words they came from. */
  extracted?: { path: string; text: string; from?: string; at?: number }[];
  statusSignals?: StatusSignal[];
  /** When the list was made in which the message stands, as a CAP time: a list that is old on arrival is warned of. */
  listedAt?: string;
  /** Dialects of CAP: pointers of values that the adapter put into CAP's own words. The word of the dialect is then no fault. */
  repairs?: { path: string; reason: string }[];
}

export interface StatusSignal { signal: string; status: Alert['status'] }

/** What an adapter wrote. */
export interface AdapterDocument {
  document: unknown;
  /** The one info block that was written, where the format holds only one; default: all, in their order. */
  info?: number;
  /** Only what reading the document back cannot show. A loss of level `error` says that the format cannot carry the alert at all. */
  losses?: Issue[];
}

/**
 * What a folder under adapters/ exports: decode.ts `decode` and `detects`, encode.ts `encode`.
 * `detects` is shown the whole parsed document. `decode` is shown one national message, which met national.schema.json; a document that is a list, or has one where the manifest's `messages` points, is taken apart before; the whole is shown beside it.
 * An adapter for a dialect of CAP (`dialectOf: cap` in its manifest) is shown the alert as CAP reads it in all three places, returns it with what it adds, and writes an alert of the common model.
 * `encode` gets the alert without its `gateway` block. What it cannot carry it simply leaves out: the gateway reads the document back, compares, and reports each loss in the words of manifest.json.
 */
export interface Adapter {
  detects(document: unknown): boolean;
  decode(message: unknown, document: unknown): AdapterMessage[];
  encode(alert: Alert, context: EncodeContext): AdapterDocument;
}

/**
 * A moment as CAP writes it, in UTC: `2026-01-01T00:00:00-00:00` (CAP 1.2, 3.3.2: never `Z`).
 * @param seconds Unix time in seconds.
 */
export const capTimeOfUnix = (seconds: number): string => capTimeOf(seconds * 1000);

/** Unix seconds of a CAP time, NaN when it is none. */
export const unixOfCapTime = (time: string): number => Math.floor(momentOf(time) / 1000);

/** A number as CAP and most national formats write it: never an exponent, at most six decimals. */
export const decimal = (value: number): string => value.toFixed(6).replace(/\.?0+$/, '');

/**
 * Signs of test or exercise in texts.
 * @param texts pointer of the text in the national message → the text.
 * @param words what says so in the country's language.
 */
export const signalsIn = (texts: Record<string, string | null | undefined>, words: readonly (readonly [RegExp, Alert['status']])[]): StatusSignal[] =>
  Object.entries(texts).flatMap(([pointer, text]) => words.flatMap(([word, status]) => {
    const found = word.exec(text ?? '');
    return found ? [{ signal: `${pointer}: "${found[0]}"`, status }] : [];
  }));

/** The info block to write where the format holds one: in the reader's language, else in the format's, else the first. */
export const chooseInfo = (alert: Alert, languages: readonly (string | undefined)[]): number => {
  const tags = (alert.info ?? []).map((info) => languageOf(info).toLowerCase());
  const speaks = (language: string) => tags.findIndex((tag) => tag.split('-')[0] === language.toLowerCase().split('-')[0]);
  return languages.map((language) => (language ? speaks(language) : -1)).find((index) => index >= 0) ?? 0;
};

const LENGTHS: Readonly<Record<NonNullable<LastSeen['precision']>, number>> = { year: 4, month: 7, day: 10, hour: 13, minute: 16 };
const PRECISIONS = Object.keys(LENGTHS) as NonNullable<LastSeen['precision']>[];
const MOMENT = /^(?<clock>\d{4}(?:-\d\d(?:-\d\d(?:T\d\d(?::\d\d(?::\d\d)?)?)?)?)?)(?<offset>Z|[+-]\d\d:\d\d)?$/;

/**
 * The common model's rule for `lastSeen`: the time says no more than its precision (`2025-05` for a month), and the precision no more than the time.
 * An offset stays with an hour or a minute. A time in another form is left as written.
 */
export const cutToPrecision = (seen: LastSeen): LastSeen => {
  const { clock, offset = '' } = MOMENT.exec(seen.at ?? '')?.groups ?? {};
  if (!clock) return seen;
  const told = PRECISIONS.filter((precision) => LENGTHS[precision] <= clock.length);
  const precision = seen.precision && told.includes(seen.precision) ? seen.precision : told.at(-1) ?? 'year';
  const at = clock.slice(0, LENGTHS[precision]) + (LENGTHS[precision] > LENGTHS.day ? offset : '');
  return { ...seen, at, precision };
};
