// Several processes on one PostgreSQL, with and without Redis: whatever dies, the others go on (reliability clauses 3, 4, 11 and 12).
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { ENGINES } from '../postgres.js';
import { privateRedis, redisMissing, type PrivateRedis } from '../redis.js';
import { cap, eventually, receiver, sleep, type Received, type Receiver } from './harness.js';
import { createRandom, desk, expectLedger, expectWholeAudit, type Ledger } from './ledger.js';
import { deployment, type Deployment, type GatewayProcess } from './process.js';

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
const there = ENGINES.includes('postgres') && !redisMissing ? describe : describe.skip;

const centres: Receiver[] = [];
let all: Deployment | undefined;
let redis: PrivateRedis | undefined;

const tearDown = async (): Promise<void> => {
  await all?.dispose();
  await redis?.dispose();
  [all, redis] = [undefined, undefined];
};
afterAll(() => Promise.all(centres.map((centre) => centre.close())));

const openCentres = async (...ids: string[]): Promise<Record<string, Receiver>> => {
  const opened = await Promise.all(ids.map(() => receiver()));
  centres.push(...opened);
  return Object.fromEntries(ids.map((id, index) => [id, opened[index]!]));
};

const deploy = async (receivers: Record<string, Receiver>, more: Record<string, string> = {}): Promise<{ api: GatewayProcess; workers: [GatewayProcess, GatewayProcess] }> => {
  all = await deployment([{ id: 'al' }, ...Object.entries(receivers).map(([id, webhook]) => ({ id, webhook }))], 'postgres', more);
  const api = await all.process('api');
  await api.start();
  const workers = [await all.process('worker'), await all.process('worker')] as [GatewayProcess, GatewayProcess];
  for (const worker of workers) await worker.start();
  return { api, workers };
};

const submit = async (api: GatewayProcess): Promise<string> => {
  const message = cap();
  expect((await api.call('al', 'POST', '/v1/alerts', message.xml)).status).toBe(201);
  return message.identifier;
};

const about = (centre: Receiver, identifier: string): Received[] => centre.got.filter(({ body }) => body.includes(`<identifier>${identifier}<`));
const has = (centre: Receiver, identifier: string): boolean => about(centre, identifier).length > 0;
/** Tried again after the first attempt, which never got its answer. */
const answered = (centre: Receiver, identifier: string): boolean => about(centre, identifier).length > 1;
const idsOf = (centre: Receiver, identifier: string): Set<string> => new Set(about(centre, identifier).map(({ id }) => id));

/** Load from four desks while `faults` runs, then the ledger. */
async function survives(api: GatewayProcess, receivers: Record<string, Receiver>, faults: (progress: () => Promise<void>) => Promise<void>): Promise<void> {
  const random = createRandom(SEED);
  const ledger: Ledger = new Map();
  let over = false;
  const desks = Promise.all(Array.from({ length: 4 }, () => desk(api, ledger, random, () => over)));
  // A fault that finds nothing under way proves nothing.
  const progress = async (): Promise<void> => { const before = ledger.size; await eventually(() => ledger.size >= before + 5, 20_000, 5); await sleep(random() * 200); };
  try { await faults(progress); } finally { over = true; }
  await desks;
  expect(ledger.size).toBeGreaterThan(20);
  await expectLedger(api.call, ledger, receivers);
  await expectWholeAudit(api.url, all!.keys.auditor!);
}

