// Contract of the store: the audit trail is append-only, chained afterwards, and shows every tampering (reliability clause 14).
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { alertTimeline, auditHead, chainBatch, readAudit, record, type AuditEntry } from '../../../src/store/audit.js';
import { entryHash, GENESIS } from '../../../src/store/chain.js';
import type { Database, Sql } from '../../../src/store/database.js';
import { createChainVerifier, type ChainFault } from '../../../src/store/verify-chain.js';
import type { Engine } from '../engines.js';
import { fresh } from '../sample-acceptance.js';

const ALL = 1_000_000;

/** What somebody who was only given the entries finds. */
const verified = (entries: readonly AuditEntry[]): { fault?: ChainFault; head: { position: number; hash: string } } => {
  const verifier = createChainVerifier();
  for (const entry of entries) {
    const fault = verifier.take(entry);
    if (fault) return { fault, head: verifier.head() };
  }
  return { head: verifier.head() };
};

/** A chain that is right in itself. */
const chained = (entries: readonly AuditEntry[]): AuditEntry[] => {
  let previous: Buffer = GENESIS;
  return entries.map((entry, index) => {
    const placed = { ...entry, position: index + 1 };
    previous = entryHash(previous, placed);
    return { ...placed, hash: previous.toString('hex') };
  });
};

const UNDO = new Error('undo');

