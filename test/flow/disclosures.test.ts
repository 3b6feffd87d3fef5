// Who was shown what: every way in which content leaves the gateway is written down first, as codes, and what cannot be written down does not leave.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPublicKey, verify } from 'node:crypto';
import type { Case } from '../../src/model/generated/alert.js';
import type { Database } from '../../src/store/database.js';
import { openPostgres } from '../../src/store/postgres.js';
import { canonicalJson } from '../../src/trust/canonical-json.js';
import { cap, capNow, eventually, receiver, startTestGateway, type Receiver, type TestGateway } from './harness.js';

let gateway: TestGateway;
let database: Database;
let webhook: Receiver;
let id: string;

const ABOUT: Case = {
  relatedPersons: [{ name: 'Cela Provëza', kind: 'sibling' }], suspects: [{ name: { full: 'Besnik Sajuar' } }], vehicles: [{ plate: 'AA123ZZ' }],
  children: [{ name: { given: 'Ana', family: 'Shembull' }, dateOfBirth: '2015-05-26', vulnerability: ['epilepsy'] }],
};
const INFO = { category: ['Rescue'], event: 'Child abduction', urgency: 'Immediate', severity: 'Severe', certainty: 'Observed', description: 'Ana is missing.', resource: [{ resourceDesc: 'Photo', mimeType: 'image/jpeg', derefUri: 'QUJD' }, { resourceDesc: 'Leaflet', mimeType: 'application/pdf', derefUri: 'QUJD' }] };
/** Everything of the case that must stand in no log. */
const SECRETS = ['Cela', 'Besnik', 'AA123ZZ', 'Ana', 'Shembull', '2015', 'epilepsy', 'Disclosed-1', 'desk@', 'Nobody asked'];

beforeAll(async () => {
  webhook = await receiver();
  gateway = await startTestGateway([{ id: 'al' }, { id: 'gr' }, { id: 'it', webhook, withhold: ['suspect.identity', 'child.photo'] }], { engine: 'postgres' });
  database = openPostgres(gateway.databaseUrl!, () => undefined, 1);
  ({ json: { id } } = await gateway.call('al', 'POST', '/v1/alerts', { identifier: 'Disclosed-1', sender: 'desk@al.example.org', sent: capNow(), status: 'Actual', msgType: 'Alert', scope: 'Public', info: [INFO], case: ABOUT }));
});
afterAll(async () => { await database.close(); await gateway.stop(); await webhook.close(); });

const entries = async (query = ''): Promise<any[]> => (await gateway.call('auditor', 'GET', `/v1/disclosures?limit=500${query}`)).json.items;
/** The newest entry of its kind, once it is chained. */
const told = async (who: string, what: string): Promise<any> => {
  const find = async () => (await entries(`&who=${who}`)).findLast((entry) => entry.what === what);
  await eventually(async () => await find() !== undefined);
  return find();
};
const codes = ({ position: _position, at: _at, hash: _hash, incident: _incident, ...entry }: any) => entry;

