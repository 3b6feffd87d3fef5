// Calls to real servers on the loopback address: what is sent, what is read, and how it ends (contract 6, reliability clauses 5 and 15).
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createWebhook, type Answer, type Call, type Webhook } from '../../../src/outbound/transport/webhook.js';
import { startServer, type LocalServer } from './local-server.js';

let webhook: Webhook;
const servers: LocalServer[] = [];
beforeAll(() => { webhook = createWebhook(); });
afterAll(() => webhook.close());
afterEach(async () => { await Promise.all(servers.splice(0).map((server) => server.close())); });

const started = async (...arguments_: Parameters<typeof startServer>): Promise<LocalServer> => {
  const server = await startServer(...arguments_);
  servers.push(server);
  return server;
};

const BODY = Buffer.from('<alert>ë</alert>');
const post = (url: string, more: Partial<Call> = {}): Promise<Answer> =>
  webhook.post({ url, headers: { 'content-type': 'application/cap+xml', 'webhook-id': 'delivery-1' }, body: BODY, allowPrivate: true, signal: new AbortController().signal, ...more });
const at = ({ port }: { port: number }, path = '/hook'): string => `http://127.0.0.1:${port}${path}`;

describe('a call', () => {
  test('carries the bytes and headers as they are, by POST', async () => {
    const server = await started((response) => { response.statusCode = 202; response.end('thanks'); });
    expect(await post(at(server))).toEqual({ status: 202, retryAfter: undefined, body: Buffer.from('thanks') });
    expect(server.requests).toMatchObject([{ method: 'POST', url: '/hook', headers: { 'content-type': 'application/cap+xml', 'webhook-id': 'delivery-1', 'content-length': String(BODY.length) } }]);
    expect(server.requests[0]!.body.equals(BODY)).toBe(true);
  });

  test('brings back any status, and the Retry-After', async () => {
    const server = await started((response) => { response.writeHead(503, { 'retry-after': '7' }).end(); });
    expect(await post(at(server))).toEqual({ status: 503, retryAfter: '7', body: Buffer.alloc(0) });
  });

  test('uses its connection again', async () => {
    const server = await started((response) => { response.end(); });
    await post(at(server));
    await sleep(20);
    await post(at(server));
    expect([server.requests.length, server.connections()]).toEqual([2, 1]);
  });

  test.each([301, 302, 303, 307, 308])('clause 15: does not follow a redirect (%i)', async (status) => {
    const elsewhere = await started((response) => { response.end(); });
    const server = await started((response) => { response.writeHead(status, { location: at(elsewhere) }).end(); });
    expect(await post(at(server))).toMatchObject({ status });
    expect(elsewhere.connections()).toBe(0);
  });
});

describe('clause 15: of an answer', () => {
  const LIMIT = 64 * 1024;

  test('that never ends 64 KB are read, and the connection is ended', async () => {
    let ended: Promise<unknown> | undefined;
    const server = await started((response) => {
      ended = once(response, 'close');
      const write = (): void => { while (!response.destroyed && response.write(Buffer.alloc(16_384, 'x'))); };
      response.on('drain', write);
      write();
    });
    const answer = await post(at(server));
    expect(answer).toMatchObject({ status: 200, body: Buffer.alloc(LIMIT, 'x') });
    await ended;
    expect(await post(at(await started((response) => { response.end('next'); })))).toMatchObject({ body: Buffer.from('next') });
  });

  test.each([LIMIT - 1, LIMIT, LIMIT + 1])('of %i bytes no more than 64 KB are kept', async (size) => {
    const server = await started((response) => { response.end(Buffer.alloc(size, 'x')); });
    const answer = await post(at(server));
    expect('body' in answer && answer.body.length).toBe(Math.min(size, LIMIT));
  });
});

