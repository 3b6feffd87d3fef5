// What is written about a case goes with it: decisions and their messages, receipts and their notes, and what the desks ask one another.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cap, eventually, receiver, startTestGateway, type CapMessage, type Receiver, type TestGateway } from '../flow/harness.js';
import { ENGINES } from '../postgres.js';

describe.each(ENGINES)('on the %s engine', (engine) => {
  let gateway: TestGateway;
  let fr: Receiver;
  /** Serbia lets nothing stand, Albania a day. */
  beforeAll(async () => {
    fr = await receiver();
    gateway = await startTestGateway([{ id: 'rs' }, { id: 'al' }, { id: 'gr' }, { id: 'it' }, { id: 'fr', webhook: fr }, { id: 'mk' }], { engine });
  });
  afterAll(async () => { await gateway.stop(); await fr.close(); });

  const call: TestGateway['call'] = (...args) => gateway.call(...args);
  const from = (who: string, spec: Parameters<typeof cap>[0] = {}): CapMessage => cap({ sender: `desk@${who}.example.org`, ...spec });
  const submit = async (who: string, { xml }: CapMessage): Promise<any> => {
    const { status, json, text } = await call(who, 'POST', '/v1/alerts', xml);
    if (status !== 201) throw new Error(`${status} ${text}`);
    return json;
  };
  const decide = async (who: string, id: string, decision: string, reason: string): Promise<void> => { expect((await call(who, 'POST', `/v1/alerts/${id}/decision`, { decision, reason })).status).toBe(200); };
  const write = (who: string, incident: string, to: string, text: string) => call(who, 'POST', `/v1/incidents/${incident}/messages`, { to, text });
  const messages = async (who: string, incident: string): Promise<any[]> => (await call(who, 'GET', `/v1/incidents/${incident}/messages`)).json.items;
  /** State by message, of what the origin has of the case. */
  const ofCase = async (who: string, incident: string): Promise<any[]> => (await call(who, 'GET', `/v1/alerts?limit=500&incident=${incident}`)).json.items;
  const receipts = async (who: string, incident: string): Promise<any[]> => (await ofCase(who, incident)).filter(({ msgType }) => msgType === 'Ack' || msgType === 'Error');
  const fetchAll = async (who: string): Promise<void> => {
    for (const { delivery } of (await call(who, 'GET', '/v1/inbox?limit=500')).json.items) await call(who, 'POST', `/v1/inbox/${delivery}/ack`, { result: 'received' });
  };
  const erase = (who: string, id: string) => call(who, 'POST', `/v1/alerts/${id}/erase`);
  const soon = (test: () => Promise<boolean>): Promise<boolean> => eventually(test, 15_000, 100);
  /** What is due is looked for every two seconds. */
  const stays = async (test: () => Promise<boolean>): Promise<boolean> => !await eventually(async () => !await test(), 5_000, 250);

  /** An alert and its Update, with every kind of words about it. The origin fetches nothing. */
  const talkedAbout = async (who: string) => {
    const first = from(who);
    const { id, incident } = await submit(who, first);
    await eventually(() => fr.got.some(({ body }) => body.includes(first.identifier)));
    for (const desk of ['gr', 'it']) await call(desk, 'GET', '/v1/inbox?limit=500');
    await decide('gr', id, 'needs-information', 'Is it Ana Sajuar?');
    await write('it', incident, who, 'Ana Sajuar was here.');
    const update = from(who, { msgType: 'Update', references: [first] });
    const newer = await submit(who, update);
    await decide('gr', newer.id, 'decline', 'Ana Sajuar is no case for us.');
    await write(who, incident, 'it', 'Where was Ana Sajuar?');
    await call('it', 'GET', '/v1/inbox?limit=500');
    await submit('it', from('it', { msgType: 'Error', references: [update], note: 'Ana Sajuar is here.' }));
    return { first, update, id, incident, cancel: () => submit(who, from(who, { msgType: 'Cancel', references: [update, first] })) };
  };

  test('decisions and receipts do not wait for an origin that fetches nothing longer than its alerts do', async () => {
    const { id, incident, cancel } = await talkedAbout('rs');
    expect((await receipts('rs', incident)).map(({ state }) => state)).toEqual(['active', 'active', 'active']);
    await cancel();
    expect(await soon(async () => (await receipts('rs', incident)).every(({ state }) => state === 'erased'))).toBe(true);
    for (const receipt of await receipts('rs', incident)) expect((await call('rs', 'GET', `/v1/alerts/${receipt.id}`)).json).toMatchObject({ status: 410, code: 'ERASED' });
    expect((await call('rs', 'GET', '/v1/inbox?limit=500')).json.items.filter(({ body }: any) => String(body).includes('Sajuar'))).toEqual([]);
    expect((await call('rs', 'GET', `/v1/alerts/${id}/status`)).json.state).toBe('erased');
  });

  test('messages of desks say that they are erased, whichever version they were about, and nothing new is taken', async () => {
    const { incident, cancel } = await talkedAbout('rs');
    expect((await messages('rs', incident)).map(({ text, erased }) => [text, erased])).toEqual([['Is it Ana Sajuar?', false], ['Ana Sajuar was here.', false], ['Where was Ana Sajuar?', false]]);
    await cancel();
    expect(await soon(async () => (await messages('rs', incident)).every(({ erased }) => erased))).toBe(true);
    for (const who of ['rs', 'liaison']) expect((await messages(who, incident)).map(({ from: by, to, text, erased }) => [by, to, text, erased])).toEqual([['gr', 'rs', null, true], ['it', 'rs', null, true], ['rs', 'it', null, true]]);
    expect((await write('it', incident, 'rs', 'And Ana Sajuar?')).json).toMatchObject({ status: 410, code: 'ERASED' });
  });

  test('of the case codes are left: who decided what and when, for everybody who could read it before', async () => {
    const { id, incident, cancel } = await talkedAbout('rs');
    await cancel();
    expect(await soon(async () => (await receipts('rs', incident)).every(({ state }) => state === 'erased'))).toBe(true);
    for (const who of ['rs', 'gr', 'it', 'liaison']) {
      const [one, status, page] = [await call(who, 'GET', `/v1/incidents/${incident}`), await call(who, 'GET', `/v1/alerts/${id}/status`), await call(who, 'GET', '/v1/incidents')];
      expect([who, one.status, status.status, page.status]).toEqual([who, 200, 200, 200]);
      expect([who, [one, status, page].filter(({ text }) => text.includes('Sajuar'))]).toEqual([who, []]);
      expect(one.json.countries.find(({ country }: any) => country === 'GR').decision).toMatchObject({ state: 'ended', endReason: 'cancelled', reason: null });
    }
    expect((await call('auditor', 'GET', '/v1/audit?limit=500')).text).not.toContain('Sajuar');
  });

  test('what was erased at once waits for its origin to read it, and no longer', async () => {
    const { id, incident, cancel } = await talkedAbout('al');
    await cancel();
    expect((await erase('al', id)).json.pending).toEqual([]);
    const waiting = async (): Promise<number> => (await receipts('al', incident)).filter(({ state }) => state !== 'erased').length;
    expect(await stays(async () => await waiting() === 3)).toBe(true);
    await fetchAll('al');
    expect(await soon(async () => await waiting() === 0)).toBe(true);
  });

  test('nor do they wait when the grace is over', async () => {
    const { id, incident, cancel } = await talkedAbout('al');
    await cancel();
    await erase('al', id);
    await gateway.changeNetwork((network) => { network.gateway.eraseAfterHours = 0; });
    expect(await soon(async () => (await receipts('al', incident)).every(({ state }) => state === 'erased'))).toBe(true);
    await gateway.changeNetwork((network) => { delete network.gateway.eraseAfterHours; });
  });

  test('an answer to the Cancel can be read as long as the case', async () => {
    const { id, incident, cancel } = await talkedAbout('al');
    const { key } = await cancel();
    await call('it', 'GET', '/v1/inbox?limit=500');
    const ack = await submit('it', from('it', { msgType: 'Ack', references: [key], note: 'Ana Sajuar is home.' }));
    await fetchAll('al');
    expect(await stays(async () => (await call('al', 'GET', `/v1/alerts/${ack.id}`)).status === 200)).toBe(true);
    await erase('al', id);
    expect(await soon(async () => (await receipts('al', incident)).every(({ state }) => state === 'erased'))).toBe(true);
  });

  test('a message written after the end does not wait with the Cancel for who is away', async () => {
    const { id, incident, cancel } = await talkedAbout('al');
    const ended = await cancel();
    expect((await write('it', incident, 'al', 'So Ana Sajuar is home?')).status).toBe(201);
    await erase('al', id);
    expect((await call('al', 'GET', `/v1/alerts/${ended.id}`)).status).toBe(200);
    expect((await messages('al', incident)).filter(({ erased }) => !erased)).toEqual([]);
  });

  test('a court that holds the case keeps what was written about it, and the lifting lets it go', async () => {
    const { id, incident, cancel } = await talkedAbout('rs');
    expect((await call('operator', 'POST', `/v1/alerts/${id}/hold`, { reference: 'K-1/26', reason: 'ordered' })).status).toBe(200);
    await cancel();
    expect(await stays(async () => (await receipts('rs', incident)).every(({ state }) => state !== 'erased'))).toBe(true);
    expect((await messages('rs', incident)).every(({ text }) => text.includes('Sajuar'))).toBe(true);
    await call('operator', 'POST', `/v1/alerts/${id}/hold/lift`, { reason: 'over' });
    expect(await soon(async () => (await receipts('rs', incident)).every(({ state }) => state === 'erased') && (await messages('rs', incident)).every(({ erased }) => erased))).toBe(true);
  });
});
