// A country decides: who may, from where to where, and what the origin is told. The step and its message are stored in one transaction, by the door of all messages.
import { decidingCentre, findCentre } from '../config/centres.js';
import type { Clock } from '../clock.js';
import { AlertBridgeError } from '../errors.js';
import { receiptFormat } from '../format/carries-receipt.js';
import type { Formats } from '../format/formats.js';
import { accept, contentOf, contentSha256, type AcceptPorts, type Submission } from '../inbound/accept.js';
import { newId } from '../inbound/new-id.js';
import type { Alert, Reference } from '../model/generated/alert.js';
import type { Centre, NetworkFile } from '../model/generated/network.js';
import { warning, type Issue } from '../model/issue.js';
import type { RulesOf } from '../rules/national-rules.js';
import type { AlertReader } from '../store/alert-reader.js';
import type { Sql } from '../store/database.js';
import { countryOf, hasThread, reasonRef, REQUESTED, writeStep, type CountryRow, type Standing } from '../store/decisions.js';
import { insertMessage, messageRef } from '../store/desk-messages.js';
import { findAlert, type AlertRow } from '../store/reads.js';
import type { SealedStore } from '../store/sealed.js';
import { nextState, type Duration, type Next, type Wanted } from './country-state.js';
import { decisionMessage } from './message.js';
import { nextReminder } from './repetition.js';

export interface DecidePorts extends AcceptPorts {
  sealed: SealedStore; reader: AlertReader; formats: Formats; network: () => NetworkFile; rulesOf: RulesOf; clock: Clock;
  dispatch: (deliveries: { id: string; centre: string; state: string }[], msgType: string) => void;
}

/** A step that is possible, worked out from where the country stands; `by` null where the gateway takes it. */
export interface Planned { row: AlertRow; country: string; from: Standing; next: Next; by: string | null; at: Date; reason?: string; nextReminderAt: Date | null }

const UNKNOWN: Duration = { hours: null, maxHours: null, stopsItself: null };

const durationOf = (rulesOf: RulesOf, country: string): Duration => rulesOf(country)?.duration ?? UNKNOWN;

/** To those who have the alert it says what is the matter; a held one exists for its origin alone. */
async function checkCaller({ network, database }: DecidePorts, row: AlertRow, caller: Centre): Promise<void> {
  if (row.origin === caller.id) throw new AlertBridgeError('NOT_ALLOWED', 'You issued this alert. Countries that got it decide about it; you change it with an Update and end it with a Cancel.');
  if (!await hasThread(database, row.thread, caller.id)) throw new AlertBridgeError('ALERT_NOT_YOURS', 'This alert was not sent to you, so there is nothing for you to decide about it.');
  const deciding = decidingCentre(network(), caller.country);
  if (deciding?.id !== caller.id) throw new AlertBridgeError('NOT_ALLOWED', `For your country ${deciding?.id ?? 'another centre'} decides. Tell that desk what you think; the operator can name another in the network file.`);
}

/** @throws AlertBridgeError NOT_FOUND, ALERT_NOT_YOURS, NOT_ALLOWED, NOT_POSSIBLE_NOW, ERASED. */
export async function findDecidable(ports: DecidePorts, id: string, caller: Centre): Promise<AlertRow> {
  const row = await findAlert(ports.database, id);
  if (!row || (row.heldReason !== null && row.origin !== caller.id)) throw new AlertBridgeError('NOT_FOUND', 'No alert of that id was sent to you.');
  await checkCaller(ports, row, caller);
  if (row.msgType === 'Ack' || row.msgType === 'Error') throw new AlertBridgeError('NOT_POSSIBLE_NOW', 'This is a receipt. Decide about the alert that it answers.');
  if (row.state === 'erased') throw new AlertBridgeError('ERASED', 'The alert has ended and everything in it has been erased.');
  return row;
}

/** Where a country stands; an alert that ended before the country took any step is over for it too. */
export const standingOf = (row: AlertRow, known: CountryRow | undefined): Standing =>
  known ?? (row.state === 'cancelled' ? { ...REQUESTED, state: 'ended', endReason: 'cancelled', isOver: true } : REQUESTED);

/** @throws AlertBridgeError NOT_POSSIBLE_NOW, BAD_REQUEST */
export function plan(ports: Pick<DecidePorts, 'rulesOf'>, row: AlertRow, country: string, from: Standing, wanted: Wanted, by: string | null, at: Date): Planned {
  const next = nextState(from, wanted, durationOf(ports.rulesOf, country), at);
  const repetition = next.state === 'activated' ? ports.rulesOf(country)?.repetition ?? [] : [];
  const reminder = next.activatedAt && nextReminder(repetition, next.activatedAt, at, next.until);
  return { row, country, from, next, by, at, nextReminderAt: reminder ?? null, ...(wanted.reason?.trim() ? { reason: wanted.reason } : {}) };
}

