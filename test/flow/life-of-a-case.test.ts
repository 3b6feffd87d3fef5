// The life of a case across four countries, from the first message to the last trace. Read this to know what AlertBridge is for.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { run } from '../cli/command.js';
import { cap, eventually, receiver, startTestGateway, type CapMessage, type Receiver, type TestGateway } from './harness.js';

let gateway: TestGateway;
/** North Macedonia's own system, which is called; the others fetch. */
let mk: Receiver;
let [first, update, end] = [] as unknown as [Sent, Sent, Sent];

beforeAll(async () => {
  mk = await receiver();
  gateway = await startTestGateway([{ id: 'al' }, { id: 'gr', languages: ['el', 'en'] }, { id: 'it', languages: ['it'] }, { id: 'mk', webhook: mk }], { routing: 'addressed' });
});
afterAll(async () => { await gateway.stop(); await mk.close(); });

interface Sent { id: string; incident: string; message: CapMessage }
type Json = Record<string, any>;

const CHILD = { name: { given: 'Ana', family: 'Shembulli', full: 'Ana Shembulli' }, age: { value: 11, unit: 'year' }, sex: 'female', clothing: [{ garment: 'jacket', colour: 'red' }] };
const CASE = { tier: 'amber', category: 'criminal-abduction', children: [CHILD], vehicles: [{ type: 'car', colour: 'blue', plate: 'AA 123 BB', plateCountry: 'AL' }], lastSeen: { at: '2026-05-25', precision: 'day', place: 'Shembull', country: 'AL' } };
/** Nothing of these may be left at the end. */
const WHO = /Ana|Shembulli|AA ?123 ?BB/;

/** Albania's desk sends a message of the case. */
async function albania(msgType: 'Alert' | 'Update' | 'Cancel', about: Json, references: CapMessage[] = [], words: Json = {}): Promise<Sent> {
  const message = cap({ msgType, references });
  const { identifier, sender, sent } = message;
  const info = msgType === 'Cancel' ? {} : { info: [{ language: 'en', category: ['Rescue'], event: 'Child abduction', urgency: 'Immediate', severity: 'Severe', certainty: 'Observed', headline: 'Ana Shembulli, 11, is missing', area: [{ areaDesc: 'Tirana' }] }] };
  const body = { identifier, sender, sent, status: 'Actual', msgType, scope: 'Public', addresses: ['gr', 'it', 'mk'], references: references.map((one) => ({ sender: one.sender, identifier: one.identifier, sent: one.sent })), ...info, case: about, ...words };
  if (references.length === 0) delete (body as Json).references;
  const answer = await gateway.call('al', 'POST', '/v1/alerts', body);
  expect([answer.status, answer.text]).toEqual([201, expect.any(String)]);
  return { ...answer.json, message };
}
const inbox = async (who: string): Promise<Json[]> => (await gateway.call(who, 'GET', '/v1/inbox')).json.items;
/** A desk takes what waits for it. */
const take = async (who: string): Promise<Json[]> => {
  const items = await inbox(who);
  for (const { delivery } of items) await gateway.call(who, 'POST', `/v1/inbox/${delivery}/ack`, { result: 'received' });
  return items;
};
const decide = async (who: string, decision: string, more: object = {}, alert = first.id): Promise<Json> => {
  const { status, json, text } = await gateway.call(who, 'POST', `/v1/alerts/${alert}/decision`, { decision, ...more });
  expect([status, text]).toEqual([200, expect.any(String)]);
  return json;
};
/** What the liaison officer sees of each country. */
const states = async (): Promise<Record<string, string>> => {
  const { json } = await gateway.call('liaison', 'GET', `/v1/incidents/${first.incident}`);
  return Object.fromEntries(json.countries.map(({ country, decision }: Json) => [country, decision === null ? 'none' : [decision.state, decision.endReason].filter(Boolean).join(' ')]));
};
const statusOf = async (who: string, id: string): Promise<Json> => (await gateway.call(who, 'GET', `/v1/alerts/${id}/status`)).json;
const events = async (type: string): Promise<Json[]> => (await gateway.call('auditor', 'GET', '/v1/audit?limit=500')).json.items.filter((entry: Json) => entry.type === type);

