// The one to read first: one alert, all the way, through the front door and out to every neighbour in its own format.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { ENGINES } from '../postgres.js';
import { cap, capNow, eventually, receiver, startTestGateway, type Receiver, type TestGateway } from './harness.js';

const fixture = (path: string): any => JSON.parse(readFileSync(new URL(`../../adapters/${path}`, import.meta.url), 'utf8'));
const albanianForm = (changes: object = {}): object => ({ ...fixture('al/fixtures/alert.json'), 'numriReferencës': `AL-${Math.random()}`, 'dërguarMë': capNow().replace('-00:00', '+00:00'), vlenDeri: undefined, ...changes });
const burgernet = (changes: object = {}): object => ({ ...fixture('nl-burgernet/fixtures/alert.json')[0], AlertId: String(Math.floor(Math.random() * 1e15)), Sent: String(Math.floor(Date.now() / 1000)), ...changes });

describe.each(ENGINES)('an alert on the %s engine', (engine) => {
  let gateway: TestGateway;
  let nl: Receiver;
  let gr: Receiver;
  let al: Receiver;

  beforeAll(async () => {
    [nl, gr, al] = await Promise.all([receiver(), receiver(), receiver()]);
    gateway = await startTestGateway([
      { id: 'al', languages: ['sq'], adapter: 'al', webhook: al },
      { id: 'gr', languages: ['el', 'en'], webhook: gr },
      { id: 'nl', languages: ['nl'], adapter: 'nl-burgernet', webhook: nl },
      { id: 'mk', languages: ['mk'] },
    ], { engine });
  });
  afterAll(async () => {
    await gateway.stop();
    await Promise.all([nl, gr, al].map((centre) => centre.close()));
  });

  test('given in Albania\'s form reaches the Netherlands as Burgernet and Greece as CAP, signed, and waits in North Macedonia\'s mailbox', async () => {
    const form = albanianForm() as any;
    const submitted = await gateway.call('al', 'POST', '/v1/alerts', form);
    expect(submitted.json).toMatchObject({ duplicate: false, msgType: 'Alert', status: 'Actual', key: { sender: form['dërguesi'], identifier: form['numriReferencës'] } });
    expect(submitted.status).toBe(201);
    expect(await eventually(() => nl.got.length === 1 && gr.got.length === 1)).toBe(true);

    const [dutch] = JSON.parse(nl.got[0]!.body);
    expect(nl.got[0]).toMatchObject({ signed: true, contentType: expect.stringContaining('application/json') });
    expect(dutch).toMatchObject({ AlertId: form['numriReferencës'], State: 'Actual', Type: 'Alert' });
    expect(gr.got[0]).toMatchObject({ signed: true, contentType: expect.stringContaining('application/cap+xml') });
    expect(gr.got[0]!.body).toContain(`<identifier>${form['numriReferencës']}</identifier>`);
    expect(gr.got[0]!.body).toMatch(/<valueName>urn:alertbridge:cap:child-alert:1.0:children.1.name.given<\/valueName>\s*<value>Ana<\/value>/);

    const inbox = await gateway.call('mk', 'GET', '/v1/inbox?wait=5');
    expect(inbox.json.items).toHaveLength(1);
    expect(inbox.json.items[0]).toMatchObject({ alert: submitted.json.id, contentType: 'application/cap+xml' });
    // The same message, but for the links to the child's photo, which are each recipient's own.
    const withoutLinks = (body: string): string => body.replace(/\/v1\/photos\/[\w-]+/g, '/v1/photos/…');
    expect(withoutLinks(inbox.json.items[0].body)).toBe(withoutLinks(gr.got[0]!.body));
    expect(inbox.json.items[0].body).not.toBe(gr.got[0]!.body);
  });

  test('given as Burgernet JSON reaches Albania in its own form and Greece as CAP, with kilometres for metres', async () => {
    const message = burgernet({ Area: { Description: 'Teststede', Circle: '52.0907,5.1214 15000', CircleKM: '52.0907,5.1214 15' } }) as any;
    const before = { al: al.got.length, gr: gr.got.length };
    const submitted = await gateway.call('nl', 'POST', '/v1/alerts', [message]);
    expect(submitted.status).toBe(201);
    expect(await eventually(() => al.got.length > before.al && gr.got.length > before.gr)).toBe(true);
    const form = JSON.parse(al.got.at(-1)!.body);
    expect(form['numriReferencës']).toBe(message.AlertId);
    expect(form.lloji).toBe('Alarm');
    expect(gr.got.at(-1)!.body).toContain('<circle>52.0907,5.1214 15</circle>');
  });

  test('given as CAP by Greece reaches Albania in its form and the Netherlands as Burgernet', async () => {
    const alert = cap({ sender: 'desk@gr.example.org', headline: 'Missing girl, 9, Testopolis' });
    const before = { al: al.got.length, nl: nl.got.length };
    expect((await gateway.call('gr', 'POST', '/v1/alerts', alert.xml)).status).toBe(201);
    expect(await eventually(() => al.got.length > before.al && nl.got.length > before.nl)).toBe(true);
    expect(al.got.at(-1)!.body).toContain('Missing girl, 9, Testopolis');
    expect(JSON.parse(nl.got.at(-1)!.body)[0].Message.Title).toBe('Missing girl, 9, Testopolis');
  });

  test('is answered to the liaison officer with who has it, since when, and everything that happened', async () => {
    const alert = cap({ sender: 'desk@gr.example.org' });
    const { json: receipt } = await gateway.call('gr', 'POST', '/v1/alerts', alert.xml);
    expect(await eventually(async () => (await gateway.call('liaison', 'GET', `/v1/alerts/${receipt.id}/status`)).json.deliveries.filter((d: any) => d.state === 'delivered').length === 2)).toBe(true);
    const { items: [item] } = (await gateway.call('mk', 'GET', '/v1/inbox?wait=5&limit=1&after=0')).json;
    const handed = (await gateway.call('mk', 'GET', '/v1/inbox')).json.items.find((entry: any) => entry.alert === receipt.id) ?? item;
    expect((await gateway.call('mk', 'POST', `/v1/inbox/${handed.delivery}/ack`, { result: 'refused', reason: 'Filan Fisteku is not in our country' })).status).toBe(204);

    const { json: status } = await gateway.call('liaison', 'GET', `/v1/alerts/${receipt.id}/status`);
    expect(status).toMatchObject({ id: receipt.id, incident: receipt.incident, state: 'active' });
    const byCentre = Object.fromEntries(status.deliveries.map((delivery: any) => [delivery.centre, delivery]));
    expect(byCentre.al).toMatchObject({ country: 'AL', state: 'delivered', attempts: 1, lastError: null, decision: { state: 'requested' } });
    expect(Date.parse(byCentre.al.deliveredAt)).toBeGreaterThanOrEqual(Date.parse(byCentre.al.firstAttemptAt));
    expect(byCentre.mk).toMatchObject({ state: 'refused', receipt: { reason: 'Filan Fisteku is not in our country' } });
    expect(status.timeline.map((entry: any) => entry.type)).toEqual(expect.arrayContaining(['alert.accepted', 'delivery.delivered', 'delivery.refused']));

    const { json: codes, text } = await gateway.call('operator', 'GET', `/v1/alerts/${receipt.id}/status`);
    expect(codes.deliveries.find((delivery: any) => delivery.centre === 'mk')).toMatchObject({ state: 'refused', receipt: { kind: 'mailbox-refused', reason: null } });
    expect(text).not.toContain('Fisteku');
  });

  test('is found by exact name and plate, and by nothing less', async () => {
    const { json: receipt } = await gateway.call('al', 'POST', '/v1/alerts', albanianForm());
    const find = async (q: string): Promise<string[]> => (await gateway.call('liaison', 'GET', `/v1/alerts?q=${encodeURIComponent(q)}`)).json.items.map((item: any) => item.id);
    expect(await find('ana  SHEMBULL')).toContain(receipt.id);
    expect(await find('aa-000-zz')).toContain(receipt.id);
    expect(await find(receipt.key.identifier)).toEqual([receipt.id]);
    expect(await find('Ana')).toEqual([]);
  });

  test('is read back in the form asked for, the original only by its sender', async () => {
    const alert = cap({ sender: 'desk@gr.example.org', description: 'Ελληνικά &amp; shqip', area: '<areaDesc>Testopolis</areaDesc><polygon>41,20 41,21 42,21 41,20</polygon>' });
    const { json: { id } } = await gateway.call('gr', 'POST', '/v1/alerts', alert.xml);
    const get = (who: string, accept: string) => gateway.call(who, 'GET', `/v1/alerts/${id}`, undefined, { accept });
    expect((await get('liaison', 'application/json')).json).toMatchObject({ identifier: alert.identifier, info: [{ description: 'Ελληνικά & shqip' }], gateway: { adapter: 'cap', effectiveStatus: 'Actual' } });
    expect((await get('liaison', 'application/cap+xml')).text).toContain('<description>Ελληνικά &amp; shqip</description>');
    expect((await get('liaison', 'application/geo+json')).json.features[0].geometry.coordinates[0][0]).toEqual([20, 41]);
    expect((await get('gr', 'application/vnd.alertbridge.original')).text).toBe(alert.xml);
    expect((await get('liaison', 'application/vnd.alertbridge.original')).status).toBe(403);
    expect((await get('gr', 'image/png')).status).toBe(406);
  });
});
