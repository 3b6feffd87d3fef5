// Where an event is for cars: one point and a radius that holds all the areas of an alert.
import { circleOf, ringOfCircle, ringOfPolygon, type Alert } from '../../src/adapter/kit.js';

export interface Place { latitude: number; longitude: number; radius: number }

type Point = readonly [longitude: number, latitude: number];

const EARTH_METRES = 6_371_008.8;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** On the sphere, in metres. */
const distance = ([lon, lat]: Point, [otherLon, otherLat]: Point): number => {
  const [north, east] = [radians(otherLat - lat) / 2, radians(otherLon - lon) / 2];
  const half = Math.sin(north) ** 2 + Math.cos(radians(lat)) * Math.cos(radians(otherLat)) * Math.sin(east) ** 2;
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(half)));
};

const ringsOf = ({ info = [] }: Alert): Point[][] => info.flatMap(({ area = [] }) => area).flatMap(({ polygon = [], circle = [] }) => [
  ...polygon.map(ringOfPolygon),
  ...circle.map((text) => { const found = circleOf(text); return found ? ringOfCircle(found) : []; }),
]).filter((ring) => ring.length > 0);

/** Rings on both sides of the antimeridian, side by side. */
const together = (rings: readonly Point[][]): Point[] => {
  const origin = rings[0]![0]![0];
  return rings.flatMap((ring) => { const turns = Math.round((origin - ring[0]![0]) / 360) * 360; return ring.map(([lon, lat]): Point => [lon + turns, lat]); });
};

const middle = (values: readonly number[]): number => {
  const [least, most] = values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
  return (least + most) / 2;
};

const onEarth = (longitude: number): number => ((((longitude + 180) % 360) + 360) % 360) - 180;

/** The middle of all areas; without one, the point where the child was last seen, which has no radius; undefined where neither is told. */
export const placeOf = (alert: Alert): Place | undefined => {
  const rings = ringsOf(alert);
  if (rings.length === 0) {
    const [latitude, longitude] = alert.case?.lastSeen?.point ?? [];
    return latitude === undefined || longitude === undefined ? undefined : { latitude, longitude, radius: 0 };
  }
  const points = together(rings);
  const centre: Point = [middle(points.map(([lon]) => lon)), middle(points.map(([, lat]) => lat))];
  return { latitude: centre[1], longitude: onEarth(centre[0]), radius: points.reduce((most, point) => Math.max(most, distance(centre, point)), 0) };
};
