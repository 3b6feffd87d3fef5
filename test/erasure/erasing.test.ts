// What has ended is erased: at once where the rules of the origin's country say so, else after the grace or when the origin asks; codes and the chain stay.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openJournal } from '../../src/erasure/journal.js';
import { openEvents } from '../http/open-events.js';
import { ENGINES } from '../postgres.js';
import { expectWholeAudit } from '../flow/ledger.js';
import { cap, eventually, receiver, startTestGateway, type CapMessage, type Receiver, type TestGateway } from '../flow/harness.js';

describe.each(ENGINES)('on the %s engine', (engine) => {
  let gateway: TestGateway;
  let gr: Receiver;

  beforeAll(async () => {
    gr = await receiver();
    gateway = await startTestGateway([{ id: 'al' }, { id: 'rs' }, { id: 'gr', webhook: gr }, { id: 'mk' }], { engine });
  });
  afterAll(async () => { await gateway.stop(); await gr.close(); });

  const submit = async (who: string, { xml }: CapMessage): Promise<any> => {
    const { status, json, text } = await gateway.call(who, 'POST', '/v1/alerts', xml);
    if (status !== 201) throw new Error(`${status} ${text}`);
    return json;
  };
  const from = (who: string, spec: Parameters<typeof cap>[0] = {}): CapMessage => cap({ sender: `desk@${who}.example.org`, ...spec });
  const stateOf = async (id: string): Promise<string> => (await gateway.call('operator', 'GET', `/v1/alerts/${id}/status`)).json.state;
  const isErased = (id: string): Promise<boolean> => eventually(async () => await stateOf(id) === 'erased');
  const read = (who: string, id: string, accept = 'application/json') => gateway.call(who, 'GET', `/v1/alerts/${id}`, undefined, { accept });
  const journal = () => openJournal(join(gateway.dataDir, 'keys')).read();
  /** An alert of one that lets nothing stand, found again. */
  const ended = async (who: string): Promise<{ alert: CapMessage; id: string; cancel: any }> => {
    const alert = from(who);
    const { id } = await submit(who, alert);
    const update = from(who, { msgType: 'Update', references: [alert] });
    await submit(who, update);
    return { alert, id, cancel: await submit(who, from(who, { msgType: 'Cancel', references: [update, alert] })) };
  };

  test('an alert of a country that erases at once is gone within seconds of its end, for everybody and in every form', async () => {
    const { id } = await ended('rs');
    expect(await isErased(id)).toBe(true);
    for (const [who, accept] of [['rs', 'application/json'], ['rs', 'application/cap+xml'], ['rs', 'application/vnd.alertbridge.original'], ['gr', 'application/json'], ['liaison', 'application/geo+json']] as const) {
      const { status, json } = await read(who, id, accept);
      expect([who, accept, status, json.code]).toEqual([who, accept, 410, 'ERASED']);
    }
  });

  test('where the rules of a country say nothing, a found child goes at once, and what was cancelled without an outcome stays for a day', async () => {
    const [found, cancelled] = [from('al'), from('al')];
    const [{ id }, { id: other }] = [await submit('al', found), await submit('al', cancelled)];
    await submit('al', from('al', { msgType: 'Cancel', references: [cancelled] }));
    const { identifier, sender, sent } = from('al');
    const { xml: _, ...reference } = found;
    const end = { identifier, sender, sent, status: 'Actual', msgType: 'Cancel', scope: 'Public', references: [reference], case: { outcome: { result: 'found-safe' } } };
    expect((await gateway.call('al', 'POST', '/v1/alerts', end)).status).toBe(201);
    expect(await isErased(id)).toBe(true);
    expect(await stateOf(other)).toBe('cancelled');
  });

  test('its states, times and codes stay for those who could read them before', async () => {
    const { id } = await ended('rs');
    await isErased(id);
    for (const who of ['rs', 'gr', 'liaison', 'operator', 'auditor']) {
      const { status, json } = await gateway.call(who, 'GET', `/v1/alerts/${id}/status`);
      expect([who, status, json.state, json.criteria, json.timeline.filter(({ type }: any) => type === 'alert.erased').length]).toEqual([who, 200, 'erased', [], 1]);
    }
    expect((await gateway.call('rs', 'GET', '/v1/alerts?state=erased')).json.items.map((item: any) => item.id)).toContain(id);
  });

  test('the journal beside the keys names every end and every erasure, by id and time alone', async () => {
    const { id } = await ended('rs');
    await isErased(id);
    const lines = (await journal()).filter((line) => Object.values(line).includes(id));
    expect(lines.map((line) => Object.keys(line).sort().join())).toEqual(expect.arrayContaining(['at,ended', 'at,erased']));
    const { id: kept } = await ended('al');
    expect(await eventually(async () => (await journal()).some((line) => 'ended' in line && line.ended === kept))).toBe(true);
    expect((await journal()).some((line) => 'erased' in line && line.erased === kept)).toBe(false);
  });

  test('its key is overwritten in the key store', async () => {
    const zeros = () => readdirSync(join(gateway.dataDir, 'keys')).filter((name) => name.endsWith('.keys')).reduce((sum, name) => {
      const bytes = readFileSync(join(gateway.dataDir, 'keys', name));
      return sum + Array.from({ length: bytes.length / 60 }, (_, slot) => bytes.subarray(slot * 60, slot * 60 + 60)).filter((slot) => slot.every((byte) => byte === 0)).length;
    }, 0);
    const before = zeros();
    const { id } = await ended('rs');
    await isErased(id);
    // The alert and its Update; the Cancel goes when it has reached everybody.
    expect(zeros()).toBeGreaterThanOrEqual(before + 2);
  });

  test('the Cancel stays until everybody has it, and goes then', async () => {
    const { id, cancel } = await ended('rs');
    await isErased(id);
    expect((await read('rs', cancel.id)).status).toBe(200);
    // Each mailbox keeps it until its centre has said that it came.
    for (const who of ['al', 'mk']) {
      const items = (await gateway.call(who, 'GET', '/v1/inbox?wait=3&limit=500')).json.items;
      for (const { delivery } of items) await gateway.call(who, 'POST', `/v1/inbox/${delivery}/ack`, { result: 'received' });
    }
    expect(await isErased(cancel.id)).toBe(true);
  });

  test('a mailbox shows nothing any more of what was handed out and is erased', async () => {
    const alert = from('rs');
    const { id } = await submit('rs', alert);
    const shown = async () => (await gateway.call('mk', 'GET', '/v1/inbox?wait=3')).json.items.filter((item: any) => item.alert === id && item.contentType.includes('cap')).length;
    expect(await shown()).toBe(1);
    await submit('rs', from('rs', { msgType: 'Cancel', references: [alert] }));
    await isErased(id);
    expect(await shown()).toBe(0);
  });

  test('elsewhere the grace is a day, and the origin may have it erased before; while it is live it may not', async () => {
    const alert = from('al');
    const { id } = await submit('al', alert);
    const erase = (who: string) => gateway.call(who, 'POST', `/v1/alerts/${id}/erase`);
    expect((await erase('al')).json).toMatchObject({ status: 409, code: 'NOT_POSSIBLE_NOW', detail: expect.stringContaining('Cancel it first') });
    await submit('al', from('al', { msgType: 'Cancel', references: [alert] }));
    expect([(await erase('gr')).status, (await erase('al')).json, (await read('al', id)).status]).toEqual([403, { id, erased: [id], pending: [] }, 410]);
    expect((await erase('al')).json).toEqual({ id, erased: [id], pending: [] });
  });

  test('the same message again is told that it is erased; another with its key, that the key is taken', async () => {
    const { alert } = await ended('rs');
    await eventually(async () => (await gateway.call('rs', 'POST', '/v1/alerts', alert.xml)).status === 410);
    expect((await gateway.call('rs', 'POST', '/v1/alerts', alert.xml)).json).toMatchObject({ status: 410, code: 'ERASED' });
    expect((await gateway.call('gr', 'POST', '/v1/alerts', alert.xml)).json).toMatchObject({ status: 409, code: 'KEY_TAKEN' });
  });

  test('an Update that was under way longer than the erasure took does not bring the child back', async () => {
    const alert = from('rs');
    const { id } = await submit('rs', alert);
    const late = from('rs', { msgType: 'Update', references: [alert] });
    await submit('rs', from('rs', { msgType: 'Cancel', references: [alert] }));
    await isErased(id);
    const { id: lateId, deliveries } = await submit('rs', late);
    expect(deliveries.map(({ state }: any) => state)).toEqual(deliveries.map(() => 'superseded'));
    expect(await isErased(lateId)).toBe(true);
  });

  test('it is found by no search any more', async () => {
    const { alert, id } = await ended('al');
    const found = async () => (await gateway.call('al', 'GET', `/v1/alerts?q=${alert.identifier}`)).json.items.filter((item: any) => item.id === id).length;
    const before = await found();
    await gateway.call('al', 'POST', `/v1/alerts/${id}/erase`);
    expect([before, await found()]).toEqual([1, 0]);
  });

  test('the event says why, and the whole chain still verifies', async () => {
    const events = await openEvents(gateway.url, gateway.keys.rs!);
    const { id } = await ended('rs');
    expect(await eventually(() => events.seen.some(({ event, data }) => event === 'alert.erased' && data.alert === id && data.detail.reason === 'ended'))).toBe(true);
    events.close();
    await expectWholeAudit(gateway.url, gateway.keys.auditor!);
  });
});
