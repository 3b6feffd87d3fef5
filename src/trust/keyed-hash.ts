// Keyed hashes: what the database may compare without being able to read. The pepper belongs to this deployment and lies in its key store.
import { createHmac } from 'node:crypto';

/** Hashes a list of values under a purpose, so that equal values of different purposes never meet. */
export type KeyedHash = (purpose: HashPurpose, ...values: (string | Uint8Array)[]) => Buffer;

export type HashPurpose = 'key' | 'name' | 'bytes' | 'content' | 'token' | 'search' | 'feed' | 'pixels' | 'photo-link';

export const createKeyedHash = (pepper: Buffer): KeyedHash => (purpose, ...values) => {
  const mac = createHmac('sha256', pepper).update(purpose);
  for (const value of values) {
    const bytes = typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
    // Lengths keep ("ab", "c") and ("a", "bc") apart.
    mac.update(`|${bytes.length}|`).update(bytes);
  }
  return mac.digest();
};