there.each(['with Redis', 'without Redis'])('an api and two workers, %s', (which) => {
  let receivers: Record<string, Receiver>;
  let [api, workers]: [GatewayProcess, GatewayProcess[]] = [undefined as never, []];
  const gr = (): Receiver => receivers.gr!;

  beforeAll(async () => {
    if (which === 'with Redis') { redis = await privateRedis(); await redis.start(); }
    receivers = await openCentres('gr', 'it', 'mk');
    ({ api, workers } = await deploy(receivers, redis ? { REDIS_URL: redis.url } : {}));
  }, 60_000);
  afterAll(tearDown);
  afterEach(() => { for (const receiver of Object.values(receivers)) receiver.behave(() => ({})); });

  test(`clause 11: workers killed in turn under load lose nothing, do nothing twice and keep the order (seed ${SEED})`, async () => {
    await survives(api, receivers, async (progress) => {
      for (let kill = 0; kill < 4; kill += 1) {
        await progress();
        const worker = workers[kill % 2]!;
        await worker.end('SIGKILL');
        await progress();
        await worker.start();
      }
    });
  }, 180_000);

  test('clause 11: what a killed worker had in hand is delivered by another within ten seconds', async () => {
    gr().behave(() => ({ hang: true }));
    const identifier = await submit(api);
    expect(await eventually(() => has(gr(), identifier))).toBe(true);
    const third = await all!.process('worker');
    await third.start();
    gr().behave(() => ({}));
    await Promise.all(workers.map((worker) => worker.end('SIGKILL')));
    expect(await eventually(() => answered(gr(), identifier), 10_000)).toBe(true);
    expect(idsOf(gr(), identifier).size).toBe(1);
    await third.end('SIGKILL');
    for (const worker of workers) await worker.start();
  }, 60_000);

  test('clause 3: a worker that was stopped for longer than its lease changes nothing when it goes on', async () => {
    let calls = 0;
    gr().behave(() => { calls += 1; return calls === 1 ? { delayMs: 8_000 } : {}; });
    const identifier = await submit(api);
    expect(await eventually(() => has(gr(), identifier))).toBe(true);
    for (const worker of workers) worker.signal('SIGSTOP');
    const third = await all!.process('worker');
    await third.start();
    const [{ id }] = (await api.call('liaison', 'GET', `/v1/alerts?q=${identifier}`)).json.items;
    const delivery = async (): Promise<any> => (await api.call('liaison', 'GET', `/v1/alerts/${id}/status`)).json.deliveries.find(({ centre }: any) => centre === 'gr');
    expect(await eventually(async () => (await delivery()).state === 'delivered', 20_000, 100)).toBe(true);
    const before = await delivery();
    for (const worker of workers) worker.signal('SIGCONT');
    await sleep(2_000);
    expect(await delivery()).toEqual(before);
    expect(idsOf(gr(), identifier).size).toBe(1);
  }, 60_000);
});

there('clause 12: an api and two workers whose Redis', () => {
  afterEach(tearDown);

  test(`is flushed, killed, restarted empty and stopped under load lose nothing (seed ${SEED})`, async () => {
    redis = await privateRedis();
    await redis.start();
    const receivers = await openCentres('gr', 'it');
    const { api } = await deploy(receivers, { REDIS_URL: redis.url });
    await survives(api, receivers, async (progress) => {
      await progress();
      await redis!.command('FLUSHALL');
      await progress();
      await redis!.signal('SIGKILL');
      await progress();
      await redis!.start();
      await progress();
      await redis!.signal('SIGSTOP');
      await progress();
      await redis!.signal('SIGCONT');
      await progress();
      await redis!.command('CONFIG', 'SET', 'maxmemory', '1');
      await progress();
    });
  }, 180_000);

  test('was never there deliver all the same, are ready, and use it once it comes', async () => {
    redis = await privateRedis();
    const receivers = await openCentres('gr');
    const { api, workers } = await deploy(receivers, { REDIS_URL: redis.url });
    expect((await api.call(undefined, 'GET', '/readyz'))).toMatchObject({ status: 200, json: { ready: true, queue: false } });
    const early = await submit(api);
    expect(await eventually(() => has(receivers.gr!, early))).toBe(true);
    await redis.start();
    // The api too: until it has Redis again it drops its hints, and the sweep would deliver in their place.
    for (const one of [api, ...workers]) expect(await eventually(async () => (await one.call(undefined, 'GET', '/readyz')).json.queue)).toBe(true);
    const late = await submit(api);
    expect(await eventually(() => has(receivers.gr!, late))).toBe(true);
    // BullMQ numbers its jobs: without one there is no such key.
    expect(await eventually(async () => ((await redis!.command('KEYS', 'alertbridge:deliveries-*:id')) as string[]).length === 1)).toBe(true);
  }, 60_000);

  test('keeps no personal data there', async () => {
    redis = await privateRedis();
    await redis.start();
    const receivers = await openCentres('gr');
    const { api, workers } = await deploy(receivers, { REDIS_URL: redis.url });
    for (const worker of workers) await worker.end('SIGKILL');
    const message = cap({ headline: 'Fictional headline QQ7', description: 'Besa Shembull, red jacket' });
    expect((await api.call('al', 'POST', '/v1/alerts', message.xml)).status).toBe(201);
    const keys = await eventually(async () => ((await redis!.command('KEYS', '*')) as string[]).length > 1) ? (await redis.command('KEYS', '*')) as string[] : [];
    const dumps = await Promise.all(keys.map(async (key) => String(await redis!.command('DUMP', key).catch(() => ''))));
    const hashes = await Promise.all(keys.map((key) => redis!.command('HGETALL', key).catch(() => [])));
    const everything = JSON.stringify([keys, dumps, hashes]);
    expect(everything).toContain('"gr');
    for (const word of ['Besa', 'Shembull', 'QQ7', message.identifier, message.sender]) expect(everything).not.toContain(word);
  }, 60_000);
});
