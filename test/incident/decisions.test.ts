// What a country decides about an alert, over HTTP and a real database: every step from every state, who may take it, and what its origin is told.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadFormats } from '../../src/adapter/load-formats.js';
import { normalise } from '../../src/inbound/normalise.js';
import { validateArrival } from '../../src/inbound/validate.js';
import { STEPS } from '../../src/incident/country-state.js';
import { cap, eventually, receiver, startTestGateway, type Answer, type Caller, type CapMessage, type Receiver, type TestGateway } from '../flow/harness.js';
import { openEvents, type OpenEvents } from '../http/open-events.js';
import { ENGINES } from '../postgres.js';

const PROFILE = 'urn:alertbridge:cap:decision:1.0';
const HOUR = 3_600_000;
const soon = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString();

describe.each(ENGINES)('on %s', (engine) => {
  let gateway: TestGateway;
  let call: Caller;
  let origin: Receiver;
  let liaisonSees: OpenEvents;
  beforeAll(async () => {
    origin = await receiver();
    gateway = await startTestGateway([{ id: 'al', webhook: origin, statuses: ['Actual', 'Exercise'] }, { id: 'gr', statuses: ['Actual', 'Exercise'] }, { id: 'gr-north', country: 'GR' }, { id: 'fr' }, { id: 'it' }, { id: 'be' }], { engine, routing: 'addressed' });
    call = gateway.call;
    liaisonSees = await openEvents(gateway.url, gateway.keys.liaison!);
  });
  afterAll(async () => { liaisonSees.close(); await gateway.stop(); await origin.close(); });

  const send = async (message: CapMessage, who = 'al'): Promise<any> => {
    const { status, json } = await call(who, 'POST', '/v1/alerts', message.xml);
    expect([status, json]).toEqual([201, json]);
    return json;
  };
  const alerted = async (addresses = 'gr fr', more: Parameters<typeof cap>[0] = {}): Promise<{ id: string; incident: string; message: CapMessage }> => {
    const message = cap({ addresses, ...more });
    const { id, incident } = await send(message);
    return { id, incident, message };
  };
  const decide = (who: string, id: string, decision: string, more: object = {}): Promise<Answer> => call(who, 'POST', `/v1/alerts/${id}/decision`, { decision, ...more });
  const NEEDS: Record<string, object> = { decline: { reason: 'Our criteria are not met.' }, 'needs-information': { reason: 'Which car?' }, suspend: { reason: 'A lead is being checked.' }, prolong: { until: soon(30) } };
  const step = async (who: string, id: string, decision: string, more: object = {}): Promise<any> => {
    const { status, json } = await decide(who, id, decision, { ...NEEDS[decision], ...more });
    expect([decision, status, json]).toEqual([decision, 200, json]);
    return json;
  };
  const statusFor = async (who: string, id: string, centre: string): Promise<any> => (await call(who, 'GET', `/v1/alerts/${id}/status`)).json.deliveries.find((one: any) => one.centre === centre)?.decision;
  /** CAP messages the origin got that answer this alert. */
  const told = ({ message: { identifier } }: { message: CapMessage }): string[] => origin.got.map(({ body }) => body).filter((body) => body.includes(PROFILE) && body.includes(`,${identifier},`));

  /** The ways to each state. */
  const WAYS: Record<string, string[]> = { requested: [], review: ['review'], activated: ['activate'], declined: ['decline'], 'needs-information': ['needs-information'], suspended: ['activate', 'suspend'], ended: ['activate', 'end'] };

  describe.each(Object.keys(WAYS))('a country that is %s', (state) => {
    test.each(Object.entries(STEPS))('may %s exactly where the table says so, and is told what else is possible', async (name, { from, to }) => {
      const { id } = await alerted();
      for (const before of WAYS[state]!) await step('gr', id, before);
      expect(await statusFor('gr', id, 'gr')).toMatchObject({ state });
      const { status, json } = await decide('gr', id, name, NEEDS[name]);
      if ((from as readonly string[]).includes(state)) expect([status, json]).toEqual([200, expect.objectContaining({ state: to, by: 'gr', country: 'GR', alert: id })]);
      else {
        expect([status, json.code]).toEqual([409, 'NOT_POSSIBLE_NOW']);
        const possible = Object.entries(STEPS).filter(([, rule]) => (rule.from as readonly string[]).includes(state)).map(([one]) => one);
        expect(json.detail).toContain(`Possible now: ${possible.join(', ')}.`);
        expect((await statusFor('gr', id, 'gr')).state).toBe(state);
      }
      expect(await statusFor('gr', id, 'fr')).toMatchObject({ state: 'requested' });
    });
  });

  describe('who decides', () => {
    test('the deciding centre of a country that was sent the alert, and nobody else', async () => {
      const { id } = await alerted('gr gr-north fr');
      expect(await decide('gr-north', id, 'review')).toMatchObject({ status: 403, json: { code: 'NOT_ALLOWED', detail: expect.stringContaining('gr decides') } });
      expect(await decide('it', id, 'review')).toMatchObject({ status: 403, json: { code: 'ALERT_NOT_YOURS' } });
      expect(await decide('al', id, 'review')).toMatchObject({ status: 403, json: { code: 'NOT_ALLOWED' } });
      for (const who of ['liaison', 'operator', 'auditor', 'integrator', 'reporter']) expect((await decide(who, id, 'review')).status).toBe(403);
      expect((await decide('gr', '01a20217-8851-7c11-a3f2-1d2f6f0a5b01', 'review')).status).toBe(404);
      await step('gr', id, 'review');
    });

    test('an alert that is held for its status does not exist for those who would get it', async () => {
      const { id } = await alerted('gr', { headline: 'TEST: missing child' });
      expect(await decide('gr', id, 'activate')).toMatchObject({ status: 404, json: { code: 'NOT_FOUND' } });
      expect((await decide('it', id, 'activate')).status).toBe(404);
      await call('al', 'POST', `/v1/alerts/${id}/confirm`, { status: 'Actual' });
      await step('gr', id, 'activate');
    });

    test('bad input is refused with what to do, and nothing is half done', async () => {
      const { id } = await alerted();
      const refused = async (decision: string, body: object, words: string): Promise<void> => expect(await decide('gr', id, decision, body)).toMatchObject({ status: 400, json: { code: 'BAD_REQUEST', detail: expect.stringContaining(words) } });
      for (const needy of ['decline', 'needs-information']) await refused(needy, {}, 'needs a reason');
      await refused('decline', { reason: '  ' }, 'needs a reason');
      await refused('celebrate', {}, 'decision takes one of');
      await refused('activate', { until: '2020-01-01T00:00:00Z' }, 'lies in the past');
      await refused('activate', { until: 'tomorrow' }, 'takes a time with its offset');
      await refused('review', { until: soon(1) }, 'takes no "until"');
      await refused('activate', { endReason: 'expired' }, 'endReason takes one of');
      await refused('activate', { endReason: 'found' }, 'Only end');
      expect(await statusFor('gr', id, 'gr')).toMatchObject({ state: 'requested', by: null });
    });
  });

  describe('the origin is told', () => {
    test('by a valid CAP message for each step, in its order, with words any reader shows and values the profile reads', async () => {
      const alert = await alerted();
      const until = soon(5);
      await step('gr', alert.id, 'review');
      await step('gr', alert.id, 'activate', { until, reason: 'Seen near Kakavia.' });
      await step('gr', alert.id, 'suspend');
      await step('gr', alert.id, 'resume');
      await step('gr', alert.id, 'end', { endReason: 'found' });
      await step('fr', alert.id, 'decline');
      expect(await eventually(() => told(alert).length === 6)).toBe(true);
      const bodies = told(alert);
      const value = (body: string, name: string): string | undefined => new RegExp(`<valueName>${PROFILE}:${name}</valueName>\\s*<value>([^<]*)`).exec(body)?.[1];
      expect(bodies.filter((body) => value(body, 'country') === 'GR').map((body) => value(body, 'state'))).toEqual(['review', 'activated', 'suspended', 'activated', 'ended']);
      const activated = bodies.find((body) => value(body, 'state') === 'activated')!;
      expect(activated).toContain('<note>Greece: activated until ');
      expect([value(activated, 'by'), value(activated, 'reason'), /<msgType>(\w+)/.exec(activated)![1], /<scope>(\w+)/.exec(activated)![1], /<addresses>(\w+)/.exec(activated)![1], /<sender>([^<]+)/.exec(activated)![1]])
        .toEqual(['gr', 'Seen near Kakavia.', 'Ack', 'Private', 'al', 'gateway.example.eu']);
      expect(bodies.find((body) => value(body, 'state') === 'ended')).toContain('says that the child is found');
      const declined = bodies.find((body) => value(body, 'state') === 'declined')!;
      expect([/<msgType>(\w+)/.exec(declined)![1], /<note>([^<]+)/.exec(declined)![1]]).toEqual(['Error', 'France: declined. Reason: Our criteria are not met.']);

      const format = (await loadFormats()).get('cap')!;
      for (const body of bodies) {
        const decoded = format.decode(Buffer.from(body)) as { messages: any[] };
        expect(validateArrival(normalise(decoded.messages[0], { adapter: 'cap', contentSha256: '' }), decoded.messages[0], { profiles: [], strict: true })).toEqual([]);
      }
    });

    test('in events as codes, which reach the origin, the country and those who oversee both, and no other receiver', async () => {
      const [alSees, frSees, opsSee] = await Promise.all(['al', 'fr', 'operator'].map((who) => openEvents(gateway.url, gateway.keys[who]!)));
      const { id } = await alerted();
      await step('gr', id, 'needs-information', { reason: 'Where was Besa last seen?' });
      const made = (events: OpenEvents): any[] => events.seen.filter(({ event, data }) => event === 'decision.made' && data.alert === id).map(({ data }) => data);
      expect(await eventually(() => [alSees!, opsSee!, liaisonSees].every((events) => made(events).length === 1))).toBe(true);
      expect(made(alSees!)).toEqual([expect.objectContaining({ actor: 'gr', detail: expect.objectContaining({ country: 'GR', decision: 'needs-information', state: 'needs-information', until: null, endReason: null }) })]);
      await step('fr', id, 'review');
      expect(await eventually(() => made(frSees!).length > 0)).toBe(true);
      expect(made(frSees!).map(({ detail }) => detail.country)).toEqual(['FR']);
      expect(JSON.stringify([alSees!.seen, opsSee!.seen])).not.toContain('Besa');
      for (const events of [alSees!, frSees!, opsSee!]) events.close();
    });

    test('reads the reason, as liaison officers and the desk itself do; other receivers, operators and auditors read codes', async () => {
      const { id, incident } = await alerted();
      await step('gr', id, 'decline', { reason: 'Custody is disputed.' });
      for (const who of ['al', 'gr', 'liaison']) {
        expect(await statusFor(who, id, 'gr')).toMatchObject({ state: 'declined', reason: 'Custody is disputed.' });
        const { json } = await call(who, 'GET', `/v1/incidents/${incident}`);
        expect(json.countries.find(({ country }: any) => country === 'GR').decision).toMatchObject({ state: 'declined', by: 'gr', reason: 'Custody is disputed.' });
      }
      for (const who of ['fr', 'operator', 'auditor']) expect(await statusFor(who, id, 'gr')).toMatchObject({ state: 'declined', reason: null });
    });
  });
});