test('1. a child is taken in Albania, and three neighbours have it within seconds, each by its own way', async () => {
  first = await albania('Alert', CASE);
  expect(await eventually(() => mk.got.length === 1)).toBe(true);
  expect(mk.got[0]).toMatchObject({ signed: true, contentType: 'application/cap+xml', body: expect.stringContaining('Ana Shembulli') });
  for (const who of ['gr', 'it']) expect((await take(who)).map(({ alert }) => alert)).toEqual([first.id]);
  expect(await eventually(async () => (await statusOf('al', first.id)).deliveries.map(({ centre, state }: Json) => `${centre} ${state}`).join() === 'gr acknowledged,it acknowledged,mk delivered')).toBe(true);
  expect(await states()).toEqual({ GR: 'requested', IT: 'requested', MK: 'requested' });
});

test('2. each country decides for itself, and Albania hears of it as CAP', async () => {
  await decide('gr', 'review');
  await decide('gr', 'activate', { until: new Date(Date.now() + 6 * 3_600_000).toISOString() });
  await decide('it', 'decline', { reason: 'The criteria of Italy are not met.' });
  await decide('mk', 'needs-information', { reason: 'Was the car seen at the border?' });
  expect(await states()).toEqual({ GR: 'activated', IT: 'declined', MK: 'needs-information' });
  const told = (await take('al')).map(({ body }) => body as string);
  expect(told.map((body) => /<msgType>(\w+)</.exec(body)![1])).toEqual(['Ack', 'Ack', 'Error', 'Ack']);
  expect(told[2]).toContain('The criteria of Italy are not met.');
  expect(told.every((body) => body.includes(first.message.identifier))).toBe(true);
});

test('3. the two desks speak of the case, and nobody else hears them', async () => {
  const { json: question } = await gateway.call('mk', 'GET', `/v1/incidents/${first.incident}/messages`);
  expect(question.items.map(({ text }: Json) => text)).toEqual(['Was the car seen at the border?']);
  const answer = await gateway.call('al', 'POST', `/v1/incidents/${first.incident}/messages`, { to: 'mk', text: 'Yes, at Qafë Thanë, going east.', answers: question.items[0].id });
  expect(answer.status).toBe(201);
  expect((await gateway.call('mk', 'GET', `/v1/incidents/${first.incident}/messages`)).json.items).toHaveLength(2);
  expect((await gateway.call('gr', 'GET', `/v1/incidents/${first.incident}/messages`)).json.items).toEqual([]);
});

test('4. an update goes where the alert went; who had decided keeps its decision, who had asked can act', async () => {
  update = await albania('Update', { ...CASE, possibleCountries: ['MK'] }, [first.message]);
  expect(await eventually(() => mk.got.length === 2)).toBe(true);
  await decide('mk', 'activate', {}, update.id);
  expect(await states()).toEqual({ GR: 'activated', IT: 'declined', MK: 'activated' });
  const greece = (await gateway.call('liaison', 'GET', `/v1/incidents/${first.incident}`)).json.countries.find(({ country }: Json) => country === 'GR');
  expect(greece).toMatchObject({ decision: { updatedAt: expect.any(String), until: expect.any(String) }, call: { centre: 'gr', phone: '+100' } });
});

test('5. a country ends its own broadcast and nobody else\'s', async () => {
  await decide('mk', 'end', { reason: 'Nothing was seen here.' });
  expect(await states()).toEqual({ GR: 'activated', IT: 'declined', MK: 'ended withdrawn' });
});