export const auditing = (database: () => Database, engine: Engine): void => {
  const facts = (count: number, detail: Record<string, unknown> = {}) => Array.from({ length: count }, () => ({ type: 'test.fact', alert: fresh('alert'), centre: 'gr', detail }));
  const chainAll = async (): Promise<void> => { while (await chainBatch(database()) > 0); };
  const chainOf = async (count: number): Promise<AuditEntry[]> => {
    await record(database(), facts(count, { text: 'ë 🙂', n: 1.5, list: [1, { b: 1, a: null }] }));
    await chainAll();
    return readAudit(database(), 0, ALL);
  };

  describe('clause 14: the audit trail refuses', () => {
    const statements: [string, string][] = [
      ['an edit', `update audit_entry set type = 'other.fact'`],
      ['an edit of the detail', `update audit_entry set detail = '{}'`],
      ['a new place in the chain', 'update audit_entry set position = position + 1000000, hash = hash where position is not null'],
      ['a chaining that edits', `update audit_entry set position = 999999999, hash = '\\x00', centre = 'it' where position is null`],
      ['a deletion', 'delete from audit_entry'],
      ['being emptied', 'truncate audit_entry'],
      ['an entry that claims a place', `insert into audit_entry (type, position, hash) values ('test.fact', 999999999, '\\x00')`],
    ];
    test.each(statements)('%s', async (_, statement) => {
      await chainOf(1);
      await record(database(), facts(1));
      const before = await database().query('select * from audit_entry order by id', []);
      await expect(database().query(statement, [])).rejects.toThrow(/append-only|not on insert/);
      expect(await database().query('select * from audit_entry order by id', [])).toEqual(before);
    });
  });

  describe('clause 14: the chain', () => {
    test('takes in every entry, without gaps, from the first on', async () => {
      const entries = await chainOf(3);
      expect(entries.map(({ position }) => position)).toEqual(entries.map((_, index) => index + 1));
      expect(verified(entries)).toEqual({ head: await auditHead(database()) });
    });

    test('follows the rule that anybody can compute', async () => {
      const entries = await chainOf(2);
      expect(chained(entries)).toEqual(entries);
    });

    test('leaves what a rolled back transaction said out', async () => {
      await chainAll();
      const { position } = await auditHead(database());
      await expect(database().transaction(async (sql) => { await record(sql, facts(2)); throw UNDO; })).rejects.toBe(UNDO);
      await record(database(), facts(1));
      await chainAll();
      expect((await auditHead(database())).position).toBe(position + 1);
    });

    test('can be read from any place on', async () => {
      const entries = await chainOf(4);
      expect(await readAudit(database(), entries.length - 2, 1)).toEqual([entries.at(-2)]);
    });

    test('has the facts of one alert before they are chained', async () => {
      const [fact] = facts(1);
      await record(database(), [fact!]);
      expect(await alertTimeline(database(), fact!.alert)).toMatchObject([{ type: 'test.fact', alert: fact!.alert, centre: 'gr', detail: {} }]);
    });
  });

  describe('clause 14: whoever walks the chain finds', () => {
    /** The entries as they would be exported after somebody with every right over the database changed them. */
    const tampered = async (change: (sql: Sql, last: number) => Promise<unknown>): Promise<{ entries: AuditEntry[]; last: number }> => {
      const last = (await chainOf(5)).length;
      let entries: AuditEntry[] = [];
      await database().transaction(async (sql) => {
        await sql.query('alter table audit_entry disable trigger user');
        await change(sql, last);
        entries = await readAudit(sql, 0, ALL);
        throw UNDO;
      }).catch((cause: unknown) => { if (cause !== UNDO) throw cause; });
      return { entries, last };
    };

    test.each([
      ['type', `type = 'other.fact'`], ['alert', 'alert_id = null'], ['incident', `incident_id = 'other'`], ['centre', `centre = 'it'`], ['actor', `actor = 'somebody'`],
      ['time', `at = at + interval '1 millisecond'`], ['detail', `detail = detail || '{"n": 2}'`], ['hash', `hash = decode(repeat('00', 32), 'hex')`],
    ])('an edit of the %s', async (_, assignment) => {
      const { entries, last } = await tampered((sql, end) => sql.query(`update audit_entry set ${assignment} where position = $1`, [end - 2]));
      expect(verified(entries).fault).toMatchObject({ position: last - 2 });
    });

    test('a deletion', async () => {
      const { entries, last } = await tampered((sql, end) => sql.query('delete from audit_entry where position = $1', [end - 2]));
      expect(verified(entries).fault).toMatchObject({ position: last - 2, reason: expect.stringContaining('missing') });
    });

    test('a deletion that was closed up by counting anew', async () => {
      const { entries, last } = await tampered(async (sql, end) => {
        await sql.query('delete from audit_entry where position = $1', [end - 2]);
        for (const position of [end - 1, end]) await sql.query('update audit_entry set position = $1 where position = $2', [position - 1, position]);
      });
      expect(verified(entries).fault).toMatchObject({ position: last - 2 });
    });

    test('an entry put in between', async () => {
      const { entries, last } = await tampered(async (sql, end) => {
        for (const position of [end, end - 1]) await sql.query('update audit_entry set position = $1 where position = $2', [position + 1, position]);
        await sql.query(`insert into audit_entry (type, position, hash) values ('forged.fact', $1, decode(repeat('00', 32), 'hex'))`, [end - 1]);
      });
      expect(verified(entries).fault).toMatchObject({ position: last - 1 });
    });

    test('two entries that changed places', async () => {
      const { entries, last } = await tampered(async (sql, end) => {
        for (const [to, from] of [[0, end - 1], [end - 1, end - 2], [end - 2, 0]]) await sql.query('update audit_entry set position = $1 where position = $2', [to, from]);
      });
      expect(verified(entries).fault).toMatchObject({ position: last - 2 });
    });

    test('a chain that was cut off, by the head noted before', async () => {
      const { entries } = await tampered((sql, end) => sql.query('delete from audit_entry where position >= $1', [end - 1]));
      const { fault, head } = verified(entries);
      expect(fault).toBeUndefined();
      expect(head.position).toBe((await auditHead(database())).position - 2);
    });

    test('a fork that is right in itself, by the head noted before', async () => {
      const entries = await chainOf(3);
      const forked = chained(entries.map((entry, index) => (index === entries.length - 2 ? { ...entry, centre: 'it' } : entry)));
      const { fault, head } = verified(forked);
      const noted = await auditHead(database());
      expect([fault, head.position]).toEqual([undefined, noted.position]);
      expect(head.hash).not.toBe(noted.hash);
    });

    test('any change of any entry, at its place', () => {
      const clean = chained(Array.from({ length: 6 }, (_, index): AuditEntry => ({ position: 0, at: '2026-05-25T10:00:00.000Z', type: 'test.fact', alert: `a${index}`, detail: { n: index }, hash: '' })));
      const field = fc.constantFrom('type', 'alert', 'incident', 'centre', 'actor', 'at');
      fc.assert(fc.property(fc.nat({ max: 5 }), field, fc.string(), (index, name, value) => {
        fc.pre((clean[index] as unknown as Record<string, unknown>)[name] !== value);
        const changed = clean.map((entry, at) => (at === index ? { ...entry, [name]: value } : entry));
        expect(verified(changed).fault?.position).toBe(index + 1);
      }));
    });
  });

  describe('clause 14: a long chain', () => {
    test('is made batch by batch', async () => {
      await chainAll();
      await record(database(), facts(1_100));
      expect([await chainBatch(database()), await chainBatch(database()), await chainBatch(database()), await chainBatch(database())]).toEqual([500, 500, 100, 0]);
      expect(verified(await readAudit(database(), 0, ALL)).fault).toBeUndefined();
    });
  });

  if (engine.concurrent) describe('clause 14: the chain, made by several processes', () => {
    test('has every place once', async () => {
      await chainAll();
      const { position } = await auditHead(database());
      await record(database(), facts(1_200));
      const counts = await Promise.all(Array.from({ length: 8 }, () => chainBatch(database())));
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1_200);
      expect(verified(await readAudit(database(), 0, ALL))).toEqual({ head: expect.objectContaining({ position: position + 1_200 }) });
    });

    test('takes in later what commits late, though its id is lower', async () => {
      const [late, early] = facts(2);
      await database().transaction(async (sql) => {
        await record(sql, [late!]);
        await record(database(), [early!]);
        await chainAll();
      });
      await chainAll();
      const entries = await readAudit(database(), 0, ALL);
      const placeOf = (alert: string): number => entries.findIndex((entry) => entry.alert === alert);
      expect(placeOf(early!.alert)).toBeGreaterThanOrEqual(0);
      expect(placeOf(late!.alert)).toBeGreaterThan(placeOf(early!.alert));
      expect(verified(entries).fault).toBeUndefined();
    });
  });
};
