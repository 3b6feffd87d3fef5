// Everything a database holds, and where in it a value lies in any of its forms.
import { createHash } from 'node:crypto';
import type { Sql } from '../../../src/store/database.js';

/** The forms in which a value could lie about: as it is, in hexadecimal, in base64, or as the hash anybody could try names against. */
const formsOf = (value: string): Buffer[] => {
  const plain = Buffer.from(value);
  const digest = createHash('sha256').update(plain).digest();
  return [plain, Buffer.from(plain.toString('hex')), Buffer.from(plain.toString('base64').slice(0, -4)), digest, Buffer.from(digest.toString('hex')), Buffer.from(digest.toString('base64'))];
};

const asBytes = (value: unknown): Buffer => (Buffer.isBuffer(value) ? value : Buffer.from(typeof value === 'string' ? value : JSON.stringify(value) ?? ''));

const append = (columns: Map<string, Buffer[]>, column: string, value: Buffer): void => {
  const values = columns.get(column) ?? [];
  values.push(value, Buffer.from('\n'));
  columns.set(column, values);
};

/** Everything every column of every table there is holds, one after another. */
export async function contentsOf(sql: Sql): Promise<Map<string, Buffer>> {
  const tables = await sql.query<{ name: string }>(`select table_name as name from information_schema.tables where table_schema = 'public' order by 1`, []);
  const columns = new Map<string, Buffer[]>();
  for (const { name } of tables) {
    for (const row of await sql.query(`select * from "${name}"`, [])) {
      for (const [column, value] of Object.entries(row)) append(columns, `${name}.${column}`, asBytes(value));
    }
  }
  return new Map([...columns].map(([column, values]) => [column, Buffer.concat(values)]));
}

/** Names of the columns that hold a value in any of its forms. */
export const columnsWith = (contents: Map<string, Buffer>, value: string): string[] =>
  [...contents].filter(([, bytes]) => formsOf(value).some((form) => bytes.includes(form))).map(([column]) => column);
