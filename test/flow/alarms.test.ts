// How people hear of what they must hear of: alarms in the log and at the operator's own webhook, none lost and none for ever repeated.
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { ENGINES, type EngineName } from '../postgres.js';
import { cap, eventually, receiver, startTestGateway, type Receiver, type TestGateway } from './harness.js';

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => { for (const one of open.splice(0).reverse()) await one.stop(); });
const listeners: Receiver[] = [];
afterAll(async () => { for (const one of listeners) await one.close(); });

const listen = async (): Promise<Receiver> => {
  const made = await receiver();
  listeners.push(made);
  return made;
};

async function start(engine: EngineName, desk: Receiver, centre: Receiver, lines: any[] = []): Promise<TestGateway> {
  const log = pino({ level: 'info' }, new Writable({ write: (chunk: Buffer, _encoding, done) => { lines.push(JSON.parse(chunk.toString('utf8'))); done(); } }));
  const gateway = await startTestGateway([{ id: 'al' }, { id: 'gr' }, { id: 'nl', webhook: centre }], { engine, routing: 'addressed', log, env: { ALERTBRIDGE_ALARM_URL: desk.url, ALERTBRIDGE_ALARM_SECRET: desk.secret } });
  open.push(gateway);
  return gateway;
}

const submit = async (gateway: TestGateway, addresses: string, spec: Parameters<typeof cap>[0] = {}): Promise<any> => (await gateway.call('al', 'POST', '/v1/alerts', cap({ addresses, ...spec }).xml)).json;
const alarmsOf = ({ got }: Receiver): any[] => got.filter(({ status }) => status === 200).flatMap(({ body }) => JSON.parse(body).alarms);
const hears = (desk: Receiver, ...types: string[]) => eventually(() => types.every((type) => alarmsOf(desk).some(({ alarm }) => alarm === type)), 20_000);
const doctor = async (gateway: TestGateway): Promise<string> => {
  const { findings } = (await gateway.call('operator', 'GET', '/v1/doctor')).json;
  const { level, message } = findings.find(({ check }: any) => check === 'alarms');
  return `${level}: ${message}`;
};

describe.each(ENGINES)('alarms on %s', (engine) => {
  test('go to the log and, signed, to the operator\'s webhook, with ids and codes and no word of the alert', async () => {
    const [desk, centre, lines] = [await listen(), await listen(), [] as any[]];
    const gateway = await start(engine, desk, centre, lines);
    expect(await doctor(gateway)).toMatch(/^ok: .*none to tell yet/);
    centre.behave(() => ({ status: 404 }));
    const [held, conflict] = [await submit(gateway, 'nl'), await submit(gateway, 'gr', { headline: 'TEST of Qwertelltale' })];
    expect(await hears(desk, 'delivery.held', 'alert.held')).toBe(true);

    expect(desk.got.every(({ signed, contentType }) => signed && contentType === 'application/json')).toBe(true);
    expect(alarmsOf(desk)).toContainEqual(expect.objectContaining({ alarm: 'delivery.held', level: 'error', alert: held.id, incident: held.incident, centre: 'nl', delivery: held.deliveries[0].id, code: 'HTTP_404', runbook: 'docs/operations.md#deliveryheld' }));
    expect(alarmsOf(desk)).toContainEqual(expect.objectContaining({ alarm: 'alert.held', alert: conflict.id, centre: 'al', delivery: null, code: 'status-conflict' }));
    expect(await eventually(() => ['delivery.held', 'alert.held'].every((type) => lines.some((line) => line.alarm === type && line.msg.startsWith('alarm: '))))).toBe(true);
    expect(JSON.stringify([desk.got, lines])).not.toMatch(/Qwertelltale/);
    expect((await gateway.call(undefined, 'GET', '/metrics')).text).toMatch(/^alertbridge_alarms_total\{type="alert.held"\} 1$/m);
    expect(await eventually(async () => (await doctor(gateway)).startsWith("ok: were last told"))).toBe(true);
  });

  test('wait for a webhook that fails, and come in the same batch under the same id, also after a restart', async () => {
    const [desk, centre] = [await listen(), await listen()];
    const gateway = await start(engine, desk, centre);
    desk.behave(() => ({ status: 503 }));
    const { id } = await submit(gateway, 'gr', { headline: 'TEST' });
    expect(await eventually(async () => /^error: .*HTTP_503/.test(await doctor(gateway)))).toBe(true);
    await submit(gateway, 'gr', { headline: 'TEST' });
    await gateway.restart();
    desk.behave(() => ({}));
    expect(await eventually(() => alarmsOf(desk).length === 2, 20_000)).toBe(true);

    const first = desk.got.filter(({ body }) => body.includes(id));
    expect(first.length).toBeGreaterThan(1);
    expect(new Set(first.map(({ id: batch }) => batch)).size).toBe(1);
    expect(new Set(first.map(({ body }) => body)).size).toBe(1);
    expect(new Set(desk.got.filter(({ status }) => status === 200).map(({ id: batch }) => batch)).size).toBe(2);
  });
});

(ENGINES.includes('postgres') ? test : test.skip)('clause 7: an alert that has not arrived is late after a minute for its sender and centre, and overdue after five for the operators', async () => {
  const [desk, centre] = [await listen(), await listen()];
  const gateway = await start('postgres', desk, centre);
  const { id, deliveries } = await submit(gateway, 'gr');
  const database = new pg.Client({ connectionString: gateway.databaseUrl });
  await database.connect();
  await database.query(`update delivery set created_at = now() - interval '61 seconds'`);
  expect(await hears(desk, 'delivery.late')).toBe(true);
  await database.query(`update delivery set created_at = now() - interval '301 seconds'`);
  await database.end();
  expect(await hears(desk, 'delivery.overdue')).toBe(true);

  expect(alarmsOf(desk).map(({ alarm, level, delivery, centre: to }) => [alarm, level, delivery, to])).toEqual([['delivery.late', 'warning', deliveries[0].id, 'gr'], ['delivery.overdue', 'error', deliveries[0].id, 'gr']]);
  for (const who of ['al', 'gr']) {
    const { timeline } = (await gateway.call(who, 'GET', `/v1/alerts/${id}/status`)).json;
    expect(timeline.map(({ type }: any) => type)).toEqual(expect.arrayContaining(['delivery.late', 'delivery.overdue']));
  }
});
