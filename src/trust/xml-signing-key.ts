// The key with which this gateway signs CAP for centres that ask for it: ECDSA P-256, because XML signatures know no Ed25519. Made at first need, wrapped by the master key.
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seal, unseal } from './seal.js';
import { writeOnce } from './write-once.js';

export interface XmlSigningKey { privateKey: KeyObject; publicKey: KeyObject }

const FILE = 'xml-signing.json';
const CONTEXT = 'xml-signing';

const create = (path: string, masterKey: Buffer): void => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  writeOnce(path, JSON.stringify({ wrapped: seal(masterKey, CONTEXT, Buffer.from(privateKey.export({ format: 'pem', type: 'pkcs8' }))).toString('base64') }));
};

const read = (path: string, masterKey: Buffer): XmlSigningKey => {
  try {
    const { wrapped } = JSON.parse(readFileSync(path, 'utf8')) as { wrapped: string };
    const privateKey = createPrivateKey(unseal(masterKey, CONTEXT, Buffer.from(wrapped, 'base64')).toString('utf8'));
    return { privateKey, publicKey: createPublicKey(privateKey) };
  } catch (cause) {
    throw new Error(`${path} is damaged or not of this master key. Put the copy from the backup of the key store in its place; without one, move it away: a new key is made, which the centres have to be given.`, { cause });
  }
};

/** @param directory the key store, which is there. @returns the key, read or made the first time it is asked for. */
export function createXmlSigningKey(directory: string, masterKey: Buffer): () => XmlSigningKey {
  const path = join(directory, FILE);
  let known: XmlSigningKey | undefined;
  return () => {
    if (!known && !existsSync(path)) create(path, masterKey);
    return (known ??= read(path, masterKey));
  };
}
