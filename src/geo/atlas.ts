// Reads the world atlas once and lays its borders out for searching: which country is here, which borders are near.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import Flatbush from 'flatbush';
import { feature, neighbors } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { countryOf } from './region.js';
import type { Point } from './ruler.js';

type Entries = GeometryCollection<{ name: string }>['geometries'];

/** `country` counts in `Atlas.countries`: numbers, because the search for distances reads them some hundred times for each point. */
interface Owned { country: number }
interface Corner extends Owned { at: Point }
interface Segment extends Owned { from: Point; to: Point }
export type Box = [west: number, south: number, east: number, north: number];
/** Calls back with every item whose bounding box meets the box, and with that bounding box. */
type Search<T> = (box: Box, found: (item: T, west: number, south: number, east: number, north: number) => void) => void;

export interface Atlas {
  /** ISO 3166-1 alpha-2. */
  countries: readonly string[];
  /** Land neighbours by ISO 3166-1 alpha-2. */
  borders: ReadonlyMap<string, readonly string[]>;
  /** Borders and coasts, closed around each country. */
  searchSegments: Search<Segment>;
  /** One corner of each piece of land. */
  searchCorners: Search<Corner>;
}

export const boxOf = (points: readonly Point[]): Box => {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    box[0] = Math.min(box[0], x); box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x); box[3] = Math.max(box[3], y);
  }
  return box;
};

const indexed = <T>(items: readonly T[], extent: (item: T) => readonly Point[]): Search<T> => {
  const index = new Flatbush(items.length);
  for (const item of items) index.add(...boxOf(extent(item)));
  index.finish();
  return (box, found) => {
    index.search(...box, (i, west, south, east, north) => { found(items[i]!, west, south, east, north); return false; });
  };
};

/** Land borders come from the arcs two countries share in the topology, so no second data set can contradict the drawn lines. */
const landBorders = (entries: Entries): Map<string, string[]> => {
  const touching = new Map<string, Set<string>>();
  neighbors(entries).forEach((others, i) => {
    const country = countryOf(entries[i]!);
    if (!country) return;
    const found = touching.get(country) ?? new Set();
    touching.set(country, new Set([...found, ...others.flatMap((other) => countryOf(entries[other]!) ?? [])]));
  });
  return new Map([...touching].map(([country, others]) => [country, [...others].filter((other) => other !== country)]));
};

const outlinesOf = (topology: Topology, entry: Entries[number]): Point[][][] => {
  if (entry.type === 'Polygon') return [feature(topology, entry).geometry.coordinates as Point[][]];
  if (entry.type === 'MultiPolygon') return feature(topology, entry).geometry.coordinates as Point[][][];
  return [];
};

interface Land extends Owned { rings: Point[][] }

const landsOf = (topology: Topology, entries: Entries, countries: readonly string[]): Land[] =>
  entries.flatMap((entry) => {
    const country = countries.indexOf(countryOf(entry) ?? '');
    return country < 0 ? [] : outlinesOf(topology, entry).map((rings) => ({ country, rings }));
  });

const segmentsOf = ({ country, rings }: Land): Segment[] =>
  rings.flatMap((ring) => ring.slice(1).map((to, i) => ({ country, from: ring[i]!, to })));

/** Natural Earth 1:10 million, about 1 km true on the ground; takes some 0.3 s. */
export const readAtlas = async (): Promise<Atlas> => {
  const file = createRequire(import.meta.url).resolve('world-atlas/countries-10m.json');
  const topology = JSON.parse(await readFile(file, 'utf8')) as Topology<{ countries: GeometryCollection<{ name: string }> }>;
  const entries = topology.objects.countries.geometries;
  const borders = landBorders(entries);
  const countries = [...borders.keys()];
  const lands = landsOf(topology, entries, countries);
  return {
    countries,
    borders,
    searchSegments: indexed(lands.flatMap(segmentsOf), ({ from, to }) => [from, to]),
    searchCorners: indexed(lands.map(({ country, rings }) => ({ country, at: rings[0]![0]! })), ({ at }) => [at]),
  };
};
