// The truth about transmissions: which are due, who is working on one, and how each ended. Leases carry a fencing token, outcomes are compare-and-set.
import type { DataClass } from '../model/generated/disclosure.js';
import type { DeliveryKind, DeliveryState, HeldReason } from '../model/relay.js';
import type { Database, Sql } from './database.js';

/** Time after which another worker may take over a delivery whose holder went silent. */
export const LEASE_SECONDS = 5;

export interface Claimed {
  id: string; alert: string; incident: string; thread: string; centre: string; kind: DeliveryKind; token: number;
  /** Counted from 1, this attempt included. */
  attempt: number; priority: number; effectiveStatus: string; firstAttemptAt: Date; expiresAt: Date | null; held: boolean;
}

/** How an attempt ended. `waitMs`: until the next attempt may begin. */
export interface Outcome {
  id: string; token: number; centre: string;
  state: Extract<DeliveryState, 'delivered' | 'acknowledged' | 'refused' | 'retrying' | 'held' | 'dead'>;
  heldReason?: HeldReason; error?: string; receipt?: string; waitMs?: number;
  /** What kinds of data the receiver has seen or may have; absent where nothing left. */
  disclosed?: readonly DataClass[];
}

/** Noted with a delivery that ended because its centre does not take the status that was confirmed. */
export const UNWANTED_STATUS = 'UNWANTED_STATUS';

/** `followed`: a later message of the incident waits for the same centre. */
export interface Settled { id: string; alert: string; incident: string; seq: number; centre: string; state: DeliveryState; followed: boolean }

export interface Due { id: string; centre: string; priority: number }

/** Every batch touches its rows in one order, so that two of them wait for each other instead of deadlocking. */
const byId = <T extends { id: string }>(items: readonly T[]): T[] => [...items].sort((a, b) => (a.id < b.id ? -1 : 1));

const OPEN = `('queued', 'retrying', 'held')`;

/** Held until somebody has said what is true: nothing of it is sent, whatever else changes. */
const FOR_PEOPLE = `('status-conflict', 'restore')`;

/** What the audit calls the state a delivery has come to: notices have names of their own, so that none is taken for an alert. */
export const factType = (row: string): string => `case ${row}.kind when 'alert' then 'delivery.' else ${row}.kind || '.' end || ${row}.state`;

/** What a worker may attempt at all: queued, retrying, or held for the receiver's fatal answer, which is probed. */
const ATTEMPTABLE = `(d.state in ('queued', 'retrying') or (d.state = 'held' and d.held_reason = 'receiver')) and d.transport = 'webhook'
  and not d.cancelled and (d.lease_until is null or d.lease_until < now()) and (d.expires_at is null or d.expires_at > now())`;

/**
 * Per (incident, centre) first in, first out: nothing overtakes an open earlier version of its own status. A Cancel waits only for an
 * attempt in flight. What is held for a status conflict or since a restore blocks nobody, nor does a notice.
 */
const FIRST_IN_LINE = `not exists (select 1 from delivery e where e.incident_id = d.incident_id and e.centre = d.centre and e.seq < d.seq
  and e.effective_status = d.effective_status and e.kind = 'alert' and d.kind <> 'erase' and e.state in ${OPEN} and coalesce(e.held_reason, '') not in ${FOR_PEOPLE}
  and (d.priority > 0 or e.lease_until > now()))`;

/**
 * Deliveries that may be attempted now, fairly: a few per centre, so that a thousand waiting for a dead centre hide nobody else's.
 * An open breaker lets out one probe per ten seconds: what an operator sends again, else the oldest that is due.
 */