/** Writes a planned step, in the transaction of what tells of it. @throws AlertBridgeError NOT_POSSIBLE_NOW where another step came in between. */
export async function writePlanned({ sealed }: Pick<DecidePorts, 'sealed'>, sql: Sql, { row, country, from, next, by, at, reason, nextReminderAt }: Planned, message: string | null): Promise<void> {
  const written = await writeStep(sql, { ...next, thread: row.thread, country, incident: row.incident, alert: row.id, from: from.steps, centre: by, at, nextReminderAt, message });
  if (!written) throw new AlertBridgeError('NOT_POSSIBLE_NOW', 'The country\'s state has changed in the same moment: a colleague has decided, or the alert was ended. Look at it again, then decide.');
  if (!reason) return;
  const plain = Buffer.from(reason);
  await sealed.write(sql, row.id, { kind: 'words', ref: reasonRef(country, from.steps + 1), plain });
  if (next.step !== 'needs-information' || by === null) return;
  const question = newId();
  await insertMessage(sql, { id: question, incident: row.incident, thread: row.thread, alert: row.id, from: by, to: row.origin, answers: null, at });
  await sealed.write(sql, row.id, { kind: 'words', ref: messageRef(question), plain });
}

/** What the desk should know of its own step: rules are advice, never a limit. */
const adviceOn = ({ next, row, at }: Planned, { maxHours }: Duration, told: boolean, origin: Centre | undefined): Issue[] => {
  const hours = next.until && next.activatedAt ? (next.until.getTime() - next.activatedAt.getTime()) / 3_600_000 : 0;
  return [
    ...(maxHours !== null && hours > maxHours ? [warning('DECISION_MAX_HOURS', '/until', `The rules of your country allow ${maxHours} hours, and this makes ${Math.round(hours * 10) / 10}. It was taken as you said; make sure that somebody has allowed it.`)] : []),
    ...(next.state === 'activated' && row.expiresAt && row.expiresAt < at ? [warning('DECISION_ALERT_EXPIRED', '', 'The alert\'s own validity has passed. Ask its centre whether it still holds.')] : []),
    ...(told ? [] : [warning('DECISION_NOT_TOLD', '', `The system of ${origin?.id ?? row.origin} takes no receipts, so it reads your decision only in the status and the events of the gateway. If it matters now, call its desk${origin?.contact?.phone ? `: ${origin.contact.phone}` : ''}.`)]),
  ];
};

const messageOf = ({ network }: DecidePorts, { row, country, next, by, at, reason }: Planned, reference: Reference): Alert => decisionMessage(
  { ...next, country, by: by ?? network().gateway.id, at, reason },
  { identifier: `decision-${newId()}`, sender: network().gateway.id, origin: row.origin, status: row.effectiveStatus, reference });

/** The message as if it had come in: its references lead to the very alert that was decided on. */
function submissionOf(ports: DecidePorts, planned: Planned, message: Alert, destinations: Centre[]): Submission {
  const { row, at, country } = planned;
  const { body } = ports.formats.get('cap')!.encode(message, {});
  const alert: Alert = { ...message, gateway: { adapter: 'cap', receivedAt: at.toISOString(), contentSha256: contentSha256(body), effectiveStatus: message.status } };
  return {
    origin: decidingCentre(ports.network(), country)!, bytes: body, rules: { default: 'addressed' }, alert, content: contentOf(alert), receivedAt: at, adapter: 'cap', signed: false,
    resolve: async () => ({ alert, targets: [row], overtakenBy: undefined, issues: [] }), issues: () => [], destinations, centre: (id) => findCentre(ports.network(), id),
    within: (sql, stored) => writePlanned(ports, sql, planned, stored.id),
  };
}

/**
 * Takes a planned step and tells the origin, or neither.
 * @returns what the desk should know of its own step.
 * @throws AlertBridgeError NOT_POSSIBLE_NOW where another step came in between, ERASED.
 */
export async function takeStep(ports: DecidePorts, planned: Planned): Promise<Issue[]> {
  const { row, country } = planned;
  const decidedOn = await ports.reader.read(row.id);
  if (!decidedOn) throw new AlertBridgeError('ERASED', 'The alert has ended and everything in it has been erased.');
  const message = messageOf(ports, planned, decidedOn);
  const origin = findCentre(ports.network(), row.origin);
  const told = origin !== undefined && receiptFormat(ports.formats, origin, message) !== undefined;
  const stored = await accept(ports, submissionOf(ports, planned, message, told ? [origin] : []));
  if ('receipt' in stored) {
    ports.reader.keep(stored.receipt.id, stored.plain, false);
    ports.dispatch(stored.receipt.deliveries, message.msgType);
  }
  return adviceOn(planned, durationOf(ports.rulesOf, country), told, origin);
}

/** @throws AlertBridgeError NOT_FOUND, ALERT_NOT_YOURS, NOT_ALLOWED, NOT_POSSIBLE_NOW, BAD_REQUEST, ERASED. */
export async function decide(ports: DecidePorts, caller: Centre, id: string, wanted: Wanted): Promise<{ row: AlertRow; issues: Issue[] }> {
  const row = await findDecidable(ports, id, caller);
  const from = standingOf(row, await countryOf(ports.database, row.thread, caller.country));
  const issues = await takeStep(ports, plan(ports, row, caller.country, from, wanted, caller.id, ports.clock.now()));
  return { row, issues };
}
