// Contract of the store: what an Update and a Cancel do to earlier versions (reliability clause 4).
import { describe, expect, test } from '@jest/globals';
import type { Database } from '../../../src/store/database.js';
import { endOverdueDeliveries, settleDeliveries } from '../../../src/store/deliveries.js';
import { insertNotices } from '../../../src/store/notices.js';
import { alertState, auditOf, claimAll, claimOne, deliveryTo, firstTo, fresh, laterOf, letLeaseRunOut, outcome, siblingOf, stateOf, stored } from '../sample-acceptance.js';

export const superseding = (database: () => Database): void => {
  const first = async (more = {}) => (await stored(database(), firstTo([fresh('gr')], more)))[0];
  const attempted = async () => {
    const alert = await first();
    const claimed = await claimOne(database(), alert);
    await settleDeliveries(database(), [outcome(claimed, 'retrying', { error: 'HTTP_500', waitMs: 60_000 })]);
    return alert;
  };
  const inFlight = async () => {
    const alert = await first();
    return { alert, claimed: await claimOne(database(), alert) };
  };
  const cancel = async (target: Awaited<ReturnType<typeof first>>) => (await stored(database(), laterOf(target, 'Cancel')))[0];

  describe('clause 4: an Update', () => {
    test('supersedes an older version that was never attempted', async () => {
      const alert = await first();
      await stored(database(), laterOf(alert, 'Update'));
      expect([await stateOf(database(), alert), await alertState(database(), alert)]).toEqual(['superseded', 'superseded']);
      expect(await auditOf(database(), alert)).toEqual(['delivery.superseded', 'alert.superseded']);
    });

    test('leaves one that was attempted to be settled first', async () => {
      const alert = await attempted();
      const [update] = await stored(database(), laterOf(alert, 'Update'));
      expect(await stateOf(database(), alert)).toBe('retrying');
      expect(await claimAll(database(), update)).toEqual([]);
    });

    test('leaves one in flight, which may still be tried again', async () => {
      const { alert, claimed } = await inFlight();
      await stored(database(), laterOf(alert, 'Update'));
      expect(await settleDeliveries(database(), [outcome(claimed, 'retrying', { waitMs: 0 })])).toMatchObject([{ state: 'retrying' }]);
    });

    test('leaves what is held for its status to its origin', async () => {
      const centre = fresh('gr');
      const [alert] = await stored(database(), firstTo([], { heldReason: 'status-conflict', deliveries: [deliveryTo(centre, { state: 'held', held_reason: 'status-conflict' })] }));
      await stored(database(), laterOf(alert, 'Update', { deliveries: [deliveryTo(centre)] }));
      expect([await stateOf(database(), alert), await alertState(database(), alert)]).toEqual(['held/status-conflict', 'active']);
    });

    test('that is itself held for its status changes nothing yet', async () => {
      const alert = await first();
      await stored(database(), laterOf(alert, 'Update', { heldReason: 'status-conflict' }));
      expect([await stateOf(database(), alert), await alertState(database(), alert)]).toEqual(['queued', 'active']);
    });
  });

  describe.each(['Update', 'Cancel'] as const)('an %s', (msgType) => {
    test('ends a reminder that waits, under the name of reminders: no reader of events takes it for an alert', async () => {
      const alert = await first();
      await settleDeliveries(database(), [outcome(await claimOne(database(), alert), 'delivered', { receipt: 'unsigned' })]);
      await insertNotices(database(), [{ id: fresh('delivery'), alert: alert.id, kind: 'reminder', centre: alert.deliveries[0]!.centre, country: 'GR', transport: 'webhook', expiresAt: null }]);
      await stored(database(), laterOf(alert, msgType));
      expect(await auditOf(database(), alert)).toEqual(['delivery.delivered', 'reminder.superseded', msgType === 'Update' ? 'alert.superseded' : 'alert.ended']);
    });
  });

  describe('clause 4: a Cancel', () => {
    test('ends what was never attempted and what is retrying, for good', async () => {
      for (const alert of [await first(), await attempted()]) {
        await cancel(alert);
        expect([await stateOf(database(), alert), await alertState(database(), alert)]).toEqual(['superseded', 'cancelled']);
        expect(await claimAll(database(), alert)).toEqual([]);
      }
    });

    test('ends every earlier version at once', async () => {
      const alert = await first();
      const [update] = await stored(database(), laterOf(alert, 'Update'));
      await cancel(alert);
      expect([await alertState(database(), alert), await alertState(database(), update), await stateOf(database(), update)]).toEqual(['cancelled', 'cancelled', 'superseded']);
    });

    test.each(['receiver', 'status-conflict'] as const)('ends what is held (%s)', async (reason) => {
      const [alert] = await stored(database(), firstTo([], { deliveries: [deliveryTo(fresh('gr'), { state: 'held', held_reason: reason })] }));
      await cancel(alert);
      expect(await stateOf(database(), alert)).toBe('superseded');
    });

    test('waits for an attempt in flight, and lets it count when it arrives', async () => {
      const { alert, claimed } = await inFlight();
      const later = await cancel(alert);
      expect(await claimAll(database(), later)).toEqual([]);
      expect(await settleDeliveries(database(), [outcome(claimed, 'delivered')])).toMatchObject([{ state: 'delivered' }]);
      expect(await claimAll(database(), later)).toMatchObject([{ id: later.deliveries[0]!.id }]);
    });

    test.each(['retrying', 'held'] as const)('does not let the attempt it waited for be tried again (%s)', async (state) => {
      const { alert, claimed } = await inFlight();
      await cancel(alert);
      await settleDeliveries(database(), [outcome(claimed, state, { error: 'HTTP_500', waitMs: 0, ...(state === 'held' ? { heldReason: 'receiver' } : {}) })]);
      expect(await stateOf(database(), alert)).toBe('superseded');
    });

    test('does not wait for an attempt whose worker went silent, and ends it', async () => {
      const { alert, claimed } = await inFlight();
      const later = await cancel(alert);
      await letLeaseRunOut(database(), claimed);
      expect(await claimAll(database(), alert)).toEqual([]);
      expect(await claimAll(database(), later)).toHaveLength(1);
      expect(await endOverdueDeliveries(database())).toBeGreaterThan(0);
      expect(await stateOf(database(), alert)).toBe('superseded');
    });

    test('leaves what was delivered as it is', async () => {
      const { alert, claimed } = await inFlight();
      await settleDeliveries(database(), [outcome(claimed, 'delivered')]);
      await cancel(alert);
      expect(await stateOf(database(), alert)).toBe('delivered');
    });
  });

  describe.each(['Update', 'Cancel'] as const)('clause 4: %s', (msgType) => {
    test.each([['Test', 'Actual'], ['Exercise', 'Actual'], ['Actual', 'Test'], ['Test', 'Exercise']])('of status %s never touches %s', async (status, other) => {
      const alert = await first({ effectiveStatus: other });
      await stored(database(), laterOf(alert, msgType, { effectiveStatus: status }));
      expect([await stateOf(database(), alert), await alertState(database(), alert)]).toEqual(['queued', 'active']);
    });

    test('leaves the other threads of its incident alone', async () => {
      const alert = await first();
      const [sibling] = await stored(database(), siblingOf(alert));
      await stored(database(), laterOf(alert, msgType));
      expect([await stateOf(database(), sibling), await alertState(database(), sibling)]).toEqual(['queued', 'active']);
    });

    test('leaves later messages of its own thread alone', async () => {
      const alert = await first();
      const [, second, third] = await stored(database(), laterOf(alert, 'Update'), laterOf(alert, msgType), laterOf(alert, 'Update'));
      expect([await stateOf(database(), second), await stateOf(database(), third)]).toEqual([msgType === 'Cancel' ? 'queued' : 'superseded', 'queued']);
    });
  });
};
