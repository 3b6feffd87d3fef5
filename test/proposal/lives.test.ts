// The lives of proposals, over HTTP and a real database: Albania's chain, Serbia's, and what becomes of those that end otherwise.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cap, eventually, type Caller } from '../flow/harness.js';
import { openEvents } from '../http/open-events.js';
import { ENGINES } from '../postgres.js';
import { startProposalGateway, type ProposalGateway } from './network.js';

const fixture = (adapter: string, name: string): any => JSON.parse(readFileSync(fileURLToPath(new URL(`../../adapters/${adapter}/fixtures/${name}.json`, import.meta.url)), 'utf8'));
const now = (): string => `${new Date().toISOString().slice(0, 19)}+00:00`;

let serial = 0;
/** The Albanian form with an invented child, sent a moment ago; every one is another. */
const albanianForm = (more: object = {}): any => { serial += 1; return { ...fixture('al', 'minimal'), numriReferencës: `AL-P-${serial}`, dërguarMë: now(), ...more }; };

describe.each(ENGINES)('on %s', (engine) => {
  let home: ProposalGateway;
  let call: Caller;
  beforeAll(async () => { home = await startProposalGateway({}, undefined, engine); call = home.call; });
  afterAll(() => home.stop());

  const proposed = async (who: string, body: any, query = ''): Promise<any> => {
    const { status, json } = await call(who, 'POST', `/v1/proposals${query}`, body);
    expect([status, json]).toEqual([201, json]);
    return json;
  };
  const take = (who: string, id: string, step: string, more: object = {}) => call(who, 'POST', `/v1/proposals/${id}/steps`, { step, ...more });
  const stateFor = async (who: string, id: string): Promise<[number, string | undefined]> => { const { status, json } = await call(who, 'GET', `/v1/proposals/${id}`); return [status, json.state]; };
  const listed = async (who: string, query = ''): Promise<string[]> => (await call(who, 'GET', `/v1/proposals?limit=500${query}`)).json.items.map((item: any) => item.id);

  describe('Albania: first responder, directorate, State Police, alert', () => {
    test('a patrol proposes, the directorate asks and refers, the State Police issue, the neighbours get the alert and never the proposal', async () => {
      const form = albanianForm();
      const made = await proposed('patrol', form, '?to=directorate-tirana');
      expect(made).toMatchObject({ country: 'AL', state: 'directorate', holder: 'directorate-tirana', status: 'Actual', duplicate: false });
      expect(made.chain).toEqual([{ step: 'first-responder', holder: 'patrol' }, { step: 'directorate', holder: 'directorate-tirana' }, { step: 'state-police', holder: null }]);
      expect(await stateFor('directorate-korca', made.id)).toEqual([404, undefined]);
      expect([await listed('patrol'), await listed('directorate-tirana'), await listed('al')].map((ids) => ids.includes(made.id))).toEqual([true, true, false]);

      expect((await take('patrol', made.id, 'refer')).json).toMatchObject({ status: 409, code: 'NOT_POSSIBLE_NOW', detail: expect.stringContaining('You may withdraw') });
      expect((await take('directorate-tirana', made.id, 'return', { reason: 'Which way did they leave?' })).json).toMatchObject({ state: 'first-responder', holder: 'patrol' });
      expect((await take('patrol', made.id, 'refer', { to: 'directorate-tirana', reason: 'Towards Kapshtica.' })).json).toMatchObject({ state: 'directorate' });
      expect((await call('al', 'POST', `/v1/proposals/${made.id}/issue`)).json).toMatchObject({ status: 409, detail: expect.stringContaining('directorate-tirana') });
      const referred = await take('directorate-tirana', made.id, 'refer', { reason: 'The criteria are met.' });
      expect(referred.json).toMatchObject({ state: 'state-police', holder: 'al', possible: [] });
      expect((await call('directorate-tirana', 'POST', `/v1/proposals/${made.id}/issue`)).status).toBe(403);
      expect((await call('al-press', 'POST', `/v1/proposals/${made.id}/issue`)).status).toBe(404);

      const issued = await call('al', 'POST', `/v1/proposals/${made.id}/issue`);
      expect(issued).toMatchObject({ status: 201, json: { msgType: 'Alert', status: 'Actual', duplicate: false } });
      expect(issued.json.deliveries.map(({ centre }: any) => centre).sort()).toEqual(['al-press', 'gr', 'mk', 'rs']);
      expect((await call('al', 'POST', `/v1/proposals/${made.id}/issue`)).json).toEqual({ ...issued.json, duplicate: true });

      const { json: seen } = await call('patrol', 'GET', `/v1/proposals/${made.id}`);
      expect(seen).toMatchObject({ state: 'issued', holder: null, alert: issued.json.id, incident: issued.json.incident, possible: [] });
      expect(seen.timeline.map(({ type, actor, state, reason }: any) => [type, actor, state, reason])).toEqual([
        ['proposal.made', 'patrol', 'directorate', null], ['proposal.returned', 'directorate-tirana', 'first-responder', 'Which way did they leave?'], ['proposal.referred', 'patrol', 'directorate', 'Towards Kapshtica.'],
        ['proposal.referred', 'directorate-tirana', 'state-police', 'The criteria are met.'], ['proposal.issued', 'al', 'issued', null]]);

      const inbox = (await call('gr', 'GET', '/v1/inbox')).json.items;
      expect(inbox.map(({ alert }: any) => alert)).toEqual([issued.json.id]);
      expect(inbox[0].body).not.toContain(made.id);
    });

    test('the reporter follows its own alert as codes, and no other', async () => {
      const made = await proposed('patrol', albanianForm(), '?to=directorate-korca');
      await take('directorate-korca', made.id, 'refer');
      const { json: alert } = await call('al', 'POST', `/v1/proposals/${made.id}/issue`);
      const [delivery] = (await call('gr', 'GET', '/v1/inbox')).json.items.filter((item: any) => item.alert === alert.id);
      await call('gr', 'POST', `/v1/inbox/${delivery.delivery}/ack`, { result: 'refused', reason: 'Words of the Greek desk.' });
      const { status, json } = await call('patrol', 'GET', `/v1/alerts/${alert.id}/status`);
      expect([status, json.state, json.deliveries.find(({ centre }: any) => centre === 'gr')]).toEqual([200, 'active', expect.objectContaining({ state: 'refused', receipt: { kind: 'mailbox-refused', reason: null } })]);
      expect(json.criteria.map(({ country }: any) => country).filter((country: string) => country !== 'AL')).toEqual([]);
      expect((await call('line-116000', 'GET', `/v1/alerts/${alert.id}/status`)).status).toBe(404);
      expect((await call('patrol', 'GET', `/v1/alerts/${alert.id}`)).status).toBe(403);
    });

    test('where two directorates could be meant, the patrol has to say which', async () => {
      const { status, json } = await call('patrol', 'POST', '/v1/proposals', albanianForm());
      expect([status, json.code, json.detail]).toEqual([400, 'BAD_REQUEST', expect.stringContaining('directorate-tirana, directorate-korca')]);
      expect((await call('patrol', 'POST', '/v1/proposals?to=al', albanianForm())).status).toBe(400);
    });
  });

  describe('Serbia: 116000, Ministry, alert', () => {
    test('the helpline tells what it knows, the Ministry writes the alert and issues that', async () => {
      const made = await proposed('line-116000', { case: { children: [{ name: { given: 'Mila', family: 'Primerić' }, age: { value: 8, unit: 'year' } }], lastSeen: { place: 'Naselje Izmišljeno' } } });
      expect(made).toMatchObject({ country: 'RS', state: 'ministry', holder: 'rs', status: null });
      expect(made.issues.filter(({ level }: any) => level === 'error').map(({ code }: any) => code)).toContain('CAP_A01');
      const seen = await call('rs', 'GET', `/v1/proposals/${made.id}`);
      expect(seen.json).toMatchObject({ possible: ['return', 'decline', 'issue'], content: { case: { children: [{ name: { given: 'Mila' } }] } } });

      const asItIs = await call('rs', 'POST', `/v1/proposals/${made.id}/issue`);
      expect([asItIs.status, asItIs.json.code]).toEqual([422, 'INVALID']);
      expect(await stateFor('line-116000', made.id)).toEqual([200, 'ministry']);

      const edited = cap({ sender: 'dezurni@rs.example.org', description: 'A girl of 8, last seen in Naselje Izmišljeno.' });
      const issued = await call('rs', 'POST', `/v1/proposals/${made.id}/issue`, edited.xml);
      expect(issued).toMatchObject({ status: 201, json: { key: { sender: 'dezurni@rs.example.org' } } });
      expect((await call('rs', 'POST', `/v1/proposals/${made.id}/issue`, edited.xml)).json).toEqual({ ...issued.json, duplicate: true });
      expect((await call('rs', 'POST', `/v1/proposals/${made.id}/issue`, cap().xml)).status).toBe(409);
      expect((await call('line-116000', 'GET', `/v1/proposals/${made.id}`)).json).toMatchObject({ state: 'issued', alert: issued.json.id });
      expect((await call('line-116000', 'GET', `/v1/alerts/${issued.json.id}/status`)).status).toBe(200);
    });

    test('the Ministry declines with a reason, which the helpline reads and nobody else', async () => {
      const made = await proposed('line-116000', { case: { category: 'runaway' } });
      expect((await take('rs', made.id, 'decline', { reason: 'The child is at home.' })).json).toMatchObject({ state: 'declined', holder: null, possible: [] });
      expect((await call('line-116000', 'GET', `/v1/proposals/${made.id}`)).json.timeline.at(-1)).toMatchObject({ type: 'proposal.declined', actor: 'rs', reason: 'The child is at home.' });
      for (const who of ['al', 'gr', 'patrol']) expect(await stateFor(who, made.id)).toEqual([404, undefined]);
      expect((await take('line-116000', made.id, 'withdraw')).json).toMatchObject({ code: 'NOT_POSSIBLE_NOW', detail: expect.stringContaining('It has ended') });
      expect((await call('rs', 'POST', `/v1/proposals/${made.id}/issue`)).status).toBe(409);
    });
  });

  describe('a proposal', () => {
    test('of any other country goes from its reporter straight to the centre', async () => {
      const made = await proposed('scout', { case: { category: 'runaway' } });
      expect(made).toMatchObject({ country: 'GR', state: 'centre', holder: 'gr', chain: [{ step: 'reporter', holder: 'scout' }, { step: 'centre', holder: 'gr' }] });
      expect((await take('scout', made.id, 'withdraw', { reason: 'Found.' })).json).toMatchObject({ state: 'withdrawn', holder: null });
      expect([await listed('scout', '&state=withdrawn'), await listed('scout', '&state=open')].map((ids) => ids.includes(made.id))).toEqual([true, false]);
    });

    test('sent twice is one, until it was taken back', async () => {
      const body = JSON.stringify({ case: { tier: 'amber' } });
      const made = await proposed('scout', body);
      expect(await call('scout', 'POST', '/v1/proposals', body)).toMatchObject({ status: 200, json: { id: made.id, duplicate: true, issues: made.issues } });
      const [one, other] = await Promise.all([1, 2].map(() => call('scout', 'POST', '/v1/proposals', JSON.stringify({ case: { tier: 'endangered-missing' } }))));
      expect([one!.json.id, [one!.status, other!.status].sort()]).toEqual([other!.json.id, [200, 201]]);
      await take('scout', made.id, 'withdraw');
      expect((await proposed('scout', body)).id).not.toBe(made.id);
    });

    test('whose fields are wrong is kept with what was sent, and what cannot be read is not', async () => {
      const wrong = JSON.stringify(albanianForm({ statusi: 'Ndoshta' }));
      const made = await proposed('patrol', wrong, '?to=directorate-tirana');
      expect(made.issues.some(({ level }: any) => level === 'error')).toBe(true);
      const original = await call('directorate-tirana', 'GET', `/v1/proposals/${made.id}`, undefined, { accept: 'application/vnd.alertbridge.original' });
      expect(original.text).toBe(wrong);
      const refusals = await Promise.all(['', '{"case":', 'Ana is missing', cap().xml.slice(0, 200), JSON.stringify([fixture('nl-burgernet', 'alert')].flat().concat(fixture('nl-burgernet', 'alert')))].map((body) => call('scout', 'POST', '/v1/proposals', body)));
      expect(refusals.map(({ status, json }) => [status, json.code])).toEqual([[400, 'BAD_REQUEST'], [400, 'UNREADABLE'], [415, 'UNKNOWN_FORMAT'], [400, 'UNREADABLE'], [422, 'INVALID']]);
    });

    test('marked as an exercise is issued as an exercise or not at all', async () => {
      const drill = cap({ sender: 'desk@gr.example.org', status: 'Exercise' });
      const made = await proposed('scout', drill.xml);
      expect(made).toMatchObject({ status: 'Exercise', effectiveStatus: 'Exercise' });
      const real = await call('gr', 'POST', `/v1/proposals/${made.id}/issue`, cap({ sender: 'desk@gr.example.org' }).xml);
      expect([real.status, real.json.issues.map(({ code }: any) => code)]).toEqual([422, ['PROPOSAL_CONTENT']]);
      const issued = await call('gr', 'POST', `/v1/proposals/${made.id}/issue`);
      expect(issued).toMatchObject({ status: 201, json: { status: 'Exercise', deliveries: [] } });
    });

    test('ends no alert: a Cancel is no body for it', async () => {
      const alert = cap({ sender: 'desk@gr.example.org' });
      await call('gr', 'POST', '/v1/alerts', alert.xml);
      const made = await proposed('scout', { case: { tier: 'amber', category: 'other' } });
      const cancel = await call('gr', 'POST', `/v1/proposals/${made.id}/issue`, cap({ sender: 'desk@gr.example.org', msgType: 'Cancel', references: [alert] }).xml);
      expect([cancel.status, cancel.json.issues.map(({ code }: any) => code)]).toEqual([422, ['PROPOSAL_CONTENT']]);
      expect((await call('gr', 'POST', `/v1/proposals/${made.id}/issue`, alert.xml)).json).toMatchObject({ duplicate: true });
      expect(await stateFor('scout', made.id)).toEqual([200, 'issued']);
    });

    test('issued twice at once becomes one alert', async () => {
      const made = await proposed('scout', { case: { tier: 'amber', category: 'lost-injured' } });
      const answers = await Promise.all([1, 2, 3].map(() => call('gr', 'POST', `/v1/proposals/${made.id}/issue`, cap({ sender: 'desk@gr.example.org', incidents: `case-${made.id}` }).xml)));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
      const { alert, incident } = (await call('scout', 'GET', `/v1/proposals/${made.id}`)).json;
      expect((await call('gr', 'GET', `/v1/alerts?incident=${incident}`)).json.items.map(({ id }: any) => id)).toEqual([alert]);
    });

    test('is told in events to the centre it came before, to operators as codes, and to nobody else', async () => {
      const streams = await Promise.all(['al', 'gr', 'liaison', 'operator'].map((who) => openEvents(home.gateway.url, home.keys[who]!)));
      const made = await proposed('line-116000', { case: { category: 'parental-abduction' } });
      await take('rs', made.id, 'return', { reason: 'Qwertelltale' });
      const about = (index: number) => streams[index]!.seen.filter(({ data }) => (data.detail as any)?.proposal === made.id);
      expect(await eventually(() => about(3).length === 2)).toBe(true);
      const own = await openEvents(home.gateway.url, home.keys.rs!, 0);
      expect(await eventually(() => own.seen.filter(({ data }) => (data.detail as any).proposal === made.id).length === 2)).toBe(true);
      expect([about(0), about(1), about(2)]).toEqual([[], [], []]);
      expect(JSON.stringify(about(3))).not.toContain('Qwertelltale');
      for (const stream of [...streams, own]) stream.close();
    });

    test('is listed page by page, newest first', async () => {
      const ids: string[] = [];
      for (const n of [1, 2, 3]) ids.unshift((await proposed('scout', { case: { authority: { name: `Page ${n}` } } })).id);
      const first = (await call('scout', 'GET', '/v1/proposals?limit=2')).json;
      const second = (await call('scout', 'GET', `/v1/proposals?limit=1&after=${first.next}`)).json;
      expect([...first.items, ...second.items].map(({ id }: any) => id)).toEqual(ids);
      expect(await listed('scout', '&state=centre')).toEqual(expect.arrayContaining(ids));
    });

    test('is not for a reporter of whom the network file names no country', async () => {
      await home.edit(({ clients }) => { delete clients.find(({ id }: any) => id === 'reporter').country; });
      expect((await call('reporter', 'POST', '/v1/proposals', { case: {} })).json).toMatchObject({ status: 403, code: 'NOT_ALLOWED' });
    });

    test('does not wait for somebody who left the network: it goes on to the next', async () => {
      const made = await proposed('patrol', albanianForm(), '?to=directorate-korca');
      await home.edit((network) => { network.clients = network.clients.filter(({ id }: any) => !id.startsWith('directorate')); });
      expect(await eventually(async () => (await stateFor('patrol', made.id))[1] === 'state-police')).toBe(true);
      const { json } = await call('al', 'GET', `/v1/proposals/${made.id}`);
      expect([json.holder, json.timeline.at(-1)]).toEqual(['al', expect.objectContaining({ type: 'proposal.referred', actor: null })]);
      expect((await proposed('patrol', albanianForm())).state).toBe('state-police');
    });
  });
});
