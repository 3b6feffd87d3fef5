// The way in, top to bottom: a conductor that only calls the steps. Who is calling was settled at the door (http/authenticate.ts).
import { AlertBridgeError } from '../errors.js';
import type { Clock } from '../clock.js';
import { isReceipt } from '../format/carries-receipt.js';
import type { DecodedMessage } from '../format/format.js';
import type { Formats } from '../format/formats.js';
import type { Geography } from '../geo/geography.js';
import type { Alert, Status } from '../model/generated/alert.js';
import type { Centre, NetworkFile } from '../model/generated/network.js';
import { error, passes, warning, type Issue } from '../model/issue.js';
import type { Sql } from '../store/database.js';
import { findAlertByKey, type AlertRow } from '../store/reads.js';
import type { AlertReader } from '../store/alert-reader.js';
import { releaseRestored } from '../store/restores.js';
import type { SealedStore } from '../store/sealed.js';
import type { Telemetry } from '../telemetry/events.js';
import { accept, contentOf, effectiveStatusOf, contentSha256, judgeRepeat, type AcceptPorts, type Receipt } from './accept.js';
import { checkEnd, checkMoment, checkSender } from './admit.js';
import { checkSignature, type SignatureRules } from './check-signature.js';
import { chooseProfiles } from './choose-profiles.js';
import { decode, type DecodedDocument } from './decode.js';
import { normalise, withFacts } from './normalise.js';
import { notCarried } from './not-carried.js';
import { receiveReceipt, type DecideByReceipt, type Destinations } from './receive-receipt.js';
import { keyHashOf, resolve, type Resolved } from './resolve.js';
import { route, type RoutingRules } from './route.js';
import { shareDocument, type SharedDocument } from './share-document.js';
import { validateArrival } from './validate.js';

export interface InboundPorts extends AcceptPorts {
  sealed: SealedStore;
  reader: AlertReader;
  formats: Formats;
  network: () => NetworkFile;
  geography: () => Promise<Geography>;
  signingOf: (centre: Centre) => SignatureRules;
  clock: Clock;
  telemetry: Telemetry;
  decideByReceipt: DecideByReceipt;
  /** Told after the commit which deliveries wait; a hint, the store is the truth. */
  dispatch: (deliveries: { id: string; centre: string; state: string }[], msgType: string) => void;
}

/** Where the message is what a proposal becomes. */
export interface Issuing {
  /** What its maker said it is; null where nothing was said. */
  status: Status | null;
  /** What else is true once the alert is stored, in its transaction. */
  stored: (sql: Sql, alert: { id: string; incident: string }) => Promise<void>;
}

/** What became of one message of a document. */
export type Received = { http: 200 | 201; receipt: Receipt } | { http: number; problem: AlertBridgeError };

const firstReceipt = async (ports: InboundPorts, row: AlertRow): Promise<Receipt> => {
  const plain = await ports.sealed.read(row.id, 'receipt');
  if (!plain) throw new AlertBridgeError('ERASED', 'This alert was accepted before and has been erased since.');
  return { ...JSON.parse(plain.toString('utf8')) as Receipt, duplicate: true };
};

/** Where a message came from: the document's bytes, their digest, and the document where it is not the only message in it. */
interface Source { bytes: Uint8Array; contentSha256: string; adapter: string; shared?: SharedDocument }

/** The same key again: the stored receipt for the same message, a refusal for another. */
async function findRepeat(ports: InboundPorts, origin: Centre, { bytes, shared }: Source, alert: Alert): Promise<Receipt | undefined> {
  const existing = await findAlertByKey(ports.database, keyHashOf(ports.hash, alert));
  if (!existing) return undefined;
  await judgeRepeat(ports, existing, { origin, bytes, shared, content: contentOf(alert) });
  // After a restore this says that the alert is still true (reliability clause 13).
  ports.dispatch(await releaseRestored(ports.database, 'alert_id', [existing.id], origin.id), existing.msgType);
  return firstReceipt(ports, existing);
}

const rulesOf = ({ routing, gateway }: NetworkFile): RoutingRules => ({ default: routing?.default ?? 'neighbours', requireTransferBasis: gateway.requireTransferBasis });

const routed = async (ports: InboundPorts, origin: Centre, alert: Alert): Promise<Destinations> => {
  const { centres, issues } = route(alert, origin, ports.network().centres, rulesOf(ports.network()), await ports.geography());
  return { centres, issues: [...issues, ...notCarried(alert, centres, ports.formats)] };
};

