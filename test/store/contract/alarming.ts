// Contract of the store: the clock of escalation (reliability clause 7), and how far each alarm channel has told the chain.
import { describe, expect, test } from '@jest/globals';
import type { Acceptance } from '../../../src/store/accept.js';
import { finishAlarms, openAlarmCursors, passQuiet, postponeAlarms, readChannelHealth, releaseAlarms, takeAlarms, type AlarmBatch } from '../../../src/store/alarm-cursors.js';
import { auditHead, chainBatch, record } from '../../../src/store/audit.js';
import type { Database } from '../../../src/store/database.js';
import { settleDeliveries } from '../../../src/store/deliveries.js';
import { escalateDeliveries } from '../../../src/store/escalations.js';
import { handOut } from '../../../src/store/mailbox.js';
import { pauseCentre } from '../../../src/store/pauses.js';
import type { Engine } from '../engines.js';
import { auditOf, claimOne, deliveryTo, firstTo, fresh, laterOf, makeDue, outcome, store, stored } from '../sample-acceptance.js';

const MANY = 1_000;
const TYPES = ['alert.held', 'delivery.held', 'centre.down'];

export const alarming = (database: () => Database, engine: Engine): void => {
  const old = (alert: Acceptance, seconds: number) => database().query(`update delivery set created_at = now() - make_interval(secs => $2) where alert_id = $1`, [alert.id, seconds]);
  const warningsOf = async (alert: Acceptance): Promise<string[]> => (await auditOf(database(), alert)).filter((type) => /late|overdue/.test(type));

  describe('clause 7: what has not arrived', () => {
    test('is late after a minute and overdue after five, each said once', async () => {
      const [fast, late, overdue] = await stored(database(), firstTo([fresh('gr')]), firstTo([fresh('gr')]), firstTo([fresh('gr')]));
      await old(fast, 55);
      await old(late, 61);
      await old(overdue, 301);
      await escalateDeliveries(database());
      expect(await Promise.all([fast, late, overdue].map(warningsOf))).toEqual([[], ['delivery.late'], ['delivery.late', 'delivery.overdue']]);
      await old(late, 301);
      await escalateDeliveries(database());
      await escalateDeliveries(database());
      expect(await Promise.all([late, overdue].map(warningsOf))).toEqual([['delivery.late', 'delivery.overdue'], ['delivery.late', 'delivery.overdue']]);
    });

    test('is said with the delivery and why it waits, be it held, paused or in a mailbox', async () => {
      const [paused, box] = [fresh('gr'), fresh('it')];
      const conflict = firstTo([], { heldReason: 'status-conflict', deliveries: [deliveryTo(fresh('gr'), { state: 'held', held_reason: 'status-conflict' })] });
      const [waiting, unfetched] = await stored(database(), firstTo([paused]), firstTo([], { deliveries: [deliveryTo(box, { transport: 'mailbox' })] }), conflict);
      await pauseCentre(database(), paused, 'ops', undefined);
      for (const alert of [waiting, unfetched, conflict]) await old(alert, 61);
      await escalateDeliveries(database());
      const details = await Promise.all([waiting, unfetched, conflict].map(async ({ id }) => (await database().query<{ detail: object }>(`select detail from audit_entry where alert_id = $1 and type = 'delivery.late'`, [id])).map(({ detail }) => detail)));
      expect(details).toEqual([waiting, unfetched, conflict].map(({ deliveries }, index) => [{ delivery: deliveries[0]!.id, attempt: 0, ...[{ reason: 'paused' }, {}, { reason: 'status-conflict' }][index] }]));
    });

    test('is not said of what arrived, was replaced, or is a receipt; but of a Cancel it is', async () => {
      const box = fresh('it');
      const [fetched, delivered, replaced, ended, receipt] = await stored(database(), firstTo([], { deliveries: [deliveryTo(box, { transport: 'mailbox' })] }), firstTo([fresh('gr')]), firstTo([fresh('gr')]), firstTo([fresh('gr')]), firstTo([fresh('gr')], { msgType: 'Ack', priority: 3 }));
      await handOut(database(), box);
      await settleDeliveries(database(), [outcome(await claimOne(database(), delivered), 'delivered')]);
      await claimOne(database(), replaced);
      await store(database(), laterOf(replaced, 'Update'));
      const cancel = laterOf(ended, 'Cancel');
      await store(database(), cancel);
      const all = [fetched, delivered, replaced, ended, receipt, cancel];
      for (const alert of all) await old(alert, 3_600);
      await escalateDeliveries(database());
      expect(await Promise.all(all.map(warningsOf))).toEqual([[], [], [], [], [], ['delivery.late', 'delivery.overdue']]);
    });
  });

  const chainAll = async (): Promise<void> => { while (await chainBatch(database()) > 0); };
  const happen = async (...types: string[]): Promise<void> => {
    await record(database(), types.map((type) => ({ type, centre: 'gr' })));
    await chainAll();
  };
  const opened = async (): Promise<string> => {
    const channel = fresh('channel');
    await chainAll();
    await openAlarmCursors(database(), [channel]);
    return channel;
  };
  const take = (channel: string, limit = MANY) => takeAlarms(database(), channel, TYPES, limit);
  const typesOf = (batch: AlarmBatch | undefined) => batch?.entries.map(({ type }) => type);
  const behind = async (channel: string) => (await readChannelHealth(database())).find((row) => row.channel === channel)!.behind;

  describe('an alarm channel', () => {
    test('begins at the head: what is history is not told, also where it is opened again', async () => {
      await happen('alert.held');
      const channel = await opened();
      expect(await take(channel)).toBeUndefined();
      await happen('centre.down');
      await openAlarmCursors(database(), [channel]);
      expect(typesOf(await take(channel))).toEqual(['centre.down']);
    });

    test('is given what alarms, in order and in batches, and everything once it has finished the one before', async () => {
      const channel = await opened();
      await happen('alert.held', 'alert.accepted', 'centre.down', 'alert.held', 'alert.accepted');
      const batches: (string[] | undefined)[] = [];
      for (let batch = await take(channel, 2); batch; batch = await take(channel, 2)) {
        batches.push(typesOf(batch));
        await finishAlarms(database(), channel, batch, batch.entries.length > 0);
      }
      expect(batches).toEqual([['alert.held', 'centre.down'], ['alert.held']]);
      expect(await behind(channel)).toBe(0);
    });

    test('passes by what alarms nobody without taking it', async () => {
      const [quiet, loud] = [await opened(), await opened()];
      await happen('alert.accepted');
      await passQuiet(database(), [quiet, loud], TYPES);
      expect([await behind(quiet), await behind(loud)]).toEqual([0, 0]);
      await happen('alert.accepted', 'alert.held', 'alert.accepted');
      await passQuiet(database(), [loud], TYPES);
      expect(await behind(loud)).toBe(3);
      expect(typesOf(await take(loud))).toEqual(['alert.held']);
    });

    test('has one teller at a time, and only the one who took a batch can end it', async () => {
      const channel = await opened();
      await happen('alert.held');
      const [first, second] = await Promise.all([take(channel), take(channel)]);
      expect([first, second].filter(Boolean)).toHaveLength(1);
      const batch = (first ?? second)!;
      // As if its process had been silent for longer than the lease.
      await database().query(`update alarm_cursor set lease_until = now() - interval '1 second' where channel = $1`, [channel]);
      const heir = (await take(channel))!;
      await finishAlarms(database(), channel, batch, true);
      expect(await behind(channel)).toBe(1);
      await finishAlarms(database(), channel, heir, true);
      expect(await behind(channel)).toBe(0);
    });

    test('that could not tell is given the same batch again, later, even where more has happened since', async () => {
      const channel = await opened();
      await happen('alert.held');
      const first = (await take(channel))!;
      await postponeAlarms(database(), channel, first, 600_000, 'HTTP_500');
      await happen('centre.down');
      await passQuiet(database(), [channel], TYPES);
      expect(await take(channel)).toBeUndefined();
      expect(await readChannelHealth(database())).toContainEqual(expect.objectContaining({ channel, attempts: 1, lastError: 'HTTP_500', lastSuccessAt: null }));
      await database().query('update alarm_cursor set next_try_at = now() where channel = $1', [channel]);
      const again = (await take(channel))!;
      expect(again).toMatchObject({ to: first.to, attempts: 1, entries: first.entries });
      await releaseAlarms(database(), channel, again);
      await finishAlarms(database(), channel, (await take(channel))!, true);
      expect(typesOf(await take(channel))).toEqual(['centre.down']);
    });

    test('hears once of a delivery that is held, however often its probe fails in the same way', async () => {
      const [alert] = await stored(database(), firstTo([fresh('gr')]));
      const channel = await opened();
      for (const error of ['HTTP_404', 'HTTP_404', 'CERTIFICATE', 'CERTIFICATE', 'HTTP_404']) {
        await settleDeliveries(database(), [outcome(await claimOne(database(), alert), 'held', { heldReason: 'receiver', error, waitMs: 0 })]);
        await makeDue(database(), alert.deliveries[0]!.id);
      }
      await chainAll();
      expect((await take(channel))!.entries.map(({ detail }) => detail.error)).toEqual(['HTTP_404', 'CERTIFICATE']);
    });

    if (engine.concurrent) test('loses nothing to entries that commit late', async () => {
      const channel = await opened();
      const told: string[] = [];
      const tell = async (): Promise<void> => {
        for (let batch = await take(channel); batch; batch = await take(channel)) { told.push(...typesOf(batch)!); await finishAlarms(database(), channel, batch, true); }
      };
      await database().transaction(async (sql) => {
        await record(sql, [{ type: 'alert.held', centre: 'late' }]);
        await happen('centre.down');
        await tell();
      });
      await chainAll();
      await tell();
      expect(told).toEqual(['centre.down', 'alert.held']);
      expect(await behind(channel)).toBe(0);
      expect((await auditHead(database())).position).toBeGreaterThan(0);
    });
  });
};
