// Pausing a centre: one flag beside its health. Workers and mailboxes ask it before anything leaves; what waits shows as held (store/reads.ts).
import type { Sql } from './database.js';

/** Whether the centre left traces here, be it in the network file or not. */
export const hasTraces = async (sql: Sql, centre: string): Promise<boolean> =>
  (await sql.query('select 1 where exists (select 1 from centre_state where centre = $1) or exists (select 1 from delivery where centre = $1)', [centre])).length > 0;

/** @returns whether it was not paused before. */
export const pauseCentre = async (sql: Sql, centre: string, actor: string, reason: string | undefined): Promise<boolean> => (await sql.query(
  `with changed as (
     insert into centre_state as c (centre, paused, paused_since) values ($1, true, now())
     on conflict (centre) do update set paused = true, paused_since = now() where not c.paused returning centre)
   insert into audit_entry (type, centre, actor, detail) select 'centre.paused', centre, $2::text, jsonb_strip_nulls(jsonb_build_object('reason', $3::text)) from changed returning id`,
  [centre, actor, reason ?? null])).length > 0;

export interface Woken { id: string; centre: string; msgType: string }

/**
 * Lets a paused centre's deliveries go on: all that waits is due at once, and an open breaker lets out a probe.
 * @returns what waits, or undefined where the centre was not paused.
 */
export async function resumeCentre(sql: Sql, centre: string, actor: string, reason: string | undefined): Promise<Woken[] | undefined> {
  const changed = await sql.query(
    `with changed as (update centre_state set paused = false, paused_since = null, next_probe_at = now() where centre = $1 and paused returning centre)
     insert into audit_entry (type, centre, actor, detail) select 'centre.resumed', centre, $2::text, jsonb_strip_nulls(jsonb_build_object('reason', $3::text)) from changed returning id`,
    [centre, actor, reason ?? null]);
  if (changed.length === 0) return undefined;
  // In one order, as every batch that touches deliveries; what a worker has in its hands becomes due by its own outcome.
  return sql.query<Woken>(
    `with waiting as (select d.id from delivery d where d.centre = $1 and d.state in ('queued', 'retrying') order by d.id for update),
     due as (update delivery d set due_at = now() from waiting where d.id = waiting.id returning d.id, d.centre, d.alert_id)
     select due.id, due.centre, a.msg_type as "msgType" from due join alert a on a.id = due.alert_id`, [centre]);
}
