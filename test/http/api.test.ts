// The HTTP API as contract 5 and 8 promise it: lists, refusals, headers, and what the gateway says of itself.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { cap, startTestGateway, type Answer, type TestGateway } from '../flow/harness.js';
import { adapterFile } from '../adapter/national-documents.js';

const burgernet = (name: string): any[] => JSON.parse(readFileSync(adapterFile(`nl-burgernet/fixtures/${name}`), 'utf8'));

let gateway: TestGateway;
let receipts: any[];
let updated: any;

beforeAll(async () => {
  gateway = await startTestGateway([{ id: 'al' }, { id: 'gr' }, { id: 'it' }], { routing: 'addressed' });
  receipts = [];
  for (let count = 0; count < 7; count += 1) receipts.push((await submit(count % 2 ? 'gr' : 'gr it')).json);
  const first = cap({ addresses: 'gr' });
  await submit('gr', first.xml);
  updated = (await submit('gr', cap({ msgType: 'Update', references: [first], addresses: 'gr', identifier: 'Only-One-Of-These' }).xml)).json;
});
afterAll(() => gateway.stop());

const submit = (addresses: string, xml = cap({ addresses }).xml): Promise<Answer> => gateway.call('al', 'POST', '/v1/alerts', xml);
const get = (path: string, who = 'al', headers = {}): Promise<Answer> => gateway.call(who, 'GET', path, undefined, headers);
const idsOf = (page: any): string[] => page.items.map((item: any) => item.id);

/** Every item of a list, page by page. */
async function walk(path: string, who: string, limit: number): Promise<{ ids: string[]; pages: number }> {
  const ids: string[] = [];
  let pages = 0;
  for (let after: string | null = ''; after !== null; pages += 1) {
    const { json } = await get(`${path}?limit=${limit}${after && `&after=${encodeURIComponent(after)}`}`, who);
    ids.push(...idsOf(json));
    after = json.next;
  }
  return { ids, pages };
}

const refusal = (status: number, code: string) => ({ status, type: expect.stringMatching(/^application\/problem\+json/), json: { type: expect.stringContaining(':'), title: expect.any(String), status, code, detail: expect.stringMatching(/\w+ .*\w/), issues: expect.any(Array) } });

describe('lists', () => {
  test.each([['/v1/alerts', 'al'], ['/v1/alerts', 'liaison'], ['/v1/incidents', 'al'], ['/v1/deliveries', 'operator']])('%s for %s is walked by its cursor: everything once, in the order of one large page', async (path, who) => {
    const whole = (await get(`${path}?limit=500`, who)).json;
    expect(whole.next).toBeNull();
    expect(whole.items.length).toBeGreaterThan(7);
    for (const limit of [1, 4]) expect(await walk(path, who, limit)).toEqual({ ids: idsOf(whole), pages: Math.ceil(whole.items.length / limit) });
  });

  test('begin with the newest', async () => {
    const { items } = (await get('/v1/alerts')).json;
    expect(items[0].id).toBe(updated.id);
    const times = items.map((item: any) => item.receivedAt);
    expect(times).toEqual([...times].sort().reverse());
  });

  test('stay in step for a reader when something new comes in front', async () => {
    const first = (await get('/v1/alerts?limit=3')).json;
    await submit('gr');
    const second = (await get(`/v1/alerts?limit=3&after=${first.next}`)).json;
    expect(idsOf((await get('/v1/alerts?limit=7')).json).slice(1)).toEqual([...idsOf(first), ...idsOf(second)]);
  });

  test.each(['limit=0', 'limit=501', 'limit=ten', 'limit=1.5', 'limit=-1', 'limit=5&limit=6', 'after=somewhere', `after=${'9'.repeat(30)}.x`, 'status=Real', 'msgType=alert', 'state=open', 'since=yesterday', 'since=2026-01-31', 'until=2026-01-31T08:00:00', 'since=0000-01-01T00:00:00Z', 'incident=%00', 'country=%00'])('refuse %s with what would be right', async (query) => {
    expect(await get(`/v1/alerts?${query}`)).toMatchObject(refusal(400, 'BAD_REQUEST'));
  });

  test.each(['state=open', 'after=somewhere', 'after=99999999999999999999', 'centre=%00'])('of deliveries refuse %s as well', async (query) => {
    expect(await get(`/v1/deliveries?${query}`, 'operator')).toMatchObject(refusal(400, 'BAD_REQUEST'));
  });

  test('are narrowed by each filter, and by all together', async () => {
    const find = async (query: string, who = 'al'): Promise<string[]> => idsOf((await get(`/v1/alerts?limit=500&${query}`, who)).json);
    const all = await find('');
    expect(await find('msgType=Update')).toEqual([updated.id]);
    expect(await find('state=superseded')).toHaveLength(1);
    expect(await find('status=Test')).toEqual([]);
    expect(await find('country=AL')).toEqual(all);
    expect(await find('country=it')).toEqual([receipts[6], receipts[4], receipts[2], receipts[0]].map(({ id }) => id));
    expect(await find(`incident=${receipts[3].incident}`)).toEqual([receipts[3].id]);
    expect(await find('q=only-one-of-THESE')).toEqual([updated.id]);
    expect(await find('q=only-one')).toEqual([]);
    expect(await find(`q=only-one-of-these&msgType=Alert`)).toEqual([]);
    const { receivedAt } = (await get(`/v1/alerts?incident=${receipts[3].incident}`)).json.items[0];
    expect(await find(`since=${receivedAt}`)).toEqual(all.slice(0, all.indexOf(receipts[3].id) + 1));
    expect(await find(`until=${encodeURIComponent(receivedAt)}`)).toEqual(all.slice(all.indexOf(receipts[3].id) + 1));
    expect(await find('since=2999-01-01T00:00:00%2B01:00')).toEqual([]);
  });

  test('of deliveries are narrowed by state and centre', async () => {
    const { items } = (await get('/v1/deliveries?centre=it&state=queued&limit=500', 'operator')).json;
    expect(items).toHaveLength(4);
    expect(items.every(({ centre, state }: any) => centre === 'it' && state === 'queued')).toBe(true);
  });
});

