// Builds dist/ where it is missing or older than what it is built from.
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = ['src', 'adapters', 'schemas'];

const modified = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

const newest = (folder) => Math.max(0, ...readdirSync(join(root, folder), { recursive: true }).map((name) => modified(join(root, folder, name))));

/** The atlas is what a build writes last. */
export function buildWhereStale() {
  const built = modified(join(root, 'dist/atlas.bin'));
  if (SOURCES.every((folder) => newest(folder) <= built)) return;
  console.error('dist/ is missing or older than its sources: building it');
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: ['ignore', 'inherit', 'inherit'] });
}
