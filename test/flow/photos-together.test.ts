// Pictures where several processes share one PostgreSQL: each is fetched once, whichever process is asked, and one that goes away leaves its work to the others.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { join } from 'node:path';
import pg from 'pg';
import { request } from 'undici';
import { readEnvironment } from '../../src/config/environment.js';
import { startGateway, type Gateway, type GatewayRole } from '../../src/gateway.js';
import { silentLogger } from '../../src/telemetry/log.js';
import { noise } from '../photos/made-up-photos.js';
import { feedServer, type FeedServer } from './feed-server.js';
import { createCaller, eventually, sha256, startTestGateway, type TestGateway } from './harness.js';
import { childAlert, linked } from './photo-case.js';

let first: TestGateway;
let pictures: FeedServer;
let others: Gateway[];

const another = (role: GatewayRole): Promise<Gateway> => {
  const env = { PORT: '0', DATA_DIR: first.dataDir, NETWORK_FILE: join(first.dataDir, 'network.json'), DATABASE_URL: first.databaseUrl, ALERTBRIDGE_MASTER_KEY: sha256(first.dataDir) };
  return startGateway(readEnvironment(env), env, silentLogger(), { role });
};

beforeAll(async () => {
  pictures = await feedServer();
  first = await startTestGateway([{ id: 'al', adapter: 'cap-json' }, { id: 'gr', adapter: 'cap-json' }], { engine: 'postgres' });
  others = await Promise.all([another('all'), another('worker'), another('api')]);
});
afterAll(async () => { await Promise.all(others.map((other) => other.stop())); await first.stop(); await pictures.close(); });

const statesOf = async (id: string): Promise<any[]> => (await first.call('al', 'GET', `/v1/alerts/${id}/status`)).json.photos;

test('each picture is fetched once, and every process shows it by a link that another has made', async () => {
  const paths = Array.from({ length: 12 }, (_, n) => `/photo-${n}.jpg`);
  const photo = await noise();
  for (const path of paths) pictures.misbehave(path, (response) => { setTimeout(() => response.writeHead(200).end(photo), 200); });
  const { json: { id } } = await first.call('al', 'POST', '/v1/alerts?adapter=cap-json', childAlert({ resource: paths.map((path) => linked(pictures.url(path))) }));
  expect(await eventually(async () => (await statesOf(id)).every(({ state }) => state === 'kept'), 30_000)).toBe(true);
  expect(paths.map((path) => pictures.statuses(path))).toEqual(paths.map(() => [200]));
  const api = others[2]!.url;
  const { uri } = (await createCaller(api, first.keys)('gr', 'GET', `/v1/alerts/${id}`)).json.info[0].resource[3];
  expect(uri.startsWith(api)).toBe(true);
  const shown = await Promise.all([api, others[0]!.url, first.url].map(async (url) => (await request(url + new URL(uri).pathname)).statusCode));
  expect(shown).toEqual([200, 200, 200]);
});

test('a picture whose fetcher was stopped is taken by another', async () => {
  let asked = 0;
  const photo = await noise();
  pictures.misbehave('/held.jpg', (response) => { asked += 1; if (asked > 1) response.writeHead(200).end(photo); });
  const { json: { id } } = await first.call('al', 'POST', '/v1/alerts?adapter=cap-json', childAlert({ resource: [linked(pictures.url('/held.jpg'))] }));
  expect(await eventually(() => asked === 1)).toBe(true);
  // Whoever has it gives it back when it stops; both workers but one are stopped, and the one left takes it.
  await Promise.all(others.splice(0, 2).map((other) => other.stop()));
  const left = (await statesOf(id))[0].state;
  if (left === 'waiting' && asked === 1) await first.restart();
  expect(await eventually(async () => (await statesOf(id))[0].state === 'kept', 15_000)).toBe(true);
});

test('a picture that nobody could fetch for two hours is given up, and people are told', async () => {
  const { json: { id } } = await first.call('al', 'POST', '/v1/alerts?adapter=cap-json', childAlert({ resource: [linked(pictures.url('/never-there.jpg'))] }));
  expect(await eventually(async () => (await statesOf(id))[0].code === 'HTTP_404')).toBe(true);
  const database = new pg.Client({ connectionString: first.databaseUrl });
  await database.connect();
  await database.query(`update photo set created_at = now() - interval '3 hours', next_at = now() where alert_id = $1`, [id]);
  await database.end();
  expect(await eventually(async () => (await statesOf(id))[0].state === 'failed', 10_000)).toBe(true);
  const { timeline } = (await first.call('operator', 'GET', `/v1/alerts/${id}/status`)).json;
  expect(timeline.filter(({ type }: any) => type === 'photo.failed')).toMatchObject([{ centre: 'al', detail: { place: 0, error: 'HTTP_404' } }]);
});

test('nothing is shown once the alert is erased, nor where its key is gone', async () => {
  pictures.misbehave('/erased.jpg', (response) => { void noise().then((photo) => response.writeHead(200).end(photo)); });
  const { json: { id } } = await first.call('al', 'POST', '/v1/alerts?adapter=cap-json', childAlert({ resource: [linked(pictures.url('/erased.jpg'))] }));
  expect(await eventually(async () => (await statesOf(id))[0].state === 'kept', 15_000)).toBe(true);
  const { uri } = (await first.call('gr', 'GET', `/v1/alerts/${id}`)).json.info[0].resource[0];
  const path = new URL(uri).pathname;
  expect((await first.call(undefined, 'GET', path)).status).toBe(200);
  const database = new pg.Client({ connectionString: first.databaseUrl });
  await database.connect();
  await database.query('update alert set key_ref = null where id = $1', [id]);
  expect((await first.call(undefined, 'GET', path)).json).toMatchObject({ status: 410, code: 'ERASED' });
  await database.query(`update alert set state = 'erased' where id = $1`, [id]);
  await database.end();
  expect((await first.call(undefined, 'GET', path)).json).toMatchObject({ status: 410, code: 'ERASED' });
});
