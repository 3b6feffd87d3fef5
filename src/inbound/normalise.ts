// Way in, step 3: what the gateway adds to or notices about a message, kept apart from what the origin said. Never looks at the present time.
import { looksLikeChildAlert } from '../facts/looks-like-child-alert.js';
import { readFacts, type Contradiction } from '../facts/read-facts.js';
import type { DecodedMessage } from '../format/format.js';
import { capTimeOf, momentOf } from '../model/cap-moment.js';
import type { Alert, GatewayNotes } from '../model/generated/alert.js';
import { warning, type Issue } from '../model/issue.js';
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

type Understood = DecodedMessage & { alert: Alert };

const placeOf = ({ from, at }: Contradiction['places'][number]): string => (at === undefined ? from : `${from} from character ${at + 1}`);

/** Where, not what: words about a child stand in no message. */
const contradicting = ({ locate }: DecodedMessage, { path, places }: Contradiction): Issue => {
  const { path: found, line, column } = locate(places[0]!.from);
  return warning('CHILD_CONTRADICTION', found, `Of ${path}, ${places.map(placeOf).join(' and ')} say two different things. Neither was chosen; correct the one that is wrong.`, { line, column });
};

/** Of a message that breaks rules anything may be missing, and it goes nowhere. */
const isWhole = ({ issues, mended }: Understood): boolean => issues.every((issue) => issue.level !== 'error' || mended?.has(issue));

/** The origin itself has written down who is missing: then its prose is held against that, and adds nothing to it. */
const saysWho = ({ alert, extracted = [] }: Understood): boolean =>
  (alert.case?.children ?? []).length > 0 && !extracted.some(({ path }) => path.startsWith('/case/children/'));

/**
 * The message with the facts of its prose filled in where its fields say nothing, each marked. Alerts of something else than a child, and those without text, stay as they are;
 * so does a case that names its children: it comes back as it was written.
 */
export function withFacts(message: Understood): Understood {
  if (!isWhole(message) || !message.alert.info?.length || !looksLikeChildAlert(message.alert)) return message;
  const { case: found, extracted, contradictions } = readFacts(message.alert);
  const facts = saysWho(message) ? { case: undefined, extracted: [], contradictions } : { case: found, extracted, contradictions };
  if (facts.extracted.length === 0 && facts.contradictions.length === 0) return message;
  return {
    ...message,
    alert: { ...message.alert, ...(facts.case && { case: facts.case }) },
    extracted: [...message.extracted ?? [], ...facts.extracted],
    issues: [...message.issues, ...facts.contradictions.map((one) => contradicting(message, one))],
  };
}

/** The alert with its `gateway` block. A block of that name in the input is somebody else's claim and is dropped. */
export function normalise(message: Understood, source: { adapter: string; contentSha256: string; receivedAt?: string }): Alert {
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
