// Erasures in the store: which alerts are due, which are decided, and the one transaction in which an alert becomes a tombstone of ids, codes and times.
import { record } from './audit.js';
import { lockIncidents } from './accept.js';
import type { Database, Sql } from './database.js';
import { clearSharedOriginals } from './documents.js';
import { factType } from './deliveries.js';
import { forgetPhotos } from './photos.js';

/** How long alerts of an origin are kept; `origin` null: of all that are not named. `foundHours`: the grace where the origin said that the child was found. */
export interface Policy { origin: string | null; graceHours: number; foundHours: number; retentionDays: number }

/** `restore`: the journal knew of it, and the database that was restored did not. */
export type ErasureReason = 'ended' | 'requested' | 'retention' | 'restore';

/** `keyRef` null: the key is destroyed already. */
export interface BegunErasure { id: string; incident: string; origin: string; reason: ErasureReason; keyRef: string | null; orderKey: string | null }

const BATCH = 50;
/** Keys of messages are remembered this long after the end (reliability clause 2): a late Update must still find the Cancel before it. */
export const REMEMBERED_DAYS = 30;

/** Hours from the end of an alert's thread to its erasure, by the policies `p` of its origin and `q` of everybody. */
const graceOf = (row: string): string => `case when exists (select 1 from case_fact f where f.thread_id = ${row}.thread_id and f.end_reason = 'found')
  then coalesce(p."foundHours", q."foundHours") else coalesce(p."graceHours", q."graceHours") end`;

/** Each part of the union has an index: most alerts are neither ended nor old, and are not looked at. */
const KEPT = (early = ''): string => `policy as (select * from jsonb_to_recordset($1::jsonb) as p (origin text, "graceHours" float8, "foundHours" float8, "retentionDays" float8)),
  candidate as (
    select id from alert where state = 'cancelled'
    union select id from alert where erase_asked_at is not null and state <> 'erased'
    union select id from alert where msg_type in ('Ack', 'Error') and state <> 'erased'
    union select id from alert where state <> 'erased' and received_at <= now() - make_interval(secs => (select min("retentionDays") from policy) * 86400) ${early}),
  kept as (
    select a.*, ${graceOf('a')} as grace, coalesce(p."retentionDays", q."retentionDays") as retention
    from candidate c join alert a on a.id = c.id left join policy p on p.origin = a.origin cross join (select * from policy where origin is null) q
    where not exists (select 1 from erasure e where e.id = a.id))`;

/** A mailbox shows what it handed out until that is acknowledged. */
const UNSETTLED = `(d.state in ('queued', 'retrying', 'held') or (d.state = 'delivered' and d.transport = 'mailbox'))`;

/** Alerts and Updates are the case; Cancels and receipts speak of it, and go when there is nothing left to speak of. */
const IS_CASE = (row: string): string => `${row}.msg_type in ('Alert', 'Update')`;

const ENDED = `${IS_CASE('a')} and a.state = 'cancelled' and coalesce(a.ended_at, a.received_at) <= now() - make_interval(secs => a.grace * 3600)`;

/** Threads that this message speaks of, by one of their messages: of the status of that one, for tests end no real case. */
const SPOKEN_OF = `alert_reference r join alert t on t.name_hash = r.name_hash join alert v on v.thread_id = t.thread_id and v.effective_status = t.effective_status and ${IS_CASE('v')}`;

/** A receipt tells the origin what its own alert led to: that waits for no one longer than the origin lets the alert itself stand. */
const GRACE_IS_OVER = `a.msg_type in ('Ack', 'Error') and not exists (select 1 from ${SPOKEN_OF} left join policy p on p.origin = v.origin cross join (select * from policy where origin is null) q where r.alert_id = a.id
  and greatest(coalesce(v.ended_at, (select e.done_at from erasure e where e.id = v.id)), a.received_at) > now() - make_interval(secs => (${graceOf('v')}) * 3600))`;

/** A message about something that never came keeps waiting for it, as long as the retention lasts. */
const SPEAKS_OF_NOTHING = `not ${IS_CASE('a')} and exists (select 1 from alert_reference r join alert t on t.name_hash = r.name_hash where r.alert_id = a.id and t.id <> a.id)
  and not exists (select 1 from ${SPOKEN_OF} where r.alert_id = a.id and v.state <> 'erased')
  and (${GRACE_IS_OVER} or not exists (select 1 from delivery d where d.alert_id = a.id and ${UNSETTLED}))`;

/** Counted from the last Alert or Update of the thread. */
const KEPT_LONG_ENOUGH = `a.received_at <= now() - make_interval(secs => a.retention * 86400)
  and not exists (select 1 from alert t where t.thread_id = a.thread_id and ${IS_CASE('t')} and t.received_at > now() - make_interval(secs => a.retention * 86400))`;

