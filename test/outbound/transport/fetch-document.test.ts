// Fetching a document: asked for only if changed, read only up to a limit, at checked addresses, and broken off when told to.
import { afterEach, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { fetchDocument, type DocumentCall } from '../../../src/outbound/transport/fetch-document.js';
import { startServer, type LocalServer } from './local-server.js';
import { SELF_SIGNED } from './self-signed.js';

const open: LocalServer[] = [];
afterEach(async () => { for (const server of open.splice(0)) await server.close(); });

const serve = async (...args: Parameters<typeof startServer>): Promise<LocalServer> => {
  const server = await startServer(...args);
  open.push(server);
  return server;
};

const call = (url: string, more: Partial<DocumentCall> = {}) => fetchDocument({ url, headers: {}, allowPrivate: true, maxBytes: 1_000, signal: new AbortController().signal, ...more });

test('brings the body with its validators, and asks by them the next time', async () => {
  const server = await serve((response, request) => {
    if (request.headers['if-none-match'] === '"v1"') response.writeHead(304).end();
    else response.writeHead(200, { etag: '"v1"', 'last-modified': 'Mon, 02 Mar 2026 10:00:00 GMT' }).end('text');
  });
  const url = `http://127.0.0.1:${server.port}/list?page=1`;
  const first = await call(url, { headers: { 'x-api-key': 'k' } });
  expect(first).toEqual({ body: Buffer.from('text'), etag: '"v1"', lastModified: 'Mon, 02 Mar 2026 10:00:00 GMT' });
  expect(await call(url, { known: { etag: '"v1"', lastModified: 'Mon, 02 Mar 2026 10:00:00 GMT' } })).toEqual({ unchanged: true, lastModified: 'Mon, 02 Mar 2026 10:00:00 GMT' });
  expect(server.requests.map(({ method, url: asked }) => [method, asked])).toEqual(Array(2).fill(['GET', '/list?page=1']));
  expect(server.requests[0]!.headers).toMatchObject({ 'x-api-key': 'k', 'user-agent': 'AlertBridge', 'accept-encoding': 'gzip' });
  expect(server.requests[0]!.headers['if-none-match']).toBeUndefined();
  expect(server.requests[1]!.headers).toMatchObject({ 'if-none-match': '"v1"', 'if-modified-since': 'Mon, 02 Mar 2026 10:00:00 GMT' });
});

test.each([
  ['exactly the limit', Buffer.alloc(1_000), {}, undefined], ['one byte more', Buffer.alloc(1_001), {}, 'TOO_LARGE'],
  ['the limit, packed', gzipSync(Buffer.alloc(1_000)), { 'content-encoding': 'gzip' }, undefined],
  ['a thousand times the limit, packed', gzipSync(Buffer.alloc(1_000_000)), { 'content-encoding': 'gzip' }, 'TOO_LARGE'],
  ['what is not packed as it says', Buffer.from('plain'), { 'content-encoding': 'gzip' }, 'Z_DATA_ERROR'],
] as [string, Buffer, Record<string, string>, string | undefined][])('of %s', async (_, body, headers, failure) => {
  const server = await serve((response) => response.writeHead(200, headers).end(body));
  expect(await call(`http://127.0.0.1:${server.port}/`)).toMatchObject(failure ? { failure } : { body: Buffer.alloc(1_000) });
});

test('stops an endless body at the limit', async () => {
  let gone: Promise<unknown> | undefined;
  const server = await serve((response) => {
    gone = once(response, 'close');
    const more = (): void => { if (response.write(Buffer.alloc(500))) setImmediate(more); else response.once('drain', more); };
    response.writeHead(200);
    more();
  });
  expect(await call(`http://127.0.0.1:${server.port}/`)).toEqual({ failure: 'TOO_LARGE' });
  await gone;
});

test('breaks off a body that drips for ever when it is told to', async () => {
  const stopping = new AbortController();
  let gone: Promise<unknown> | undefined;
  const server = await serve((response) => {
    gone = once(response, 'close');
    response.writeHead(200);
    response.write('a', () => { stopping.abort(); });
  });
  expect(await call(`http://127.0.0.1:${server.port}/`, { signal: stopping.signal })).toEqual({ failure: 'TIMEOUT' });
  await gone;
});

test('follows no redirect, and passes on what the host asks for', async () => {
  const server = await serve((response, request) => {
    if (request.url === '/old') response.writeHead(301, { location: '/new' }).end();
    else response.writeHead(503, { 'retry-after': '120' }).end();
  });
  expect(await call(`http://127.0.0.1:${server.port}/old`)).toEqual({ failure: 'HTTP_301' });
  expect(await call(`http://127.0.0.1:${server.port}/busy`)).toEqual({ failure: 'HTTP_503', retryAfter: '120' });
  expect(server.requests.map(({ url }) => url)).toEqual(['/old', '/busy']);
});

test('calls no private address, no plain http and no certificate that is not trusted, unless it may', async () => {
  const [plain, secure] = [await serve((response) => response.end('x')), await serve((response) => response.end('x'), { tls: true })];
  expect(await call(`http://127.0.0.1:${plain.port}/`, { allowPrivate: false })).toEqual({ failure: 'PLAIN_HTTP' });
  expect(await call(`https://127.0.0.1:${secure.port}/`, { allowPrivate: false })).toEqual({ failure: 'ADDRESS_PRIVATE' });
  expect(await call(`https://localhost:${secure.port}/`)).toEqual({ failure: 'CERTIFICATE' });
  expect(plain.connections()).toBe(0);
  expect(await call(`https://localhost:${secure.port}/`, { tls: { ca: SELF_SIGNED.cert } })).toMatchObject({ body: Buffer.from('x') });
});
