// The origin says what a held alert is: Actual after all, or a test or exercise that was marked wrongly.
import { AlertBridgeError } from '../errors.js';
import type { Centre, NetworkFile } from '../model/generated/network.js';
import { supersedeEarlier } from '../store/accept.js';
import { record } from '../store/audit.js';
import type { Database } from '../store/database.js';
import { releaseHeld } from '../store/deliveries.js';
import { findAlert } from '../store/reads.js';

export type Confirmable = 'Actual' | 'Test' | 'Exercise';

interface HeldRow { seq: number; incident: string; msg_type: string; thread_id: string }

const affectedBy = (msgType: string): 'update' | undefined => (msgType === 'Update' ? 'update' : undefined);

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
      `update alert set effective_status = $2, held_reason = null where id = $1 and held_reason = 'status-conflict' and state = 'active' returning seq, incident_id as incident, msg_type, thread_id`, [alertId, status]);
    if (!held) throw new AlertBridgeError('NOT_POSSIBLE_NOW', 'The alert is not held for its status, so there is nothing to confirm.');
    const freed = await releaseHeld(sql, alertId, status, wanting);
    const by = affectedBy(held.msg_type);
    if (by) await supersedeEarlier(sql, { id: alertId, seq: held.seq, incident: held.incident, effectiveStatus: status, by, threads: [held.thread_id] });
    await record(sql, [{ type: 'alert.confirmed', alert: alertId, incident: alert.incident, centre: origin.id, actor: origin.id, detail: { status } }]);
    return freed;
  });
}
