// HTTPS at the door: who is spoken to and how, and what happens to callers while a certificate is replaced.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect as connectPlain } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { request } from 'undici';
import { createListener } from '../../src/http/listener.js';
import { authority, serverOf } from '../certificates.js';
import { startTestGateway, type TestGateway } from '../flow/harness.js';
import { tlsCaller, type TlsCaller } from './tls-caller.js';

const ca = authority('Test authority');
const first = serverOf(ca);

let folder: string;
let gateway: TestGateway;
const callers: TlsCaller[] = [];
const file = (name: string): string => join(folder, name);
const put = ({ cert, key }: { cert: string; key: string }): void => { writeFileSync(file('cert.pem'), cert); writeFileSync(file('key.pem'), key); };
const caller = (options: Parameters<typeof tlsCaller>[1] = { ca: ca.cert }): TlsCaller => {
  const made = tlsCaller(gateway.url, options);
  callers.push(made);
  return made;
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alertbridge-tls-'));
  put(first);
  gateway = await startTestGateway([{ id: 'al' }, { id: 'gr' }], { env: { ALERTBRIDGE_TLS_CERT_FILE: file('cert.pem'), ALERTBRIDGE_TLS_KEY_FILE: file('key.pem') } });
});
afterEach(async () => { await Promise.all(callers.splice(0).map((one) => one.close())); });
afterAll(async () => { await gateway.stop(); rmSync(folder, { recursive: true }); });

const portOf = (): number => Number(new URL(gateway.url).port);
/** Tries a handshake with one version of TLS. */
const handshake = async (version: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'): Promise<string | null> => {
  // Level 0, or this client itself would refuse to speak a version so old.
  const socket = connect({ host: '127.0.0.1', port: portOf(), ca: ca.cert, servername: 'localhost', minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' });
  try { await once(socket, 'secureConnect'); return socket.getProtocol(); } catch (cause) { return (cause as { code: string }).code; } finally { socket.destroy(); }
};

describe('a gateway with a certificate', () => {
  test('speaks HTTPS, says so in its address, and tells browsers to stay with it', async () => {
    expect(gateway.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const { status, headers } = await caller().get('/v1/centres', gateway.keys.al);
    expect([status, headers['strict-transport-security']]).toEqual([200, 'max-age=31536000']);
  });

  test('is not trusted by a caller that does not know its authority', async () => {
    await expect(caller({ ca: authority('Another').cert }).get('/healthz')).rejects.toMatchObject({ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
  });

  test('speaks TLS 1.2 and 1.3 and nothing older', async () => {
    expect(await Promise.all(['TLSv1.2', 'TLSv1.3'].map((version) => handshake(version as 'TLSv1.2')))).toEqual(['TLSv1.2', 'TLSv1.3']);
    expect(await handshake('TLSv1.1')).toMatch(/PROTOCOL_VERSION/);
  });

  test('does not answer plain HTTP on that port', async () => {
    await expect(request(gateway.url.replace('https', 'http'))).rejects.toMatchObject({ code: expect.any(String) });
  });

  test('tells a gateway without one apart: there is no word of HTTPS', async () => {
    const plain = await startTestGateway([{ id: 'al' }]);
    const { headers } = await plain.call(undefined, 'GET', '/healthz');
    expect(headers['strict-transport-security']).toBeUndefined();
    await plain.stop();
  });
});

describe('read again', () => {
  const unchanged = (): Promise<void> => gateway.changeNetwork(() => undefined);

  test('a new certificate is shown to new connections, while those that stand go on', async () => {
    const [old, fresh] = [caller(), caller()];
    await old.get('/healthz');
    const second = serverOf(ca);
    put(second);
    await unchanged();
    expect((await old.get('/healthz')).status).toBe(200);
    expect((await fresh.get('/healthz')).status).toBe(200);
    expect([old.seen, fresh.seen]).toEqual([[first.fingerprint], [second.fingerprint]]);
    put(first);
    await unchanged();
  });

  const stranger = serverOf(ca);
  test.each<[string, { cert: string; key: string }, RegExp]>([
    ['has expired', serverOf(ca, { from: -30, until: -2 }), /CERT_FILE: .*cert\.pem ended on 2\d{3}-.*new one/],
    ['is not valid yet', serverOf(ca, { from: 2, until: 30 }), /CERT_FILE: .*is not valid before 2\d{3}-/],
    ['is no certificate', { cert: 'nonsense', key: first.key }, /CERT_FILE: .*holds no certificate/],
    ['does not fit its key', { cert: first.cert, key: stranger.key }, /KEY_FILE: .*does not fit the certificate/],
    ['has a key that is none', { cert: first.cert, key: 'nonsense' }, /KEY_FILE: .*holds no private key/],
    ['has a key behind a passphrase', { cert: first.cert, key: first.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString() }, /KEY_FILE: .*passphrase/],
  ])('a certificate that %s changes nothing, and it is said why', async (_, pair, message) => {
    put(pair);
    await expect(gateway.changeNetwork((network) => { network.centres[0].name = 'Changed'; })).rejects.toThrow(message);
    put(first);
    const check = caller();
    const { json } = await check.get('/v1/centres', gateway.keys.al);
    expect([check.seen, json.items[0].name]).toEqual([[first.fingerprint], 'National Centre AL']);
    await gateway.changeNetwork((network) => { network.centres[0].name = 'National Centre AL'; });
  });

  test('everything that is wrong with the files comes at once', async () => {
    put({ cert: 'nonsense', key: 'nonsense' });
    await expect(unchanged()).rejects.toThrow(/CERT_FILE[^]*KEY_FILE/);
    put(first);
  });
});

describe('the listener closes', () => {
  const closing = async (open: (port: number) => Promise<unknown>): Promise<void> => {
    const listener = createListener((_request, response) => { response.end('done'); }, { ...first, clientRequired: false });
    const url = await listener.open(0, '127.0.0.1');
    await open(Number(new URL(url).port));
    await listener.close(600_000);
  };

  test('at once where a connection has not finished its handshake', () => closing((port) => once(connectPlain(port, '127.0.0.1'), 'connect')));

  test('at once where a connection never asked anything after it', () => closing(async (port) => {
    const socket: TLSSocket = connect({ host: '127.0.0.1', port, ca: ca.cert });
    socket.on('error', () => undefined);
    await once(socket, 'secureConnect');
  }));
});

test('what TLS does not take is refused with a sentence', () => {
  expect(() => createListener(() => undefined, { cert: 'nonsense', key: first.key, clientRequired: false })).toThrow(/TLS does not take the certificate or its key/);
});
