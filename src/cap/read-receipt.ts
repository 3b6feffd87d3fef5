// The answer of a receiver may be a CAP receipt (contract 6): found here, and believed only where it names the very alert it answers.
import type { Alert } from '../model/generated/alert.js';
import { capJsonFormat, capXmlFormat } from './cap-formats.js';

const WHITE = /^[\s\uFEFF]*/;

/** Cheap first look: most answers are empty or a word. */
const formatOf = (body: Buffer): typeof capXmlFormat | undefined => {
  const start = body.subarray(0, 64).toString('utf8').replace(WHITE, '');
  if (start.startsWith('<')) return capXmlFormat;
  return start.startsWith('{') ? capJsonFormat : undefined;
};

const names = (receipt: Alert, { sender, identifier }: Alert): boolean =>
  (receipt.references ?? []).some((reference) => reference.sender === sender && reference.identifier === identifier);

export interface Receipt { kind: 'Ack' | 'Error'; /** What a person wrote. */ note?: string; message: Alert }

/** @returns the receipt, or undefined where the answer is none, or answers something else. */
export function readReceipt(body: Buffer, alert: Alert): Receipt | undefined {
  const format = formatOf(body);
  const decoded = format?.detects(body) ? format.decode(body) : undefined;
  if (!decoded || 'unreadable' in decoded) return undefined;
  const [receipt] = decoded.messages.flatMap((message) => (message.alert ? [message.alert] : []));
  if (!receipt || !names(receipt, alert)) return undefined;
  const { msgType: kind, note } = receipt;
  return kind === 'Ack' || kind === 'Error' ? { kind, message: receipt, ...(note ? { note } : {}) } : undefined;
}
