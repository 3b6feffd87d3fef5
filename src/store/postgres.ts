// PostgreSQL behind the port; the only file that knows the driver.
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { beginning, sqlCode, type Database, type Sql } from './database.js';

const INT8 = 20;
const parsers = new Map<number, (text: string) => unknown>([[INT8, Number]]);

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => parsers.get(oid) ?? (pg.types.getTypeParser(oid, format) as (text: string) => unknown),
};

const names = new Map<string, string>();

/** Statements are prepared once per connection: planning the larger ones costs more than running them. The texts are a fixed set of this program. */
const nameOf = (text: string): string => {
  const known = names.get(text) ?? createHash('sha256').update(text).digest('hex').slice(0, 24);
  names.set(text, known);
  return known;
};

const bind = (runner: pg.Pool | pg.PoolClient): Sql => ({
  // Without parameters the simple protocol is used, which takes several statements: migrations rely on it.
  query: async <Row>(text: string, params?: readonly unknown[]) => {
    const result = await (params ? runner.query({ name: nameOf(text), text, values: [...params] }) : runner.query(text));
    return (Array.isArray(result) ? [] : result.rows) as Row[];
  },
});

/** Serialisation failure and deadlock: PostgreSQL undid everything, and the same again will mostly pass. */
const UNDONE = new Set(['40001', '40P01']);
const TRIES = 4;

const again = async <T>(run: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try { return await run(); } catch (cause) {
      if (attempt === TRIES || !UNDONE.has(sqlCode(cause) ?? '')) throw cause;
      await sleep(10 * attempt);
    }
  }
};

const inTransaction = async <T>(pool: pg.Pool, run: (sql: Sql) => Promise<T>, locks?: readonly bigint[]): Promise<T> => {
  const client = await pool.connect();
  let broken: Error | undefined;
  // A server that goes away is also told to the client itself, and nobody listening would end the process.
  const gone = (cause: Error): void => { broken = cause; };
  client.on('error', gone);
  try {
    await client.query(beginning(locks));
    const value = await run(bind(client));
    await client.query('commit');
    return value;
  } catch (cause) {
    await client.query('rollback').catch((error: unknown) => { broken = error as Error; });
    throw cause;
  } finally {
    client.off('error', gone);
    client.release(broken);
  }
};

/**
 * @param url `postgres://…`
 * @param onError told of errors of idle connections (a server that went away); the pool reconnects by itself.
 */
export function openPostgres(url: string, onError: (cause: Error) => void, connections = 16): Database {
  const pool = new pg.Pool({
    connectionString: url, max: connections, connectionTimeoutMillis: 5_000, statement_timeout: 10_000, types,
    // A server that vanished without a word (failover, partition) must not halt us: its own time-out cannot speak any more.
    query_timeout: 12_000, keepAlive: true, keepAliveInitialDelayMillis: 5_000,
  });
  pool.on('error', onError);
  // A connection may be told of its end in the very moment it changes hands, when nobody listens to it; unheard, that would end the process. Its next statement fails anyway.
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    // The larger statements cost more to plan than to run, and none of ours wants another plan for other values: the first plan of a connection is kept.
    client.query('set plan_cache_mode = force_generic_plan').catch(() => undefined);
  });
  const sql = bind(pool);
  return {
    engine: 'postgres',
    query: (text, params) => again(() => sql.query(text, params)),
    transaction: (run, locks) => again(() => inTransaction(pool, run, locks)),
    close: () => pool.end(),
  };
}
