// Accepted alerts, read from their sealed form once for all the deliveries of a fan-out. Plain text stays in bounded memory only.
import { LRUCache } from 'lru-cache';
import type { Alert } from '../model/generated/alert.js';
import type { SealedStore } from './sealed.js';

export interface AlertReader {
  /** The normalised alert, or undefined once erased. */
  read(alertId: string): Promise<Alert | undefined>;
  /** The bytes as the origin sent them. */
  original(alertId: string): Promise<Buffer | undefined>;
  /** Must be called when an alert is erased. */
  forget(alertId: string): void;
}

const MEGABYTE = 1024 * 1024;

export function createAlertReader(sealed: SealedStore): AlertReader {
  const cache = new LRUCache<string, { alert: Alert }, undefined>({
    maxSize: 32 * MEGABYTE, ttl: 10 * 60_000,
    fetchMethod: async (alertId, _stale, { options }) => {
      const plain = await sealed.read(alertId, 'alert');
      if (!plain) return undefined;
      options.size = plain.length;
      return { alert: JSON.parse(plain.toString('utf8')) as Alert };
    },
  });
  return {
    read: async (alertId) => (await cache.fetch(alertId))?.alert,
    original: (alertId) => sealed.read(alertId, 'original'),
    forget: (alertId) => { cache.delete(alertId); },
  };
}
