// Questions about alerts, incidents and deliveries. Rows hold ids and codes; whoever may see words asks the sealed store.
import type { MsgType } from '../model/generated/alert.js';
import type { AcceptedStatus, AlertState, DeliveryKind, DeliveryState, HeldReason } from '../model/relay.js';
import type { Sql } from './database.js';

export interface AlertRow {
  id: string; incident: string; thread: string; seq: number; origin: string; country: string; msgType: MsgType; status: AcceptedStatus; effectiveStatus: AcceptedStatus;
  adapter: string; signed: boolean; state: AlertState; heldReason: HeldReason | null; sentAt: Date; receivedAt: Date; expiresAt: Date | null;
  /** Null once erased: the first two some time later, the others at once. */
  keyHash: Buffer | null; bytesHash: Buffer | null; contentHash: Buffer | null;
}

export interface DeliveryRow {
  id: string; n: number; kind: DeliveryKind; alert: string; incident: string; thread: string; priority: number;
  centre: string; country: string; transport: string; state: DeliveryState; heldReason: HeldReason | null;
  attempts: number; createdAt: Date; firstAttemptAt: Date | null; deliveredAt: Date | null; acknowledgedAt: Date | null; dueAt: Date; expiresAt: Date | null;
  lastError: string | null; receipt: string | null; effectiveStatus: string;
}

const ALERT = `a.id, a.incident_id as incident, a.thread_id as thread, a.seq, a.origin, a.country, a.msg_type as "msgType", a.status, a.effective_status as "effectiveStatus", a.adapter, a.signed,
  a.state, a.held_reason as "heldReason", a.sent_at as "sentAt", a.received_at as "receivedAt", a.expires_at as "expiresAt", a.key_hash as "keyHash", a.bytes_hash as "bytesHash", a.content_hash as "contentHash"`;
/** What waits for a paused centre is held, whatever its row says: derived, so that pausing rewrites nothing, and whatever ends a delivery meanwhile still finds it open. */
const PAUSED = `(p.paused and d.state in ('queued', 'retrying'))`;
export const SHOWN_STATE = `case when ${PAUSED} then 'held' else d.state end`;
export const SHOWN_REASON = `case when ${PAUSED} then 'paused' else d.held_reason end`;
export const DELIVERIES = 'delivery d left join centre_state p on p.centre = d.centre';

const DELIVERY = `d.id, d.n, d.kind, d.alert_id as alert, d.incident_id as incident, d.thread_id as thread, d.priority, d.centre, d.country, d.transport, ${SHOWN_STATE} as state, ${SHOWN_REASON} as "heldReason", d.attempts, d.created_at as "createdAt",
  d.first_attempt_at as "firstAttemptAt", d.delivered_at as "deliveredAt", d.acknowledged_at as "acknowledgedAt", d.due_at as "dueAt", d.expires_at as "expiresAt",
  d.last_error as "lastError", d.receipt, d.effective_status as "effectiveStatus"`;

/** Who asks: a centre sees what it sent and what reached it, a liaison its countries, a reporter what its own proposals became, `all` everything. */
export type Scope = { centre: string } | { countries: string[] } | { reporter: string } | 'all';

/** What never left towards a centre (held for its status, overtaken before the first attempt) is none of its business. */
const REACHED = `(r.attempts > 0 or r.state in ('queued', 'retrying', 'delivered', 'acknowledged', 'refused'))`;

const scoped = (scope: Scope, params: unknown[]): string => {
  if (scope === 'all' || ('countries' in scope && scope.countries.includes('*'))) return 'true';
  if ('reporter' in scope) {
    params.push(scope.reporter);
    return `exists (select 1 from proposal p where p.alert_id = a.id and p.maker = $${params.length})`;
  }
  if ('centre' in scope) {
    params.push(scope.centre);
    return `(a.origin = $${params.length} or exists (select 1 from delivery r where r.alert_id = a.id and r.centre = $${params.length} and ${REACHED}))`;
  }
  params.push(scope.countries);
  return `(a.country = any($${params.length}::text[]) or exists (select 1 from delivery r where r.alert_id = a.id and r.country = any($${params.length}::text[]) and ${REACHED}))`;
};

export const findAlert = async (sql: Sql, id: string, scope: Scope = 'all'): Promise<AlertRow | undefined> => {
  const params: unknown[] = [id];
  const [row] = await sql.query<AlertRow>(`select ${ALERT} from alert a where a.id = $1 and ${scoped(scope, params)}`, params);
  return row;
};

