// Callers who show a certificate: whose it is, and every way in which it must not help.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { AlertBridgeError } from '../../src/errors.js';
import { presentedCertificate } from '../../src/http/presented-certificate.js';
import { authority, clientOf, issue, serverOf, type Issued } from '../certificates.js';
import { startTestGateway, type TestGateway } from '../flow/harness.js';
import { tlsCaller, type TlsCaller } from './tls-caller.js';

const servers = authority('Authority of servers');
const people = authority('Authority of callers');
const server = serverOf(servers);
const [greece, auditor, unlisted] = [clientOf(people, 'Greek desk'), clientOf(people, 'Auditor'), clientOf(people, 'Somebody')];

let folder: string;
let gateway: TestGateway;
const callers: TlsCaller[] = [];
const file = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const withCertificate = (own?: Pick<Issued, 'cert' | 'key'>, url = gateway.url): TlsCaller => {
  const made = tlsCaller(url, { ca: servers.cert, ...(own ? { cert: own.cert, key: own.key } : {}) });
  callers.push(made);
  return made;
};
const settings = (): Record<string, string> => ({
  ALERTBRIDGE_TLS_CERT_FILE: file('cert.pem', server.cert), ALERTBRIDGE_TLS_KEY_FILE: file('key.pem', server.key), ALERTBRIDGE_TLS_CLIENT_CA_FILE: file('people.pem', people.cert),
});
/** One certificate as openssl prints its fingerprint, one as hexadecimal digits. */
const enter = (network: any): void => {
  network.centres[1].credentials.push({ role: 'centre', name: 'machine', certificateSha256: greece.fingerprint });
  network.clients.find(({ id }: any) => id === 'auditor').certificateSha256 = auditor.fingerprint.replaceAll(':', '').toLowerCase();
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alertbridge-mtls-'));
  gateway = await startTestGateway([{ id: 'al' }, { id: 'gr' }], { env: settings() });
  await gateway.changeNetwork(enter);
});
afterEach(async () => { await Promise.all(callers.splice(0).map((one) => one.close())); });
afterAll(async () => { await gateway.stop(); rmSync(folder, { recursive: true }); });

describe('a certificate that the network file lists', () => {
  test('says who is calling, as a key does', async () => {
    expect((await withCertificate(greece).get('/')).json.you).toEqual({ id: 'gr', role: 'centre' });
    expect((await withCertificate(auditor).get('/')).json.you).toEqual({ id: 'auditor', role: 'auditor' });
    expect((await withCertificate(greece).get('/v1/inbox')).status).toBe(200);
  });

  test('allows what its role allows and no more', async () => {
    const { status, json } = await withCertificate(auditor).get('/v1/inbox');
    expect([status, json.code]).toEqual([403, 'NOT_ALLOWED']);
    expect((await withCertificate(auditor).get('/v1/audit')).status).toBe(200);
  });

  test('goes together with a key of the same holder, and with nobody else\'s', async () => {
    const desk = withCertificate(greece);
    expect((await desk.get('/v1/inbox', gateway.keys.gr)).status).toBe(200);
    const differ = await desk.get('/v1/inbox', gateway.keys.al);
    expect([differ.status, differ.json.code]).toEqual([403, 'CALLERS_DIFFER']);
    const wrong = await desk.get('/v1/inbox', 'key-of-nobody');
    expect([wrong.status, wrong.json.code]).toEqual([401, 'BAD_KEY']);
  });

  test('is nobody\'s any more once it is struck off, over a connection that stands, too', async () => {
    const desk = withCertificate(greece);
    expect((await desk.get('/v1/inbox')).status).toBe(200);
    await gateway.changeNetwork((network) => { network.centres[1].credentials.pop(); });
    const after = await desk.get('/v1/inbox');
    expect([after.status, after.json.code, desk.seen]).toEqual([401, 'BAD_CERTIFICATE', [server.fingerprint]]);
    await gateway.changeNetwork((network) => { network.centres[1].credentials.push({ role: 'centre', certificateSha256: greece.fingerprint }); });
  });
});

test('a caller without a certificate uses its key', async () => {
  expect((await withCertificate().get('/v1/inbox', gateway.keys.gr)).status).toBe(200);
  const { status, json } = await withCertificate().get('/v1/inbox');
  expect([status, json.code, json.detail]).toEqual([401, 'NO_KEY', expect.stringContaining('certificate')]);
});

