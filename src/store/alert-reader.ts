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

interface Held { alert: Alert; signed: boolean }

const MEGABYTE = 1024 * 1024;

const parsed = (plain: Buffer): Alert => JSON.parse(plain.toString('utf8')) as Alert;

export function createAlertReader(sealed: SealedStore, sealedDocuments: SealedStore, sql: Sql): AlertReader {
  const load = async (alertId: string): Promise<(Held & { size: number }) | undefined> => {
    const [plain, row] = await Promise.all([sealed.read(alertId, 'alert'), findAlert(sql, alertId)]);
    return plain && row ? { alert: parsed(plain), signed: row.signed, size: plain.length } : undefined;
  };
  const cache = new LRUCache<string, Held, undefined>({
    maxSize: 32 * MEGABYTE, ttl: 10 * 60_000,
    fetchMethod: async (alertId, _stale, { options }) => {
      const loaded = await load(alertId);
      if (!loaded) return undefined;
      const { size, ...held } = loaded;
      options.size = size;
      return held;
    },
  });
  /** The cache breaks off what is being fetched when the alert is forgotten or replaced meanwhile: then the store is asked what is true now. */
  const held = (alertId: string): Promise<Held | undefined> => cache.fetch(alertId).catch(() => load(alertId));
  return {
    read: async (alertId) => (await held(alertId))?.alert,
    isSigned: async (alertId) => (await held(alertId))?.signed ?? false,
    keep: (alertId, plain, signed) => { cache.set(alertId, { alert: parsed(plain), signed }, { size: plain.length }); },
    earlier: async (alertId) => {
      const versions = await readEarlier(sql, alertId);
      const read = await Promise.all(versions.map(async ({ id, state }) => (state === 'erased' ? undefined : (await held(id))?.alert)));
      return { cases: read.flatMap((alert) => alert?.case ?? []), erased: read.includes(undefined) };
    },
    original: async (alertId) => {
      const document = await documentOf(sql, alertId);
      return document ? sealedDocuments.read(document, 'original') : sealed.read(alertId, 'original');
    },
    forget: (alertId) => { cache.delete(alertId); },
  };
}
