// The embedded database behind the port: for evaluation, exercises and a first afternoon. PostgreSQL begins where two processes or two machines do.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { beginning, type Database, type Sql } from './database.js';
import { lockDirectory } from './directory-lock.js';
import { embeddedTemplate } from './embedded-template.js';
import { createMutex } from './mutex.js';

interface Reply { id: number; rows?: unknown[]; error?: { message: string; code?: string } }

/** With this code the thread ends where the disk failed to keep a commit (store/embedded-worker.mjs). */
const DISK_FAILED = 74;

const ended = (code: number): Error => new Error(code === DISK_FAILED
  ? 'the embedded database has stopped: the disk no longer keeps what is written. Mend it, then start the gateway again.'
  : 'the embedded database has stopped');

/** A statement sent to the thread fails with PostgreSQL's own message and code. */
const asError = ({ message, code }: NonNullable<Reply['error']>): Error => Object.assign(new Error(message), { code });

/** Sends statements to the thread and matches its answers. */
async function startThread(directory: string, template: string | undefined) {
  const worker = new Worker(new URL('./embedded-worker.mjs', import.meta.url), { workerData: { directory, template } });
  const waiting = new Map<number, { resolve: (rows: unknown[]) => void; reject: (cause: Error) => void }>();
  let serial = 0;
  let gone: Error | undefined;
  const fail = (cause: Error): void => {
    gone ??= cause;
    for (const { reject } of waiting.values()) reject(cause);
    waiting.clear();
  };
  await new Promise<void>((resolve, reject) => { worker.once('message', () => resolve()); worker.once('error', reject); worker.once('exit', (code) => reject(ended(code))); });
  worker.on('error', fail);
  worker.on('exit', (code) => fail(ended(code)));
  worker.on('message', ({ id, rows, error }: Reply) => {
    const call = waiting.get(id);
    waiting.delete(id);
    if (error) call?.reject(asError(error)); else call?.resolve(rows ?? []);
  });
  worker.unref();
  const send = (text: string, params?: readonly unknown[]): Promise<unknown[]> => new Promise((resolve, reject) => {
    if (gone) { reject(gone); return; }
    const id = serial += 1;
    waiting.set(id, { resolve, reject });
    worker.ref();
    worker.postMessage({ id, text, params });
  });
  return { send, stop: () => worker.terminate() };
}

/** Structured cloning turns Buffers into plain byte arrays on the way back from the thread. */
const asBuffers = (row: unknown): unknown => {
  const record = row as Record<string, unknown>;
  for (const key in record) {
    const value = record[key];
    if (value instanceof Uint8Array && !Buffer.isBuffer(value)) record[key] = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  }
  return record;
};

/**
 * Opens or creates the embedded database. One process at a time: PGlite has no lock of its own and two writers would destroy the data.
 * @param dataDir holds the directory `database` and the lock.
 * @throws when another process holds the directory.
 */
export async function openEmbedded(dataDir: string): Promise<Database> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const unlock = await lockDirectory(dataDir);
  const directory = join(dataDir, 'database');
  const fresh = !existsSync(join(directory, 'PG_VERSION'));
  const thread = await startThread(directory, fresh ? embeddedTemplate() : undefined).catch((cause: unknown) => {
    unlock();
    throw new Error(`The embedded database ${directory} cannot be opened: ${(cause as Partial<Error>).message ?? 'it is no database, or may not be written to.'}`, { cause });
  });
  const mutex = createMutex();
  const sql: Sql = { query: async <Row>(text: string, params?: readonly unknown[]) => (await thread.send(text, params)).map(asBuffers) as Row[] };

  const transaction = <T>(run: (inner: Sql) => Promise<T>, locks?: readonly bigint[]): Promise<T> => mutex(async () => {
    try {
      await sql.query(beginning(locks));
      const value = await run(sql);
      await sql.query('commit');
      return value;
    } catch (cause) {
      await sql.query('rollback');
      throw cause;
    }
  });

  return {
    engine: 'embedded',
    query: <Row>(text: string, params?: readonly unknown[]) => mutex(() => sql.query<Row>(text, params)),
    transaction,
    close: async () => {
      try { await mutex(() => thread.send('close')); } finally {
        await thread.stop();
        unlock();
      }
    },
  };
}
