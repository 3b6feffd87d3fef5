// Logs that nobody can change unnoticed: entries are written in the transaction they tell of and chained afterwards, so that writing stays fast. The audit trail and the disclosure log are two of them.
import { createHash } from 'node:crypto';
import { canonicalJson } from '../trust/canonical-json.js';
import type { Database, Sql } from './database.js';

export interface Place { position: number; hash: string }

/** A chained entry as it is exported: whatever members it has, all of them are hashed. */
export type ChainEntry = Place;

export interface ChainRow { id: number; position: number | null; hash: Buffer | null }

/** `columns` are named one by one, `id`, `position` and `hash` among them: a prepared "*" breaks in a running process when a migration adds one. */
export interface ChainTable<Row extends ChainRow, Entry extends ChainEntry> { table: string; head: string; columns: string; asEntry: (row: Row) => Entry }

export interface Chain<Entry extends ChainEntry> {
  /** Chains one batch of entries that are not chained yet. @returns how many were chained. */
  chainBatch(database: Database): Promise<number>;
  /** Chained entries after a position, oldest first. @param where further conditions, with parameters from $3 on. */
  read(sql: Sql, after: number, limit: number, where?: { sql: string; params: readonly unknown[] }): Promise<Entry[]>;
  head(sql: Sql): Promise<Place>;
}

const BATCH = 500;
export const GENESIS = Buffer.alloc(32);

/** SHA-256(previous hash ‖ canonical JSON of the entry without its hash): the rule by which anybody can verify an export (docs/audit.md). */
export const entryHash = (previous: Uint8Array, { hash: _hash, ...entry }: ChainEntry): Buffer =>
  createHash('sha256').update(previous).update(canonicalJson(entry)).digest();

/** The head's row lock lets one process work at a time; entries that commit late simply come in a later batch, so none is skipped. */
const chainNext = <Row extends ChainRow, Entry extends ChainEntry>(log: ChainTable<Row, Entry>, database: Database): Promise<number> => database.transaction(async (sql) => {
  const { table, head, columns, asEntry } = log;
  const [last] = await sql.query<{ position: number; hash: Buffer }>(`select position, hash from ${head} for update`);
  const rows = await sql.query<Row>(`select ${columns} from ${table} where position is null order by id limit $1`, [BATCH]);
  if (!last || rows.length === 0) return 0;
  let previous = last.hash;
  const seals = rows.map((row, index) => {
    const position = last.position + index + 1;
    previous = entryHash(previous, asEntry({ ...row, position }));
    return { id: row.id, position, hash: previous.toString('hex') };
  });
  await sql.query(
    `update ${table} e set position = s.position, hash = decode(s.hash, 'hex') from jsonb_to_recordset($1::jsonb) as s (id bigint, position bigint, hash text) where e.id = s.id`,
    [JSON.stringify(seals)]);
  await sql.query(`update ${head} set position = $1, hash = $2`, [last.position + rows.length, previous]);
  return rows.length;
});

/** The chain over a table of its own. */
export const chainOf = <Row extends ChainRow, Entry extends ChainEntry>(log: ChainTable<Row, Entry>): Chain<Entry> => ({
  chainBatch: (database) => chainNext(log, database),
  read: async (sql, after, limit, where) => (await sql.query<Row>(
    `select ${log.columns} from ${log.table} where position > $1${where ? ` and ${where.sql}` : ''} order by position limit $2`, [after, limit, ...(where?.params ?? [])])).map(log.asEntry),
  head: async (sql) => {
    const [last] = await sql.query<{ position: number; hash: Buffer }>(`select position, hash from ${log.head}`);
    return { position: last!.position, hash: last!.hash.toString('hex') };
  },
});
