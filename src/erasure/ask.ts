// The origin has an ended thread erased at once, whatever its country's grace; a thread that is live has to be cancelled first.
import { AlertBridgeError } from '../errors.js';
import { findAlert } from '../store/reads.js';
import { standingHold } from '../store/legal-holds.js';
import { askErasure, lockThread, threadOf } from '../store/erasures.js';
import { eraseDue, type ErasePorts } from './erase.js';

/** `pending`: something of it is on its way this instant, or the key store does not answer; it is erased as soon as that is over. */
export interface Asked { id: string; erased: string[]; pending: string[] }

/** @throws AlertBridgeError NOT_FOUND, NOT_ALLOWED (another centre's alert), NOT_POSSIBLE_NOW (live). */
export async function ask(ports: ErasePorts, caller: string, id: string): Promise<Asked> {
  const row = await findAlert(ports.database, id, { centre: caller });
  if (!row) throw new AlertBridgeError('NOT_FOUND', 'No alert of that id was sent by or to you.');
  if (row.origin !== caller) throw new AlertBridgeError('NOT_ALLOWED', 'Only the centre that submitted the alert can have it erased.');
  await ports.database.transaction(async (sql) => {
    const versions = await lockThread(sql, row.thread);
    if (versions.some(({ state }) => state === 'active')) throw new AlertBridgeError('NOT_POSSIBLE_NOW', 'The alert is live. Cancel it first; then it can be erased.');
    if (await standingHold(sql, row.thread)) throw new AlertBridgeError('NOT_POSSIBLE_NOW', 'The alert is held for a court or an authority. Have the hold lifted first (POST /v1/alerts/{id}/hold/lift); GET /v1/alerts/{id}/status says who set it.');
    await askErasure(sql, row.thread);
  });
  await eraseDue(ports);
  const versions = await threadOf(ports.database, row.thread);
  const ids = (isErased: boolean): string[] => versions.filter(({ state }) => (state === 'erased') === isErased).map((version) => version.id);
  return { id, erased: ids(true), pending: ids(false) };
}
