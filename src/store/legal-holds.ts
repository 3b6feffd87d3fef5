// Legal holds in the store: which threads may not be erased, since when, and by whom. Why is sealed with the alert.
import { record } from './audit.js';
import type { Sql } from './database.js';
import type { AlertRow } from './reads.js';

export interface HoldRow { id: string; alert: string; since: Date; by: string }

const HOLD = 'id, alert_id as alert, set_at as since, set_by as by';

/** The hold that stands on a thread. */
export const standingHold = async (sql: Sql, thread: string): Promise<HoldRow | undefined> =>
  (await sql.query<HoldRow>(`select ${HOLD} from legal_hold where thread_id = $1 and lifted_at is null`, [thread]))[0];

/** Call it in a transaction that holds the thread's rows. */
export async function setHold(sql: Sql, hold: { id: string; alert: string; incident: string; thread: string; by: string }): Promise<HoldRow> {
  const { id, alert, incident, thread, by } = hold;
  const [row] = await sql.query<HoldRow>(`insert into legal_hold (id, alert_id, incident_id, thread_id, set_by) values ($1, $2, $3, $4, $5) returning ${HOLD}`, [id, alert, incident, thread, by]);
  await record(sql, [{ type: 'hold.set', alert, incident, actor: by, detail: { hold: id } }]);
  return row!;
}

export async function liftHold(sql: Sql, { thread, incident }: AlertRow, by: string): Promise<HoldRow | undefined> {
  const [row] = await sql.query<HoldRow>(`update legal_hold set lifted_at = now(), lifted_by = $2 where thread_id = $1 and lifted_at is null returning ${HOLD}`, [thread, by]);
  if (row) await record(sql, [{ type: 'hold.lifted', alert: row.alert, incident, actor: by, detail: { hold: row.id } }]);
  return row;
}
