// /v1/events: what happens, in order, to whoever may know of it; a reader that comes back misses nothing and hears nothing twice.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cap, eventually, receiver, sleep, startTestGateway, type Receiver, type TestGateway } from '../flow/harness.js';
import { openEvents, type OpenEvents, type SeenEvent } from './open-events.js';

let gateway: TestGateway;
let dead: Receiver;

beforeAll(async () => {
  dead = await receiver();
  gateway = await startTestGateway([{ id: 'al' }, { id: 'gr' }, { id: 'it' }, { id: 'nl', webhook: dead }], { routing: 'addressed' });
});
afterAll(async () => {
  await gateway.stop();
  await dead.close();
});

const open = (who: string, after?: number): Promise<OpenEvents> => openEvents(gateway.url, gateway.keys[who]!, after);

const submit = async (addresses: string, spec: Parameters<typeof cap>[0] = {}): Promise<any> => {
  const answer = await gateway.call('al', 'POST', '/v1/alerts', cap({ addresses, ...spec }).xml);
  expect(answer.status).toBe(201);
  return answer.json;
};

const ids = (events: readonly SeenEvent[]): number[] => events.map(({ id }) => id);
const ascending = (events: readonly SeenEvent[]): number[] => [...new Set(ids(events))].sort((a, b) => a - b);
const about = (stream: OpenEvents, ...alerts: string[]): SeenEvent[] => stream.seen.filter(({ data }) => alerts.includes(data.alert));

const TOLD = /^(alert\.(accepted|held|confirmed|ended|erased)|delivery\.(delivered|acknowledged|held|refused|expired|superseded|dead|redriven|late|overdue)|centre\.(down|up|paused|resumed))$/;

/** What the stream has to tell between two ids, by another door: the positions of the audit chain, which has no gaps. */
async function chained(after: number, upTo: number): Promise<number[]> {
  const { items } = (await gateway.call('auditor', 'GET', `/v1/audit?after=${after}&limit=500`)).json;
  return items.filter(({ type, position }: any) => TOLD.test(type) && position <= upTo).map(({ position }: any) => position);
}

describe('the stream', () => {
  test('tells the life of an alert in order, as ids and codes, under ids that only grow', async () => {
    const stream = await open('al');
    expect(stream).toMatchObject({ status: 200, type: 'text/event-stream' });
    const receipt = await submit('gr');
    await gateway.call('gr', 'GET', '/v1/inbox');
    await gateway.call('gr', 'POST', `/v1/inbox/${receipt.deliveries[0].id}/ack`, { result: 'received' });
    expect(await eventually(() => about(stream, receipt.id).length === 3)).toBe(true);
    stream.close();

    expect(about(stream, receipt.id).map(({ event }) => event)).toEqual(['alert.accepted', 'delivery.delivered', 'delivery.acknowledged']);
    expect(ids(stream.seen)).toEqual(ascending(stream.seen));
    const [accepted, delivered] = about(stream, receipt.id);
    expect(accepted!.data).toEqual({ type: 'alert.accepted', at: expect.stringMatching(/^\d{4}-.*Z$/), alert: receipt.id, incident: receipt.incident, centre: 'al', actor: 'al', detail: expect.objectContaining({ msgType: 'Alert', to: ['gr'] }) });
    expect(delivered!.data).toMatchObject({ centre: 'gr', detail: { delivery: receipt.deliveries[0].id } });
  });

  test('begins with what comes after it was opened', async () => {
    const before = await submit('gr');
    await sleep(200);
    const stream = await open('al');
    const after = await submit('gr');
    expect(await eventually(() => about(stream, after.id).length > 0)).toBe(true);
    stream.close();
    expect(about(stream, before.id)).toEqual([]);
  });

  test('goes on where a reader left it, through many broken connections, with nothing missed and nothing twice', async () => {
    const first = await open('operator');
    const collected: SeenEvent[] = [];
    const marker = await submit('gr');
    expect(await eventually(() => about(first, marker.id).length > 0)).toBe(true);
    first.close();
    const start = first.seen.at(-1)!.id;
    const submitting = (async () => { for (let count = 0; count < 12; count += 1) await submit('gr it'); })();
    for (let connection = 0; connection < 8; connection += 1) {
      const stream = await open('operator', collected.at(-1)?.id ?? start);
      await eventually(() => stream.seen.length > 0, 300);
      stream.close();
      collected.push(...stream.seen);
    }
    await submitting;
    const last = await open('operator', collected.at(-1)?.id ?? start);
    const end = await submit('it');
    expect(await eventually(() => about(last, end.id).length > 0)).toBe(true);
    last.close();
    collected.push(...last.seen);

    expect(ids(collected)).toEqual(await chained(start, collected.at(-1)!.id));
    expect(collected.filter(({ event }) => event === 'alert.accepted').length).toBe(13);
  });

  test('goes on where a reader left it when the gateway was started anew in between, and ends cleanly before that', async () => {
    const before = await open('al');
    const seenBefore = await submit('gr');
    expect(await eventually(() => about(before, seenBefore.id).length > 0)).toBe(true);
    const last = before.seen.at(-1)!.id;
    const missed = await submit('gr it');
    await gateway.restart();
    expect(await before.ended).toBe(true);

    const later = await submit('gr');
    const after = await open('al', last);
    expect(await eventually(() => about(after, later.id).length > 0)).toBe(true);
    after.close();
    const all = [...before.seen.filter(({ id }) => id <= last), ...after.seen];
    expect(ids(all)).toEqual(ascending(all));
    expect(all.filter(({ event }) => event === 'alert.accepted').map(({ data }) => data.alert)).toEqual([seenBefore.id, missed.id, later.id]);
    expect(ids(after.seen)).toEqual(await chained(last, after.seen.at(-1)!.id));
  });

  test('refuses a place that is none', async () => {
    const answer = await gateway.call('al', 'GET', '/v1/events', undefined, { 'last-event-id': 'yesterday' });
    expect(answer).toMatchObject({ status: 400, json: { code: 'BAD_REQUEST' } });
  });
});

