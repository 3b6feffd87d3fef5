// Way in, last step: turns what was decided into one acceptance and stores it. The alert is ours from here on.
import { createHash } from 'node:crypto';
import { v7 as newId } from 'uuid';
import { AlertBridgeError } from '../errors.js';
import type { Alert } from '../model/generated/alert.js';
import type { Centre } from '../model/generated/network.js';
import type { Issue } from '../model/issue.js';
import { priorityOf, type DeliveryState, type HeldReason } from '../model/relay.js';
import { acceptAlert, type Acceptance, type NewDelivery } from '../store/accept.js';
import { record } from '../store/audit.js';
import { sqlCode, UNIQUE_VIOLATION, type Database } from '../store/database.js';
import { findAlertByKey, findIncidentByToken, type AlertRow } from '../store/reads.js';
import { sealParts } from '../store/sealed.js';
import { canonicalJson } from '../trust/canonical-json.js';
import type { KeyStore } from '../trust/key-store.js';
import type { KeyedHash } from '../trust/keyed-hash.js';
import { momentOf } from '../model/cap-moment.js';
import { relayEnd } from './normalise.js';
import { keyHashOf, nameHashOf, type Resolved } from './resolve.js';
import { searchHashes } from './search-terms.js';
import { inConflict } from './validate.js';

/** What a submitting centre gets back (contract 5). */
export interface Receipt {
  id: string; incident: string; key: { sender: string; identifier: string; sent: string }; msgType: string; status: string;
  duplicate: boolean; deliveries: { id: string; centre: string; state: DeliveryState }[]; issues: Issue[];
}

export interface AcceptPorts { database: Database; keys: KeyStore; hash: KeyedHash }

export interface Submission {
  origin: Centre; bytes: Uint8Array; alert: Alert; resolved: Resolved; receivedAt: Date; issues: Issue[]; adapter: string; signed: boolean;
  /** `contentOf` the message as it came, before its references were completed. */
  content: string;
  /** Where it goes by its own content; a Cancel and an Update also go where earlier versions went. */
  destinations: Centre[];
  /** Finds a centre that an earlier version was routed to. */
  centre: (id: string) => Centre | undefined;
}

const base64 = (value: Buffer): string => value.toString('base64');

/** The content that makes two submissions the same message: all but what the gateway itself noted. */
export const contentOf = ({ gateway: _ours, ...alert }: Alert): string => canonicalJson(alert);

const delivery = (centre: Centre, state: DeliveryState, heldReason: HeldReason | null): NewDelivery =>
  ({ id: newId(), centre: centre.id, country: centre.country, transport: centre.receive!.transport.type, state, held_reason: heldReason });

const uniqueCentres = (centres: readonly (Centre | undefined)[], origin: Centre): Centre[] =>
  [...new Map(centres.filter((centre): centre is Centre => centre?.receive !== undefined && centre.id !== origin.id).map((centre) => [centre.id, centre])).values()];

const wants = (centre: Centre, status: string): boolean => (centre.receive?.statuses ?? ['Actual']).includes(status as 'Actual');

/** A Cancel ends what its target was; everything else is what the strictest sign says. */
const effectiveStatusOf = (alert: Alert, { targets }: Resolved): string =>
  (alert.msgType === 'Cancel' ? targets[0]?.effectiveStatus : undefined) ?? alert.gateway?.effectiveStatus ?? alert.status;

const stateOf = (alert: Alert, { overtakenBy }: Resolved): string => (alert.msgType === 'Cancel' || overtakenBy ? 'cancelled' : 'active');

/** Where the message goes, once it is known where earlier versions went. A known Cancel goes to exactly those. */
function destinationsOf({ alert, resolved, destinations, origin, centre }: Submission, routedBefore: string[]): Centre[] {
  const before = routedBefore.map(centre);
  if (alert.msgType === 'Cancel' && resolved.targets.length > 0) return uniqueCentres(before, origin);
  const status = effectiveStatusOf(alert, resolved);
  return uniqueCentres([...destinations, ...before.filter((earlier) => earlier && wants(earlier, status))], origin);
}

const affects = (alert: Alert, { targets }: Resolved): Acceptance['affects'] => {
  const by = ({ Update: 'update', Cancel: 'cancel' } as const)[alert.msgType as 'Update'];
  return by && targets.length > 0 ? { by, threads: [...new Set(targets.map(({ thread }) => thread))] } : undefined;
};

const receiptOf = (acceptance: Acceptance, { alert, issues }: Submission): Receipt => ({
  id: acceptance.id, incident: acceptance.incident, key: { sender: alert.sender, identifier: alert.identifier, sent: alert.sent }, msgType: alert.msgType, status: alert.status,
  duplicate: false, deliveries: acceptance.deliveries.map(({ id, centre, state }) => ({ id, centre, state })), issues,
});

/** Names the places, never the words. */
const acceptedFacts = (acceptance: Acceptance, { issues, origin, resolved }: Submission): Acceptance['facts'] => {
  const common = { alert: acceptance.id, incident: acceptance.incident, centre: origin.id, actor: origin.id };
  const detail = { msgType: acceptance.msgType, status: acceptance.status, effectiveStatus: acceptance.effectiveStatus, adapter: acceptance.adapter,
    to: acceptance.deliveries.map(({ centre }) => centre), issues: [...new Set(issues.map(({ code }) => code))] };
  return [
    { ...common, type: 'alert.accepted', detail },
    ...(acceptance.heldReason ? [{ ...common, type: 'alert.held', detail: { reason: acceptance.heldReason } }] : []),
    ...(resolved.overtakenBy ? [{ ...common, type: 'alert.ended', detail: { end: 'cancelled', by: resolved.overtakenBy.id } }] : []),
  ];
};

