// Documents with several messages in the store: kept once for all that was accepted of them, until one of the alerts they tell of is erased.
import type { Database, Sql } from './database.js';

/** `names`: keyed hashes of all the alerts it tells of; `data`: its bytes, sealed. Both in base64. */
export interface NewDocument { id: string; keyRef: string; names: string[]; data: string }

/** Whoever keeps a document shares it; whoever looks for those an erasure has to take waits for all of them. So either sees the other. */
const KEEPING = 4_116_000_114n;

/**
 * Keeps the document, once, in the transaction that accepts an alert of it. Of one that tells of an alert that is erased nothing is kept but its id.
 * Call it before any row is locked: an erasure that waits makes the next wait too.
 */
export async function keepDocument(sql: Sql, { id, keyRef, names, data }: NewDocument): Promise<void> {
  if ((await sql.query('select 1 from document where id = $1', [id])).length > 0) return;
  await sql.query('select pg_advisory_xact_lock_shared($1::bigint)', [String(KEEPING)]);
  await sql.query(
    `with name as (select decode(n, 'base64') as hash from unnest($3::text[]) n),
     made as (
       insert into document (id, key_ref)
       select $1, case when not exists (select 1 from name join alert a on a.name_hash = name.hash join erasure e on e.id = a.id) then $2 end returning id, key_ref),
     named as (insert into document_name (document_id, name_hash) select made.id, name.hash from made cross join name where made.key_ref is not null)
     insert into document_sealed (document_id, kind, data) select id, 'original', decode($4, 'base64') from made where key_ref is not null`, [id, keyRef, names, data]);
}

/** Whether anything is sealed under its key. */
export const isKept = async (sql: Sql, id: string): Promise<boolean> => (await sql.query('select 1 from document where id = $1 and key_ref is not null', [id])).length > 0;

/** Of the document in which the alert came with others; undefined where it came alone. */
export const documentOf = async (sql: Sql, alert: string): Promise<string | undefined> =>
  (await sql.query<{ id: string | null }>('select document_id as id from alert where id = $1', [alert]))[0]?.id ?? undefined;

const TELL_OF = `document d join document_name n on n.document_id = d.id join alert a on a.name_hash = n.name_hash`;

export interface Kept { id: string; keyRef: string }

/** All that tell of an alert whose erasure is decided: none is kept afterwards. */
export const documentsAbout = (database: Database, alert: string): Promise<Kept[]> => database.transaction((sql) =>
  sql.query<Kept>(`select distinct d.id, d.key_ref as "keyRef" from ${TELL_OF} where a.id = $1 and d.key_ref is not null`, [alert]), [KEEPING]);

/** What a version that knew of no documents has left while it ran beside this one. */
export const documentsLeft = (sql: Sql): Promise<Kept[]> =>
  sql.query<Kept>(`select distinct d.id, d.key_ref as "keyRef" from ${TELL_OF} join erasure e on e.id = a.id where d.key_ref is not null`, []);

/** Call it after its key was destroyed. */
export const clearDocument = (database: Database, id: string): Promise<void> => database.transaction(async (sql) => {
  await sql.query('update document set key_ref = null where id = $1', [id]);
  await sql.query('delete from document_sealed where document_id = $1', [id]);
  await sql.query('delete from document_name where document_id = $1', [id]);
});

/** One document is taken message by message within this time. */
const TAKEN_WITHIN = `interval '10 minutes'`;

/**
 * Until migration 12 a document was sealed whole with each alert accepted of it: those of the others go as well. To be called while the alert still has
 * the hash of its bytes. What came alone shares them with nothing, and what is signed came alone.
 */
export const clearSharedOriginals = (sql: Sql, alert: string): Promise<unknown> => sql.query(
  `delete from sealed s using alert a, alert o
   where a.id = $1 and o.origin = a.origin and o.bytes_hash = a.bytes_hash and o.id <> a.id and o.document_id is null and not o.signed and o.state <> 'erased'
     and o.received_at between a.received_at - ${TAKEN_WITHIN} and a.received_at + ${TAKEN_WITHIN} and s.alert_id = o.id and s.kind = 'original'`, [alert]);
