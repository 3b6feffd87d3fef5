// A court or an authority stops the erasure of a thread, visibly, and lifts that again. What was due meanwhile is due then.
import { AlertBridgeError } from '../errors.js';
import type { Database } from '../store/database.js';
import { liftHold, setHold, standingHold, type HoldRow } from '../store/legal-holds.js';
import { findAlert, type AlertRow } from '../store/reads.js';
import type { SealedStore } from '../store/sealed.js';
import { isBeingErased, lockThread } from '../store/erasures.js';

export interface HoldPorts { database: Database; sealed: SealedStore; newId: () => string }

/** Who asks: the centre that submitted the alert, or an operator. */
export interface Holder { id: string; role: string }

async function heldBy({ database }: HoldPorts, { id, role }: Holder, alert: string): Promise<AlertRow> {
  const row = await findAlert(database, alert, role === 'centre' ? { centre: id } : 'all');
  if (!row) throw new AlertBridgeError('NOT_FOUND', 'No alert of that id was sent by or to you.');
  if (role === 'centre' && row.origin !== id) throw new AlertBridgeError('NOT_ALLOWED', 'Only the centre that submitted the alert, or an operator, can hold it for a court.');
  return row;
}

/** @throws AlertBridgeError NOT_FOUND, NOT_ALLOWED, ERASED (too late), NOT_POSSIBLE_NOW (held already). */
export async function hold(ports: HoldPorts, holder: Holder, alert: string, words: { reference: string; reason: string }): Promise<HoldRow> {
  const row = await heldBy(ports, holder, alert);
  return ports.database.transaction(async (sql) => {
    const versions = await lockThread(sql, row.thread);
    if (await isBeingErased(sql, versions.map(({ id }) => id))) throw new AlertBridgeError('ERASED', 'The alert has been erased, or is being erased: there is nothing left to hold.');
    if (await standingHold(sql, row.thread)) throw new AlertBridgeError('NOT_POSSIBLE_NOW', 'The alert is held already. GET /v1/alerts/{id}/status says since when and by whom.');
    const id = ports.newId();
    const held = await setHold(sql, { id, alert: row.id, incident: row.incident, thread: row.thread, by: holder.id });
    await ports.sealed.write(sql, row.id, { kind: 'words', ref: `hold-${id}`, plain: Buffer.from(JSON.stringify(words)) });
    return held;
  });
}

/** @throws AlertBridgeError NOT_FOUND, NOT_ALLOWED, NOT_POSSIBLE_NOW (not held). */
export async function lift(ports: HoldPorts, holder: Holder, alert: string, words: { reason: string }): Promise<HoldRow> {
  const row = await heldBy(ports, holder, alert);
  return ports.database.transaction(async (sql) => {
    await lockThread(sql, row.thread);
    const lifted = await liftHold(sql, row, holder.id);
    if (!lifted) throw new AlertBridgeError('NOT_POSSIBLE_NOW', 'The alert is not held, so there is nothing to lift.');
    await ports.sealed.write(sql, lifted.alert, { kind: 'words', ref: `lift-${lifted.id}`, plain: Buffer.from(JSON.stringify(words)) });
    return lifted;
  });
}