export async function dueDeliveries(sql: Sql, perCentre: number): Promise<{ due: Due[]; probes: Due[] }> {
  const due = await sql.query<Due>(
    `select id, centre, priority from (
       select d.id, d.centre, d.priority, row_number() over (partition by d.centre order by d.priority, d.n) as place
       from delivery d left join centre_state c on c.centre = d.centre
       where ${ATTEMPTABLE} and d.due_at <= now() and c.open_since is null and not coalesce(c.paused, false) and ${FIRST_IN_LINE}) ready
     where place <= $1 order by priority, place`, [perCentre]);
  const probes = await sql.query<Due>(
    `with ready as (
       select distinct on (d.centre) d.id, d.centre, d.priority from delivery d join centre_state c on c.centre = d.centre
       where ${ATTEMPTABLE} and d.due_at <= now() and c.open_since is not null and c.next_probe_at <= now() and not c.paused and ${FIRST_IN_LINE}
       order by d.centre, d.redriven_at desc nulls last, d.n),
     taken as (update centre_state c set next_probe_at = now() + interval '10 seconds' from ready where c.centre = ready.centre and c.next_probe_at <= now() returning c.centre)
     select ready.* from ready join taken using (centre)`, []);
  return { due, probes };
}

/** Takes leases on those of the given deliveries that may be attempted now; the others are simply not returned. `probes` pass an open breaker. */
export const claimDeliveries = (sql: Sql, ids: readonly string[], probes: readonly string[]): Promise<Claimed[]> => sql.query<Claimed>(
  `with taken as (
     select d.id from delivery d left join centre_state c on c.centre = d.centre
     where d.id = any($1::text[]) and ${ATTEMPTABLE} and d.due_at <= now() and not coalesce(c.paused, false)
       and (c.open_since is null or d.id = any($2::text[])) and ${FIRST_IN_LINE}
     for update of d skip locked)
   update delivery d set lease_until = now() + interval '${LEASE_SECONDS} seconds', lease_token = nextval('delivery_fence'),
     attempts = d.attempts + 1, first_attempt_at = coalesce(d.first_attempt_at, now())
   from taken where d.id = taken.id
   returning d.id, d.alert_id as alert, d.incident_id as incident, d.thread_id as thread, d.centre, d.kind, d.lease_token as token, d.attempts as attempt,
     d.priority, d.effective_status as "effectiveStatus", d.first_attempt_at as "firstAttemptAt", d.expires_at as "expiresAt", d.state = 'held' as held`,
  [ids, probes]);

/** Keeps the leases of attempts that are still under way. Returns the ids that are still ours; the others have a new holder. */
export const renewLeases = async (sql: Sql, leases: readonly { id: string; token: number }[]): Promise<string[]> =>
  (await sql.query<{ id: string }>(
    `update delivery d set lease_until = now() + interval '${LEASE_SECONDS} seconds' from jsonb_to_recordset($1::jsonb) as l (id text, token bigint)
     where d.id = l.id and d.lease_token = l.token and d.state in ${OPEN} returning d.id`, [JSON.stringify(byId(leases))])).map((row) => row.id);

/**
 * Writes outcomes with their entries in the audit trail and the disclosure log, one statement; what may have been read without a good answer is noted once. Only the holder of the lease is heard; a delivery that a Cancel overtook ends as
 * superseded instead of being tried again, one whose end has passed as expired.
 */
