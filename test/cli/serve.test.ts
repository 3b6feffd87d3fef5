// `alertbridge serve` from an empty folder to a clean end, and every reason for which it must not start.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cap, createCaller, eventually, networkOf, receiver, sha256, sleep } from '../flow/harness.js';
import { openEvents } from '../http/open-events.js';
import { freePort, run, start, type Running } from './command.js';

const folders: string[] = [];
const processes: Running[] = [];
afterEach(async () => {
  for (const running of processes) running.kill('SIGKILL');
  await Promise.all(processes.splice(0).map(({ ended }) => ended));
});
afterAll(() => { for (const folder of folders) rmSync(folder, { recursive: true, force: true }); });

const freshFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'alertbridge-serve-'));
  folders.push(folder);
  return folder;
};

const serve = (env: Record<string, string>, ...args: string[]): Running => {
  const running = start(['serve', ...args], { LOG_LEVEL: 'warn', ...env });
  processes.push(running);
  return running;
};

async function ready(env: Record<string, string>): Promise<{ running: Running; url: string }> {
  const running = serve(env);
  if (!await running.says(/ready: \S+/)) throw new Error(`not ready: ${running.err()}`);
  return { running, url: /ready: (\S+)\//.exec(running.err())![1]! };
}

const quickstart = (dataDir: string): { url: string; keys: Record<string, string> } => JSON.parse(readFileSync(join(dataDir, 'quickstart.json'), 'utf8'));
const modeOf = (...path: string[]): number => statSync(join(...path)).mode & 0o777;

/** Ends the process politely and tells how that went. */
async function stop(running: Running): Promise<{ code: number | null; err: string }> {
  running.kill('SIGTERM');
  const { code, err } = await running.ended;
  return { code, err };
}

describe('a first start', () => {
  test('needs nothing: it is ready on its port, with keys for everybody in a file that only its owner can read; it ends at once, and is found again', async () => {
    const [dataDir, port] = [join(freshFolder(), 'not', 'made', 'yet'), await freePort()];
    const { running, url } = await ready({ DATA_DIR: dataDir, PORT: String(port) });
    expect(url).toBe(`http://127.0.0.1:${port}`);
    expect(running.err()).toContain(join(dataDir, 'quickstart.json'));
    const { keys, ...rest } = quickstart(dataDir);
    expect(rest).toEqual({ url });
    expect(Object.keys(keys)).toEqual(expect.arrayContaining(['al', 'rs', 'gr', 'it', 'nl', 'de', 'ch', 'liaison', 'operator', 'auditor', 'integrator']));
    expect([modeOf(dataDir, 'quickstart.json'), modeOf(dataDir, 'master.key'), modeOf(dataDir)]).toEqual([0o600, 0o600, 0o700]);

    const call = createCaller(url, keys);
    expect((await call(undefined, 'GET', '/readyz')).status).toBe(200);
    const { status, json } = await call('gr', 'POST', '/v1/alerts', cap({ sender: 'desk@gr.example.org' }).xml);
    expect([status, json.deliveries.map(({ centre }: any) => centre)]).toEqual([201, expect.arrayContaining(['al', 'it'])]);

    const stream = await openEvents(url, keys.liaison!);
    const poll = call('rs', 'GET', '/v1/inbox?wait=30');
    await sleep(300);
    const { code } = await stop(running);
    expect([await stream.ended, (await poll).status, code]).toEqual([true, 200, 0]);
    expect(readdirSync(dataDir)).not.toContain('gateway.lock');

    const second = await ready({ DATA_DIR: dataDir, PORT: '0' });
    expect(quickstart(dataDir)).toEqual({ url: second.url, keys });
    expect((await createCaller(second.url, keys)('al', 'GET', `/v1/alerts/${json.id}`)).status).toBe(200);
    expect(await stop(second.running)).toMatchObject({ code: 0 });
  });
});

test('SIGTERM ends the process within ten seconds, with 0, even while a stream is open, a poll waits and a receiver does not answer', async () => {
  const [dataDir, silent] = [freshFolder(), await receiver()];
  silent.behave(() => ({ hang: true }));
  const { file, keys } = networkOf([{ id: 'al' }, { id: 'gr' }, { id: 'nl', webhook: silent }], 'addressed');
  writeFileSync(join(dataDir, 'network.json'), JSON.stringify(file));
  const { running, url } = await ready({ DATA_DIR: dataDir, PORT: '0', NETWORK_FILE: join(dataDir, 'network.json'), ALERTBRIDGE_STOP_SECONDS: '2' });
  const call = createCaller(url, keys);
  const stream = await openEvents(url, keys.operator!);
  const poll = call('al', 'GET', '/v1/inbox?wait=30');
  expect((await call('gr', 'POST', '/v1/alerts', cap({ sender: 'desk@gr.example.org', addresses: 'nl' }).xml)).status).toBe(201);
  expect(await eventually(() => silent.got.length === 1)).toBe(true);

  const begun = performance.now();
  const { code, err } = await stop(running);
  const seconds = (performance.now() - begun) / 1_000;
  await silent.close();
  expect(code).toBe(0);
  // A promise of the contract, not a speed: with two seconds of patience there is room for a busy machine.
  expect(seconds).toBeLessThan(10);
  expect(await poll).toMatchObject({ status: 200, json: { items: [] } });
  expect(await stream.ended).toBe(true);
  expect(err).not.toMatch(/Error:|at .*\.js:\d+/);
});

describe('a start that must not be', () => {
  const dataDir = freshFolder();
  let first: { running: Running; url: string };
  beforeAll(async () => {
    first = await ready({ DATA_DIR: dataDir, PORT: '0' });
    processes.pop();
  });
  afterAll(() => stop(first.running));

  test('on a data directory that another process has: that one goes on undisturbed', async () => {
    const { code, err } = await serve({ DATA_DIR: dataDir, PORT: '0' }).ended;
    expect(code).toBe(1);
    expect(err).toMatch(new RegExp(`${dataDir} is in use by process ${first.running.pid}\\. .*DATA_DIR`));
    expect((await createCaller(first.url, {})(undefined, 'GET', '/readyz')).status).toBe(200);
  });

  test('with a master key that does not open the key store', async () => {
    await stop(first.running);
    const { code, out, err } = await serve({ DATA_DIR: dataDir, PORT: '0', ALERTBRIDGE_MASTER_KEY: 'ab'.repeat(32) }).ended;
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/master key does not open the key store/);
  });

  test('with a key store that is not the one of the database', async () => {
    await stop(first.running);
    const { code, err } = await serve({ DATA_DIR: dataDir, PORT: '0', ALERTBRIDGE_KEY_STORE: join(freshFolder(), 'keys') }).ended;
    expect(code).toBe(1);
    expect(err).toMatch(/key store does not belong to this database/);
  });

  test('on a port that another program has', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => { taken.listen(0, '127.0.0.1', resolve); });
    const { code, err } = await serve({ DATA_DIR: freshFolder(), PORT: String((taken.address() as AddressInfo).port) }).ended;
    taken.close();
    expect(code).toBe(1);
    expect(err).toMatch(/listens on that address.*PORT/);
  });

  test('with settings that are wrong: all of them are named at once', async () => {
    const { code, out, err } = await run(['serve'], { PORT: '99999', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://db', HOST: '0.0.0.0', ALERTBRIDGE_MASTER_KEY: 'short' });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    for (const name of ['PORT', 'LOG_LEVEL', 'DATABASE_URL', 'HOST', 'ALERTBRIDGE_MASTER_KEY']) expect(err).toMatch(new RegExp(`\\b${name}\\b`));
    expect(err).not.toMatch(/at .*\.js:\d+/);
  });

  test('with a network file that is wrong: every problem with its line', async () => {
    const file = join(freshFolder(), 'network.yaml');
    writeFileSync(file, 'gateway: { id: g }\ncentres:\n  - { id: gr, country: greece, name: Greece, languages: [el] }\nrouting: { default: far }\n');
    const { code, err } = await run(['serve'], { DATA_DIR: freshFolder(), NETWORK_FILE: file });
    expect(code).toBe(1);
    expect(err).toMatch(/:3 [^]*country[^]*:4 [^]*routing/);
  });

  test('as one half of a gateway on the embedded database', async () => {
    expect(await run(['serve', '--role', 'worker'], { DATA_DIR: freshFolder() })).toMatchObject({ code: 1, err: expect.stringMatching(/--role.*DATABASE_URL/) });
  });
});

