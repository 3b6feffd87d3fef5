// Way in, last step: turns what was decided into one acceptance and stores it. The alert is ours from here on.
import { createHash } from 'node:crypto';
import { AlertBridgeError } from '../errors.js';
import type { Alert } from '../model/generated/alert.js';
import type { Centre } from '../model/generated/network.js';
import type { Receipt } from '../model/generated/receipt.js';
import type { Issue } from '../model/issue.js';
import { picturesOf } from '../model/pictures.js';
import { withoutExtracted } from '../model/without-extracted.js';
import { priorityOf, type AcceptedStatus, type DeliveryState, type HeldReason } from '../model/relay.js';
import { acceptAlert, lockIncidents, type Acceptance, type NewDelivery } from '../store/accept.js';
import { record } from '../store/audit.js';
import { endCountries } from '../store/decisions.js';
import { sqlCode, UNIQUE_VIOLATION, type Database, type Sql } from '../store/database.js';
import { insertPhotos } from '../store/photos.js';
import { keepDocument, type NewDocument } from '../store/documents.js';
import { findAlertByKey, findIncidentByToken, type AlertRow } from '../store/reads.js';
import { sealParts } from '../store/sealed.js';
import { canonicalJson } from '../trust/canonical-json.js';
import type { KeyStore } from '../trust/key-store.js';
import type { KeyedHash } from '../trust/keyed-hash.js';
import { momentOf } from '../model/cap-moment.js';
import { caseCodes } from './case-codes.js';
import { newId } from './new-id.js';
import { relayEnd } from './normalise.js';
import { keyHashOf, nameHashOf, type Resolved } from './resolve.js';
import { searchHashes } from './search-terms.js';
import type { SharedDocument } from './share-document.js';
import { mayCross, type RoutingRules } from './route.js';
import { inConflict } from './validate.js';

export type { Receipt };

export interface AcceptPorts { database: Database; keys: KeyStore; hash: KeyedHash }

export interface Submission {
  origin: Centre; bytes: Uint8Array; alert: Alert; receivedAt: Date; adapter: string; signed: boolean;
  /** Which earlier messages it speaks of, seen from inside the transaction that stores it. */
  resolve: (sql: Sql) => Promise<Resolved>;
  /** Everything to tell the sender, once it is known what the message speaks of. */
  issues: (resolved: Resolved) => Issue[];
  /** The document, where it holds other messages as well. */
  shared?: SharedDocument;
  /** `contentOf` the message as it came, before its references were completed. */
  content: string;
  /** Where it goes by its own content; a Cancel and an Update also go where earlier versions went. */
  destinations: Centre[];
  /** What else is true once it is stored, written in the same transaction. */
  within?: (sql: Sql, alert: { id: string; incident: string }) => Promise<void>;
  rules: RoutingRules;
  /** Finds a centre that an earlier version was routed to. */
  centre: (id: string) => Centre | undefined;
}

const base64 = (value: Buffer): string => value.toString('base64');

/** UTC in either spelling (rule A09), as it stands in the values of an alert. */
const PLUS_ZERO = /"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\+00:00"/g;

/** The content that makes two submissions the same message: all but what the gateway itself noted and read out of prose, which a later version may read better. */
export const contentOf = (alert: Alert): string => {
  const { gateway: _ours, ...said } = withoutExtracted(alert);
  return canonicalJson(said).replace(PLUS_ZERO, '"$1-00:00"');
};

const delivery = (centre: Centre, state: DeliveryState, heldReason: HeldReason | null): NewDelivery =>
  ({ id: newId(), centre: centre.id, country: centre.country, transport: centre.receive!.transport.type, state, held_reason: heldReason });

const uniqueCentres = (centres: readonly (Centre | undefined)[], origin: Centre): Centre[] =>
  [...new Map(centres.filter((centre): centre is Centre => centre?.receive !== undefined && centre.id !== origin.id).map((centre) => [centre.id, centre])).values()];

const wants = (centre: Centre, status: string): boolean => (centre.receive?.statuses ?? ['Actual']).includes(status as 'Actual');