const REASON = `case when a.erase_asked_at is not null then 'requested' when ${ENDED} or ${SPEAKS_OF_NOTHING} then 'ended' when ${KEPT_LONG_ENOUGH} then 'retention' end`;

/** What is on its way has to arrive or fail first: whether a centre had the alert decides whether it is told to erase it. */
const IN_FLIGHT = `exists (select 1 from delivery d where d.alert_id = a.id and d.kind <> 'erase' and d.lease_until > now())`;

/** Receipts are of the case, whatever thread they are in. */
export const HELD_BY_LAW = `exists (select 1 from legal_hold h where h.lifted_at is null and (h.thread_id = a.thread_id or (h.incident_id = a.incident_id and a.msg_type in ('Ack', 'Error'))))`;

/** Decides on what is due: from here on it is erased, whatever happens to this process. @returns how many. */
export const beginErasures = (database: Database, policies: readonly Policy[]): Promise<number> => database.transaction(async (sql) => {
  const due = await sql.query<{ id: string; reason: ErasureReason }>(
    `with ${KEPT()}, due as (
       select a.id, ${REASON} as reason from kept a where not ${HELD_BY_LAW} and not ${IN_FLIGHT})
     select id, reason from due where reason is not null order by id limit ${BATCH}`, [JSON.stringify(policies)]);
  if (due.length === 0) return 0;
  // A hold takes the same rows: it comes either before this or too late, never in between.
  const free = await sql.query<{ id: string }>(`select a.id from alert a where a.id = any($1::text[]) and a.state <> 'erased' order by a.id for update skip locked`, [due.map(({ id }) => id)]);
  const unheld = await sql.query<{ id: string }>(`select a.id from alert a where a.id = any($1::text[]) and not ${HELD_BY_LAW}`, [free.map(({ id }) => id)]);
  const taken = new Set(unheld.map(({ id }) => id));
  await sql.query(`insert into erasure (id, reason) select d.id, d.reason from jsonb_to_recordset($1::jsonb) as d (id text, reason text) on conflict do nothing`, [JSON.stringify(due.filter(({ id }) => taken.has(id)))]);
  return taken.size;
});

/** Decided and not done, oldest first: also what a process that has ended left half done. */
export const begunErasures = (sql: Sql): Promise<BegunErasure[]> => sql.query<BegunErasure>(
  `select e.id, a.incident_id as incident, a.origin, e.reason, a.key_ref as "keyRef", e.key_ref as "orderKey" from erasure e join alert a on a.id = e.id where e.done_at is null order by e.begun_at, e.id limit ${BATCH}`, []);

/** Ends that are not in the journal yet, held until they are. @param journal writes them. */
export const journalEnds = (database: Database, journal: (ids: string[]) => Promise<void>): Promise<number> => database.transaction(async (sql) => {
  const ended = (await sql.query<{ id: string }>(`select id from alert where state = 'cancelled' and not end_journalled order by id limit 500 for update skip locked`, [])).map(({ id }) => id);
  if (ended.length === 0) return 0;
  await journal(ended);
  await sql.query('update alert set end_journalled = true where id = any($1::text[])', [ended]);
  return ended.length;
});

/** What the database still holds of the alert besides ids, codes and times. The hashes of its key stay a while, so that it is recognised when it comes again. */
async function clear(sql: Sql, { id, incident }: BegunErasure): Promise<void> {
  await sql.query('delete from sealed where alert_id = $1', [id]);
  await forgetPhotos(sql, id);
  await sql.query('delete from search_hash where alert_id = $1', [id]);
  await sql.query(`delete from incident_token t where t.incident_id = $1 and not exists (select 1 from alert a where a.incident_id = $1 and a.state <> 'erased')`, [incident]);
  // The proposal that became this alert holds the same child.
  await sql.query('update proposal set erase_at = now() where alert_id = $1 and erased_at is null', [id]);
  await sql.query(
    `with ended as (
       update delivery d set state = 'superseded', held_reason = null, lease_until = null, lease_token = null where d.alert_id = $1 and d.kind <> 'erase' and d.state in ('queued', 'retrying', 'held')
       returning d.id, d.alert_id, d.incident_id, d.centre, d.kind, d.state)
     insert into audit_entry (type, alert_id, incident_id, centre, detail) select ${factType('ended')}, alert_id, incident_id, centre, jsonb_build_object('delivery', id, 'reason', 'erased') from ended`, [id]);
}

/**
 * Makes the alert a tombstone. Call it after its key was destroyed.
 * @param more what else has to be true once it is erased, in the same transaction; returns how many erase orders wait.
 * @returns whether this call did it, and no other process before.
 */
