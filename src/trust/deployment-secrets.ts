// The secrets one deployment keeps for life: the pepper of its keyed hashes and the key it signs checkpoints and webhooks with, wrapped by the master key.
import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seal, unseal } from './seal.js';
import { writeOnce } from './write-once.js';

export interface DeploymentSecrets {
  pepper: Buffer;
  signingKey: KeyObject;
  publicKey: KeyObject;
  /** What the database keeps, to notice a master key or key store that is not its own. */
  check: Buffer;
}

const FILE = 'deployment.json';
const CONTEXT = 'deployment';

const create = (directory: string, masterKey: Buffer): void => {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync('ed25519');
  const secrets = JSON.stringify({ pepper: randomBytes(32).toString('base64'), signingKey: privateKey.export({ format: 'pem', type: 'pkcs8' }) });
  writeOnce(join(directory, FILE), JSON.stringify({ wrapped: seal(masterKey, CONTEXT, Buffer.from(secrets)).toString('base64') }));
};

const readWrapped = (path: string): Buffer => {
  const text = readFileSync(path, 'utf8');
  try { return Buffer.from((JSON.parse(text) as { wrapped: string }).wrapped, 'base64'); } catch (cause) {
    throw new Error(`${path} is damaged, and without it nothing in the database can be read. Put the copy from the backup of the key store in its place.`, { cause });
  }
};

const read = (directory: string, masterKey: Buffer): { pepper: string; signingKey: string } => {
  const wrapped = readWrapped(join(directory, FILE));
  try {
    return JSON.parse(unseal(masterKey, CONTEXT, wrapped).toString('utf8')) as { pepper: string; signingKey: string };
  } catch {
    throw new Error(`The master key does not open the key store ${directory}. Give the key this deployment was made with.`);
  }
};

/** Reads the secrets of the key store, making them the first time. @throws when the master key is another one. */
export function openDeploymentSecrets(directory: string, masterKey: Buffer): DeploymentSecrets {
  if (!existsSync(join(directory, FILE))) create(directory, masterKey);
  const stored = read(directory, masterKey);
  const pepper = Buffer.from(stored.pepper, 'base64');
  const signingKey = createPrivateKey(stored.signingKey);
  return { pepper, signingKey, publicKey: createPublicKey(signingKey), check: createHmac('sha256', pepper).update('deployment check').digest() };
}
