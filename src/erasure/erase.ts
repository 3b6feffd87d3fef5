// Erases what is due, in an order that survives the end of the process at any instruction: decide, set aside what the erase orders say, write it in the journal, destroy the key, clear the database.
import type { Clock } from '../clock.js';
import type { NetworkFile } from '../model/generated/network.js';
import type { NationalRules } from '../model/generated/rules.js';
import { clearDocument, documentsAbout, type Kept } from '../store/documents.js';
import { tellOverdue } from '../store/erase-orders.js';
import { beginErasures, begunErasures, erasedWithin, finishErasure, forgetKeys, journalEnds, warnOfRetention, type BegunErasure } from '../store/erasures.js';
import type { Journal } from './journal.js';
import { closeOrders, order, setAside, type OrderPorts } from './orders.js';
import { policiesOf } from './policy.js';

export interface ErasePorts extends OrderPorts {
  journal: Journal; clock: Clock; network: () => NetworkFile; rulesOf: (country: string) => NationalRules | undefined;
  /** Drops what this process keeps in memory of an alert. */
  forget: (alert: string) => void;
  /** Told after the commit which erase orders wait. */
  dispatch: (orders: { id: string; centre: string; state: string }[], msgType: string) => void;
}

/** Memory keeps nothing longer than this, whatever is forgotten or not. */
const REMEMBERED_SECONDS = 660;

/** Nobody can take one message out of sealed bytes, so they go whole. The line of the alert in the journal stands for them. */
export async function eraseDocuments({ database, keys }: ErasePorts, documents: readonly Kept[]): Promise<void> {
  for (const { id, keyRef } of documents) {
    await keys.destroy(keyRef);
    await clearDocument(database, id);
  }
}

async function eraseOne(ports: ErasePorts, erasure: BegunErasure): Promise<boolean> {
  if (erasure.keyRef !== null) await ports.keys.destroy(erasure.keyRef);
  await eraseDocuments(ports, await documentsAbout(ports.database, erasure.id));
  ports.forget(erasure.id);
  let orders: Awaited<ReturnType<typeof order>> = [];
  const isOurs = await finishErasure(ports.database, erasure, async (sql) => {
    orders = await order(ports, sql, erasure);
    return orders.length;
  });
  if (isOurs) ports.dispatch(orders, 'Erase');
  return isOurs;
}

/** One that cannot be finished keeps no other waiting; it is tried again, for its decision stands. */
async function eraseBegun(ports: ErasePorts, begun: readonly BegunErasure[]): Promise<number> {
  for (const erasure of begun) await setAside(ports, erasure);
  const at = ports.clock.now().toISOString();
  await ports.journal.append(begun.map(({ id }) => ({ erased: id, at })));
  const results = await Promise.allSettled(begun.map((erasure) => eraseOne(ports, erasure)));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  return results.filter((result) => result.status === 'fulfilled' && result.value).length;
}

/** Everything that is due now. @returns how many alerts were erased. */
export async function eraseDue(ports: ErasePorts): Promise<number> {
  let count = 0;
  for (;;) {
    await beginErasures(ports.database, policiesOf(ports.network(), ports.rulesOf));
    const begun = await begunErasures(ports.database);
    if (begun.length === 0) return count;
    count += await eraseBegun(ports, begun);
  }
}

/** What runs on a timer. @returns how much there is to tell of it. */
export async function keepErasing(ports: ErasePorts): Promise<number> {
  const { database, journal, forget, clock } = ports;
  await journalEnds(database, (ids) => journal.append(ids.map((id) => ({ ended: id, at: clock.now().toISOString() }))));
  const told = await warnOfRetention(database, policiesOf(ports.network(), ports.rulesOf));
  const count = await eraseDue(ports);
  // What another process erased.
  for (const alert of await erasedWithin(database, REMEMBERED_SECONDS)) forget(alert);
  await forgetKeys(database);
  await closeOrders(ports);
  return told + count + await tellOverdue(database);
}
