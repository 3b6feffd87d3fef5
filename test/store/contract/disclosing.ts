// Contract of the store: the disclosure log is append-only, chained like the audit trail, and shows every tampering (Directive (EU) 2016/680, Article 25).
import { describe, expect, test } from '@jest/globals';
import type { DisclosureView } from '../../../src/model/generated/disclosure.js';
import type { Database, Sql } from '../../../src/store/database.js';
import { settleDeliveries } from '../../../src/store/deliveries.js';
import { chainDisclosures, disclosureHead, readDisclosures, recordDisclosures, type Disclosure } from '../../../src/store/disclosures.js';
import { createChainVerifier, type ChainFault } from '../../../src/store/verify-chain.js';
import type { Engine } from '../engines.js';
import { claimOne, firstTo, fresh, makeDue, idOf, outcome, stored } from '../sample-acceptance.js';

const ALL = 1_000_000;
const UNDO = new Error('undo');

const verified = (entries: readonly DisclosureView[]): { fault?: ChainFault; head: { position: number; hash: string } } => {
  const verifier = createChainVerifier();
  for (const entry of entries) {
    const fault = verifier.take(entry);
    if (fault) return { fault, head: verifier.head() };
  }
  return { head: verifier.head() };
};

export const disclosing = (database: () => Database, _engine: Engine): void => {
  const read = (alert: string): Disclosure => ({ who: 'gr', role: 'centre', what: 'read', channel: 'api', why: 'addressee', classes: ['identity', 'public'], alert });
  const chainAll = async (): Promise<void> => { while (await chainDisclosures(database()) > 0); };
  const chainOf = async (count: number): Promise<DisclosureView[]> => {
    await recordDisclosures(database(), Array.from({ length: count }, () => read(fresh('alert'))));
    await chainAll();
    return readDisclosures(database(), 0, ALL);
  };

  describe('the disclosure log refuses', () => {
    const statements: [string, string][] = [
      ['an edit', `update disclosure set who = 'it'`], ['an edit of the classes', `update disclosure set classes = '{}'`],
      ['a new place in the chain', 'update disclosure set position = position + 1000000, hash = hash where position is not null'],
      ['a chaining that edits', `update disclosure set position = 999999999, hash = '\\x00', who = 'it' where position is null`],
      ['a deletion', 'delete from disclosure'], ['being emptied', 'truncate disclosure'],
      ['an entry that claims a place', `insert into disclosure (who, role, what, channel, why, classes, position, hash) values ('x', 'centre', 'read', 'api', 'origin', '{}', 999999999, '\\x00')`],
    ];
    test.each(statements)('%s', async (_, statement) => {
      await chainOf(1);
      await recordDisclosures(database(), [read(fresh('alert'))]);
      const before = await database().query('select * from disclosure order by id', []);
      await expect(database().query(statement, [])).rejects.toThrow(/append-only|not on insert/);
      expect(await database().query('select * from disclosure order by id', [])).toEqual(before);
    });
  });

  describe('the disclosure log', () => {
    test('is a chain of its own, whole from the first entry to its head', async () => {
      const entries = await chainOf(3);
      expect(entries.map(({ position }) => position)).toEqual(entries.map((_, index) => index + 1));
      expect(verified(entries)).toEqual({ head: await disclosureHead(database()) });
    });

    test('is found again by alert, by reader and by time', async () => {
      const alert = fresh('alert');
      await recordDisclosures(database(), [read(alert), { ...read(alert), who: 'it' }]);
      await chainAll();
      expect((await readDisclosures(database(), 0, ALL, { alert })).map(({ who }) => who)).toEqual(['gr', 'it']);
      const [mine, ...others] = await readDisclosures(database(), 0, ALL, { alert, who: 'it' });
      expect([mine!.who, others]).toEqual(['it', []]);
      expect(await readDisclosures(database(), 0, ALL, { alert, since: new Date(Date.parse(mine!.at) + 1) })).toEqual([]);
      expect(await readDisclosures(database(), 0, ALL, { alert, until: new Date(Date.parse(mine!.at) - 60_000) })).toEqual([]);
    });

    test('has a delivery that arrived once, written with its outcome, and one that may have been read without an answer once however often it is tried', async () => {
      const [arrives, fails] = await stored(database(), firstTo(['gr']), firstTo(['gr']));
      await settleDeliveries(database(), [outcome(await claimOne(database(), arrives), 'delivered', { disclosed: ['identity', 'prose'] })]);
      for (let attempt = 0; attempt < 3; attempt += 1) {
        await settleDeliveries(database(), [outcome(await claimOne(database(), fails), 'retrying', { error: 'HTTP_500', disclosed: ['prose'] })]);
        await makeDue(database(), idOf(fails));
      }
      await chainAll();
      const told = async (alert: string) => (await readDisclosures(database(), 0, ALL, { alert })).map(({ who, what, channel, why, classes, incident }) => ({ who, what, channel, why, classes, incident }));
      const common = { who: 'gr', channel: 'webhook', why: 'addressee' };
      expect(await told(arrives.id)).toEqual([{ ...common, what: 'delivered', classes: ['identity', 'prose'], incident: arrives.incident }]);
      expect(await told(fails.id)).toEqual([{ ...common, what: 'sent', classes: ['prose'], incident: fails.incident }]);
    });

    test('has nothing of an attempt of which no byte left, nor of an outcome that came too late to count', async () => {
      const [unreached, late] = await stored(database(), firstTo(['gr']), firstTo(['gr']));
      await settleDeliveries(database(), [outcome(await claimOne(database(), unreached), 'retrying', { error: 'ECONNREFUSED' })]);
      await settleDeliveries(database(), [{ ...outcome(await claimOne(database(), late), 'delivered', { disclosed: ['prose'] }), token: 0 }]);
      await chainAll();
      expect([await readDisclosures(database(), 0, ALL, { alert: unreached.id }), await readDisclosures(database(), 0, ALL, { alert: late.id })]).toEqual([[], []]);
    });
  });

  describe('whoever walks the disclosure log finds', () => {
    const tampered = async (change: (sql: Sql, last: number) => Promise<unknown>): Promise<{ entries: DisclosureView[]; last: number }> => {
      const last = (await chainOf(5)).length;
      let entries: DisclosureView[] = [];
      await database().transaction(async (sql) => {
        await sql.query('alter table disclosure disable trigger user');
        await change(sql, last);
        entries = await readDisclosures(sql, 0, ALL);
        throw UNDO;
      }).catch((cause: unknown) => { if (cause !== UNDO) throw cause; });
      return { entries, last };
    };

    test.each([
      ['reader', `who = 'it'`], ['role', `role = 'liaison'`], ['kind', `what = 'original'`], ['channel', `channel = 'page'`], ['reason', `why = 'origin'`], ['purpose', `purpose = 'other'`],
      ['classes', `classes = '{public}'`], ['alert', 'alert_id = null'], ['incident', `incident_id = 'other'`], ['proposal', `proposal_id = 'other'`], ['number found', 'found = 1'],
      ['time', `at = at + interval '1 millisecond'`], ['hash', `hash = decode(repeat('00', 32), 'hex')`],
    ])('an edit of the %s', async (_, assignment) => {
      const { entries, last } = await tampered((sql, end) => sql.query(`update disclosure set ${assignment} where position = $1`, [end - 2]));
      expect(verified(entries).fault).toMatchObject({ position: last - 2 });
    });

    test('a deletion, also one that was closed up by counting anew', async () => {
      const gap = await tampered((sql, end) => sql.query('delete from disclosure where position = $1', [end - 2]));
      expect(verified(gap.entries).fault).toMatchObject({ position: gap.last - 2, reason: expect.stringContaining('missing') });
      const closed = await tampered(async (sql, end) => {
        await sql.query('delete from disclosure where position = $1', [end - 2]);
        for (const position of [end - 1, end]) await sql.query('update disclosure set position = $1 where position = $2', [position - 1, position]);
      });
      expect(verified(closed.entries).fault).toMatchObject({ position: closed.last - 2 });
    });

    test('an entry put in between, and two that changed places', async () => {
      const inserted = await tampered(async (sql, end) => {
        for (const position of [end, end - 1]) await sql.query('update disclosure set position = $1 where position = $2', [position + 1, position]);
        await sql.query(`insert into disclosure (who, role, what, channel, why, classes, position, hash) values ('x', 'centre', 'read', 'api', 'origin', '{}', $1, decode(repeat('00', 32), 'hex'))`, [end - 1]);
      });
      expect(verified(inserted.entries).fault).toMatchObject({ position: inserted.last - 1 });
      const moved = await tampered(async (sql, end) => {
        for (const [to, from] of [[0, end - 1], [end - 1, end - 2], [end - 2, 0]]) await sql.query('update disclosure set position = $1 where position = $2', [to, from]);
      });
      expect(verified(moved.entries).fault).toMatchObject({ position: moved.last - 2 });
    });

    test('that it was cut off, by the head noted before', async () => {
      const { entries } = await tampered((sql, end) => sql.query('delete from disclosure where position >= $1', [end - 1]));
      const { fault, head } = verified(entries);
      expect([fault, head.position]).toEqual([undefined, (await disclosureHead(database())).position - 2]);
    });
  });
};
