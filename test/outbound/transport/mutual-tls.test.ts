// Webhooks over TLS with certificates of one centre's own: whom the gateway trusts, what it shows, and that nothing of it reaches another centre.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { createWebhook, type Answer, type Webhook } from '../../../src/outbound/transport/webhook.js';
import { reachWebhook } from '../../../src/outbound/transport/reach.js';
import type { ClientTls } from '../../../src/outbound/transport/client-tls.js';
import { authority, clientOf, issue, serverOf, type CertificateSpec, type Issued } from '../../certificates.js';
import { eventually } from '../../flow/harness.js';
import { startServer, type LocalServer } from './local-server.js';

const theirs = authority('Authority of the centre');
const ours = authority('Authority of the gateway');
const gateway = clientOf(ours, 'gateway');
const other = clientOf(ours, 'gateway for somebody else');
const showing = ({ cert, key }: Issued): ClientTls => ({ ca: theirs.cert, cert, key });

let webhook: Webhook;
const servers: LocalServer[] = [];
const fingerprints: (string | undefined)[] = [];
beforeAll(() => { webhook = createWebhook(); });
afterAll(() => webhook.close());
afterEach(async () => {
  fingerprints.length = 0;
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** A centre whose server notes the certificate behind every request. */
const centre = async (more: Partial<CertificateSpec> = {}, required = true): Promise<LocalServer> => {
  const { cert, key } = serverOf(theirs, more);
  const note = ({ socket }: IncomingMessage): void => { fingerprints.push(socket instanceof TLSSocket ? socket.getPeerX509Certificate()?.fingerprint256 : undefined); };
  const server = await startServer((response, request) => { note(request); response.end(); }, { tls: { cert, key, ...(required ? { ca: ours.cert, requestCert: true, rejectUnauthorized: true } : {}) } });
  servers.push(server);
  return server;
};
const post = (port: number, tls?: ClientTls, host = 'localhost'): Promise<Answer> =>
  webhook.post({ url: `https://${host}:${port}/`, headers: {}, body: Buffer.from('<alert/>'), allowPrivate: true, tls, signal: new AbortController().signal });

describe('an authority of the centre\'s own', () => {
  const tls: ClientTls = { ca: theirs.cert };

  test('is trusted for that centre, which is asked for by its name, and for no other', async () => {
    const server = await centre({}, false);
    expect(await post(server.port, tls)).toMatchObject({ status: 200 });
    expect(server.names).toEqual(['localhost']);
    expect(await post(server.port)).toEqual({ failure: 'CERTIFICATE', kind: 'certificate' });
    expect(await post(server.port, { ca: ours.cert })).toEqual({ failure: 'CERTIFICATE', kind: 'certificate' });
  });

  test.each<[string, Partial<CertificateSpec>]>([
    ['has expired', { from: -30, until: -2 }], ['is not valid yet', { from: 2, until: 30 }], ['is for another name', { dns: ['elsewhere.example.org'] }], ['is for another address', { name: 'elsewhere.example.org', dns: [], ip: ['10.0.0.1'] }],
    ['was made for clients', { purposes: ['client'] }],
  ])('does not help where the certificate %s: no alert goes there', async (_, spec) => {
    const server = await centre(spec, false);
    expect(await post(server.port, tls)).toEqual({ failure: 'CERTIFICATE', kind: 'certificate' });
    expect(server.requests).toEqual([]);
  });

  test('vouches for addresses as for names', async () => {
    const server = await centre({}, false);
    expect(await post(server.port, tls, '127.0.0.1')).toMatchObject({ status: 200 });
    const named = await centre({ ip: [] }, false);
    expect(await post(named.port, tls, '127.0.0.1')).toEqual({ failure: 'CERTIFICATE', kind: 'certificate' });
  });
});

describe('a certificate of the gateway', () => {
  test('is shown to the centre that asks for it', async () => {
    const { port } = await centre();
    expect(await post(port, showing(gateway))).toMatchObject({ status: 200 });
    expect(fingerprints).toEqual([gateway.fingerprint]);
  });

  test.each<[string, ClientTls]>([['none', { ca: theirs.cert }], ['one of another authority', showing(clientOf(authority('Other'), 'gateway'))], ['one that has expired', showing(clientOf(ours, 'gateway', { from: -30, until: -2 }))]])(
    'gets no alert through where it is %s, and doctor sees it too', async (_, tls) => {
      const server = await centre();
      expect(await post(server.port, tls)).toMatchObject({ failure: expect.any(String) });
      expect(server.requests).toEqual([]);
      await expect(reachWebhook(`https://localhost:${server.port}/`, true, tls)).rejects.toMatchObject({ code: expect.any(String) });
    });

  test('lets doctor see when the certificate of the centre ends', async () => {
    const { port } = await centre({ until: 9.5 });
    const { certificateEnds } = await reachWebhook(`https://localhost:${port}/`, true, showing(gateway));
    expect(Math.floor((certificateEnds!.getTime() - Date.now()) / 86_400_000)).toBe(9);
  });

  test('travels over no connection of another centre at the same address, and each centre keeps its own', async () => {
    const server = await centre();
    const [one, another] = [showing(gateway), showing(other)];
    for (const tls of [one, another, one, another]) expect(await post(server.port, tls)).toMatchObject({ status: 200 });
    expect(fingerprints).toEqual([gateway.fingerprint, other.fingerprint, gateway.fingerprint, other.fingerprint]);
    expect(server.connections()).toBe(2);
    expect(await post(server.port, { ca: theirs.cert })).toMatchObject({ failure: expect.any(String) });
  });

  test('is shown anew once the connections are renewed, while a call under way ends well', async () => {
    let release = (): void => undefined;
    const { cert, key } = serverOf(theirs);
    const server = await startServer((response) => { release = () => response.end(); }, { tls: { cert, key } });
    servers.push(server);
    const underWay = post(server.port, { ca: theirs.cert });
    await eventually(() => server.requests.length === 1);
    webhook.renew();
    release();
    expect(await underWay).toMatchObject({ status: 200 });
    const next = post(server.port, { ca: theirs.cert });
    await eventually(() => server.requests.length === 2);
    release();
    expect(await next).toMatchObject({ status: 200 });
    expect(server.connections()).toBe(2);
  });

  test('or an authority that TLS does not take is never left out: nothing is sent', async () => {
    const server = await centre({}, false);
    expect(await post(server.port, { ca: theirs.cert, cert: 'nonsense', key: gateway.key })).toMatchObject({ kind: 'transient' });
    expect(server.connections()).toBe(0);
  });
});

const openssl = spawnSync('openssl', ['version']).status === 0;
if (!openssl && process.env.CI === 'true') throw new Error('openssl is missing, and CI has to have it');
if (!openssl) console.warn('skipped: openssl is not installed, so no receiver can refuse our certificate by an alert');

(openssl ? test : test.skip).each<[string, ClientTls]>([['none', { ca: theirs.cert }], ['one of an unknown authority', showing(clientOf(authority('Other'), 'gateway'))]])(
  'a receiver that says in TLS that it wants another certificate than %s is a case for a human', async (_, tls) => {
    const folder = mkdtempSync(join(tmpdir(), 'alertbridge-s-server-'));
    const put = (name: string, text: string): string => { writeFileSync(join(folder, name), text); return join(folder, name); };
    const own = issue({ name: 'localhost', by: theirs, dns: ['localhost'], purposes: ['server'] });
    const port = await new Promise<number>((resolve) => { const probe = createServer().listen(0, '127.0.0.1', () => { const free = (probe.address() as AddressInfo).port; probe.close(() => resolve(free)); }); });
    const server: ChildProcess = spawn('openssl', ['s_server', '-accept', `127.0.0.1:${port}`, '-cert', put('cert.pem', own.cert), '-key', put('key.pem', own.key), '-CAfile', put('ca.pem', ours.cert), '-Verify', '1', '-verify_return_error', '-www'], { stdio: ['pipe', 'ignore', 'ignore'] });
    try {
      await eventually(async () => !('failure' in await post(port, showing(gateway))));
      expect(await post(port, tls)).toEqual({ failure: 'CLIENT_CERTIFICATE', kind: 'certificate' });
    } finally { server.kill('SIGKILL'); rmSync(folder, { recursive: true }); }
  });
