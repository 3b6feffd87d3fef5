// Who may do what, as contract 4 says it: every route for every role, and what each role sees inside the routes it may call.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';
import { ACCESS } from '../../src/http/access.js';
import { cap, createCaller, eventually, networkOf, receiver, sha256, startTestGateway, type Caller, type CentreSpec, type Receiver, type TestGateway } from '../flow/harness.js';
import { openEvents, type OpenEvents } from './open-events.js';

const ROLES = ['centre', 'liaison', 'operator', 'auditor', 'integrator', 'reporter'] as const;
type Role = (typeof ROLES)[number];

const NOBODY_KNOWS = '00000000-0000-7000-8000-000000000000';
const EVERYBODY = ROLES;
const ALL_BUT_REPORTERS = ROLES.filter((role) => role !== 'reporter');

/** `optional`: a key may be left out, but not be wrong. */
interface Row { may: readonly Role[] | 'public' | 'optional'; /** What those who may are answered to this empty or harmless request. */ answers: number; body?: string }

/** The table of contract 4, one line per route, written from the contract and not from the code. */
const TABLE: Record<string, Row> = {
  'POST /v1/alerts': { may: ['centre'], answers: 415, body: 'nothing that anybody reads' },
  'POST /v1/alerts/:id/confirm': { may: ['centre'], answers: 404, body: '{"status":"Actual"}' },
  'POST /v1/alerts/:id/erase': { may: ['centre'], answers: 404 },
  'POST /v1/alerts/:id/hold': { may: ['centre', 'operator'], answers: 404, body: '{"reference":"K 1","reason":"a trial"}' },
  'POST /v1/alerts/:id/hold/lift': { may: ['centre', 'operator'], answers: 404, body: '{"reason":"over"}' },
  'GET /v1/erasures': { may: ['centre', 'liaison', 'operator', 'auditor'], answers: 200 },
  'GET /v1/erasures/:alert': { may: ['centre', 'liaison', 'operator', 'auditor'], answers: 404 },
  'POST /v1/erasures/:alert/receipt': { may: ['centre'], answers: 404, body: '{"result":"erased"}' },
  'GET /v1/inbox': { may: ['centre'], answers: 200 },
  'POST /v1/inbox/:delivery/ack': { may: ['centre'], answers: 404, body: '{"result":"received"}' },
  'GET /v1/alerts': { may: ['centre', 'liaison'], answers: 200 },
  'GET /v1/alerts/:id': { may: ['centre', 'liaison'], answers: 404 },
  'GET /v1/alerts/:id/resources/:info/:resource': { may: ['centre', 'liaison'], answers: 404 },
  'GET /v1/incidents': { may: ['centre', 'liaison'], answers: 200 },
  'GET /v1/incidents/:id': { may: ['centre', 'liaison'], answers: 404 },
  'GET /v1/alerts/:id/status': { may: ['centre', 'liaison', 'operator', 'auditor', 'reporter'], answers: 404 },
  'POST /v1/proposals': { may: ['reporter'], answers: 415, body: 'nothing that anybody reads' },
  'GET /v1/proposals': { may: ['centre', 'reporter'], answers: 200 },
  'GET /v1/proposals/:id': { may: ['centre', 'reporter'], answers: 404 },
  'POST /v1/proposals/:id/steps': { may: ['centre', 'reporter'], answers: 404, body: '{"step":"decline"}' },
  'POST /v1/proposals/:id/issue': { may: ['centre'], answers: 404 },
  'GET /v1/deliveries': { may: ['operator'], answers: 200 },
  'POST /v1/deliveries/redrive': { may: ['operator'], answers: 200 },
  'POST /v1/deliveries/:id/redrive': { may: ['operator'], answers: 404 },
  'POST /v1/centres/:id/pause': { may: ['operator'], answers: 404 },
  'POST /v1/centres/:id/resume': { may: ['operator'], answers: 404 },
  'GET /v1/centres': { may: ALL_BUT_REPORTERS, answers: 200 },
  'GET /v1/adapters': { may: EVERYBODY, answers: 200 },
  'POST /v1/validate': { may: EVERYBODY, answers: 415, body: 'nothing that anybody reads' },
  'POST /v1/convert': { may: ALL_BUT_REPORTERS, answers: 400, body: 'nothing that anybody reads' },
  'POST /v1/render': { may: ALL_BUT_REPORTERS, answers: 400, body: 'nothing that anybody reads' },
  'GET /v1/events': { may: ['centre', 'liaison', 'operator'], answers: 200 },
  'GET /v1/audit': { may: ['auditor'], answers: 200 },
  'GET /v1/audit/head': { may: ['auditor'], answers: 200 },
  'GET /v1/doctor': { may: ['operator'], answers: 200 },
  'GET /healthz': { may: 'public', answers: 200 },
  'GET /readyz': { may: 'public', answers: 200 },
  'GET /metrics': { may: 'optional', answers: 200 },
  'GET /openapi.json': { may: 'public', answers: 200 },
  'GET /docs': { may: 'public', answers: 200 },
  'GET /': { may: 'optional', answers: 200 },
};