const complete = (acceptance: Acceptance, submission: Submission, routedBefore: string[], key: Buffer): Acceptance => {
  const held = acceptance.heldReason;
  const state: DeliveryState = submission.resolved.overtakenBy ? 'superseded' : held ? 'held' : 'queued';
  const deliveries = destinationsOf(submission, routedBefore).map((centre) => delivery(centre, state, state === 'held' ? held : null));
  const full = { ...acceptance, deliveries };
  const parts = [
    { kind: 'original' as const, plain: submission.bytes },
    { kind: 'alert' as const, plain: Buffer.from(JSON.stringify(submission.alert)) },
    { kind: 'receipt' as const, plain: Buffer.from(JSON.stringify(receiptOf(full, submission))) },
  ];
  return { ...full, facts: acceptedFacts(full, submission), sealed: sealParts(key, acceptance.id, parts) };
};

async function prepare(ports: AcceptPorts, submission: Submission, id: string, keyRef: string): Promise<Acceptance> {
  const { alert, resolved, origin, bytes, receivedAt } = submission;
  const { hash } = ports;
  const tokens = (alert.incidents ?? []).map((token) => hash('token', origin.id, token));
  const known = resolved.targets[0]?.incident ?? resolved.overtakenBy?.incident ?? (tokens.length > 0 ? await findIncidentByToken(ports.database, origin.id, tokens) : undefined);
  const end = relayEnd(alert);
  return {
    id, incident: known ?? newId(), incidentIsNew: known === undefined, thread: affects(alert, resolved)?.threads[0] ?? id, origin: origin.id, country: origin.country,
    keyHash: base64(keyHashOf(hash, alert)), nameHash: base64(nameHashOf(hash, alert)), bytesHash: base64(hash('bytes', bytes)), contentHash: base64(hash('content', submission.content)),
    msgType: alert.msgType, status: alert.status, effectiveStatus: effectiveStatusOf(alert, resolved), adapter: submission.adapter, signed: submission.signed,
    heldReason: inConflict(alert) && !resolved.overtakenBy ? 'status-conflict' : null, state: stateOf(alert, resolved), keyRef,
    sentAt: new Date(momentOf(alert.sent)), receivedAt, expiresAt: end === undefined ? null : new Date(end), priority: priorityOf(alert.msgType),
    tokens: tokens.map(base64), searches: searchHashes(alert, hash),
    references: (alert.references ?? []).map((reference) => ({ key: base64(keyHashOf(hash, reference)), name: base64(nameHashOf(hash, reference)) })),
    sealed: [], deliveries: [], facts: [], affects: affects(alert, resolved),
  };
}

/** What a taken key means: the same message again, or somebody using it for another. */
export async function judgeRepeat(ports: AcceptPorts, existing: AlertRow, submission: { origin: Centre; bytes: Uint8Array; content: string }): Promise<'same'> {
  const { hash, database } = ports;
  const mine = existing.origin === submission.origin.id;
  const same = existing.bytesHash.equals(hash('bytes', submission.bytes)) || existing.contentHash.equals(hash('content', submission.content));
  if (mine && same) return 'same';
  await record(database, [{ type: 'security.key-conflict', alert: existing.id, incident: existing.incident, centre: submission.origin.id, actor: submission.origin.id, detail: { reason: mine ? 'other-content' : 'other-centre' } }]);
  throw new AlertBridgeError('KEY_TAKEN', mine
    ? 'An alert with this sender, identifier and sent was accepted with other content. A change needs an Update with an identifier of its own.'
    : 'Another centre has submitted an alert with this sender, identifier and sent.');
}

export type AcceptResult = { receipt: Receipt; held: boolean } | { repeatOf: AlertRow };

/** Stores the submission, or finds that it is already here. @throws AlertBridgeError KEY_TAKEN. */
export async function accept(ports: AcceptPorts, submission: Submission): Promise<AcceptResult> {
  const id = newId();
  const { ref, key } = await ports.keys.create(id);
  try {
    const acceptance = await prepare(ports, submission, id, ref);
    let stored = acceptance;
    const accepted = await acceptAlert(ports.database, acceptance, (joined, routedBefore) => { stored = complete(joined, submission, routedBefore, key); return stored; });
    return { receipt: receiptOf({ ...stored, incident: accepted.incident }, submission), held: stored.heldReason !== null };
  } catch (cause) {
    // Only where the database refused: after a lost connection the alert may be stored, and destroying its key would lose it.
    if (sqlCode(cause) !== UNIQUE_VIOLATION) throw cause;
    await ports.keys.destroy(ref);
    const existing = await findAlertByKey(ports.database, keyHashOf(ports.hash, submission.alert));
    if (!existing) throw cause;
    await judgeRepeat(ports, existing, submission);
    return { repeatOf: existing };
  }
}

/** SHA-256 of the bytes as received, hexadecimal. */
export const contentSha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
