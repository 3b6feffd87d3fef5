// Standard Webhooks signatures over the raw bytes (the reference library parses the body as JSON, ours may be XML).
import { createHmac, sign, timingSafeEqual, type KeyObject } from 'node:crypto';

/** `whsec_<base64>` to the bytes the signature is keyed with. */
export const webhookSecretBytes = (secret: string): Buffer => Buffer.from(secret.replace(/^whsec_/, ''), 'base64');

const before = (id: string, timestamp: number): string => `${id}.${timestamp}.`;

/** `v1,` HMAC-SHA256. @param timestamp Unix seconds. */
export const signSymmetric = (secret: string, id: string, timestamp: number, body: Uint8Array): string =>
  `v1,${createHmac('sha256', webhookSecretBytes(secret)).update(before(id, timestamp)).update(body).digest('base64')}`;

/** `v1a,` Ed25519. @param timestamp Unix seconds. */
export const signAsymmetric = (key: KeyObject, id: string, timestamp: number, body: Uint8Array): string =>
  `v1a,${sign(null, Buffer.concat([Buffer.from(before(id, timestamp)), body]), key).toString('base64')}`;

/** True when one of the space separated signatures in `header` is the symmetric one of these bytes. */
export function verifySymmetric(secret: string, header: string, id: string, timestamp: number, body: Uint8Array): boolean {
  const expected = Buffer.from(signSymmetric(secret, id, timestamp, body));
  return header.split(' ').map((given) => Buffer.from(given)).some((given) => given.length === expected.length && timingSafeEqual(given, expected));
}