const CENTRES: CentreSpec[] = [{ id: 'al' }, { id: 'gr' }, { id: 'it' }];

/** The network of the harness with one client more: a liaison officer of Greece alone. It listens on every address of this machine. */
async function startGateway(centres: readonly CentreSpec[]): Promise<{ gateway: TestGateway; call: Caller; keys: Record<string, string>; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'alertbridge-access-'));
  const { file, keys } = networkOf(centres, 'addressed');
  keys['liaison-gr'] = 'key-of-the-greek-liaison';
  const network = file as { clients: object[] };
  network.clients.push({ id: 'liaison-gr', role: 'liaison', countries: ['GR'], keySha256: sha256(keys['liaison-gr']) });
  const path = join(folder, 'network.json');
  writeFileSync(path, JSON.stringify(network));
  const gateway = await startTestGateway(centres, { env: { NETWORK_FILE: path, HOST: '0.0.0.0' } });
  return { gateway, keys, call: createCaller(gateway.url, keys), stop: async () => { await gateway.stop(); rmSync(folder, { recursive: true }); } };
}

let call: Caller;
let gateway: TestGateway;
let keys: Record<string, string>;
let stop: () => Promise<void>;
let webhook: Receiver;

beforeAll(async () => {
  webhook = await receiver();
  ({ gateway, call, keys, stop } = await startGateway([...CENTRES, { id: 'nl', webhook }]));
});
afterAll(async () => {
  await stop();
  await webhook.close();
});

/** The status alone: the event stream would never end. */
async function statusOf(key: string | undefined, method: string, path: string, body?: string, url = gateway.url): Promise<number> {
  const response = await request(url + path, { method: method as 'GET', body, reset: true, headers: { ...(key === undefined ? {} : { authorization: `Bearer ${key}` }), ...(body ? { 'content-type': 'application/json' } : {}) } });
  response.body.on('error', () => undefined).destroy();
  return response.statusCode;
}

const submit = async (who: string, addresses: string, spec: Parameters<typeof cap>[0] = {}): Promise<any> => {
  const answer = await call(who, 'POST', '/v1/alerts', cap({ sender: `desk@${who}.example.org`, addresses, ...spec }).xml);
  expect(answer.status).toBe(201);
  return answer.json;
};

