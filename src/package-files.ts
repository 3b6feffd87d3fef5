// Where the files that ship beside the code lie, from the sources and from the build alike.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The nearest folder upwards with this package's package.json. */
const findRoot = (from: string): string => {
  if (existsSync(join(from, 'package.json'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('package.json not found beside the program');
  return findRoot(parent);
};

export const packageRoot = findRoot(dirname(fileURLToPath(import.meta.url)));

export const packageVersion = (): string => (JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string }).version;

export const schemaFile = (name: string): string => join(packageRoot, 'schemas', `${name}.schema.json`);

/** National rules, one file per country. */
export const rulesFolder = join(packageRoot, 'schemas', 'rules');

/** Scenarios of drills, one file each. */
export const exercisesFolder = join(packageRoot, 'exercises');

/** A file of the page at `/`. */
export const webFile = (name: string): string => join(packageRoot, 'web', name);
