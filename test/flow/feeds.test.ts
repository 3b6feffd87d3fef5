// Feeds on the whole way in: fetched only when changed, each content once, nothing ended by its absence, and people told of what is wrong.
import { afterEach, describe, expect, test } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import pg from 'pg';
import { atom, bare, embedded, entry } from '../cap/envelope-sample.js';
import { openEvents } from '../http/open-events.js';
import { ENGINES, type EngineName } from '../postgres.js';
import { feedServer, feedsOf, look, lookedAt, type FeedServer } from './feed-server.js';
import { cap, capNow, eventually, startTestGateway, type CentreSpec, type TestGateway } from './harness.js';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => { for (const close of open.splice(0).reverse()) await close(); });

async function publisher(): Promise<FeedServer> {
  const server = await feedServer();
  open.push(() => server.close());
  return server;
}

async function start(feeds: object[], more: { engine?: EngineName; centre?: Partial<CentreSpec> } = {}): Promise<TestGateway> {
  const gateway = await startTestGateway([{ id: 'nl', ...more.centre, send: { feeds } }, { id: 'de' }], { engine: more.engine });
  open.push(() => gateway.stop());
  return gateway;
}

const alerts = async (gateway: TestGateway): Promise<any[]> => (await gateway.call('nl', 'GET', '/v1/alerts')).json.items;
const whole = async (gateway: TestGateway, id: string): Promise<any> => (await gateway.call('nl', 'GET', `/v1/alerts/${id}`)).json;
const trail = async (gateway: TestGateway): Promise<any[]> => (await gateway.call('auditor', 'GET', '/v1/audit?limit=500')).json.items;
const facts = async (gateway: TestGateway, type: string, count = 1): Promise<any[]> => {
  await eventually(async () => (await trail(gateway)).filter((fact) => fact.type === type).length >= count, 5_000);
  return (await trail(gateway)).filter((fact) => fact.type === type);
};

const child = (guid: string, name: string, description: string, published: string): string =>
  `<item><title>${name}</title><description>${description}</description><guid isPermaLink="false">${guid}</guid><np:PublishedDate>${published}</np:PublishedDate></item>`;
const missing = (...items: string[]): string => `<rss xmlns:np="http://netpresenter.com/#" version="2.0"><channel>${items.join('')}<title>Missing</title></channel></rss>`;

