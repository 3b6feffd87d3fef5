// What a gateway can run on, each opened fresh for one benchmark and taken away after it.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import pg from 'pg';

const POSTGRES = process.env.BENCH_DATABASE_URL ?? 'postgres://root@127.0.0.1:5432/postgres';
/** A Redis database of our own: it is flushed. */
const REDIS = process.env.BENCH_REDIS_URL ?? 'redis://127.0.0.1:6379/9';

const sql = async (text) => {
  const client = new pg.Client({ connectionString: POSTGRES, connectionTimeoutMillis: 3_000 });
  await client.connect();
  try { return (await client.query(text)).rows; } finally { await client.end(); }
};

const redis = async (use) => {
  const client = new Redis(REDIS, { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null });
  client.on('error', () => undefined);
  try { await client.connect(); return await use(client); } finally { client.disconnect(); }
};

/** Versions of the servers; undefined for one that does not answer. */
export const serverVersions = async () => ({
  postgres: await sql('show server_version').then(([row]) => row.server_version.split(' ')[0], () => undefined),
  redis: await redis((client) => client.info('server')).then((info) => /redis_version:(\S+)/.exec(info)[1], () => undefined),
});

const KINDS = {
  embedded: { needs: [], roles: ['all'] },
  postgres: { needs: ['postgres'], roles: ['all'] },
  'postgres+redis': { needs: ['postgres', 'redis'], roles: ['all'] },
  // One process takes alerts in, two send them out.
  split: { needs: ['postgres', 'redis'], roles: ['api', 'worker', 'worker'] },
};

export const ENGINES = Object.keys(KINDS);

/** Names of those that can run here. @param versions of the servers that answer. */
export const available = (names, versions) => names.filter((name) => KINDS[name].needs.every((server) => versions[server] !== undefined));

/** A database that nobody has used, and a folder for keys and the embedded one. `env` is what the gateway is started with. */
export async function openEngine(name) {
  const { needs, roles } = KINDS[name];
  const dataDir = mkdtempSync(join(tmpdir(), 'alertbridge-bench-'));
  const database = `alertbridge_bench_${randomBytes(6).toString('hex')}`;
  if (needs.includes('postgres')) await sql(`create database ${database}`);
  if (needs.includes('redis')) await redis((client) => client.flushdb());
  const url = new URL(POSTGRES);
  url.pathname = `/${database}`;
  const env = {
    DATA_DIR: dataDir,
    ...(needs.includes('postgres') ? { DATABASE_URL: url.href, ALERTBRIDGE_MASTER_KEY: randomBytes(32).toString('hex') } : {}),
    ...(needs.includes('redis') ? { REDIS_URL: REDIS } : {}),
  };
  return {
    name, roles, dataDir, env,
    close: async () => {
      if (needs.includes('postgres')) await sql(`drop database if exists ${database} with (force)`);
      if (needs.includes('redis')) await redis((client) => client.flushdb());
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
