// Several processes on one PostgreSQL: what one erases the others have forgotten within seconds, and of those that find the database restored one holds and tells.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';
import { readEnvironment } from '../../src/config/environment.js';
import { MARK_FILE } from '../../src/erasure/mark.js';
import { startGateway, type Gateway } from '../../src/gateway.js';
import { silentLogger } from '../../src/telemetry/log.js';
import { feedServer, type FeedServer } from '../flow/feed-server.js';
import { createCaller, eventually, networkOf, receiver, sha256, type Caller, type Receiver } from '../flow/harness.js';
import { childAlert, embedded, linked } from '../flow/photo-case.js';
import { freshPostgres } from '../postgres.js';
import { noise } from '../photos/made-up-photos.js';

let pictures: FeedServer;
let gr: Receiver;
let postgres: Awaited<ReturnType<typeof freshPostgres>>;
const dataDir = mkdtempSync(join(tmpdir(), 'alertbridge-together-'));
let keys: Record<string, string>;
const running: Gateway[] = [];

/** A process in all but its number: it shares database and key store with the others, and no memory. */
async function start(): Promise<Gateway> {
  const env = { PORT: '0', DATA_DIR: dataDir, NETWORK_FILE: join(dataDir, 'network.json'), DATABASE_URL: postgres.url, ALERTBRIDGE_MASTER_KEY: sha256(dataDir) };
  const gateway = await startGateway(readEnvironment(env), env, silentLogger());
  running.push(gateway);
  return gateway;
}
const stopAll = (): Promise<unknown> => Promise.all(running.splice(0).map((gateway) => gateway.stop()));

beforeAll(async () => {
  [pictures, gr, postgres] = await Promise.all([feedServer(), receiver(), freshPostgres()]);
  const network = networkOf([{ id: 'al', adapter: 'cap-json' }, { id: 'it', adapter: 'cap-json' }, { id: 'gr', adapter: 'cap-json', webhook: gr }]);
  keys = network.keys;
  writeFileSync(join(dataDir, 'network.json'), JSON.stringify(network.file));
});
afterAll(async () => { await stopAll(); await Promise.all([postgres.drop(), pictures.close(), gr.close()]); rmSync(dataDir, { recursive: true, force: true }); });

const at = (gateway: Gateway): Caller => createCaller(gateway.url, keys);
const submit = async (call: Caller, message: object): Promise<any> => {
  const { status, json } = await call('al', 'POST', '/v1/alerts?adapter=cap-json', message);
  expect([status, json]).toEqual([201, json]);
  return json;
};

describe('what another process has in memory', () => {
  test('is gone within seconds after one has erased: the alert, what it was written as, and its pictures', async () => {
    const [one, other] = [await start(), await start()];
    const [first, second] = [at(one), at(other)];
    pictures.publish('/photo.jpg', await noise());
    const message = childAlert({ resource: [embedded(await noise(120, 90)), linked(pictures.url('/photo.jpg'))] });
    const { id, incident, key } = await submit(first, message);
    const photos = async (): Promise<any[]> => (await second('al', 'GET', `/v1/alerts/${id}/status`)).json.photos;
    expect(await eventually(async () => (await photos()).every(({ state }) => state === 'kept'), 30_000)).toBe(true);
    await second('it', 'POST', `/v1/incidents/${incident}/messages`, { to: 'al', text: 'Is it Ana Shembull?' });
    // Everything that the second process shows, it has read.
    const read = await second('it', 'GET', `/v1/alerts/${id}`);
    const link = new URL(read.json.info[0].resource[0].uri).pathname;
    const shown = async (): Promise<number> => (await request(other.url + link)).statusCode;
    const paths: [string, string, Record<string, string>][] = [
      ['it', `/v1/alerts/${id}`, { accept: 'application/json' }], ['al', `/v1/alerts/${id}`, { accept: 'application/cap+xml' }], ['al', `/v1/alerts/${id}`, { accept: 'application/vnd.alertbridge.original' }], ['al', `/v1/alerts/${id}/resources/0/0`, {}],
    ];
    const statuses = async (): Promise<number[]> => Promise.all(paths.map(async ([who, path, headers]) => (await second(who, 'GET', path, undefined, headers)).status));
    const inbox = async (): Promise<string> => (await second('it', 'GET', '/v1/inbox?limit=500')).text;
    expect([await statuses(), await shown(), (await inbox()).includes('Shembull'), (await second('al', 'GET', '/v1/alerts?q=Shembull')).json.items]).toEqual([[200, 200, 200, 200], 200, true, expect.any(Array)]);

    await submit(first, { ...childAlert({ msgType: 'Cancel', references: [key] }), case: undefined, info: undefined });
    expect((await first('al', 'POST', `/v1/alerts/${id}/erase`)).json.erased).toEqual([id]);
    const isGone = async (): Promise<boolean> => (await statuses()).every((status) => status === 410) && await shown() === 410 && !(await inbox()).includes('Shembull');
    expect(await eventually(isGone, 5_000, 100)).toBe(true);
    const texts = (await second('al', 'GET', `/v1/incidents/${incident}/messages`)).json.items.map(({ text, erased }: any) => [text, erased]);
    expect([texts, (await second('al', 'GET', '/v1/alerts?q=Ana%20Shembull')).json.items]).toEqual([[[null, true]], []]);
  });
});

describe('two processes that start together on a database that was restored', () => {
  test('hold what was on its way once, and tell it once', async () => {
    gr.behave(() => ({ status: 503 }));
    const before = at(running[0] ?? await start());
    const { id } = await submit(before, { ...childAlert({}), case: undefined });
    expect(await eventually(async () => (await before('operator', 'GET', `/v1/alerts/${id}/status`)).json.deliveries.find(({ centre }: any) => centre === 'gr').state === 'retrying')).toBe(true);
    await stopAll();
    // As if the chain had been further than this database is: the mark lies beside the keys.
    writeFileSync(join(dataDir, 'keys', MARK_FILE), `${JSON.stringify({ position: 1_000_000, hash: 'ab'.repeat(32) })}\n`);
    const [one] = await Promise.all([start(), start()]);
    const call = at(one);
    expect((await call('operator', 'GET', `/v1/alerts/${id}/status`)).json.deliveries.find(({ centre }: any) => centre === 'gr')).toMatchObject({ state: 'held', heldReason: 'restore' });
    const told = async (): Promise<any[]> => (await call('auditor', 'GET', '/v1/audit?limit=500')).json.items.filter(({ type }: any) => type === 'gateway.restored');
    expect(await eventually(async () => (await told()).length > 0)).toBe(true);
    const held = (await call('operator', 'GET', `/v1/alerts/${id}/status`)).json.timeline.filter(({ type, detail }: any) => type === 'delivery.held' && detail.reason === 'restore');
    expect([(await told()).length, held.length]).toEqual([1, 2]);
  });
});
