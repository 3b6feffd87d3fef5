// Contract of the store: rows, errors and transactions are alike on both engines.
import { describe, expect, test } from '@jest/globals';
import { isDate } from 'node:util/types';
import { sqlCode, UNIQUE_VIOLATION, type Database } from '../../../src/store/database.js';

const EVERY_BYTE = Buffer.from(Array.from({ length: 256 }, (_, index) => index));

export const typing = (database: () => Database): void => {
  describe.each([['with parameters', []], ['without parameters', undefined]] as const)('a statement %s', (_, params) => {
    const value = async (expression: string): Promise<unknown> => (await database().query<{ value: unknown }>(`select ${expression} as value`, params))[0]!.value;

    test('gives an int8 as a number', async () => {
      expect(await value('9007199254740991::int8')).toBe(Number.MAX_SAFE_INTEGER);
    });

    test('gives a timestamptz as a Date, whatever the time zone', async () => {
      const at = await value(`'2026-05-25 12:00:00.123+02'::timestamptz`);
      expect(isDate(at)).toBe(true);
      expect((at as Date).toISOString()).toBe('2026-05-25T10:00:00.123Z');
    });

    test('gives a bytea as a Buffer, the empty one too', async () => {
      const bytes = await value(`decode('${EVERY_BYTE.toString('hex')}', 'hex')`);
      expect(Buffer.isBuffer(bytes)).toBe(true);
      expect((bytes as Buffer).equals(EVERY_BYTE)).toBe(true);
      expect(await value(`''::bytea`)).toHaveLength(0);
    });

    test('gives jsonb parsed, lists as arrays and nothing as null', async () => {
      expect(await value(`'{"a": [1, "ë", null], "b": {"c": true}}'::jsonb`)).toEqual({ a: [1, 'ë', null], b: { c: true } });
      expect(await value(`array['x', 'y, z']::text[]`)).toEqual(['x', 'y, z']);
      expect(await value('null::int8')).toBeNull();
    });
  });

  test('parameters come back as they went in', async () => {
    const at = new Date('2026-05-25T10:00:00.123Z');
    const [row] = await database().query<{ at: Date; bytes: Buffer; list: string[]; flag: boolean; big: number; nothing: null }>(
      'select $1::timestamptz as at, $2::bytea as bytes, $3::text[] as list, $4::boolean as flag, $5::int8 as big, $6::text as nothing', [at, EVERY_BYTE, ['a', 'b"c'], true, 2 ** 40, null]);
    expect({ ...row, at: row!.at.toISOString(), bytes: row!.bytes.toString('hex') })
      .toEqual({ at: at.toISOString(), bytes: EVERY_BYTE.toString('hex'), list: ['a', 'b"c'], flag: true, big: 2 ** 40, nothing: null });
  });

  describe('a transaction', () => {
    const isThere = async (name: string): Promise<boolean> => (await database().query('select 1 from centre_state where centre = $1', [name])).length > 0;
    const put = 'insert into centre_state (centre) values ($1)';

    test('is kept when it resolves and undone when it throws', async () => {
      await database().transaction((sql) => sql.query(put, ['kept']));
      await expect(database().transaction(async (sql) => { await sql.query(put, ['undone']); throw new Error('changed my mind'); })).rejects.toThrow('changed my mind');
      expect([await isThere('kept'), await isThere('undone')]).toEqual([true, false]);
    });

    test('that breaks a unique constraint says so with the code of PostgreSQL, and is undone', async () => {
      const twice = database().transaction(async (sql) => { await sql.query(put, ['twice']); await sql.query(put, ['twice']); });
      const cause: unknown = await twice.catch((error: unknown) => error);
      expect(sqlCode(cause)).toBe(UNIQUE_VIOLATION);
      expect(await isThere('twice')).toBe(false);
    });

    test('does not let statements of others in', async () => {
      let outside: Promise<unknown> | undefined;
      await expect(database().transaction(async (sql) => {
        await sql.query(put, ['inside']);
        outside = database().query(put, ['outside']);
        throw new Error('changed my mind');
      })).rejects.toThrow('changed my mind');
      await outside;
      expect([await isThere('inside'), await isThere('outside')]).toEqual([false, true]);
    });
  });
};
