// The areas of an alert for maps: GeoJSON has longitude first, no circles and nothing across the antimeridian, CAP the reverse.
import type { Alert, Area } from '../model/generated/alert.js';
import { cutForMaps } from './antimeridian.js';
import { circleOf, poleOfCircle, ringOfCircle, ringOfPolygon } from './rings.js';
import type { Point } from './ruler.js';

type Geometry = { type: 'Polygon'; coordinates: Point[][] } | { type: 'MultiPolygon'; coordinates: Point[][][] } | { type: 'Point'; coordinates: Point };
interface Feature { type: 'Feature'; geometry: Geometry | null; properties: Record<string, unknown> }

/** None for a shape that cannot be read. */
const geometryOf = (pieces: Point[][]): Geometry | null => {
  if (pieces.length === 0) return null;
  return pieces.length === 1 ? { type: 'Polygon', coordinates: pieces } : { type: 'MultiPolygon', coordinates: pieces.map((piece) => [piece]) };
};

const polygonGeometry = (text: string): Geometry | null => geometryOf(cutForMaps(ringOfPolygon(text)));

const circleGeometry = (text: string): Geometry | null => {
  const circle = circleOf(text);
  if (circle?.radiusKm === 0) return { type: 'Point', coordinates: [circle.longitude, circle.latitude] };
  return circle ? geometryOf(cutForMaps(ringOfCircle(circle), poleOfCircle(circle))) : null;
};

const features = (area: Area, info: number): Feature[] => {
  const properties = { areaDesc: area.areaDesc, info, ...(area.geocode ? { geocode: area.geocode } : {}) };
  const polygons = (area.polygon ?? []).map((text): Feature => ({ type: 'Feature', properties, geometry: polygonGeometry(text) }));
  const circles = (area.circle ?? []).map((text): Feature => ({ type: 'Feature', properties: { ...properties, radiusKm: circleOf(text)?.radiusKm }, geometry: circleGeometry(text) }));
  const shapes = [...polygons, ...circles];
  return shapes.length > 0 ? shapes : [{ type: 'Feature', properties, geometry: null }];
};

/** A GeoJSON FeatureCollection (RFC 7946); an area without geometry is a feature without one. `info` is the index of its info block. */
export const areasAsGeoJson = (alert: Alert): { type: 'FeatureCollection'; features: Feature[] } =>
  ({ type: 'FeatureCollection', features: (alert.info ?? []).flatMap((info, index) => (info.area ?? []).flatMap((area) => features(area, index))) });
