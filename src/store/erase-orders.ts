// Erase orders in the store: who had an alert and has to erase it, what they have answered, and who is late. An order is a notice; its row is its state.
import { record } from './audit.js';
import type { Database, Sql } from './database.js';
import { CURSOR } from './reads.js';
import type { ErasureReason } from './erasures.js';

export type OrderState = 'outstanding' | 'overdue' | 'erased' | 'refused';
export type ErasureState = 'erasing' | 'overdue' | 'refused' | 'outstanding' | 'complete';

export interface OrderRow { delivery: string; centre: string; country: string; state: OrderState; attempts: number; deliveredAt: Date | null; answeredAt: Date | null; lastError: string | null }

export interface ErasureRow {
  alert: string; incident: string; origin: string; country: string; reason: ErasureReason; begunAt: Date; erasedAt: Date | null; by: Date | null; state: ErasureState; orders: OrderRow[];
}

/** Days after which an order nobody has answered says nothing any more: its key is destroyed. */
export const ORDERS_KEPT_DAYS = 90;

/** The receipt by which a centre says that it has erased. */
export const ERASED_RECEIPT = 'erased';

const ORDER_STATE = `case when d.receipt = '${ERASED_RECEIPT}' then 'erased' when d.state = 'refused' then 'refused' when e.orders_by <= now() then 'overdue' else 'outstanding' end`;

/** Whether an attempt whose answer was lost arrived nobody knows, so its centre is told as well. */
export const receiversOf = (sql: Sql, alert: string): Promise<{ centre: string; country: string; transport: string }[]> => sql.query(
  `select d.centre, d.country, d.transport from delivery d join alert a on a.id = d.alert_id
   where d.alert_id = $1 and d.kind = 'alert' and a.msg_type in ('Alert', 'Update')
     and (d.state in ('delivered', 'acknowledged', 'refused') or d.attempts > case when d.state = 'dead' then 1 else 0 end) order by d.n`, [alert]);

/** @returns whether the orders have no key yet: two processes may have made one. */
export const giveOrdersTheirKey = async (sql: Sql, erasure: string, keyRef: string): Promise<boolean> =>
  (await sql.query('update erasure set key_ref = $2 where id = $1 and key_ref is null and done_at is null returning id', [erasure, keyRef])).length > 0;

export const setOrdersBy = (sql: Sql, erasure: string, withinHours: number): Promise<unknown> =>
  sql.query(`update erasure set orders_by = date_trunc('milliseconds', now() + make_interval(secs => $2::float8 * 3600)) where id = $1`, [erasure, withinHours]);

export const ordersBy = async (sql: Sql, erasure: string): Promise<Date | undefined> =>
  (await sql.query<{ by: Date | null }>('select orders_by as by from erasure where id = $1', [erasure]))[0]?.by ?? undefined;

/**
 * What a centre says of an order. That it has erased is the end of it; until then it may change its mind.
 * @param at when it erased, as it says itself.
 * @returns the state before and after; undefined where there is no order for it.
 */
export const answerOrder = (database: Database, alert: string, centre: string, result: 'erased' | 'refused', at: Date | undefined): Promise<{ before: OrderState; changed: boolean } | undefined> => database.transaction(async (sql) => {
  const [order] = await sql.query<{ id: string; incident: string; before: OrderState }>(
    `select d.id, d.incident_id as incident, ${ORDER_STATE} as before from delivery d join erasure e on e.id = d.alert_id where d.alert_id = $1 and d.centre = $2 and d.kind = 'erase' for update of d`, [alert, centre]);
  if (!order) return undefined;
  if (order.before === 'erased' || order.before === result) return { before: order.before, changed: false };
  const [state, receipt] = result === 'erased' ? ['acknowledged', ERASED_RECEIPT] : ['refused', 'erase-refused'];
  await sql.query(
    `update delivery set state = $2, receipt = $3, acknowledged_at = least(now(), coalesce($4::timestamptz, now())), delivered_at = coalesce(delivered_at, now()), held_reason = null, last_error = null,
       lease_until = null, lease_token = null where id = $1`, [order.id, state, receipt, at ?? null]);
  await record(sql, [{ type: `erase.${state}`, alert, incident: order.incident, centre, actor: centre, detail: { delivery: order.id, receipt } }]);
  return { before: order.before, changed: true };
});

/** Orders whose time is over without an answer, told of once a day as long as they can be answered. @returns how many. */
export const tellOverdue = async (sql: Sql): Promise<number> => (await sql.query(
  `with late as (
     select e.id from erasure e where e.key_ref is not null and e.orders_by <= now() and (e.overdue_told_at is null or e.overdue_told_at <= now() - interval '1 day')
       and exists (select 1 from delivery d where d.alert_id = e.id and d.kind = 'erase' and ${ORDER_STATE} = 'overdue') order by e.id limit 100 for update of e skip locked),
   told as (update erasure e set overdue_told_at = now() from late where e.id = late.id returning e.id, e.orders_by)
   insert into audit_entry (type, alert_id, incident_id, centre, detail)
   select 'erasure.overdue', d.alert_id, d.incident_id, d.centre, jsonb_strip_nulls(jsonb_build_object('delivery', d.id, 'attempt', d.attempts, 'error', d.last_error))
   from told e join delivery d on d.alert_id = e.id and d.kind = 'erase' where ${ORDER_STATE} = 'overdue' returning id`, [])).length;

