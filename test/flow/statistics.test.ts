// Statistics through the public door: cases counted without identity, by everybody who may, and still there when the words are gone.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Database } from '../../src/store/database.js';
import { openPostgres } from '../../src/store/postgres.js';
import { readCases } from '../../src/store/statistics.js';
import { cap, capNow, startTestGateway, type TestGateway } from './harness.js';

let gateway: TestGateway;
let database: Database;
let serial = 0;

interface Spec { category?: string; status?: string; to?: string; from?: string; outcome?: object }
interface Sent { id: string; key: { sender: string; identifier: string; sent: string } }

const message = (msgType: string, { category = 'runaway', status = 'Actual', to = 'gr', from = 'al', outcome }: Spec, more: object = {}): object => {
  serial += 1;
  const info = { category: ['Rescue'], event: 'Missing child', urgency: 'Immediate', severity: 'Severe', certainty: 'Observed', description: 'A child is missing.' };
  return { identifier: `Stat-${serial}`, sender: `desk@${from}.example.org`, sent: capNow(), status, msgType, scope: 'Public', addresses: [to], ...(msgType === 'Cancel' ? {} : { info: [info] }), case: { category, tier: 'amber', ...(outcome ? { outcome } : {}) }, ...more };
};
const send = async (msgType: string, spec: Spec, more: object = {}): Promise<Sent> => {
  const answer = await gateway.call(spec.from ?? 'al', 'POST', '/v1/alerts', message(msgType, spec, more));
  expect([answer.status, answer.text]).toEqual([201, expect.any(String)]);
  return answer.json;
};
const times = async (count: number, run: () => Promise<unknown>): Promise<void> => { for (let turn = 0; turn < count; turn += 1) await run(); };

beforeAll(async () => {
  gateway = await startTestGateway([{ id: 'al' }, { id: 'gr', statuses: ['Actual', 'Exercise'] }, { id: 'it' }], { engine: 'postgres', routing: 'addressed' });
  database = openPostgres(gateway.databaseUrl!, () => undefined, 1);
  // Ten runaways to Greece, six of them found by the public; three abductions to Italy; six exercises.
  const runaways: Sent[] = [];
  await times(10, async () => { runaways.push(await send('Alert', {})); });
  await gateway.call('gr', 'GET', '/v1/inbox');
  for (const { key } of runaways.slice(0, 6)) await send('Cancel', { outcome: { result: 'found-safe', foundBy: 'public' } }, { references: [key] });
  await times(3, () => send('Alert', { category: 'criminal-abduction', to: 'it' }));
  await times(6, () => send('Alert', { status: 'Exercise' }));
});
afterAll(async () => { await database.close(); await gateway.stop(); });

const ask = async (who: string, query = '', headers = {}) => gateway.call(who, 'GET', `/v1/statistics${query}`, undefined, headers);
const valueOf = ({ value }: { value: number | null }): number | null => value;

describe('statistics', () => {
  test('count real cases, how they ended and how long that took', async () => {
    const { status, json } = await ask('liaison');
    expect(status).toBe(200);
    expect([json.rows, json.withheld, valueOf(json.total.cases), valueOf(json.total.alerts), valueOf(json.total.deliveries)]).toEqual([[], false, 15, 15, 15]);
    expect(json.total.ends).toEqual({ cancelled: { value: 0, protected: false }, expired: { value: 0, protected: false }, found: { value: 5, protected: false }, withdrawn: { value: 0, protected: false } });
    expect(json.total.times.relay).toEqual({ count: { value: 10, protected: false }, median: expect.any(Number), p90: expect.any(Number) });
    expect(json.total.times.acknowledged).toEqual({ count: { value: 0, protected: false }, median: null, p90: null });
  });

  test('are broken down by what was asked, without a small number', async () => {
    const { json } = await ask('auditor', '?by=category,outcome');
    expect(json.rows.map(({ by, cases }: any) => [by.category, by.outcome, cases])).toEqual([
      ['criminal-abduction', 'not-told', { value: null, protected: true }], ['runaway', 'found-safe', { value: 5, protected: false }], ['runaway', 'not-told', { value: null, protected: true }],
    ]);
    expect((await ask('operator', '?by=pair')).json.rows.map(({ by, cases }: any) => [by.pair, cases.value])).toEqual([['AL-GR', 10], ['AL-IT', null]]);
    expect((await ask('liaison', '?by=found-by,tier')).json.rows.map(({ by }: any) => by)).toEqual([{ 'found-by': 'not-told', tier: 'amber' }, { 'found-by': 'public', tier: 'amber' }]);
    expect((await ask('liaison', '?by=decision')).json.rows.map(({ by, cases }: any) => [by.decision, cases.value])).toEqual([['requested', 15]]);
  });

  test('never count an exercise among real cases, and tell them apart by status', async () => {
    expect((await ask('liaison', '?by=status')).json.rows.map(({ by, cases }: any) => [by.status, cases.value])).toEqual([['Actual', 15], ['Exercise', 5]]);
  });

  test('are for a centre those of the cases it sent or was sent', async () => {
    expect(valueOf((await ask('al')).json.total.cases)).toBe(15);
    expect(valueOf((await ask('gr')).json.total.cases)).toBe(10);
    expect((await ask('it')).json.total.cases).toEqual({ value: null, protected: true });
    expect((await ask('integrator')).status).toBe(403);
  });

  test('are of whole days', async () => {
    expect(valueOf((await ask('liaison', '?from=2020-01-01&to=2020-12-31')).json.total.cases)).toBe(0);
    const today = new Date().toISOString();
    const { json } = await ask('liaison', `?from=${encodeURIComponent(today)}&to=${today.slice(0, 10)}`);
    expect([json.from, json.to, valueOf(json.total.cases)]).toEqual([today.slice(0, 10), today.slice(0, 10), 15]);
  });

  test.each([['by=name', 'pair, category'], ['by=pair,pair', 'each once'], ['by=pair,tier,month,status', 'up to 3'], ['from=2026-02-30', 'a day'], ['from=yesterday', 'offset'], ['from=2026-02-02&to=2026-02-01', 'not after']])('are refused for %s with what would be right', async (query, words) => {
    const { status, json } = await ask('liaison', `?${query}`);
    expect([status, json.code, json.detail]).toEqual([400, 'BAD_REQUEST', expect.stringContaining(words)]);
  });

  test('come as CSV for spreadsheets', async () => {
    const { type, text } = await ask('liaison', '?by=category', { accept: 'text/csv' });
    const lines = text.split('\r\n');
    expect(type).toContain('text/csv');
    expect(lines[0]).toMatch(/^category,cases,alerts,deliveries,decision requested,end cancelled,/);
    expect(lines.slice(1).map((line) => line.split(',').slice(0, 3))).toEqual([['criminal-abduction', '<5', '<5'], ['runaway', '10', '10'], ['total', '15', '15'], ['']]);
  });
});

