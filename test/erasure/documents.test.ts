// A document with several messages holds several children: erasing one takes it from the others, who go on without it (ADR 30).
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { parseMasterKey } from '../../src/config/master-key.js';
import { openJournal } from '../../src/erasure/journal.js';
import { atom, bare, contentObject, edxl, embedded, entry } from '../cap/envelope-sample.js';
import { feedServer, type FeedServer } from '../flow/feed-server.js';
import { expectWholeAudit } from '../flow/ledger.js';
import { eventually, sha256, startTestGateway, type Answer, type CapMessage, type TestGateway } from '../flow/harness.js';
import { deployment, type Deployment, type GatewayProcess } from '../flow/process.js';
import { ENGINES, type EngineName } from '../postgres.js';
import { runProgram, serverFolder } from '../private-postgres.js';
import { needlesOf } from './needles.js';
import { keysIn, openings } from './openings.js';
import { createFinder, readAll } from './search.js';
import { about, FOUND, MISSING, nameOf, secretsOf, type Child } from './two-children.js';

const ORIGINAL = 'application/vnd.alertbridge.original';
const SENDER = 'desk@rs.example.org';
const from = (child: Child, spec: Parameters<typeof about>[1] = {}): CapMessage => about(child, { sender: SENDER, ...spec });
const envelope = (...messages: CapMessage[]): string => edxl(messages.map(({ xml }) => contentObject(bare(xml))).join(''));
const feed = (...messages: CapMessage[]): string => atom(...messages.map(({ xml, identifier }) => entry(embedded(bare(xml)), `urn:example:${identifier}`)));

let serial = 700_000_000_000_000 + Math.floor(Date.now() / 1_000);
const nextId = (): string => String(serial += 1);
/** One message of the Dutch list, which knows neither suspects nor plates. */
const listed = (id: string, Type: string, child: Child, secondsAgo = 0): object => ({
  AlertId: id, Sent: String(Math.floor(Date.now() / 1_000) - secondsAgo), State: 'Actual', Type, Scope: 'Public', AlertLevel: '10',
  Message: Type === 'Cancel' ? { Title: null, Description: null, DescriptionExt: null, Readmore_URL: null, Media: { Image: null, SmallImage: null } }
    : { Title: `${nameOf(child)} (8)`, Description: `${nameOf(child)} ${child.phrase}, ${child.place}.`, DescriptionExt: 'Ontvoerd', Readmore_URL: null, Media: { Image: null, SmallImage: null } },
  Area: { Description: null, Circle: null, CircleKM: null },
});

/** A document of the found and the missing child, in this order, and what comes after it. */
interface Way { what: string; both: () => Promise<void>; cancelFound: () => Promise<Answer>; updateMissing: () => Promise<Answer>; known: readonly string[] }