describe.each(ENGINES)('a feed on the %s engine', (engine) => {
  test('is let in by the same way as what is pushed, once, and not fetched again while it is the same, also after a restart', async () => {
    const server = await publisher();
    const [one, other] = [cap(), cap()];
    server.publish('/feed', atom(entry(embedded(bare(one.xml)), 'a')));
    const gateway = await start([{ url: server.url(), adapter: 'atom' }], { engine });
    await lookedAt(gateway, 'nl');

    const [first, ...rest] = await alerts(gateway);
    expect(rest).toEqual([]);
    expect(await whole(gateway, first.id)).toMatchObject({ identifier: one.identifier, gateway: { adapter: 'atom', effectiveStatus: 'Actual' } });
    expect((await gateway.call('de', 'GET', '/v1/inbox?wait=3')).json.items).toMatchObject([{ alert: first.id }]);

    await look(gateway, 'nl');
    await gateway.restart();
    await look(gateway, 'nl');
    expect(server.statuses('/feed')).toEqual([200, 304, 304]);

    server.publish('/feed', atom(entry(embedded(bare(one.xml)), 'a'), entry(embedded(bare(other.xml)), 'b')));
    await look(gateway, 'nl');
    expect(server.statuses('/feed').at(-1)).toBe(200);
    expect(await alerts(gateway)).toHaveLength(2);
    expect((await gateway.call('nl', 'POST', '/v1/alerts', one.xml)).status).toBe(200);
    expect((await trail(gateway)).filter(({ type }) => type === 'security.key-conflict' || type === 'feed.refused')).toEqual([]);
  });

  test('whose items have no versions of their own has a change go out as an Update, each content once, and says what the gateway wrote', async () => {
    const server = await publisher();
    const published = capNow(-60);
    const [first, second] = ['12 years old. Missing since yesterday from Breda.', '12 years old. Missing since yesterday from Breda. Seen in Tilburg.'];
    server.publish('/feed', missing(child('7', 'Sanne Voorbeeld', first, published)));
    const gateway = await start([{ url: server.url(), adapter: 'amberalert-eu' }], { engine });
    await lookedAt(gateway, 'nl');
    server.publish('/feed', missing(child('7', 'Sanne Voorbeeld', second, published)));
    await look(gateway, 'nl');
    await look(gateway, 'nl');
    server.publish('/feed', missing(child('7', 'Sanne Voorbeeld', first, published)));
    await look(gateway, 'nl');

    const [third, update, alert, ...rest] = await alerts(gateway);
    expect(rest).toEqual([]);
    expect([alert, update, third].map(({ msgType, state }) => [msgType, state])).toEqual([['Alert', 'superseded'], ['Update', 'superseded'], ['Update', 'active']]);
    const [a, b, c] = [await whole(gateway, alert.id), await whole(gateway, update.id), await whole(gateway, third.id)];
    expect(b).toMatchObject({ references: [{ sender: a.sender, identifier: '7', sent: a.sent }], info: [{ description: second }] });
    expect(c).toMatchObject({ references: [{ identifier: b.identifier }], info: [{ description: first }] });
    expect(new Set([a.identifier, b.identifier, c.identifier]).size).toBe(3);
    expect(b.gateway.assigned.map(({ path }: any) => path)).toEqual(expect.arrayContaining(['/identifier', '/sent']));
    expect([alert, update, third].map(({ incident }) => incident)).toEqual(Array(3).fill(alert.incident));
    expect((await trail(gateway)).filter(({ type }) => type === 'security.key-conflict')).toEqual([]);
  });

  test('from which something is gone has a person told, and nothing ended', async () => {
    const server = await publisher();
    const items = [child('1', 'Sanne Voorbeeld', 'Missing from Breda.', capNow(-60)), child('2', 'Ivo Voorbeeld', 'Missing from Riga.', capNow(-60))];
    server.publish('/feed', missing(...items));
    const gateway = await start([{ url: server.url(), adapter: 'amberalert-eu' }], { engine });
    await lookedAt(gateway, 'nl');
    const [gone] = await alerts(gateway);
    const { identifier } = await whole(gateway, gone.id);

    server.publish('/feed', missing(items[identifier === '1' ? 1 : 0]!));
    await look(gateway, 'nl');
    expect(await facts(gateway, 'feed.gone')).toMatchObject([{ alert: gone.id, centre: 'nl' }]);
    expect((await gateway.call('nl', 'GET', `/v1/alerts/${gone.id}/status`)).json).toMatchObject({ state: 'active', timeline: expect.arrayContaining([expect.objectContaining({ type: 'feed.gone' })]) });

    server.publish('/feed', missing(...items));
    await look(gateway, 'nl');
    expect(await facts(gateway, 'feed.gone')).toHaveLength(1);
    expect(await alerts(gateway)).toHaveLength(2);
  });

  test('with a bad item has it told once and the others let in, and judges it again when it or what it is judged by changes', async () => {
    const server = await publisher();
    const [good, bad] = [cap({ sender: 'desk@nl.example.org' }), cap({ sender: 'other@nl.example.org' })];
    server.publish('/feed', atom(entry(embedded(bare(bad.xml)), 'a'), entry(embedded(bare(good.xml)), 'b')));
    const gateway = await start([{ url: server.url(), adapter: 'atom' }], { engine, centre: { senders: ['desk@nl.example.org'] } });
    await lookedAt(gateway, 'nl');
    server.publish('/feed', atom(entry(embedded(bare(good.xml)), 'b'), entry(embedded(bare(bad.xml)), 'a')));
    await look(gateway, 'nl');
    expect(await alerts(gateway)).toHaveLength(1);
    expect(await facts(gateway, 'feed.refused')).toMatchObject([{ centre: 'nl', detail: { error: 'SENDER_NOT_YOURS', items: 1 } }]);

    await gateway.changeNetwork(({ centres }) => { centres[0].send.senders.push('other@nl.example.org'); });
    expect(await eventually(async () => (await alerts(gateway)).length === 2)).toBe(true);
    expect(await facts(gateway, 'feed.refused')).toHaveLength(1);
  });
});

