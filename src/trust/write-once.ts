// Files of the key store that are made once and kept for life.
import { closeSync, fsyncSync, linkSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Appears whole or not at all; of several processes that start together one writes, and all read what it wrote. */
export const writeOnce = (path: string, text: string): void => {
  const draft = `${path}.${process.pid}`;
  const file = openSync(draft, 'w', 0o600);
  try { writeSync(file, text); fsyncSync(file); } finally { closeSync(file); }
  try { linkSync(draft, path); } catch (cause) { if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause; } finally { rmSync(draft); }
  // The new name is only durable once its directory is flushed, and losing it would lose everything sealed after it.
  const folder = openSync(dirname(path), 'r');
  try { fsyncSync(folder); } finally { closeSync(folder); }
};
