// LISTEN and NOTIFY: how processes on one PostgreSQL call one another. Beside the pool, because a listener keeps its connection.
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Sql } from './database.js';

const CHANNEL = 'alertbridge_due';
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1_000;
/** A server that vanished without a word (failover, partition) is noticed by asking. */
const ASK_EVERY_MS = 5_000;
const ANSWER_WITHIN_MS = 3_000;

/** One connection that listens until it breaks; resolves then. */
async function listenOnce(url: string, hear: (text: string) => void, listening: (yes: boolean) => void, stop: AbortSignal): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: ANSWER_WITHIN_MS, query_timeout: ANSWER_WITHIN_MS, keepAlive: true });
  const broken = new Promise<void>((resolve) => {
    client.on('error', () => resolve());
    client.on('end', () => resolve());
    stop.addEventListener('abort', () => resolve(), { once: true });
  });
  client.on('notification', ({ payload }) => hear(payload ?? ''));
  let asking: NodeJS.Timeout | undefined;
  try {
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
    listening(true);
    const lost = new Promise<void>((resolve) => { asking = setInterval(() => { client.query('select 1').catch(() => resolve()); }, ASK_EVERY_MS).unref(); });
    await Promise.race([broken, lost]);
  } finally {
    listening(false);
    clearInterval(asking);
    await client.end().catch(() => undefined);
  }
}

/**
 * @param url of the database, for the listener's own connection.
 * @param sql sends through the pool.
 */
export function openNotifications(url: string, sql: Sql) {
  const stop = new AbortController();
  let hearing: Promise<void> | undefined;
  let isListening = false;

  const keepListening = async (hear: (text: string) => void): Promise<void> => {
    for (let pause = FIRST_PAUSE_MS; !stop.signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      await listenOnce(url, hear, (yes) => { isListening = yes; if (yes) pause = FIRST_PAUSE_MS; }, stop.signal).catch(() => undefined);
      if (!stop.signal.aborted) await sleep(pause, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  };

  return {
    send: async (text: string): Promise<void> => { await sql.query('select pg_notify($1, $2)', [CHANNEL, text]); },
    listen: (hear: (text: string) => void): void => { hearing = keepListening(hear); },
    healthy: async (): Promise<boolean> => hearing === undefined || isListening,
    close: async (): Promise<void> => {
      stop.abort();
      await hearing;
    },
  };
}
