// Callers with a token of an issuer, beside those with keys: what is taken, what is not, and what each is told.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHmac, createPublicKey, type JsonWebKey, type webcrypto } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type JWTHeaderParameters } from 'jose';
import { eventually, startTestGateway, type Answer, type TestGateway } from '../flow/harness.js';

const GIVEN = 'https://given.example.org';
const FETCHED = 'https://fetched.example.org';
const AWAY = 'https://away.example.org';

interface Signer { kid: string; alg: string; privateKey: webcrypto.CryptoKey; jwk: object }
const signer = async (kid: string, alg: string): Promise<Signer> => {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey, jwk: { ...await exportJWK(publicKey), kid, alg } };
};

interface Claims { iss?: string; aud?: string | string[]; sub?: string; exp?: number; nbf?: number; [name: string]: unknown }
const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1_000) + seconds;
const sign = ({ kid, alg, privateKey }: Signer, claims: Claims = {}, header: Partial<JWTHeaderParameters> = {}): Promise<string> =>
  new SignJWT({ iss: GIVEN, aud: 'alertbridge', sub: 'desk@gr', exp: inSeconds(300), ...claims }).setProtectedHeader({ alg, kid, ...header }).sign(privateKey);

let gateway: TestGateway;
let issuer: Server;
let published: object[] = [];
let signers: Record<string, Signer>;

const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const call = (token: string, path = '/v1/inbox'): Promise<Answer> => gateway.call(token, 'GET', path);
const told = async (token: string): Promise<[number, string, string]> => {
  const { status, json } = await call(token);
  return [status, json.code, json.detail];
};

beforeAll(async () => {
  signers = Object.fromEntries(await Promise.all(['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA', 'ES512'].map(async (alg) => [alg, await signer(`key-${alg}`, alg)] as const)));
  issuer = createServer((_request, response) => { response.setHeader('content-type', 'application/json'); response.end(JSON.stringify({ keys: published })); });
  await new Promise<void>((resolve) => { issuer.listen(0, '127.0.0.1', resolve); });
  gateway = await startTestGateway([{ id: 'al' }, { id: 'gr' }]);
  await gateway.changeNetwork((network) => {
    network.gateway.issuers = [
      { issuer: GIVEN, audience: 'alertbridge', jwks: { keys: Object.values(signers).map(({ jwk }) => jwk) } },
      { issuer: FETCHED, audience: 'alertbridge', claim: 'client_id', jwksUrl: `http://127.0.0.1:${(issuer.address() as AddressInfo).port}/keys` },
      { issuer: AWAY, audience: 'alertbridge', jwksUrl: 'http://127.0.0.1:9/keys' },
    ];
    network.centres[1].credentials.push({ role: 'centre', issuer: GIVEN, subject: 'desk@gr' });
    network.clients.find(({ id }: any) => id === 'auditor').issuer = FETCHED;
    network.clients.find(({ id }: any) => id === 'auditor').subject = 'the-auditor';
    network.clients.find(({ id }: any) => id === 'operator').issuer = AWAY;
    network.clients.find(({ id }: any) => id === 'operator').subject = 'ops';
  });
});
afterAll(async () => {
  await gateway.stop();
  issuer.closeAllConnections();
  issuer.close();
});

describe('a token of a known issuer', () => {
  test.each(['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'])('signed with %s says who is calling', async (alg) => {
    expect((await gateway.call(await sign(signers[alg]!), 'GET', '/', undefined, { accept: 'application/json' })).json.you).toEqual({ id: 'gr', role: 'centre' });
    expect((await call(await sign(signers[alg]!))).status).toBe(200);
  });

  test('allows what the network file allows its subject, whatever it says itself', async () => {
    const [status, code] = await told(await sign(signers.ES256!, { role: 'operator', scope: 'everything', roles: ['operator'] }));
    expect([status, code]).toEqual([200, undefined]);
    expect((await call(await sign(signers.ES256!, { role: 'operator' }), '/v1/deliveries')).json.code).toBe('NOT_ALLOWED');
  });

  test('may name several audiences, one of which is this gateway, and no key where one is enough to find it', async () => {
    expect((await call(await sign(signers.ES384!, { aud: ['account', 'alertbridge'] }))).status).toBe(200);
    expect((await call(await sign(signers.RS256!, {}, { kid: undefined }))).status).toBe(200);
  });

  test('may be a few seconds late or early, as clocks are', async () => {
    expect((await call(await sign(signers.ES256!, { exp: inSeconds(-10) }))).status).toBe(200);
    expect((await call(await sign(signers.ES256!, { nbf: inSeconds(15) }))).status).toBe(200);
  });
});

