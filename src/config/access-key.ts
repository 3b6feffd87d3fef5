// Keys by which centres and clients are known: made here, shown once, kept as a hash only.
import { createHash, randomBytes } from 'node:crypto';

/** What the network file holds of a key: SHA-256 of its text, lower case hexadecimal. Fast on purpose: 256 random bits need no slow hash. */
export const keyHash = (key: string): string => createHash('sha256').update(key).digest('hex');

/** A fingerprint as the look-ups compare it: openssl prints capitals with colons, others neither. */
export const plainFingerprint = (text: string): string => text.replaceAll(':', '').toLowerCase();

/** A new key of 256 random bits with the hash for the network file. The prefix lets scanners recognise a leaked one. */
export const createAccessKey = (): { key: string; keySha256: string } => {
  const key = `abk_${randomBytes(32).toString('base64url')}`;
  return { key, keySha256: keyHash(key) };
};