const statusesOf = (targets: readonly AlertRow[]): string => [...new Set(targets.map(({ effectiveStatus }) => effectiveStatus))].join(' and ');

/** A Cancel whose status is not that of what it ends: the origin should know what became of it. */
const cancelConflict = (alert: Alert, { locate }: DecodedMessage, resolved: Resolved): Issue[] => {
  if (alert.msgType !== 'Cancel' || resolved.targets.every((target) => target.effectiveStatus === alert.status)) return [];
  const { path, line, column } = locate('/status');
  const text = `The Cancel is marked ${alert.status}, but what it ends is ${statusesOf(resolved.targets)}. It takes that status and is relayed as ${effectiveStatusOf(alert, resolved)}.`;
  return [warning('STATUS_CONFLICT', path, text, { line, column })];
};

const refuseInvalid = (issues: Issue[]): void => {
  if (!passes(issues)) throw new AlertBridgeError('INVALID', 'The message was not accepted. Each issue says what is wrong and what would be right; correct them and send it again.', issues);
};

/** A test stays a test and a real case a real one; and a proposal begins or changes an alert, it ends none. */
const checkIssuing = (alert: Alert, { locate }: DecodedMessage, issuing: Issuing | undefined): Issue[] => {
  const found = (pointer: string, text: string): Issue[] => { const { path, line, column } = locate(pointer); return [error('PROPOSAL_CONTENT', path, text, { line, column })]; };
  if (!issuing) return [];
  return [
    ...(issuing.status !== null && alert.status !== issuing.status ? found('/status', `The proposal is marked ${issuing.status}, so the alert it becomes has to be. For another, send an alert of its own.`) : []),
    ...(alert.msgType === 'Alert' || alert.msgType === 'Update' ? [] : found('/msgType', 'A proposal becomes an Alert or an Update. Send anything else by itself.')),
  ];
};

/** One message, from normalise to accept. Every exit but the receipt is a thrown AlertBridgeError. */
async function receiveMessage(ports: InboundPorts, origin: Centre, source: Source, decoded: DecodedMessage, issuing?: Issuing): Promise<{ http: 200 | 201; receipt: Receipt }> {
  const { bytes, adapter, contentSha256 } = source;
  const started = ports.clock.monotonic();
  const receivedAt = ports.clock.now();
  refuseInvalid(decoded.alert ? [] : decoded.issues);
  const message = withFacts({ ...decoded, alert: decoded.alert! });
  const alert = normalise(message, { adapter, contentSha256, receivedAt: receivedAt.toISOString() });
  const signature = await checkSignature(bytes, decoded, ports.formats.get(adapter)!, ports.signingOf(origin), receivedAt);
  const judged = validateArrival(alert, message, { profiles: chooseProfiles(origin.send?.profiles ?? []), strict: origin.send?.strict ?? false });
  const found = [...judged, ...signature, ...checkMoment(alert, message, receivedAt.getTime()), ...checkIssuing(alert, message, issuing)];
  refuseInvalid(found);
  checkSender(alert, origin, ports.network());
  const repeat = await findRepeat(ports, origin, source, alert);
  if (repeat) return { http: 200, receipt: repeat };
  checkEnd(alert, message, receivedAt.getTime());

  const resolveIn = (sql: Sql): Promise<Resolved> => resolve(sql, ports.hash, alert, message, origin.id);
  const destinations = isReceipt(alert) ? await receiveReceipt(ports, origin, await resolveIn(ports.database), message) : await routed(ports, origin, alert);
  const submission = {
    origin, bytes, shared: source.shared, rules: rulesOf(ports.network()), alert, content: contentOf(alert), receivedAt, adapter, signed: message.signed ?? false,
    resolve: resolveIn, issues: (resolved: Resolved) => [...found, ...resolved.issues, ...cancelConflict(alert, message, resolved), ...destinations.issues],
    destinations: destinations.centres, within: destinations.settle ?? issuing?.stored, centre: (id: string) => ports.network().centres.find((centre) => centre.id === id),
  };
  const result = await accept(ports, submission);
  if ('repeatOf' in result) return { http: 200, receipt: await firstReceipt(ports, result.repeatOf) };

  const { receipt, held, plain } = result;
  ports.reader.keep(receipt.id, plain, submission.signed);
  ports.dispatch(receipt.deliveries, receipt.msgType);
  const milliseconds = Math.round(ports.clock.monotonic() - started);
  ports.telemetry.accepted({ alert: receipt.id, incident: receipt.incident, origin: origin.id, deliveries: receipt.deliveries.length, held, milliseconds });
  return { http: 201, receipt };
}