const rsaPublicPem = (): Buffer => Buffer.from(createPublicKey({ key: signers.RS256!.jwk as JsonWebKey, format: 'jwk' }).export({ type: 'spki', format: 'pem' }));
/** Signed with what everybody knows, as if it were a shared secret. */
const confused = (secret: Buffer | string): string => {
  const text = `${base64({ alg: 'HS256', kid: 'key-RS256' })}.${base64({ iss: GIVEN, aud: 'alertbridge', sub: 'desk@gr', exp: inSeconds(300) })}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
};

describe('a token is refused, and it is said why,', () => {
  test.each<[string, () => string | Promise<string>, RegExp]>([
    ['once it has expired', () => sign(signers.ES256!, { exp: inSeconds(-120) }), /expired/],
    ['before it is valid', () => sign(signers.ES256!, { nbf: inSeconds(300) }), /not valid yet/],
    ['without an end', () => sign(signers.ES256!, { exp: undefined }), /lacks a claim/],
    ['for another audience', () => sign(signers.ES256!, { aud: 'somebody-else' }), /another audience/],
    ['for an audience that only begins like ours', () => sign(signers.ES256!, { aud: 'alertbridge.example.org' }), /another audience/],
    ['without an audience', () => sign(signers.ES256!, { aud: undefined }), /lacks a claim/],
    ['of an unknown issuer', () => sign(signers.ES256!, { iss: `${GIVEN}/` }), /issuer that the network file does not name/],
    ['without an issuer', () => sign(signers.ES256!, { iss: undefined }), /issuer that the network file does not name/],
    ['without a subject', () => sign(signers.ES256!, { sub: undefined }), /lacks a claim/],
    ['with a subject that is no text', () => sign(signers.ES256!, { sub: ['desk@gr'] as never }), /lacks a claim|not of the right kind/],
    ['with a subject nobody entered', () => sign(signers.ES256!, { sub: 'desk@it' }), /subject stands in no entry/],
    ['with the subject of another issuer', () => sign(signers.ES256!, { sub: 'the-auditor' }), /subject stands in no entry/],
    ['signed with a shared secret', () => confused('secret'), /shared secrets/],
    ['signed with the public key as a shared secret', () => confused(rsaPublicPem()), /shared secrets/],
    ['unsigned', () => `${base64({ alg: 'none' })}.${base64({ iss: GIVEN, aud: 'alertbridge', sub: 'desk@gr', exp: inSeconds(300) })}.`, /unsigned/],
    ['signed in a way we do not take, though its issuer does', () => sign(signers.ES512!), /not signed in a way/],
    ['signed by somebody else in the name of the issuer', async () => sign({ ...await signer('key-ES256', 'ES256') }), /not that of its issuer/],
    ['signed with a key nobody published', async () => sign(await signer('made-up', 'ES256')), /does not publish/],
    ['that was changed', async () => {
      const [header, , signature] = (await sign(signers.ES256!, { sub: 'desk@it' })).split('.');
      return `${header}.${base64({ iss: GIVEN, aud: 'alertbridge', sub: 'desk@gr', exp: inSeconds(300) })}.${signature}`;
    }, /not that of its issuer/],
    ['that is cut off', async () => (await sign(signers.ES256!)).replace(/\.[\w-]+$/, '.'), /not that of its issuer|cannot be read/],
    ['with an extension we do not understand', () => sign(signers.ES256!, {}, { crit: ['exp2'], exp2: 1 } as never).catch(() => `${base64({ alg: 'ES256', kid: 'key-ES256', crit: ['exp2'], exp2: 1 })}.${base64({ iss: GIVEN, aud: 'alertbridge', sub: 'desk@gr', exp: inSeconds(300) })}.AAAA`), /not signed in a way|cannot be read/],
    ['that holds nonsense', () => `eyJ${'x'.repeat(20)}.eyJ.x`, /cannot be read/],
  ])('%s', async (_, make, reason) => {
    const token = await make();
    const [status, code, detail] = await told(token);
    expect([status, code, detail]).toEqual([401, 'BAD_TOKEN', expect.stringMatching(reason)]);
    for (const part of token.split('.').filter((text) => text.length > 4)) expect(detail).not.toContain(part);
  });

  test('where the network file names no issuer', async () => {
    const none = await startTestGateway([{ id: 'al' }]);
    const { status, json } = await none.call(await sign(signers.ES256!), 'GET', '/v1/inbox');
    await none.stop();
    expect([status, json.code]).toEqual([401, 'BAD_TOKEN']);
  });
});

describe('an issuer that publishes its keys', () => {
  const token = (by: Signer): Promise<string> => sign(by, { iss: FETCHED, client_id: 'the-auditor', sub: 'something else' });

  test('may change them: the new one counts at once, the old one no more', async () => {
    const [old, fresh] = [await signer('2026-11', 'ES256'), await signer('2026-12', 'ES256')];
    published = [old.jwk];
    expect((await call(await token(old), '/v1/audit')).status).toBe(200);
    published = [fresh.jwk];
    expect((await call(await token(fresh), '/v1/audit')).status).toBe(200);
    expect(await told(await token(old))).toEqual([401, 'BAD_TOKEN', expect.stringContaining('does not publish')]);
  });

  test('and is away stops its own callers only, and doctor says so', async () => {
    const [status, code, detail] = await told(await sign(signers.ES256!, { iss: AWAY, sub: 'ops' }));
    expect([status, code, detail]).toEqual([503, 'ISSUER_UNAVAILABLE', expect.stringContaining('keys and client certificates work meanwhile')]);
    expect((await gateway.call('gr', 'GET', '/v1/inbox')).status).toBe(200);
    expect((await call(await sign(signers.ES256!))).status).toBe(200);
    const { json } = await gateway.call('operator', 'GET', '/v1/doctor');
    expect(json.findings.filter(({ check }: any) => check.startsWith('issuer')).map(({ check, level }: any) => [check, level])).toEqual([[`issuer ${GIVEN}`, 'ok'], [`issuer ${FETCHED}`, 'ok'], [`issuer ${AWAY}`, 'error']]);
  });

  test('that went away is not needed to read the network file again', async () => {
    const known = await signer('2027-01', 'ES256');
    published = [known.jwk];
    expect(await eventually(async () => (await call(await token(known), '/v1/audit')).status === 200, 40_000, 500)).toBe(true);
    issuer.closeAllConnections();
    await new Promise<void>((resolve) => { issuer.close(() => resolve()); });
    await gateway.changeNetwork(() => undefined);
    expect((await call(await token(known), '/v1/audit')).status).toBe(200);
  }, 60_000);
});

test('a subject that is struck off the network file is nobody\'s from then on', async () => {
  await gateway.changeNetwork((network) => { network.centres[1].credentials.pop(); });
  expect((await told(await sign(signers.ES256!)))[1]).toBe('BAD_TOKEN');
});
