// Issuers of tokens: where their keys are, and what is wrong with what the network file says of them and of the subjects they name.
import { createPublicKey, type JsonWebKey } from 'node:crypto';
import type { Issuer, NetworkFile } from '../model/generated/network.js';
import { attempted } from './attempted.js';
import { objects, repeated, texts, type Entry } from './entries.js';
import type { Finding } from './network-schema.js';
import { authorityProblem } from './pem.js';
import { asReference, textBehind, type SecretSources } from './secret.js';

/** An issuer with everything looked up. Its keys are in `jwks`, or at `jwksUrl`. */
export interface ResolvedIssuer { issuer: string; audience: string; claim: string; jwks?: { keys: object[] }; jwksUrl?: string; allowPrivate: boolean; ca?: string }

type Resolved<T> = { value: T } | { problem: string };

const isPublicKey = (jwk: unknown): boolean =>
  attempted(() => (jwk as JsonWebKey).d === undefined && createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' }).type === 'public') ?? false;

const asKeySet = (data: unknown): Resolved<{ keys: object[] }> => {
  const { keys } = (data ?? {}) as { keys?: unknown };
  if (!Array.isArray(keys) || keys.length === 0) return { problem: 'holds no JSON Web Key Set: { "keys": [ … ] }' };
  return keys.every(isPublicKey) ? { value: { keys: keys as object[] } } : { problem: 'holds something else than public keys of RSA, elliptic curves or Ed25519; private and shared keys have no place here' };
};

const keySetOf = (jwks: unknown, sources: SecretSources): Resolved<{ keys: object[] }> => {
  if (typeof jwks !== 'string') return asKeySet(jwks);
  const found = textBehind(asReference(jwks), sources);
  return 'problem' in found ? found : asKeySet(attempted(() => JSON.parse(found.secret) as unknown));
};

const authorityOf = (ca: string, sources: SecretSources): Resolved<string> => {
  const found = textBehind(asReference(ca), sources);
  if ('problem' in found) return found;
  const problem = authorityProblem(found.secret);
  return problem ? { problem } : { value: found.secret };
};

const finding = (path: string, resolved: Resolved<unknown>): Finding[] => ('problem' in resolved ? [{ path, message: resolved.problem }] : []);

const ofOneIssuer = ({ path, value: { jwks, jwksUrl, ca, allowPrivateAddresses } }: Entry<Record<string, unknown>>, everywhere: boolean, sources: SecretSources): Finding[] => [
  ...(jwks === undefined ? [] : finding(`${path}/jwks`, keySetOf(jwks, sources))),
  ...(typeof ca === 'string' ? finding(`${path}/ca`, authorityOf(ca, sources)) : []),
  ...(jwks !== undefined && jwksUrl !== undefined ? [{ path: `${path}/jwksUrl`, message: 'stands beside jwks; give one of them, so that nobody has to guess which counts' }] : []),
  ...(/^http:/i.test(String(jwksUrl)) && !everywhere && allowPrivateAddresses !== true ? [{ path: `${path}/jwksUrl`, message: 'must start with https://; whoever can change the keys on the way can be anybody' }] : []),
];

const ENTRIES = ['/centres/*/credentials/*', '/clients/*'];

/** Everything that is wrong with issuers, and with entries that name a subject of one. */
export const issuerFindings = (data: unknown, sources: SecretSources): Finding[] => {
  const everywhere = objects(data, '/gateway').some(({ value }) => value.allowPrivateAddresses === true);
  const known = texts(data, '/gateway/issuers/*/issuer');
  const named = ENTRIES.flatMap((pattern) => objects(data, pattern)).filter(({ value }) => typeof value.issuer === 'string');
  return [
    ...objects(data, '/gateway/issuers/*').flatMap((entry) => ofOneIssuer(entry, everywhere, sources)),
    ...repeated(known, (first) => `is already described at ${first}`),
    ...named.filter(({ value }) => !known.some((issuer) => issuer.value === value.issuer)).map(({ path }) => ({ path: `${path}/issuer`, message: 'is none of gateway.issuers; write it as it stands there, sign for sign' })),
    ...repeated(named.filter(({ value }) => typeof value.subject === 'string').map(({ path, value }) => ({ path: `${path}/subject`, value: JSON.stringify([value.issuer, value.subject]) })),
      (first) => `is already used at ${first}; a subject says who is calling, so each needs its own`),
  ];
};

const settled = <T>(resolved: Resolved<T>): T => {
  if ('problem' in resolved) throw new Error(`An issuer of the network file ${resolved.problem}`);
  return resolved.value;
};

const resolveIssuer = ({ issuer, audience, claim = 'sub', jwks, jwksUrl, ca, allowPrivateAddresses }: Issuer, everywhere: boolean, sources: SecretSources): ResolvedIssuer => ({
  issuer, audience, claim, allowPrivate: allowPrivateAddresses ?? everywhere,
  ...(jwks === undefined ? { jwksUrl } : { jwks: settled(keySetOf(jwks, sources)) }),
  ...(ca === undefined ? {} : { ca: settled(authorityOf(ca, sources)) }),
});

/** The issuers of a network that was checked. */
export const resolveIssuers = ({ gateway }: NetworkFile, sources: SecretSources): ResolvedIssuer[] =>
  (gateway.issuers ?? []).map((issuer) => resolveIssuer(issuer, gateway.allowPrivateAddresses ?? false, sources));