/** The version that counts: the newest that is not in doubt. */
export const newestOfThread = async (sql: Sql, thread: string): Promise<string | undefined> => (await sql.query<{ id: string }>(
  `select a.id from alert a where a.thread_id = $1 and a.msg_type in ('Alert', 'Update') and a.held_reason is null order by a.seq desc limit 1`, [thread]))[0]?.id;

export const findAlertByKey = async (sql: Sql, keyHash: Buffer): Promise<AlertRow | undefined> =>
  (await sql.query<AlertRow>(`select ${ALERT} from alert a where a.key_hash = $1`, [keyHash]))[0];

/** Earlier messages a reference may mean: those of its sender and identifier, whatever their time. */
export const findReferenced = (sql: Sql, names: Buffer[]): Promise<(AlertRow & { nameHash: Buffer })[]> => sql.query(
  `select ${ALERT}, a.name_hash as "nameHash" from alert a where a.name_hash in (select decode(k, 'base64') from unnest($1::text[]) k) order by a.received_at`,
  [names.map((name) => name.toString('base64'))]);

/** Alerts and Updates of the threads that this message belongs to or references. */
export const readEarlier = (sql: Sql, id: string): Promise<{ id: string; state: AlertState }[]> => sql.query(
  `select t.id, t.state from alert t where t.id <> $1 and t.msg_type in ('Alert', 'Update')
     and t.thread_id in (select thread_id from alert where id = $1 union select x.thread_id from alert_reference r join alert x on x.name_hash = r.name_hash where r.alert_id = $1)`, [id]);

/**
 * A message of this centre that overtook another on its way here, by naming it or by belonging to its thread: a Cancel sent no earlier, which ended it,
 * or else an Update of its status sent later, beside which it is history.
 */
export const findOvertaking = async (
  sql: Sql, message: { origin: string; nameHash: Buffer; threads: string[]; sentAt: Date; status: string },
): Promise<AlertRow | undefined> => (await sql.query<AlertRow>(
  `select ${ALERT} from alert a
   where a.id in (select r.alert_id from alert_reference r where r.name_hash = $2 union all select t.id from alert t where t.thread_id = any($3::text[]))
     and a.origin = $1 and ((a.msg_type = 'Cancel' and a.sent_at >= $4) or (a.msg_type = 'Update' and a.sent_at > $4 and a.effective_status = $5 and a.held_reason is null))
   order by a.msg_type, a.sent_at desc limit 1`,
  [message.origin, message.nameHash, message.threads, message.sentAt, message.status]))[0];

export const findIncidentByToken = async (sql: Sql, origin: string, tokens: Buffer[]): Promise<string | undefined> => (await sql.query<{ incident: string }>(
  `select incident_id as incident from incident_token where origin = $1 and token_hash in (select decode(t, 'base64') from unnest($2::text[]) t) limit 1`, [origin, tokens.map((token) => token.toString('base64'))]))[0]?.incident;

export interface AlertFilter {
  status?: string; msgType?: string; country?: string; incident?: string; state?: string; origin?: string; since?: Date; until?: Date;
  /** Any of these, base64. */
  search?: string[];
}
export interface Page { limit: number; after?: string }

/** What `cursorOf` writes: the time and the id. */
export const CURSOR = /^(\d+)\.([\w-]+)$/;

/** A place in a list ordered by time of receipt, newest first. */
export const cursorOf = (row: { receivedAt: Date; id: string }): string => `${row.receivedAt.getTime()}.${row.id}`;

const conditions = (filter: AlertFilter, params: unknown[]): string[] => {
  const where: string[] = [];
  const add = (sql: (place: string) => string, value: unknown): void => {
    if (value !== undefined) { params.push(value); where.push(sql(`$${params.length}`)); }
  };
  add((p) => `a.status = ${p}`, filter.status);
  add((p) => `a.msg_type = ${p}`, filter.msgType);
  add((p) => `a.incident_id = ${p}`, filter.incident);
  add((p) => `a.state = ${p}`, filter.state);
  add((p) => `a.origin = ${p}`, filter.origin);
  add((p) => `a.received_at >= ${p}`, filter.since);
  add((p) => `a.received_at < ${p}`, filter.until);
  add((p) => `(a.country = ${p} or exists (select 1 from delivery c where c.alert_id = a.id and c.country = ${p}))`, filter.country);
  add((p) => `exists (select 1 from search_hash h where h.alert_id = a.id and h.hash in (select decode(q, 'base64') from unnest(${p}::text[]) q))`, filter.search);
  return where;
};