describe('it is written down', () => {
  test('that a webhook got an alert, and what was in it after what is kept from it had gone', async () => {
    expect(codes(await told('it', 'delivered'))).toEqual({ who: 'it', role: 'centre', what: 'delivered', channel: 'webhook', why: 'addressee', classes: ['identity', 'prose', 'public', 'third-party'], alert: id });
  });

  test('that a centre fetched it, in which suspects stand', async () => {
    await gateway.call('gr', 'GET', '/v1/inbox');
    expect(codes(await told('gr', 'fetched'))).toEqual({ who: 'gr', role: 'centre', what: 'fetched', channel: 'mailbox', why: 'addressee', classes: ['identity', 'prose', 'public', 'suspect', 'third-party'], alert: id });
  });

  test.each<[string, string, string, string, string[]]>([
    ['al', 'read', 'origin', 'application/json', ['health', 'identity', 'prose', 'public', 'suspect', 'third-party']],
    ['gr', 'read', 'addressee', 'application/cap+xml', ['identity', 'prose', 'public', 'suspect', 'third-party']],
    ['liaison', 'read', 'oversight', 'application/geo+json', ['health', 'identity', 'prose', 'public', 'suspect', 'third-party']],
    ['al', 'original', 'origin', 'application/vnd.alertbridge.original', ['health', 'identity', 'prose', 'public', 'suspect', 'third-party']],
  ])('that %s had it as %s, as %s (%s)', async (who, what, why, accept, classes) => {
    const answer = await gateway.call(who, 'GET', `/v1/alerts/${id}`, undefined, { accept, 'alertbridge-purpose': 'case-work' });
    expect(answer.status).toBe(200);
    expect(codes(await told(who, what))).toEqual({ who, role: who === 'liaison' ? 'liaison' : 'centre', what, channel: 'api', why, purpose: 'case-work', classes, alert: id });
  });

  test('that embedded content was fetched', async () => {
    expect((await gateway.call('gr', 'GET', `/v1/alerts/${id}/resources/0/1`)).status).toBe(200);
    expect(codes(await told('gr', 'resource'))).toMatchObject({ why: 'addressee', classes: ['identity'], alert: id });
  });

  test('that words of a desk were read in the status, and nothing where the status holds codes only', async () => {
    const { json: { items: [item] } } = await gateway.call('gr', 'GET', '/v1/inbox');
    await gateway.call('gr', 'POST', `/v1/inbox/${item.delivery}/ack`, { result: 'refused', reason: 'Nobody asked Ana' });
    await gateway.call('operator', 'GET', `/v1/alerts/${id}/status`);
    await gateway.call('it', 'GET', `/v1/alerts/${id}/status`);
    await gateway.call('liaison', 'GET', `/v1/alerts/${id}/status`);
    expect(codes(await told('liaison', 'status-words'))).toEqual({ who: 'liaison', role: 'liaison', what: 'status-words', channel: 'api', why: 'oversight', classes: ['prose'], alert: id });
    expect((await entries()).filter(({ who, what }) => what === 'status-words' && who !== 'liaison')).toEqual([]);
  });

  test('who searched and how many alerts that found, never for what', async () => {
    for (const [q, found] of [['Ana Shembull', 1], ['AA123ZZ', 1], ['Nobody Nowhere', 0]] as const) {
      expect((await gateway.call('liaison', 'GET', `/v1/alerts?q=${encodeURIComponent(q)}`)).json.items).toHaveLength(found);
    }
    await eventually(async () => (await entries('&who=liaison')).filter(({ what }) => what === 'searched').length === 3);
    expect((await entries('&who=liaison')).filter(({ what }) => what === 'searched').map(codes)).toEqual([1, 1, 0].map((found) => ({ who: 'liaison', role: 'liaison', what: 'searched', channel: 'api', why: 'consultation', classes: [], found })));
  });

  test('that a proposal was read, by whom it was made and by whom it came to', async () => {
    const { json: proposal } = await gateway.call('reporter', 'POST', '/v1/proposals', JSON.stringify({ case: { children: [{ name: { full: 'Ana Shembull' } }] } }));
    await gateway.call('al', 'GET', `/v1/proposals/${proposal.id}`);
    await gateway.call('reporter', 'GET', `/v1/proposals/${proposal.id}`);
    const common = { what: 'proposal', channel: 'api', proposal: proposal.id, classes: ['identity', 'prose'] };
    expect([codes(await told('al', 'proposal')), codes(await told('reporter', 'proposal'))]).toEqual([{ ...common, who: 'al', role: 'centre', why: 'addressee' }, { ...common, who: 'reporter', role: 'reporter', why: 'origin' }]);
  });

  test('in codes alone: no value of the case stands in a row', async () => {
    const rows = JSON.stringify([await database.query('select * from disclosure', []), await database.query('select * from case_fact', [])]);
    expect(rows.length).toBeGreaterThan(1_000);
    expect(SECRETS.filter((secret) => rows.includes(secret))).toEqual([]);
  });
});

test('a purpose is one of a list: other words are refused before anything is shown or handed out', async () => {
  const { json: { id: other } } = await gateway.call('al', 'POST', '/v1/alerts', cap().xml);
  for (const path of [`/v1/alerts/${id}`, '/v1/inbox']) {
    const { status, json, text } = await gateway.call('gr', 'GET', path, undefined, { 'alertbridge-purpose': 'because of Ana' });
    expect([path, status, json.code, json.detail.includes('case-work'), text.includes('Ana')]).toEqual([path, 400, 'BAD_REQUEST', true, false]);
  }
  expect((await gateway.call('al', 'GET', `/v1/alerts/${other}/status`)).json.deliveries.find(({ centre }: any) => centre === 'gr').state).toBe('queued');
});

test('what cannot be written down is not shown, and is there again once it can be', async () => {
  await database.query('alter table disclosure rename to disclosure_away');
  const refused = await Promise.all([`/v1/alerts/${id}`, '/v1/inbox', '/v1/alerts?q=Shembull'].map((path) => gateway.call('gr', 'GET', path)));
  await database.query('alter table disclosure_away rename to disclosure');
  expect(refused.map(({ status, json }) => [status, json.code])).toEqual([[503, 'UNAVAILABLE'], [503, 'UNAVAILABLE'], [503, 'UNAVAILABLE']]);
  expect(refused.filter(({ text }) => /Ana|Shembull/.test(text))).toEqual([]);
  expect((await gateway.call('gr', 'GET', `/v1/alerts/${id}`)).status).toBe(200);
  expect((await gateway.call('gr', 'GET', '/v1/inbox')).json.items.length).toBeGreaterThan(0);
});

test('the head is signed, and says that it is the head of this log', async () => {
  const { json: { checkpoint, signature, publicKey } } = await gateway.call('auditor', 'GET', '/v1/disclosures/head');
  expect(checkpoint).toMatchObject({ log: 'disclosures', position: expect.any(Number) });
  expect(verify(null, Buffer.from(canonicalJson(checkpoint)), createPublicKey({ key: publicKey, format: 'jwk' }), Buffer.from(signature, 'base64'))).toBe(true);
  expect((await entries()).find(({ position }) => position === checkpoint.position)?.hash).toBe(checkpoint.hash);
});