describe('each reader', () => {
  test('hears of the alerts it may read and of no others, and a centre whose line is down is the operators\' business', async () => {
    const streams = { al: await open('al'), gr: await open('gr'), it: await open('it'), liaison: await open('liaison'), operator: await open('operator') };
    const toGreece = await submit('gr');
    const toItaly = await submit('it');
    await dead.close();
    const unreachable = await Promise.all(Array.from({ length: 6 }, () => submit('nl')));
    expect(await eventually(() => streams.operator.seen.some(({ event, data }) => event === 'centre.down' && data.centre === 'nl'))).toBe(true);
    const toBoth = await submit('gr it');
    expect(await eventually(() => Object.values(streams).every((stream) => about(stream, toBoth.id).length > 0))).toBe(true);
    Object.values(streams).forEach((stream) => stream.close());

    const named = { toGreece: toGreece.id, toItaly: toItaly.id, unreachable: unreachable[0].id, toBoth: toBoth.id };
    const heard = (stream: OpenEvents): string[] => Object.entries(named).filter(([, id]) => about(stream, id).length > 0).map(([name]) => name);
    expect(Object.fromEntries(Object.entries(streams).map(([who, stream]) => [who, heard(stream)]))).toEqual({
      al: ['toGreece', 'toItaly', 'unreachable', 'toBoth'], gr: ['toGreece', 'toBoth'], it: ['toItaly', 'toBoth'],
      liaison: ['toGreece', 'toItaly', 'unreachable', 'toBoth'], operator: ['toGreece', 'toItaly', 'unreachable', 'toBoth'],
    });
    const lines = Object.entries(streams).filter(([, stream]) => stream.seen.some(({ event }) => event.startsWith('centre.'))).map(([who]) => who);
    expect(lines).toEqual(['operator']);
  });

  test('that resumes from before a confirmation hears the alert\'s story only once it may', async () => {
    const stream = await open('gr');
    const held = await submit('gr', { headline: 'TEST alarm' });
    const open2 = await submit('gr');
    expect(await eventually(() => about(stream, open2.id).length > 0)).toBe(true);
    expect(about(stream, held.id)).toEqual([]);
    await gateway.call('al', 'POST', `/v1/alerts/${held.id}/confirm`, { status: 'Actual' });
    expect(await eventually(() => about(stream, held.id).length > 0)).toBe(true);
    stream.close();
    expect(about(stream, held.id).map(({ event }) => event)).toEqual(['alert.confirmed']);
  });
});
