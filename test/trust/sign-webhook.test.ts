// Standard Webhooks signatures, computed here a second time from the specification (contract 6).
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createHmac, generateKeyPairSync, verify } from 'node:crypto';
import { signAsymmetric, signSymmetric, verifySymmetric, webhookSecretBytes } from '../../src/trust/sign-webhook.js';

const KEY = Buffer.from('an invented key of 32 bytes here');
const SECRET = `whsec_${KEY.toString('base64')}`;
const ID = 'delivery-1';
const TIMESTAMP = 1_780_000_000;
const BODY = Buffer.from('<alert>ë</alert>\r\n', 'utf8');

const signedBy = (body: Uint8Array): Buffer => Buffer.concat([Buffer.from(`${ID}.${TIMESTAMP}.`), body]);

describe('the v1 signature', () => {
  test('is the HMAC-SHA256 of id, timestamp and raw body, joined by dots', () => {
    fc.assert(fc.property(fc.uint8Array(), (body) => {
      expect(signSymmetric(SECRET, ID, TIMESTAMP, body)).toBe(`v1,${createHmac('sha256', KEY).update(signedBy(body)).digest('base64')}`);
    }));
  });

  test('is the one an independent tool computed', () => {
    // printf '%s' 'delivery-1.1780000000.hello' | openssl dgst -sha256 -hmac 'an invented key of 32 bytes here' -binary | base64
    expect(signSymmetric(SECRET, ID, TIMESTAMP, Buffer.from('hello'))).toBe('v1,rAyGIZpT4zW+n6sQoViukWlOJhDoCTp1whXm51j4cnA=');
  });

  test('is keyed with the bytes behind whsec_', () => {
    expect(webhookSecretBytes(SECRET).equals(KEY)).toBe(true);
    expect(webhookSecretBytes(KEY.toString('base64')).equals(KEY)).toBe(true);
  });
});

describe('verifying a v1 signature', () => {
  const signature = signSymmetric(SECRET, ID, TIMESTAMP, BODY);
  const verified = (header: string, { secret = SECRET, id = ID, timestamp = TIMESTAMP, body = BODY } = {}): boolean => verifySymmetric(secret, header, id, timestamp, body);

  test('finds it alone and among others', () => {
    expect([verified(signature), verified(`v1a,AAAA ${signature}`), verified(`${signature} v1,AAAA`)]).toEqual([true, true, true]);
  });

  test('fails where anything was changed', () => {
    expect([
      verified(signature, { body: Buffer.from('<alert>e</alert>\r\n') }), verified(signature, { id: 'delivery-2' }), verified(signature, { timestamp: TIMESTAMP + 1 }),
      verified(signature, { secret: `whsec_${Buffer.alloc(32).toString('base64')}` }),
    ]).toEqual([false, false, false, false]);
  });

  test('answers no to any other header, and never breaks', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary', minLength: signature.length, maxLength: signature.length })), (header) => {
      expect(verified(header)).toBe(false);
    }), { examples: [[''], [' '], [signature.slice(0, -1)], [`${signature}=`], [signature.slice(3)], [`é${signature.slice(1)}`]] });
  });
});

describe('the v1a signature', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');

  test('is an Ed25519 signature of the same bytes that anybody with the public key can verify', () => {
    fc.assert(fc.property(fc.uint8Array(), (body) => {
      const [version, signature] = signAsymmetric(privateKey, ID, TIMESTAMP, body).split(',');
      expect(version).toBe('v1a');
      expect(verify(null, signedBy(body), publicKey, Buffer.from(signature!, 'base64'))).toBe(true);
      expect(verify(null, signedBy(Buffer.concat([body, Buffer.from(' ')])), publicKey, Buffer.from(signature!, 'base64'))).toBe(false);
    }));
  });
});
