// Contract of the store: the one transaction in which an alert becomes ours (reliability clauses 1, 2 and 4).
import { describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { acceptAlert, type Acceptance } from '../../../src/store/accept.js';
import { sqlCode, UNIQUE_VIOLATION, type Database } from '../../../src/store/database.js';
import { deliveriesOf, findAlert, findIncidentByToken } from '../../../src/store/reads.js';
import { auditOf, firstTo, fresh, laterOf, siblingOf, store, stored } from '../sample-acceptance.js';

const TABLES = ['incident', 'incident_token', 'alert', 'alert_reference', 'search_hash', 'sealed', 'delivery', 'audit_entry'];

const counts = async (database: Database): Promise<Record<string, number>> => Object.fromEntries(await Promise.all(
  TABLES.map(async (table) => [table, (await database.query<{ n: number }>(`select count(*) as n from ${table}`, []))[0]!.n] as const)));

const HASH = Buffer.alloc(32, 7).toString('base64');

/** An acceptance that touches every table. */
const full = (): Acceptance => {
  const acceptance = firstTo([fresh('gr'), fresh('it')], {
    tokens: [HASH], searches: [HASH], references: [{ key: HASH, name: HASH }], sealed: [{ kind: 'alert', ref: '', data: HASH }], origin: fresh('al'),
  });
  return { ...acceptance, facts: [{ type: 'alert.accepted', alert: acceptance.id, incident: acceptance.incident, centre: 'al', actor: 'al', detail: { msgType: 'Alert' } }] };
};

const grown = (before: Record<string, number>, by: Partial<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(TABLES.map((table) => [table, before[table]! + (by[table] ?? 0)]));

export const accepting = (database: () => Database): void => {
  describe('clause 1: accepting', () => {
    test('stores the alert, its parts, destinations, search hashes and audit rows together', async () => {
      const before = await counts(database());
      const accepted = await store(database(), full());
      expect(accepted).toMatchObject({ seq: 1, deliveries: [{ state: 'queued' }, { state: 'queued' }] });
      expect(await counts(database())).toEqual(grown(before, { incident: 1, incident_token: 1, alert: 1, alert_reference: 1, search_hash: 1, sealed: 1, delivery: 2, audit_entry: 1 }));
    });

    test('keeps the columns as they were decided', async () => {
      const expiresAt = new Date('2031-01-02T03:04:05.678Z');
      const acceptance = firstTo([fresh('gr')], { expiresAt, signed: true, adapter: 'al' });
      await store(database(), acceptance);
      const row = await findAlert(database(), acceptance.id);
      expect(row).toMatchObject({ incident: acceptance.incident, thread: acceptance.id, origin: 'al', country: 'AL', msgType: 'Alert', signed: true, adapter: 'al', state: 'active', heldReason: null });
      expect(row!.expiresAt!.getTime()).toBe(expiresAt.getTime());
      expect(row!.keyHash!.toString('base64')).toBe(acceptance.keyHash);
      const [delivery] = await deliveriesOf(database(), [acceptance.id]);
      expect(delivery!.expiresAt!.getTime()).toBe(expiresAt.getTime());
    });

    test('does not end what never ends', async () => {
      const [cancel] = await stored(database(), firstTo([fresh('gr')], { msgType: 'Cancel', expiresAt: null }));
      expect((await deliveriesOf(database(), [cancel.id]))[0]!.expiresAt).toBeNull();
    });
  });

  describe('clause 2: a key that is taken', () => {
    test.each([['a first message', full], ['a message without tokens', () => firstTo([fresh('gr')])]])('leaves nothing of %s behind', async (_, make) => {
      const { keyHash } = full();
      await store(database(), { ...make(), keyHash });
      const before = await counts(database());
      const cause: unknown = await store(database(), { ...make(), keyHash }).catch((error: unknown) => error);
      expect(sqlCode(cause)).toBe(UNIQUE_VIOLATION);
      expect(await counts(database())).toEqual(before);
    });

    test('is given to one of twenty that arrive together', async () => {
      const { keyHash } = full();
      const before = await counts(database());
      const results = await Promise.allSettled(Array.from({ length: 20 }, () => store(database(), { ...firstTo([fresh('gr')]), keyHash })));
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await counts(database())).toEqual(grown(before, { incident: 1, alert: 1, delivery: 1 }));
    });

    test('does not move the earlier versions that the refused message would have replaced', async () => {
      const [first] = await stored(database(), firstTo([fresh('gr')]));
      const before = await counts(database());
      await expect(store(database(), { ...laterOf(first, 'Update'), keyHash: first.keyHash })).rejects.toThrow();
      expect(await counts(database())).toEqual(before);
      expect(await auditOf(database(), first)).toEqual([]);
    });
  });

  describe('clause 4: the place in the incident', () => {
    test('counts up message by message', async () => {
      const first = firstTo([fresh('gr')]);
      expect([(await store(database(), first)).seq, (await store(database(), siblingOf(first))).seq, (await store(database(), laterOf(first, 'Update'))).seq]).toEqual([1, 2, 3]);
    });

    test('is given once each to ten that arrive together', async () => {
      const [first] = await stored(database(), firstTo([fresh('gr')]));
      const accepted = await Promise.all(Array.from({ length: 10 }, () => store(database(), siblingOf(first))));
      expect(accepted.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    });

    test('is in the incident that the same centre already has under the token', async () => {
      const origin = fresh('al');
      const tokens = [HASH];
      const [first] = await stored(database(), firstTo([fresh('gr')], { origin, tokens }));
      const second = firstTo([fresh('gr')], { origin, tokens });
      const joined = { ...second, facts: [{ type: 'alert.accepted', alert: second.id, incident: second.incident }] };
      expect(await store(database(), joined)).toMatchObject({ incident: first.incident, seq: 2 });
      expect(await database().query('select incident_id from audit_entry where alert_id = $1', [second.id])).toEqual([{ incident_id: first.incident }]);
      expect(await findIncidentByToken(database(), origin, [Buffer.from(HASH, 'base64')])).toBe(first.incident);
    });

    test('is in one incident for eight first messages with one token that arrive together', async () => {
      const origin = fresh('al');
      const accepted = await Promise.all(Array.from({ length: 8 }, () => store(database(), firstTo([fresh('gr')], { origin, tokens: [HASH] }))));
      expect(new Set(accepted.map(({ incident }) => incident)).size).toBe(1);
      expect(accepted.map(({ seq }) => seq).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    });

    test('is never in the incident of another centre, though the token is the same', async () => {
      const [first, second] = await stored(database(), firstTo([], { origin: fresh('al'), tokens: [HASH] }), firstTo([], { origin: fresh('rs'), tokens: [HASH] }));
      expect((await findAlert(database(), second.id))!.incident).not.toBe((await findAlert(database(), first.id))!.incident);
    });
  });

  test('clause 4: transactions that want the same lock follow one another, and the later sees what the earlier wrote', async () => {
    const first = firstTo([]);
    let begun = (): void => undefined;
    const isBegun = new Promise<void>((resolve) => { begun = resolve; });
    const slow = database().transaction(async (sql) => {
      begun();
      await sleep(100);
      await acceptAlert(sql, first, (joined) => joined);
    }, [4_116_000n, -7n]);
    await isBegun;
    const seen = await database().transaction(async (sql) => (await findAlert(sql, first.id))?.id, [9n, -7n, 9n]);
    await slow;
    expect(seen).toBe(first.id);
  });

  test('clause 4: a Cancel is told of every centre that any version was routed to', async () => {
    const [gr, it, mk] = [fresh('gr'), fresh('it'), fresh('mk')];
    const [first] = await stored(database(), firstTo([gr]));
    await store(database(), { ...laterOf(first, 'Update'), deliveries: firstTo([gr, it]).deliveries });
    await store(database(), siblingOf(first, { deliveries: firstTo([mk]).deliveries }));
    let before: string[] = [];
    await database().transaction((sql) => acceptAlert(sql, laterOf(first, 'Cancel', { deliveries: [] }), (joined, routedBefore) => { before = routedBefore; return joined; }));
    expect(before.sort()).toEqual([gr, it].sort());
  });
};
