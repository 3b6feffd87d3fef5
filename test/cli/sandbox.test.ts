// `alertbridge sandbox`: the pretend centre as a gateway meets it.
import { afterEach, describe, expect, test } from '@jest/globals';
import { createServer } from 'node:net';
import { request } from 'undici';
import { cap, eventually, startTestGateway, type Receiver } from '../flow/harness.js';
import { signSymmetric } from '../../src/trust/sign-webhook.js';
import { run, start, type Running } from './command.js';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
let sandbox: Running;
afterEach(() => { sandbox.kill(); });

const open = async (...options: string[]): Promise<string> => {
  sandbox = start(['sandbox', '--centre', 'gr', '--port', '0', ...options]);
  await sandbox.says(/listens on (\S+)/);
  return /listens on (\S+)/.exec(sandbox.err())![1]!;
};
const messages = (): any[] => sandbox.out().trim().split('\n').filter(Boolean).map((line) => JSON.parse(line));

async function call(url: string, id: string, { secret = SECRET, age = 0, body = '<alert/>' } = {}): Promise<number> {
  const timestamp = Math.floor(Date.now() / 1_000) - age;
  const response = await request(url, { method: 'POST', body, headers: { 'content-type': 'application/cap+xml', 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signSymmetric(secret, id, timestamp, Buffer.from(body)) } });
  await response.body.dump();
  return response.statusCode;
}

describe('the pretend centre', () => {
  test('takes what is signed with its secret, refuses the rest, remembers ids, and prints a JSON line for each', async () => {
    const url = await open('--secret', SECRET);
    const other = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;
    expect([await call(url, 'one'), await call(url, 'one'), await call(url, 'two', { secret: other }), await call(url, 'three', { age: 3_600 })]).toEqual([200, 200, 401, 401]);
    await eventually(() => messages().length === 4);
    expect(messages().map(({ id, signed, repeat, status }) => [id, signed, repeat, status])).toEqual([['one', true, false, 200], ['one', true, true, 200], ['two', false, false, 401], ['three', false, false, 401]]);
    expect(messages()[0]).toMatchObject({ centre: 'gr', contentType: 'application/cap+xml', body: '<alert/>', at: expect.stringMatching(/^\d{4}-/) });
  });

  test('listens where --host says, and there only', async () => {
    const url = await open('--secret', SECRET, '--host', '127.0.0.2');
    expect(url).toMatch(/^http:\/\/127\.0\.0\.2:\d+\/$/);
    expect(await call(url, 'one')).toBe(200);
    await expect(call(url.replace('127.0.0.2', '127.0.0.1'), 'two')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('with --fail 1 answers 503 and does not count the message as received, with --delay it takes its time', async () => {
    const url = await open('--secret', SECRET, '--fail', '1', '--delay', '400');
    const started = performance.now();
    expect([await call(url, 'one'), await call(url, 'one')]).toEqual([503, 503]);
    expect(performance.now() - started).toBeGreaterThan(780);
    expect(messages().map(({ repeat }) => repeat)).toEqual([false, false]);
  });

  test('with a secret it made itself takes the deliveries of a gateway', async () => {
    const url = await open();
    expect(await sandbox.says(/secret for the network file: whsec_/)).toBe(true);
    const secret = /whsec_\S+/.exec(sandbox.err())![0];
    const gateway = await startTestGateway([{ id: 'al' }, { id: 'gr', webhook: { url, secret } as Receiver }]);
    try {
      const alert = cap();
      const { json } = await gateway.call('al', 'POST', '/v1/alerts', alert.xml);
      expect(await eventually(() => messages().length === 1)).toBe(true);
      expect(messages()[0]).toMatchObject({ id: json.deliveries[0].id, signed: true, status: 200, body: expect.stringContaining(alert.identifier) });
    } finally { await gateway.stop(); }
  });
});

test('options that make no sense, and a port that is taken, end in 2 with one sentence', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => { taken.listen(0, '127.0.0.1', resolve); });
  const { port } = taken.address() as { port: number };
  const attempts = await Promise.all([['--port', 'http'], ['--port', '0', '--fail', '2'], ['--port', '0', '--delay', '-1'], ['--port', '0', '--secret', 'password'], ['--port', String(port)], ['--port', '0', '--host', 'no such host']].map((options) => run(['sandbox', '--centre', 'gr', ...options])));
  taken.close();
  expect(attempts.map(({ code, out, err }) => [code, out, err.trim().split('\n').length])).toEqual(attempts.map(() => [2, '', 1]));
  expect(attempts.map(({ err }) => /--port|--fail|--delay|--secret|no such host/.exec(err)?.[0])).toEqual(['--port', '--fail', '--delay', '--secret', '--port', 'no such host']);
});