export const settleDeliveries = (sql: Sql, outcomes: readonly Outcome[]): Promise<Settled[]> => sql.query<Settled>(
  `with o as (
     select * from jsonb_to_recordset($1::jsonb) as o (id text, token bigint, state text, "heldReason" text, error text, receipt text, "waitMs" double precision, disclosed jsonb)
   ), settled as (
     update delivery d set
       state = case when o.state in ('retrying', 'held') and d.cancelled then 'superseded'
                    when o.state in ('retrying', 'held') and d.expires_at <= now() then 'expired' else o.state end,
       held_reason = case when o.state = 'held' and not d.cancelled and (d.expires_at is null or d.expires_at > now()) then o."heldReason" end,
       last_error = o.error, receipt = coalesce(o.receipt, d.receipt),
       delivered_at = case when o.state in ('delivered', 'acknowledged') then coalesce(d.delivered_at, now()) else d.delivered_at end,
       acknowledged_at = case when o.state = 'acknowledged' then now() else d.acknowledged_at end,
       due_at = now() + make_interval(secs => coalesce(o."waitMs", 0) / 1000), lease_until = null, lease_token = null
     from o where d.id = o.id and d.lease_token = o.token and d.state in ${OPEN}
     returning d.id, d.alert_id, d.incident_id, d.seq, d.centre, d.kind, d.state, d.held_reason, d.last_error, d.attempts, o.disclosed, o.state in ('delivered', 'acknowledged', 'refused') as arrived
   ), facts as (
     insert into audit_entry (type, alert_id, incident_id, centre, detail)
     select ${factType('settled')}, alert_id, incident_id, centre,
       jsonb_strip_nulls(jsonb_build_object('delivery', id, 'attempt', attempts, 'error', last_error, 'reason', held_reason)) from settled
   ), told as (
     insert into disclosure (who, role, what, channel, why, classes, alert_id, incident_id)
     select s.centre, 'centre', case when arrived then 'delivered' else 'sent' end, 'webhook', 'addressee', array(select jsonb_array_elements_text(s.disclosed)), s.alert_id, s.incident_id
     from settled s where s.disclosed is not null
       and (arrived or not exists (select 1 from disclosure t where t.alert_id = s.alert_id and t.who = s.centre and t.what = 'sent'))
   )
   select s.id, s.alert_id as alert, s.incident_id as incident, s.seq, s.centre, s.state,
     exists (select 1 from delivery n where n.incident_id = s.incident_id and n.centre = s.centre and n.seq > s.seq and n.state in ${OPEN}) as followed
   from settled s`, [JSON.stringify(byId(outcomes))]);

/** Ends what may not be sent any more: past its end, or overtaken by a Cancel whose awaited attempt never reported back. */
export const endOverdueDeliveries = async (sql: Sql): Promise<number> => (await sql.query(
  `with ended as (
     update delivery d set state = case when d.cancelled then 'superseded' else 'expired' end, held_reason = null, lease_until = null, lease_token = null
     where d.state in ${OPEN} and (d.expires_at <= now() or d.cancelled) and (d.lease_until is null or d.lease_until < now())
     returning d.id, d.alert_id, d.incident_id, d.centre, d.kind, d.state, d.attempts)
   insert into audit_entry (type, alert_id, incident_id, centre, detail)
   select ${factType('ended')}, alert_id, incident_id, centre, jsonb_build_object('delivery', id, 'attempt', attempts) from ended returning id`, [])).length;

/** Alerts whose relay validity has passed. Nothing is erased by that. */
export const endExpiredAlerts = async (sql: Sql): Promise<number> => (await sql.query(
  `with ended as (update alert set state = 'expired' where state = 'active' and expires_at <= now() returning id, incident_id, thread_id, expires_at),
   cases as (update case_fact f set ended_at = ended.expires_at, end_reason = 'expired' from ended where f.thread_id = ended.thread_id and f.ended_at is null)
   insert into audit_entry (type, alert_id, incident_id, detail) select 'alert.ended', id, incident_id, '{"end": "expired"}' from ended returning id`, [])).length;

/** At the start of a process that alone owns the database: whoever held a lease is dead. */
export const releaseAllLeases = (sql: Sql): Promise<unknown> => sql.query('update delivery set lease_until = null, lease_token = null where lease_until is not null', []);

