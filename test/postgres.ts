// PostgreSQL for tests: a database of its own per suite. With CI=true a missing server is a failure, elsewhere a skip that says so.
import { randomBytes } from 'node:crypto';
import pg from 'pg';

const SERVER = process.env.TEST_DATABASE_URL ?? 'postgres://root@127.0.0.1:5432/postgres';

const run = async (text: string): Promise<void> => {
  const client = new pg.Client({ connectionString: SERVER, connectionTimeoutMillis: 3_000 });
  await client.connect();
  try { await client.query(text); } finally { await client.end(); }
};

/** Creates an empty database. `drop` ends whoever is still connected. */
export async function freshPostgres(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `alertbridge_test_${randomBytes(6).toString('hex')}`;
  await run(`create database ${name}`);
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`drop database if exists ${name} with (force)`) };
}

const reachable = await run('select 1').then(() => true, () => false);
if (!reachable && process.env.CI === 'true') throw new Error(`PostgreSQL does not answer at ${SERVER}; with CI=true that is a failure.`);
if (!reachable) process.stderr.write(`skipped on PostgreSQL: none answers at ${SERVER}\n`);

export type EngineName = 'embedded' | 'postgres';

/** The engines a suite runs on. */
export const ENGINES: readonly EngineName[] = reachable ? ['embedded', 'postgres'] : ['embedded'];
