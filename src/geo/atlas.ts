// The atlas as the router searches it: which borders and which pieces of land are near.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { deserialize } from 'node:v8';
import Flatbush from 'flatbush';
import type { Drawn, Layout } from './atlas-layout.js';
import type { Box } from './box.js';
import type { Point } from './ruler.js';

/** Things of the map by number: what is at a number is asked for only where its bounding box makes it worth while, some hundred times for each point searched. */
export interface Things {
  /** Place of the owner in `Atlas.countries`. */
  countryOf(thing: number): number;
  /** A point of the thing, counted from 0. */
  point(thing: number, which: number): Point;
  /** Calls back with every thing whose bounding box meets the box, and with that bounding box. */
  search(box: Box, found: (thing: number, west: number, south: number, east: number, north: number) => void): void;
}

export interface Atlas {
  /** ISO 3166-1 alpha-2. */
  countries: readonly string[];
  /** Land neighbours by ISO 3166-1 alpha-2. */
  borders: ReadonlyMap<string, readonly string[]>;
  /** Borders and coasts, closed around each country: from point 0 to point 1. */
  segments: Things;
  /** One corner of each piece of land: point 0. */
  corners: Things;
}

const thingsOf = ({ degrees, owners, index }: Drawn): Things => {
  const tree = Flatbush.from(index);
  const width = degrees.length / owners.length;
  return {
    countryOf: (thing) => owners[thing]!,
    point: (thing, which) => { const at = thing * width + which * 2; return [degrees[at]!, degrees[at + 1]!]; },
    search: (box, found) => { tree.search(...box, (thing, west, south, east, north) => { found(thing, west, south, east, north); return false; }); },
  };
};

/** From the running build or from the sources beside it; a program that was not built lays the atlas out itself. */
const places = ['../../atlas.bin', '../../dist/atlas.bin'].map((place) => fileURLToPath(new URL(place, import.meta.url)));

const readLayout = async (): Promise<Layout> => {
  const built = places.find((place) => existsSync(place));
  if (built) return deserialize(await readFile(built)) as Layout;
  return (await import('./atlas-layout.js')).layOutAtlas();
};

export const readAtlas = async (): Promise<Atlas> => {
  const { countries, borders, segments, corners } = await readLayout();
  return { countries, borders, segments: thingsOf(segments), corners: thingsOf(corners) };
};
