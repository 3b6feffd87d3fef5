// CAP Ack and Error are receipts: they settle the delivery they name and go to the origin of the alert, nowhere else.
import { AlertBridgeError } from '../errors.js';
import type { Alert } from '../model/generated/alert.js';
import type { Centre, NetworkFile } from '../model/generated/network.js';
import type { Issue } from '../model/issue.js';
import { acknowledgeDelivery } from '../store/deliveries.js';
import type { Database } from '../store/database.js';
import { deliveriesOf } from '../store/reads.js';
import type { SealedStore } from '../store/sealed.js';
import type { Resolved } from './resolve.js';

export const isReceipt = (alert: Alert): boolean => alert.msgType === 'Ack' || alert.msgType === 'Error';

/**
 * Settles the deliveries a receipt names.
 * @returns the origins of the alerts, who are to read it.
 * @throws AlertBridgeError ALERT_NOT_YOURS when the caller was not sent what it answers.
 */
export async function receiveReceipt(
  ports: { database: Database; sealed: SealedStore; network: () => NetworkFile }, caller: Centre, { alert, targets }: Resolved,
): Promise<{ centres: Centre[]; issues: Issue[] }> {
  const answered = (await deliveriesOf(ports.database, targets.map(({ id }) => id))).filter(({ centre, state }) => centre === caller.id && state !== 'superseded');
  if (answered.length === 0) throw new AlertBridgeError('ALERT_NOT_YOURS', `A CAP ${alert.msgType} answers an alert that was sent to this centre, and none of the referenced ones was.`);
  const [result, receipt] = alert.msgType === 'Ack' ? ['acknowledged', 'cap-ack'] as const : ['refused', 'cap-error'] as const;
  for (const delivery of answered) {
    const settled = await acknowledgeDelivery(ports.database, delivery.id, caller.id, result, receipt);
    if (settled && alert.note) await ports.sealed.write(ports.database, delivery.alert, { kind: 'words', ref: delivery.id, plain: Buffer.from(alert.note) });
  }
  const origins = new Set(targets.map(({ origin }) => origin));
  return { centres: ports.network().centres.filter(({ id }) => origins.has(id)), issues: [] };
}