describe('refusals', () => {
  test.each<[string, number, string, () => Promise<Answer>]>([
    ['an address that does not exist', 404, 'NOT_FOUND', () => get('/v1/nothing')],
    ['an address outside the API', 404, 'NOT_FOUND', () => get('/admin.php')],
    ['an alert nobody knows', 404, 'NOT_FOUND', () => get('/v1/alerts/none')],
    ['an id no database can hold', 404, 'NOT_FOUND', () => get('/v1/alerts/%00')],
    ['an incident nobody knows', 404, 'NOT_FOUND', () => get('/v1/incidents/%00')],
    ['an address that is not well formed', 400, 'BAD_REQUEST', () => get('/v1/alerts/%E0%A4%A')],
    ['a method the address does not take', 405, 'METHOD_NOT_ALLOWED', () => gateway.call('al', 'PUT', '/v1/alerts', '<alert/>')],
    ['a form the alert cannot be had in', 406, 'NOT_ACCEPTABLE', () => get(`/v1/alerts/${receipts[0].id}`, 'al', { accept: 'text/csv' })],
    ['a body over 5 MB', 413, 'TOO_LARGE', () => gateway.call('al', 'POST', '/v1/alerts', cap({ description: 'x'.repeat(5 * 1024 * 1024) }).xml)],
    ['a body over 5 MB for validation', 413, 'TOO_LARGE', () => gateway.call('al', 'POST', '/v1/validate', Buffer.alloc(5 * 1024 * 1024 + 1, 32))],
    ['a format nobody reads', 415, 'UNKNOWN_FORMAT', () => gateway.call('al', 'POST', '/v1/alerts', 'identifier=1')],
    ['an empty body', 400, 'BAD_REQUEST', () => gateway.call('al', 'POST', '/v1/alerts', '')],
    ['an adapter nobody has', 415, 'UNKNOWN_FORMAT', () => gateway.call('al', 'POST', '/v1/alerts?adapter=telex', cap().xml)],
    ['an encoding nobody knows', 415, 'UNKNOWN_FORMAT', () => gateway.call('al', 'POST', '/v1/alerts', cap().xml, { 'content-encoding': 'rot13' })],
    ['XML that breaks off', 400, 'UNREADABLE', () => gateway.call('al', 'POST', '/v1/alerts', cap().xml.slice(0, 200))],
    ['JSON that breaks off', 400, 'UNREADABLE', () => gateway.call('al', 'POST', '/v1/alerts', '{"identifier": "x", ')],
    ['a document type declaration', 400, 'UNREADABLE', () => gateway.call('al', 'POST', '/v1/alerts', cap().xml.replace('<alert', '<!DOCTYPE alert [<!ENTITY a "b">]><alert'))],
    ['a confirmation that is no JSON', 400, 'BAD_REQUEST', () => gateway.call('al', 'POST', `/v1/alerts/${receipts[0].id}/confirm`, 'Actual')],
    ['a confirmation of what is not held', 409, 'NOT_POSSIBLE_NOW', () => gateway.call('al', 'POST', `/v1/alerts/${receipts[0].id}/confirm`, { status: 'Actual' })],
    ['a conversion to nothing', 400, 'BAD_REQUEST', () => gateway.call('al', 'POST', '/v1/convert', cap().xml)],
  ])('%s: %i %s', async (_, status, code, ask) => {
    expect(await ask()).toMatchObject(refusal(status, code));
  });

  test('the content type given does not decide what a document is', async () => {
    expect((await gateway.call('al', 'POST', '/v1/alerts', cap({ addresses: 'gr' }).xml, { 'content-type': 'image/png' })).status).toBe(201);
  });

  test('a body of just under 5 MB is read, and plain or gzip makes no difference', async () => {
    const large = cap({ addresses: 'gr', description: 'x'.repeat(5_200_000) });
    const compressed = await gateway.call('al', 'POST', '/v1/alerts', gzipSync(large.xml), { 'content-encoding': 'gzip' });
    expect(compressed.status).toBe(201);
    expect(await gateway.call('al', 'POST', '/v1/alerts', large.xml)).toMatchObject({ status: 200, json: { duplicate: true, id: compressed.json.id } });
    expect(await gateway.call('al', 'POST', '/v1/alerts', gzipSync('x'.repeat(40_000_000)), { 'content-encoding': 'gzip' })).toMatchObject(refusal(413, 'TOO_LARGE'));
  });
});