export const finishErasure = (database: Database, erasure: BegunErasure, more: (sql: Sql) => Promise<number>): Promise<boolean> => database.transaction(async (sql) => {
  await lockIncidents(sql, [erasure.incident]);
  await clearSharedOriginals(sql, erasure.id);
  const [done] = await sql.query<{ id: string }>(
    `update alert set state = 'erased', held_reason = null, key_ref = null, bytes_hash = null, content_hash = null where id = $1 and state <> 'erased' returning id`, [erasure.id]);
  await sql.query(`update erasure set done_at = coalesce(done_at, date_trunc('milliseconds', now())) where id = $1`, [erasure.id]);
  if (!done) return false;
  await clear(sql, erasure);
  const orders = await more(sql);
  await record(sql, [{ type: 'alert.erased', alert: erasure.id, incident: erasure.incident, centre: erasure.origin, detail: { reason: erasure.reason, orders } }]);
  return true;
});

/** Erased within the last minutes: every process forgets what it keeps of them in memory. */
export const erasedWithin = async (sql: Sql, seconds: number): Promise<string[]> =>
  (await sql.query<{ id: string }>('select id from erasure where done_at > now() - make_interval(secs => $1::float8) and forgotten_at is null', [seconds])).map(({ id }) => id);

export const erasedAmong = async (sql: Sql, ids: readonly string[]): Promise<string[]> =>
  (ids.length === 0 ? [] : (await sql.query<{ id: string }>(`select id from alert where id = any($1::text[]) and state = 'erased'`, [ids])).map(({ id }) => id));

/** Takes the last keyed hashes of what was erased long ago and could not be sent any more by now. */
export const forgetKeys = (database: Database): Promise<number> => database.transaction(async (sql) => {
  const old = (await sql.query<{ id: string }>(
    `select e.id from erasure e join alert a on a.id = e.id where e.forgotten_at is null and e.done_at <= now() - interval '${REMEMBERED_DAYS} days'
       and (a.expires_at is null or a.expires_at <= now() - interval '${REMEMBERED_DAYS} days') order by e.id limit 500 for update of e skip locked`, [])).map(({ id }) => id);
  if (old.length === 0) return 0;
  await sql.query('update alert set key_hash = null, name_hash = null where id = any($1::text[])', [old]);
  await sql.query('delete from alert_reference where alert_id = any($1::text[])', [old]);
  await sql.query('update erasure set forgotten_at = now() where id = any($1::text[])', [old]);
  return old.length;
});

/** Versions of the alert's thread, oldest first. */
export const threadOf = (sql: Sql, thread: string): Promise<{ id: string; msgType: string; state: string }[]> =>
  sql.query(`select id, msg_type as "msgType", state from alert where thread_id = $1 and ${IS_CASE('alert')} order by received_at, id`, [thread]);

/** As `threadOf`, held until the transaction ends. */
export const lockThread = async (sql: Sql, thread: string): ReturnType<typeof threadOf> => {
  await sql.query('select id from alert where thread_id = $1 order by id for update', [thread]);
  return threadOf(sql, thread);
};

/** Whether the erasure of any of these is decided. */
export const isBeingErased = async (sql: Sql, ids: readonly string[]): Promise<boolean> => (await sql.query('select 1 from erasure where id = any($1::text[]) limit 1', [ids])).length > 0;

/**
 * Threads that nobody has ended and whose retention is over within a day, told of once for each newest version.
 * @returns how many.
 */
export const warnOfRetention = async (sql: Sql, policies: readonly Policy[]): Promise<number> => (await sql.query(
  `with ${KEPT(`+ interval '1 day'`)}, ripe as (
     select a.id from kept a where ${IS_CASE('a')} and a.state <> 'cancelled' and a.erase_asked_at is null and a.received_at <= now() - make_interval(secs => (a.retention - 1) * 86400)
       and not ${HELD_BY_LAW} and not exists (select 1 from alert t where t.thread_id = a.thread_id and ${IS_CASE('t')} and (t.received_at, t.id) > (a.received_at, a.id))),
   told as (
     update alert a set retention_warned_at = now() from ripe where a.id = ripe.id and a.retention_warned_at is null returning a.id, a.incident_id, a.origin)
   insert into audit_entry (type, alert_id, incident_id, centre) select 'alert.retention', id, incident_id, origin from told returning id`, [JSON.stringify(policies)])).length;

/** The origin wants the thread erased now. What is erased already stays as it is. */
export const askErasure = (sql: Sql, thread: string): Promise<unknown> =>
  sql.query(`update alert set erase_asked_at = coalesce(erase_asked_at, now()) where thread_id = $1 and ${IS_CASE('alert')} and state <> 'erased'`, [thread]);