/** Marks a delivery as answered by the receiving side after it was delivered. A late negative never overrides a positive end. */
export const acknowledgeDelivery = async (sql: Sql, id: string, centre: string, result: 'acknowledged' | 'refused', receipt: string): Promise<{ alert: string; state: DeliveryState } | undefined> => {
  const [row] = await sql.query<{ alert: string; state: DeliveryState }>(
    `with answered as (
       update delivery set state = $3, receipt = $4, acknowledged_at = coalesce(acknowledged_at, now()), delivered_at = coalesce(delivered_at, now()), held_reason = null, last_error = null
       where id = $1 and centre = $2 and state in ('queued', 'retrying', 'held', 'delivered') and held_reason is distinct from 'status-conflict'
       returning id, alert_id, incident_id, centre, kind, state
     ), fact as (
       insert into audit_entry (type, alert_id, incident_id, centre, actor, detail)
       select ${factType('answered')}, alert_id, incident_id, centre, centre, jsonb_build_object('delivery', id, 'receipt', $4::text) from answered)
     select alert_id as alert, state from answered`, [id, centre, result, receipt]);
  return row;
};

/** Frees the deliveries of a held alert once its origin has said what it is. Centres that did not ask for that status are left out. */
export const releaseHeld = (
  database: Database | Sql, alertId: string, status: string, wanting: string[],
): Promise<{ id: string; centre: string; state: DeliveryState; transport: string }[]> => database.query(
  `with freed as (
     update delivery set effective_status = $2, held_reason = null, due_at = now(), state = case when centre = any($3::text[]) then 'queued' else 'superseded' end,
       last_error = case when centre = any($3::text[]) then null else '${UNWANTED_STATUS}' end
     where alert_id = $1 and state = 'held' and held_reason = 'status-conflict' returning id, alert_id, incident_id, centre, state, transport
   ), facts as (
     insert into audit_entry (type, alert_id, incident_id, centre, detail)
     select 'delivery.superseded', alert_id, incident_id, centre, '{"reason": "status-not-wanted"}' from freed where state = 'superseded')
   select id, centre, state, transport from freed`, [alertId, status, wanting]);

/** Deliveries that the end of the given ones has made first in line: looked up place by place, whatever the planner knows of the table. */
export const nextInLine = (sql: Sql, settled: readonly Pick<Settled, 'incident' | 'centre' | 'seq'>[]): Promise<Due[]> => sql.query<Due>(
  `select distinct n.id, n.centre, n.priority from jsonb_to_recordset($1::jsonb) as s (incident text, centre text, seq integer)
   cross join lateral (
     select d.id, d.centre, d.priority from delivery d
     where d.incident_id = s.incident and d.centre = s.centre and d.seq > s.seq and d.state in ${OPEN} and ${ATTEMPTABLE} and d.due_at <= now() and ${FIRST_IN_LINE}
     order by d.seq limit 1) n`, [JSON.stringify(settled)]);

/** The network file says how a centre is reached; what is still open follows it when that changes. */
export const alignTransports = (sql: Sql, transports: readonly { centre: string; transport: string }[]): Promise<unknown> => sql.query(
  `update delivery d set transport = t.transport, lease_until = null, lease_token = null, due_at = now(),
     state = case when d.held_reason in ${FOR_PEOPLE} then d.state else 'queued' end, held_reason = case when d.held_reason in ${FOR_PEOPLE} then d.held_reason end
   from jsonb_to_recordset($1::jsonb) as t (centre text, transport text)
   where d.centre = t.centre and d.transport <> t.transport and d.state in ${OPEN} and not d.cancelled`, [JSON.stringify(transports)]);

/** Ends a delivery that can never be written in its centre's format: poison, kept for a person to look at. */
export const endPoisoned = (sql: Sql, id: string, error: string): Promise<unknown> => sql.query(
  `with ended as (update delivery set state = 'dead', last_error = $2, delivered_at = null where id = $1 and state in ('queued', 'delivered') returning id, alert_id, incident_id, centre, kind, state)
   insert into audit_entry (type, alert_id, incident_id, centre, detail) select ${factType('ended')}, alert_id, incident_id, centre, jsonb_build_object('delivery', id, 'error', $2::text) from ended`, [id, error]);
