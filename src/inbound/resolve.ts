// Way in, between normalise and accept: which earlier messages this one speaks of, and whose they are.
import { AlertBridgeError } from '../errors.js';
import type { DecodedMessage } from '../format/format.js';
import type { Alert, Reference } from '../model/generated/alert.js';
import { error, warning, type Issue } from '../model/issue.js';
import type { Sql } from '../store/database.js';
import { findOvertaking, findReferenced, type AlertRow } from '../store/reads.js';
import type { KeyedHash } from '../trust/keyed-hash.js';
import { capTimeOf, momentOf } from '../model/cap-moment.js';
import { inConflict } from './validate.js';

/** What the references of a message lead to. */
export interface Resolved {
  alert: Alert;
  targets: AlertRow[];
  /** A Cancel that ended this message before it arrived, or an Update that made it history. */
  overtakenBy: AlertRow | undefined;
  issues: Issue[];
}

/** Messages are the same when sender, identifier and the moment of sending are (CAP 1.2, 3.2.1): one moment may be written with several offsets. */
export const keyHashOf = (hash: KeyedHash, { sender, identifier, sent }: Reference): Buffer => hash('key', sender, identifier, String(momentOf(sent)));
export const nameHashOf = (hash: KeyedHash, { sender, identifier }: Reference): Buffer => hash('name', sender, identifier);

const ACTS_ON_OTHERS = new Set(['Update', 'Cancel', 'Ack', 'Error']);

/** Prefers the message a reference names exactly; else the latest of that sender and identifier, whose `sent` the reference got wrong or could not carry. */
function matchReferences(
  references: readonly Reference[], found: readonly (AlertRow & { nameHash: Buffer })[], hash: KeyedHash,
): { targets: AlertRow[]; unknown: number[]; moved: Map<number, AlertRow> } {
  const targets = new Map<string, AlertRow>();
  const unknown: number[] = [];
  const moved = new Map<number, AlertRow>();
  references.forEach((reference, index) => {
    const key = keyHashOf(hash, reference);
    const name = nameHashOf(hash, reference);
    const exact = found.find((row) => row.keyHash?.equals(key));
    const named = exact ?? found.findLast((row) => row.nameHash.equals(name));
    if (!named) unknown.push(index); else targets.set(named.id, named);
    if (named && !exact) moved.set(index, named);
  });
  return { targets: [...targets.values()], unknown, moved };
}

const unknownTarget = ({ locate }: DecodedMessage): Issue => {
  const { path, line, column } = locate('/references');
  return warning('CAP_S07', path, 'A referenced message is not known here. This one is relayed as it stands; the reference may have been sent another way or not yet.', { line, column });
};

/** A reference whose time the format it came in cannot carry (CAP 1.0, national ones) is completed with the time of the message it means. */
const completeReferences = (alert: Alert, moved: Map<number, AlertRow>, assigned: ReadonlySet<string>): Alert => {
  const references = alert.references?.map((reference, index) => {
    const target = moved.get(index);
    return target && (reference.sent === '' || assigned.has(`/references/${index}/sent`)) ? { ...reference, sent: capTimeOf(target.sentAt.getTime()) } : reference;
  });
  return references ? { ...alert, references } : alert;
};

/** A message known by sender and identifier alone, and not known here: no receiver could tell which one is meant. */
const refuseNameless = (alert: Alert, unknown: readonly number[], { locate }: DecodedMessage): void => {
  const nameless = unknown.filter((index) => alert.references?.[index]?.sent === '');
  if (nameless.length === 0) return;
  const { path, line, column } = locate('/references');
  const text = 'A referenced message is named without its time and is not known here, so no receiver could tell which is meant. Send that message first, or name it as sender,identifier,sent.';
  throw new AlertBridgeError('INVALID', text, [error('CAP_A28', path, text, { line, column })]);
};

const refuseForeign = (alert: Alert, targets: readonly AlertRow[], origin: string): void => {
  if (alert.msgType !== 'Update' && alert.msgType !== 'Cancel') return;
  if (targets.some((target) => target.origin !== origin)) {
    throw new AlertBridgeError('ALERT_NOT_YOURS', `A ${alert.msgType} may only name alerts that this centre submitted. Ask the centre that issued the alert, or send a decision of your own country.`);
  }
};

/** @throws AlertBridgeError ALERT_NOT_YOURS when an Update or Cancel names another centre's alert; INVALID where a reference cannot be completed. */
export async function resolve(sql: Sql, hash: KeyedHash, alert: Alert, message: DecodedMessage, origin: string): Promise<Resolved> {
  const references = ACTS_ON_OTHERS.has(alert.msgType) ? alert.references ?? [] : [];
  const found = references.length > 0
    ? await findReferenced(sql, references.map((reference) => nameHashOf(hash, reference)))
    : [];
  const { targets, unknown, moved } = matchReferences(references, found, hash);
  refuseForeign(alert, targets, origin);
  refuseNameless(alert, unknown, message);
  const overtaking = alert.msgType === 'Alert' || alert.msgType === 'Update'
    ? await findOvertaking(sql, {
      origin, nameHash: nameHashOf(hash, alert), threads: targets.map(({ thread }) => thread), sentAt: new Date(momentOf(alert.sent)), status: alert.status,
    })
    : undefined;
  // What is in doubt waits for its origin, whatever came after it.
  const overtakenBy = overtaking?.msgType === 'Update' && inConflict(alert) ? undefined : overtaking;
  const completed = completeReferences(alert, moved, new Set((alert.gateway?.assigned ?? []).map(({ path }) => path)));
  return { alert: completed, targets, overtakenBy, issues: unknown.length > 0 ? [unknownTarget(message)] : [] };
}
