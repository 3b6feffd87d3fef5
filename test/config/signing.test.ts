// By whom a centre may sign: what the network file may record for it, and what it is told of anything else.
import { describe, expect, test } from '@jest/globals';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readNetwork } from '../../src/config/network-file.js';
import { authority, issue } from '../certificates.js';

describe('signers of a centre', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const [ed25519, secp256k1] = [generateKeyPairSync('ed25519').publicKey, generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey];
  const pem = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString();
  const FILES: Record<string, string> = { 'keys.pem': `${pem(rsa.publicKey)}\n${authority('Authority of Greece').cert}`, 'key.json': JSON.stringify(rsa.publicKey.export({ format: 'jwk' })) };
  const judged = (signing: object): string[] => readNetwork(JSON.stringify({ gateway: { id: 'g' }, centres: [{ id: 'gr', country: 'GR', name: 'Greece', languages: ['el'], signing }] }),
    { env: {}, adapters: [{ id: 'cap', direction: 'both' }], stepsOf: () => [], readFile: (path) => { if (!FILES[path]) throw new Error('ENOENT'); return FILES[path]; } }).problems.map(({ path, message }) => `${path.replace('/centres/0/signing', '')} ${message}`);

  test('are keys and authorities: in the file, or in files beside it, as PEM or JWK', () => {
    const jwk = rsa.publicKey.export({ format: 'jwk' });
    expect(judged({ required: true, keys: [pem(rsa.publicKey), jwk, JSON.stringify(jwk), 'keys.pem', 'file:key.json'] })).toEqual([]);
  });

  test.each<[string, unknown, RegExp]>([
    ['a private key', rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }), /holds a private key/], ['a private JWK', rsa.privateKey.export({ format: 'jwk' }), /holds a private key/],
    ['a key of another kind', pem(ed25519), /kind that signs no XML/], ['a curve of another kind', pem(secp256k1), /kind that signs no XML/], ['a shared secret', { kty: 'oct', k: 'c2VjcmV0' }, /holds no public key/],
    ['the certificate of no authority', issue({ name: 'desk' }).cert, /no certificate authority/], ['a file that is not there', 'nowhere.pem', /cannot be read/],
    ['words', '-----BEGIN NOTHING-----', /holds no public key/],
  ])('%s is none', (_, entry, message) => {
    const found = judged({ keys: [entry] });
    expect(found).toEqual([expect.stringMatching(/^\/keys\/0 /)]);
    expect(found[0]).toMatch(message);
  });

  test('are needed where signatures are required', () => {
    expect(judged({ required: true })).toEqual([expect.stringMatching(/^\/keys is missing/)]);
    expect(judged({ required: true, keys: [] })).toEqual([expect.stringMatching(/^\/keys is missing/)]);
  });
});
