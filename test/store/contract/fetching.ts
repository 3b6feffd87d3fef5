// Contract of the store: mailboxes, whose cursor proves that nothing was missed (contract 8, reliability clauses 3 and 18).
import { describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { acceptAlert, type Acceptance } from '../../../src/store/accept.js';
import type { Database } from '../../../src/store/database.js';
import { acknowledgeDelivery } from '../../../src/store/deliveries.js';
import { handOut, hasWaiting, readMailbox } from '../../../src/store/mailbox.js';
import { findDelivery } from '../../../src/store/reads.js';
import type { Engine } from '../engines.js';
import { auditOf, deliveryTo, firstTo, fresh, idOf, laterOf, letExpire, siblingOf, stateOf, store, stored } from '../sample-acceptance.js';

const MANY = 1_000;

const inBoxes = (centres: readonly string[], more: Partial<Acceptance> = {}): Acceptance =>
  firstTo([], { deliveries: centres.map((centre) => deliveryTo(centre, { transport: 'mailbox' })), ...more });

export const fetching = (database: () => Database, engine: Engine): void => {
  const read = async (centre: string, after?: number) => (await readMailbox(database(), centre, after, MANY)).map(({ delivery, position }) => [delivery, position]);
  const put = async (centre: string, count: number) => stored(database(), ...Array.from({ length: count }, () => inBoxes([centre])));

  describe('a mailbox', () => {
    test('hands out what waits, oldest first, with places counted from one', async () => {
      const centre = fresh('gr');
      const alerts = await put(centre, 3);
      expect(await hasWaiting(database(), centre)).toBe(true);
      expect((await handOut(database(), centre)).map(({ alert }) => alert).sort()).toEqual(alerts.map(({ id }) => id).sort());
      expect(await read(centre)).toEqual(alerts.map((alert, index) => [idOf(alert), index + 1]));
      expect(await hasWaiting(database(), centre)).toBe(false);
    });

    test('gives nothing a second place', async () => {
      const centre = fresh('gr');
      await put(centre, 2);
      await handOut(database(), centre);
      const first = await read(centre);
      expect(await handOut(database(), centre)).toEqual([]);
      expect(await read(centre)).toEqual(first);
    });

    test('goes on counting where it stopped', async () => {
      const centre = fresh('gr');
      await put(centre, 2);
      await handOut(database(), centre);
      await put(centre, 2);
      await handOut(database(), centre);
      expect((await read(centre)).map(([, position]) => position)).toEqual([1, 2, 3, 4]);
    });

    test('marks what it hands out delivered, with an audit entry', async () => {
      const centre = fresh('gr');
      const [alert] = await put(centre, 1);
      await handOut(database(), centre);
      expect(await findDelivery(database(), idOf(alert!))).toMatchObject({ state: 'delivered', attempts: 1 });
      expect(await auditOf(database(), alert!)).toEqual(['delivery.delivered']);
    });

    test('without a cursor gives everything not acknowledged, whatever was read before', async () => {
      const centre = fresh('gr');
      const [first, second, third] = await put(centre, 3);
      await handOut(database(), centre);
      await acknowledgeDelivery(database(), idOf(second!), centre, 'acknowledged', 'mailbox-received');
      expect(await read(centre)).toEqual([[idOf(first!), 1], [idOf(third!), 3]]);
    });

    test('with a cursor gives everything behind it, acknowledged or not', async () => {
      const centre = fresh('gr');
      const [, second, third] = await put(centre, 3);
      await handOut(database(), centre);
      await acknowledgeDelivery(database(), idOf(third!), centre, 'acknowledged', 'mailbox-received');
      expect([await read(centre, 1), await read(centre, 3)]).toEqual([[[idOf(second!), 2], [idOf(third!), 3]], []]);
    });

    test('gives no more than was asked for', async () => {
      const centre = fresh('gr');
      await put(centre, 3);
      await handOut(database(), centre);
      expect(await readMailbox(database(), centre, 0, 2)).toHaveLength(2);
    });

    test('belongs to one centre', async () => {
      const [gr, it] = [fresh('gr'), fresh('it')];
      await stored(database(), inBoxes([gr, it]));
      await handOut(database(), gr);
      expect([await read(it), await hasWaiting(database(), it)]).toEqual([[], true]);
      await handOut(database(), it);
      expect((await read(it)).map(([, position]) => position)).toEqual([1]);
    });

    test('never hands out what is held, superseded, or past its end (clause 9)', async () => {
      const centre = fresh('gr');
      const held = inBoxes([], { deliveries: [deliveryTo(centre, { transport: 'mailbox', state: 'held', held_reason: 'status-conflict' })] });
      const [, replaced, ended] = await stored(database(), held, inBoxes([centre]), inBoxes([centre]));
      const update = laterOf(replaced, 'Update');
      await store(database(), { ...update, deliveries: update.deliveries.map((delivery) => ({ ...delivery, transport: 'mailbox' })) });
      await letExpire(database(), ended);
      expect((await handOut(database(), centre)).map(({ alert }) => alert)).toEqual([update.id]);
    });

    test('clause 4: gives the messages of an incident in their order', async () => {
      const centre = fresh('gr');
      const first = inBoxes([centre]);
      const more = [1, 2, 3].map(() => siblingOf(first, { deliveries: [deliveryTo(centre, { transport: 'mailbox' })] }));
      await stored(database(), first, ...more);
      await handOut(database(), centre);
      expect((await read(centre)).map(([delivery]) => delivery)).toEqual([first, ...more].map((alert) => idOf(alert)));
    });

    test('asked ten times at once, gives each item one place, and none is missing', async () => {
      const centre = fresh('gr');
      await put(centre, 5);
      const asked = Promise.all(Array.from({ length: 10 }, () => handOut(database(), centre)));
      await put(centre, 5);
      const handed = [...(await asked).flat(), ...await handOut(database(), centre)].map(({ alert }) => alert);
      expect(new Set(handed).size).toBe(handed.length);
      expect((await read(centre)).map(([, position]) => position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    });
  });

  if (engine.concurrent) describe('a mailbox with several connections', () => {
    test('gives a place behind the cursor to nothing that commits late', async () => {
      const centre = fresh('gr');
      const late = inBoxes([centre]);
      await database().transaction(async (sql) => {
        await acceptAlert(sql, late, (joined) => joined);
        await put(centre, 1);
        await handOut(database(), centre);
      });
      expect((await read(centre)).map(([, position]) => position)).toEqual([1]);
      await handOut(database(), centre);
      expect(await read(centre, 1)).toEqual([[idOf(late), 2]]);
    });

    test('clause 3: does not deliver what a Cancel is ending in the same instant, and leaves no gap for it', async () => {
      const centre = fresh('gr');
      const [ending] = await put(centre, 2);
      let handing: Promise<unknown> | undefined;
      await database().transaction(async (sql) => {
        await sql.query(`update delivery set state = 'superseded' where id = $1`, [idOf(ending!)]);
        handing = handOut(database(), centre);
        await sleep(150);
      });
      await handing;
      await put(centre, 1);
      await handOut(database(), centre);
      expect(await stateOf(database(), ending!)).toBe('superseded');
      expect((await read(centre)).map(([, position]) => position)).toEqual([1, 2]);
    });
  });
};
