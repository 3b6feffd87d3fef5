// What the clock does to broadcasts, with a clock that can be moved; what a Cancel and an Update do; and what desks ask one another.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cap, eventually, receiver, sleep, startTestGateway, type Answer, type Caller, type CapMessage, type Receiver, type TestGateway } from '../flow/harness.js';
import { ENGINES } from '../postgres.js';

const PROFILE = 'urn:alertbridge:cap:decision:1.0';
const MINUTE = 60_000;

describe.each(ENGINES)('on %s', (engine) => {
  let gateway: TestGateway;
  let call: Caller;
  let french: Receiver;
  let ahead = 0;
  const now = (): Date => new Date(Date.now() + ahead);
  const clock = { now, monotonic: () => performance.now() };
  beforeAll(async () => {
    french = await receiver();
    gateway = await startTestGateway([{ id: 'al' }, { id: 'gr' }, { id: 'fr', webhook: french }, { id: 'it' }, { id: 'nl', adapter: 'nl-burgernet', sendAdapter: 'cap' }], { engine, routing: 'addressed', clock });
    call = gateway.call;
  });
  afterAll(async () => { await gateway.stop(); await french.close(); });

  const send = async (message: CapMessage, who = 'al'): Promise<any> => {
    const { status, json } = await call(who, 'POST', '/v1/alerts', message.xml);
    expect([status, json]).toEqual([201, json]);
    return json;
  };
  const at = (plus = 0): string => `${new Date(now().getTime() + plus).toISOString().slice(0, 19)}-00:00`;
  const alerted = async (addresses = 'gr fr', who = 'al'): Promise<{ id: string; incident: string; message: CapMessage }> => {
    const message = cap({ addresses, sender: `desk@${who}.example.org`, sent: at(), expires: at(72 * 60 * MINUTE) });
    return { message, ...await send(message, who) };
  };
  const decide = (who: string, id: string, decision: string, more: object = {}): Promise<Answer> => call(who, 'POST', `/v1/alerts/${id}/decision`, { decision, ...more });
  const step = async (who: string, id: string, decision: string, more: object = {}): Promise<any> => {
    const { status, json } = await decide(who, id, decision, more);
    expect([decision, status, json]).toEqual([decision, 200, json]);
    return json;
  };
  const decisionOf = async (id: string, centre: string, who = 'al'): Promise<any> => (await call(who, 'GET', `/v1/alerts/${id}/status`)).json.deliveries.find((one: any) => one.centre === centre).decision;
  const timeline = async (id: string, type: string): Promise<any[]> => (await call('operator', 'GET', `/v1/alerts/${id}/status`)).json.timeline.filter((entry: any) => entry.type === type);
  const inbox = async (who: string): Promise<any[]> => (await call(who, 'GET', '/v1/inbox?after=0&limit=500')).json.items;
  const remindersOf = (id: string): any[] => french.got.filter(({ contentType }) => contentType === 'application/vnd.alertbridge.reminder+json').map(({ body }) => JSON.parse(body)).filter(({ reminder }) => reminder === id);
  const move = (minutes: number): void => { ahead += minutes * MINUTE; };

  // First, while this clock and the database's still agree: when something was delivered is the database's to say.
  test('a country that has an alert and does not decide is named once, with the number to call', async () => {
    const { id } = await alerted();
    await call('gr', 'GET', '/v1/inbox');
    await eventually(async () => (await call('al', 'GET', `/v1/alerts/${id}/status`)).json.deliveries.every(({ state }: any) => state === 'delivered'));
    await step('fr', id, 'review');
    move(16);
    expect(await eventually(async () => (await timeline(id, 'decision.overdue')).length === 1)).toBe(true);
    expect((await timeline(id, 'decision.overdue'))[0]).toMatchObject({ centre: 'gr', detail: { country: 'GR', minutes: 15, call: '+100' } });
    await sleep(2_500);
    expect(await timeline(id, 'decision.overdue')).toHaveLength(1);
  }, 30_000);

  test('France is reminded every quarter of an hour, warned, and stops by itself after three hours; its origin is told', async () => {
    const { id, message } = await alerted();
    const { until } = await step('fr', id, 'activate');
    expect(Math.round((new Date(until).getTime() - now().getTime()) / MINUTE)).toBe(180);
    move(15.1);
    expect(await eventually(() => remindersOf(id).length === 1)).toBe(true);
    expect(remindersOf(id)[0]).toMatchObject({ reminder: id, country: 'FR', decision: 'activated', until, number: 1 });
    // Four are missed while nobody looks, and one comes.
    move(61);
    expect(await eventually(() => remindersOf(id).length === 2)).toBe(true);
    move(180 - 76.1 - 14);
    expect(await eventually(async () => (await timeline(id, 'decision.ending')).length === 1)).toBe(true);
    expect((await timeline(id, 'decision.ending'))[0].detail).toMatchObject({ country: 'FR', stops: true });
    move(15);
    expect(await eventually(async () => (await decisionOf(id, 'fr')).state === 'ended')).toBe(true);
    expect(await decisionOf(id, 'fr')).toMatchObject({ state: 'ended', endReason: 'expired', by: null });
    expect((await decisionOf(id, 'gr')).state).toBe('requested');
    const told = (await inbox('al')).map(({ body }) => String(body)).filter((body) => body.includes(`,${message.identifier},`));
    expect(told).toHaveLength(2);
    expect(told[1]).toContain(`<valueName>${PROFILE}:endReason</valueName>`);
    await step('fr', id, 'activate');
    await step('fr', id, 'prolong');
    expect((await step('fr', id, 'prolong')).issues.map(({ code }: any) => code)).toEqual(['DECISION_MAX_HOURS']);
    // Reminders are no deliveries of the alert.
    expect((await call('al', 'GET', `/v1/alerts/${id}/status`)).json.deliveries).toHaveLength(2);
    expect((await decide('gr', id, 'activate', {})).status).toBe(200);
    expect((await decide('gr', id, 'prolong', {})).json).toMatchObject({ code: 'BAD_REQUEST', detail: expect.stringContaining('until') });
  }, 60_000);

  test('a Cancel ends every country at once, whatever it had decided; an end in one country ends no other', async () => {
    const { id, message } = await alerted('gr fr it');
    await step('gr', id, 'activate');
    await step('gr', id, 'end', { endReason: 'found' });
    await step('fr', id, 'activate');
    await step('it', id, 'decline', { reason: 'No sign that they come here.' });
    expect([(await decisionOf(id, 'gr')).endReason, (await decisionOf(id, 'fr')).state]).toEqual(['found', 'activated']);
    await send(cap({ msgType: 'Cancel', references: [message], addresses: 'gr fr it', sent: at() }));
    for (const centre of ['gr', 'fr', 'it']) expect(await decisionOf(id, centre)).toMatchObject({ state: 'ended', endReason: 'cancelled', by: 'al' });
    expect(await decide('fr', id, 'activate')).toMatchObject({ status: 409, json: { detail: expect.stringContaining('has ended it') } });
  });

  test('an Update leaves the state and says that it was decided on an older version; a country that declined may look again', async () => {
    const { id, message } = await alerted();
    await step('gr', id, 'activate');
    await step('fr', id, 'decline', { reason: 'No.' });
    await send(cap({ msgType: 'Update', references: [message], addresses: 'gr fr', sent: at(1_000), expires: at(10 * 60 * MINUTE) }));
    expect(await decisionOf(id, 'gr')).toMatchObject({ state: 'activated', decidedOn: id, updatedAt: expect.any(String) });
    expect(await step('fr', id, 'review')).toMatchObject({ state: 'review' });
  });

  test('a receipt of the receiving centre that carries the profile is its decision, sent or in the answer to a webhook; sent twice it decides once', async () => {
    const { id, message } = await alerted();
    const receipt = (who: string, msgType: string, values: Record<string, string>): string => cap({ msgType, references: [message], sender: `desk@${who}.example.org`, sent: at() }).xml
      .replace('</alert>', `<info><language>en</language><category>Rescue</category><event>Decision</event><urgency>Unknown</urgency><severity>Unknown</severity><certainty>Unknown</certainty>${Object.entries(values).map(([name, value]) => `<parameter><valueName>${PROFILE}:${name}</valueName><value>${value}</value></parameter>`).join('')}</info></alert>`);
    const first = await call('gr', 'POST', '/v1/alerts', receipt('gr', 'Ack', { state: 'activated', country: 'GR', until: at(120 * MINUTE) }));
    expect([first.status, first.json.issues]).toEqual([201, []]);
    expect(await decisionOf(id, 'gr')).toMatchObject({ state: 'activated', by: 'gr' });
    expect((await call('gr', 'POST', '/v1/alerts', receipt('gr', 'Ack', { state: 'activated', country: 'GR' }))).status).toBe(201);
    expect(await timeline(id, 'decision.made')).toHaveLength(1);
    const impossible = await call('gr', 'POST', '/v1/alerts', receipt('gr', 'Error', { state: 'declined' }));
    expect([impossible.status, impossible.json.issues.map(({ code }: any) => code)]).toEqual([201, expect.arrayContaining(['DECISION_NOT_TAKEN'])]);

    const declining = cap({ addresses: 'fr', sent: at(), expires: at(60 * MINUTE) });
    french.behave(() => ({ body: receipt('fr', 'Error', { state: 'declined', reason: 'Not ours.' }).replace(message.identifier, declining.identifier).replace(message.sent, declining.sent) }));
    const { id: second } = await send(declining);
    expect(await eventually(async () => (await decisionOf(second, 'fr')).state === 'declined')).toBe(true);
    expect(await decisionOf(second, 'fr')).toMatchObject({ reason: 'Not ours.' });
    expect(await eventually(async () => (await call('al', 'GET', `/v1/alerts/${second}/status`)).json.deliveries[0].state === 'acknowledged')).toBe(true);
    french.behave(() => ({}));
  });

  test('an origin whose format has no receipts finds them in its mailbox as CAP, and no delivery dies of it', async () => {
    const { id, message } = await alerted('gr', 'nl');
    await step('gr', id, 'activate');
    const found = (await inbox('nl')).filter(({ body }) => String(body).includes(`,${message.identifier},`));
    expect(found.map(({ contentType }) => contentType)).toEqual(['application/cap+xml']);
    expect((await call('operator', 'GET', '/v1/deliveries?state=dead')).json.items).toEqual([]);
  });

  test('of two who decide in the same moment one wins, and the other is told', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id } = await alerted('gr');
      const answers = await Promise.all(['activate', 'decline', 'review', 'activate'].map((decision) => decide('gr', id, decision, decision === 'decline' ? { reason: 'No.' } : {})));
      const won = answers.filter(({ status }) => status === 200);
      expect(answers.filter(({ status }) => status !== 200 && status !== 409)).toEqual([]);
      expect(won.length).toBeGreaterThan(0);
      expect(await timeline(id, 'decision.made')).toHaveLength(won.length);
    }
  });

  test('desks ask and answer: each reads its own, the origin and liaisons all, and an Update or an answer closes a question', async () => {
    const { id, incident, message } = await alerted();
    const post = (who: string, body: object): Promise<Answer> => call(who, 'POST', `/v1/incidents/${incident}/messages`, body);
    const read = async (who: string): Promise<any[]> => (await call(who, 'GET', `/v1/incidents/${incident}/messages`)).json.items;
    await step('gr', id, 'needs-information', { reason: 'Which car?' });
    const asked = await post('fr', { to: 'al', text: 'Is there a photo?' });
    expect([asked.status, asked.json]).toEqual([201, expect.objectContaining({ from: 'fr', to: 'al', text: 'Is there a photo?', open: true })]);
    expect((await read('al')).map(({ from, text, open }) => [from, text, open])).toEqual([['gr', 'Which car?', true], ['fr', 'Is there a photo?', true]]);
    expect((await read('gr')).map(({ from }) => from)).toEqual(['gr']);
    expect(await read('liaison')).toHaveLength(2);
    expect((await call('al', 'GET', `/v1/alerts/${id}/status`)).json.openQuestions).toBe(2);
    expect((await post('gr', { to: 'fr', text: 'What do you do?' })).status).toBe(403);
    expect((await post('it', { to: 'al', text: 'What is it?' })).status).toBe(404);
    expect((await post('al', { to: 'it', text: 'Have you seen them?' })).status).toBe(403);
    expect((await post('al', { to: 'gr', text: 'A blue one.', answers: asked.json.id })).status).toBe(400);
    expect((await post('al', { to: 'fr', text: 'Not yet.', answers: asked.json.id })).status).toBe(201);
    expect((await call('al', 'GET', `/v1/incidents/${incident}`)).json.openQuestions).toBe(1);
    await send(cap({ msgType: 'Update', references: [message], addresses: 'gr fr', sent: at(1_000), expires: at(60 * MINUTE) }));
    expect((await call('al', 'GET', `/v1/incidents/${incident}`)).json.openQuestions).toBe(0);
    expect((await decisionOf(id, 'gr')).state).toBe('needs-information');
    const audit = JSON.stringify(await timeline(id, 'desk.message'));
    expect([audit.includes('desk.message'), audit.includes('photo')]).toEqual([true, false]);
  });
});
