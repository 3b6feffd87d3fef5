// The rules about the text of a polygon or circle, each text read once (rules G04 to G08 and G10).
import { crossesItself, type Pair } from './crosses-itself.js';

export type GeometryRule = keyof typeof GEOMETRY_RULES;

export const GEOMETRY_RULES = {
  G04: { level: 'error', says: 'A polygon is a list of "latitude,longitude" pairs with spaces between the pairs and none inside them.' },
  G05: { level: 'error', says: 'A polygon needs at least four pairs, the last being the first again.' },
  G06: { level: 'error', says: 'A polygon has to be closed: its last pair has to equal its first.' },
  G07: { level: 'error', says: 'A coordinate lies outside WGS 84: latitude goes from -90 to 90 and comes first, longitude goes from -180 to 180.' },
  G08: { level: 'warning', says: 'The border of this polygon crosses or touches itself, so that readers may disagree about what lies inside.' },
  G10: { level: 'error', says: 'A circle is "latitude,longitude radius" with one comma, one space and a radius in kilometres that is not negative.' },
} as const;

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

const numberOf = (text: string | undefined): number => {
  const number = text !== undefined && NUMBER.test(text) ? Number(text) : NaN;
  return Number.isFinite(number) ? number : NaN;
};

const tokensOf = (text: string): string[] => text.split(/[ \t\r\n]+/).filter((token) => token !== '');

/** NaN where the text is not a pair. */
const pairOf = (text: string): Pair => {
  const parts = text.split(',');
  return parts.length === 2 ? [numberOf(parts[0]), numberOf(parts[1])] : [NaN, NaN];
};

const isReadable = ([latitude, longitude]: Pair): boolean => !Number.isNaN(latitude) && !Number.isNaN(longitude);
const isOnEarth = ([latitude, longitude]: Pair): boolean => Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;

const isClosed = (ring: readonly Pair[]): boolean => {
  const [first, last] = [ring[0], ring.at(-1)];
  return first?.[0] === last?.[0] && first?.[1] === last?.[1];
};

/** The rules a polygon's text breaks; the finer ones are asked only where the coarser ones hold. */
export const brokenByPolygon = (text: string): GeometryRule[] => {
  const ring = tokensOf(text).map(pairOf);
  if (!ring.every(isReadable)) return ['G04'];
  const broken = [...(ring.length < 4 ? ['G05' as const] : []), ...(isClosed(ring) ? [] : ['G06' as const]), ...(ring.every(isOnEarth) ? [] : ['G07' as const])];
  return broken.length === 0 && crossesItself(ring) ? ['G08'] : broken;
};

/** The rules a circle's text breaks. */
export const brokenByCircle = (text: string): GeometryRule[] => {
  const [middle = '', radius, ...more] = tokensOf(text);
  const centre = pairOf(middle);
  if (more.length > 0 || !isReadable(centre) || !(numberOf(radius) >= 0)) return ['G10'];
  return isOnEarth(centre) ? [] : ['G07'];
};
