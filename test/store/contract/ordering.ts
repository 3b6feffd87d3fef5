// Contract of the store: first in, first out per incident and centre, and who comes next (reliability clause 4).
import { describe, expect, test } from '@jest/globals';
import type { Acceptance } from '../../../src/store/accept.js';
import type { Database } from '../../../src/store/database.js';
import { dueDeliveries, nextInLine, releaseHeld, settleDeliveries, type Settled } from '../../../src/store/deliveries.js';
import { alertState, claimAll, claimOne, deliveryTo, firstTo, fresh, idOf, laterOf, outcome, siblingOf, stateOf, store, stored } from '../sample-acceptance.js';

const MANY = 1_000;

export const ordering = (database: () => Database): void => {
  const placeOf = (id: string): Promise<Settled[]> => database().query<Settled>('select id, alert_id as alert, incident_id as incident, seq, centre, state, false as followed from delivery where id = $1', [id]);

  const dueAt = async (...centres: string[]): Promise<string[]> =>
    (await dueDeliveries(database(), MANY)).due.filter(({ centre }) => centres.includes(centre)).map(({ id }) => id);
  const end = async (alert: Acceptance): Promise<void> => { await settleDeliveries(database(), [outcome(await claimOne(database(), alert), 'delivered')]); };

  describe('clause 4: first in, first out', () => {
    test('a later message waits until the earlier one of its incident has ended at that centre', async () => {
      const first = firstTo([fresh('gr')]);
      const [, second, third] = await stored(database(), first, siblingOf(first), siblingOf(first));
      expect((await claimAll(database(), first, second, third)).map(({ id }) => id)).toEqual([idOf(first)]);
      expect(await claimAll(database(), second, third)).toEqual([]);
    });

    test.each(['retrying', 'held'] as const)('it waits for one that is %s, too', async (state) => {
      const first = firstTo([fresh('gr')]);
      const [, second] = await stored(database(), first, siblingOf(first));
      await settleDeliveries(database(), [outcome(await claimOne(database(), first), state, { waitMs: 60_000, ...(state === 'held' ? { heldReason: 'receiver' } : {}) })]);
      expect(await claimAll(database(), second)).toEqual([]);
    });

    test.each(['delivered', 'acknowledged', 'refused', 'dead'] as const)('its turn comes when the earlier one is %s', async (state) => {
      const first = firstTo([fresh('gr')]);
      const [, second, third] = await stored(database(), first, siblingOf(first), siblingOf(first));
      expect(await settleDeliveries(database(), [outcome(await claimOne(database(), first), state)])).toMatchObject([{ state, followed: true }]);
      expect((await nextInLine(database(), await placeOf(idOf(first)))).map(({ id }) => id)).toEqual([idOf(second)]);
      expect((await claimAll(database(), second, third)).map(({ id }) => id)).toEqual([idOf(second)]);
    });

    test('other centres and other incidents do not wait', async () => {
      const centre = fresh('gr');
      const first = firstTo([centre]);
      const elsewhere = siblingOf(first, { deliveries: [deliveryTo(fresh('it'))] });
      const [, , other] = await stored(database(), first, elsewhere, firstTo([centre]));
      expect((await claimAll(database(), elsewhere, other)).map(({ id }) => id).sort()).toEqual([idOf(elsewhere), idOf(other)].sort());
    });

    test('a test does not hold up the real alert, nor the other way round', async () => {
      const first = firstTo([fresh('gr')], { effectiveStatus: 'Test' });
      const [, real] = await stored(database(), first, siblingOf(first, { effectiveStatus: 'Actual' }));
      expect(await claimAll(database(), first, real)).toHaveLength(2);
    });

    test('what is held for its status blocks nobody and is never sent itself', async () => {
      const centre = fresh('gr');
      const held = firstTo([], { deliveries: [deliveryTo(centre, { state: 'held', held_reason: 'status-conflict' })] });
      const [, next] = await stored(database(), held, siblingOf(held, { deliveries: [deliveryTo(centre)] }));
      expect((await claimAll(database(), held, next)).map(({ id }) => id)).toEqual([idOf(next)]);
      expect(await dueAt(centre)).toEqual([]);
    });
  });

  describe('clause 4: a Cancel', () => {
    test('does not wait for open siblings in its incident, only for one in flight', async () => {
      const first = firstTo([fresh('gr')]);
      const [, sibling] = await stored(database(), first, siblingOf(first));
      const lease = await claimOne(database(), first);
      const [cancel] = await stored(database(), laterOf(sibling, 'Cancel'));
      expect(await claimAll(database(), cancel)).toEqual([]);
      await settleDeliveries(database(), [outcome(lease, 'retrying', { waitMs: 60_000 })]);
      expect(await claimAll(database(), cancel)).toHaveLength(1);
      expect(await stateOf(database(), first)).toBe('retrying');
    });

    test('comes before everything else that is due at its centre, then Alerts, Updates and the rest', async () => {
      const centre = fresh('gr');
      const make = (msgType: string): Acceptance => firstTo([centre], { msgType, state: 'active' });
      const [ack, update, alert, cancel] = await stored(database(), make('Ack'), make('Update'), make('Alert'), make('Cancel'));
      expect(await dueAt(centre)).toEqual([cancel, alert, update, ack].map((one) => idOf(one)));
    });
  });

  describe('clause 6: the sweep', () => {
    test('takes a few per centre, so that a long queue hides nobody else', async () => {
      const [busy, quiet] = [fresh('gr'), fresh('it')];
      const alerts = await stored(database(), ...Array.from({ length: 5 }, () => firstTo([busy])), firstTo([quiet]));
      const { due } = await dueDeliveries(database(), 2);
      expect(due.filter(({ centre }) => centre === busy).map(({ id }) => id)).toEqual(alerts.slice(0, 2).map((alert) => idOf(alert)));
      expect(due.filter(({ centre }) => centre === quiet)).toHaveLength(1);
    });

    test('leaves out what is leased, and finds it again when the lease has run out', async () => {
      const centre = fresh('gr');
      const [alert] = await stored(database(), firstTo([centre]));
      await claimOne(database(), alert);
      expect(await dueAt(centre)).toEqual([]);
      await database().query(`update delivery set lease_until = now() - interval '1 second' where id = $1`, [idOf(alert)]);
      expect(await dueAt(centre)).toEqual([idOf(alert)]);
    });
  });

  describe('a held alert that its origin confirms', () => {
    const held = async () => {
      const deliveries = [fresh('gr'), fresh('it')].map((centre) => deliveryTo(centre, { state: 'held', held_reason: 'status-conflict' }));
      const alert = firstTo([], { deliveries, heldReason: 'status-conflict', effectiveStatus: 'Test' });
      await store(database(), alert);
      return alert;
    };

    test('goes to the centres that want its status; for the others it is superseded', async () => {
      const alert = await held();
      const freed = await releaseHeld(database(), alert.id, 'Exercise', [alert.deliveries[0]!.centre]);
      expect(freed.map(({ centre, state }) => [centre, state]).sort()).toEqual([[alert.deliveries[0]!.centre, 'queued'], [alert.deliveries[1]!.centre, 'superseded']].sort());
      expect(await claimAll(database(), alert)).toMatchObject([{ effectiveStatus: 'Exercise' }]);
      expect(await alertState(database(), alert)).toBe('active');
    });

    test('is freed once', async () => {
      const alert = await held();
      await releaseHeld(database(), alert.id, 'Actual', []);
      expect(await releaseHeld(database(), alert.id, 'Actual', alert.deliveries.map(({ centre }) => centre))).toEqual([]);
    });

    test('is not freed where it is held for another reason', async () => {
      const [alert] = await stored(database(), firstTo([], { deliveries: [deliveryTo(fresh('gr'), { state: 'held', held_reason: 'receiver' })] }));
      expect(await releaseHeld(database(), alert.id, 'Actual', [alert.deliveries[0]!.centre])).toEqual([]);
      expect(await stateOf(database(), alert)).toBe('held/receiver');
    });
  });

  test('the end of one delivery makes nobody due who would have to wait for another', async () => {
    const first = firstTo([fresh('gr')]);
    const [, second, third] = await stored(database(), first, siblingOf(first), siblingOf(first));
    await end(first);
    await claimOne(database(), second);
    expect(await nextInLine(database(), await placeOf(idOf(first)))).toEqual([]);
    expect(await claimAll(database(), third)).toEqual([]);
  });
};