describe('headers', () => {
  const PAGES = ['/', '/docs', '/healthz', '/v1/alerts', '/v1/nothing', '/web/page.css'];

  test.each(PAGES)('%s lets no page load from elsewhere, guess types, or be framed', async (path) => {
    const { headers } = await get(path);
    expect(headers['content-security-policy']).toMatch(/default-src 'none'/);
    expect(headers['content-security-policy']).toMatch(/frame-ancestors 'none'/);
    expect(headers['content-security-policy']).not.toMatch(/unsafe|\*|https?:/);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  test('keep what is about alerts out of every cache', async () => {
    for (const path of ['/v1/alerts', `/v1/alerts/${receipts[0].id}`, '/v1/inbox']) expect((await get(path)).headers['cache-control']).toBe('no-store');
    expect((await gateway.call('liaison', 'GET', '/', undefined, { accept: 'application/json' })).headers['cache-control']).toBe('no-store');
  });
});

describe('the description of the API', () => {
  const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
  let document: any;
  beforeAll(async () => { document = (await get('/openapi.json', 'al')).json; });

  const operations = (): [string, string, any][] => Object.entries<any>(document.paths).flatMap(([path, item]) => Object.entries<any>(item).map(([method, operation]) => [path, method, operation] as [string, string, any]));

  test('is an OpenAPI 3.1 document: version, title, paths, operations with answers', () => {
    expect(document).toMatchObject({ openapi: expect.stringMatching(/^3\.1\.\d+$/), info: { title: 'AlertBridge', version: expect.stringMatching(/^\d+\.\d+\.\d+/) } });
    for (const [path, method, { responses, security }] of operations()) {
      expect(path).toMatch(/^\//);
      expect(METHODS).toContain(method);
      expect(Object.keys(responses).length).toBeGreaterThan(0);
      for (const [status, response] of Object.entries<any>(responses)) expect([status, response.description]).toEqual([expect.stringMatching(/^([1-5]\d\d|default)$/), expect.stringMatching(/\w/)]);
      for (const requirement of security) for (const scheme of Object.keys(requirement)) expect(document.components.securitySchemes).toHaveProperty(scheme);
    }
  });

  test('names every part of a path as a required parameter, and no parameter twice', () => {
    for (const [path, , { parameters }] of operations()) {
      const inPath = parameters.filter((parameter: any) => parameter.in === 'path');
      expect(inPath.map(({ name }: any) => name)).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
      expect(inPath.every(({ required }: any) => required === true)).toBe(true);
      expect(new Set(parameters.map((parameter: any) => `${parameter.in} ${parameter.name}`)).size).toBe(parameters.length);
      for (const parameter of parameters) expect(parameter).toMatchObject({ in: expect.stringMatching(/^(path|query|header)$/), schema: expect.any(Object) });
    }
  });

  test('leads nowhere that is not in it: every reference resolves, in the document or in the schema that makes it', () => {
    const resolve = (root: any, pointer: string): unknown => pointer.slice(2).split('/').reduce((node, step) => node?.[step.replaceAll('~1', '/').replaceAll('~0', '~')], root);
    const dangling = (node: any, root: any): string[] => {
      if (node === null || typeof node !== 'object') return [];
      const base = typeof node.$id === 'string' ? node : root;
      const own = typeof node.$ref === 'string' && resolve(base, node.$ref) === undefined ? [node.$ref] : [];
      return [...own, ...Object.values(node).flatMap((inner) => dangling(inner, base))];
    };
    expect(dangling(document, document)).toEqual([]);
    expect(JSON.stringify(document)).toContain('"$ref"');
  });

  test('is true of the refusals it promises', async () => {
    const { required, properties } = document.components.schemas.problem;
    const { json } = await get('/v1/nothing');
    expect(Object.keys(json).sort()).toEqual([...required].sort());
    expect(properties.code.enum).toContain(json.code);
  });

  test('is there for people too, with every address, no script and nothing from elsewhere', async () => {
    const page = await gateway.call(undefined, 'GET', '/docs');
    expect(page.type).toContain('text/html');
    for (const path of Object.keys(document.paths)) expect(page.text).toContain(path);
    expect(page.text).not.toMatch(/https?:\/\/|src\s*=|<script/i);
  });
});

describe('the gateway about itself', () => {
  test('is alive and ready, and says with what', async () => {
    expect(await gateway.call(undefined, 'GET', '/healthz')).toMatchObject({ status: 200, json: { status: 'ok' } });
    expect(await gateway.call(undefined, 'GET', '/readyz')).toMatchObject({ status: 200, json: { ready: true, database: true, queue: true } });
  });

  test('counts in its figures what it accepted and refused', async () => {
    expect(await submit('gr', cap({ status: 'Draft' }).xml)).toMatchObject(refusal(422, 'INVALID'));
    const { text, type } = await gateway.call(undefined, 'GET', '/metrics');
    expect(type).toContain('text/plain');
    expect(text).toMatch(/alertbridge_alerts_accepted_total\{origin="al"\} \d+/);
    expect(text).toMatch(/alertbridge_alerts_refused_total\{code="INVALID"\} \d+/);
    expect(text).toMatch(/alertbridge_state\{kind="delivery",state="queued"\} \d+/);
  });

  test('tells who takes part, without addresses, secrets and hashes of keys', async () => {
    const { json, text } = await get('/v1/centres', 'integrator');
    expect(json).toMatchObject({ gateway: { id: 'gateway.example.eu', publicKey: { kty: 'OKP' } }, next: null });
    expect(json.items.map(({ id, decides, health }: any) => [id, decides, health.line])).toEqual([['al', true, 'not tried'], ['gr', true, 'not tried'], ['it', true, 'not tried']]);
    expect(text).not.toMatch(/keySha256|secret|whsec_/i);
  });

  test('lists the formats it speaks, each with its standing and what it loses', async () => {
    const { items } = (await get('/v1/adapters', 'reporter')).json;
    expect(items.map(({ id }: any) => id)).toEqual(expect.arrayContaining(['cap', 'cap-json', 'al', 'nl-burgernet']));
    expect(items.every(({ standing }: any) => ['assumed', 'published', 'confirmed'].includes(standing))).toBe(true);
    expect(items.find(({ id }: any) => id === 'nl-burgernet').losses).toContainEqual({ path: '/note', reason: expect.stringContaining('no place for a note') });
  });
});

test('several messages in one submission are answered one by one', async () => {
  const message = (changes: object): object => ({ ...burgernet('alert.json')[0], Sent: String(Math.floor(Date.now() / 1000)), ...changes });
  const [one, two] = [message({ AlertId: '900000000000001' }), message({ AlertId: '900000000000002', State: 'Perhaps' })];
  const send = (...messages: object[]) => gateway.call('al', 'POST', '/v1/alerts', messages);
  const mixed = await send(one, two);
  expect(mixed).toMatchObject({ status: 201, json: { items: [{ http: 201, receipt: { duplicate: false } }, { http: 422, problem: { code: 'INVALID', status: 422 } }] } });
  expect(await send(one, one)).toMatchObject({ status: 200, json: { items: [{ http: 200, receipt: { duplicate: true } }, { http: 200 }] } });
  expect((await send(two, { ...two, AlertId: '900000000000003' })).status).toBe(422);
  expect(await send({ ...one, AlertId: '900000000000004', Sent: String(Math.floor(Date.now() / 1000) + 3_600) })).toMatchObject(refusal(422, 'INVALID'));
});
