// CAP Ack and Error are receipts: they settle the delivery they name and go to the origin of the alert, nowhere else.
import { AlertBridgeError } from '../errors.js';
import type { DecodedMessage } from '../format/format.js';
import type { Alert } from '../model/generated/alert.js';
import type { Centre, NetworkFile } from '../model/generated/network.js';
import { error, type Issue } from '../model/issue.js';
import { acknowledgeDelivery } from '../store/deliveries.js';
import type { Database, Sql } from '../store/database.js';
import { deliveriesOf, type DeliveryRow } from '../store/reads.js';
import type { SealedStore } from '../store/sealed.js';
import type { Resolved } from './resolve.js';

/** Where a message goes, and what becomes true when it is stored. */
export interface Destinations { centres: Centre[]; issues: Issue[]; settle?: (sql: Sql) => Promise<void> }

export const isReceipt = (alert: Alert): boolean => alert.msgType === 'Ack' || alert.msgType === 'Error';

/** What never left towards a centre cannot be answered by it. */
const wasSentTo = (caller: Centre) => ({ centre, state, heldReason }: DeliveryRow): boolean => centre === caller.id && state !== 'superseded' && heldReason !== 'status-conflict';

/** A test receipt says nothing about a real alert, nor the other way round (rule S08). */
const refuseOtherStatus = (alert: Alert, answered: readonly DeliveryRow[], { locate }: DecodedMessage): void => {
  const other = answered.find(({ effectiveStatus }) => effectiveStatus !== alert.status);
  if (!other) return;
  const { path, line, column } = locate('/status');
  const text = `The ${alert.msgType} is marked ${alert.status}, but what it answers is ${other.effectiveStatus}. Send it with that status.`;
  throw new AlertBridgeError('INVALID', text, [error('CAP_S08', path, text, { line, column })]);
};

/**
 * Finds the deliveries a receipt names.
 * @returns the origins of the alerts, who are to read it, and how the deliveries are settled once the receipt is stored.
 * @throws AlertBridgeError ALERT_NOT_YOURS when the caller was not sent what it answers; INVALID for a receipt of another status.
 */
export async function receiveReceipt(
  ports: { database: Database; sealed: SealedStore; network: () => NetworkFile }, caller: Centre, { alert, targets }: Resolved, message: DecodedMessage,
): Promise<Destinations> {
  const answered = (await deliveriesOf(ports.database, targets.map(({ id }) => id))).filter(wasSentTo(caller));
  if (answered.length === 0) throw new AlertBridgeError('ALERT_NOT_YOURS', `A CAP ${alert.msgType} answers an alert that was sent to this centre, and none of the referenced ones was.`);
  refuseOtherStatus(alert, answered, message);
  const [result, receipt] = alert.msgType === 'Ack' ? ['acknowledged', 'cap-ack'] as const : ['refused', 'cap-error'] as const;
  const origins = new Set(targets.map(({ origin }) => origin));
  return {
    centres: ports.network().centres.filter(({ id }) => origins.has(id)), issues: [],
    settle: async (sql) => {
      for (const delivery of answered) {
        const settled = await acknowledgeDelivery(sql, delivery.id, caller.id, result, receipt);
        if (settled && alert.note) await ports.sealed.write(sql, delivery.alert, { kind: 'words', ref: delivery.id, plain: Buffer.from(alert.note) });
      }
    },
  };
}