describe('a feed that misbehaves', () => {
  const nothing = atom();

  test.each([
    ['answers 500', (response: any) => response.writeHead(500).end(), 'HTTP_500'],
    ['answers that it has moved', (response: any) => response.writeHead(302, { location: '/other' }).end(), 'HTTP_302'],
    ['is longer than allowed', (response: any) => response.writeHead(200).end('x'.repeat(5_000)), 'TOO_LARGE'],
    ['unpacks to more than allowed', (response: any) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(10_000_000))), 'TOO_LARGE'],
    ['breaks off', (response: any) => { response.writeHead(200, { 'content-length': '4000' }); response.write('<feed'); response.destroy(); }, expect.stringMatching(/UND_ERR|ECONNRESET/)],
    ['breaks off inside what is packed', (response: any) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(nothing).subarray(0, 60)), 'Z_BUF_ERROR'],
    ['is packed in another way', (response: any) => response.writeHead(200, { 'content-encoding': 'br' }).end('x'), 'ENCODING'],
    ['is no feed', (response: any) => response.writeHead(200).end('<html/>'), 'UNREADABLE'],
    ['is older than allowed', (response: any) => response.writeHead(200, { 'last-modified': 'Mon, 02 Mar 2026 10:00:00 GMT' }).end(nothing), 'STALE'],
  ] as [string, (response: any) => void, string][])('because it %s fails with its code', async (_how, behave, code) => {
    const server = await publisher();
    server.misbehave('/feed', behave);
    server.publish('/other', atom(entry(embedded(bare(cap().xml)))));
    const gateway = await start([{ url: server.url(), adapter: 'atom', maxBytes: 4_096, staleSeconds: 600 }]);
    await lookedAt(gateway, 'nl');
    expect(await feedsOf(gateway, 'nl')).toMatchObject([{ state: 'failing', failures: 1, lastError: code, address: server.url() }]);
    expect(server.statuses('/other')).toEqual([]);
  });

  test('is told of after three failures, and again when it is well', async () => {
    const server = await publisher();
    server.misbehave('/feed', (response) => response.writeHead(503, { 'retry-after': '120' }).end());
    const gateway = await start([{ url: server.url(), adapter: 'atom' }]);
    await lookedAt(gateway, 'nl');
    await look(gateway, 'nl');
    expect((await trail(gateway)).filter(({ type }) => type === 'feed.down')).toEqual([]);
    const { id } = await look(gateway, 'nl');
    expect(await facts(gateway, 'feed.down')).toMatchObject([{ centre: 'nl', detail: { feed: id, error: 'HTTP_503' } }]);
    await look(gateway, 'nl');
    expect(await feedsOf(gateway, 'nl', 'nl')).toMatchObject([{ state: 'down', failures: 4 }]);
    expect(await feedsOf(gateway, 'nl', 'de')).toBeUndefined();
    expect((await gateway.call(undefined, 'GET', '/metrics')).text).toContain(`alertbridge_feed_down{centre="nl",feed="${id}"} 1`);
    expect((await gateway.call('operator', 'GET', '/v1/doctor')).json.findings).toContainEqual(expect.objectContaining({ check: `feed ${id} of nl`, level: 'error', message: expect.stringContaining('HTTP_503') }));

    server.publish('/feed', nothing);
    expect(await look(gateway, 'nl')).toMatchObject({ state: 'up', failures: 0, lastError: null });
    expect(await facts(gateway, 'feed.up')).toHaveLength(1);
    expect(await facts(gateway, 'feed.down')).toHaveLength(1);

    const streams = await Promise.all(['operator', 'nl', 'de'].map((who) => openEvents(gateway.url, gateway.keys[who]!, 0)));
    const told = (index: number): string[] => streams[index]!.seen.map(({ event }) => event).filter((event) => event.startsWith('feed.'));
    await eventually(() => told(0).length === 2 && told(1).length === 2);
    streams.forEach((stream) => stream.close());
    expect([0, 1, 2].map(told)).toEqual([['feed.down', 'feed.up'], ['feed.down', 'feed.up'], []]);

    await gateway.changeNetwork(({ centres }) => { centres[0].send.feeds = []; });
    expect((await gateway.call(undefined, 'GET', '/metrics')).text).not.toContain('alertbridge_feed_down{');
    expect(await feedsOf(gateway, 'nl')).toBeUndefined();
  });

  test('is left in peace for as long as it asks', async () => {
    const server = await publisher();
    server.misbehave('/feed', (response) => response.writeHead(429, { 'retry-after': '3000' }).end());
    const gateway = await startTestGateway([{ id: 'nl', send: { feeds: [{ url: server.url(), adapter: 'atom', everySeconds: 10 }] } }], { engine: ENGINES.at(-1) });
    open.push(() => gateway.stop());
    await lookedAt(gateway, 'nl');
    expect(await feedsOf(gateway, 'nl')).toMatchObject([{ lastError: 'HTTP_429' }]);
    if (!gateway.databaseUrl) return;
    const database = new pg.Client({ connectionString: gateway.databaseUrl });
    await database.connect();
    const { rows: [{ seconds }] } = await database.query('select extract(epoch from next_at - last_attempt_at)::int as seconds from feed');
    await database.end();
    expect(seconds).toBe(3_000);
  });
});

