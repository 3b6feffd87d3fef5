// What the router knows about the ground: who borders whom, which countries an area comes near, and in which country a point lies.
import pointInPolygon from 'point-in-polygon-hao';
import type { Area } from '../model/generated/alert.js';
import { readAtlas, type Atlas } from './atlas.js';
import { boxOf } from './box.js';
import { outlineOf, type Outline } from './outline.js';
import { rulerAt, type Point } from './ruler.js';
import { acrossTheSea } from './sea-links.js';

/** Countries are ISO 3166-1 alpha-2 (Kosovo XK); the region is that of region.ts, anything outside it is unknown here. */
export interface Geography {
  /** Countries with a land border or a sea link, sorted; empty for a country that is not known here. */
  neighbours(country: string): string[];
  /**
   * Countries no further than `km` kilometres from the areas of an alert, nearest first; 0 where an area touches or covers part of one. The distance
   * is never overstated, so that nobody near is missed. It is understated by 0.25 km for any edge, by more where edges exceed 1,500 km together, and by up to 1 % of a circle's radius.
   */
  countriesWithin(areas: readonly Area[], km: number): { country: string; km: number }[];
  /** The country at a latitude and longitude in degrees; undefined at sea and outside the region. */
  countryAt(latitude: number, longitude: number): string | undefined;
}

/** Kilometres by country number of the atlas; Infinity where nothing was found. */
type Distances = Float64Array;

/** Longitude at which a segment crosses a parallel that it spans. */
const crossing = (from: Point, to: Point, latitude: number): number =>
  from[0] + ((latitude - from[1]) / (to[1] - from[1])) * (to[0] - from[0]);

/**
 * Countries that a line from the far west to the point has entered more often than left. Cast through the index of segments: asking each country's
 * polygon in turn took most of the time of a search.
 */
const landedIn = (atlas: Atlas, [x, y]: Point): Set<number> => {
  const inside = new Set<number>();
  atlas.segments.search([-180, y, x, y], (segment) => {
    const [from, to] = [atlas.segments.point(segment, 0), atlas.segments.point(segment, 1)];
    if (from[1] > y === to[1] > y || crossing(from, to, y) > x) return;
    const country = atlas.segments.countryOf(segment);
    if (!inside.delete(country)) inside.add(country);
  });
  return inside;
};

/** A country that the edge never comes near may lie wholly inside; then so does each of its corners, and one is enough to ask for. */
const markEnclosed = (atlas: Atlas, ring: Point[], distances: Distances): void =>
  atlas.corners.search(boxOf(ring), (corner) => {
    const country = atlas.corners.countryOf(corner);
    if (distances[country] !== 0 && pointInPolygon(atlas.corners.point(corner, 0), [ring]) !== false) distances[country] = 0;
  });

const outside = (low: number, value: number, high: number): number => (value < low ? low - value : value > high ? value - high : 0);

/** Looks at a segment itself only where its bounding box could beat the best of its country. */
const measureFrom = (atlas: Atlas, point: Point, reachKm: number, distances: Distances): void => {
  const ruler = rulerAt(point[1]);
  const [x, y] = point;
  atlas.segments.search(ruler.bufferPoint(point, reachKm), (segment, west, south, east, north) => {
    const country = atlas.segments.countryOf(segment);
    const best = distances[country]!;
    const dx = outside(west, x, east) * ruler.kx;
    const dy = outside(south, y, north) * ruler.ky;
    if (dx * dx + dy * dy < best * best) distances[country] = Math.min(best, ruler.pointToSegmentDistance(point, atlas.segments.point(segment, 0), atlas.segments.point(segment, 1)));
  });
};

/** On both sides of the antimeridian where what is near lies beyond it. */
const measure = (atlas: Atlas, point: Point, reachKm: number, distances: Distances): void => {
  const [west, , east] = rulerAt(point[1]).bufferPoint(point, reachKm);
  measureFrom(atlas, point, reachKm, distances);
  if (west < -180) measureFrom(atlas, [point[0] + 360, point[1]], reachKm, distances);
  if (east > 180) measureFrom(atlas, [point[0] - 360, point[1]], reachKm, distances);
};

const distancesFrom = (atlas: Atlas, { rings, points, slackKm }: Outline, km: number): Distances => {
  const distances = new Float64Array(atlas.countries.length).fill(Infinity);
  for (const ring of rings) markEnclosed(atlas, ring, distances);
  for (const point of points) for (const country of landedIn(atlas, point)) distances[country] = 0;
  for (const point of points) measure(atlas, point, km + slackKm, distances);
  return distances;
};

const countriesWithin = (atlas: Atlas, areas: readonly Area[], km: number): { country: string; km: number }[] => {
  const outline = outlineOf(areas);
  return [...distancesFrom(atlas, outline, km)]
    .map((measured, i) => ({ country: atlas.countries[i]!, km: Math.max(0, measured - outline.slackKm) }))
    .filter((near) => near.km <= km)
    .sort((a, b) => a.km - b.km || a.country.localeCompare(b.country));
};

const countryAt = (atlas: Atlas, point: Point): string | undefined => {
  const [country] = landedIn(atlas, point);
  return country === undefined ? undefined : atlas.countries[country];
};

const createGeography = (atlas: Atlas): Geography => ({
  neighbours: (country) => [...new Set([...(atlas.borders.get(country) ?? []), ...acrossTheSea(country)])].sort(),
  countriesWithin: (areas, km) => countriesWithin(atlas, areas, km),
  countryAt: (latitude, longitude) => countryAt(atlas, [longitude, latitude]),
});

let geography: Promise<Geography> | undefined;

/** Reads the atlas the first time it is asked, and keeps it. */
export const loadGeography = (): Promise<Geography> => {
  geography ??= readAtlas().then(createGeography);
  return geography;
};