/** A submission with what it speaks of. */
interface Known extends Omit<Submission, 'issues'> { resolved: Resolved; issues: Issue[] }

/** What a target is: while its origin has not confirmed otherwise, what the origin wrote. */
const statusOf = ({ heldReason, status, effectiveStatus }: AlertRow): string => (heldReason === 'status-conflict' ? status : effectiveStatus);

/** A Cancel takes the status of its target, whatever it is marked as, and is real if any of several is. Everything else is what the strictest sign says. */
export const effectiveStatusOf = (alert: Alert, { targets }: Pick<Resolved, 'targets'>): string => {
  if (alert.msgType !== 'Cancel') return alert.gateway?.effectiveStatus ?? alert.status;
  const cancelled = targets.map(statusOf);
  return cancelled.find((status) => status === 'Actual') ?? cancelled[0] ?? alert.status;
};

const stateOf = (alert: Alert, { overtakenBy }: Resolved): string => {
  if (alert.msgType === 'Cancel' || overtakenBy?.msgType === 'Cancel') return 'cancelled';
  return overtakenBy ? 'superseded' : 'active';
};

/** Where the message goes, once it is known where earlier versions went. A known Cancel goes to exactly those. */
function destinationsOf({ alert, resolved, destinations, origin, centre, rules }: Known, routedBefore: string[]): Centre[] {
  const before = routedBefore.map(centre);
  if (alert.msgType === 'Cancel' && affects(alert, resolved)) return uniqueCentres(before, origin);
  const status = effectiveStatusOf(alert, resolved);
  return uniqueCentres([...destinations, ...before.filter((earlier) => earlier && wants(earlier, status) && mayCross(earlier, origin, rules))], origin);
}

/**
 * Which threads the message touches. Threads are of one status: a drill that updates a real alert begins a thread of its own, so that ending
 * the drill can never end the alert. A message in doubt stays with what it was written as until its origin has confirmed.
 */
const affects = (alert: Alert, { targets, overtakenBy }: Resolved): Acceptance['affects'] => {
  const by = alert.msgType === 'Update' ? 'update' : alert.msgType === 'Cancel' ? 'cancel' : undefined;
  if (!by || overtakenBy) return undefined;
  const mine = inConflict(alert) ? alert.status : alert.gateway?.effectiveStatus ?? alert.status;
  const touched = by === 'cancel' ? targets : targets.filter((target) => statusOf(target) === mine);
  return touched.length > 0 ? { by, threads: [...new Set(touched.map(({ thread }) => thread))] } : undefined;
};

const receiptOf = (acceptance: Acceptance, { alert, issues }: Known): Receipt => ({
  id: acceptance.id, incident: acceptance.incident, key: { sender: alert.sender, identifier: alert.identifier, sent: alert.sent }, msgType: alert.msgType, status: alert.status as AcceptedStatus,
  duplicate: false, deliveries: acceptance.deliveries.map(({ id, centre, state }) => ({ id, centre, state })), issues,
});

const overtakenFact = ({ id, msgType }: AlertRow, common: object): Acceptance['facts'][number] =>
  (msgType === 'Cancel' ? { ...common, type: 'alert.ended', detail: { end: 'cancelled', by: id } } : { ...common, type: 'alert.superseded', detail: { by: id } });

/** Names the places, never the words. */
const acceptedFacts = (acceptance: Acceptance, { issues, origin, resolved }: Known): Acceptance['facts'] => {
  const common = { alert: acceptance.id, incident: acceptance.incident, centre: origin.id, actor: origin.id };
  const detail = { msgType: acceptance.msgType, status: acceptance.status, effectiveStatus: acceptance.effectiveStatus, adapter: acceptance.adapter,
    to: acceptance.deliveries.map(({ centre }) => centre), issues: [...new Set(issues.map(({ code }) => code))] };
  return [
    { ...common, type: 'alert.accepted', detail },
    ...(acceptance.heldReason ? [{ ...common, type: 'alert.held', detail: { reason: acceptance.heldReason } }] : []),
    ...(resolved.overtakenBy ? [overtakenFact(resolved.overtakenBy, common)] : []),
  ];
};

