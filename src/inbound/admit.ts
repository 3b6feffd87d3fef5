// Way in: what only the moment of arrival and the sender's standing can decide. Validate and convert never come here.
import { AlertBridgeError } from '../errors.js';
import type { DecodedMessage } from '../format/format.js';
import type { Alert } from '../model/generated/alert.js';
import { error, warning, type Issue } from '../model/issue.js';
import type { Centre, NetworkFile } from '../model/generated/network.js';
import { momentOf } from '../model/cap-moment.js';
import { relayEnd } from './normalise.js';

/** How far ahead of our clock `sent` may be (reliability clause 9). */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** How old a list may be on arrival before what it does not show can no longer be trusted. */
const LIST_FRESH_MS = 15 * 60_000;

const at = ({ locate }: DecodedMessage, pointer: string): [string, { line?: number; column?: number }] => {
  const { path, line, column } = locate(pointer);
  return [path, { line, column }];
};

/** @throws AlertBridgeError SENDER_NOT_YOURS */
export function checkSender(alert: Alert, origin: Centre, network: NetworkFile): void {
  const mine = origin.send?.senders;
  if (mine && !mine.includes(alert.sender)) {
    throw new AlertBridgeError('SENDER_NOT_YOURS', 'The network file lists which senders this centre may use, and this is none of them. Correct the sender, or have the operator add it.');
  }
  const reserved = network.centres.some(({ id, send }) => id !== origin.id && send?.senders?.includes(alert.sender));
  if (reserved) throw new AlertBridgeError('SENDER_NOT_YOURS', 'This sender is reserved for another centre of the network.');
}

/** What only the moment says of a conforming message: reasons to refuse it, and that the list it came in is old. */
export function checkMoment(alert: Alert, message: DecodedMessage, now: number): Issue[] {
  const issues: Issue[] = [];
  if (alert.status === 'Draft') {
    const [path, place] = at(message, '/status');
    issues.push(error('CAP_A12', path, 'A draft is not actionable and is not relayed. Send it as Actual, Exercise or Test.', place));
  }
  if (momentOf(alert.sent) > now + CLOCK_TOLERANCE_MS) {
    const [path, place] = at(message, '/sent');
    issues.push(error('SENT_AHEAD', path, 'The time of sending lies more than five minutes in the future. Check the clock and the offset from UTC.', place));
  }
  if (message.listedAt !== undefined && momentOf(message.listedAt) < now - LIST_FRESH_MS) {
    const [path, place] = at(message, '');
    issues.push(warning('FEED_STALE', path, 'The list this message stands in was made more than 15 minutes ago: it may have been changed or ended since. Fetch the list again.', place));
  }
  return issues;
}

/** @throws AlertBridgeError EXPIRED when nobody would get the alert any more. */
export function checkEnd(alert: Alert, message: DecodedMessage, now: number): void {
  const end = alert.msgType === 'Alert' || alert.msgType === 'Update' ? relayEnd(alert) : undefined;
  if (end === undefined || end > now) return;
  const stated = (alert.info ?? []).some(({ expires }) => expires !== undefined);
  const [path, place] = at(message, stated ? '/info/0/expires' : '/sent');
  const text = stated ? 'The alert ended before it arrived, so no centre would get it. Send it again with a later end.' : 'The alert names no end and was sent more than 24 hours ago, so no centre would get it. Send it again with the present time or an end.';
  throw new AlertBridgeError('EXPIRED', text, [error('EXPIRED', path, text, place)]);
}
