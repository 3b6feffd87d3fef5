// National lists on the whole way in, as a program would send them that fetches them again and again: how old they are, what has ended, what is a test.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestGateway, type TestGateway } from './harness.js';

let gateway: TestGateway;
beforeAll(async () => { gateway = await startTestGateway([{ id: 'be', sendAdapter: 'be-capgateway' }, { id: 'nl', sendAdapter: 'nl-alert' }, { id: 'at', sendAdapter: 'at-alert' }, { id: 'al' }]); });
afterAll(() => gateway.stop());

const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
const codesOf = (issues: { code: string; level: string }[]): string[] => issues.map(({ code, level }) => `${level} ${code}`);
const post = (who: string, body: object) => gateway.call(who, 'POST', '/v1/alerts', body);

const feed = (guid: string, pubDate: string) => ({ description: 'activeOnly: true', pubDate, items: [{ guid, title: 'BE-Alert', pubDate: minutesAgo(30), expirationDate: minutesAgo(-60) }] });

test.each([[0, []], [14, []], [16, ['warning FEED_STALE']]])('a feed made %i minutes ago is relayed, and a stale one warned of', async (minutes, codes) => {
  const { status, json } = await post('be', feed(`guid-${minutes}`, minutesAgo(minutes)));
  expect([status, codesOf(json.issues), json.deliveries.length]).toEqual([201, codes, 3]);
});

test('the same item of a later feed is a repeat', async () => {
  const [item] = feed('guid-again', '').items;
  const answers = [await post('be', { ...feed('', minutesAgo(5)), items: [item] }), await post('be', { ...feed('', minutesAgo(0)), items: [item] })];
  expect(answers.map(({ status, json }) => [status, json.duplicate])).toEqual([[201, false], [200, true]]);
});

test('a message to phones that has ended since the last list is a repeat and its Cancel, which ends it', async () => {
  const message = { id: 'a1', message: 'NL-Alert. Blijf binnen.***NL-Alert. Stay inside.', type: 'nl-alert', start_at: minutesAgo(60), stop_at: null, area: ['52.1,4.3 52.2,4.3 52.2,4.4 52.1,4.3'] };
  const first = await post('nl', { data: [message] });
  const second = await post('nl', { data: [{ ...message, stop_at: minutesAgo(1) }] });
  expect([first.status, second.status, second.json.items.map(({ http }: { http: number }) => http)]).toEqual([201, 201, [200, 201]]);
  expect(second.json.items[1].receipt).toMatchObject({ msgType: 'Cancel', incident: first.json.incident });
  expect((await gateway.call('nl', 'GET', `/v1/alerts/${first.json.id}/status`)).json.state).toBe('cancelled');
});

test('an end that is only announced leaves the alert in force', async () => {
  const { json } = await post('nl', { data: [{ id: 'a2', message: 'NL-Alert. Blijf binnen.', type: 'nl-alert', start_at: minutesAgo(1), stop_at: minutesAgo(-60) }] });
  expect(json.items.map(({ http, receipt, problem }: any) => [http, receipt?.msgType ?? problem.issues[0].code])).toEqual([[201, 'Alert'], [422, 'SENT_AHEAD']]);
});

test('a test at a real level is held, and one of the level Test goes to nobody who takes none', async () => {
  const warning = (changes: object) => ({ consolidation_identifier: 'AT', alert_level: 'AlertLevel4', sent: minutesAgo(1), ...changes });
  const { json } = await post('at', { json: { totalCount: 2, alerts: [warning({ title: 'SYSTEMTEST für AT-Alert' }), warning({ consolidation_identifier: 'AT.2', alert_level: 'Test', title: 'Kind vermisst' })] } });
  const [hidden, open] = json.items.map(({ receipt }: any) => receipt);
  expect([codesOf(hidden.issues), hidden.deliveries.map(({ state }: any) => state)]).toEqual([['warning STATUS_CONFLICT'], ['held', 'held', 'held']]);
  expect([open.status, open.deliveries]).toEqual(['Test', []]);
});