/** An end holds everywhere; a newer version only where it goes as well, because an old one is better than none. */
const isOvertakenAt = ({ id }: Centre, { overtakenBy }: Resolved, routedBefore: readonly string[]): boolean =>
  overtakenBy !== undefined && (overtakenBy.msgType === 'Cancel' || routedBefore.includes(id));

const complete = (acceptance: Acceptance, submission: Known, routedBefore: string[], plain: Buffer, key: Buffer): Acceptance => {
  const held = acceptance.heldReason;
  const state: DeliveryState = held ? 'held' : 'queued';
  const deliveries = destinationsOf(submission, routedBefore).map((centre) =>
    (isOvertakenAt(centre, submission.resolved, routedBefore) ? delivery(centre, 'superseded', null) : delivery(centre, state, held)));
  const full = { ...acceptance, deliveries };
  const parts = [
    ...(submission.shared ? [] : [{ kind: 'original' as const, plain: submission.bytes }]),
    { kind: 'alert' as const, plain },
    { kind: 'receipt' as const, plain: Buffer.from(JSON.stringify(receiptOf(full, submission))) },
  ];
  return { ...full, facts: acceptedFacts(full, submission), sealed: sealParts(key, acceptance.id, parts) };
};

async function prepare({ hash }: AcceptPorts, sql: Sql, submission: Known, id: string, keyRef: string): Promise<Acceptance> {
  const { alert, resolved, origin, bytes, receivedAt } = submission;
  const tokens = (alert.incidents ?? []).map((token) => hash('token', origin.id, token));
  const known = resolved.targets[0]?.incident ?? resolved.overtakenBy?.incident ?? (tokens.length > 0 ? await findIncidentByToken(sql, origin.id, tokens) : undefined);
  const end = relayEnd(alert);
  return {
    id, incident: known ?? newId(), incidentIsNew: known === undefined, thread: affects(alert, resolved)?.threads[0] ?? resolved.overtakenBy?.thread ?? id, origin: origin.id, country: origin.country,
    keyHash: base64(keyHashOf(hash, alert)), nameHash: base64(nameHashOf(hash, alert)), bytesHash: base64(hash('bytes', bytes)), contentHash: base64(hash('content', submission.content)),
    msgType: alert.msgType, status: alert.status, effectiveStatus: effectiveStatusOf(alert, resolved), adapter: submission.adapter, signed: submission.signed,
    heldReason: inConflict(alert) && !resolved.overtakenBy ? 'status-conflict' : null, state: stateOf(alert, resolved), keyRef,
    sentAt: new Date(momentOf(alert.sent)), receivedAt, expiresAt: end === undefined ? null : new Date(end), priority: priorityOf(alert.msgType),
    tokens: tokens.map(base64), searches: searchHashes(alert, hash),
    references: (alert.references ?? []).map((reference) => ({ key: base64(keyHashOf(hash, reference)), name: base64(nameHashOf(hash, reference)) })),
    sealed: [], deliveries: [], facts: [], affects: affects(alert, resolved), codes: caseCodes(alert),
  };
}

/** What a taken key means: the same message again, or somebody using it for another. */
export async function judgeRepeat(ports: AcceptPorts, existing: AlertRow, submission: { origin: Centre; bytes: Uint8Array; content: string; shared?: SharedDocument }): Promise<'same'> {
  const { hash, database } = ports;
  const mine = existing.origin === submission.origin.id;
  if (mine && existing.state === 'erased') throw new AlertBridgeError('ERASED', 'An alert with this sender, identifier and sent was accepted before, has ended, and has been erased since. Where the child is missing again, send a new alert with an identifier of its own.');
  // The bytes of a document with several messages say nothing about one of them.
  const same = (!submission.shared && existing.bytesHash?.equals(hash('bytes', submission.bytes)) === true) || existing.contentHash?.equals(hash('content', submission.content)) === true;
  if (mine && same) return 'same';
  await record(database, [{ type: 'security.key-conflict', alert: existing.id, incident: existing.incident, centre: submission.origin.id, actor: submission.origin.id, detail: { reason: mine ? 'other-content' : 'other-centre' } }]);
  throw new AlertBridgeError('KEY_TAKEN', mine
    ? 'An alert with this sender, identifier and sent was accepted with other content. A change needs an Update with an identifier of its own.'
    : 'Another centre has submitted an alert with this sender, identifier and sent.');
}

