// How long an alert is kept that nobody ends, and what a court's hold stops (contract 8 "Validity").
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { openEvents, type OpenEvents } from '../http/open-events.js';
import { ENGINES } from '../postgres.js';
import { cap, eventually, sleep, startTestGateway, type CapMessage, type TestGateway } from '../flow/harness.js';

let gateway: TestGateway;
let events: OpenEvents;
let client: pg.Client;

const from = (who: string, spec: Parameters<typeof cap>[0] = {}): CapMessage => cap({ sender: `desk@${who}.example.org`, ...spec });
const submit = async (who: string, { xml }: CapMessage): Promise<any> => (await gateway.call(who, 'POST', '/v1/alerts', xml)).json;
const statusOf = async (id: string): Promise<any> => (await gateway.call('operator', 'GET', `/v1/alerts/${id}/status`)).json;
const isErased = async (id: string): Promise<boolean> => (await statusOf(id)).state === 'erased';
const post = (who: string, id: string, path: string, body?: object) => gateway.call(who, 'POST', `/v1/alerts/${id}/${path}`, body);
const told = (type: string, id: string): number => events.seen.filter(({ event, data }) => event === type && data.alert === id).length;
/** Longer than two looks of the timer. */
const twoLooks = (): Promise<void> => sleep(4_500);

(ENGINES.includes('postgres') ? describe : describe.skip)('on PostgreSQL, whose rows can be made older', () => {
  beforeAll(async () => {
    gateway = await startTestGateway([{ id: 'al' }, { id: 'rs' }, { id: 'gr' }], { engine: 'postgres' });
    await gateway.changeNetwork((network) => { network.centres[1].retentionDays = 3; });
    events = await openEvents(gateway.url, gateway.keys.operator!, 0);
    client = new pg.Client(gateway.databaseUrl);
    await client.connect();
  });
  afterAll(async () => { events.close(); await client.end(); await gateway.stop(); });

  const age = (id: string, days: number) => client.query(`update alert set received_at = now() - make_interval(secs => $2::float8 * 86400) where id = $1`, [id, days]);

  test('expiry erases nothing', async () => {
    const { id } = await submit('rs', from('rs'));
    await client.query(`update alert set expires_at = now() - interval '1 second' where id = $1`, [id]);
    expect(await eventually(async () => (await statusOf(id)).state === 'expired')).toBe(true);
    await twoLooks();
    expect((await gateway.call('rs', 'GET', `/v1/alerts/${id}`)).status).toBe(200);
  });

  test('an alert that nobody ends is erased when its origin keeps it no longer, and its origin hears of it a day before, once', async () => {
    const { id } = await submit('rs', from('rs'));
    await age(id, 1.9);
    await twoLooks();
    expect([told('alert.retention', id), await isErased(id)]).toEqual([0, false]);
    await age(id, 2.1);
    expect(await eventually(() => told('alert.retention', id) === 1)).toBe(true);
    await twoLooks();
    expect([told('alert.retention', id), await isErased(id)]).toEqual([1, false]);
    await age(id, 3.1);
    expect(await eventually(() => isErased(id))).toBe(true);
    expect((await gateway.call('rs', 'GET', `/v1/erasures/${id}`)).json.reason).toBe('retention');
  });

  test('where the network file says nothing it is thirty days, and an Update begins them anew', async () => {
    const alert = from('al');
    const { id } = await submit('al', alert);
    const { id: updated } = await submit('al', from('al', { msgType: 'Update', references: [alert] }));
    await age(id, 31);
    await age(updated, 28);
    await twoLooks();
    expect([await isErased(id), await isErased(updated)]).toEqual([false, false]);
    await age(updated, 31);
    expect(await eventually(async () => await isErased(id) && await isErased(updated))).toBe(true);
  });

  test('a hold stops the end, the retention and the origin itself, for all versions; lifting it makes due what is due', async () => {
    const alert = from('rs');
    const { id } = await submit('rs', alert);
    const { id: updated } = await submit('rs', from('rs', { msgType: 'Update', references: [alert] }));
    expect((await post('operator', updated, 'hold', { reference: 'K 12/2026', reason: 'Evidence in a trial.' })).json).toEqual({ legalHold: { since: expect.any(String), by: 'operator' } });
    await submit('rs', from('rs', { msgType: 'Cancel', references: [alert] }));
    await age(id, 40);
    await twoLooks();
    expect([await isErased(id), await isErased(updated), (await statusOf(id)).legalHold.by]).toEqual([false, false, 'operator']);
    expect((await post('rs', id, 'erase')).json).toMatchObject({ status: 409, code: 'NOT_POSSIBLE_NOW', detail: expect.stringContaining('held for a court') });
    expect((await post('rs', id, 'hold', { reference: 'K 13', reason: 'Another.' })).status).toBe(409);
    expect((await post('rs', id, 'hold/lift', { reason: 'The trial has ended.' })).json).toEqual({ legalHold: null });
    expect(await eventually(async () => await isErased(id) && await isErased(updated))).toBe(true);
    expect([told('hold.set', updated), told('hold.lifted', updated)]).toEqual([1, 1]);
    expect((await post('rs', id, 'hold', { reference: 'K 14', reason: 'Too late.' })).json).toMatchObject({ status: 410, code: 'ERASED' });
  });

  test('only the origin and operators hold and lift, they say why, and the words are nowhere in plain', async () => {
    const { id } = await submit('al', from('al'));
    expect([(await post('gr', id, 'hold', { reference: 'K 1', reason: 'x' })).status, (await post('al', id, 'hold/lift', { reason: 'x' })).status]).toEqual([403, 409]);
    for (const body of [{}, { reference: 'K 1' }, { reference: ' ', reason: 'x' }]) expect((await post('al', id, 'hold', body)).status).toBe(400);
    expect((await post('al', id, 'hold', { reference: 'Qwertelltale 7', reason: 'Qwertelltale says so.' })).status).toBe(200);
    const found = await client.query(`select 1 from audit_entry where detail::text ilike '%qwertelltale%' union all select 1 from sealed where encode(data, 'escape') ilike '%qwertelltale%' union all select 1 from legal_hold h where h::text ilike '%qwertelltale%'`);
    expect(found.rowCount).toBe(0);
  });

  test('once a message could not be sent any more for a month, nothing is left by which it could be recognised', async () => {
    const alert = from('rs');
    const { id } = await submit('rs', alert);
    await submit('rs', from('rs', { msgType: 'Cancel', references: [alert] }));
    expect(await eventually(() => isErased(id))).toBe(true);
    const hashes = async () => (await client.query('select key_hash, name_hash, bytes_hash, content_hash from alert where id = $1', [id])).rows[0];
    expect(await hashes()).toMatchObject({ key_hash: expect.anything(), name_hash: expect.anything(), bytes_hash: null, content_hash: null });
    await client.query(`update erasure set done_at = now() - interval '31 days' where id = $1`, [id]);
    await client.query(`update alert set expires_at = now() - interval '31 days' where id = $1`, [id]);
    expect(await eventually(async () => (await hashes()).key_hash === null)).toBe(true);
    expect((await hashes()).name_hash).toBeNull();
  });
});
