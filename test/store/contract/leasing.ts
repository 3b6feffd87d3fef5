// Contract of the store: who may work on a delivery, and whose word about it counts (reliability clauses 3, 9 and 11).
import { describe, expect, test } from '@jest/globals';
import type { Database } from '../../../src/store/database.js';
import { claimDeliveries, LEASE_SECONDS, renewLeases, releaseAllLeases, settleDeliveries } from '../../../src/store/deliveries.js';
import { findDelivery } from '../../../src/store/reads.js';
import { auditOf, claimAll, claimOne, firstTo, fresh, idOf, letExpire, letLeaseRunOut, makeDue, outcome, stateOf, stored } from '../sample-acceptance.js';

export const leasing = (database: () => Database): void => {
  const waiting = async () => (await stored(database(), firstTo([fresh('gr')])))[0];
  const claimed = async () => {
    const alert = await waiting();
    return { alert, lease: await claimOne(database(), alert) };
  };
  const leaseLeft = async (id: string): Promise<number> =>
    (await database().query<{ seconds: number }>('select extract(epoch from lease_until - now())::float8 as seconds from delivery where id = $1', [id]))[0]!.seconds;

  describe('a claim', () => {
    test('tells the worker what it has to know', async () => {
      const { alert, lease } = await claimed();
      expect(lease).toMatchObject({ id: idOf(alert), alert: alert.id, incident: alert.incident, thread: alert.thread, centre: alert.deliveries[0]!.centre, attempt: 1, priority: 1, effectiveStatus: 'Actual', held: false });
      expect(lease.expiresAt!.getTime()).toBe(alert.expiresAt!.getTime());
      expect(Math.abs(lease.firstAttemptAt.getTime() - Date.now())).toBeLessThan(60_000);
    });

    test('clause 11: lasts five seconds at most without a sign of life', async () => {
      const { lease } = await claimed();
      expect(LEASE_SECONDS).toBe(5);
      expect(await leaseLeft(lease.id)).toBeLessThanOrEqual(LEASE_SECONDS);
      expect(await leaseLeft(lease.id)).toBeGreaterThan(0);
    });

    test('clause 11: is given to one of twenty workers that ask together', async () => {
      const alert = await waiting();
      const answers = await Promise.all(Array.from({ length: 20 }, () => claimAll(database(), alert)));
      expect(answers.flat()).toHaveLength(1);
      expect((await findDelivery(database(), idOf(alert)))!.attempts).toBe(1);
    });

    test('gives every delivery of a batch to one of several workers', async () => {
      const alerts = await stored(database(), ...Array.from({ length: 12 }, () => firstTo([fresh('gr')])));
      const ids = alerts.map((alert) => idOf(alert));
      const answers = await Promise.all([ids, [...ids].reverse(), ids, [...ids].reverse()].map((order) => claimDeliveries(database(), order, [])));
      const taken = answers.flat().map(({ id }) => id);
      // What was locked by another in that instant is found by the next sweep.
      taken.push(...(await claimDeliveries(database(), ids, [])).map(({ id }) => id));
      expect(taken.sort()).toEqual(ids.sort());
    });

    test('is refused before the delivery is due', async () => {
      const { alert, lease } = await claimed();
      await settleDeliveries(database(), [outcome(lease, 'retrying', { waitMs: 60_000 })]);
      expect(await claimAll(database(), alert)).toEqual([]);
      await makeDue(database(), lease.id);
      expect(await claimAll(database(), alert)).toMatchObject([{ attempt: 2, firstAttemptAt: lease.firstAttemptAt }]);
    });

    test('clause 9: is refused after the end of the alert', async () => {
      const alert = await waiting();
      await letExpire(database(), alert);
      expect(await claimAll(database(), alert)).toEqual([]);
    });

    test('is refused for a mailbox, whose centre fetches', async () => {
      const [alert] = await stored(database(), firstTo([fresh('gr')].map((centre) => centre)));
      await database().query(`update delivery set transport = 'mailbox' where alert_id = $1`, [alert.id]);
      expect(await claimAll(database(), alert)).toEqual([]);
    });

    test.each(['delivered', 'acknowledged', 'refused', 'dead'] as const)('is refused once the delivery ended as %s', async (state) => {
      const { alert, lease } = await claimed();
      await settleDeliveries(database(), [outcome(lease, state)]);
      expect(await claimAll(database(), alert)).toEqual([]);
    });

    test('is refused while an operator pauses the centre', async () => {
      const alert = await waiting();
      await database().query('insert into centre_state (centre, paused) values ($1, true)', [alert.deliveries[0]!.centre]);
      expect(await claimAll(database(), alert)).toEqual([]);
      expect(await stateOf(database(), alert)).toBe('held/paused');
    });
  });

  describe('clause 11: a lease', () => {
    test('goes to another worker when its holder goes silent, with a higher token', async () => {
      const { alert, lease } = await claimed();
      await letLeaseRunOut(database(), lease);
      const [second] = await claimAll(database(), alert);
      expect(second!.attempt).toBe(2);
      expect(second!.token).toBeGreaterThan(lease.token);
    });

    test('is renewed for its holder alone', async () => {
      const { alert, lease } = await claimed();
      await letLeaseRunOut(database(), lease);
      const second = await claimOne(database(), alert);
      expect(await renewLeases(database(), [lease])).toEqual([]);
      expect(await renewLeases(database(), [second])).toEqual([lease.id]);
    });

    test('lasts its whole time again once renewed', async () => {
      const { lease } = await claimed();
      await letLeaseRunOut(database(), lease);
      expect(await renewLeases(database(), [lease])).toEqual([lease.id]);
      expect(await leaseLeft(lease.id)).toBeGreaterThan(LEASE_SECONDS - 2);
    });

    test('cannot be renewed once the delivery has ended', async () => {
      const { lease } = await claimed();
      await settleDeliveries(database(), [outcome(lease, 'delivered')]);
      expect(await renewLeases(database(), [lease])).toEqual([]);
    });

    test('of a process that is certainly dead is freed at the start of the next', async () => {
      const { alert } = await claimed();
      await releaseAllLeases(database());
      expect(await claimAll(database(), alert)).toMatchObject([{ attempt: 2 }]);
    });
  });

  describe('clause 3: the outcome', () => {
    test('of a holder whose lease went to another settles nothing (fencing token)', async () => {
      const { alert, lease } = await claimed();
      await letLeaseRunOut(database(), lease);
      const second = await claimOne(database(), alert);
      expect(await settleDeliveries(database(), [outcome(lease, 'held', { heldReason: 'receiver' })])).toEqual([]);
      expect(await stateOf(database(), alert)).toBe('queued');
      expect(await settleDeliveries(database(), [outcome(second, 'delivered')])).toMatchObject([{ id: lease.id, alert: alert.id, state: 'delivered' }]);
    });

    test('of a holder that was only slow still counts while nobody else took over', async () => {
      const { lease } = await claimed();
      await letLeaseRunOut(database(), lease);
      expect(await settleDeliveries(database(), [outcome(lease, 'delivered')])).toHaveLength(1);
    });

    test('is set once, whoever repeats it', async () => {
      const { alert, lease } = await claimed();
      const answers = await Promise.all([outcome(lease, 'delivered'), outcome(lease, 'dead'), outcome(lease, 'refused')].map((one) => settleDeliveries(database(), [one])));
      const [settled] = answers.flat();
      expect(answers.flat()).toHaveLength(1);
      expect(await stateOf(database(), alert)).toBe(settled!.state);
      expect(await auditOf(database(), alert)).toEqual([`delivery.${settled!.state}`]);
    });

    test('is written with its times, codes and audit entry', async () => {
      const { alert, lease } = await claimed();
      await settleDeliveries(database(), [outcome(lease, 'acknowledged', { receipt: 'cap-ack' })]);
      const row = await findDelivery(database(), lease.id);
      expect(row).toMatchObject({ state: 'acknowledged', receipt: 'cap-ack', lastError: null, attempts: 1 });
      expect([row!.deliveredAt, row!.acknowledgedAt].map((at) => at?.getTime())).toEqual([row!.deliveredAt!.getTime(), row!.deliveredAt!.getTime()]);
      expect(await database().query('select type, incident_id, centre, detail from audit_entry where alert_id = $1', [alert.id]))
        .toEqual([{ type: 'delivery.acknowledged', incident_id: alert.incident, centre: lease.centre, detail: { delivery: lease.id, attempt: 1 } }]);
    });

    test('of many attempts is written in one statement, each with its own', async () => {
      const [one, two] = [await claimed(), await claimed()];
      const settled = await settleDeliveries(database(), [outcome(one.lease, 'delivered'), outcome(two.lease, 'held', { heldReason: 'receiver', error: 'HTTP_404', waitMs: 1 })]);
      expect(settled).toHaveLength(2);
      expect([await stateOf(database(), one.alert), await stateOf(database(), two.alert)]).toEqual(['delivered', 'held/receiver']);
    });

    test.each(['retrying', 'held'] as const)('clause 9: of an attempt that ran past the end is expired, not %s', async (state) => {
      const { alert, lease } = await claimed();
      await letExpire(database(), alert);
      await settleDeliveries(database(), [outcome(lease, state, state === 'held' ? { heldReason: 'receiver' } : {})]);
      expect(await stateOf(database(), alert)).toBe('expired');
    });
  });

  describe('clause 5: a delivery held for the answer of its receiver', () => {
    const held = async () => {
      const { alert, lease } = await claimed();
      await settleDeliveries(database(), [outcome(lease, 'held', { heldReason: 'receiver', error: 'HTTP_404', waitMs: 300_000 })]);
      return alert;
    };

    test('rests until its probe is due', async () => {
      expect(await claimAll(database(), await held())).toEqual([]);
    });

    test('is probed when its time has come, and may still be delivered', async () => {
      const alert = await held();
      await makeDue(database(), idOf(alert));
      const probe = await claimOne(database(), alert);
      expect(probe).toMatchObject({ held: true, attempt: 2 });
      await settleDeliveries(database(), [outcome(probe, 'delivered')]);
      expect(await stateOf(database(), alert)).toBe('delivered');
    });

    test.each(['paused', 'restore', 'status-conflict'])('is not probed where the reason is %s', async (reason) => {
      const alert = await held();
      await makeDue(database(), idOf(alert));
      await database().query('update delivery set held_reason = $2 where id = $1', [idOf(alert), reason]);
      expect(await claimAll(database(), alert)).toEqual([]);
    });
  });
};
