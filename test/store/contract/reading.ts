// Contract of the store: who finds which alerts, by what, and page by page (contract 4 and 5).
import { describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import type { Acceptance } from '../../../src/store/accept.js';
import type { Database } from '../../../src/store/database.js';
import { settleDeliveries } from '../../../src/store/deliveries.js';
import {
  alertsOfIncident, countStates, deliveriesOf, findAlert, findAlertByKey, findOvertaking, findReferenced, listAlerts, listDeliveries, listIncidents, readableAlerts,
  type AlertFilter, type Scope,
} from '../../../src/store/reads.js';
import { claimOne, deliveryTo, firstTo, fresh, laterOf, outcome, siblingOf, stored } from '../sample-acceptance.js';

const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);
const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64');

export const reading = (database: () => Database): void => {
  const readable = async (scope: Scope, ...alerts: Acceptance[]): Promise<string[]> => [...(await readableAlerts(database(), idsOf(alerts), scope)).keys()].sort();

  describe('a scope', () => {
    test.each([['everything', 'all'], ['all countries of a liaison', { countries: ['XA', '*'] }]] as [string, Scope][])('of %s hides nothing', async (_, scope) => {
      const alerts = await stored(database(), firstTo([]), firstTo([fresh('gr')]));
      expect(await readable(scope, ...alerts)).toEqual(idsOf(alerts));
    });

    test('of a centre holds what it sent and what was sent to it, and no more', async () => {
      const [mine, other] = [fresh('gr'), fresh('it')];
      const [sent, received] = await stored(database(), firstTo([other], { origin: mine }), firstTo([mine, other]), firstTo([other]));
      const foreign = firstTo([other]);
      await stored(database(), foreign);
      expect(await readable({ centre: mine }, sent, received, foreign)).toEqual(idsOf([sent, received]));
      expect(await findAlert(database(), received.id, { centre: mine })).toMatchObject({ id: received.id });
      expect(await findAlert(database(), foreign.id, { centre: mine })).toBeUndefined();
    });

    test.each(['held', 'superseded', 'expired'] as const)('of a centre leaves out what was %s before anything left for it', async (state) => {
      const centre = fresh('gr');
      const [alert] = await stored(database(), firstTo([], { deliveries: [deliveryTo(centre, { state, held_reason: state === 'held' ? 'status-conflict' : null })] }));
      expect(await readable({ centre }, alert)).toEqual([]);
    });

    test('of a centre keeps what was attempted, even where it was superseded afterwards', async () => {
      const centre = fresh('gr');
      const [alert] = await stored(database(), firstTo([centre]));
      await settleDeliveries(database(), [outcome(await claimOne(database(), alert), 'retrying')]);
      await stored(database(), laterOf(alert, 'Cancel'));
      expect(await readable({ centre }, alert)).toEqual([alert.id]);
    });

    test('of a liaison holds what comes from or goes to its countries', async () => {
      const [from, to, neither] = await stored(database(), firstTo([], { country: 'XA' }), firstTo([], { deliveries: [deliveryTo(fresh('xa'), { country: 'XA' })] }), firstTo([fresh('gr')]));
      expect(await readable({ countries: ['XA', 'XB'] }, from, to, neither)).toEqual(idsOf([from, to]));
    });
  });

  describe('the list of alerts', () => {
    /** Alerts nobody else in this database has to do with, a second apart, newest last. */
    const series = async (...more: Partial<Acceptance>[]) => {
      const origin = fresh('al');
      const alerts = await stored(database(), ...more.map((one, index) => firstTo([], { origin, receivedAt: new Date(Date.UTC(2026, 4, 25, 10, 0, index)), ...one })));
      const find = async (filter: AlertFilter): Promise<number[]> =>
        (await listAlerts(database(), { centre: origin }, filter, { limit: 50 })).items.map(({ id }) => alerts.findIndex((alert) => alert.id === id));
      return { origin, alerts, find };
    };

    test('is newest first', async () => {
      const { find } = await series({}, {}, {});
      expect(await find({})).toEqual([2, 1, 0]);
    });

    test('is filtered by what the alerts are', async () => {
      const incident = fresh('incident');
      const { find } = await series({ status: 'Test' }, { msgType: 'Update', state: 'superseded' }, { incident }, { country: 'XC' });
      expect([await find({ status: 'Test' }), await find({ msgType: 'Update' }), await find({ state: 'superseded' }), await find({ incident }), await find({ country: 'XC' })]).toEqual([[0], [1], [1], [2], [3]]);
      expect(await find({ status: 'Actual', msgType: 'Update', state: 'active' })).toEqual([]);
    });

    test('finds a country among the destinations, too', async () => {
      const { find } = await series({}, { deliveries: [deliveryTo(fresh('xd'), { country: 'XD' })] });
      expect(await find({ country: 'XD' })).toEqual([1]);
    });

    test('is filtered by when they were received: since inclusive, until exclusive', async () => {
      const { alerts, find } = await series({}, {}, {});
      expect(await find({ since: alerts[1]!.receivedAt, until: alerts[2]!.receivedAt })).toEqual([1]);
    });

    test('finds by any of several keyed hashes, and only by whole ones', async () => {
      const [one, two] = [randomBytes(32), randomBytes(32)];
      const { find } = await series({ searches: [one.toString('base64')] }, { searches: [two.toString('base64'), one.toString('base64')] }, {});
      expect([await find({ search: [one.toString('base64')] }), await find({ search: [two.toString('base64'), randomBytes(32).toString('base64')] })]).toEqual([[1, 0], [1]]);
      expect(await find({ search: [one.subarray(0, 31).toString('base64')] })).toEqual([]);
    });

    test('comes page by page, everything once, though alerts share their moment and new ones arrive', async () => {
      const moment = new Date('2026-05-25T11:00:00.000Z');
      const { origin, alerts } = await series(...Array.from({ length: 7 }, () => ({ receivedAt: moment })));
      const seen: string[] = [];
      for (let after: string | null | undefined; after !== null;) {
        const page = await listAlerts(database(), { centre: origin }, {}, { limit: 3, after });
        seen.push(...idsOf(page.items));
        after = page.next;
        await stored(database(), firstTo([], { origin, receivedAt: new Date() }));
      }
      expect(seen).toEqual(idsOf(alerts).sort().reverse());
    });
  });

  describe('incidents', () => {
    test('count their messages and live as long as one of them does', async () => {
      const origin = fresh('al');
      const first = firstTo([], { origin });
      const [, , ended] = await stored(database(), first, siblingOf(first, { origin }), firstTo([], { origin, state: 'cancelled' }));
      const { items } = await listIncidents(database(), { centre: origin }, { limit: 10 });
      expect(items.map(({ id, messages, live }) => [id, messages, live]).sort()).toEqual([[first.incident, 2, true], [ended.incident, 1, false]].sort());
    });

    test('come page by page, each once', async () => {
      const origin = fresh('al');
      const alerts = await stored(database(), ...Array.from({ length: 5 }, () => firstTo([], { origin })));
      const seen: string[] = [];
      for (let after: string | null | undefined; after !== null;) {
        const page = await listIncidents(database(), { centre: origin }, { limit: 2, after });
        seen.push(...idsOf(page.items));
        after = page.next;
      }
      expect(seen.sort()).toEqual(alerts.map(({ incident }) => incident).sort());
    });

    test('give their messages in order, each reader its own', async () => {
      const centre = fresh('gr');
      const first = firstTo([]);
      const [, second] = await stored(database(), first, siblingOf(first, { deliveries: [deliveryTo(centre)] }));
      expect(idsOf(await alertsOfIncident(database(), first.incident, 'all'))).toEqual(idsOf([first, second]));
      expect(idsOf(await alertsOfIncident(database(), first.incident, { centre }))).toEqual([second.id]);
    });
  });

  describe('deliveries', () => {
    test('are listed newest first, by state and centre, page by page', async () => {
      const centre = fresh('gr');
      const alerts = await stored(database(), firstTo([centre]), firstTo([centre]), firstTo([centre], { deliveries: [deliveryTo(centre, { state: 'superseded' })] }));
      const page = await listDeliveries(database(), { centre, state: 'queued' }, { limit: 1 });
      const rest = await listDeliveries(database(), { centre, state: 'queued' }, { limit: 1, after: page.next! });
      expect([...page.items, ...rest.items].map(({ alert }) => alert)).toEqual([alerts[1].id, alerts[0].id]);
      expect(rest.next).toBeNull();
    });

    test('of an alert come in the order in which they were made', async () => {
      const [alert] = await stored(database(), firstTo([fresh('gr'), fresh('it'), fresh('mk')]));
      expect(idsOf(await deliveriesOf(database(), [alert.id]))).toEqual(idsOf(alert.deliveries));
    });

    test('and alerts are counted by state', async () => {
      const queued = async (): Promise<number> => (await countStates(database())).find(({ kind, state }) => kind === 'delivery' && state === 'queued')!.count;
      await stored(database(), firstTo([fresh('gr')]));
      const before = await queued();
      await stored(database(), firstTo([fresh('gr'), fresh('it')]));
      expect(await queued()).toBe(before + 2);
    });
  });

  describe('references', () => {
    test('find an alert by sender and identifier', async () => {
      const [alert] = await stored(database(), firstTo([]));
      expect((await findAlertByKey(database(), bytes(alert.keyHash)))!.id).toBe(alert.id);
      expect(idsOf(await findReferenced(database(), [bytes(alert.nameHash)]))).toEqual([alert.id]);
      expect(await findReferenced(database(), [bytes(alert.keyHash)])).toEqual([]);
    });

    test('clause 4: find a Cancel that overtook the message it ends, of the same centre only', async () => {
      const target = firstTo([]);
      const origin = fresh('al');
      const [cancel] = await stored(database(), firstTo([], { origin, msgType: 'Cancel', sentAt: new Date(), references: [{ key: target.keyHash, name: target.nameHash }] }));
      const message = { origin, nameHash: bytes(target.nameHash), threads: [], sentAt: new Date(cancel.sentAt.getTime() - 1_000), status: 'Actual' };
      expect(await findOvertaking(database(), message)).toMatchObject({ id: cancel.id });
      expect(await findOvertaking(database(), { ...message, origin: fresh('rs') })).toBeUndefined();
      expect(await findOvertaking(database(), { ...message, sentAt: new Date(cancel.sentAt.getTime() + 1_000) })).toBeUndefined();
      const [update] = await stored(database(), firstTo([], { origin, msgType: 'Update', sentAt: cancel.sentAt, references: [{ key: target.keyHash, name: target.nameHash }] }));
      expect(await findOvertaking(database(), message)).toMatchObject({ id: cancel.id });
      const other = { ...message, nameHash: bytes(update.nameHash), threads: [update.thread], sentAt: new Date(update.sentAt.getTime() - 1_000) };
      expect(await findOvertaking(database(), other)).toMatchObject({ id: update.id });
      expect(await findOvertaking(database(), { ...other, status: 'Exercise' })).toBeUndefined();
      expect(await findOvertaking(database(), { ...other, sentAt: update.sentAt })).toBeUndefined();
    });
  });
};