/** Orders that all have erased, or that nobody will answer any more, and the places of their keys. */
export const spentOrders = (sql: Sql): Promise<{ id: string; keyRef: string }[]> => sql.query(
  `select e.id, e.key_ref as "keyRef" from erasure e where e.key_ref is not null and e.done_at is not null and (e.done_at <= now() - interval '${ORDERS_KEPT_DAYS} days'
     or not exists (select 1 from delivery d where d.alert_id = e.id and d.kind = 'erase' and ${ORDER_STATE} <> 'erased')) order by e.id limit 100`, []);

/** After their key was destroyed. */
export const clearOrders = (database: Database, id: string): Promise<void> => database.transaction(async (sql) => {
  await sql.query('delete from erasure_sealed where erasure_id = $1', [id]);
  await sql.query('update erasure set key_ref = null where id = $1', [id]);
});

/** `of`: the whole of what a centre has had erased, and its own orders; `in`: the same for countries. */
export type ErasureScope = 'all' | { centre: string } | { countries: string[] };

const isTold = (scope: ErasureScope, { origin, country }: Pick<ErasureRow, 'origin' | 'country'>, order: OrderRow): boolean => {
  if (scope === 'all') return true;
  if ('centre' in scope) return scope.centre === origin || scope.centre === order.centre;
  return scope.countries.some((one) => one === '*' || one === country || one === order.country);
};

const SCOPED = `($2::text is null or a.origin = $2 or exists (select 1 from delivery d where d.alert_id = e.id and d.kind = 'erase' and d.centre = $2))
  and ($3::text[] is null or '*' = any($3) or a.country = any($3) or exists (select 1 from delivery d where d.alert_id = e.id and d.kind = 'erase' and d.country = any($3)))`;

const ERASURES = `select e.id as alert, a.incident_id as incident, a.origin, a.country, e.reason, date_trunc('milliseconds', e.begun_at) as "begunAt", e.done_at as "erasedAt", e.orders_by as by,
    case when e.done_at is null then 'erasing' when 'overdue' = any(o.states) then 'overdue' when 'refused' = any(o.states) then 'refused' when 'outstanding' = any(o.states) then 'outstanding' else 'complete' end as state
  from erasure e join alert a on a.id = e.id
  cross join lateral (select array_agg(${ORDER_STATE}) as states from delivery d where d.alert_id = e.id and d.kind = 'erase') o where a.msg_type in ('Alert', 'Update') and ${SCOPED}`;

const scopeParams = (scope: ErasureScope): unknown[] => (scope === 'all' ? [null, null] : 'centre' in scope ? [scope.centre, null] : [null, scope.countries]);

async function withOrders(sql: Sql, rows: Omit<ErasureRow, 'orders'>[], scope: ErasureScope): Promise<ErasureRow[]> {
  const orders = await sql.query<OrderRow & { alert: string }>(
    `select d.alert_id as alert, d.id as delivery, d.centre, d.country, ${ORDER_STATE} as state, d.attempts, d.delivered_at as "deliveredAt", d.acknowledged_at as "answeredAt", d.last_error as "lastError"
     from delivery d join erasure e on e.id = d.alert_id where d.alert_id = any($1::text[]) and d.kind = 'erase' order by d.n`, [rows.map(({ alert }) => alert)]);
  return rows.map((row) => ({ ...row, orders: orders.filter((order) => order.alert === row.alert && isTold(scope, row, order)).map(({ alert: _alert, ...order }) => order) }));
}

export const findErasure = async (sql: Sql, alert: string, scope: ErasureScope): Promise<ErasureRow | undefined> =>
  (await withOrders(sql, await sql.query(`${ERASURES} and e.id = $1`, [alert, ...scopeParams(scope)]), scope))[0];

/** Newest first. */
export async function listErasures(sql: Sql, scope: ErasureScope, state: ErasureState | undefined, page: { limit: number; after?: string }): Promise<{ items: ErasureRow[]; next: string | null }> {
  const [, time, id] = CURSOR.exec(page.after ?? '') ?? [];
  const rows = await sql.query<Omit<ErasureRow, 'orders'>>(
    `select * from (${ERASURES}) found where ($4::text is null or state = $4) and ($1::timestamptz is null or ("begunAt", alert) < ($1::timestamptz, $5::text)) order by "begunAt" desc, alert desc limit $6`,
    [time ? new Date(Number(time)) : null, ...scopeParams(scope), state ?? null, id ?? null, page.limit + 1]);
  const items = rows.slice(0, page.limit);
  const last = items.at(-1);
  return { items: await withOrders(sql, items, scope), next: last && rows.length > page.limit ? `${last.begunAt.getTime()}.${last.alert}` : null };
}
