// Where the store's tests get their databases: both engines, each with a fresh one that is gone afterwards.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../src/store/database.js';
import { openEmbedded } from '../../src/store/embedded.js';
import { migrate } from '../../src/store/migrate.js';
import { openPostgres } from '../../src/store/postgres.js';

export interface Engine {
  name: string;
  /** Several connections work at once; the embedded engine has one. */
  concurrent: boolean;
  /** Why this engine cannot be tested here. */
  missing?: string;
  /** An empty database. `another` opens a further connection pool on the same one, as a second process would. */
  openEmpty(): Promise<{ database: Database; another?: () => Database; remove: () => Promise<void> }>;
}

const SERVER = process.env.TEST_DATABASE_URL ?? 'postgres://root@127.0.0.1:5432/postgres';

/** Connections that `drop database … with (force)` breaks are not worth a word. */
const quiet = (): void => undefined;

const onServer = async (statement: string): Promise<void> => {
  const server = openPostgres(SERVER, quiet, 1);
  try { await server.query(statement); } finally { await server.close(); }
};

const urlOf = (name: string): string => Object.assign(new URL(SERVER), { pathname: `/${name}` }).href;

const postgres: Engine = {
  name: 'PostgreSQL',
  concurrent: true,
  openEmpty: async () => {
    const name = `alertbridge_test_${randomUUID().replaceAll('-', '')}`;
    await onServer(`create database ${name}`);
    const pools: Database[] = [];
    const another = (): Database => {
      const pool = openPostgres(urlOf(name), quiet);
      pools.push(pool);
      return pool;
    };
    return { database: another(), another, remove: async () => { await Promise.all(pools.map((pool) => pool.close())); await onServer(`drop database ${name} with (force)`); } };
  },
};

export const temporaryDirectory = (): string => mkdtempSync(join(tmpdir(), 'alertbridge-test-'));

const embedded: Engine = {
  name: 'the embedded engine',
  concurrent: false,
  openEmpty: async () => {
    const directory = temporaryDirectory();
    const database = await openEmbedded(directory);
    return { database, remove: async () => { await database.close(); rmSync(directory, { recursive: true, force: true }); } };
  },
};

/** On the build server a missing PostgreSQL is a failure, elsewhere a reason to test less. */
const reachable = async (engine: Engine): Promise<Engine> => {
  try {
    await onServer('select 1');
    return engine;
  } catch (cause) {
    if (process.env.CI === 'true') throw new Error(`PostgreSQL does not answer at ${SERVER}. Start it, or set TEST_DATABASE_URL.`, { cause });
    return { ...engine, missing: `skipped, nothing answers at ${SERVER}; start PostgreSQL or set TEST_DATABASE_URL` };
  }
};

export const engines: Engine[] = [embedded, await reachable(postgres)];

/** A fresh database brought up to date. */
export async function openFresh(engine: Engine): Promise<Awaited<ReturnType<Engine['openEmpty']>>> {
  const opened = await engine.openEmpty();
  await migrate(opened.database);
  return opened;
}