describe('the table of access', () => {
  test.each(Object.entries(TABLE))('%s is for its roles and for nobody else', async (name, { may, answers, body }) => {
    const [method, pattern] = name.split(' ') as [string, string];
    const path = pattern.replace(/:\w+/, NOBODY_KNOWS);
    const found = Object.fromEntries(await Promise.all([
      ...ROLES.map(async (role) => [role, await statusOf(keys[role === 'centre' ? 'al' : role], method, path, body)] as const),
      statusOf(undefined, method, path, body).then((status) => ['no key', status] as const),
      statusOf('key-of-nobody', method, path, body).then((status) => ['unknown key', status] as const),
    ]));
    const expected = Object.fromEntries(ROLES.map((role) => [role, typeof may === 'string' || may.includes(role) ? answers : 403]));
    expect(found).toEqual({ ...expected, 'no key': typeof may === 'string' ? answers : 401, 'unknown key': may === 'public' ? answers : 401 });
  });

  test('has a line for every route that is served, and no line for one that is not', async () => {
    const { json } = await call(undefined, 'GET', '/openapi.json');
    const served = Object.entries<object>(json.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`));
    expect(served.sort()).toEqual(Object.keys(TABLE).sort());
    expect(Object.keys(ACCESS).sort()).toEqual(Object.keys(TABLE).sort());
  });

  test('is all there is at an address: other methods are refused with the list of those it takes', async () => {
    const paths = [...new Set(Object.keys(TABLE).map((name) => name.split(' ')[1]!))];
    for (const path of paths) {
      const answer = await call('al', 'DELETE', path.replace(/:\w+/, NOBODY_KNOWS));
      const methods = Object.keys(TABLE).filter((name) => name.endsWith(` ${path}`)).map((name) => name.split(' ')[0]).sort();
      expect([path, answer.status, answer.json.code, String(answer.headers.allow).split(', ').sort()]).toEqual([path, 405, 'METHOD_NOT_ALLOWED', methods]);
    }
  });

  test('says what is missing: a key, a known key, the role', async () => {
    const missing = await call(undefined, 'GET', '/v1/alerts');
    const unknown = await call('a-key-of-nobody', 'GET', '/v1/alerts');
    const wrong = await call('auditor', 'GET', '/v1/alerts');
    expect([missing, unknown, wrong].map(({ json }) => [json.status, json.code])).toEqual([[401, 'NO_KEY'], [401, 'BAD_KEY'], [403, 'NOT_ALLOWED']]);
    expect([missing, unknown].map(({ headers }) => headers['www-authenticate'])).toEqual([expect.stringContaining('Bearer'), expect.stringContaining('Bearer')]);
    expect(wrong.json.detail).toContain('centre, liaison');
  });
});

const outside = Object.values(networkInterfaces()).flat().find((address) => address?.family === 'IPv4' && !address.internal)?.address;
if (!outside) console.warn('skipped: this machine has no address but loopback, so /metrics from elsewhere cannot be tried');

(outside ? test : test.skip)('/metrics is for this machine, and for an operator from anywhere', async () => {
  const elsewhere = gateway.url.replace('0.0.0.0', outside!);
  const from = (url: string) => Promise.all([undefined, 'al', 'liaison', 'auditor', 'operator'].map((who) => statusOf(who && keys[who], 'GET', '/metrics', undefined, url)));
  expect(await from(elsewhere)).toEqual([401, 403, 403, 403, 200]);
  expect(await from(gateway.url.replace('0.0.0.0', '127.0.0.1'))).toEqual([200, 200, 200, 200, 200]);
});

/** Every answer in which a caller could meet an alert. */
const looks = async (who: string, { id, incident }: { id: string; incident: string }) => {
  const ids = async (path: string): Promise<string[]> => (await call(who, 'GET', path)).json.items.map((item: any) => item.id);
  return {
    alert: (await call(who, 'GET', `/v1/alerts/${id}`)).status,
    status: (await call(who, 'GET', `/v1/alerts/${id}/status`)).status,
    incident: (await call(who, 'GET', `/v1/incidents/${incident}`)).status,
    listed: (await ids('/v1/alerts?limit=500')).includes(id),
    searched: (await ids(`/v1/alerts?incident=${incident}`)).includes(id),
    inIncidents: (await ids('/v1/incidents?limit=500')).includes(incident),
  };
};
const EVERYTHING = { alert: 200, status: 200, incident: 200, listed: true, searched: true, inIncidents: true };
const NOTHING = { alert: 404, status: 404, incident: 404, listed: false, searched: false, inIncidents: false };

describe('what is inside', () => {
  test('a centre sees the alerts it sent or was sent; to a third they do not exist', async () => {
    const receipt = await submit('al', 'gr');
    expect(await looks('al', receipt)).toEqual(EVERYTHING);
    expect(await looks('gr', receipt)).toEqual(EVERYTHING);
    expect(await looks('it', receipt)).toEqual(NOTHING);
    expect((await call('it', 'POST', `/v1/alerts/${receipt.id}/confirm`, { status: 'Actual' })).status).toBe(404);
    expect((await call('gr', 'POST', `/v1/alerts/${receipt.id}/confirm`, { status: 'Actual' })).status).toBe(403);
    expect((await call('it', 'POST', `/v1/inbox/${receipt.deliveries[0].id}/ack`, { result: 'received' })).status).toBe(404);
  });

  test('nobody can tell an alert it may not read from one that does not exist', async () => {
    const { id } = await submit('al', 'gr');
    const [foreign, unknown] = await Promise.all([id, NOBODY_KNOWS].map((asked) => call('it', 'GET', `/v1/alerts/${asked}`)));
    expect(foreign).toMatchObject({ status: 404, text: unknown!.text });
  });

  test('a liaison officer for Greece sees what comes from Greece or goes there, one for all countries everything', async () => {
    const [toGreece, fromGreece, elsewhere] = [await submit('al', 'gr'), await submit('gr', 'it'), await submit('al', 'it')];
    expect(await looks('liaison-gr', toGreece)).toEqual(EVERYTHING);
    expect(await looks('liaison-gr', fromGreece)).toEqual(EVERYTHING);
    expect(await looks('liaison-gr', elsewhere)).toEqual(NOTHING);
    for (const receipt of [toGreece, fromGreece, elsewhere]) expect(await looks('liaison', receipt)).toEqual(EVERYTHING);
  });

  test('an incident shows a centre only those of its messages that the centre was sent', async () => {
    const first = cap({ addresses: 'gr it' });
    const { json: { incident, id } } = await call('al', 'POST', '/v1/alerts', first.xml);
    const held = await submit('al', 'gr', { msgType: 'Update', references: [first], headline: 'TEST of an update' });
    expect(held.incident).toBe(incident);
    const messages = async (who: string): Promise<string[]> => (await call(who, 'GET', `/v1/incidents/${incident}`)).json.alerts.map((alert: any) => alert.id);
    expect(await messages('al')).toEqual([id, held.id]);
    expect(await messages('it')).toEqual([id]);
  });

  test('an alert held because its status is in doubt exists for its origin alone, until the origin confirms it', async () => {
    const stream = await openEvents(gateway.url, keys.gr!);
    const receipt = await submit('al', 'gr', { headline: 'TEST: missing child' });
    expect(receipt.deliveries).toEqual([expect.objectContaining({ centre: 'gr', state: 'held' })]);
    expect(await looks('gr', receipt)).toEqual(NOTHING);
    expect((await call('gr', 'GET', '/v1/inbox')).json.items.filter((item: any) => item.alert === receipt.id)).toEqual([]);
    expect((await call('gr', 'POST', `/v1/inbox/${receipt.deliveries[0].id}/ack`, { result: 'received' })).status).toBe(409);
    expect(await looks('al', receipt)).toEqual(EVERYTHING);
    expect((await call('operator', 'GET', `/v1/alerts/${receipt.id}/status`)).json).toMatchObject({ status: 'Actual', effectiveStatus: 'Test', heldReason: 'status-conflict' });

    expect((await call('al', 'POST', `/v1/alerts/${receipt.id}/confirm`, { status: 'Actual' })).status).toBe(200);
    expect(await looks('gr', receipt)).toEqual(EVERYTHING);
    expect(await eventually(() => stream.seen.some(({ event, data }) => event === 'alert.confirmed' && data.alert === receipt.id))).toBe(true);
    expect(stream.seen.filter(({ data }) => data.alert === receipt.id).map(({ event }) => event)).not.toContain('alert.held');
    stream.close();
    expect((await call('gr', 'GET', '/v1/inbox')).json.items.filter((item: any) => item.alert === receipt.id)).toHaveLength(1);
  });

  test('the numbers on the start page are for those with a key', async () => {
    const asJson = { accept: 'application/json' };
    expect(Object.keys((await call(undefined, 'GET', '/', undefined, asJson)).json).sort()).toEqual(['name', 'version']);
    expect((await call('integrator', 'GET', '/', undefined, asJson)).json).toMatchObject({ you: { role: 'integrator' }, alerts: expect.any(Object), deliveries: expect.any(Object) });
  });
});

describe('words and names', () => {
  const WORD = /qwertelltale/i;
  let streams: OpenEvents[];
  let receipts: any[];

  beforeAll(async () => {
    webhook.behave(() => ({ status: 400, body: 'Qwertelltale is not wanted here', headers: { 'x-reason': 'Qwertelltale' } }));
    streams = await Promise.all(['operator', 'al'].map((who) => openEvents(gateway.url, keys[who]!)));
    const alert = cap({
      identifier: 'AL-Qwertelltale-1', addresses: 'gr nl', headline: 'Missing: Qwertelltale, 11', description: 'Qwertelltale wore red.', note: 'Call the family Qwertelltale', incidents: 'case-Qwertelltale',
      area: '<areaDesc>Qwertelltale street</areaDesc><circle>41.33,19.82 20</circle>',
    });
    const refusing = cap({ msgType: 'Error', sender: 'desk@gr.example.org', references: [alert], note: 'Qwertelltale is unknown in Greece' });
    const answered = cap({ addresses: 'gr', headline: 'Also missing: Qwertelltale' });
    receipts = [(await call('al', 'POST', '/v1/alerts', alert.xml)).json, (await call('gr', 'POST', '/v1/alerts', refusing.xml)).json, (await call('al', 'POST', '/v1/alerts', answered.xml)).json];
    await call('al', 'POST', '/v1/alerts', alert.xml.replace('wore red', 'wore blue'));
    await call('al', 'POST', '/v1/alerts', cap({ headline: 'Qwertelltale', sent: '2020-01-01T00:00:00+00:00', expires: '2020-01-02T00:00:00+00:00' }).xml);
    await call('gr', 'GET', '/v1/inbox');
    await call('gr', 'POST', `/v1/inbox/${receipts[2].deliveries[0].id}/ack`, { result: 'refused', reason: 'Qwertelltale does not live here' });
    await eventually(async () => (await call('al', 'GET', `/v1/alerts/${receipts[0].id}/status`)).text.includes('HTTP_400'));
    await eventually(() => streams[0]!.seen.filter(({ event }) => event === 'delivery.refused').length === 2);
  });
  afterAll(() => streams.forEach((stream) => stream.close()));

  /** Every address that can be read, filled with the ids of the alerts full of words. */
  const addresses = (): string[] => Object.keys(TABLE).filter((name) => name.startsWith('GET') && name !== 'GET /v1/events').map((name) => name.slice(4)).flatMap((path) => (path.includes(':id')
    ? receipts.map(({ id, incident }) => path.replace(':id', path.includes('incident') ? incident : id))
    : [path, `${path}?limit=500`, `${path}?state=held`, `${path}?q=Qwertelltale`]));

  const textsFor = async (who: string): Promise<[string, string][]> => Promise.all(addresses().map(async (path) => {
    const { text, headers } = await call(who, 'GET', path, undefined, { accept: 'application/json' });
    return [path, `${JSON.stringify(headers)}${text}`];
  }));

  test.each(['operator', 'auditor', 'integrator', 'reporter'])('are in no answer that the %s can get', async (who) => {
    const told = (await textsFor(who)).filter(([, text]) => WORD.test(text)).map(([path]) => path);
    expect(told).toEqual([]);
  });

  test('are in no event for operators, who are told the codes', () => {
    const own = streams[0]!.seen.filter(({ data }) => data.alert === receipts[0].id || data.alert === receipts[2].id);
    expect(own.map(({ event }) => event)).toEqual(expect.arrayContaining(['alert.accepted', 'delivery.held', 'delivery.refused']));
    expect(streams[0]!.text()).not.toMatch(WORD);
    expect(streams[1]!.text()).not.toMatch(WORD);
  });

  test('are read by the centre that sent them and by the liaison officer, with the reasons they were given', async () => {
    for (const who of ['al', 'liaison']) {
      const told = (await textsFor(who)).filter(([, text]) => WORD.test(text)).map(([path]) => path);
      expect(told).toEqual(expect.arrayContaining([`/v1/alerts/${receipts[0].id}`, `/v1/alerts/${receipts[0].id}/status`, `/v1/alerts/${receipts[2].id}/status`]));
    }
    const reasons = (await call('al', 'GET', `/v1/alerts/${receipts[2].id}/status`)).json.deliveries.map((delivery: any) => delivery.receipt.reason);
    expect(reasons).toEqual(['Qwertelltale does not live here']);
  });
});
