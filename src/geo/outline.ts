// Turns the areas of an alert, however large, into a bounded number of points along their edges, for the search for countries nearby.
import type { Area } from '../model/generated/alert.js';
import { cutForMaps, onTheMap } from './antimeridian.js';
import { circleOf, poleOfCircle, ringOfCircle, ringOfPolygon } from './rings.js';
import { rulerAt, type Point } from './ruler.js';

export interface Outline {
  /** Closed rings between 180 west and 180 east, to ask what lies inside. */
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
/** How much larger a circle is drawn: its corners lie on it and its sides within, and the sphere is a little off the earth. So no distance is overstated. */
const CIRCLE_MARGIN = 1.005;

/** A closed ring in one piece, and the pole it goes round if it goes round one and the shape knows which. */
interface Shape { ring: Point[]; pole?: number }

const circleShape = (text: string): Shape => {
  const circle = circleOf(text);
  if (!circle) return { ring: [] };
  if (circle.radiusKm === 0) return { ring: [[circle.longitude, circle.latitude]] };
  return { ring: ringOfCircle({ ...circle, radiusKm: circle.radiusKm * CIRCLE_MARGIN }), pole: poleOfCircle(circle) };
};

/** At most `limit` items, spread evenly over the list. */
const evenly = <T>(items: T[], limit: number): T[] =>
  items.length <= limit ? items : Array.from({ length: limit }, (_, i) => items[Math.floor((i * items.length) / limit)]!);

const shapesOf = (areas: readonly Area[]): Shape[] => {
  const shapes = areas.flatMap((area) => [
    ...(area.polygon ?? []).map((text) => (): Shape => ({ ring: ringOfPolygon(text) })),
    ...(area.circle ?? []).map((text) => () => circleShape(text)),
  ]);
  return evenly(shapes, MAX_SHAPES).map((read) => read()).filter(({ ring }) => ring.length > 0);
};

const edgeKm = (from: Point, to: Point): number => rulerAt(from[1]).distance(from, to);

const lengthKm = (ring: Point[]): number => ring.slice(1).reduce((km, point, i) => km + edgeKm(ring[i]!, point), 0);

const between = (from: Point, to: Point, share: number): Point =>
  [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];

/** The ring with fewer corners. What it may lose at its edge, the points along the edge find. */
const coarsen = (ring: Point[]): Point[] => (ring.length <= MAX_CORNERS ? ring : [...evenly(ring, MAX_CORNERS), ring.at(-1)!]);

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
  const shapes = shapesOf(areas);
  const rings = shapes.map(({ ring }) => ring);
  const stepKm = Math.max(SHORTEST_STEP_KM, rings.reduce((km, ring) => km + lengthKm(ring), 0) / MAX_STEPS);
  const edgeless = rings.every((ring) => ring.length === 1);
  return {
    rings: shapes.flatMap(({ ring, pole }) => cutForMaps(coarsen(ring), pole)),
    points: rings.flatMap((ring) => walk(ring, stepKm)).map(onTheMap),
    slackKm: edgeless ? 0 : Math.min(stepKm / 2, MOST_SLACK_KM),
  };
};
