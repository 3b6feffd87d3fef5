// A restored database in the store: what the journal beside the keys knows of it, and what is held until its origins have said what is still true.
import type { DeliveryState } from '../model/relay.js';
import { record } from './audit.js';
import type { Database, Sql } from './database.js';
import { endCountries } from './decisions.js';
import { factType } from './deliveries.js';

/** Of the entry at a place of the chain, hexadecimal; undefined where the chain does not reach. */
export const hashAt = async (sql: Sql, position: number): Promise<string | undefined> =>
  (await sql.query<{ hash: Buffer | null }>('select hash from audit_entry where position = $1', [position]))[0]?.hash?.toString('hex');

interface Ended { id: string; incident: string; thread: string; origin: string; at: Date }

/** Ends again what had ended, without the message that did it: nothing of it is sent any more. @returns how many. */
export const replayEnds = (database: Database, ended: readonly { id: string; at: string }[]): Promise<number> => database.transaction(async (sql) => {
  if (ended.length === 0) return 0;
  const alerts = await sql.query<Ended>(
    `with line as (select id, min(at) as at from jsonb_to_recordset($1::jsonb) as l (id text, at timestamptz) group by id),
     ended as (
       update alert a set state = 'cancelled', held_reason = null, ended_at = coalesce(a.ended_at, line.at), end_journalled = true from line
       where a.id = line.id and a.state not in ('cancelled', 'erased') returning a.id, a.incident_id, a.thread_id, a.origin, a.ended_at),
     facts as (insert into audit_entry (type, alert_id, incident_id, detail) select 'alert.ended', id, incident_id, '{"end": "cancelled", "by": "journal"}' from ended)
     select id, incident_id as incident, thread_id as thread, origin, ended_at as at from ended`, [JSON.stringify(ended)]);
  await sql.query(
    `with stopped as (
       update delivery d set state = case when d.lease_until > now() then d.state else 'superseded' end, held_reason = case when d.lease_until > now() then d.held_reason end,
         cancelled = d.cancelled or coalesce(d.lease_until > now(), false)
       where d.alert_id = any($1::text[]) and d.kind <> 'erase' and d.priority > 0 and d.state in ('queued', 'retrying', 'held')
       returning d.id, d.alert_id, d.incident_id, d.centre, d.kind, d.state)
     insert into audit_entry (type, alert_id, incident_id, centre, detail)
     select ${factType('stopped')}, alert_id, incident_id, centre, jsonb_build_object('delivery', id, 'reason', 'restore') from stopped where state = 'superseded'`, [alerts.map(({ id }) => id)]);
  // No country goes on with it, or is reminded to.
  for (const { id, thread, incident, origin, at } of alerts) await endCountries(sql, { threads: [thread], alert: id, incident, origin, endReason: 'cancelled', at });
  return alerts.length;
});

/** Decides again what was decided; erasing is done as ever. @returns how many are to be erased, those included that the database has begun with. */
export async function replayErasures(sql: Sql, erased: readonly string[]): Promise<number> {
  const undone = erased.length === 0 ? [] : await sql.query<{ id: string }>(`select id from alert where id = any($1::text[]) and state <> 'erased'`, [erased]);
  if (undone.length > 0) await sql.query(`insert into erasure (id, reason) select id, 'restore' from unnest($1::text[]) id on conflict do nothing`, [undone.map(({ id }) => id)]);
  return undone.length;
}

/**
 * Holds what was on its way when the backup was made: whether it is still true, only those who sent it know. Cancels go on, for no end is ever taken
 * back, and so do erase orders. Done once for each mark, whoever comes first.
 * @returns how many deliveries are held now; undefined where another process did it.
 */
export const holdRestored = (database: Database, mark: { position: number; hash: string }): Promise<number | undefined> => database.transaction(async (sql) => {
  const [first] = await sql.query('insert into restore (mark_position, mark_hash) values ($1, decode($2, \'hex\')) on conflict do nothing returning mark_position', [mark.position, mark.hash]);
  if (!first) return undefined;
  const held = await sql.query(
    `with held as (
       update delivery d set state = 'held', held_reason = 'restore', lease_until = null, lease_token = null
       where d.state in ('queued', 'retrying', 'held') and d.held_reason is distinct from 'status-conflict' and d.kind <> 'erase' and d.priority > 0
       returning d.id, d.alert_id, d.incident_id, d.centre, d.kind, d.state)
     insert into audit_entry (type, alert_id, incident_id, centre, detail)
     select ${factType('held')}, alert_id, incident_id, centre, jsonb_build_object('delivery', id, 'reason', 'restore') from held returning id`, []);
  await sql.query('update restore set held = $3 where mark_position = $1 and mark_hash = decode($2, \'hex\')', [mark.position, mark.hash, held.length]);
  await record(sql, [{ type: 'gateway.restored', detail: { held: held.length, position: mark.position } }]);
  return held.length;
});

/** Their origin has said that they are still true: by sending the alert again, or an Update of its thread. @returns what may go now. */
export const releaseRestored = (sql: Sql, by: 'alert_id' | 'thread_id', ids: readonly string[], actor: string): Promise<{ id: string; centre: string; state: DeliveryState }[]> => sql.query(
  `with freed as (
     update delivery d set state = 'queued', held_reason = null, due_at = now()
     where d.${by} = any($1::text[]) and d.state = 'held' and d.held_reason = 'restore' returning d.id, d.alert_id, d.incident_id, d.centre, d.state
   ), facts as (
     insert into audit_entry (type, alert_id, incident_id, centre, actor, detail)
     select 'delivery.released', alert_id, incident_id, centre, $2, jsonb_build_object('delivery', id, 'reason', 'restore') from freed)
   select id, centre, state from freed`, [ids, actor]);

/** How many wait since a restore, and since when. */
export const waitingSinceRestore = async (sql: Sql): Promise<{ held: number; at: Date | null }> => (await sql.query<{ held: number; at: Date | null }>(
  `select (select count(*)::int from delivery where state = 'held' and held_reason = 'restore') as held, (select max(at) from restore) as at`, []))[0]!;
