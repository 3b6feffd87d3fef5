// The one transaction in which an alert becomes ours: alert, sealed parts, destinations, what it supersedes, and the audit, all or nothing.
import type { DeliveryState, HeldReason } from '../model/relay.js';
import { factType, UNWANTED_STATUS } from './deliveries.js';
import type { Fact } from './audit.js';
import { CASE_FACTS, type CaseCodes } from './case-facts.js';
import type { Sql } from './database.js';
import { releaseRestored } from './restores.js';

export interface NewDelivery { id: string; centre: string; country: string; transport: string; state: DeliveryState; held_reason: HeldReason | null }

/** What the way in has decided; hashes are keyed and, like sealed texts, in base64. `expiresAt` null never ends. */
export interface Acceptance {
  id: string; incident: string; incidentIsNew: boolean; thread: string; origin: string; country: string;
  keyHash: string; nameHash: string; bytesHash: string; contentHash: string;
  msgType: string; status: string; effectiveStatus: string; adapter: string; signed: boolean; heldReason: HeldReason | null; state: string;
  keyRef: string; /** The document it came in with others. */ document?: string; sentAt: Date; receivedAt: Date; expiresAt: Date | null; priority: number;
  tokens: string[]; searches: string[]; references: { key: string; name: string }[];
  sealed: { kind: string; ref: string; data: string }[];
  deliveries: NewDelivery[];
  facts: Fact[];
  /** What statistics keep of the case. */
  codes?: CaseCodes;
  /** Threads whose earlier versions this message supersedes (Update) or ends (Cancel). */
  affects: { threads: string[]; by: 'update' | 'cancel' } | undefined;
}

export interface Accepted { incident: string; seq: number; deliveries: { id: string; centre: string; state: DeliveryState }[] }

const STATEMENT = `
with line as (
  insert into incident (id, origin, country, last_seq) values ($1->>'incident', $1->>'origin', $1->>'country', 1)
  on conflict (id) do update set last_seq = incident.last_seq + 1 returning last_seq
), accepted as (
  insert into alert (id, incident_id, thread_id, seq, origin, country, key_hash, name_hash, bytes_hash, content_hash, msg_type, status, effective_status, adapter, signed, state, held_reason, key_ref, document_id, sent_at, received_at, expires_at)
  select a.id, a.incident, a.thread, line.last_seq, a.origin, a.country, decode(a."keyHash", 'base64'), decode(a."nameHash", 'base64'), decode(a."bytesHash", 'base64'), decode(a."contentHash", 'base64'),
         a."msgType", a.status, a."effectiveStatus", a.adapter, a.signed, a.state, a."heldReason", a."keyRef", a.document, a."sentAt", a."receivedAt", a."expiresAt"
  from line, jsonb_to_record($1) as a (id text, incident text, thread text, origin text, country text, "keyHash" text, "nameHash" text, "bytesHash" text, "contentHash" text,
    "msgType" text, status text, "effectiveStatus" text, adapter text, signed boolean, state text, "heldReason" text, "keyRef" text, document text, "sentAt" timestamptz, "receivedAt" timestamptz, "expiresAt" timestamptz)
), tokens as (
  insert into incident_token (origin, token_hash, incident_id) select $1->>'origin', decode(t, 'base64'), $1->>'incident' from jsonb_array_elements_text($1->'tokens') t on conflict do nothing
), refs as (
  insert into alert_reference (alert_id, key_hash, name_hash) select $1->>'id', decode(r.key, 'base64'), decode(r.name, 'base64') from jsonb_to_recordset($1->'references') as r (key text, name text) on conflict do nothing
), found as (
  insert into search_hash (hash, alert_id) select decode(h, 'base64'), $1->>'id' from jsonb_array_elements_text($1->'searches') h on conflict do nothing
), parts as (
  insert into sealed (alert_id, kind, ref, data) select $1->>'id', s.kind, s.ref, decode(s.data, 'base64') from jsonb_to_recordset($1->'sealed') as s (kind text, ref text, data text)
), outbox as (
  insert into delivery (id, alert_id, incident_id, thread_id, seq, priority, effective_status, centre, country, transport, state, held_reason, expires_at)
  select d.id, $1->>'id', $1->>'incident', $1->>'thread', line.last_seq, ($1->>'priority')::smallint, $1->>'effectiveStatus', d.centre, d.country, d.transport, d.state, d.held_reason, ($1->>'expiresAt')::timestamptz
  from line, jsonb_to_recordset($1->'deliveries') as d (id text, centre text, country text, transport text, state text, held_reason text)
), audit as (
  insert into audit_entry (type, alert_id, incident_id, centre, actor, detail)
  select f.type, f.alert, f.incident, f.centre, f.actor, coalesce(f.detail, '{}') from jsonb_to_recordset($1->'facts') as f (type text, alert text, incident text, centre text, actor text, detail jsonb)
), ${CASE_FACTS}
select last_seq as seq from line`;

/**
 * What an accepted, not held message does to the earlier versions of its threads (reliability clause 4): an Update supersedes what was never
 * attempted, but no Cancel; a Cancel ends everything unconfirmed, waiting only for an attempt in flight. Tests and exercises touch only their own kind.
 */
