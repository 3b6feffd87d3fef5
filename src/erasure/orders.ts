// Erase orders: everybody who had an alert is told to erase it, in a form that survives the alert's own key.
import { AlertBridgeError } from '../errors.js';
import type { EraseOrder } from '../model/generated/erase-order.js';
import type { Database, Sql } from '../store/database.js';
import { clearOrders, giveOrdersTheirKey, ordersBy, receiversOf, setOrdersBy, spentOrders } from '../store/erase-orders.js';
import type { BegunErasure } from '../store/erasures.js';
import { insertNotices } from '../store/notices.js';
import type { SealedStore } from '../store/sealed.js';
import type { KeyStore } from '../trust/key-store.js';

export interface OrderPorts {
  database: Database; keys: KeyStore; sealed: SealedStore;
  /** What the orders say, under keys of their own. */
  sealedErasures: SealedStore;
  newId: () => string;
  withinHours: () => number;
}

export const ERASE_ORDER = 'application/vnd.alertbridge.erase+json';

/** Sender, identifier and sent, by which receivers know the alert: set aside before its key is destroyed. Nothing where nobody had it, or it cannot be read any more. */
export async function setAside({ database, keys, sealed, sealedErasures }: OrderPorts, { id, orderKey }: BegunErasure): Promise<void> {
  if (orderKey !== null || (await receiversOf(database, id)).length === 0) return;
  const receipt = await sealed.read(id, 'receipt');
  if (!receipt) return;
  const { key } = JSON.parse(receipt.toString('utf8')) as { key: EraseOrder['key'] };
  const { ref } = await keys.create(id);
  const isOurs = await database.transaction(async (sql) => {
    const given = await giveOrdersTheirKey(sql, id, ref);
    if (given) await sealedErasures.write(sql, id, { kind: 'key', plain: Buffer.from(JSON.stringify(key)) });
    return given;
  });
  if (!isOurs) await keys.destroy(ref);
}

/** Call it in the transaction in which the alert becomes erased. @returns the orders that wait now. */
export async function order({ newId, withinHours }: OrderPorts, sql: Sql, { id, reason }: BegunErasure): Promise<{ id: string; centre: string; state: string }[]> {
  // Done again after a restore: the orders went out the first time, and what they say cannot be read any more.
  if (reason === 'restore') return [];
  const receivers = await receiversOf(sql, id);
  if (receivers.length === 0) return [];
  await setOrdersBy(sql, id, withinHours());
  const waiting = await insertNotices(sql, receivers.map((receiver) => ({ ...receiver, id: newId(), alert: id, kind: 'erase', expiresAt: null })));
  return waiting.map(({ id: delivery, centre }) => ({ id: delivery, centre, state: 'queued' }));
}

/** As it leaves. @throws AlertBridgeError ERASED where the order says nothing any more. */
export const writeOrder = ({ database, sealedErasures }: Pick<OrderPorts, 'database' | 'sealedErasures'>) => async (alert: string): Promise<{ body: Buffer; contentType: string }> => {
  const [key, by] = await Promise.all([sealedErasures.read(alert, 'key'), ordersBy(database, alert)]);
  if (!key || !by) throw new AlertBridgeError('ERASED', 'The order to erase this alert has been erased itself.');
  const said: EraseOrder = { erase: alert, key: JSON.parse(key.toString('utf8')) as EraseOrder['key'], by: by.toISOString() };
  return { contentType: ERASE_ORDER, body: Buffer.from(JSON.stringify(said)) };
};

/** Destroys the keys of orders that all have answered, or that nobody will. @returns how many. */
export async function closeOrders({ database, keys }: OrderPorts): Promise<number> {
  const spent = await spentOrders(database);
  for (const { id, keyRef } of spent) {
    await keys.destroy(keyRef);
    await clearOrders(database, id);
  }
  return spent.length;
}
