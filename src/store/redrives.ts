// Sending again at an operator's word: what was given up goes back to the queue, what waits for its time is due now (reliability clause 10).
import type { DeliveryState } from '../model/relay.js';
import { lockIncidents } from './accept.js';
import { record } from './audit.js';
import type { Sql } from './database.js';
import { DELIVERIES, SHOWN_STATE } from './reads.js';

/** Why a delivery cannot be sent again; `alert-…` speaks of the alert it carries. */
export type RedriveProblem = 'status-conflict' | 'paused' | 'delivered' | 'acknowledged' | 'refused' | 'superseded' | 'expired' | 'alert-superseded' | 'alert-cancelled' | 'alert-expired' | 'alert-erased';

/** `to`: the state it has from then on; absent where there is a problem. */
export interface Redrive { id: string; n: number; centre: string; alert: string; incident: string; msgType: string; from: DeliveryState; to?: DeliveryState; problem?: RedriveProblem }

/** A Cancel's own delivery may always go again: its alert counts as cancelled from the start. */
const PROBLEM = `case
  when d.held_reason = 'status-conflict' then 'status-conflict'
  when d.state in ('delivered', 'acknowledged', 'refused', 'superseded', 'expired') then d.state
  when d.priority > 0 and d.kind <> 'erase' and a.state <> 'active' then 'alert-' || a.state
  when d.expires_at <= now() then 'alert-expired'
  when a.state = 'erased' and d.kind <> 'erase' then 'alert-erased'
  when d.cancelled then 'alert-cancelled'
  when p.paused then 'paused' end`;

const found = async (sql: Sql, where: string, params: readonly unknown[]): Promise<Redrive[]> => (await sql.query<Omit<Redrive, 'to' | 'problem'> & { problem: RedriveProblem | null; isRestored: boolean }>(
  `select d.id, d.n, d.centre, d.alert_id as alert, d.incident_id as incident, a.msg_type as "msgType", ${SHOWN_STATE} as "from", ${PROBLEM} as problem, coalesce(d.held_reason = 'restore', false) as "isRestored"
   from ${DELIVERIES} join alert a on a.id = d.alert_id where ${where}`, params)).map(({ problem, isRestored, ...row }) =>
  (problem ? { ...row, problem } : { ...row, to: row.from === 'dead' || isRestored ? 'queued' as const : row.from }));

export const findRedrive = async (sql: Sql, id: string): Promise<Redrive | undefined> => (await found(sql, 'd.id = $1', [id]))[0];

/** What has not arrived, by filter, oldest first: a page after a delivery's number. */
export const listRedrives = (sql: Sql, filter: { state?: string; centre?: string }, page: { limit: number; after?: string }): Promise<Redrive[]> => found(sql,
  `d.state in ('dead', 'queued', 'retrying', 'held') and ($1::text is null or ${SHOWN_STATE} = $1) and ($2::text is null or d.centre = $2) and ($3::bigint is null or d.n > $3::bigint)
   order by d.n limit $4`, [filter.state ?? null, filter.centre ?? null, page.after ?? null, page.limit]);

/**
 * Makes due what may go again. Attempts go on counting; what a mailbox could not be given gets a new place in it. A centre whose breaker is open is
 * probed at once, with this. Call it with a transaction.
 * @returns what was done: a delivery that changed since it was looked at is left as it is.
 */
export async function redrive(sql: Sql, items: readonly Redrive[], actor: string): Promise<Redrive[]> {
  const possible = items.filter(({ to }) => to);
  const ids = possible.map(({ id }) => id);
  // Looked at again under the incident's lock: a Cancel leaves alone what is dead, and must find it either dead or open, never on its way between.
  await lockIncidents(sql, [...new Set(possible.map(({ incident }) => incident))]);
  await sql.query('select id from delivery where id = any($1::text[]) order by id for update', [ids]);
  const ready = (await found(sql, 'd.id = any($1::text[])', [ids])).filter(({ to }) => to);
  if (ready.length === 0) return [];
  await sql.query(
    `update delivery set due_at = now(), redriven_at = now(), state = case when state = 'dead' or held_reason = 'restore' then 'queued' else state end, held_reason = case when held_reason = 'restore' then null else held_reason end, position = case when state = 'dead' then null else position end
     where id = any($1::text[])`, [ready.map(({ id }) => id)]);
  await sql.query('update centre_state set next_probe_at = now() where centre = any($1::text[]) and open_since is not null', [[...new Set(ready.map(({ centre }) => centre))]]);
  await record(sql, ready.map(({ id, centre, alert, incident, from }) => ({ type: 'delivery.redriven', alert, incident, centre, actor, detail: { delivery: id, from } })));
  return ready;
}
