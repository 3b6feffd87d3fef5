// The health of each centre's line: a breaker that throttles and never disables, shared by all workers because it lies in the database.
import type { Sql } from './database.js';

/** Failures in a row after which only one probe per ten seconds goes out. */
export const BREAKER_OPENS_AT = 5;

export interface CentreHealth { centre: string; failures: number; openSince: Date | null; paused: boolean; pausedSince: Date | null; lastSuccessAt: Date | null; lastFailureAt: Date | null }

/** How attempts for one centre went, in a batch. */
export interface Tally { centre: string; failures: number; reached: boolean }

/**
 * Counts attempts and tells whose breaker changed. A success makes every waiting delivery of the centre due at once.
 * @returns centres whose line went down or came up with this batch.
 */
export async function tallyAttempts(sql: Sql, tallies: readonly Tally[]): Promise<{ down: string[]; up: string[] }> {
  // What was before has to feed the write: a row that this statement has already changed can no longer be locked, and would silently be missing.
  const changed = await sql.query<{ centre: string; up: boolean }>(
    `with before as (
       select c.centre, c.open_since from centre_state c
       where c.centre in (select centre from jsonb_to_recordset($1::jsonb) as t (centre text)) order by c.centre for update),
     tallied as (
       select t.*, before.open_since is not null as was_down
       from jsonb_to_recordset($1::jsonb) as t (centre text, failures integer, reached boolean) left join before using (centre) order by t.centre),
     after as (
       insert into centre_state as c (centre, failures, open_since, next_probe_at, last_success_at, last_failure_at)
       select centre, case when reached then 0 else failures end, case when not reached and failures >= ${BREAKER_OPENS_AT} then now() end, now() + interval '10 seconds',
         case when reached then now() end, case when failures > 0 then now() end from tallied
       on conflict (centre) do update set
         failures = case when excluded.last_success_at is not null then 0 else c.failures + excluded.failures end,
         open_since = case when excluded.last_success_at is not null then null when c.open_since is not null then c.open_since
                           when c.failures + excluded.failures >= ${BREAKER_OPENS_AT} then now() end,
         next_probe_at = now() + interval '10 seconds',
         last_success_at = coalesce(excluded.last_success_at, c.last_success_at), last_failure_at = coalesce(excluded.last_failure_at, c.last_failure_at)
       where c.failures > 0 or excluded.failures > 0 or c.last_success_at is null or c.last_success_at < now() - interval '10 seconds'
       returning c.centre, c.open_since)
     select after.centre, after.open_since is null as up from after join tallied using (centre)
     where (after.open_since is null) = tallied.was_down`, [JSON.stringify(tallies)]);
  const up = changed.filter((row) => row.up).map((row) => row.centre);
  const down = changed.filter((row) => !row.up).map((row) => row.centre);
  if (up.length > 0) await sql.query(`update delivery set due_at = now() where centre = any($1::text[]) and state in ('queued', 'retrying') and due_at > now()`, [up]);
  if (changed.length > 0) {
    await sql.query(`insert into audit_entry (type, centre) select case when up then 'centre.up' else 'centre.down' end, centre from jsonb_to_recordset($1::jsonb) as c (centre text, up boolean)`,
      [JSON.stringify(changed)]);
  }
  return { down, up };
}

export const readCentreHealth = (sql: Sql): Promise<CentreHealth[]> => sql.query<CentreHealth>(
  `select centre, failures, open_since as "openSince", paused, paused_since as "pausedSince", last_success_at as "lastSuccessAt", last_failure_at as "lastFailureAt" from centre_state order by centre`, []);
