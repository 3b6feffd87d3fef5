// The port to the one SQL truth: the embedded database and PostgreSQL run the same statements behind it.

/** Runs one statement. Rows come back alike from both engines: int8 as number, timestamptz as Date, bytea as Buffer, jsonb parsed. */
export interface Sql {
  query<Row = Record<string, unknown>>(text: string, params?: readonly unknown[]): Promise<Row[]>;
}

export interface Database extends Sql {
  engine: 'embedded' | 'postgres';
  /**
   * Commits when `run` resolves, rolls back when it throws. May run it again where the engine undid it for a conflict.
   * @param locks advisory locks to hold first, taken in the order of their numbers and in one crossing with the beginning.
   */
  transaction<T>(run: (sql: Sql) => Promise<T>, locks?: readonly bigint[]): Promise<T>;
  close(): Promise<void>;
}

/** The words that begin a transaction. What its statements see is settled after the locks are had, because each is a statement of its own. */
export const beginning = (locks: readonly bigint[] = []): string =>
  ['begin', ...[...new Set(locks)].sort((a, b) => (a < b ? -1 : 1)).map((lock) => `select pg_advisory_xact_lock(${lock})`)].join('; ');

/** PostgreSQL's error code for a broken unique constraint. */
export const UNIQUE_VIOLATION = '23505';

/** The code PostgreSQL gave an error, from either engine. */
export const sqlCode = (cause: unknown): string | undefined => {
  const code = (cause as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
};
