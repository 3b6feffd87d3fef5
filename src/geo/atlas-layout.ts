// Lays the world atlas out for searching, in numbers side by side: the build does it once (dist/atlas.bin), so that a start reads some megabytes and is done.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import Flatbush from 'flatbush';
import { feature, neighbors } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { cutForMaps, inOnePiece } from './antimeridian.js';
import { countryOf } from './region.js';
import type { Point } from './ruler.js';

/** Things drawn on the map, each with its country and an index of where they are. */
export interface Drawn {
  /** Degrees, one thing after the other: longitude, latitude of each of its points. */
  degrees: Float64Array;
  /** Place of the country in `Layout.countries`. */
  owners: Uint8Array;
  /** Of Flatbush. */
  index: ArrayBuffer;
}

/** As `v8.serialize` keeps it. */
export interface Layout {
  /** ISO 3166-1 alpha-2. */
  countries: string[];
  /** Land neighbours by ISO 3166-1 alpha-2. */
  borders: Map<string, string[]>;
  /** Borders and coasts, closed around each country: two points each. */
  segments: Drawn;
  /** One corner of each piece of land: one point each. */
  corners: Drawn;
}

type Entries = GeometryCollection<{ name: string }>['geometries'];

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

/** The atlas writes the antimeridian as 180 west even for land that lies west of it: read as it stands, Chukotka would reach round the earth to Norway. */
const onOneMap = (ring: Point[]): Point[][] => cutForMaps(inOnePiece(ring));

interface Land { country: number; rings: Point[][] }

const landsOf = (topology: Topology, entries: Entries, countries: readonly string[]): Land[] =>
  entries.flatMap((entry) => {
    const country = countries.indexOf(countryOf(entry) ?? '');
    return country < 0 ? [] : outlinesOf(topology, entry).map((rings) => ({ country, rings: rings.flatMap(onOneMap) }));
  });

interface Thing { country: number; points: Point[] }

const segmentsOf = ({ country, rings }: Land): Thing[] => rings.flatMap((ring) => ring.slice(1).map((to, i) => ({ country, points: [ring[i]!, to] })));

const drawn = (things: readonly Thing[]): Drawn => {
  const index = new Flatbush(things.length);
  for (const { points } of things) {
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
    index.add(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys));
  }
  index.finish();
  return { degrees: Float64Array.from(things.flatMap(({ points }) => points.flat())), owners: Uint8Array.from(things.map(({ country }) => country)), index: index.data as ArrayBuffer };
};

/** Natural Earth 1:10 million, about 1 km true on the ground; takes some 0.3 s. */
export async function layOutAtlas(): Promise<Layout> {
  const file = createRequire(import.meta.url).resolve('world-atlas/countries-10m.json');
  const topology = JSON.parse(await readFile(file, 'utf8')) as Topology<{ countries: GeometryCollection<{ name: string }> }>;
  const entries = topology.objects.countries.geometries;
  const borders = landBorders(entries);
  const countries = [...borders.keys()];
  const lands = landsOf(topology, entries, countries);
  return { countries, borders, segments: drawn(lands.flatMap(segmentsOf)), corners: drawn(lands.map(({ country, rings }) => ({ country, points: [rings[0]![0]!] }))) };
}
