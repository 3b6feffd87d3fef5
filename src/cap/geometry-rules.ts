// The rules about the text of a polygon or circle, each text read once (rules G04 to G08 and G10).
import { isOnEarth, readCircle, readRing, type Ring } from '../model/cap-shape.js';
import { crossesItself } from './crosses-itself.js';

export type GeometryRule = keyof typeof GEOMETRY_RULES;

export const GEOMETRY_RULES = {
  G04: { level: 'error', says: 'A polygon is a list of "latitude,longitude" pairs with spaces between the pairs and none inside them.' },
  G05: { level: 'error', says: 'A polygon needs at least four pairs, the last being the first again.' },
  G06: { level: 'error', says: 'A polygon has to be closed: its last pair has to equal its first.' },
  G07: { level: 'error', says: 'A coordinate lies outside WGS 84: latitude goes from -90 to 90 and comes first, longitude goes from -180 to 180.' },
  G08: { level: 'warning', says: 'The border of this polygon crosses or touches itself, so that readers may disagree about what lies inside.' },
  G10: { level: 'error', says: 'A circle is "latitude,longitude radius" with one comma, one space and a radius in kilometres that is not negative.' },
} as const;

const isClosed = ({ latitudes, longitudes }: Ring): boolean => latitudes[0] === latitudes.at(-1) && longitudes[0] === longitudes.at(-1);

/** The rules a polygon's text breaks; the finer ones are asked only where the coarser ones hold, the costly one last. */
export const brokenByPolygon = (text: string): GeometryRule[] => {
  const ring = readRing(text);
  if (!ring) return ['G04'];
  const broken = [...(ring.latitudes.length < 4 ? ['G05' as const] : []), ...(isClosed(ring) ? [] : ['G06' as const]), ...(isOnEarth(ring) ? [] : ['G07' as const])];
  return broken.length === 0 && crossesItself(ring) ? ['G08'] : broken;
};

/** The rules a circle's text breaks. */
export const brokenByCircle = (text: string): GeometryRule[] => {
  const circle = readCircle(text);
  if (!circle) return ['G10'];
  return Math.abs(circle.latitude) <= 90 && Math.abs(circle.longitude) <= 180 ? [] : ['G07'];
};