test('6. the child is found: the broadcast stops everywhere, and the message that says so names nobody', async () => {
  end = await albania('Cancel', { ...CASE, outcome: { result: 'found-safe', foundBy: 'public' } }, [first.message, update.message], { note: 'Ana Shembulli is well.' });
  expect(await states()).toEqual({ GR: 'ended found', IT: 'ended found', MK: 'ended found' });
  expect(await eventually(() => mk.got.length === 3)).toBe(true);
  const ends = [mk.got[2]!.body, ...(await Promise.all(['gr', 'it'].map(async (who) => (await take(who)).at(-1)!.body as string)))];
  for (const body of ends) {
    expect(body).toContain('<msgType>Cancel</msgType>');
    expect(body).not.toMatch(WHO);
  }
  // It has ended, and is being erased.
  expect([409, 410]).toContain((await gateway.call('gr', 'POST', `/v1/alerts/${first.id}/decision`, { decision: 'activate' })).status);
});

test('7. everything is erased here at once, and everybody who had it is ordered to do the same', async () => {
  mk.behave(() => ({ body: JSON.stringify({ erased: first.id, at: new Date().toISOString() }) }));
  await take('al');
  expect(await eventually(async () => (await Promise.all([first, update, end].map(({ id }) => statusOf('liaison', id)))).every(({ state }) => state === 'erased'), 20_000)).toBe(true);
  for (const who of ['al', 'gr', 'it', 'mk', 'liaison']) expect((await gateway.call(who, 'GET', `/v1/alerts/${first.id}`)).status).toBe(410);
  const orders = (await inbox('gr')).filter(({ contentType }) => contentType === 'application/vnd.alertbridge.erase+json').map(({ body }) => JSON.parse(body));
  expect(orders).toContainEqual({ erase: first.id, key: { sender: first.message.sender, identifier: first.message.identifier, sent: first.message.sent }, by: expect.any(String) });
  for (const who of ['gr', 'it']) {
    for (const { delivery, body } of (await inbox(who)).filter(({ contentType }) => contentType.includes('erase+json'))) {
      await gateway.call(who, 'POST', `/v1/inbox/${delivery}/ack`, { result: 'received' });
      const { erase } = JSON.parse(body);
      expect((await gateway.call(who, 'POST', `/v1/erasures/${erase}/receipt`, { erased: erase, at: new Date().toISOString() })).status).toBe(200);
    }
  }
  expect(await eventually(async () => (await gateway.call('al', 'GET', `/v1/erasures/${first.id}`)).json.orders.every(({ state }: Json) => state === 'erased'), 20_000)).toBe(true);
});

test('8. what is left is codes: who had it, who decided what, how it ended', async () => {
  const { json: incident, text } = await gateway.call('liaison', 'GET', `/v1/incidents/${first.incident}`);
  expect(text).not.toMatch(WHO);
  expect(incident).toMatchObject({ live: false, countries: expect.arrayContaining([expect.objectContaining({ country: 'GR', decision: expect.objectContaining({ state: 'ended', endReason: 'found' }) })]) });
  const disclosed = (await gateway.call('auditor', 'GET', `/v1/disclosures?alert=${first.id}`)).json.items;
  expect(disclosed.map(({ who, what }: Json) => `${who} ${what}`)).toEqual(expect.arrayContaining(['mk delivered', 'gr fetched', 'it fetched']));
  expect((await gateway.call('liaison', 'GET', '/v1/statistics?by=pair')).status).toBe(200);
  for (const path of ['/v1/audit?limit=500', '/v1/disclosures?limit=500']) expect((await gateway.call('auditor', 'GET', path)).text).not.toMatch(WHO);
});

test('9. an auditor can still verify every step', async () => {
  const steps = (await events('decision.made')).map(({ detail }) => `${detail.country} ${detail.state}`);
  expect(steps.slice(0, 6)).toEqual(['GR review', 'GR activated', 'IT declined', 'MK needs-information', 'MK activated', 'MK ended']);
  expect(steps.slice(6).sort()).toEqual(['GR ended', 'IT ended', 'MK ended']);
  expect((await events('alert.erased')).map(({ alert }) => alert)).toEqual(expect.arrayContaining([first.id, update.id, end.id]));
  for (const log of ['audit', 'disclosures']) expect(await run(['audit', 'verify', '--log', log, '--url', gateway.url, '--key', gateway.keys.auditor!])).toMatchObject({ code: 0 });
});