describe.each(ENGINES)('of two children in one document on the %s engine', (engine) => {
  let all: Deployment;
  let gateway: GatewayProcess;
  let server: FeedServer;
  const folder = serverFolder();

  const read = (id: string, accept = 'application/json', who = 'rs') => gateway.call(who, 'GET', `/v1/alerts/${id}`, undefined, { accept });
  const stateOf = async (id: string): Promise<string> => (await gateway.call('operator', 'GET', `/v1/alerts/${id}/status`)).json.state;
  const send = (body: string, adapter: string) => gateway.call('rs', 'POST', `/v1/alerts?adapter=${adapter}`, body);
  /** By what its headline says, newest first. */
  const alertsAbout = async (child: Child): Promise<string[]> => (await gateway.call('rs', 'GET', `/v1/alerts?q=${encodeURIComponent(nameOf(child))}&state=active`)).json.items.map(({ id }: any) => id);
  const masterKey = (): Buffer => parseMasterKey(engine === 'embedded' ? readFileSync(join(all.dataDir, 'master.key'), 'utf8') : sha256(all.dataDir))!;
  let dumps = 0;
  /** What lies in the database now: its files, or a dump of them. */
  const paths = async (): Promise<string[]> => {
    if (engine === 'embedded') return [all.dataDir];
    const dump = join(folder, `${dumps += 1}.sql`);
    runProgram('pg_dump', '-d', all.databaseUrl!, '-f', dump);
    return [all.dataDir, dump];
  };
  const secretsIn = (plains: readonly Buffer[], child: Child): Set<string> => {
    const seen = new Set<string>();
    const find = createFinder(needlesOf(secretsOf(child)));
    for (const plain of plains) find(plain, ({ what }) => seen.add(what));
    return seen;
  };

  const pair = (): [CapMessage, CapMessage] => [from(FOUND), from(MISSING)];
  /** What these messages say of a child; pictures by link, and what desks write, are the byte search's affair. */
  const EVERYTHING = ['end of the photo', 'family', 'given', 'middle of the photo', 'name', 'phrase', 'place', 'plate', 'start of the photo', 'suspect'];
  const ways = (): Way[] => {
    const [enveloped, published] = [pair(), pair()];
    const [found, missing] = [nextId(), nextId()];
    const afterwards = ([one, other]: [CapMessage, CapMessage]) => ({
      cancelFound: () => send(from(FOUND, { msgType: 'Cancel', references: [one] }).xml, 'cap'), updateMissing: () => send(from(MISSING, { msgType: 'Update', references: [other] }).xml, 'cap'), known: EVERYTHING,
    });
    return [
      {
        what: 'a national list', both: async () => { await send(JSON.stringify([listed(found, 'Alert', FOUND, 60), listed(missing, 'Alert', MISSING, 60)]), 'nl-burgernet'); },
        cancelFound: () => send(JSON.stringify([listed(found, 'Cancel', FOUND)]), 'nl-burgernet'), updateMissing: () => send(JSON.stringify([listed(missing, 'Update', MISSING)]), 'nl-burgernet'),
        known: ['given', 'family', 'name', 'place', 'phrase'],
      },
      { what: 'an EDXL-DE envelope', both: async () => { await send(envelope(...enveloped), 'edxl-de'); }, ...afterwards(enveloped) },
      { what: 'a feed', both: async () => { server.publish('/feed', feed(...published)); }, ...afterwards(published) },
    ];
  };

  beforeAll(async () => {
    server = await feedServer();
    server.publish('/feed', feed());
    all = await deployment([{ id: 'rs', send: { feeds: [{ url: server.url(), adapter: 'atom', everySeconds: 10 }] } }, { id: 'gr' }], engine);
    gateway = await all.process();
    await gateway.start();
  }, 60_000);
  afterAll(async () => { await all.dispose(); await server.close(); rmSync(folder, { recursive: true, force: true }); });

  test.each(['a national list', 'an EDXL-DE envelope', 'a feed'])('%s: once the first is erased nothing of it opens any more, and the second is delivered, read and updated', async (what) => {
    const way = ways().find((one) => one.what === what)!;
    await way.both();
    await eventually(async () => (await alertsAbout(FOUND)).length === 1 && (await alertsAbout(MISSING)).length >= 1, 30_000, 200);
    const [found, missing] = [(await alertsAbout(FOUND))[0]!, (await alertsAbout(MISSING))[0]!];
    for (const id of [found, missing]) {
      const { status, text } = await read(id, ORIGINAL);
      expect([status, secretsIn([Buffer.from(text)], FOUND).has('phrase'), secretsIn([Buffer.from(text)], MISSING).has('phrase')]).toEqual([200, true, true]);
    }
    const backup = engine === 'postgres' ? await paths() : [];

    const { status, json: ended } = await way.cancelFound();
    expect(status).toBe(201);
    expect(await eventually(async () => await stateOf(found) === 'erased')).toBe(true);

    const original = await read(missing, ORIGINAL);
    expect([original.status, original.json.code, original.json.detail]).toEqual([410, 'ERASED', expect.stringMatching(/^The bytes as received have been erased: the document in which this alert came also told of another alert/)]);
    expect((await read(found, ORIGINAL)).json.detail).toMatch(/^The alert has ended/);
    expect((await read(missing)).text).toContain(MISSING.phrase);
    expect((await read(missing, 'application/cap+xml', 'gr')).text).toContain(MISSING.phrase);
    const { items } = (await gateway.call('gr', 'GET', '/v1/inbox?limit=500')).json;
    expect(items.map(({ alert }: any) => alert)).toContain(missing);
    // The Cancel, whose note names the child, goes once everybody has it.
    const cancel = (ended.items?.[0].receipt ?? ended).id;
    for (const { delivery, alert } of items) if (alert === cancel) await gateway.call('gr', 'POST', `/v1/inbox/${delivery}/ack`, { result: 'received' });
    expect(await eventually(async () => await stateOf(cancel) === 'erased')).toBe(true);
    const update = await way.updateMissing();
    const updated = (update.json.items?.[0].receipt ?? update.json).id;
    expect([update.status, await eventually(async () => await stateOf(missing) === 'superseded'), await stateOf(updated)]).toEqual([201, true, 'active']);

    const keys = keysIn(masterKey(), join(all.dataDir, 'keys'));
    const plains = openings(readAll(...backup, ...await paths()), [...keys, { name: 'master key', key: masterKey() }]).map(({ plain }) => plain);
    expect([...secretsIn(plains, FOUND)]).toEqual([]);
    expect([...secretsIn(plains, MISSING)].sort()).toEqual(expect.arrayContaining([...way.known].sort()));
  }, 180_000);

  test('a document that came after the alert was known, and told of it, goes with it', async () => {
    const [known, other] = pair();
    const { id } = (await send(known.xml, 'cap')).json;
    const { items } = (await send(envelope(known, other), 'edxl-de')).json;
    expect(items.map(({ http }: any) => http)).toEqual([200, 201]);
    expect((await read(items[1].receipt.id, ORIGINAL)).status).toBe(200);
    await send(from(FOUND, { msgType: 'Cancel', references: [known] }).xml, 'cap');
    expect(await eventually(async () => await stateOf(id) === 'erased')).toBe(true);
    expect([(await read(id, ORIGINAL)).status, (await read(items[1].receipt.id, ORIGINAL)).status, (await read(items[1].receipt.id)).status]).toEqual([410, 410, 200]);
  }, 60_000);

  test('a document in which a message was refused goes with the alert that message becomes when it is sent again', async () => {
    const [wrong, other] = pair();
    const { items } = (await send(envelope({ ...wrong, xml: wrong.xml.replace('<urgency>Immediate</urgency>', '<urgency>Now</urgency>') }, other), 'edxl-de')).json;
    expect(items.map(({ http }: any) => http)).toEqual([422, 201]);
    const { id } = (await send(wrong.xml, 'cap')).json;
    await send(from(FOUND, { msgType: 'Cancel', references: [wrong] }).xml, 'cap');
    expect(await eventually(async () => await stateOf(id) === 'erased')).toBe(true);
    expect((await read(items[1].receipt.id, ORIGINAL)).status).toBe(410);
  }, 60_000);

  test('a document that tells of an alert that is erased already is not kept, and its other alerts are accepted', async () => {
    const [gone, other] = pair();
    const { id } = (await send(gone.xml, 'cap')).json;
    await send(from(FOUND, { msgType: 'Cancel', references: [gone] }).xml, 'cap');
    expect(await eventually(async () => await stateOf(id) === 'erased')).toBe(true);
    const { items } = (await send(envelope(other, gone), 'edxl-de')).json;
    expect(items.map(({ http }: any) => http)).toEqual([201, 410]);
    expect([(await read(items[0].receipt.id, ORIGINAL)).status, (await read(items[0].receipt.id)).status]).toEqual([410, 200]);
  }, 60_000);

  test('the same document again is recognised, message by message, and keeps nothing of its own', async () => {
    const document = envelope(...pair());
    const first = (await send(document, 'edxl-de')).json.items.map(({ receipt }: any) => receipt.id);
    const keys = keysIn(masterKey(), join(all.dataDir, 'keys')).length;
    const again = await send(document, 'edxl-de');
    expect([again.status, again.json.items.map(({ http, receipt }: any) => [http, receipt.id, receipt.duplicate])]).toEqual([200, first.map((id: string) => [200, id, true])]);
    expect(keysIn(masterKey(), join(all.dataDir, 'keys'))).toHaveLength(keys);
  }, 60_000);

  test('killed in the middle of it, the gateway finishes: the first of each document is erased, and the documents are gone', async () => {
    const documents = Array.from({ length: 6 }, pair);
    const ids: [string, string][] = [];
    for (const document of documents) ids.push((await send(envelope(...document), 'edxl-de')).json.items.map(({ receipt }: any) => receipt.id));
    const lines = async (): Promise<string[]> => (await openJournal(join(all.dataDir, 'keys')).read()).flatMap((line) => ('erased' in line ? [line.erased] : []));
    await Promise.all(documents.map(([found]) => send(from(FOUND, { msgType: 'Cancel', references: [found] }).xml, 'cap')));
    await eventually(async () => (await lines()).some((id) => ids.some(([found]) => found === id)), 10_000, 1);
    await gateway.end('SIGKILL');
    await gateway.start();
    expect(await eventually(async () => (await Promise.all(ids.map(([found]) => stateOf(found)))).every((state) => state === 'erased'), 20_000, 200)).toBe(true);
    for (const [, missing] of ids) expect([(await read(missing, ORIGINAL)).status, (await read(missing)).status]).toEqual([410, 200]);
    await expectWholeAudit(gateway.url, all.keys.auditor!);
  }, 120_000);
});

