// Where the alerts' keys lie: outside the database and its backups, each wrapped by the master key, each destroyable for good.
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { SEAL_OVERHEAD, seal, unseal } from './seal.js';

const KEY_BYTES = 32;
const SLOT_BYTES = KEY_BYTES + SEAL_OVERHEAD;
const EMPTY_SLOT = Buffer.alloc(SLOT_BYTES);

/**
 * Keys lie in fixed slots of append-only segment files, one segment per process, so that destroying one overwrites it in place instead of
 * leaving its bytes in freed blocks, and so that many keys made at once share one flush to disk.
 */
export interface KeyStore {
  /** Makes a key for an alert; it is on disk when this resolves. `ref` is its place, to be kept with the alert. */
  create(alertId: string): Promise<{ ref: string; key: Buffer }>;
  /** The key, or undefined once it was destroyed. */
  read(ref: string, alertId: string): Promise<Buffer | undefined>;
  /** Overwrites the key with zeros, on disk when this resolves. */
  destroy(ref: string): Promise<void>;
}

/** A new file's name is only durable once its directory is flushed. */
const createDurably = async (directory: string, name: string): Promise<FileHandle> => {
  const file = await open(join(directory, name), 'wx', 0o600);
  const folder = await open(directory, 'r');
  try { await folder.sync(); } finally { await folder.close(); }
  return file;
};

/** Appends slots to this process's segment; all that wait while one flush runs share the next. */
function createSegment(directory: string) {
  const name = `${randomUUID().slice(0, 13)}.keys`;
  let file: FileHandle | undefined;
  let slots = 0;
  let pending: { slot: Buffer; resolve: (ref: string) => void; reject: (cause: unknown) => void }[] = [];
  let flushing = false;

  const flush = async (): Promise<void> => {
    flushing = true;
    while (pending.length > 0) {
      const batch = pending;
      pending = [];
      try {
        file ??= await createDurably(directory, name);
        const first = slots;
        slots += batch.length;
        const { bytesWritten } = await file.write(Buffer.concat(batch.map(({ slot }) => slot)), 0, batch.length * SLOT_BYTES, first * SLOT_BYTES);
        // A disk that is nearly full takes a part and calls that a success.
        if (bytesWritten < batch.length * SLOT_BYTES) throw new Error('the key store has no room left');
        await file.datasync();
        batch.forEach(({ resolve }, index) => resolve(`${name}:${first + index}`));
      } catch (cause) {
        for (const { reject } of batch) reject(cause);
      }
    }
    flushing = false;
  };

  return (slot: Buffer): Promise<string> => new Promise((resolve, reject) => {
    pending.push({ slot, resolve, reject });
    if (!flushing) void flush();
  });
}

const place = (ref: string): { name: string; offset: number } => {
  const match = /^([0-9a-f-]+\.keys):(\d+)$/.exec(ref);
  if (!match) throw new Error('not a place in the key store');
  return { name: match[1]!, offset: Number(match[2]) * SLOT_BYTES };
};

/** A segment that is not there holds no key any more. */
const ifThere = (cause: unknown): undefined => {
  if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
};

/** @param masterKey 32 bytes; wraps every key, bound to its alert's id. */
export function openKeyStore(directory: string, masterKey: Buffer): KeyStore {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const append = createSegment(directory);
  return {
    create: async (alertId) => {
      const key = randomBytes(KEY_BYTES);
      return { key, ref: await append(seal(masterKey, `alert-key|${alertId}`, key)) };
    },
    read: async (ref, alertId) => {
      const { name, offset } = place(ref);
      const handle = await open(join(directory, name), 'r');
      try {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(SLOT_BYTES), 0, SLOT_BYTES, offset);
        return bytesRead < SLOT_BYTES || buffer.equals(EMPTY_SLOT) ? undefined : unseal(masterKey, `alert-key|${alertId}`, buffer);
      } finally { await handle.close(); }
    },
    destroy: async (ref) => {
      const { name, offset } = place(ref);
      const handle = await open(join(directory, name), 'r+').catch(ifThere);
      if (!handle) return;
      try {
        await handle.write(EMPTY_SLOT, 0, SLOT_BYTES, offset);
        await handle.datasync();
      } finally { await handle.close(); }
    },
  };
}