describe('SIGHUP', () => {
  test('reads the network file again: new keys work, removed ones stop at once and so does what they had open; a bad file changes nothing and is reported', async () => {
    const dataDir = freshFolder();
    const { file, keys } = networkOf([{ id: 'al' }, { id: 'gr' }], 'addressed');
    const network = file as { clients: { id: string; role: string; keySha256: string }[]; centres: { id: string; credentials: object[] }[] };
    const path = join(dataDir, 'network.json');
    const write = (): void => writeFileSync(path, JSON.stringify(network));
    write();
    const { running, url } = await ready({ DATA_DIR: dataDir, PORT: '0', NETWORK_FILE: path, LOG_LEVEL: 'info' });
    const call = createCaller(url, keys);
    const status = async (key: string): Promise<number> => (await call(key, 'GET', '/v1/centres')).status;
    const [removed, kept] = await Promise.all([openEvents(url, keys.liaison!), openEvents(url, keys.operator!)]);
    let over = false;
    void kept.ended.then(() => { over = true; });
    const poll = call('gr', 'GET', '/v1/inbox?wait=30');
    await sleep(300);

    network.clients = network.clients.filter(({ id }) => id !== 'liaison');
    network.clients.push({ id: 'ops-2', role: 'operator', keySha256: sha256('the-new-key') });
    network.centres.find(({ id }) => id === 'gr')!.credentials = [];
    write();
    running.kill('SIGHUP');
    expect(await eventually(async () => await status('the-new-key') === 200)).toBe(true);
    expect([await status(keys.liaison!), await status(keys.gr!), await status(keys.operator!)]).toEqual([401, 401, 200]);
    expect(await removed.ended).toBe(true);
    expect(await poll).toMatchObject({ status: 401, json: { code: 'BAD_KEY' } });

    writeFileSync(path, '{ "gateway": { "id": "g" }, "centres": [] }');
    running.kill('SIGHUP');
    expect(await running.says(/Nothing was changed[^]*centres/)).toBe(true);
    expect(await eventually(() => running.out().includes('"where":"reload"'))).toBe(true);
    expect([await status('the-new-key'), await status(keys.liaison!)]).toEqual([200, 401]);
    expect(over).toBe(false);
    kept.close();
    expect(running.out()).not.toMatch(/"alarm":/);
    expect(await stop(running)).toMatchObject({ code: 0 });
  });
});