const onPostgres = ENGINES.includes('postgres') ? describe : describe.skip;

onPostgres('on PostgreSQL', () => {
  const closing: (() => Promise<unknown>)[] = [];
  afterAll(async () => { for (const close of closing.reverse()) await close(); });
  const connect = async (url: string): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    closing.push(() => client.end());
    return client;
  };

  test('both alerts of a document may be erased by two processes at once', async () => {
    const all = await deployment([{ id: 'rs' }, { id: 'gr' }], 'postgres');
    closing.push(() => all.dispose());
    const [one, other] = [await all.process(), await all.process()] as const;
    await Promise.all([one.start(), other.start()]);
    const client = await connect(all.databaseUrl!);
    const documents = Array.from({ length: 8 }, () => [from(FOUND), from(MISSING)] as const);
    for (const document of documents) expect((await one.call('rs', 'POST', '/v1/alerts', envelope(...document))).status).toBe(201);
    const kept = async () => (await client.query('select count(*)::int as documents, count(key_ref)::int as keys, (select count(*)::int from document_sealed) as sealed, (select count(*)::int from document_name) as names from document')).rows[0];
    expect(await kept()).toEqual({ documents: 8, keys: 8, sealed: 8, names: 16 });
    await Promise.all(documents.flatMap((document) => document.map((message, index) =>
      (index === 0 ? one : other).call('rs', 'POST', '/v1/alerts', from(FOUND, { msgType: 'Cancel', references: [message] }).xml))));
    const erased = async (): Promise<number> => (await client.query(`select count(*)::int as n from alert where msg_type = 'Alert' and state = 'erased'`)).rows[0].n;
    expect(await eventually(async () => await erased() === 16, 30_000, 200)).toBe(true);
    expect(await kept()).toEqual({ documents: 8, keys: 0, sealed: 0, names: 0 });
    await expectWholeAudit(one.url, all.keys.auditor!);
  }, 120_000);

  test('what an older version sealed whole with each alert goes from the others too, and from nothing else', async () => {
    const gateway: TestGateway = await startTestGateway([{ id: 'rs' }, { id: 'gr' }], { engine: 'postgres' as EngineName });
    closing.push(() => gateway.stop());
    const client = await connect(gateway.databaseUrl!);
    const send = async (body: string): Promise<string[]> => { const { json } = await gateway.call('rs', 'POST', '/v1/alerts', body); return json.items ? json.items.map(({ receipt }: any) => receipt.id) : [json.id]; };
    const messages = [from(FOUND), from(MISSING)] as const;
    const [found, missing] = await send(envelope(...messages)) as [string, string];
    const [lone] = await send(from(MISSING).xml) as [string];
    const [elsewhere] = await send(envelope(from(MISSING), from(MISSING))) as [string, string];
    // As migration 12 finds them.
    await client.query(`insert into sealed (alert_id, kind, data) select id, 'original', 'sealed' from alert where document_id is not null`);
    await client.query('update alert set document_id = null');
    const originals = async (): Promise<string[]> => (await client.query(`select alert_id from sealed where kind = 'original' and alert_id = any($1)`, [[found, missing, lone, elsewhere]])).rows.map(({ alert_id }) => alert_id);
    expect((await originals()).sort()).toEqual([found, missing, lone, elsewhere].sort());

    await send(from(FOUND, { msgType: 'Cancel', references: [messages[0]] }).xml);
    expect(await eventually(async () => (await gateway.call('operator', 'GET', `/v1/alerts/${found}/status`)).json.state === 'erased')).toBe(true);
    expect((await originals()).sort()).toEqual([lone, elsewhere].sort());
    expect((await gateway.call('rs', 'GET', `/v1/alerts/${missing}`, undefined, { accept: ORIGINAL })).status).toBe(410);
    expect((await gateway.call('rs', 'GET', `/v1/alerts/${missing}`)).status).toBe(200);
  }, 60_000);
});