test('a certificate that verifies and is listed nowhere names nobody; a key beside it does', async () => {
  const somebody = withCertificate(unlisted);
  const { status, json } = await somebody.get('/v1/inbox');
  expect([status, json.code, json.detail]).toEqual([401, 'BAD_CERTIFICATE', expect.stringContaining('fingerprint')]);
  expect((await somebody.get('/v1/inbox', gateway.keys.gr)).status).toBe(200);
  expect((await somebody.get('/')).json).not.toHaveProperty('you');
});

describe('a certificate that does not verify is refused with the reason, beside a good key too', () => {
  const copied = clientOf(authority('Authority of callers'), 'Greek desk');
  test.each<[string, Issued, RegExp]>([
    ['of another authority', clientOf(authority('Other'), 'Greek desk'), /no authority this gateway trusts/],
    ['of another authority with the same name', copied, /no authority this gateway trusts/],
    ['that signed itself', issue({ name: 'Greek desk', purposes: ['client'] }), /no authority this gateway trusts/],
    ['that has expired', clientOf(people, 'Greek desk', { from: -30, until: -2 }), /has expired/],
    ['that is not valid yet', clientOf(people, 'Greek desk', { from: 2, until: 30 }), /not valid yet/],
    ['made for a server', clientOf(people, 'Greek desk', { purposes: ['server'] }), /clientAuth/],
  ])('%s', async (_, bad, reason) => {
    await gateway.changeNetwork((network) => { network.centres[1].credentials.push({ role: 'centre', certificateSha256: bad.fingerprint }); });
    const stranger = withCertificate(bad);
    const answers = await Promise.all([stranger.get('/v1/inbox'), stranger.get('/v1/inbox', gateway.keys.gr), stranger.get('/')]);
    await gateway.changeNetwork((network) => { network.centres[1].credentials.pop(); });
    expect(answers.map(({ status, json }) => [status, json.code, reason.test(json.detail)])).toEqual(answers.map(() => [401, 'BAD_CERTIFICATE', true]));
    expect((await stranger.get('/healthz')).status).toBe(200);
  });
});

test.each(['TLSv1.2', 'TLSv1.3'] as const)('no session of %s is resumed, so that every connection has its certificate judged', async (version) => {
  const port = Number(new URL(gateway.url).port);
  const visit = async (session?: Buffer): Promise<{ session: Buffer | undefined; reused: boolean }> => {
    const socket = connect({ host: '127.0.0.1', port, ca: servers.cert, cert: greece.cert, key: greece.key, maxVersion: version, session });
    let given: Buffer | undefined;
    socket.on('session', (one) => { given = one; });
    await once(socket, 'secureConnect');
    const reused = socket.isSessionReused();
    socket.write('GET /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n');
    socket.resume();
    await once(socket, 'close');
    return { session: given, reused };
  };
  const { session } = await visit();
  expect(session).toBeInstanceOf(Uint8Array);
  expect((await visit(session)).reused).toBe(false);
});

test('a certificate that ends while its connection stands is refused from then on', async () => {
  const heard: unknown[] = [];
  const door = createServer({ cert: server.cert, key: server.key, ca: people.cert, requestCert: true, rejectUnauthorized: false }, ({ socket }, response) => {
    for (const days of [0, 29, 31]) {
      try { heard.push(presentedCertificate(socket, new Date(Date.now() + days * 86_400_000))); } catch (cause) { heard.push(cause instanceof AlertBridgeError && cause.code); }
    }
    response.end();
  });
  await new Promise<void>((resolve) => { door.listen(0, '127.0.0.1', resolve); });
  await withCertificate(greece, `https://127.0.0.1:${(door.address() as AddressInfo).port}`).get('/');
  door.closeAllConnections();
  door.close();
  expect(heard).toEqual([greece.fingerprint, greece.fingerprint, 'BAD_CERTIFICATE']);
});

test('where a certificate is required nobody else comes in at all', async () => {
  const strict = await startTestGateway([{ id: 'al' }], { env: { ...settings(), ALERTBRIDGE_TLS_CLIENT_REQUIRED: 'true' } });
  try {
    for (const own of [undefined, clientOf(authority('Other'), 'x'), clientOf(people, 'x', { from: -30, until: -2 })]) {
      await expect(withCertificate(own, strict.url).get('/healthz')).rejects.toMatchObject({ code: expect.any(String) });
    }
    expect((await withCertificate(greece, strict.url).get('/healthz')).status).toBe(200);
    expect((await withCertificate(greece, strict.url).get('/v1/inbox', strict.keys.al)).status).toBe(200);
  } finally { await strict.stop(); }
});