describe('clause 5: a receiver that', () => {
  test('says nothing is a time-out when the call is broken off', async () => {
    const server = await started(() => undefined);
    for (const signal of [AbortSignal.timeout(150), abortedIn(150)]) expect(await post(at(server), { signal })).toEqual({ failure: 'TIMEOUT', kind: 'transient' });
  });

  test.each<[string, string, Parameters<typeof startServer>[0]]>([
    ['sends its status and then nothing', '', (response) => { response.writeHead(200).flushHeaders(); }],
    ['drips its answer byte by byte', 'x', (response) => { const timer = setInterval(() => response.write('x'), 20); response.on('close', () => clearInterval(timer)); }],
    ['ends in the middle of its answer', 'half', (response) => { response.writeHead(200, { 'content-length': '100' }); response.write('half'); setTimeout(() => response.destroy(), 20); }],
  ])('%s has answered with its status, and what came of the body', async (_, start, answer) => {
    const server = await started(answer);
    const got = await post(at(server), { signal: AbortSignal.timeout(400) });
    expect(got).toMatchObject({ status: 200 });
    expect('body' in got && got.body.toString().startsWith(start)).toBe(true);
  });

  test('is not called at all where the call was broken off before it began', async () => {
    const server = await started((response) => { response.end(); });
    expect(await post(at(server), { signal: AbortSignal.abort() })).toEqual({ failure: 'TIMEOUT', kind: 'transient' });
    expect(server.requests).toEqual([]);
  });

  test('refuses the connection is worth another try', async () => {
    const server = await startServer(() => undefined);
    await server.close();
    expect(await post(at(server))).toEqual({ failure: 'ECONNREFUSED', kind: 'transient' });
  });

  test.each([['hangs up', ''], ['answers with something else than HTTP', 'SSH-2.0-something\r\n']])('%s is worth another try', async (_, text) => {
    const server = createServer((socket) => { socket.on('error', () => undefined); socket.once('data', () => socket.end(text)); }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const answer = await post(at(server.address() as AddressInfo));
    server.close();
    expect(answer).toEqual({ failure: expect.stringMatching(/^\w+$/), kind: 'transient' });
  });

  test('has a name that nobody knows is worth another try', async () => {
    expect(await post('http://nobody.invalid/hook')).toMatchObject({ kind: 'transient' });
  });

  test('shows a certificate nobody vouches for is a case for a human, and never gets the alert', async () => {
    const server = await started((response) => { response.end(); }, { tls: true });
    expect(await post(`https://localhost:${server.port}/hook`)).toEqual({ failure: 'CERTIFICATE', kind: 'certificate' });
    expect(server.requests).toEqual([]);
    expect(server.names).toEqual(['localhost']);
  });
});

describe('clause 15: without leave for private addresses', () => {
  const guarded = (url: string): Promise<Answer> => post(url, { allowPrivate: false });

  test('plain http is not spoken', async () => {
    const server = await started((response) => { response.end(); });
    expect(await guarded(at(server))).toEqual({ failure: 'PLAIN_HTTP', kind: 'address' });
    expect(server.connections()).toBe(0);
  });

  test.each(['127.0.0.1', '127.1', '0x7f000001', '2130706433', '0177.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', 'localhost'])('%s is not called', async (host) => {
    const server = await started((response) => { response.end(); }, { tls: true });
    expect(await guarded(`https://${host}:${server.port}/`)).toEqual({ failure: 'ADDRESS_PRIVATE', kind: 'address' });
    expect(server.connections()).toBe(0);
  });
});

describe('clause 15: with leave for private addresses', () => {
  test.each(['169.254.169.254', '[fd00:ec2::254]', '[::ffff:169.254.169.254]', '2852039166', '0xa9fea9fe', '[fe80::1]', '0.0.0.0'])('%s is not called all the same', async (host) => {
    expect(await post(`http://${host}/latest/meta-data/`)).toEqual({ failure: 'ADDRESS_FORBIDDEN', kind: 'address' });
  });
});

function abortedIn(milliseconds: number): AbortSignal {
  const abort = new AbortController();
  setTimeout(() => abort.abort(), milliseconds);
  return abort.signal;
}
