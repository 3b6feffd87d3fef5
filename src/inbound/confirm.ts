// The origin says what a held alert is: Actual after all, or a test or exercise that was marked wrongly.
import { AlertBridgeError } from '../errors.js';
import type { Centre, NetworkFile } from '../model/generated/network.js';
import { supersedeEarlier } from '../store/accept.js';
import { record } from '../store/audit.js';
import { confirmCase } from '../store/case-facts.js';
import type { Database, Sql } from '../store/database.js';
import { releaseHeld } from '../store/deliveries.js';
import { findAlert } from '../store/reads.js';

export type Confirmable = 'Actual' | 'Test' | 'Exercise';

interface HeldRow { seq: number; incident: string; msg_type: string; thread: string }

/** Threads of the messages an alert references; it was held when it came, so nothing has been done about them yet. */
const referencedThreads = async (sql: Sql, alertId: string, status: string): Promise<string[]> => (await sql.query<{ thread: string }>(
  `select distinct t.thread_id as thread from alert_reference r join alert t on t.name_hash = r.name_hash
   where r.alert_id = $1 and t.id <> $1 and t.effective_status = $2`, [alertId, status])).map(({ thread }) => thread);

/** A newer version of the same status went out while this one was held: this one is history. */
const isOutdated = async (sql: Sql, held: HeldRow, status: string): Promise<boolean> => (await sql.query(
  `select 1 from alert where thread_id = $1 and incident_id = $2 and seq > $3 and effective_status = $4 and msg_type in ('Update', 'Cancel') and held_reason is null limit 1`,
  [held.thread, held.incident, held.seq, status])).length > 0;

/** Threads are of one status: what turned out another begins its own. */
const separate = async (sql: Sql, alertId: string, held: HeldRow, status: string): Promise<void> => {
  if (status === 'Actual' || held.thread === alertId) return;
  await sql.query('update alert set thread_id = id where id = $1', [alertId]);
  await sql.query('update delivery set thread_id = alert_id where alert_id = $1', [alertId]);
};

const outdate = async (sql: Sql, alertId: string): Promise<void> => {
  await sql.query(`update alert set state = 'superseded' where id = $1`, [alertId]);
  await sql.query(
    `with ended as (update delivery set state = 'superseded' where alert_id = $1 and state = 'queued' returning id, alert_id, incident_id, centre)
     insert into audit_entry (type, alert_id, incident_id, centre, detail) select 'delivery.superseded', alert_id, incident_id, centre, jsonb_build_object('delivery', id) from ended`, [alertId]);
};

/**
 * Frees a held alert under the confirmed status; only then does it affect earlier versions.
 * @returns the deliveries that wait now.
 * @throws AlertBridgeError NOT_FOUND, NOT_ALLOWED (another centre's alert), NOT_POSSIBLE_NOW (not held).
 */
export async function confirm(
  ports: { database: Database; network: () => NetworkFile }, origin: Centre, alertId: string, status: Confirmable,
): Promise<{ id: string; centre: string; state: string }[]> {
  const alert = await findAlert(ports.database, alertId);
  if (!alert) throw new AlertBridgeError('NOT_FOUND', 'No alert of that id is known.');
  if (alert.origin !== origin.id) throw new AlertBridgeError('NOT_ALLOWED', 'Only the centre that submitted the alert can confirm its status.');
  const wanting = ports.network().centres.filter(({ receive }) => (receive?.statuses ?? ['Actual']).includes(status)).map(({ id }) => id);
  return ports.database.transaction(async (sql) => {
    await sql.query('select id from incident where id = $1 for update', [alert.incident]);
    const [held] = await sql.query<HeldRow>(
      `update alert set effective_status = $2, held_reason = null where id = $1 and held_reason = 'status-conflict' and state = 'active'
       returning seq, incident_id as incident, msg_type, thread_id as thread`, [alertId, status]);
    if (!held) throw new AlertBridgeError('NOT_POSSIBLE_NOW', 'The alert is not held for its status, so there is nothing to confirm.');
    const freed = await releaseHeld(sql, alertId, status, wanting);
    await record(sql, [{ type: 'alert.confirmed', alert: alertId, incident: alert.incident, centre: origin.id, actor: origin.id, detail: { status } }]);
    await confirmCase(sql, alertId, status);
    await separate(sql, alertId, held, status);
    if (await isOutdated(sql, held, status)) { await outdate(sql, alertId); return []; }
    const threads = held.msg_type === 'Update' ? await referencedThreads(sql, alertId, status) : [];
    if (threads.length > 0) await supersedeEarlier(sql, { id: alertId, seq: held.seq, incident: held.incident, effectiveStatus: status, by: 'update', threads });
    return freed;
  });
}