describe('the codes of a case', () => {
  const factOf = async ({ id }: Sent): Promise<any> => (await database.query('select * from case_fact where thread_id = $1', [id]))[0];

  test('follow its versions: an Update tells more, a Cancel how it ended', async () => {
    const first = await send('Alert', { category: 'other' });
    const update = await send('Update', { category: 'parental-abduction' }, { references: [first.key] });
    expect(await factOf(first)).toMatchObject({ category: 'parental-abduction', tier: 'amber', outcome: null, ended_at: null, end_reason: null });
    await send('Cancel', { category: 'parental-abduction', outcome: { result: 'false-report' } }, { references: [update.key] });
    expect(await factOf(first)).toMatchObject({ category: 'parental-abduction', outcome: 'false-report', end_reason: 'cancelled', ended_at: expect.any(Date) });
    expect(await factOf(update)).toBeUndefined();
  });

  test('are codes of the vocabularies, and nothing that somebody wrote in their place', async () => {
    const answer = await gateway.call('al', 'POST', '/v1/alerts', message('Alert', { category: 'Ana Shembull', outcome: { result: 'with Ana', foundBy: 'Besnik' } }));
    if (answer.status === 201) expect(await factOf(answer.json)).toMatchObject({ category: null, outcome: null, found_by: null });
    else expect(answer.status).toBe(422);
    expect(JSON.stringify(await database.query('select * from case_fact', []))).not.toMatch(/Ana|Besnik/);
  });

  test('of one held in doubt are those of what its origin says it is', async () => {
    const { json } = await gateway.call('al', 'POST', '/v1/alerts', cap({ headline: 'TEST: missing child', addresses: 'gr' }).xml);
    expect(await factOf(json)).toMatchObject({ status: 'Test' });
    await gateway.call('al', 'POST', `/v1/alerts/${json.id}/confirm`, { status: 'Actual' });
    expect(await factOf(json)).toMatchObject({ status: 'Actual' });
  });

  test('outlive everything that is sealed', async () => {
    const before = (await ask('auditor', '?by=category')).text;
    await database.query('delete from sealed', []);
    await database.query('delete from search_hash', []);
    expect((await ask('auditor', '?by=category')).text).toBe(before);
  });
});

test('count what each country had decided last, also after the alert has ended', async () => {
  const sent = await send('Alert', { category: 'lost-injured' });
  expect((await gateway.call('gr', 'POST', `/v1/alerts/${sent.id}/decision`, { decision: 'activate' })).status).toBe(200);
  await send('Cancel', { category: 'lost-injured', outcome: { result: 'found-safe' } }, { references: [sent.key] });
  const cases = await readCases(database, { from: new Date(0), until: new Date(Date.now() + 86_400_000) });
  expect(cases.filter(({ category }) => category === 'lost-injured')).toEqual([
    expect.objectContaining({ end: 'found', countries: [expect.objectContaining({ country: 'GR', decision: 'activated', decidedAfter: expect.any(Number) })] })]);
});
