// Clause 14: what is erased is gone from every byte of database, write-ahead log, queue, logs and folders, and no key that is left opens it, in a backup from before either.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request } from 'undici';
import { parseMasterKey } from '../../src/config/master-key.js';
import { atom, bare, embedded, entry } from '../cap/envelope-sample.js';
import { privatePostgres, privatePostgresMissing, runProgram, serverFolder, type PrivatePostgres } from '../private-postgres.js';
import { privateRedis, redisMissing, type PrivateRedis } from '../redis.js';
import { feedServer, type FeedServer } from '../flow/feed-server.js';
import { eventually, receiver, type CapMessage, type Receiver } from '../flow/harness.js';
import { deployment, type Deployment, type GatewayProcess } from '../flow/process.js';
import { needlesOf } from './needles.js';
import { keysIn, openings, type Key, type Opening } from './openings.js';
import { createFinder, readAll, search, type Found, type Seen } from './search.js';
import { about, decided, FOUND, MISSING, nameOf, pictured, secretsOf, tracesOf, type Child } from './two-children.js';

const MASTER_KEY = createHash('sha256').update('byte search').digest('hex');

/** Where everything runs, and what of it lies on a disk. */
interface Ground { engine: 'embedded' | 'postgres'; env: Record<string, string>; backUp(dataDir: string): void | Promise<void>; settle(): Promise<void>; paths: string[]; backups: string[]; dispose(): Promise<void> }

async function onPostgres(): Promise<Ground> {
  const folder = serverFolder();
  const postgres: PrivatePostgres = await privatePostgres({ log: join(folder, 'server.log') });
  const redis: PrivateRedis = await privateRedis(folder);
  await Promise.all([postgres.start(), redis.start()]);
  const backup = join(folder, 'base-backup');
  const dump = join(folder, 'dump.sql');
  return {
    engine: 'postgres', env: { DATABASE_URL: postgres.url, REDIS_URL: redis.url, ALERTBRIDGE_MASTER_KEY: MASTER_KEY }, paths: [postgres.directory, folder], backups: [backup, dump],
    backUp: () => {
      runProgram('pg_basebackup', '-d', postgres.url, '-D', backup, '-X', 'fetch', '-c', 'fast', '--no-sync');
      runProgram('pg_dump', '-d', postgres.url, '-f', dump);
    },
    settle: async () => {
      for (const command of ['vacuum', 'select pg_switch_wal()', 'checkpoint']) await postgres.query(command);
      await redis.command('SAVE');
      await Promise.all([postgres.stop(), redis.dispose()]);
    },
    dispose: async () => { await Promise.all([postgres.dispose(), redis.dispose()]); rmSync(folder, { recursive: true, force: true }); },
  };
}

async function onEmbedded(): Promise<Ground> {
  const folder = mkdtempSync(join(tmpdir(), 'alertbridge-backup-'));
  const backup = join(folder, 'database');
  return {
    engine: 'embedded', env: {}, paths: [], backups: [backup], backUp: (dataDir) => { cpSync(join(dataDir, 'database'), backup, { recursive: true }); }, settle: () => Promise.resolve(),
    dispose: () => { rmSync(folder, { recursive: true, force: true }); return Promise.resolve(); },
  };
}

const missing = privatePostgresMissing ?? redisMissing;
const GROUNDS: [string, () => Promise<Ground>][] = [['the embedded database', onEmbedded], ...(missing ? [] : [['PostgreSQL and Redis', onPostgres] as [string, () => Promise<Ground>]])];

