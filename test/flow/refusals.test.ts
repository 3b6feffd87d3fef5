// Every way a submission can be turned down or recognised (reliability clauses 1 and 2, contract 5 and 8), and what stays behind: nothing.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ENGINES } from '../postgres.js';
import { cap, capNow, eventually, receiver, sleep, startTestGateway, type Receiver, type TestGateway } from './harness.js';

describe.each(ENGINES)('a submission on the %s engine', (engine) => {
  let gateway: TestGateway;
  let gr: Receiver;

  beforeAll(async () => {
    gr = await receiver();
    gateway = await startTestGateway([{ id: 'al' }, { id: 'gr', webhook: gr, senders: ['desk@gr.example.org'] }, { id: 'mk' }, { id: 'rs', statuses: ['Actual', 'Exercise', 'Test'] }, { id: 'it', statuses: ['Test'] }], { engine });
  });
  afterAll(async () => { await gateway.stop(); await gr.close(); });

  const post = (xml: string, who = 'al') => gateway.call(who, 'POST', '/v1/alerts', xml);
  const counts = async (): Promise<any> => (await gateway.call('operator', 'GET', '/', undefined, { accept: 'application/json' })).json.alerts;

  test('clause 2: the same message again is answered with the stored receipt, and delivered once', async () => {
    const alert = cap();
    const first = await post(alert.xml);
    const again = await post(alert.xml);
    const reformatted = await post(alert.xml.replaceAll('><', '>\n<'));
    expect([first.status, again.status, reformatted.status]).toEqual([201, 200, 200]);
    expect(again.json).toEqual({ ...first.json, duplicate: true });
    expect(reformatted.json).toEqual({ ...first.json, duplicate: true });
    expect(await eventually(() => gr.got.some(({ body }) => body.includes(alert.identifier)))).toBe(true);
    await sleep(300);
    expect(gr.got.filter(({ body }) => body.includes(alert.identifier))).toHaveLength(1);
  });

  test('clause 2: fifty at once become one alert', async () => {
    const alert = cap();
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(alert.xml)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(49);
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
  });

  test('clause 2: the same key with other content, or from another centre, is a conflict that the auditor sees', async () => {
    const alert = cap();
    const { json: { id } } = await post(alert.xml);
    const other = await post(alert.xml.replace('red jacket', 'blue jacket'));
    const thief = await post(alert.xml, 'mk');
    expect([other.status, thief.status]).toEqual([409, 409]);
    expect(other.json.code).toBe('KEY_TAKEN');
    const sees = async (): Promise<boolean> => {
      const { items } = (await gateway.call('auditor', 'GET', '/v1/audit?limit=500')).json;
      return items.filter((entry: any) => entry.type === 'security.key-conflict' && entry.alert === id).length === 2;
    };
    expect(await eventually(sees)).toBe(true);
  });

  test('clause 2: a refused message occupies no key and is judged anew', async () => {
    const alert = cap();
    const before = await counts();
    expect((await post(alert.xml.replace('<circle>41.33,19.82 20</circle>', '<circle>41.33 19.82 20</circle>'))).status).toBe(422);
    expect(await counts()).toEqual(before);
    expect((await post(alert.xml)).status).toBe(201);
  });

  test('every problem of a message is named at once, with code, path and line', async () => {
    const broken = cap().xml.replace('<scope>Public</scope>', '<scope>Restricted</scope>').replace('41.33,19.82 20', '41.33 19.82 20').replace('<urgency>Immediate</urgency>', '<urgency>Now</urgency>');
    const { status, type, json } = await post(broken);
    expect(status).toBe(422);
    expect(type).toContain('application/problem+json');
    expect(json.issues).toEqual(expect.arrayContaining([
      expect.objectContaining({ code: 'CAP_A19', level: 'error' }),
      expect.objectContaining({ code: 'CAP_I08', path: '/alert/info[1]/urgency', line: 2 }),
      expect.objectContaining({ code: 'CAP_G10', path: '/alert/info[1]/area[1]/circle[1]' }),
    ]));
  });

  test.each([
    ['unreadable XML', '<alert><nope/>', 400, 'UNREADABLE'],
    ['a DOCTYPE', '<!DOCTYPE alert [<!ENTITY a "b">]><alert/>', 400, 'UNREADABLE'],
    ['broken JSON', '{"identifier": ', 400, 'UNREADABLE'],
    ['an unknown format', 'BEGIN:VCARD', 415, 'UNKNOWN_FORMAT'],
    ['a draft', cap({ status: 'Draft' }).xml, 422, 'INVALID'],
    ['a message from the future', cap({ sent: capNow(900) }).xml, 422, 'INVALID'],
    ['an alert that had ended', cap({ sent: capNow(-7_200), expires: capNow(-3_600) }).xml, 422, 'EXPIRED'],
    ['an old alert without an end', cap({ sent: capNow(-90_000), expires: null }).xml, 422, 'EXPIRED'],
    ['a sender of another centre', cap({ sender: 'desk@gr.example.org' }).xml, 403, 'SENDER_NOT_YOURS'],
  ])('%s is refused', async (_what, body, status, code) => {
    const answer = await post(body);
    expect({ status: answer.status, code: answer.json.code }).toEqual({ status, code });
    expect(answer.json.detail.length).toBeGreaterThan(20);
  });

  test('a centre with listed senders may use no other', async () => {
    expect((await post(cap({ sender: 'somebody@else.example.org' }).xml, 'gr')).json.code).toBe('SENDER_NOT_YOURS');
  });

  test('an Update or Cancel of another centre\'s alert is refused', async () => {
    const alert = cap();
    await post(alert.xml);
    expect((await post(cap({ msgType: 'Cancel', sender: 'desk@mk.example.org', references: [alert] }).xml, 'mk')).json).toMatchObject({ status: 403, code: 'ALERT_NOT_YOURS' });
  });

  test('a CAP Ack from the addressed centre settles its delivery and reaches the origin only; from anybody else it is refused', async () => {
    const alert = cap();
    const { json: { id } } = await post(alert.xml);
    expect((await gateway.call('mk', 'GET', '/v1/inbox')).json.items.some((item: any) => item.alert === id)).toBe(true);
    const ack = await post(cap({ msgType: 'Ack', sender: 'desk@mk.example.org', references: [alert], note: 'Vardar desk has it' }).xml, 'mk');
    expect(ack.status).toBe(201);
    expect(ack.json.deliveries.map(({ centre }: any) => centre)).toEqual(['al']);
    const { deliveries } = (await gateway.call('al', 'GET', `/v1/alerts/${id}/status`)).json;
    expect(deliveries.find((delivery: any) => delivery.centre === 'mk')).toMatchObject({ state: 'acknowledged', receipt: { kind: 'cap-ack', reason: 'Vardar desk has it' } });
    const stranger = await post(cap({ msgType: 'Ack', sender: 'desk@it.example.org', references: [alert] }).xml, 'it');
    expect(stranger.status).toBe(403);
  });

  test('a receipt of another status, or for what is still held, changes nothing and reaches nobody', async () => {
    const alert = cap();
    const { json: { id } } = await post(alert.xml);
    await gateway.call('mk', 'GET', '/v1/inbox');
    const drill = await post(cap({ msgType: 'Ack', status: 'Test', sender: 'desk@mk.example.org', references: [alert] }).xml, 'mk');
    expect(drill).toMatchObject({ status: 422, json: { issues: [{ code: 'CAP_S08', path: '/alert/status' }] } });
    expect((await gateway.call('al', 'GET', `/v1/alerts/${id}/status`)).json.deliveries.find(({ centre }: any) => centre === 'mk').state).toBe('delivered');
    const held = cap({ headline: '***TEST*** Missing child, 11 years' });
    await post(held.xml);
    expect((await post(cap({ msgType: 'Ack', sender: 'desk@mk.example.org', references: [held] }).xml, 'mk')).status).toBe(403);
  });

  test('the origin reads what a desk wrote in the CAP Error it answered a webhook with, operators do not', async () => {
    const alert = cap();
    gr.behave(() => ({ status: 400, body: cap({ msgType: 'Error', sender: 'desk@gr.example.org', references: [alert], note: 'Olympos desk cannot read this' }).xml }));
    const { json: { id } } = await post(alert.xml);
    const answer = async (who: string): Promise<any> => (await gateway.call(who, 'GET', `/v1/alerts/${id}/status`)).json.deliveries.find(({ centre }: any) => centre === 'gr');
    expect(await eventually(async () => (await answer('al')).state === 'refused')).toBe(true);
    gr.behave(() => ({}));
    expect((await answer('al')).receipt).toEqual({ kind: 'cap-error', reason: 'Olympos desk cannot read this' });
    expect((await answer('operator')).receipt).toEqual({ kind: 'cap-error', reason: null });
  });

  test('the country of the origin is asked for nothing by the receipts that come back to it', async () => {
    const alert = cap();
    const { json: { incident } } = await post(alert.xml);
    await gateway.call('mk', 'GET', '/v1/inbox');
    await post(cap({ msgType: 'Ack', sender: 'desk@mk.example.org', references: [alert] }).xml, 'mk');
    await gateway.call('al', 'GET', '/v1/inbox');
    expect((await gateway.call('al', 'GET', `/v1/incidents/${incident}`)).json.countries.map(({ country }: any) => country)).not.toContain('AL');
  });

  test('a message without its time is refused with the rule it breaks, in every form', async () => {
    const { xml } = cap();
    expect(await post(xml.replace(/<sent>.*<\/sent>/, ''))).toMatchObject({ status: 422, json: { issues: [{ code: 'CAP_A06' }] } });
    expect(await gateway.call('al', 'POST', '/v1/alerts', { identifier: 'x', sender: 'y', sent: 7, status: 'Actual', msgType: 'Alert', scope: 'Public' })).toMatchObject({ status: 422 });
  });

  test('UTC written +00:00 the second time is the same message', async () => {
    const { xml } = cap();
    expect([(await post(xml)).status, (await post(xml.replaceAll('-00:00', '+00:00'))).status]).toEqual([201, 200]);
  });

  describe('whose status is in doubt', () => {
    const conflicting = () => cap({ headline: '***TEST*** Missing child, 11 years' });

    test('is accepted, held from everybody, and says why', async () => {
      const { status, json } = await post(conflicting().xml);
      expect(status).toBe(201);
      expect(json.issues).toEqual([expect.objectContaining({ code: 'STATUS_CONFLICT', level: 'warning', path: '/alert/status' })]);
      expect(json.deliveries.map(({ centre, state }: any) => [centre, state])).toEqual([['gr', 'held'], ['mk', 'held'], ['rs', 'held'], ['it', 'held']]);
      await sleep(800);
      expect(gr.got.some(({ body }) => body.includes(json.key.identifier))).toBe(false);
      expect((await gateway.call('mk', 'GET', '/v1/inbox')).json.items.some((item: any) => item.alert === json.id)).toBe(false);
      expect((await gateway.call('gr', 'GET', `/v1/alerts/${json.id}`)).status).toBe(404);
    });

    test('goes out as Actual once its origin says so, to those who want that', async () => {
      const { json: { id, key } } = await post(conflicting().xml);
      expect((await gateway.call('gr', 'POST', `/v1/alerts/${id}/confirm`, { status: 'Actual' })).status).toBe(404);
      const confirmed = await gateway.call('al', 'POST', `/v1/alerts/${id}/confirm`, { status: 'Actual' });
      expect(confirmed.json.deliveries.map(({ centre, state }: any) => [centre, state])).toEqual([['gr', 'queued'], ['mk', 'queued'], ['rs', 'queued'], ['it', 'superseded']]);
      expect(await eventually(() => gr.got.some(({ body }) => body.includes(key.identifier)))).toBe(true);
      expect((await gateway.call('al', 'POST', `/v1/alerts/${id}/confirm`, { status: 'Test' })).status).toBe(409);
    });

    test('travels as a test once its origin says so, and never as Actual', async () => {
      const { json: { id } } = await post(conflicting().xml);
      const confirmed = await gateway.call('al', 'POST', `/v1/alerts/${id}/confirm`, { status: 'Test' });
      expect(confirmed.json.deliveries.map(({ centre, state }: any) => [centre, state])).toEqual([['gr', 'superseded'], ['mk', 'superseded'], ['rs', 'queued'], ['it', 'queued']]);
      const item = (await gateway.call('rs', 'GET', '/v1/inbox?wait=3')).json.items.find((one: any) => one.alert === id);
      expect(item.body).toContain('<status>Test</status>');
      expect(item.body).toContain('<code>urn:alertbridge:changed</code>');
    });

    test('holds no Cancel, and words like "latest" or "protest" hold nothing', async () => {
      const alert = cap({ headline: 'Latest: child missing after protest, CONTEST ATTESTED' });
      const { json } = await post(alert.xml);
      expect(json.issues).toEqual([]);
      const { json: cancel } = await post(cap({ msgType: 'Cancel', references: [alert], note: 'TEST of the word' }).xml);
      expect(cancel.deliveries.every(({ state }: any) => state === 'queued')).toBe(true);
    });
  });

  test('a document of several messages is answered one by one', async () => {
    const item = (id: string, more: object = {}): object => ({ identifier: id, sender: 'desk@al.example.org', sent: capNow(), status: 'Actual', msgType: 'Alert', scope: 'Public', info: [{ category: ['Rescue'], event: 'Child abduction', urgency: 'Immediate', severity: 'Severe', certainty: 'Observed' }], ...more });
    const [a, b] = [`M-${Math.random()}`, `M-${Math.random()}`];
    const mixed = await gateway.call('al', 'POST', '/v1/alerts', [item(a), item(b, { scope: 'Private' })]);
    expect(mixed.status).toBe(201);
    expect(mixed.json.items[0]).toMatchObject({ http: 201, receipt: { key: { identifier: a } } });
    expect(mixed.json.items[1]).toMatchObject({ http: 422, problem: { code: 'INVALID', issues: [{ code: 'CAP_A22' }] } });
    expect((await gateway.call('al', 'POST', '/v1/alerts', [item(b, { scope: 'Private' }), item(b, { scope: 'Private' })])).status).toBe(422);
  });

  test('what a centre must not have is gone from case and prose, and the message says it was changed', async () => {
    const other = await startTestGateway([{ id: 'al', sendAdapter: 'al' }, { id: 'mk', withhold: ['suspect.identity'] }], { engine });
    try {
      const { json: { id } } = await other.call('al', 'POST', '/v1/alerts', {
        identifier: `W-${Math.random()}`, sender: 'desk@al.example.org', sent: capNow(), status: 'Actual', msgType: 'Alert', scope: 'Public',
        info: [{ category: ['Rescue'], event: 'Child abduction', urgency: 'Immediate', severity: 'Severe', certainty: 'Observed', description: 'Taken by Filan Fisteku in a grey van.' }],
        case: { children: [{ name: { full: 'Ana Shembull' } }], suspects: [{ name: { given: 'Filan', family: 'Fisteku' }, description: 'beard' }] },
      });
      const [item] = (await other.call('mk', 'GET', '/v1/inbox?wait=3')).json.items;
      expect(item.alert).toBe(id);
      expect(item.body).not.toMatch(/Filan|Fisteku/);
      expect(item.body).toContain('beard');
      expect(item.body).toContain('<code>urn:alertbridge:changed</code>');
      const { json, text } = await other.call('mk', 'GET', `/v1/alerts/${id}`);
      expect(text).not.toMatch(/Filan|Fisteku/);
      expect(json.gateway.withheld).toContain('/case/suspects/0/name');
    } finally { await other.stop(); }
  });
});
