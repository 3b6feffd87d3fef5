// What an operator does to deliveries, from outside: pause, resume and redrive (contract 5, reliability clauses 6 and 10).
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ENGINES } from '../postgres.js';
import { openEvents } from '../http/open-events.js';
import { cap, eventually, receiver, startTestGateway, type Receiver, type TestGateway } from './harness.js';

const NOBODY_KNOWS = '00000000-0000-7000-8000-000000000000';

describe.each(ENGINES)('an operator, on %s,', (engine) => {
  let gateway: TestGateway;
  let webhook: Receiver;

  beforeAll(async () => {
    webhook = await receiver();
    gateway = await startTestGateway([{ id: 'al' }, { id: 'gr' }, { id: 'it' }, { id: 'nl', webhook }, { id: 'mt', country: 'MT', adapter: 'nl-burgernet', sendAdapter: 'cap' }], { engine, routing: 'addressed' });
  });
  beforeEach(() => { webhook.behave(() => ({})); });
  afterAll(async () => {
    await gateway.stop();
    await webhook.close();
  });

  const ops = (method: 'GET' | 'POST', path: string, body?: object) => gateway.call('operator', method, path, body);
  const submit = async (addresses: string, spec: Parameters<typeof cap>[0] = {}): Promise<any> => {
    const { json, status } = await gateway.call('al', 'POST', '/v1/alerts', cap({ addresses, ...spec }).xml);
    expect(status).toBe(201);
    return json;
  };
  const deliveryOf = async (alert: string): Promise<any> => (await ops('GET', `/v1/alerts/${alert}/status`)).json.deliveries[0];
  const becomes = (alert: string, state: string) => eventually(async () => (await deliveryOf(alert)).state === state);
  const inbox = async (who: string): Promise<string[]> => (await gateway.call(who, 'GET', '/v1/inbox')).json.items.map((item: any) => item.alert);
  const lineOf = async (id: string): Promise<any> => (await ops('GET', '/v1/centres')).json.items.find((item: any) => item.id === id).health;

  test('pauses a centre: nothing leaves, all that waits is held with that reason; resumed, it goes out by itself', async () => {
    const stream = await openEvents(gateway.url, gateway.keys.operator!);
    const before = await submit('gr');
    const answer = await ops('POST', '/v1/centres/gr/pause', { reason: 'they painted the room' });
    expect(answer).toMatchObject({ status: 200, json: { id: 'gr', health: { line: 'paused', pausedSince: expect.any(String) } } });
    expect((await ops('POST', '/v1/centres/nl/pause')).status).toBe(200);
    const [mailbox, called] = [await submit('gr'), await submit('nl')];

    for (const { id } of [before, mailbox, called]) expect(await deliveryOf(id)).toMatchObject({ state: 'held', heldReason: 'paused', nextAttemptAt: null });
    expect(await inbox('gr')).toEqual([]);
    const listed = (await ops('GET', '/v1/deliveries?state=held')).json.items;
    expect(listed.map((item: any) => item.alert)).toEqual([called.id, mailbox.id, before.id]);
    expect((await gateway.call(undefined, 'GET', '/metrics')).text).toMatch(/^alertbridge_state\{kind="delivery",state="held"\} 3$/m);
    const redriven = await ops('POST', `/v1/deliveries/${called.deliveries[0].id}/redrive`);
    expect(redriven).toMatchObject({ status: 409, json: { code: 'NOT_POSSIBLE_NOW', detail: expect.stringContaining('Resume the centre') } });
    expect(webhook.got).toEqual([]);

    const poll = gateway.call('gr', 'GET', '/v1/inbox?wait=20');
    for (const centre of ['gr', 'nl']) expect((await ops('POST', `/v1/centres/${centre}/resume`)).json.health.line).not.toBe('paused');
    expect((await poll).json.items.map((item: any) => item.alert)).toEqual([before.id, mailbox.id]);
    expect(await becomes(called.id, 'delivered')).toBe(true);
    expect(await eventually(() => stream.seen.filter(({ event }) => event === 'centre.resumed').length === 2)).toBe(true);
    stream.close();
    const told = stream.seen.filter(({ event }) => event.startsWith('centre.'));
    expect(told.map(({ event, data }) => [event, data.centre, data.actor, data.detail])).toEqual([
      ['centre.paused', 'gr', 'operator', { reason: 'other' }], ['centre.paused', 'nl', 'operator', {}], ['centre.resumed', 'gr', 'operator', {}], ['centre.resumed', 'nl', 'operator', {}]]);
    expect(stream.text()).not.toContain('painted');
  });

  test('may pause twice, but resume only what is paused, and neither what nobody knows', async () => {
    expect([(await ops('POST', '/v1/centres/it/pause')).status, (await ops('POST', '/v1/centres/it/pause', {})).status]).toEqual([200, 200]);
    expect([(await ops('POST', '/v1/centres/it/resume')).status, (await ops('POST', '/v1/centres/it/resume')).status]).toEqual([200, 409]);
    for (const step of ['pause', 'resume']) expect((await ops('POST', `/v1/centres/zz/${step}`)).json.code).toBe('NOT_FOUND');
    expect((await ops('POST', '/v1/centres/it/pause', { because: 'x' })).json.code).toBe('BAD_REQUEST');
  });

  test('cannot free by any step what is held for its status: that is the origin\'s to say', async () => {
    const held = await submit('gr', { headline: 'TEST of the siren' });
    const answer = await ops('POST', `/v1/deliveries/${held.deliveries[0].id}/redrive`);
    expect(answer).toMatchObject({ status: 409, json: { detail: expect.stringContaining('Only the centre that sent it') } });
    expect((await ops('POST', '/v1/centres/gr/resume')).status).toBe(409);
    await ops('POST', '/v1/centres/gr/pause');
    expect(await deliveryOf(held.id)).toMatchObject({ state: 'held', heldReason: 'status-conflict' });
    await ops('POST', '/v1/centres/gr/resume');
    expect(await deliveryOf(held.id)).toMatchObject({ state: 'held', heldReason: 'status-conflict' });
  });

  test('sends again at once what a receiver said no to, and what waits for its next try', async () => {
    webhook.behave(() => ({ status: 404 }));
    const refused = await submit('nl');
    expect(await becomes(refused.id, 'held')).toBe(true);
    webhook.behave(() => ({}));
    const { status, json } = await ops('POST', `/v1/deliveries/${refused.deliveries[0].id}/redrive`);
    expect([status, json.id, json.alert]).toEqual([200, refused.deliveries[0].id, refused.id]);
    expect(await becomes(refused.id, 'delivered')).toBe(true);
    expect((await ops('POST', `/v1/deliveries/${refused.deliveries[0].id}/redrive`)).json).toMatchObject({ status: 409, detail: expect.stringContaining('has it already') });
    const types = (await ops('GET', `/v1/alerts/${refused.id}/status`)).json.timeline.map(({ type, actor }: any) => [type, actor]);
    expect(types).toContainEqual(['delivery.redriven', 'operator']);
  });

  test('lets a redriven delivery through an open breaker, and with it everything that waits', async () => {
    webhook.behave(() => ({ status: 503 }));
    const alerts = await Promise.all(Array.from({ length: 6 }, () => submit('nl')));
    expect(await eventually(async () => (await lineOf('nl')).line === 'down')).toBe(true);
    webhook.behave(() => ({}));
    expect((await ops('POST', `/v1/deliveries/${alerts[3].deliveries[0].id}/redrive`)).status).toBe(200);
    for (const { id } of alerts) expect(await becomes(id, 'delivered')).toBe(true);
  });

  test('says first what would happen, and then does it to all that a filter finds', async () => {
    // The Dutch list is public: a private message cannot be written for it, and is dead when it is fetched.
    const message = cap({ addresses: 'mt' }).xml.replace('<scope>Public</scope>', '<scope>Private</scope>');
    const poison = (await gateway.call('al', 'POST', '/v1/alerts', message)).json;
    expect(await inbox('mt')).toEqual([]);
    expect((await deliveryOf(poison.id)).state).toBe('dead');
    const conflict = await submit('mt', { headline: 'TEST of the siren' });
    const look = async (query: string) => (await ops('POST', `/v1/deliveries/redrive?centre=mt${query}`)).json;
    const found = await look('&dryRun=true');
    expect(found).toMatchObject({ dryRun: true, next: null });
    expect(found.items).toContainEqual(expect.objectContaining({ id: conflict.deliveries[0].id, centre: 'mt', alert: conflict.id, from: 'held', problem: 'status-conflict' }));
    expect(found.items).toContainEqual({ id: poison.deliveries[0].id, centre: 'mt', alert: poison.id, from: 'dead', to: 'queued' });
    expect((await deliveryOf(poison.id)).state).toBe('dead');

    expect((await look('&state=dead')).items).toEqual([{ id: poison.deliveries[0].id, centre: 'mt', alert: poison.id, from: 'dead', to: 'queued' }]);
    expect((await deliveryOf(poison.id)).state).toBe('queued');
    expect((await look('&state=dead')).items).toEqual([]);
  });

  test('is told what a wrong question is', async () => {
    expect((await ops('POST', `/v1/deliveries/${NOBODY_KNOWS}/redrive`)).status).toBe(404);
    for (const query of ['state=delivered', 'dryRun=maybe', 'limit=0', 'after=x']) expect([query, (await ops('POST', `/v1/deliveries/redrive?${query}`)).json.code]).toEqual([query, 'BAD_REQUEST']);
  });

  test('resumes a centre that is in the network file no more, but has left something waiting', async () => {
    await ops('POST', '/v1/centres/it/pause');
    const left = await submit('it');
    let removed: object;
    await gateway.changeNetwork((network) => { removed = network.centres.find((centre: any) => centre.id === 'it'); network.centres = network.centres.filter((centre: any) => centre.id !== 'it'); });
    expect(await deliveryOf(left.id)).toMatchObject({ state: 'held', heldReason: 'paused' });
    expect((await ops('POST', '/v1/centres/it/resume')).json).toMatchObject({ id: 'it', health: { line: 'not tried' } });
    expect(await deliveryOf(left.id)).toMatchObject({ state: 'queued' });
    await gateway.changeNetwork((network) => { network.centres.push(removed); });
    expect(await inbox('it')).toContain(left.id);
  });
});
