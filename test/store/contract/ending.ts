// Contract of the store: how deliveries and alerts end by time, and by the answer of the receiver (reliability clauses 8 and 9).
import { describe, expect, test } from '@jest/globals';
import type { Database } from '../../../src/store/database.js';
import { acknowledgeDelivery, endExpiredAlerts, endOverdueDeliveries, settleDeliveries } from '../../../src/store/deliveries.js';
import { findDelivery } from '../../../src/store/reads.js';
import { alertState, auditOf, claimOne, deliveryTo, firstTo, fresh, idOf, letExpire, letLeaseRunOut, outcome, stateOf, stored } from '../sample-acceptance.js';

export const ending = (database: () => Database): void => {
  const waiting = async (more = {}) => (await stored(database(), firstTo([fresh('gr')], more)))[0];
  const delivered = async () => {
    const alert = await waiting();
    await settleDeliveries(database(), [outcome(await claimOne(database(), alert), 'delivered', { receipt: 'unsigned' })]);
    return alert;
  };

  describe('clause 9: at the end of an alert', () => {
    test('its open deliveries expire, each with an audit entry', async () => {
      const alert = await waiting();
      await letExpire(database(), alert);
      expect(await endOverdueDeliveries(database())).toBeGreaterThan(0);
      expect(await stateOf(database(), alert)).toBe('expired');
      expect(await auditOf(database(), alert)).toEqual(['delivery.expired']);
      expect(await endOverdueDeliveries(database())).toBe(0);
    });

    test.each(['receiver', 'status-conflict', 'paused'] as const)('what is held (%s) expires like the rest', async (reason) => {
      const [alert] = await stored(database(), firstTo([], { deliveries: [deliveryTo(fresh('gr'), { state: 'held', held_reason: reason })] }));
      await letExpire(database(), alert);
      await endOverdueDeliveries(database());
      expect(await stateOf(database(), alert)).toBe('expired');
    });

    test('an attempt in flight may still report back; a silent one expires', async () => {
      const alert = await waiting();
      const lease = await claimOne(database(), alert);
      await letExpire(database(), alert);
      await endOverdueDeliveries(database());
      expect(await stateOf(database(), alert)).toBe('queued');
      await letLeaseRunOut(database(), lease);
      await endOverdueDeliveries(database());
      expect(await stateOf(database(), alert)).toBe('expired');
    });

    test('what was delivered stays delivered', async () => {
      const alert = await delivered();
      await letExpire(database(), alert);
      await endOverdueDeliveries(database());
      expect(await stateOf(database(), alert)).toBe('delivered');
    });

    test('the alert itself is expired, once', async () => {
      const alert = await waiting();
      await letExpire(database(), alert);
      expect(await endExpiredAlerts(database())).toBeGreaterThan(0);
      expect(await endExpiredAlerts(database())).toBe(0);
      expect([await alertState(database(), alert), await auditOf(database(), alert)]).toEqual(['expired', ['alert.ended']]);
    });

    test('a cancelled alert stays cancelled, and one without an end lives on', async () => {
      const [cancelled, endless] = [await waiting({ state: 'cancelled' }), await waiting({ expiresAt: null })];
      await letExpire(database(), cancelled);
      await endExpiredAlerts(database());
      await endOverdueDeliveries(database());
      expect([await alertState(database(), cancelled), await alertState(database(), endless), await stateOf(database(), endless)]).toEqual(['cancelled', 'active', 'queued']);
    });
  });

  describe('clause 8: the answer of the receiving side', () => {
    const answer = (alert: Awaited<ReturnType<typeof waiting>>, result: 'acknowledged' | 'refused', centre = alert.deliveries[0]!.centre) =>
      acknowledgeDelivery(database(), idOf(alert), centre, result, result === 'refused' ? 'cap-error' : 'cap-ack');

    test('acknowledges what was delivered, and says whose word it was', async () => {
      const alert = await delivered();
      expect(await answer(alert, 'acknowledged')).toEqual({ alert: alert.id, state: 'acknowledged' });
      expect(await findDelivery(database(), idOf(alert))).toMatchObject({ state: 'acknowledged', receipt: 'cap-ack' });
      expect(await database().query(`select centre, actor from audit_entry where alert_id = $1 and type = 'delivery.acknowledged'`, [alert.id]))
        .toEqual([{ centre: alert.deliveries[0]!.centre, actor: alert.deliveries[0]!.centre }]);
    });

    test('counts even where our own record of the delivery has not caught up', async () => {
      const alert = await waiting();
      const lease = await claimOne(database(), alert);
      expect(await answer(alert, 'acknowledged')).toMatchObject({ state: 'acknowledged' });
      expect(await settleDeliveries(database(), [outcome(lease, 'retrying', { error: 'TIMEOUT' })])).toEqual([]);
      expect(await stateOf(database(), alert)).toBe('acknowledged');
    });

    test('that comes late and is negative never overrides a positive end', async () => {
      const alert = await delivered();
      await answer(alert, 'acknowledged');
      expect(await answer(alert, 'refused')).toBeUndefined();
      expect(await stateOf(database(), alert)).toBe('acknowledged');
    });

    test('is heard once: a refusal is final, too', async () => {
      const alert = await delivered();
      expect(await answer(alert, 'refused')).toMatchObject({ state: 'refused' });
      expect([await answer(alert, 'refused'), await answer(alert, 'acknowledged')]).toEqual([undefined, undefined]);
      expect(await stateOf(database(), alert)).toBe('refused');
    });

    test('is set once when both answers come together', async () => {
      const alert = await delivered();
      const answers = await Promise.all([answer(alert, 'acknowledged'), answer(alert, 'refused'), answer(alert, 'acknowledged')]);
      expect(answers.filter(Boolean)).toMatchObject([{ state: await stateOf(database(), alert) }]);
    });

    test('of another centre changes nothing', async () => {
      const alert = await delivered();
      expect(await answer(alert, 'refused', fresh('it'))).toBeUndefined();
      expect(await stateOf(database(), alert)).toBe('delivered');
    });

    test('means nothing for what was never sent because its status is in doubt', async () => {
      const [alert] = await stored(database(), firstTo([], { deliveries: [deliveryTo(fresh('gr'), { state: 'held', held_reason: 'status-conflict' })] }));
      expect(await answer(alert, 'acknowledged')).toBeUndefined();
      expect(await stateOf(database(), alert)).toBe('held/status-conflict');
    });
  });
};
