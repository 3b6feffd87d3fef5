// Opens the database this deployment keeps everything in, brings it up to date, and makes sure the keys beside it are its own.
import { migrate } from './migrate.js';
import type { Database } from './database.js';
import { releaseAllLeases } from './deliveries.js';
import { openEmbedded } from './embedded.js';

/** @param check fingerprint of the key store (trust/deployment-secrets.ts). @throws when the database was made with another one. */
async function bindKeys(database: Database, check: Buffer): Promise<void> {
  await database.query('insert into deployment (pepper_check) values ($1) on conflict do nothing', [check]);
  const [row] = await database.query<{ pepper_check: Buffer }>('select pepper_check from deployment', []);
  if (!row!.pepper_check.equals(check)) {
    throw new Error('The key store does not belong to this database: nothing in it could be read. Give the ALERTBRIDGE_KEY_STORE and master key this database was made with.');
  }
}

/** Begins to open the embedded database, in a thread of its own, while the rest of the program is still being read; undefined on PostgreSQL. */
export function beginEmbedded(settings: { databaseUrl?: string; dataDir: string }): Promise<Database> | undefined {
  if (settings.databaseUrl) return undefined;
  const opening = openEmbedded(settings.dataDir);
  // Whoever waits for it is told; until somebody does, a failure must not end the process.
  opening.catch(() => undefined);
  return opening;
}

/**
 * @param onError told of connections that broke by themselves; the pool opens new ones.
 * @param embedded the embedded database, where it is being opened already.
 */
export async function openStore(settings: { databaseUrl?: string; dataDir: string }, check: Buffer, onError: (cause: Error) => void, embedded?: Promise<Database>): Promise<Database> {
  const database = settings.databaseUrl ? (await import('./postgres.js')).openPostgres(settings.databaseUrl, onError) : await (embedded ?? openEmbedded(settings.dataDir));
  try {
    await migrate(database);
    await bindKeys(database, check);
    // The embedded database has one process at a time, so whoever held a lease is dead; on PostgreSQL others may be at work.
    if (database.engine === 'embedded') await releaseAllLeases(database);
    return database;
  } catch (cause) {
    await database.close();
    throw cause;
  }
}
