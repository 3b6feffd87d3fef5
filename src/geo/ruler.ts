// Distances on the ground, fast: one flat ruler per degree of latitude, exact to about 0.1 % over the 50 km the router asks for.
import CheapRuler from 'cheap-ruler';

/** Longitude, latitude in degrees, WGS 84: the order of GeoJSON and of every package behind src/geo. CAP writes latitude first. */
export type Point = [number, number];

const rulers = new Map<number, CheapRuler>();

/** A ruler in kilometres for the latitude; at the poles, where a flat one has no width, the nearest that has. */
export const rulerAt = (latitude: number): CheapRuler => {
  const degree = Math.max(-89, Math.min(89, Math.round(latitude)));
  const ruler = rulers.get(degree) ?? new CheapRuler(degree);
  rulers.set(degree, ruler);
  return ruler;
};
