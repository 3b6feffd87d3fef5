// Who had an alert is told to erase it, until it answers; everybody concerned sees who has not (contract 8 "Erase order", reliability clause 5).
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { showErasures } from '../../src/cli/erasures.js';
import { openEvents, type OpenEvents } from '../http/open-events.js';
import { ENGINES } from '../postgres.js';
import { cap, eventually, receiver, startTestGateway, type CapMessage, type Receiver, type TestGateway } from '../flow/harness.js';

const ORDER = 'application/vnd.alertbridge.erase+json';

describe.each(ENGINES)('on the %s engine', (engine) => {
  let gateway: TestGateway;
  let [gr, it]: Receiver[] = [];
  let events: OpenEvents;

  beforeAll(async () => {
    [gr, it] = [await receiver(), await receiver()];
    gateway = await startTestGateway([{ id: 'al' }, { id: 'gr', webhook: gr! }, { id: 'it', webhook: it! }, { id: 'mk' }, { id: 'nl', statuses: ['Test'] }], { engine });
    events = await openEvents(gateway.url, gateway.keys.operator!, 0);
  });
  afterAll(async () => { events.close(); await gateway.stop(); await gr!.close(); await it!.close(); });

  const ordersFor = (centre: Receiver, alert: string) => centre.got.filter(({ contentType, body }) => contentType === ORDER && JSON.parse(body).erase === alert);
  const erasure = async (who: string, alert: string) => (await gateway.call(who, 'GET', `/v1/erasures/${alert}`)).json;
  const states = async (alert: string): Promise<Record<string, string>> => Object.fromEntries((await erasure('operator', alert)).orders.map(({ centre, state }: any) => [centre, state]));
  const receiptOf = (who: string, alert: string, body: object) => gateway.call(who, 'POST', `/v1/erasures/${alert}/receipt`, body);

  /** Handed to everybody, ended, and erased at once by its origin. */
  const erased = async (): Promise<{ alert: CapMessage; id: string }> => {
    const alert = cap();
    const { json: { id } } = await gateway.call('al', 'POST', '/v1/alerts', alert.xml);
    const reached = async () => (await gateway.call('operator', 'GET', `/v1/alerts/${id}/status`)).json.deliveries.every(({ state }: any) => state === 'delivered');
    await eventually(async () => { await gateway.call('mk', 'GET', '/v1/inbox?limit=500'); return reached(); });
    expect(await reached()).toBe(true);
    await gateway.call('al', 'POST', '/v1/alerts', cap({ msgType: 'Cancel', references: [alert] }).xml);
    expect((await gateway.call('al', 'POST', `/v1/alerts/${id}/erase`)).json.erased).toEqual([id]);
    return { alert, id };
  };

  test('a webhook gets the order by id and key, signed like every delivery, and its answer is the receipt', async () => {
    const { alert, id } = await erased();
    expect(await eventually(() => ordersFor(gr!, id).length > 0 && ordersFor(it!, id).length > 0)).toBe(true);
    const [order] = ordersFor(gr!, id);
    expect(order!.signed).toBe(true);
    expect(JSON.parse(order!.body)).toEqual({ erase: id, key: { sender: alert.sender, identifier: alert.identifier, sent: alert.sent }, by: expect.any(String) });
    const hours = (Date.parse(JSON.parse(order!.body).by) - Date.now()) / 3_600_000;
    expect([hours > 71.9, hours < 72.1]).toEqual([true, true]);
    // A bare 2xx says only that the order has come.
    expect(await states(id)).toEqual({ gr: 'outstanding', it: 'outstanding', mk: 'outstanding' });
  });

  test('an answer that names the alert is its receipt; one that names another is none', async () => {
    let id = '';
    gr!.behave(() => ({ body: JSON.stringify({ erased: id, at: '2026-05-25T10:00:00Z' }) }));
    it!.behave(() => ({ body: JSON.stringify({ erased: 'another', at: '2026-05-25T10:00:00Z' }) }));
    const alert = cap();
    id = (await gateway.call('al', 'POST', '/v1/alerts', alert.xml)).json.id;
    await eventually(() => [gr!, it!].every((centre) => centre.got.some(({ body }) => body.includes(alert.identifier))));
    await gateway.call('al', 'POST', '/v1/alerts', cap({ msgType: 'Cancel', references: [alert] }).xml);
    await eventually(async () => (await gateway.call('al', 'POST', `/v1/alerts/${id}/erase`)).json.erased?.length === 1);
    expect(await eventually(async () => (await states(id)).gr === 'erased')).toBe(true);
    // The mailbox never had it handed out, so it has nothing to erase.
    expect(await states(id)).toEqual({ gr: 'erased', it: 'outstanding' });
    gr!.behave(() => ({}));
    it!.behave(() => ({}));
  });

  test('a mailbox finds the order in it, whose reading is no receipt yet; centres that never had the alert hear nothing', async () => {
    const { id } = await erased();
    const item = (await gateway.call('mk', 'GET', '/v1/inbox?limit=500')).json.items.find((one: any) => one.alert === id);
    expect([item.contentType, JSON.parse(item.body).erase]).toEqual([ORDER, id]);
    await gateway.call('mk', 'POST', `/v1/inbox/${item.delivery}/ack`, { result: 'received' });
    expect((await states(id)).mk).toBe('outstanding');
    expect(await receiptOf('mk', id, { result: 'erased', at: '2026-05-25T12:00:00+02:00' })).toMatchObject({ status: 200, json: { orders: [{ centre: 'mk', state: 'erased', answeredAt: '2026-05-25T10:00:00.000Z' }] } });
    expect((await states(id)).nl).toBeUndefined();
    expect((await receiptOf('nl', id, { result: 'erased' })).status).toBe(404);
  });

  test('a refusal alarms, is read by the origin in the words of the centre and by operators as a code, and may become a receipt, but not again a refusal', async () => {
    const { id } = await erased();
    await eventually(() => ordersFor(gr!, id).length > 0);
    await receiptOf('gr', id, { result: 'refused', reason: 'Evidence in a trial, says the prosecutor.' });
    const orderOf = async (who: string) => (await erasure(who, id)).orders.find(({ centre }: any) => centre === 'gr');
    expect([await orderOf('al'), await orderOf('liaison'), await orderOf('gr'), await orderOf('operator')].map(({ state, reason }) => [state, reason])).toEqual([
      ['refused', 'Evidence in a trial, says the prosecutor.'], ['refused', 'Evidence in a trial, says the prosecutor.'], ['refused', 'Evidence in a trial, says the prosecutor.'], ['refused', null]]);
    expect((await erasure('al', id)).state).toBe('refused');
    expect(await eventually(() => events.seen.some(({ event, data }) => event === 'erase.refused' && data.alert === id && data.centre === 'gr'))).toBe(true);
    expect((await receiptOf('gr', id, { result: 'erased' })).status).toBe(200);
    expect((await receiptOf('gr', id, { result: 'refused' })).json).toMatchObject({ status: 409, code: 'NOT_POSSIBLE_NOW' });
  });

  test('a receiver sees its own order alone, a third nothing, and once all have erased nothing is left but codes', async () => {
    const { id } = await erased();
    expect((await erasure('it', id)).orders.map(({ centre }: any) => centre)).toEqual(['it']);
    expect((await gateway.call('nl', 'GET', `/v1/erasures/${id}`)).status).toBe(404);
    for (const who of ['gr', 'it', 'mk']) await receiptOf(who, id, { result: 'erased' });
    expect((await erasure('al', id)).state).toBe('complete');
    const listed = async (query: string) => (await gateway.call('al', 'GET', `/v1/erasures${query}`)).json.items.map((one: any) => one.alert);
    expect([(await listed('?state=complete')).includes(id), (await listed('?state=outstanding')).includes(id), (await listed('?limit=1')).length]).toEqual([true, false, 1]);
  });

  test('the command tells who has not answered', async () => {
    const { id } = await erased();
    const lines: string[] = [];
    const io = { out: (line: string) => lines.push(line), err: (line: string) => lines.push(line), env: {} };
    expect(await showErasures(id, { url: gateway.url, key: gateway.keys.operator! }, io as any)).toBe(0);
    expect(lines.join('\n')).toMatch(new RegExp(`${id}  erased .*outstanding, others by`));
    expect(lines.join('\n')).toContain('MK mk');
  });

  (engine === 'postgres' ? test : test.skip)('whoever has not answered in time is told of, as an alarm with its name, once a day', async () => {
    const { id } = await erased();
    await receiptOf('gr', id, { result: 'erased' });
    const client = new pg.Client(gateway.databaseUrl);
    await client.connect();
    const told = () => events.seen.filter(({ event, data }) => event === 'erasure.overdue' && data.alert === id).map(({ data }) => data.centre).sort();
    await client.query(`update erasure set orders_by = now() - interval '1 second' where id = $1`, [id]);
    expect(await eventually(() => told().length >= 2)).toBe(true);
    expect([told(), (await erasure('auditor', id)).state, (await states(id)).gr]).toEqual([['it', 'mk'], 'overdue', 'erased']);
    await client.query(`update erasure set overdue_told_at = now() - interval '25 hours' where id = $1`, [id]);
    expect(await eventually(() => told().length >= 4)).toBe(true);
    await client.end();
  });

  test('an order is tried until it is answered, whatever the receiver does', async () => {
    const alert = cap();
    const { json: { id } } = await gateway.call('al', 'POST', '/v1/alerts', alert.xml);
    await eventually(() => it!.got.some(({ body }) => body.includes(alert.identifier)));
    await gateway.call('al', 'POST', '/v1/alerts', cap({ msgType: 'Cancel', references: [alert] }).xml);
    it!.behave((count) => (count % 3 === 0 ? {} : { status: 503 }));
    await eventually(async () => (await gateway.call('al', 'POST', `/v1/alerts/${id}/erase`)).json.erased?.length === 1);
    expect(await eventually(async () => (await erasure('operator', id)).orders.find(({ centre }: any) => centre === 'it')?.deliveredAt !== null, 15_000)).toBe(true);
    expect(new Set(ordersFor(it!, id).map((order) => order.id)).size).toBe(1);
    it!.behave(() => ({}));
  });
});
