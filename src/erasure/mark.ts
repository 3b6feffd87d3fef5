// The high-water mark of the audit chain, beside the keys: how far the database had come. One that was restored from a backup is behind it, or has another chain.
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';

export const MARK_FILE = 'chain.mark';

/** Place and hash, hexadecimal, of an entry that is in the chain for good. */
export interface ChainMark { position: number; hash: string }

export interface Mark {
  /** Undefined before the first was written. @throws for a file that is damaged: taking no mark for none would let a restore go unnoticed. */
  read(): Promise<ChainMark | undefined>;
  /** There whole or not at all. */
  write(mark: ChainMark): Promise<void>;
}

const readText = (path: string): Promise<string | undefined> => readFile(path, 'utf8').catch((cause: unknown) => {
  if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
  throw cause;
});

const parsed = (path: string, text: string): ChainMark => {
  try {
    const { position, hash } = JSON.parse(text) as Partial<ChainMark>;
    if (Number.isInteger(position) && /^[0-9a-f]{64}$/.test(hash ?? '')) return { position: position!, hash: hash! };
  } catch { /* Said below. */ }
  throw new Error(`${path} is damaged, so nobody can tell whether the database was restored from a backup. If it was not, remove the file; if it was, read "Restoring a backup" in docs/operations.md.`);
};

async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally { await file.close(); }
  await rename(draft, path);
}

/** @param directory that of the key store. */
export function openMark(directory: string): Mark {
  const path = join(directory, MARK_FILE);
  return {
    read: async () => {
      const text = await readText(path);
      return text === undefined ? undefined : parsed(path, text);
    },
    write: ({ position, hash }) => writeWhole(path, `${JSON.stringify({ position, hash })}\n`),
  };
}
