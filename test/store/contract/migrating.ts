// Contract of the store: bringing a database up to date.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import type { Database } from '../../../src/store/database.js';
import { migrate } from '../../../src/store/migrate.js';
import type { Engine } from '../engines.js';

const FILES = readdirSync(new URL('../../../src/store/migrations/', import.meta.url)).filter((name) => name.endsWith('.sql')).sort();

const applied = async (database: Database): Promise<string[]> =>
  (await database.query<{ name: string }>('select name from migration order by name', [])).map(({ name }) => name);

export const migrating = (database: () => Database, engine: Engine): void => {
  describe('migrations', () => {
    test('have all been applied to a fresh database', async () => {
      expect(await applied(database())).toEqual(FILES);
    });

    test('find nothing to do the second time', async () => {
      expect(await migrate(database())).toBe(0);
    });
  });

  if (engine.concurrent) describe('migrations of an empty database', () => {
    let opened: Awaited<ReturnType<Engine['openEmpty']>>;
    beforeAll(async () => { opened = await engine.openEmpty(); });
    afterAll(() => opened.remove());

    test('are each applied once when four processes start together', async () => {
      const processes = [opened.database, opened.another!(), opened.another!(), opened.another!()];
      const counts = await Promise.all(processes.map((process) => migrate(process)));
      expect(counts.sort()).toEqual([0, 0, 0, FILES.length]);
      expect(await applied(opened.database)).toEqual(FILES);
    });

    test('leave nothing half done where one fails', async () => {
      await opened.database.query(`drop schema public cascade`);
      await opened.database.query(`create schema public`);
      await opened.database.query('create table audit_head (n int)');
      await expect(migrate(opened.database)).rejects.toMatchObject({ code: '42P07' });
      const tables = await opened.database.query(`select table_name from information_schema.tables where table_schema = 'public'`, []);
      expect(tables).toEqual([{ table_name: 'audit_head' }]);
    });
  });
};
