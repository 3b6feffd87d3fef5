// The polygons and circles of CAP as rings on the ground, in longitude and latitude.
import { isOnEarth, readCircle, readRing, type Circle } from '../model/cap-shape.js';
import { inOnePiece } from './antimeridian.js';
import type { Point } from './ruler.js';

const EARTH_KM = 6371.0088;
const SIDES = 64;
const RADIANS = Math.PI / 180;

/** A circle that holds both poles covers most of the earth and has no inside on a map. */
const WHOLE_WORLD: readonly Point[] = [[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]];

/** The ring of a CAP polygon in one piece (see `inOnePiece`), closed also where the text forgets that; empty where it cannot be read or leaves the earth. */
export const ringOfPolygon = (text: string): Point[] => {
  const ring = readRing(text);
  if (!ring || ring.latitudes.length === 0 || !isOnEarth(ring)) return [];
  const points = Array.from(ring.longitudes, (longitude, i): Point => [longitude, ring.latitudes[i]!]);
  const [first, last] = [points[0]!, points.at(-1)!];
  return inOnePiece(first[0] === last[0] && first[1] === last[1] ? points : [...points, first]);
};

/** Undefined where the text cannot be read or its centre is off the earth. */
export const circleOf = (text: string): Circle | undefined => {
  const circle = readCircle(text);
  return circle && Math.abs(circle.latitude) <= 90 && Math.abs(circle.longitude) <= 180 ? circle : undefined;
};

/** The ring of a circle on the sphere in one piece, its corners on the circle: the whole world where it holds both poles. */
export const ringOfCircle = ({ latitude, longitude, radiusKm }: Circle): Point[] => {
  const angle = radiusKm / EARTH_KM;
  if (angle >= (90 + Math.abs(latitude)) * RADIANS) return [...WHOLE_WORLD];
  const [sine, cosine] = [Math.sin(latitude * RADIANS), Math.cos(latitude * RADIANS)];
  const corner = (_: unknown, side: number): Point => {
    const bearing = (-2 * Math.PI * (side % SIDES)) / SIDES;
    const north = Math.cos(bearing) * Math.sin(angle);
    const turned = Math.atan2(Math.sin(bearing) * Math.sin(angle), cosine * Math.cos(angle) - sine * north);
    return [longitude + turned / RADIANS, Math.asin(Math.max(-1, Math.min(1, sine * Math.cos(angle) + cosine * north))) / RADIANS];
  };
  return inOnePiece(Array.from({ length: SIDES + 1 }, corner));
};

/** The latitude of the pole that a circle holds, if it holds one. */
export const poleOfCircle = ({ latitude }: Circle): number => (latitude < 0 ? -90 : 90);
