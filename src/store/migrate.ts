// Brings a database to the version this program needs; the same files on both engines, each applied once.
import { readdirSync, readFileSync } from 'node:fs';
import type { Database } from './database.js';

const folder = new URL('./migrations/', import.meta.url);
const ADVISORY_LOCK = 4_116_000_112;

/** Names and texts of the migrations, in order. */
const migrations = (): { name: string; text: string }[] => readdirSync(folder)
  .filter((file) => file.endsWith('.sql')).sort()
  .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));

/**
 * Applies what is missing. Safe to run from several processes at once: an advisory lock lets one work while the others wait.
 * @returns how many migrations were applied.
 */
export async function migrate(database: Database): Promise<number> {
  return database.transaction(async (sql) => {
    await sql.query('select pg_advisory_xact_lock($1::bigint)', [ADVISORY_LOCK]);
    await sql.query('create table if not exists migration (name text primary key, applied_at timestamptz not null default now())');
    const applied = new Set((await sql.query<{ name: string }>('select name from migration')).map((row) => row.name));
    const missing = migrations().filter(({ name }) => !applied.has(name));
    for (const { name, text } of missing) {
      await sql.query(text);
      await sql.query('insert into migration (name) values ($1)', [name]);
    }
    return missing.length;
  });
}
