// In which format a centre reads a receipt (CAP Ack, Error): its own where that keeps it one, else CAP where people and not a machine fetch it.
import { AlertBridgeError } from '../errors.js';
import type { Alert } from '../model/generated/alert.js';
import type { Centre } from '../model/generated/network.js';
import type { Format } from './format.js';
import type { Formats } from './formats.js';

export const isReceipt = ({ msgType }: Pick<Alert, 'msgType'>): boolean => msgType === 'Ack' || msgType === 'Error';

/** What every reader of messages can be given, and the common model. */
const CARRIES_ALL = new Set(['cap', 'cap-json']);

/** Tried by writing and reading back: a format without receipts would make an alert of it, and a child would be looked for twice. */
const staysReceipt = (format: Format, receipt: Alert, { languages, country }: Centre): boolean => {
  try {
    const { body } = format.encode(receipt, { language: languages[0], country });
    const decoded = format.decode(body);
    return 'messages' in decoded && decoded.messages.length === 1 && decoded.messages[0]!.alert?.msgType === receipt.msgType;
  } catch (cause) {
    if (cause instanceof AlertBridgeError) return false;
    throw cause;
  }
};

/** @returns undefined where the centre can be sent no receipt: its system takes one national format and no other. */
export function receiptFormat(formats: Formats, centre: Centre, receipt: Alert): Format | undefined {
  if (!centre.receive) return undefined;
  const own = formats.get(centre.receive.adapter);
  if (own && (CARRIES_ALL.has(own.id) || staysReceipt(own, receipt, centre))) return own;
  return centre.receive.transport.type === 'webhook' ? undefined : formats.get('cap');
}
