// By whom a centre may sign: the public keys and authorities of the network file, looked up and judged.
import { createPublicKey, type JsonWebKey, type KeyObject, type X509Certificate } from 'node:crypto';
import type { Signing } from '../model/generated/network.js';
import { attempted } from './attempted.js';
import { objects } from './entries.js';
import type { Finding } from './network-schema.js';
import { certificatesIn } from './pem.js';
import { asReference, textBehind, type SecretSources } from './secret.js';

export interface ResolvedSigning { required: boolean; keys: KeyObject[]; authorities: X509Certificate[] }

type Signers = Pick<ResolvedSigning, 'keys' | 'authorities'>;
type Looked = Signers | { problem: string };

const CURVES = ['prime256v1', 'secp384r1', 'secp521r1'];
const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[^]+?-----END \1-----/g;

const WANTED = 'holds no public key and no certificate of an authority; it takes PEM (-----BEGIN PUBLIC KEY-----, -----BEGIN CERTIFICATE-----) or a JWK';
const SECRET = 'holds a private key, which only its owner may have; give the public one, and consider that key lost';
const KIND = 'holds a key of a kind that signs no XML here; it takes RSA, and P-256, P-384 or P-521';
const NO_AUTHORITY = 'holds a certificate that is no certificate authority; give the public key in it instead (openssl x509 -pubkey -noout)';

const signs = ({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean =>
  asymmetricKeyType === 'rsa' || (asymmetricKeyType === 'ec' && CURVES.includes(asymmetricKeyDetails?.namedCurve ?? ''));

const ofKey = (key: KeyObject | undefined): Looked => {
  if (!key) return { problem: WANTED };
  return signs(key) ? { keys: [key], authorities: [] } : { problem: KIND };
};

const ofJwk = (jwk: unknown): Looked =>
  ((jwk as JsonWebKey | undefined)?.d === undefined ? ofKey(attempted(() => createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' }))) : { problem: SECRET });

const ofBlock = (kind: string, text: string): Looked => {
  if (kind.endsWith('PRIVATE KEY')) return { problem: SECRET };
  if (kind !== 'CERTIFICATE') return ofKey(attempted(() => createPublicKey(text)));
  const [certificate] = certificatesIn(text);
  if (!certificate) return { problem: WANTED };
  return certificate.ca ? { keys: [], authorities: [certificate] } : { problem: NO_AUTHORITY };
};

const joined = (parts: readonly Looked[]): Looked => {
  const problem = parts.find((part) => 'problem' in part);
  if (problem) return problem;
  const good = parts as Signers[];
  return good.length > 0 ? { keys: good.flatMap(({ keys }) => keys), authorities: good.flatMap(({ authorities }) => authorities) } : { problem: WANTED };
};

const inText = (text: string): Looked =>
  (text.trimStart().startsWith('{') ? ofJwk(attempted(() => JSON.parse(text) as unknown)) : joined([...text.matchAll(BLOCK)].map(([block, kind]) => ofBlock(kind!, block))));

const look = (entry: unknown, sources: SecretSources): Looked => {
  if (typeof entry !== 'string') return ofJwk(entry);
  const found = entry.trimStart().startsWith('{') ? { secret: entry } : textBehind(asReference(entry), sources);
  return 'problem' in found ? found : inText(found.secret);
};

/** Everything that is wrong with what the network file says of signatures. */
export const signingFindings = (data: unknown, sources: SecretSources): Finding[] => objects(data, '/centres/*/signing').flatMap(({ path, value: { required, keys } }) => {
  const entries: unknown[] = Array.isArray(keys) ? keys : [];
  if (required === true && entries.length === 0) return [{ path: `${path}/keys`, message: 'is missing: where signatures are required, it says by whom; without it every message of this centre would be refused' }];
  return entries.flatMap((entry, i) => {
    const looked = look(entry, sources);
    return 'problem' in looked ? [{ path: `${path}/keys/${i}`, message: looked.problem }] : [];
  });
});

/** The signers of a network that was checked. @throws where a file has gone bad since. */
export const resolveSigning = ({ required = false, keys = [] }: Signing, sources: SecretSources): ResolvedSigning => {
  const looked = keys.length > 0 ? joined(keys.map((entry) => look(entry, sources))) : { keys: [], authorities: [] };
  if ('problem' in looked) throw new Error(`A key in signing.keys of the network file ${looked.problem}`);
  return { required, ...looked };
};
