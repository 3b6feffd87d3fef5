// Accepted alerts, read from their sealed form once for all the deliveries of a fan-out. Plain text stays in bounded memory only.
import { LRUCache } from 'lru-cache';
import type { Alert, Case } from '../model/generated/alert.js';
import type { Sql } from './database.js';
import { documentOf } from './documents.js';
import { findAlert, readEarlier } from './reads.js';
import type { SealedStore } from './sealed.js';

export interface AlertReader {
  /** The normalised alert, or undefined once erased. */
  read(alertId: string): Promise<Alert | undefined>;
  /** Whether the original carries an XML signature. */
  isSigned(alertId: string): Promise<boolean>;
  /** Spares whoever accepted an alert, and mostly delivers it next, reading it back. @param plain its JSON, as it was sealed. */
  keep(alertId: string, plain: Buffer, signed: boolean): void;
  /** Of the messages that this one references, and of the rest of their threads: the cases of those that can be read, and whether others are erased. */
  earlier(alertId: string): Promise<{ cases: Case[]; erased: boolean }>;
  /** The bytes as the origin sent them; undefined once erased, be it for the sake of another alert that came in them. */
  original(alertId: string): Promise<Buffer | undefined>;
  /** Must be called when an alert is erased. */
  forget(alertId: string): void;
}

const MEGABYTE = 1024 * 1024;

const parsed = (plain: Buffer): Alert => JSON.parse(plain.toString('utf8')) as Alert;

export function createAlertReader(sealed: SealedStore, sealedDocuments: SealedStore, sql: Sql): AlertReader {
  const cache = new LRUCache<string, { alert: Alert; signed: boolean }, undefined>({
    maxSize: 32 * MEGABYTE, ttl: 10 * 60_000,
    fetchMethod: async (alertId, _stale, { options }) => {
      const [plain, row] = await Promise.all([sealed.read(alertId, 'alert'), findAlert(sql, alertId)]);
      if (!plain || !row) return undefined;
      options.size = plain.length;
      return { alert: parsed(plain), signed: row.signed };
    },
  });
  return {
    read: async (alertId) => (await cache.fetch(alertId))?.alert,
    isSigned: async (alertId) => (await cache.fetch(alertId))?.signed ?? false,
    keep: (alertId, plain, signed) => { cache.set(alertId, { alert: parsed(plain), signed }, { size: plain.length }); },
    earlier: async (alertId) => {
      const versions = await readEarlier(sql, alertId);
      const read = await Promise.all(versions.map(async ({ id, state }) => (state === 'erased' ? undefined : (await cache.fetch(id))?.alert)));
      return { cases: read.flatMap((alert) => alert?.case ?? []), erased: read.includes(undefined) };
    },
    original: async (alertId) => {
      const document = await documentOf(sql, alertId);
      return document ? sealedDocuments.read(document, 'original') : sealed.read(alertId, 'original');
    },
    forget: (alertId) => { cache.delete(alertId); },
  };
}
