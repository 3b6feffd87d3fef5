// Polygons and circles as CAP 1.2 writes them (3.2.4), in degrees on WGS 84: latitude first, one comma inside a pair, white space around it.
import { createAsciiReader } from './text-codes.js';

/** One latitude and one longitude for each pair of a polygon. */
export interface Ring { latitudes: Float64Array; longitudes: Float64Array }

export interface Circle { latitude: number; longitude: number; radiusKm: number }

const [TAB, LINE_FEED, RETURN, SPACE, PLUS, COMMA, MINUS, DOT, ZERO, NINE, CAPITAL_E, SMALL_E] = [9, 10, 13, 32, 43, 44, 45, 46, 48, 57, 69, 101] as const;

/** Exact up to 10^22. The quotient of two exact numbers is the nearest number there is, which is what `Number` gives. */
const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

const isDigit = (code: number): boolean => code >= ZERO && code <= NINE;
const isSpace = (code: number): boolean => code === SPACE || code === LINE_FEED || code === TAB || code === RETURN;

const DECIMAL = '[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?';
const NUMBER = new RegExp(DECIMAL, 'y');
const CIRCLE = new RegExp(`^[ \t\n\r]*(${DECIMAL}),(${DECIMAL})[ \t\n\r]+(${DECIMAL})[ \t\n\r]*$`);

/** Nine digits fit a small integer, which is what makes the reading of a long border quick. */
const SHORT = 9;

/** The high bit of each of four characters, each less that of the figure 0, that is no figure. */
const noFigures = (four: number): number => ((four + 0x76767676) | four) & 0x80808080;

/** The number that four figures make, the first of them lowest: tens and units of both pairs at once, then the pairs. */
const valueOfFour = (four: number): number => {
  const pairs = (four * 10 + (four >>> 8)) & 0x00ff00ff;
  return (pairs & 0xff) * 100 + (pairs >>> 16);
};

/** Digits of any number with a dot or none; above 2^53 not exact, but above 2^53. */
const longMantissa = (codes: Uint8Array, start: number, end: number): number => {
  let mantissa = 0;
  for (let at = start; at < end; at += 1) {
    const code = codes[at]!;
    if (code !== DOT) mantissa = mantissa * 10 + (code - ZERO);
  }
  return mantissa;
};

const asciiOf = createAsciiReader();

/** Room for the numbers of a ring, kept for the next one unless it is great. */
let room: Ring = { latitudes: new Float64Array(64), longitudes: new Float64Array(64) };
const MOST_KEPT = 1 << 17;

const longer = (numbers: Float64Array): Float64Array => {
  const more = new Float64Array(2 * numbers.length);
  more.set(numbers);
  return more;
};

/**
 * The pairs of a polygon, wherever on or off the earth they lie, good until the next one is read; undefined where one cannot be read. One pass over a text that
 * may be a megabyte long, and one loop for all figures, because most of the time that a great alert takes is spent here.
 */
export const readRing = (text: string): Ring | undefined => {
  const ascii = asciiOf(text);
  if (!ascii) return undefined;
  const { codes, view } = ascii;
  const { length } = text;
  let { latitudes, longitudes } = room;
  let count = 0;
  let isLatitude = true;
  let at = 0;
  while (isSpace(codes[at]!)) at += 1;
  while (at < length) {
    const start = at;
    const sign = codes[at]!;
    if (sign === MINUS || sign === PLUS) at += 1;
    const first = at;
    let figures = 0;
    for (; isDigit(codes[at]!); at += 1) figures = (figures * 10 + (codes[at]! - ZERO)) | 0;
    let digits = at - first;
    let decimals = 0;
    if (codes[at] === DOT) {
      at += 1;
      const fraction = at;
      const four = view.getInt32(at, true) ^ 0x30303030;
      if (noFigures(four) === 0) {
        figures = (figures * 10_000 + valueOfFour(four)) | 0;
        at += 4;
      }
      for (; isDigit(codes[at]!); at += 1) figures = (figures * 10 + (codes[at]! - ZERO)) | 0;
      decimals = at - fraction;
      digits += decimals;
    }
    const after = codes[at]!;
    const mantissa = digits <= SHORT ? figures : longMantissa(codes, first, at);
    let number = mantissa / POWERS_OF_TEN[decimals]!;
    if (mantissa > Number.MAX_SAFE_INTEGER || decimals >= POWERS_OF_TEN.length || digits === 0 || after === SMALL_E || after === CAPITAL_E) {
      NUMBER.lastIndex = start;
      number = NUMBER.test(text) ? Number(text.slice(start, NUMBER.lastIndex)) : NaN;
      at = NUMBER.lastIndex;
      if (!Number.isFinite(number)) return undefined;
    } else if (sign === MINUS) number = -number;
    if (isLatitude) {
      if (codes[at] !== COMMA) return undefined;
      at += 1;
      if (count === latitudes.length) {
        latitudes = longer(latitudes);
        longitudes = longer(longitudes);
        if (latitudes.length <= MOST_KEPT) room = { latitudes, longitudes };
      }
      latitudes[count] = number;
    } else {
      if (at < length && !isSpace(codes[at]!)) return undefined;
      while (isSpace(codes[at]!)) at += 1;
      longitudes[count] = number;
      count += 1;
    }
    isLatitude = !isLatitude;
  }
  return isLatitude ? { latitudes: latitudes.subarray(0, count), longitudes: longitudes.subarray(0, count) } : undefined;
};

/** The circle with its radius in kilometres; undefined where it cannot be read or the radius is negative. */
export const readCircle = (text: string): Circle | undefined => {
  const [latitude, longitude, radiusKm] = (CIRCLE.exec(text) ?? []).slice(1).map(Number);
  return [latitude, longitude, radiusKm].every(Number.isFinite) && radiusKm! >= 0 ? { latitude: latitude!, longitude: longitude!, radiusKm: radiusKm! } : undefined;
};

export const isOnEarth = ({ latitudes, longitudes }: Ring): boolean => {
  for (let i = 0; i < latitudes.length; i += 1) if (Math.abs(latitudes[i]!) > 90 || Math.abs(longitudes[i]!) > 180) return false;
  return true;
};

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
