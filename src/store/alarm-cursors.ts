// How far each alarm channel has told the audit chain. Positions are dense and final, so a channel that stops and goes on misses nothing.
import { readEntries, type AuditEntry } from './audit.js';
import type { Sql } from './database.js';

/** Longer than one telling may take: until then no other process tells the same batch. */
const LEASE_SECONDS = 30;

/** Begins at the head of the chain: what happened before anybody listened is history, not alarm. */
export const openAlarmCursors = (sql: Sql, channels: readonly string[]): Promise<unknown> => sql.query(
  'insert into alarm_cursor (channel, position) select c, h.position from unnest($1::text[]) c, audit_head h on conflict do nothing', [channels]);

/** Moves on the channels for which nothing alarming has happened: one statement, which mostly is all there is to do. */
export const passQuiet = (sql: Sql, channels: readonly string[], types: readonly string[]): Promise<unknown> => sql.query(
  `update alarm_cursor c set position = h.position from audit_head h
   where c.channel = any($1::text[]) and c.position < h.position and c.sending_to is null and (c.lease_until is null or c.lease_until < now())
     and not exists (select 1 from audit_entry e where e.position > c.position and e.position <= h.position and e.type = any($2::text[]))`, [channels, types]);

export interface AlarmBatch { token: number; from: number; to: number; attempts: number; entries: AuditEntry[] }

/**
 * A probe that fails as the one before it says nothing new, or a desk would be called every five minutes for one and the same thing. What a restore
 * holds is told once, for all of it.
 */
const NEWS = `(e.type <> 'delivery.held' or e.detail->>'reason' is distinct from 'restore' and not exists (select 1 from audit_entry b where b.alert_id = e.alert_id and b.id < e.id and b.type = 'delivery.held'
  and b.detail->>'delivery' = e.detail->>'delivery' and b.detail->>'error' is not distinct from e.detail->>'error'))`;

const positionsOf = async (sql: Sql, from: number, upTo: number, types: readonly string[], limit: number): Promise<number[]> => (await sql.query<{ position: number }>(
  `select e.position from audit_entry e where e.position > $1 and e.position <= $2 and e.type = any($3::text[]) and ${NEWS} order by e.position limit $4`, [from, upTo, types, limit])).map(({ position }) => position);

/**
 * Takes the next batch for a channel, under a lease: exactly one process tells it. What was begun and not finished is taken up as the same batch.
 * @returns undefined where there is nothing, where another process is at it, or where the next try is not due.
 */
export async function takeAlarms(sql: Sql, channel: string, types: readonly string[], limit: number): Promise<AlarmBatch | undefined> {
  const [taken] = await sql.query<{ token: number; position: number; sendingTo: number | null; attempts: number; head: number }>(
    `update alarm_cursor c set lease_until = now() + interval '${LEASE_SECONDS} seconds', lease_token = nextval('delivery_fence') from audit_head h
     where c.channel = $1 and c.position < h.position and (c.lease_until is null or c.lease_until < now()) and (c.next_try_at is null or c.next_try_at <= now())
     returning c.lease_token as token, c.position, c.sending_to as "sendingTo", c.attempts, h.position as head`, [channel]);
  if (!taken) return undefined;
  const { token, position: from, sendingTo, attempts, head } = taken;
  const positions = await positionsOf(sql, from, sendingTo ?? head, types, limit);
  const to = sendingTo ?? (positions.length === limit ? positions.at(-1)! : head);
  if (sendingTo === null) await sql.query('update alarm_cursor set sending_to = $3 where channel = $1 and lease_token = $2', [channel, token, to]);
  return { token, from, to, attempts, entries: await readEntries(sql, positions) };
}

/** The batch has been told: only its holder can say so. @param told false where there was nothing in it to tell. */
export const finishAlarms = (sql: Sql, channel: string, { token, to }: AlarmBatch, told: boolean): Promise<unknown> => sql.query(
  `update alarm_cursor set position = $3, sending_to = null, lease_until = null, lease_token = null, attempts = 0, next_try_at = null,
     last_success_at = case when $4 then now() else last_success_at end, last_error = case when $4 then null else last_error end
   where channel = $1 and lease_token = $2`, [channel, token, to, told]);

export const postponeAlarms = (sql: Sql, channel: string, { token }: AlarmBatch, waitMs: number, error: string): Promise<unknown> => sql.query(
  `update alarm_cursor set lease_until = null, lease_token = null, attempts = attempts + 1, next_try_at = now() + make_interval(secs => $3::float8 / 1000), last_failure_at = now(), last_error = $4
   where channel = $1 and lease_token = $2`, [channel, token, waitMs, error]);

/** Gives a batch back untold, for whoever comes next. */
export const releaseAlarms = (sql: Sql, channel: string, { token }: AlarmBatch): Promise<unknown> =>
  sql.query('update alarm_cursor set lease_until = null, lease_token = null where channel = $1 and lease_token = $2', [channel, token]);

export interface ChannelHealth { channel: string; behind: number; attempts: number; lastSuccessAt: Date | null; lastFailureAt: Date | null; lastError: string | null }

export const readChannelHealth = (sql: Sql): Promise<ChannelHealth[]> => sql.query<ChannelHealth>(
  `select c.channel, (h.position - c.position)::int as behind, c.attempts, c.last_success_at as "lastSuccessAt", c.last_failure_at as "lastFailureAt", c.last_error as "lastError"
   from alarm_cursor c, audit_head h order by c.channel`, []);
