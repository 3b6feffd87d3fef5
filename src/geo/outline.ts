// Turns the areas of an alert, however large, into a bounded number of points along their edges, for the search for countries nearby.
import type { Area } from '../model/generated/alert.js';
import { rulerAt, type Point } from './ruler.js';

export interface Outline {
  /** Closed rings, to ask what lies inside. */
  rings: Point[][];
  /** Points along the edges, to ask what lies near. */
  points: Point[];
  /** Every place on an edge lies this near to one of the points, unless the edge is absurd (see MOST_SLACK_KM). */
  slackKm: number;
}

const MAX_SHAPES = 2000;
const MAX_STEPS = 3000;
const MAX_CORNERS = 500;
const SHORTEST_STEP_KM = 0.5;
/** Bounds the search for edges of more than 150,000 km, over three times round the earth: a scribble, not an area. */
const MOST_SLACK_KM = 25;
const CIRCLE_SIDES = 64;
const HALF_ROUND_THE_EARTH_KM = 20_037;

const onEarth = ([longitude, latitude]: Point): boolean => Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;

const pointOf = (text: string): Point => {
  const [latitude, longitude, ...more] = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
  return more.length > 0 ? [NaN, NaN] : [longitude ?? NaN, latitude ?? NaN];
};

/** Closed ring of a CAP polygon; empty where it cannot be read. */
const ringOfPolygon = (text: string): Point[] => {
  const points = text.trim().split(/\s+/).map(pointOf);
  return points.every(onEarth) ? [...points, points[0]!] : [];
};

/** Closed ring around a CAP circle, the centre alone for radius 0; empty where it cannot be read. */
const ringOfCircle = (text: string): Point[] => {
  const [middle = '', radius = ''] = text.trim().split(/\s+/);
  const centre = pointOf(middle);
  const km = Math.min(Number(radius || NaN), HALF_ROUND_THE_EARTH_KM);
  if (!onEarth(centre) || !(km >= 0)) return [];
  if (km === 0) return [centre];
  const ruler = rulerAt(centre[1]);
  return Array.from({ length: CIRCLE_SIDES + 1 }, (_, side) => ruler.destination(centre, km, ((side % CIRCLE_SIDES) * 360) / CIRCLE_SIDES));
};

/** At most `limit` items, spread evenly over the list. */
const evenly = <T>(items: T[], limit: number): T[] =>
  items.length <= limit ? items : Array.from({ length: limit }, (_, i) => items[Math.floor((i * items.length) / limit)]!);

const ringsOf = (areas: readonly Area[]): Point[][] => {
  const shapes = areas.flatMap((area) => [
    ...(area.polygon ?? []).map((text) => () => ringOfPolygon(text)),
    ...(area.circle ?? []).map((text) => () => ringOfCircle(text)),
  ]);
  return evenly(shapes, MAX_SHAPES).map((read) => read()).filter((ring) => ring.length > 0);
};

const edgeKm = (from: Point, to: Point): number => rulerAt(from[1]).distance(from, to);

const lengthKm = (ring: Point[]): number => ring.slice(1).reduce((km, point, i) => km + edgeKm(ring[i]!, point), 0);

const between = (from: Point, to: Point, share: number): Point =>
  [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];

/** The ring with fewer corners. What it may lose at its edge, the points along the edge find. */
const coarsen = (ring: Point[]): Point[] => (ring.length <= MAX_CORNERS ? ring : [...evenly(ring, MAX_CORNERS), ring[0]!]);

/** Points every `stepKm` along the ring: long edges get more of them, crowded corners fewer. */
const walk = (ring: Point[], stepKm: number): Point[] => {
  const path = [ring[0]!];
  let due = stepKm;
  for (let i = 1; i < ring.length; i += 1) {
    const km = edgeKm(ring[i - 1]!, ring[i]!);
    for (; due <= km; due += stepKm) path.push(between(ring[i - 1]!, ring[i]!, due / km));
    due -= km;
  }
  return path;
};

/**
 * Reads polygons (`lat,lon lat,lon …`) and circles (`lat,lon radiusKm`). A shape that cannot be read is left out: validation has judged it before.
 * The work is bounded whatever the size: the step grows with the total length of the edges, and of more than 2,000 shapes an even selection is taken.
 */
export const outlineOf = (areas: readonly Area[]): Outline => {
  const rings = ringsOf(areas);
  const stepKm = Math.max(SHORTEST_STEP_KM, rings.reduce((km, ring) => km + lengthKm(ring), 0) / MAX_STEPS);
  const edgeless = rings.every((ring) => ring.length === 1);
  return {
    rings: rings.map(coarsen),
    points: rings.flatMap((ring) => walk(ring, stepKm)),
    slackKm: edgeless ? 0 : Math.min(stepKm / 2, MOST_SLACK_KM),
  };
};