test('a feed whose address says test has its alerts held until the centre confirms', async () => {
  const server = await publisher();
  server.publish('/alerts-test/feed', atom(entry(embedded(bare(cap().xml)))));
  const gateway = await start([{ url: server.url('/alerts-test/feed'), adapter: 'atom' }]);
  await lookedAt(gateway, 'nl');
  const [alert] = await alerts(gateway);
  expect(alert).toMatchObject({ status: 'Actual', effectiveStatus: 'Test', heldReason: 'status-conflict' });
  expect((await whole(gateway, alert.id)).gateway.statusSignals).toEqual([{ signal: 'address of the feed: test', status: 'Test' }]);
});

test('feeds of one host are asked one at a time, with their headers, and unpacked', async () => {
  const server = await publisher();
  const alert = cap();
  let [asking, most] = [0, 0];
  const slowly = (path: string): void => server.misbehave(path, (response) => {
    asking += 1;
    most = Math.max(most, asking);
    setTimeout(() => { asking -= 1; response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(path === '/one' ? atom(entry(embedded(bare(alert.xml)))) : atom())); }, 200);
  });
  ['/one', '/two', '/three'].forEach(slowly);
  const gateway = await start(['/one', '/two', '/three'].map((path) => ({ url: server.url(path), adapter: 'atom', headers: { 'x-api-key': 'secret-of-nl' } })));
  await lookedAt(gateway, 'nl');
  expect(most).toBe(1);
  expect(server.answers.map(({ headers }) => headers['x-api-key'])).toEqual(Array(3).fill('secret-of-nl'));
  expect(await alerts(gateway)).toHaveLength(1);
});

describe('an index', () => {
  const link = (href: string, id: string): string => entry(`<link type="application/cap+xml" href="${href}"/>`, id);

  test('has its messages fetched from its own host, once each, and from no other', async () => {
    const [server, elsewhere] = [await publisher(), await publisher()];
    const [one, other] = [cap(), cap()];
    server.publish('/cap/1', one.xml);
    elsewhere.publish('/cap/2', other.xml);
    server.publish('/feed', atom(link(server.url('/cap/1'), 'a'), link(elsewhere.url('/cap/2'), 'b')));
    const gateway = await start([{ url: server.url(), adapter: 'atom', follow: 'links' }]);
    await lookedAt(gateway, 'nl');
    expect((await alerts(gateway)).length).toBe(1);
    expect(elsewhere.answers).toEqual([]);
    expect(await facts(gateway, 'feed.refused')).toMatchObject([{ detail: { error: 'LINK_ELSEWHERE' } }]);

    server.publish('/feed', atom(link(elsewhere.url('/cap/2'), 'b'), link(server.url('/cap/1'), 'a')));
    await look(gateway, 'nl');
    expect(server.statuses('/cap/1')).toEqual([200]);
    expect(await facts(gateway, 'feed.refused')).toHaveLength(1);
  });

  test('in JSON has them fetched by the members of its entries, and comes back for the one that failed', async () => {
    const server = await publisher();
    server.publish('/feed', JSON.stringify({ pubDate: capNow(), items: [{ guid: 'a b' }, { guid: 'c' }] }));
    const [one, other] = [cap(), cap()];
    server.publish('/alert/a%20b', one.xml);
    server.misbehave('/alert/c', (response) => response.writeHead(503).end());
    const gateway = await start([{ url: server.url(), adapter: 'cap', follow: 'links', item: server.url('/alert/{guid}') }]);
    await lookedAt(gateway, 'nl');
    expect(await feedsOf(gateway, 'nl')).toMatchObject([{ state: 'failing', lastError: 'HTTP_503' }]);
    expect(await alerts(gateway)).toHaveLength(1);
    server.publish('/alert/c', other.xml);
    await look(gateway, 'nl');
    expect(await alerts(gateway)).toHaveLength(2);
    expect(server.statuses('/alert/a%20b')).toEqual([200]);
  });
});
