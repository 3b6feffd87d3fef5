// Polygons and circles as CAP 1.2 writes them (3.2.4), in degrees on WGS 84: latitude first, one comma inside a pair, white space around it.

/** One latitude and one longitude for each pair of a polygon. */
import { codesOf, textOf } from './text-codes.js';

export interface Ring { latitudes: Float64Array; longitudes: Float64Array }

export interface Circle { latitude: number; longitude: number; radiusKm: number }

const [END, TAB, LINE_FEED, RETURN, SPACE, PLUS, COMMA, MINUS, DOT, ZERO, NINE, CAPITAL_E, SMALL_E] = [0, 9, 10, 13, 32, 43, 44, 45, 46, 48, 57, 69, 101] as const;

/** Exact up to 10^22. The quotient of two exact numbers is the nearest number there is, which is what `Number` gives. */
const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

const isDigit = (code: number): boolean => code >= ZERO && code <= NINE;
const isSpace = (code: number): boolean => code === SPACE || code === LINE_FEED || code === TAB || code === RETURN;

const pastSpaces = (codes: Uint16Array, start: number): number => {
  let at = start;
  while (isSpace(codes[at]!)) at += 1;
  return at;
};

const pastSign = (codes: Uint16Array, at: number): number => {
  const code = codes[at]!;
  return code === MINUS || code === PLUS ? at + 1 : at;
};

/** The end of an exponent's digits; -1 where there are none. */
const pastExponent = (codes: Uint16Array, start: number): number => {
  const digits = pastSign(codes, start);
  let at = digits;
  while (isDigit(codes[at]!)) at += 1;
  return at > digits ? at : -1;
};

/** Nine digits fit a small integer, which is what makes the reading of a long border quick. */
const SHORT = 9;

/** Digits of any number with a dot or none; above 2^53 not exact, but above 2^53. */
const longMantissa = (codes: Uint16Array, start: number, end: number): number => {
  let mantissa = 0;
  for (let at = start; at < end; at += 1) {
    const code = codes[at]!;
    if (code !== DOT) mantissa = mantissa * 10 + (code - ZERO);
  }
  return mantissa;
};

/** As `scanNumber`, for a number with an exponent or with more digits or decimals than can be put together exactly. @param end of its digits. */
const scanLongNumber = (codes: Uint16Array, start: number, end: number, into: Float64Array, slot: number): number => {
  const code = codes[end]!;
  const last = code === SMALL_E || code === CAPITAL_E ? pastExponent(codes, end + 1) : end;
  const number = last < 0 ? NaN : Number(textOf(codes, start, last));
  into[slot] = number;
  return Number.isFinite(number) ? last : -1;
};

/** Puts the decimal number at a place of the text into a slot. @returns where it ends; -1 where no finite number stands, and where the place is -1. */
const scanNumber = (codes: Uint16Array, start: number, into: Float64Array, slot: number): number => {
  const first = pastSign(codes, start);
  let at = first;
  let code = codes[at]!;
  let short = 0;
  let dot = -1;
  for (; ; at += 1, code = codes[at]!) {
    if (isDigit(code)) short = (short * 10 + (code - ZERO)) | 0;
    else if (code === DOT && dot < 0) dot = at;
    else break;
  }
  const digits = dot < 0 ? at - first : at - first - 1;
  if (digits === 0) return -1;
  const decimals = dot < 0 ? 0 : at - dot - 1;
  const mantissa = digits <= SHORT ? short : longMantissa(codes, first, at);
  if (code === SMALL_E || code === CAPITAL_E || mantissa > Number.MAX_SAFE_INTEGER || decimals >= POWERS_OF_TEN.length) return scanLongNumber(codes, start, at, into, slot);
  const number = mantissa / POWERS_OF_TEN[decimals]!;
  into[slot] = codes[start] === MINUS ? -number : number;
  return at;
};

/** @returns where the pair ends, before white space or at the end; -1 where none stands. */
const scanPair = (codes: Uint16Array, start: number, { latitudes, longitudes }: Ring, slot: number): number => {
  const comma = scanNumber(codes, start, latitudes, slot);
  if (comma < 0 || codes[comma] !== COMMA) return -1;
  const end = scanNumber(codes, comma + 1, longitudes, slot);
  return codes[end] === END || isSpace(codes[end]!) ? end : -1;
};

/** The pairs of a polygon, wherever on or off the earth they lie; undefined where one cannot be read. One pass over a text that may be a megabyte long. */
export const readRing = (text: string): Ring | undefined => {
  const codes = codesOf(text);
  const most = (text.length + 1) >> 2; // the shortest pair with its space has four characters
  const ring = { latitudes: new Float64Array(most), longitudes: new Float64Array(most) };
  let count = 0;
  for (let at = pastSpaces(codes, 0); at < text.length; at = pastSpaces(codes, at)) {
    at = scanPair(codes, at, ring, count);
    if (at < 0) return undefined;
    count += 1;
  }
  return { latitudes: ring.latitudes.subarray(0, count), longitudes: ring.longitudes.subarray(0, count) };
};

/** The circle with its radius in kilometres; undefined where it cannot be read or the radius is negative. */
export const readCircle = (text: string): Circle | undefined => {
  const codes = codesOf(text);
  const centre = { latitudes: new Float64Array(1), longitudes: new Float64Array(1) };
  const radius = new Float64Array(1);
  const end = scanNumber(codes, pastSpaces(codes, scanPair(codes, pastSpaces(codes, 0), centre, 0)), radius, 0);
  if (end < 0 || pastSpaces(codes, end) < text.length || radius[0]! < 0) return undefined;
  return { latitude: centre.latitudes[0]!, longitude: centre.longitudes[0]!, radiusKm: radius[0]! };
};

const allWithin = (values: Float64Array, most: number): boolean => {
  for (const value of values) if (Math.abs(value) > most) return false;
  return true;
};

export const isOnEarth = ({ latitudes, longitudes }: Ring): boolean => allWithin(latitudes, 90) && allWithin(longitudes, 180);

const steps = (longitudes: Float64Array): Float64Array => {
  let turns = 0;
  return longitudes.map((longitude, i) => {
    const step = i === 0 ? 0 : longitude - longitudes[i - 1]!;
    if (step > 180) turns -= 1;
    if (step < -180) turns += 1;
    return longitude + turns * 360;
  });
};

const jumps = (longitudes: Float64Array): boolean => {
  for (let i = 1; i < longitudes.length; i += 1) if (Math.abs(longitudes[i]! - longitudes[i - 1]!) > 180) return true;
  return false;
};

/**
 * Longitudes of a ring without the jump at the antimeridian: a step of more than 180 degrees means the short way round, and what follows lies beyond 180.
 * A ring round a pole ends a turn from where it began. The one exception is a ring that has no width this way, such as the box of the whole world: it
 * means what it says.
 */
export const withoutJumps = (longitudes: Float64Array): Float64Array => {
  if (!jumps(longitudes)) return longitudes;
  const shorter = steps(longitudes);
  return shorter.every((longitude) => longitude === shorter[0]) ? longitudes : shorter;
};
