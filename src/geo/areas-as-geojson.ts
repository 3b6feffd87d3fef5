// The areas of an alert for maps: GeoJSON has longitude first and no circles, CAP the reverse.
import type { Alert, Area } from '../model/generated/alert.js';

type Position = [number, number];
interface Feature { type: 'Feature'; geometry: { type: 'Polygon'; coordinates: Position[][] } | { type: 'Point'; coordinates: Position } | null; properties: Record<string, unknown> }

const EARTH_KM = 6371.0088;
const CIRCLE_CORNERS = 64;
const RADIANS = Math.PI / 180;

const position = (pair: string): Position => {
  const [lat, lon] = pair.split(',').map(Number);
  return [lon!, lat!];
};

/** A circle on the sphere as a closed ring, anticlockwise (RFC 7946, 3.1.6). @param radiusKm kilometres. */
function ring([lon, lat]: Position, radiusKm: number): Position[] {
  const angle = radiusKm / EARTH_KM;
  const corner = (index: number): Position => {
    const bearing = (-2 * Math.PI * index) / CIRCLE_CORNERS;
    const cornerLat = Math.asin(Math.sin(lat * RADIANS) * Math.cos(angle) + Math.cos(lat * RADIANS) * Math.sin(angle) * Math.cos(bearing));
    const cornerLon = lon * RADIANS + Math.atan2(Math.sin(bearing) * Math.sin(angle) * Math.cos(lat * RADIANS), Math.cos(angle) - Math.sin(lat * RADIANS) * Math.sin(cornerLat));
    return [cornerLon / RADIANS, cornerLat / RADIANS];
  };
  const corners = Array.from({ length: CIRCLE_CORNERS }, (_, index) => corner(index));
  return [...corners, corners[0]!];
}

const features = (area: Area, info: number): Feature[] => {
  const properties = { areaDesc: area.areaDesc, info, ...(area.geocode ? { geocode: area.geocode } : {}) };
  const polygons = (area.polygon ?? []).map((text): Feature => ({ type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [text.trim().split(/\s+/).map(position)] } }));
  const circles = (area.circle ?? []).map((text): Feature => {
    const [centre, radius] = text.trim().split(/\s+/);
    const radiusKm = Number(radius);
    const at = position(centre!);
    return { type: 'Feature', properties: { ...properties, radiusKm }, geometry: radiusKm > 0 ? { type: 'Polygon', coordinates: [ring(at, radiusKm)] } : { type: 'Point', coordinates: at } };
  });
  const shapes = [...polygons, ...circles];
  return shapes.length > 0 ? shapes : [{ type: 'Feature', properties, geometry: null }];
};

/** A GeoJSON FeatureCollection (RFC 7946); an area without geometry is a feature without one. `info` is the index of its info block. */
export const areasAsGeoJson = (alert: Alert): { type: 'FeatureCollection'; features: Feature[] } =>
  ({ type: 'FeatureCollection', features: (alert.info ?? []).flatMap((info, index) => (info.area ?? []).flatMap((area) => features(area, index))) });
