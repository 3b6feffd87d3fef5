// Short ways to put an alert into a store, and to say what became of its deliveries.
import { randomBytes } from 'node:crypto';
import { priorityOf } from '../../src/model/relay.js';
import { acceptAlert, type Acceptance, type Accepted, type NewDelivery } from '../../src/store/accept.js';
import type { Database } from '../../src/store/database.js';
import { claimDeliveries, type Claimed, type Outcome } from '../../src/store/deliveries.js';
import { findDelivery } from '../../src/store/reads.js';

let serial = 0;
/** A name nobody else uses, in any test of this process. */
export const fresh = (kind: string): string => `${kind}-${String(serial += 1).padStart(5, '0')}`;

const randomHash = (): string => randomBytes(32).toString('base64');
const HOUR = 3_600_000;

export const deliveryTo = (centre: string, more: Partial<NewDelivery> = {}): NewDelivery =>
  ({ id: fresh('delivery'), centre, country: 'GR', transport: 'webhook', state: 'queued', held_reason: null, ...more });

/** A first Alert of an incident of its own, for the next hour, to the given centres. */
export const firstTo = (centres: readonly string[], more: Partial<Acceptance> = {}): Acceptance => {
  const id = fresh('alert');
  const msgType = more.msgType ?? 'Alert';
  return {
    id, incident: fresh('incident'), incidentIsNew: true, thread: id, origin: 'al', country: 'AL', keyHash: randomHash(), nameHash: randomHash(), bytesHash: randomHash(), contentHash: randomHash(),
    msgType, status: 'Actual', effectiveStatus: 'Actual', adapter: 'cap', signed: false, heldReason: null, state: msgType === 'Cancel' ? 'cancelled' : 'active', keyRef: 'nowhere.keys:0',
    sentAt: new Date(), receivedAt: new Date(), expiresAt: new Date(Date.now() + HOUR), priority: priorityOf(msgType), tokens: [], searches: [], references: [], sealed: [],
    deliveries: centres.map((centre) => deliveryTo(centre)), facts: [], affects: undefined, ...more,
  };
};

/** A later message of the same thread, to the same centres. */
export const laterOf = (earlier: Acceptance, msgType: 'Update' | 'Cancel', more: Partial<Acceptance> = {}): Acceptance => firstTo(earlier.deliveries.map(({ centre }) => centre), {
  incident: earlier.incident, incidentIsNew: false, thread: earlier.thread, msgType, status: earlier.status, effectiveStatus: earlier.effectiveStatus,
  expiresAt: msgType === 'Cancel' ? null : earlier.expiresAt, affects: { threads: [earlier.thread], by: msgType === 'Update' ? 'update' : 'cancel' }, ...more,
});

/** Another alert of the same incident, as a sibling's would be: no reference between them. */
export const siblingOf = (earlier: Acceptance, more: Partial<Acceptance> = {}): Acceptance =>
  firstTo(earlier.deliveries.map(({ centre }) => centre), { incident: earlier.incident, incidentIsNew: false, ...more });

export const store = (database: Database, acceptance: Acceptance): Promise<Accepted> => database.transaction((sql) => acceptAlert(sql, acceptance, (joined) => joined));

/** Stores them one after another and gives them back. */
export async function stored<T extends Acceptance[]>(database: Database, ...acceptances: T): Promise<T> {
  for (const acceptance of acceptances) await store(database, acceptance);
  return acceptances;
}

/** `state`, or `state/reason` where it is held, of the delivery of an alert to its nth centre. */
export const stateOf = async (database: Database, { deliveries }: Acceptance, place = 0): Promise<string> => {
  const row = await findDelivery(database, deliveries[place]!.id);
  return row!.heldReason ? `${row!.state}/${row!.heldReason}` : row!.state;
};

export const alertState = async (database: Database, { id }: Acceptance): Promise<string> =>
  (await database.query<{ state: string }>('select state from alert where id = $1', [id]))[0]!.state;

export const idOf = ({ deliveries }: Acceptance, place = 0): string => deliveries[place]!.id;

/** Tries to claim the delivery of each alert to its first centre; tells which could be. */
export const claimAll = async (database: Database, ...acceptances: Acceptance[]): Promise<Claimed[]> =>
  claimDeliveries(database, acceptances.map((acceptance) => idOf(acceptance)), []);

export const claimOne = async (database: Database, acceptance: Acceptance): Promise<Claimed> => {
  const [claimed] = await claimAll(database, acceptance);
  if (!claimed) throw new Error('the delivery could not be claimed');
  return claimed;
};

export const outcome = ({ id, token, centre }: Claimed, state: Outcome['state'], more: Partial<Outcome> = {}): Outcome => ({ id, token, centre, state, ...more });

/** As if its holder had been silent for longer than a lease lasts. */
export const letLeaseRunOut = (database: Database, { id }: { id: string }): Promise<unknown> =>
  database.query(`update delivery set lease_until = now() - interval '1 millisecond' where id = $1`, [id]);

/** As if the waiting time of a delivery were over. */
export const makeDue = (database: Database, id: string): Promise<unknown> => database.query('update delivery set due_at = now() where id = $1', [id]);

/** As if the end of an alert had come for its deliveries. */
export const letExpire = (database: Database, { id }: Acceptance): Promise<unknown> => database.transaction(async (sql) => {
  await sql.query(`update delivery set expires_at = now() - interval '1 second' where alert_id = $1`, [id]);
  await sql.query(`update alert set expires_at = now() - interval '1 second' where id = $1`, [id]);
});

/** Types of the audit entries about an alert, oldest first. */
export const auditOf = async (database: Database, { id }: Acceptance): Promise<string[]> =>
  (await database.query<{ type: string }>('select type from audit_entry where alert_id = $1 order by id', [id])).map(({ type }) => type);
