// Whatever is done in whatever order, by whom it may be: no country comes where the table has no way, and its history, the events and what the origin is sent say the same.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { STEPS, STEP_NAMES, type Step } from '../../src/incident/country-state.js';
import { cap, startTestGateway, type Caller, type CapMessage, type TestGateway } from '../flow/harness.js';

const PROFILE = 'urn:alertbridge:cap:decision:1.0';
const CALLERS = ['al', 'gr', 'gr-north', 'fr', 'it', 'liaison'] as const;
const COUNTRY: Record<string, string> = { gr: 'GR', fr: 'FR' };

const decision = fc.record({ who: fc.constantFrom(...CALLERS, 'gr', 'fr'), step: fc.constantFrom<Step | 'found'>(...STEP_NAMES, 'found') });
const act = fc.oneof({ weight: 12, arbitrary: decision }, { weight: 2, arbitrary: fc.constant('Update' as const) }, { weight: 1, arbitrary: fc.constant('Cancel' as const) });

describe('any order of steps', () => {
  let gateway: TestGateway;
  let call: Caller;
  beforeAll(async () => { gateway = await startTestGateway([{ id: 'al' }, { id: 'gr' }, { id: 'gr-north', country: 'GR' }, { id: 'fr' }, { id: 'it' }], { routing: 'addressed' }); call = gateway.call; });
  afterAll(() => gateway.stop());

  const BODY: Record<string, object> = {
    decline: { reason: 'No.' }, 'needs-information': { reason: 'Which?' }, suspend: { reason: 'A lead.' }, prolong: { until: '2099-01-01T00:00:00Z' }, found: { decision: 'end', endReason: 'found' },
  };

  test('keeps to the table, leaves the other country alone, and is told as it happened', async () => {
    await fc.assert(fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 16 }), async (acts) => {
      const first = cap({ addresses: 'gr gr-north fr' });
      const versions: { id: string; message: CapMessage }[] = [];
      const submit = async (message: CapMessage): Promise<void> => {
        const { status, json } = await call('al', 'POST', '/v1/alerts', message.xml);
        expect(status).toBe(201);
        versions.push({ id: json.id, message });
      };
      await submit(first);
      const expected: Record<string, { state: string; over: boolean; end: string | null }> = { GR: { state: 'requested', over: false, end: null }, FR: { state: 'requested', over: false, end: null } };
      const history: string[] = [];
      const byDesk: string[] = [];
      for (const one of acts) {
        if (one === 'Update' || one === 'Cancel') {
          if (expected.GR!.over) continue;
          await submit(cap({ msgType: one, references: [versions.at(-1)!.message], addresses: 'gr gr-north fr' }));
          if (one === 'Update') continue;
          for (const country of ['GR', 'FR']) { expected[country] = { state: 'ended', over: true, end: 'cancelled' }; history.push(`${country} ended`); }
          continue;
        }
        const { who, step } = one;
        const { status } = await call(who, 'POST', `/v1/alerts/${versions[0]!.id}/decision`, { decision: step, ...BODY[step] });
        const mine = expected[COUNTRY[who] ?? ''];
        if (!mine) { expect([who, status]).toEqual([who, 403]); continue; }
        const rule = STEPS[step === 'found' ? 'end' : step];
        const may = !mine.over && ((rule.from as readonly string[]).includes(mine.state) || (step === 'found' && mine.end !== 'found'));
        expect([who, step, mine.state, status]).toEqual([who, step, mine.state, may ? 200 : 409]);
        if (!may) continue;
        expected[COUNTRY[who]!] = { state: rule.to, over: false, end: step === 'found' ? 'found' : step === 'end' ? 'withdrawn' : null };
        history.push(`${COUNTRY[who]} ${rule.to}`);
        byDesk.push(`${COUNTRY[who]} ${rule.to}`);
      }
      const { json: { incident, deliveries } } = await call('al', 'GET', `/v1/alerts/${versions[0]!.id}/status`);
      for (const centre of ['gr', 'fr']) expect(deliveries.find((delivery: any) => delivery.centre === centre).decision ?? { state: 'requested', endReason: null }).toMatchObject({ state: expected[COUNTRY[centre]!]!.state, endReason: expected[COUNTRY[centre]!]!.end });
      const events = (await Promise.all(versions.map(({ id }) => call('operator', 'GET', `/v1/alerts/${id}/status`)))).flatMap(({ json }) => json.timeline).filter(({ type }: any) => type === 'decision.made').map(({ detail }: any) => `${detail.country} ${detail.state}`);
      expect(events.sort()).toEqual([...history].sort());
      const alerts = (await call('al', 'GET', `/v1/incidents/${incident}`)).json.alerts.filter(({ msgType }: any) => msgType === 'Ack' || msgType === 'Error').map(({ id }: any) => id as string);
      const sent: string[] = [];
      for (let after = '0'; ;) {
        const { json } = await call('al', 'GET', `/v1/inbox?after=${after}&limit=500`);
        sent.push(...json.items.filter(({ alert }: any) => alerts.includes(alert)).map(({ body }: any) => ['country', 'state'].map((name) => new RegExp(`${PROFILE}:${name}</valueName>\\s*<value>([^<]*)`).exec(body)![1]).join(' ')));
        if (json.items.length < 500) break;
        after = json.next;
      }
      expect(sent).toEqual(byDesk);
    }), { numRuns: 25 });
  }, 120_000);
});
