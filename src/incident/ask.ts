// Questions and answers between the desk that issued an alert and one that got it: never between two receivers.
import { AlertBridgeError } from '../errors.js';
import { newId } from '../inbound/new-id.js';
import type { Clock } from '../clock.js';
import type { Centre } from '../model/generated/network.js';
import type { Database, Sql } from '../store/database.js';
import { findMessage, insertMessage, messageRef, takesPart, type DeskMessageRow } from '../store/desk-messages.js';
import { alertsOfIncident, type AlertRow } from '../store/reads.js';
import type { SealedStore } from '../store/sealed.js';

export interface AskPorts { database: Database; sealed: SealedStore; clock: Clock }

export interface Asked { to: string; text: string; answers?: string }

const erased = (): AlertBridgeError => new AlertBridgeError('ERASED', 'Everything in this incident has been erased, and nothing can be kept about it any more. Call the desk.');

const isAlert = ({ msgType }: AlertRow): boolean => msgType !== 'Ack' && msgType !== 'Error';

/** A Cancel waits for whoever is away, and words about a child who is found must not wait with it. */
const canBeWrittenAbout = ({ msgType, state, heldReason }: AlertRow): boolean => msgType !== 'Cancel' && state !== 'erased' && heldReason === null;

/** What the caller has of the incident, oldest first. @throws AlertBridgeError NOT_FOUND */
async function alertsFor({ database }: AskPorts, incident: string, caller: Centre): Promise<AlertRow[]> {
  const alerts = (await alertsOfIncident(database, incident, { centre: caller.id })).filter(isAlert);
  if (alerts.length === 0) throw new AlertBridgeError('NOT_FOUND', 'No incident of that id is known to you.');
  return alerts;
}

async function checkReceiver({ database }: AskPorts, { incident, origin }: AlertRow, caller: Centre, to: string): Promise<void> {
  if (caller.id !== origin) {
    if (to !== origin) throw new AlertBridgeError('NOT_ALLOWED', `Write to ${origin}, which issued the alert. What other receivers think of it is between them and that desk.`);
  } else if (to === origin || !await takesPart(database, incident, to)) {
    throw new AlertBridgeError('NOT_ALLOWED', 'Nothing of this incident was sent to that centre, so it cannot be asked about it. The status of the alert lists who has it.');
  }
}

/** An answer goes back where the question came from. */
async function checkAnswer({ database }: AskPorts, incident: string, caller: Centre, { to, answers }: Asked): Promise<void> {
  if (answers === undefined) return;
  const question = await findMessage(database, answers);
  if (question?.incident !== incident || question.to !== caller.id || question.from !== to) throw new AlertBridgeError('BAD_REQUEST', 'answers takes the id of a message of this incident that the centre in "to" sent you.');
}

/**
 * @param within what has to be true with the message, or there is none: told the version it is written about.
 * @throws AlertBridgeError NOT_FOUND, NOT_ALLOWED, BAD_REQUEST, ERASED.
 */
export async function ask(ports: AskPorts, caller: Centre, incident: string, asked: Asked, within: (sql: Sql, about: AlertRow) => Promise<void>): Promise<DeskMessageRow> {
  const alerts = await alertsFor(ports, incident, caller);
  await checkReceiver(ports, alerts[0]!, caller, asked.to);
  await checkAnswer(ports, incident, caller, asked);
  if (asked.text.trim() === '') throw new AlertBridgeError('BAD_REQUEST', 'text is empty. Write what the other desk should know or tell you.');
  const about = alerts.findLast(canBeWrittenAbout);
  if (!about) throw erased();
  const id = newId();
  await ports.database.transaction(async (sql) => {
    await insertMessage(sql, { id, incident, thread: about.thread, alert: about.id, from: caller.id, to: asked.to, answers: asked.answers ?? null, at: ports.clock.now() });
    // Its key may be gone a moment before its state says so: a message nobody can read must not seem sent.
    if (!await ports.sealed.write(sql, about.id, { kind: 'words', ref: messageRef(id), plain: Buffer.from(asked.text) })) throw erased();
    await within(sql, about);
  });
  return (await findMessage(ports.database, id))!;
}