/** `plain`: the alert as it was sealed, JSON. */
export interface Stored { receipt: Receipt; held: boolean; plain: Buffer }

export type AcceptResult = Stored | { repeatOf: AlertRow };

/**
 * Messages that name one another come one after the other: an Update or Cancel that races the message it names would else not see it, nor be
 * seen by it. One lock for the message's own sender and identifier, and one for each it references.
 */
const locksOf = ({ hash }: AcceptPorts, { alert }: Submission): bigint[] => [alert, ...(alert.references ?? [])].map((name) => nameHashOf(hash, name).readBigInt64BE(0));

/** What the message speaks of, under locks that nobody else's answer to the same question can pass. */
async function resolveLocked(sql: Sql, { resolve }: Submission): Promise<Resolved> {
  const resolved = await resolve(sql);
  const incidents = [...new Set(resolved.targets.map(({ incident }) => incident))];
  if (incidents.length === 0) return resolved;
  // Waiting for the incident may have changed what is true of the targets.
  await lockIncidents(sql, incidents);
  return resolve(sql);
}

/** How every country's broadcast of these threads ends: with the child found where the origin says so. */
const endOf = ({ id, incident, origin, receivedAt, affects: touched }: Acceptance, alert: Alert): Parameters<typeof endCountries>[1] =>
  ({ threads: touched!.threads, alert: id, incident, origin, at: receivedAt, endReason: alert.case?.outcome?.result?.startsWith('found-') ? 'found' : 'cancelled' });

async function store(ports: AcceptPorts, sql: Sql, submission: Submission, id: string, { ref, key }: { ref: string; key: Buffer }, document?: NewDocument): Promise<Stored> {
  if (document) await keepDocument(sql, document);
  const resolved = await resolveLocked(sql, submission);
  const known: Known = { ...submission, alert: resolved.alert, resolved, issues: submission.issues(resolved) };
  const acceptance: Acceptance = { ...await prepare(ports, sql, known, id, ref), document: document?.id };
  const plain = Buffer.from(JSON.stringify(known.alert));
  let stored = acceptance;
  await acceptAlert(sql, acceptance, (joined, routedBefore) => { stored = complete(joined, known, routedBefore, plain, key); return stored; });
  if (stored.affects?.by === 'cancel') await endCountries(sql, endOf(stored, known.alert));
  await insertPhotos(sql, id, picturesOf(known.alert).pictures);
  await submission.within?.(sql, stored);
  return { receipt: receiptOf(stored, known), held: stored.heldReason !== null, plain };
}

/** Stores the submission, or finds that it is already here. @throws AlertBridgeError KEY_TAKEN, ALERT_NOT_YOURS. */
export async function accept(ports: AcceptPorts, submission: Submission): Promise<AcceptResult> {
  const id = newId();
  const [slot, document] = await Promise.all([ports.keys.create(id), submission.shared?.seal()]);
  try {
    return await ports.database.transaction((sql) => store(ports, sql, submission, id, slot, document), locksOf(ports, submission));
  } catch (cause) {
    // Only where it is certain that nothing was stored: after a lost connection the alert may be there, and destroying its key would lose it.
    if (sqlCode(cause) !== UNIQUE_VIOLATION && !(cause instanceof AlertBridgeError)) throw cause;
    await ports.keys.destroy(slot.ref);
    const existing = cause instanceof AlertBridgeError ? undefined : await findAlertByKey(ports.database, keyHashOf(ports.hash, submission.alert));
    if (!existing) throw cause;
    await judgeRepeat(ports, existing, submission);
    return { repeatOf: existing };
  }
}

/** SHA-256 of the bytes as received, hexadecimal. */
export const contentSha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