export async function supersedeEarlier(sql: Sql, message: { id: string; seq: number; incident: string; effectiveStatus: string; by: 'update' | 'cancel'; threads: string[] }): Promise<void> {
  const ends = message.by === 'cancel';
  const inFlight = 'd.lease_until > now()';
  // Real ends real, a drill ends drills; a Cancel, which has taken the status of its target, ends what is still in doubt as well.
  const mine = (row: string): string => `(${row}.effective_status = $4${ends ? ` or ${row}.held_reason = 'status-conflict'` : ''})`;
  const params = [message.threads, message.seq, message.incident, message.effectiveStatus, message.id];
  await sql.query(
    `with touched as (
       update delivery d set
         state = case when ${inFlight} then d.state else 'superseded' end, held_reason = case when ${inFlight} then d.held_reason end,
         cancelled = d.cancelled or coalesce(${inFlight}, false)
       where d.thread_id = any($1::text[]) and ${mine('d')} and d.alert_id <> $5 and d.kind <> 'erase' and (d.seq < $2 or d.incident_id <> $3)
         and d.state in ('queued', 'retrying', 'held') and ${ends ? 'true' : `d.attempts = 0 and d.priority > 0 and d.held_reason is distinct from 'status-conflict'`}
       returning d.alert_id, d.incident_id, d.centre, d.kind, d.state)
     insert into audit_entry (type, alert_id, incident_id, centre, detail)
     select ${factType('touched')}, alert_id, incident_id, centre, jsonb_build_object('by', $5::text) from touched where state = 'superseded'`, params);
  await sql.query(
    `with ended as (
       update alert a set state = '${ends ? 'cancelled' : 'superseded'}'${ends ? ', held_reason = null, ended_at = now()' : ''}
       where a.thread_id = any($1::text[]) and ${mine('a')} and a.id <> $5 and (a.seq < $2 or a.incident_id <> $3)
         and a.state in ('active'${ends ? ", 'superseded', 'expired'" : ''}) ${ends ? '' : 'and a.held_reason is null'}
       returning a.id, a.incident_id)
     insert into audit_entry (type, alert_id, incident_id, detail)
     select '${ends ? 'alert.ended' : 'alert.superseded'}', id, incident_id, jsonb_build_object('by', $5::text${ends ? ", 'end', 'cancelled'" : ''}) from ended`, params);
}

const insert = async (sql: Sql, acceptance: Acceptance): Promise<number> => {
  const [row] = await sql.query<{ seq: number }>(STATEMENT.replaceAll('$1', '$1::jsonb'), [JSON.stringify(acceptance)]);
  return row!.seq;
};

/**
 * Every centre that any version of these threads was routed to: a Cancel goes to all of them, attempted or not. Not to those who could never
 * have had one: what was held for its status never left, and what turned out a test was not for everybody.
 */
export const centresOfThreads = async (sql: Sql, threads: string[]): Promise<string[]> =>
  (await sql.query<{ centre: string }>(`select distinct centre from delivery where thread_id = any($1::text[])
     and held_reason is distinct from 'status-conflict' and last_error is distinct from '${UNWANTED_STATUS}'`, [threads])).map((row) => row.centre);

/** Two first messages of one case may arrive together: the token's lock makes the second find the incident of the first. */
async function joinByToken(sql: Sql, acceptance: Acceptance): Promise<Acceptance> {
  const { origin, tokens } = acceptance;
  for (const token of [...tokens].sort()) await sql.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${origin}|${token}`]);
  const [known] = await sql.query<{ incident_id: string }>(
    `select incident_id from incident_token where origin = $1 and token_hash in (select decode(t, 'base64') from unnest($2::text[]) t) limit 1`, [origin, tokens]);
  return known ? moveTo(acceptance, known.incident_id) : acceptance;
}

const moveTo = (acceptance: Acceptance, incident: string): Acceptance => ({
  ...acceptance, incident, incidentIsNew: false,
  facts: acceptance.facts.map((fact) => (fact.incident === acceptance.incident ? { ...fact, incident } : fact)),
});

/** Takes incidents, always in one order; whoever holds an incident sees everything accepted in it. */
export const lockIncidents = (sql: Sql, incidents: readonly string[]): Promise<unknown> =>
  sql.query('select id from incident where id = any($1::text[]) order by id for update', [incidents]);

/**
 * Stores an alert: all or nothing with the transaction it is called in.
 * @param completed adds what depends on the incident and on earlier versions; called under the incident's lock.
 * @throws the engine's unique violation (23505) when the key is taken.
 */
export async function acceptAlert(sql: Sql, acceptance: Acceptance, completed: (acceptance: Acceptance, routedBefore: string[]) => Acceptance): Promise<Accepted> {
  const joined = acceptance.incidentIsNew && acceptance.tokens.length > 0 ? await joinByToken(sql, acceptance) : acceptance;
  if (!joined.incidentIsNew) await lockIncidents(sql, [joined.incident]);
  const threads = joined.affects?.threads ?? (joined.thread === joined.id ? [] : [joined.thread]);
  const full = completed(joined, threads.length > 0 ? await centresOfThreads(sql, threads) : []);
  const seq = await insert(sql, full);
  if (full.affects && !full.heldReason) {
    await supersedeEarlier(sql, { id: full.id, seq, incident: full.incident, effectiveStatus: full.effectiveStatus, by: full.affects.by, threads: full.affects.threads });
    await releaseRestored(sql, 'thread_id', full.affects.threads, full.origin);
  }
  return { incident: full.incident, seq, deliveries: full.deliveries.map(({ id, centre, state }) => ({ id, centre, state })) };
}
