// Way in, step 3: what the gateway adds to or notices about a message, kept apart from what the origin said. Never looks at the present time.
import type { DecodedMessage } from '../format/format.js';
import { capTimeOf, momentOf } from '../model/cap-moment.js';
import type { Alert, GatewayNotes } from '../model/generated/alert.js';
import { findStatusSignals, strictest } from './status-signals.js';

/** Relay validity of a message that names no end (contract 8). */
export const DEFAULT_VALIDITY_HOURS = 24;
const HOUR_MS = 3_600_000;

/** When the origin said the message ends: the latest `expires` of its info blocks, undefined where there is none. */
export function statedEnd(alert: Alert): number | undefined {
  const ends = (alert.info ?? []).flatMap((info) => (info.expires === undefined ? [] : [momentOf(info.expires)])).filter((time) => !Number.isNaN(time));
  return ends.length > 0 ? Math.max(...ends) : undefined;
}

/** End of the relay's validity in milliseconds; undefined for what never ends (Cancel). */
export function relayEnd(alert: Alert): number | undefined {
  if (alert.msgType === 'Cancel') return undefined;
  // A receipt says what happened; however late it comes, its origin should hear it.
  if (alert.msgType === 'Ack' || alert.msgType === 'Error') return momentOf(alert.gateway?.receivedAt ?? alert.sent) + DEFAULT_VALIDITY_HOURS * HOUR_MS;
  return statedEnd(alert) ?? momentOf(alert.sent) + DEFAULT_VALIDITY_HOURS * HOUR_MS;
}

const assignedEnd = (alert: Alert): NonNullable<GatewayNotes['assigned']> => {
  const end = relayEnd(alert);
  if (end === undefined || Number.isNaN(end) || statedEnd(alert) !== undefined || !alert.info?.length) return [];
  return [{ path: '/info/0/expires', value: capTimeOf(end), reason: `the message names no end; the relay keeps it for ${DEFAULT_VALIDITY_HOURS} hours after sent` }];
};

const present = <T>(list: T[]): T[] | undefined => (list.length > 0 ? list : undefined);

/** Drops members that are undefined, so that what is absent stays absent in every form of the alert. */
const compact = <T extends object>(value: T): T => Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;

/** The alert with its `gateway` block. A block of that name in the input is somebody else's claim and is dropped. */
export function normalise(message: DecodedMessage & { alert: Alert }, source: { adapter: string; contentSha256: string; receivedAt?: string }): Alert {
  const { gateway: _claimed, ...alert } = message.alert;
  const signals = [...(message.statusSignals ?? []), ...findStatusSignals(alert, message.envelope)];
  const notes: GatewayNotes = compact({
    adapter: source.adapter,
    receivedAt: source.receivedAt,
    contentSha256: source.contentSha256,
    effectiveStatus: strictest([alert.status, ...signals.map(({ status }) => status)]),
    statusSignals: present(signals),
    envelope: message.envelope,
    assigned: present([...(message.assigned ?? []), ...assignedEnd(alert)]),
    extracted: present(message.extracted ?? []),
    repairs: present(message.repairs ?? []),
  });
  return { ...alert, gateway: notes };
}