describe.each(GROUNDS)('after the erasure of a child on %s', (_name, open) => {
  let ground: Ground;
  let all: Deployment;
  let server: FeedServer;
  let drop = '';
  const processes: GatewayProcess[] = [];
  /** Incidents of the other child. */
  const missing = new Set<string>();
  const receivers: Receiver[] = [];
  /** All that is on a disk after it. */
  let seen: Seen[] = [];
  /** As they were before the erasure, and as they are after it. */
  let [before, after]: [Key[], Key[]] = [[], []];
  const call = (...args: Parameters<GatewayProcess['call']>) => processes[0]!.call(...args);

  const submit = async (who: string, message: CapMessage): Promise<any> => {
    const { status, json, text } = await call(who, 'POST', '/v1/alerts', message.xml);
    if (status !== 201) throw new Error(`${status} ${text}`);
    return json;
  };
  const from = (child: Child, spec: Parameters<typeof about>[1] = {}): CapMessage => about(child, { sender: 'desk@rs.example.org', ...spec });
  const listed = async (who: string): Promise<any[]> => (await call(who, 'GET', '/v1/alerts?limit=500')).json.items;
  const deliveries = async (id: string): Promise<any[]> => (await call('operator', 'GET', `/v1/alerts/${id}/status`)).json.deliveries;
  const reaches = (id: string, centre: string, state: string): Promise<boolean> => eventually(async () => (await deliveries(id)).some((one) => one.centre === centre && one.state === state), 30_000);
  const fetchAll = async (who: string, answer: object): Promise<void> => {
    for (const { delivery } of (await call(who, 'GET', '/v1/inbox?limit=500')).json.items) await call(who, 'POST', `/v1/inbox/${delivery}/ack`, answer);
  };

  const decide = async (who: string, id: string, decision: string, child: Child, more: object = {}): Promise<void> => {
    const { status, text } = await call(who, 'POST', `/v1/alerts/${id}/decision`, { decision, reason: `We have decided about ${nameOf(child)}: ${child.reason}`, ...more });
    expect([decision, status, text]).toEqual([decision, 200, text]);
  };
  /** Gives back the id of the message. */
  const write = async (who: string, incident: string, to: string, child: Child, answers?: string): Promise<string> => {
    const { status, json } = await call(who, 'POST', `/v1/incidents/${incident}/messages`, { to, text: `We should like to know of ${nameOf(child)}: ${child.question}`, ...(answers ? { answers } : {}) });
    expect([status, json]).toEqual([201, json]);
    return json.id;
  };

  /** Countries decide in every way there is, and their desks talk. */
  async function discuss(child: Child, origin: string, { id, incident }: { id: string; incident: string }, [first, second]: [string, string]): Promise<void> {
    await decide(first, id, 'needs-information', child);
    await decide(first, id, 'activate', child, { until: new Date(Date.now() + 30_000).toISOString() });
    await decide(second, id, 'decline', child);
    await write(origin, incident, first, child, await write(first, incident, origin, child));
    for (const who of [origin, first, 'liaison']) for (const path of [`/v1/incidents/${incident}`, `/v1/incidents/${incident}/messages`, `/v1/alerts/${id}/status`]) expect((await call(who, 'GET', path)).text).toContain(child.family);
    // The broadcast is about to end, its desk is reminded, it ends by itself, and its origin is told.
    expect(await eventually(async () => (await call(first, 'GET', `/v1/alerts/${id}/status`)).json.deliveries.some(({ decision }: any) => decision?.endReason === 'expired'), 60_000, 500)).toBe(true);
  }

  /** Pictures inside and by link, one of them nowhere to be had, are shown to two receivers; one desk decides in its answer. */
  async function show(child: Child, origin: string, readers: [string, string]): Promise<CapMessage> {
    const gr = receivers[0]!;
    const page = `/${encodeURIComponent(child.family)}.jpg`;
    server.publish(page, child.fetched.bytes);
    const alert = pictured(child, [server.url(page), server.url(`/gone${page}`)], { sender: `desk@${origin}.example.org` });
    gr.behave(() => ({ body: decided(child, 'activated', { sender: 'desk@gr.example.org', references: [alert] }).xml }));
    const { id } = await submit(origin, alert);
    expect(await eventually(async () => (await call(origin, 'GET', `/v1/alerts/${id}/status`)).json.photos.filter(({ state }: any) => state === 'kept').length === 2, 30_000, 250)).toBe(true);
    expect(await reaches(id, 'gr', 'acknowledged')).toBe(true);
    expect(await eventually(async () => (await deliveries(id)).find(({ centre }) => centre === 'gr').decision?.state === 'activated', 10_000)).toBe(true);
    gr.behave(() => ({}));
    for (const who of readers) {
      const links = (await call(who, 'GET', `/v1/alerts/${id}`)).json.info[0].resource.map(({ uri }: any) => uri);
      for (const [place, size] of [[0, 'full'], [0, 'thumbnail'], [1, 'full'], [1, 'thumbnail']] as const) {
        const { statusCode, body } = await request(`${processes[0]!.url}${new URL(links[place]).pathname}?size=${size}`);
        child.shown[`picture ${place}, ${size}`] = Buffer.from(await body.arrayBuffer());
        expect([who, place, size, statusCode]).toEqual([who, place, size, 200]);
      }
    }
    return alert;
  }

  /** A proposal about the child becomes an alert. */
  async function propose(child: Child): Promise<CapMessage> {
    const proposed = from(child);
    const { status, json } = await call('reporter', 'POST', '/v1/proposals', proposed.xml);
    expect([status, json]).toEqual([201, json]);
    expect((await call('rs', 'POST', `/v1/proposals/${json.id}/steps`, { step: 'return', reason: `Is it ${nameOf(child)}?` })).status).toBe(200);
    expect((await call('reporter', 'POST', `/v1/proposals/${json.id}/steps`, { step: 'refer', reason: `It is ${nameOf(child)}` })).status).toBe(200);
    const issued = await call('rs', 'POST', `/v1/proposals/${json.id}/issue`);
    expect([issued.status, issued.json]).toEqual([201, issued.json]);
    return proposed;
  }

  /** Every way a message comes in, and every way it stays lying on the way out. @returns what has to be ended. */
  async function relay(child: Child): Promise<CapMessage[]> {
    const [gr, it, mk] = receivers as [Receiver, Receiver, Receiver];
    const error = (sender: string, alert: CapMessage): CapMessage => about(child, { msgType: 'Error', sender, references: [alert] });
    const [pushed, published, dropped, unwritable] = [from(child), from(child), from(child), from(child, { addresses: 'mt' })];
    unwritable.xml = unwritable.xml.replace('<scope>Public</scope>', '<scope>Private</scope>');
    gr.behave((count) => (count < 4 ? { status: 503, body: `no room for ${nameOf(child)}` } : {}));
    it.behave(() => ({ status: 200, body: error('desk@it.example.org', pushed).xml }));
    mk.behave(() => ({ status: 400, body: pushed.xml }));
    const { id } = await submit('rs', pushed);
    const update = from(child, { msgType: 'Update', references: [pushed] });
    expect([await reaches(id, 'gr', 'delivered'), await reaches(id, 'it', 'refused'), await reaches(id, 'mk', 'held')]).toEqual([true, true, true]);
    const newer = await submit('rs', update);
    const dead = await submit('rs', unwritable);
    await call('mt', 'GET', '/v1/inbox');
    expect(await reaches(dead.id, 'mt', 'dead')).toBe(true);
    server.publish('/feed', atom(entry(embedded(bare(published.xml)), `urn:example:${published.identifier}`)));
    writeFileSync(join(drop, `${child.family}.xml`), dropped.xml);
    expect(await eventually(async () => (await listed('rs')).filter(({ state }) => state === 'active').length >= 4, 60_000, 250)).toBe(true);
    await fetchAll('al', { result: 'refused', reason: `We do not know ${nameOf(child)}` });
    await submit('al', about(child, { msgType: 'Error', sender: 'desk@al.example.org', references: [published] }));
    const shown = await show(child, 'rs', ['al', 'gr']);
    const proposed = await propose(child);
    await decide('mk', id, 'activate', child);
    await discuss(child, 'rs', newer, ['al', 'mt']);
    // What is only looked at, and what is refused, is not to stay anywhere.
    await call('integrator', 'POST', '/v1/validate', pushed.xml);
    await call('integrator', 'POST', '/v1/convert?to=cap-json', pushed.xml);
    await call('rs', 'GET', `/v1/alerts?q=${encodeURIComponent(nameOf(child))}`);
    await call('rs', 'GET', `/v1/${encodeURIComponent(nameOf(child))}`);
    await call('rs', 'POST', '/v1/alerts', pushed.xml.replace(child.phrase, `${child.phrase}!`));
    await call('rs', 'POST', '/v1/alerts', from(child, { expires: '2026-01-01T00:00:00-00:00' }).xml);
    await call('rs', 'POST', '/v1/alerts', `${child.family} <alert> ${pushed.xml}`);
    for (const who of ['rs', 'liaison', 'auditor']) await call(who, 'GET', '/v1/statistics?by=category');
    await call('auditor', 'GET', '/v1/disclosures?limit=500');
    return [pushed, update, published, dropped, unwritable, shown, proposed];
  }

  async function end(messages: CapMessage[]): Promise<void> {
    receivers[2]!.behave(() => ({}));
    const [pushed, update, ...others] = messages as [CapMessage, CapMessage];
    for (const references of [[update, pushed], ...others.map((other) => [other])]) await submit('rs', from(FOUND, { msgType: 'Cancel', references }));
    const isGone = ({ incident, state }: any): boolean => missing.has(incident) || state === 'erased';
    // Their own messages the origin's desk has not fetched.
    const isOver = async (): Promise<boolean> => {
      for (const who of ['al', 'mt']) await fetchAll(who, { result: 'received' });
      return (await listed('liaison')).every(isGone) && (await call('rs', 'GET', '/v1/proposals')).json.items.every(({ state, erasedAt }: any) => state !== 'issued' || erasedAt !== null);
    };
    const over = await eventually(isOver, 90_000, 500);
    // The files in which one of them came lie in the folder until its next look.
    await eventually(() => readdirSync(join(drop, 'done')).length === 0, 30_000, 250);
    if (!over) throw new Error(JSON.stringify((await listed('liaison')).filter((one) => !isGone(one))));
  }

  beforeAll(async () => {
    ground = await open();
    server = await feedServer();
    drop = mkdtempSync(join(tmpdir(), 'alertbridge-drop-'));
    receivers.push(...await Promise.all(['gr', 'it', 'mk'].map(() => receiver())));
    all = await deployment([
      { id: 'rs', send: { feeds: [{ url: server.url(), adapter: 'atom', everySeconds: 10 }], directory: { path: drop } } }, { id: 'al' }, { id: 'mt', adapter: 'nl-burgernet', sendAdapter: 'cap' },
      ...['gr', 'it', 'mk'].map((id, index) => ({ id, webhook: receivers[index]! })),
    ], ground.engine, { ...ground.env, LOG_LEVEL: 'trace' });
    for (const role of ground.engine === 'postgres' ? ['api', 'worker'] as const : [undefined]) processes.push(await all.process(role));
    await Promise.all(processes.map((one) => one.start()));

    const messages = await relay(FOUND);
    const still = await submit('al', about(MISSING));
    missing.add(still.incident);
    await fetchAll('rs', { result: 'received' });
    await show(MISSING, 'al', ['rs', 'gr']);
    for (const { incident } of (await listed('al')).filter(({ origin }) => origin === 'al')) missing.add(incident);
    await discuss(MISSING, 'al', still, ['rs', 'mt']);
    await ground.backUp(all.dataDir);
    before = keysOf();
    await end(messages);
    await Promise.all(processes.map((one) => one.end('SIGTERM')));
    after = keysOf();
    await ground.settle();
    seen = readAll(...ground.paths, ...ground.backups, all.dataDir, drop);
  }, 400_000);
  afterAll(async () => {
    await all.dispose();
    await Promise.all([ground.dispose(), server.close(), ...receivers.map((one) => one.close())]);
    rmSync(drop, { recursive: true, force: true });
  });

  const masterKey = (): Buffer => parseMasterKey(existsSync(join(all.dataDir, 'master.key')) ? readFileSync(join(all.dataDir, 'master.key'), 'utf8') : MASTER_KEY)!;
  const keysOf = (): Key[] => keysIn(masterKey(), join(all.dataDir, 'keys'));
  const destroyed = (): Key[] => before.filter(({ key }) => !after.some((other) => other.key.equals(key)));
  const told = (found: Found[]): string[] => found.map(({ what, encoding, file, at, within }) => [what, encoding, file, at, ...within].join(' | '));
  /** Which of the child's secrets stand in what was opened. */
  const recognised = (child: Child, opened: readonly Opening[]): string[] => {
    const seen = new Set<string>();
    const find = createFinder(needlesOf({ ...tracesOf(child), ...secretsOf(child) }));
    for (const { plain } of opened) find(plain, ({ what }) => seen.add(what));
    return [...seen].sort();
  };
  const ALL = (): string[] => Object.keys(secretsOf(FOUND)).sort();
  const allOf = (child: Child) => needlesOf({ ...tracesOf(child), ...secretsOf(child) });

  test('nothing of the child stands anywhere, in no encoding', () => {
    expect(told(search(seen, allOf(FOUND)))).toEqual([]);
  }, 120_000);

  test('nor does anything of a child that is still missing, but sealed', () => {
    expect(told(search(seen, allOf(MISSING)))).toEqual([]);
  }, 120_000);

  test('the keys that were destroyed stand nowhere any more, neither as they were nor wrapped', () => {
    expect(destroyed().length).toBeGreaterThanOrEqual(6);
    expect(told(search(seen, needlesOf(Object.fromEntries(destroyed().flatMap(({ name, key, slot }) => [[name, key], [`${name} wrapped`, slot]])))))).toEqual([]);
  }, 120_000);

  test('no key that is left opens anything of the child, in the backup from before neither, but all of the one who is still missing', () => {
    const opened = openings(seen, [...after, { name: 'master key', key: masterKey() }]);
    expect(recognised(FOUND, opened)).toEqual([]);
    expect(recognised(MISSING, opened)).toEqual(expect.arrayContaining(ALL()));
  }, 120_000);

  test('the backup does hold all of the child for whoever would still have had the keys, so the search can find it', () => {
    for (const backup of ground.backups) expect([backup, recognised(FOUND, openings(seen.filter(({ file }) => file.startsWith(backup)), destroyed()))]).toEqual([backup, expect.arrayContaining(ALL())]);
  }, 120_000);
});
