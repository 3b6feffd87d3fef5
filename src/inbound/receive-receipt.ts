// CAP Ack and Error are receipts: they settle the delivery they name and go to the origin of the alert, nowhere else.
import { AlertBridgeError } from '../errors.js';
import { receiptFormat } from '../format/carries-receipt.js';
import type { DecodedMessage } from '../format/format.js';
import type { Formats } from '../format/formats.js';
import type { Alert } from '../model/generated/alert.js';
import type { Centre, NetworkFile } from '../model/generated/network.js';
import { error, warning, type Issue } from '../model/issue.js';
import { acknowledgeDelivery } from '../store/deliveries.js';
import type { Database, Sql } from '../store/database.js';
import { deliveriesOf, type AlertRow, type DeliveryRow } from '../store/reads.js';
import type { SealedStore } from '../store/sealed.js';
import type { Resolved } from './resolve.js';

/** Where a message goes, and what becomes true when it is stored. */
export interface Destinations { centres: Centre[]; issues: Issue[]; settle?: (sql: Sql, stored: { id: string }) => Promise<void> }

/** What a receipt decides for the country of its sender, where it says so (incident/decide-by-receipt.ts). `write` belongs into the transaction that stores the receipt. */
export type DecideByReceipt = (caller: Centre, alert: AlertRow, receipt: Alert) => Promise<{ issues: Issue[]; write?: (sql: Sql, message: string) => Promise<void> } | undefined>;

export interface ReceiptPorts { database: Database; sealed: SealedStore; formats: Formats; network: () => NetworkFile; decideByReceipt: DecideByReceipt }

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

/** Whom to call where the origin's system takes no receipts. */
const notTold = (alert: Alert, origins: readonly Centre[]): Issue[] => origins.map(({ id }) =>
  warning('ROUTE_NOT_CARRIED', '', `The system of centre ${id} takes no receipts, so it will not get this ${alert.msgType}: it reads what became of its alert in the status and the events of the gateway. If it matters now, call its duty desk.`));

/**
 * Finds the deliveries a receipt names.
 * @returns the origins of the alerts, who are to read it, and how the deliveries are settled once the receipt is stored.
 * @throws AlertBridgeError ALERT_NOT_YOURS when the caller was not sent what it answers; INVALID for a receipt of another status.
 */
export async function receiveReceipt(
  ports: ReceiptPorts, caller: Centre, { alert, targets }: Resolved, message: DecodedMessage,
): Promise<Destinations> {
  const answered = (await deliveriesOf(ports.database, targets.map(({ id }) => id))).filter(wasSentTo(caller));
  if (answered.length === 0) throw new AlertBridgeError('ALERT_NOT_YOURS', `A CAP ${alert.msgType} answers an alert that was sent to this centre, and none of the referenced ones was.`);
  refuseOtherStatus(alert, answered, message);
  const decided = await ports.decideByReceipt(caller, targets.find(({ id }) => id === answered[0]!.alert)!, alert);
  // Whoever declines has read it: nothing has gone wrong with the delivery.
  const [result, receipt] = alert.msgType === 'Ack' || decided ? ['acknowledged', alert.msgType === 'Ack' ? 'cap-ack' : 'cap-error'] as const : ['refused', 'cap-error'] as const;
  const origins = ports.network().centres.filter(({ id }) => targets.some(({ origin }) => origin === id));
  const reached = origins.filter((origin) => receiptFormat(ports.formats, origin, alert) !== undefined);
  return {
    centres: reached, issues: [...decided?.issues ?? [], ...notTold(alert, origins.filter((origin) => !reached.includes(origin)))],
    settle: async (sql, stored) => {
      await decided?.write?.(sql, stored.id);
      for (const delivery of answered) {
        const settled = await acknowledgeDelivery(sql, delivery.id, caller.id, result, receipt);
        if (settled && alert.note) await ports.sealed.write(sql, delivery.alert, { kind: 'words', ref: delivery.id, plain: Buffer.from(alert.note) });
      }
    },
  };
}
