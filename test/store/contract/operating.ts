// Contract of the store: what operators do to deliveries (contract 5, reliability clauses 6 and 10).
import { describe, expect, test } from '@jest/globals';
import type { Acceptance } from '../../../src/store/accept.js';
import { BREAKER_OPENS_AT, tallyAttempts } from '../../../src/store/centre-states.js';
import type { Database } from '../../../src/store/database.js';
import { claimDeliveries, dueDeliveries, endOverdueDeliveries, endPoisoned, settleDeliveries } from '../../../src/store/deliveries.js';
import { handOut, hasWaiting, readMailbox } from '../../../src/store/mailbox.js';
import { pauseCentre, resumeCentre } from '../../../src/store/pauses.js';
import { countStates, findDelivery, listDeliveries } from '../../../src/store/reads.js';
import { findRedrive, listRedrives, redrive, type Redrive } from '../../../src/store/redrives.js';
import type { Engine } from '../engines.js';
import { auditOf, claimAll, claimOne, deliveryTo, firstTo, fresh, idOf, laterOf, letExpire, outcome, stateOf, store, stored } from '../sample-acceptance.js';

const MANY = 1_000;

export const operating = (database: () => Database, engine: Engine): void => {
  const pause = (centre: string) => pauseCentre(database(), centre, 'ops', undefined);
  const resume = (centre: string) => database().transaction((sql) => resumeCentre(sql, centre, 'ops', undefined));
  const settle = async (alert: Acceptance, state: 'delivered' | 'retrying' | 'held' | 'dead', waitMs = 600_000) =>
    settleDeliveries(database(), [outcome(await claimOne(database(), alert), state, { waitMs, error: 'HTTP_500', ...(state === 'held' ? { heldReason: 'receiver' } : {}) })]);
  const inBox = (centre: string): Acceptance => firstTo([], { deliveries: [deliveryTo(centre, { transport: 'mailbox' })] });
  const heldFor = (centre: string): Acceptance => firstTo([], { heldReason: 'status-conflict', deliveries: [deliveryTo(centre, { state: 'held', held_reason: 'status-conflict' })] });
  const centreOf = ({ deliveries }: Acceptance): string => deliveries[0]!.centre;

  describe('clause 6: a paused centre', () => {
    test('is paused once, resumed once, and each is told once', async () => {
      const centre = fresh('gr');
      expect([await pause(centre), await pause(centre)]).toEqual([true, false]);
      expect([await resume(centre), await resume(centre)]).toEqual([[], undefined]);
      expect(await database().query('select type, actor from audit_entry where centre = $1 order by id', [centre])).toEqual([{ type: 'centre.paused', actor: 'ops' }, { type: 'centre.resumed', actor: 'ops' }]);
    });

    test('is attempted no more, and what waits for it, also what comes later, shows as held with that reason', async () => {
      const centre = fresh('gr');
      const [before] = await stored(database(), firstTo([centre]));
      await pause(centre);
      const [after, elsewhere] = await stored(database(), firstTo([centre]), firstTo([fresh('it')]));
      expect((await claimAll(database(), before, after, elsewhere)).map(({ id }) => id)).toEqual([idOf(elsewhere)]);
      expect([await stateOf(database(), before), await stateOf(database(), after)]).toEqual(['held/paused', 'held/paused']);
      const page = (state: string) => listDeliveries(database(), { state, centre }, { limit: MANY });
      expect([(await page('held')).items.length, (await page('queued')).items.length]).toEqual([2, 0]);
    });

    test('counts its deliveries among those that are held', async () => {
      const centre = fresh('gr');
      await stored(database(), firstTo([centre]), firstTo([centre]));
      const count = async (state: string) => (await countStates(database())).find((row) => row.kind === 'delivery' && row.state === state)?.count ?? 0;
      const [queued, held] = [await count('queued'), await count('held')];
      await pause(centre);
      expect([await count('queued'), await count('held')]).toEqual([queued - 2, held + 2]);
    });

    test('keeps the reasons of what was held before, and lets an attempt under way finish', async () => {
      const centre = fresh('gr');
      const [receiver, conflict, underWay] = await stored(database(), firstTo([centre]), heldFor(centre), firstTo([centre]));
      await settle(receiver, 'held');
      const claimed = await claimOne(database(), underWay);
      await pause(centre);
      await settleDeliveries(database(), [outcome(claimed, 'delivered')]);
      expect(await Promise.all([receiver, conflict, underWay].map((alert) => stateOf(database(), alert)))).toEqual(['held/receiver', 'held/status-conflict', 'delivered']);
    });

    test('is handed nothing from its mailbox until it is resumed', async () => {
      const centre = fresh('gr');
      const [first] = await stored(database(), inBox(centre));
      await handOut(database(), centre);
      await pause(centre);
      await stored(database(), inBox(centre));
      expect([await hasWaiting(database(), centre), await handOut(database(), centre)]).toEqual([false, []]);
      expect((await readMailbox(database(), centre, undefined, MANY)).map(({ alert }) => alert)).toEqual([first.id]);
      await resume(centre);
      expect(await handOut(database(), centre)).toHaveLength(1);
    });

    test('resumed, has everything due at once, and a probe where its breaker is open', async () => {
      const centre = fresh('gr');
      const [retrying, queued, held] = await stored(database(), firstTo([centre]), firstTo([centre]), firstTo([centre]));
      await settle(retrying, 'retrying');
      await settle(held, 'held');
      await tallyAttempts(database(), [{ centre, failures: BREAKER_OPENS_AT, reached: false }]);
      await pause(centre);
      expect((await resume(centre))!.map(({ id, msgType }) => [id, msgType]).sort()).toEqual([[idOf(retrying), 'Alert'], [idOf(queued), 'Alert']].sort());
      expect((await dueDeliveries(database(), MANY)).probes.map(({ id }) => id)).toContain(idOf(retrying));
      expect(await Promise.all([retrying, queued, held].map((alert) => stateOf(database(), alert)))).toEqual(['retrying', 'queued', 'held/receiver']);
    });

    test('does not keep an alert alive: a Cancel ends what waits, and so does its end', async () => {
      const centre = fresh('gr');
      const [cancelled, ended] = await stored(database(), firstTo([centre]), firstTo([centre]));
      await pause(centre);
      await store(database(), laterOf(cancelled, 'Cancel'));
      await letExpire(database(), ended);
      await endOverdueDeliveries(database());
      expect([await stateOf(database(), cancelled), await stateOf(database(), ended)]).toEqual(['superseded', 'expired']);
    });
  });

  const again = async (...alerts: Acceptance[]): Promise<Redrive[]> => {
    const items = await Promise.all(alerts.map(async (alert) => (await findRedrive(database(), idOf(alert)))!));
    return database().transaction((sql) => redrive(sql, items, 'ops'));
  };
  const problemOf = async (alert: Acceptance) => (await findRedrive(database(), idOf(alert)))?.problem;

  describe('clause 10: sending again', () => {
    test('brings what is dead back to the queue, and goes on counting attempts', async () => {
      const [alert] = await stored(database(), firstTo([fresh('gr')]));
      await settle(alert, 'dead');
      expect(await again(alert)).toEqual([expect.objectContaining({ id: idOf(alert), from: 'dead', to: 'queued' })]);
      expect(await stateOf(database(), alert)).toBe('queued');
      expect(await claimOne(database(), alert)).toMatchObject({ attempt: 2 });
      expect(await database().query(`select actor, detail->>'from' as "from" from audit_entry where alert_id = $1 and type = 'delivery.redriven'`, [alert.id])).toEqual([{ actor: 'ops', from: 'dead' }]);
    });

    test('makes due now what retries later or is held for its receiver, in the state it has', async () => {
      const alerts = await stored(database(), firstTo([fresh('gr')]), firstTo([fresh('gr')]));
      await settle(alerts[0], 'retrying');
      await settle(alerts[1], 'held');
      expect(await claimAll(database(), ...alerts)).toEqual([]);
      await again(...alerts);
      expect(await Promise.all(alerts.map((alert) => stateOf(database(), alert)))).toEqual(['retrying', 'held/receiver']);
      expect(await claimAll(database(), ...alerts)).toHaveLength(2);
    });

    test('hands a dead item of a mailbox out again, at a new place', async () => {
      const centre = fresh('gr');
      const [alert] = await stored(database(), inBox(centre));
      await handOut(database(), centre);
      await endPoisoned(database(), idOf(alert), 'ENCODE_FAILED');
      await again(alert);
      expect(await handOut(database(), centre)).toHaveLength(1);
      expect((await readMailbox(database(), centre, 1, MANY)).map(({ delivery, position }) => [delivery, position])).toEqual([[idOf(alert), 2]]);
      expect(await findDelivery(database(), idOf(alert))).toMatchObject({ state: 'delivered', lastError: null, attempts: 2 });
    });

    test('is the probe of an open breaker, at once, before older ones', async () => {
      const centre = fresh('gr');
      const [, alert] = await stored(database(), firstTo([centre]), firstTo([centre]));
      await tallyAttempts(database(), [{ centre, failures: BREAKER_OPENS_AT, reached: false }]);
      await again(alert);
      expect((await dueDeliveries(database(), MANY)).probes.filter((probe) => probe.centre === centre).map(({ id }) => id)).toEqual([idOf(alert)]);
      expect(await claimDeliveries(database(), [idOf(alert)], [idOf(alert)])).toHaveLength(1);
    });

    test('says why not: held for its status, paused, arrived, replaced, ended', async () => {
      const [paused, delivered, superseded, expired, cancelled, conflict] = await stored(database(), firstTo([fresh('gr')]), firstTo([fresh('gr')]), firstTo([fresh('gr')]), firstTo([fresh('gr')]), firstTo([fresh('gr')]), heldFor(fresh('gr')));
      await pause(centreOf(paused));
      await settle(delivered, 'delivered');
      for (const alert of [superseded, cancelled, expired]) await settle(alert, 'dead');
      await store(database(), laterOf(superseded, 'Update'));
      const cancel = laterOf(cancelled, 'Cancel');
      await store(database(), cancel);
      await letExpire(database(), expired);
      const all = [paused, delivered, superseded, expired, cancelled, conflict];
      expect(await Promise.all(all.map(problemOf))).toEqual(['paused', 'delivered', 'alert-superseded', 'alert-expired', 'alert-cancelled', 'status-conflict']);
      expect(await again(...all)).toEqual([]);
      expect(await Promise.all(all.map((alert) => stateOf(database(), alert)))).toEqual(['held/paused', 'delivered', 'dead', 'dead', 'dead', 'held/status-conflict']);
      await settle(cancel, 'dead');
      expect(await again(cancel)).toHaveLength(1);
    });

    test('lists what has not arrived, oldest first and in pages, and nothing else', async () => {
      const centre = fresh('gr');
      const alerts = await stored(database(), firstTo([centre]), firstTo([centre]), firstTo([centre]));
      await settle(alerts[1], 'delivered');
      await settle(alerts[2], 'dead');
      const ids = async (filter: { state?: string }, page: { limit: number; after?: string }) => (await listRedrives(database(), { centre, ...filter }, page)).map(({ id }) => id);
      const [first] = await listRedrives(database(), { centre }, { limit: 1 });
      expect(first!.id).toBe(idOf(alerts[0]));
      expect([await ids({}, { limit: MANY, after: String(first!.n) }), await ids({ state: 'dead' }, { limit: MANY }), await ids({ state: 'held' }, { limit: MANY })]).toEqual([[idOf(alerts[2])], [idOf(alerts[2])], []]);
    });

    if (engine.concurrent) test('never brings back what a Cancel ends in the same instant', async () => {
      const [alert] = await stored(database(), firstTo([fresh('gr')]));
      await settle(alert, 'dead');
      const item = (await findRedrive(database(), idOf(alert)))!;
      await Promise.all([store(database(), laterOf(alert, 'Cancel')), database().transaction((sql) => redrive(sql, [item], 'ops'))]);
      // Either the Cancel came first and it stays dead, or it came second and ended what was queued.
      expect(['dead', 'superseded']).toContain(await stateOf(database(), alert));
      expect(await auditOf(database(), alert)).toContain('alert.ended');
    });
  });
};