export async function listAlerts(sql: Sql, scope: Scope, filter: AlertFilter, page: Page): Promise<{ items: AlertRow[]; next: string | null }> {
  const params: unknown[] = [];
  const where = [scoped(scope, params), ...conditions(filter, params)];
  const [, time, id] = CURSOR.exec(page.after ?? '') ?? [];
  if (time && id) {
    params.push(new Date(Number(time)), id);
    where.push(`(a.received_at, a.id) < ($${params.length - 1}, $${params.length})`);
  }
  params.push(page.limit + 1);
  const rows = await sql.query<AlertRow>(`select ${ALERT} from alert a where ${where.join(' and ')} order by a.received_at desc, a.id desc limit $${params.length}`, params);
  const items = rows.slice(0, page.limit);
  return { items, next: rows.length > page.limit ? cursorOf(items.at(-1)!) : null };
}

export interface IncidentRow { id: string; origin: string; country: string; statuses: AcceptedStatus[]; createdAt: Date; messages: number; lastReceivedAt: Date; live: boolean }

export async function listIncidents(sql: Sql, scope: Scope, page: Page): Promise<{ items: IncidentRow[]; next: string | null }> {
  const params: unknown[] = [];
  const where = scoped(scope, params);
  const [, time, id] = CURSOR.exec(page.after ?? '') ?? [];
  if (time && id) params.push(new Date(Number(time)), id);
  const before = time && id ? `where ("createdAt", id) < ($${params.length - 1}, $${params.length})` : '';
  params.push(page.limit + 1);
  const rows = await sql.query<IncidentRow>(
    `select * from (select i.id, i.origin, i.country, array_agg(distinct a.effective_status) as statuses, date_trunc('milliseconds', i.created_at) as "createdAt", count(*)::int as messages, max(a.received_at) as "lastReceivedAt", bool_or(a.state = 'active' and a.held_reason is null and a.msg_type in ('Alert', 'Update')) as live
       from incident i join alert a on a.incident_id = i.id where ${where} group by i.id) found ${before} order by "createdAt" desc, id desc limit $${params.length}`, params);
  const items = rows.slice(0, page.limit);
  return { items, next: rows.length > page.limit ? cursorOf({ receivedAt: items.at(-1)!.createdAt, id: items.at(-1)!.id }) : null };
}

export const alertsOfIncident = (sql: Sql, incident: string, scope: Scope): Promise<AlertRow[]> => {
  const params: unknown[] = [incident];
  return sql.query<AlertRow>(`select ${ALERT} from alert a where a.incident_id = $1 and ${scoped(scope, params)} order by a.seq`, params);
};

/** Of the alerts themselves, without notices about them. */
export const deliveriesOf = (sql: Sql, alertIds: string[]): Promise<DeliveryRow[]> =>
  sql.query<DeliveryRow>(`select ${DELIVERY} from ${DELIVERIES} where d.alert_id = any($1::text[]) and d.kind = 'alert' order by d.n`, [alertIds]);

export const findDelivery = async (sql: Sql, id: string): Promise<DeliveryRow | undefined> =>
  (await sql.query<DeliveryRow>(`select ${DELIVERY} from ${DELIVERIES} where d.id = $1`, [id]))[0];

export async function listDeliveries(sql: Sql, filter: { state?: string; centre?: string }, page: Page): Promise<{ items: DeliveryRow[]; next: string | null }> {
  const rows = await sql.query<DeliveryRow>(
    `select ${DELIVERY} from ${DELIVERIES} where ($1::text is null or ${SHOWN_STATE} = $1) and ($2::text is null or d.centre = $2) and ($3::bigint is null or d.n < $3::bigint) order by d.n desc limit $4`,
    [filter.state ?? null, filter.centre ?? null, page.after ?? null, page.limit + 1]);
  const items = rows.slice(0, page.limit);
  return { items, next: rows.length > page.limit ? String(items.at(-1)!.n) : null };
}

/** Counts for the page at `/` and for metrics: ids and codes only. */
export const countStates = (sql: Sql): Promise<{ kind: 'alert' | 'delivery'; state: string; count: number }[]> => sql.query(
  `select 'alert' as kind, state, count(*)::int as count from alert group by state union all select 'delivery', ${SHOWN_STATE}, count(*)::int from ${DELIVERIES} group by 2`, []);

/** Those alerts the scope may read, each with its origin: the event stream's filter. */
export const readableAlerts = async (sql: Sql, ids: string[], scope: Scope): Promise<Map<string, string>> => {
  const params: unknown[] = [ids];
  return new Map((await sql.query<{ id: string; origin: string }>(`select a.id, a.origin from alert a where a.id = any($1::text[]) and ${scoped(scope, params)}`, params)).map(({ id, origin }) => [id, origin]));
};