/** In a document of several a failure of ours is the answer to its own message only: others may have been accepted before it. */
const asItem = (ports: InboundPorts, cause: unknown, { shared }: Source): unknown => {
  if (!shared || cause instanceof AlertBridgeError) return cause;
  ports.telemetry.failed('inbound', cause);
  return new AlertBridgeError('UNAVAILABLE', 'This message was not stored. Send the document again in a few seconds; what was accepted before is recognised.');
};

const tellRefusal = ({ telemetry }: Pick<InboundPorts, 'telemetry'>, { id }: Centre, { code, issues }: AlertBridgeError): void =>
  telemetry.refused({ origin: id, code, issues: [...new Set(issues.map((issue) => issue.code))] });

const refusalOf = (ports: InboundPorts, origin: Centre, cause: unknown): Received => {
  if (!(cause instanceof AlertBridgeError)) throw cause;
  if (cause.code === 'KEY_TAKEN') ports.telemetry.keyConflict({ origin: origin.id });
  tellRefusal(ports, origin, cause);
  return { http: cause.status, problem: cause };
};

/** An answer that all went well would let its sender believe that an alert is on its way. A national list without a message is that of a quiet day. */
const refuseEmpty = (ports: InboundPorts, origin: Centre, { issues }: DecodedDocument): void => {
  if (!issues.some(({ code }) => code === 'FEED_EMPTY')) return;
  const refusal = new AlertBridgeError('INVALID', 'The document holds no alert, so there was nothing to accept. Send the alerts themselves, or a document that holds them.', issues);
  tellRefusal(ports, origin, refusal);
  throw refusal;
};

/** @throws AlertBridgeError for the document as a whole (UNREADABLE, UNKNOWN_FORMAT). */
export const readDocument = (ports: Pick<InboundPorts, 'formats' | 'telemetry'>, origin: Centre, bytes: Uint8Array, adapter?: string): DecodedDocument => {
  try { return decode(bytes, ports.formats, { adapter, preferred: origin.send?.adapter }); } catch (cause) {
    if (cause instanceof AlertBridgeError) tellRefusal(ports, origin, cause);
    throw cause;
  }
};

/** Where a store was unclear the alert may be there after all, and its document with it. A key too many opens nothing. */
async function settleDocument({ telemetry }: InboundPorts, shared: SharedDocument | undefined, results: readonly Received[]): Promise<void> {
  if (results.some((result) => 'problem' in result && result.problem.code === 'UNAVAILABLE')) return;
  await shared?.settle().catch((cause: unknown) => telemetry.failed('inbound', cause));
}

/** Takes messages of a document, each standing alone: one refused does not stop the next. @param messages those of it that are to enter. */
export async function receiveMessages(
  ports: InboundPorts, origin: Centre, bytes: Uint8Array, document: DecodedDocument, messages: readonly DecodedMessage[], issuing?: Issuing,
): Promise<Received[]> {
  // What enters may have another name than in the document (src/feeds).
  const shared = document.messages.length === 1 ? undefined : shareDocument(ports, bytes, [...document.messages, ...messages]);
  const source: Source = { bytes, contentSha256: contentSha256(bytes), adapter: document.format.id, shared };
  const results: Received[] = [];
  for (const message of messages) {
    results.push(await receiveMessage(ports, origin, source, message, issuing).catch((cause: unknown) => refusalOf(ports, origin, asItem(ports, cause, source))));
  }
  await settleDocument(ports, shared, results);
  return results;
}

/**
 * Takes a national document as it is.
 * @throws AlertBridgeError for the document as a whole (UNREADABLE, UNKNOWN_FORMAT, INVALID where it holds no message).
 */
export async function receive(ports: InboundPorts, origin: Centre, bytes: Uint8Array, adapter?: string, issuing?: Issuing): Promise<Received[]> {
  const document = readDocument(ports, origin, bytes, adapter);
  refuseEmpty(ports, origin, document);
  if (issuing && document.messages.length !== 1) throw new AlertBridgeError('INVALID', `A proposal becomes one alert, and the document holds ${document.messages.length} messages. Send each by itself.`, document.issues);
  return receiveMessages(ports, origin, bytes, document, document.messages, issuing);
}
