// The mailbox of a centre that fetches: what waits, in which order, until when, and what an answer does.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cap, capNow, receiver, sleep, startTestGateway, type Receiver, type TestGateway } from '../flow/harness.js';

let gateway: TestGateway;
let nl: Receiver;
let turn = 0;
/** A mailbox that no other test has used. */
let box: string;

const BOXES = Array.from({ length: 10 }, (_, index) => `b${index}`);

beforeAll(async () => {
  nl = await receiver();
  gateway = await startTestGateway([{ id: 'al' }, { id: 'nl', webhook: nl }, ...BOXES.map((id) => ({ id, country: 'GR' }))], { routing: 'addressed' });
});
afterAll(async () => {
  await gateway.stop();
  await nl.close();
});

const nextBox = (): string => { box = BOXES[turn]!; turn += 1; return box; };

const submit = async (addresses: string, spec: Parameters<typeof cap>[0] = {}): Promise<any> => {
  const answer = await gateway.call('al', 'POST', '/v1/alerts', cap({ addresses, ...spec }).xml);
  expect(answer.status).toBe(201);
  return answer.json;
};
const fetchBox = async (query = '', who = box): Promise<any> => (await gateway.call(who, 'GET', `/v1/inbox${query}`)).json;
const ack = (delivery: string, body: object, who = box) => gateway.call(who, 'POST', `/v1/inbox/${delivery}/ack`, body);
const alertsOf = (page: any): string[] => page.items.map((item: any) => item.alert);
const stateOf = async (receipt: any, who = 'al'): Promise<any> => (await gateway.call(who, 'GET', `/v1/alerts/${receipt.id}/status`)).json.deliveries[0];

describe('what waits', () => {
  test('is handed out oldest first, in the centre\'s own format, and goes from queued over delivered to acknowledged', async () => {
    nextBox();
    const receipts = [await submit(box), await submit(box), await submit(box)];
    expect(await stateOf(receipts[0])).toMatchObject({ state: 'queued', attempts: 0, deliveredAt: null });

    const page = await fetchBox();
    expect(alertsOf(page)).toEqual(receipts.map(({ id }) => id));
    expect(page.items[0]).toMatchObject({ delivery: receipts[0].deliveries[0].id, contentType: 'application/cap+xml', body: expect.stringContaining(`<identifier>${receipts[0].key.identifier}</identifier>`) });
    expect(await stateOf(receipts[0])).toMatchObject({ state: 'delivered', attempts: 1, deliveredAt: expect.any(String), acknowledgedAt: null });

    expect(await ack(page.items[0].delivery, { result: 'received' })).toMatchObject({ status: 204, text: '' });
    expect(await stateOf(receipts[0])).toMatchObject({ state: 'acknowledged', acknowledgedAt: expect.any(String), receipt: { kind: 'mailbox-received', reason: null } });
  });

  test('is everything not acknowledged where no cursor is given, and everything behind it where one is', async () => {
    nextBox();
    const [first, second, third] = [await submit(box), await submit(box), await submit(box)];
    const page = await fetchBox('?limit=2');
    expect(alertsOf(page)).toEqual([first.id, second.id]);
    await ack(page.items[0].delivery, { result: 'received' });

    expect(alertsOf(await fetchBox())).toEqual([second.id, third.id]);
    const rest = await fetchBox(`?after=${page.next}`);
    expect(alertsOf(rest)).toEqual([third.id]);
    expect(await fetchBox(`?after=${rest.next}`)).toEqual({ items: [], next: rest.next });
    expect(alertsOf(await fetchBox('?after=0'))).toEqual([first.id, second.id, third.id]);
  });

  test('is read to the end by following the cursor, each item once, while more comes in', async () => {
    nextBox();
    const sent = [await submit(box), await submit(box), await submit(box)];
    const got: string[] = [];
    let after = '0';
    for (let round = 0; round < 8; round += 1) {
      const page = await fetchBox(`?limit=1&after=${after}`);
      got.push(...alertsOf(page));
      after = page.next;
      if (round < 3) sent.push(await submit(box));
    }
    expect(got).toEqual(sent.map(({ id }) => id));
  });

  test('leaves out what has ended before it was fetched', async () => {
    nextBox();
    const short = await submit(box, { expires: capNow(2) });
    const long = await submit(box);
    await sleep(2_500);
    expect(alertsOf(await fetchBox())).toEqual([long.id]);
    expect(['queued', 'expired']).toContain((await stateOf(short)).state);
  });

  test('is nothing, with no cursor, in a mailbox that was never used', async () => {
    nextBox();
    expect(await fetchBox()).toEqual({ items: [], next: null });
  });
});

describe('waiting', () => {
  test('is answered by the submission', async () => {
    nextBox();
    const answered = fetchBox('?wait=30');
    await sleep(300);
    const receipt = await submit(box);
    expect(alertsOf(await answered)).toEqual([receipt.id]);
  });

  test('ends empty when its time is over, and does not begin where something waits', async () => {
    nextBox();
    const started = performance.now();
    expect((await fetchBox('?wait=1')).items).toEqual([]);
    expect(performance.now() - started).toBeGreaterThan(950);
    await submit(box);
    expect((await fetchBox('?wait=30')).items).toHaveLength(1);
  });

  test.each(['?wait=31', '?wait=-1', '?wait=soon', '?limit=0', '?limit=501', '?after=here', '?after=1&after=2'])('refuses %s and says what would be right', async (query) => {
    const answer = await gateway.call('b0', 'GET', `/v1/inbox${query}`);
    expect(answer).toMatchObject({ status: 400, json: { code: 'BAD_REQUEST', detail: expect.stringMatching(/wait|limit|after/) } });
  });
});

describe('an answer', () => {
  test('given twice is one answer', async () => {
    nextBox();
    const receipt = await submit(box);
    const { items: [item] } = await fetchBox();
    expect((await ack(item.delivery, { result: 'received' })).status).toBe(204);
    const { acknowledgedAt } = await stateOf(receipt);
    expect((await ack(item.delivery, { result: 'received' })).status).toBe(204);
    expect(await stateOf(receipt)).toMatchObject({ state: 'acknowledged', acknowledgedAt });
  });

  test('that refuses is final, and tells the origin its reason', async () => {
    nextBox();
    const receipt = await submit(box);
    const { items: [item] } = await fetchBox();
    expect((await ack(item.delivery, { result: 'refused', reason: 'Kein Fall für uns' })).status).toBe(204);
    expect(await stateOf(receipt)).toMatchObject({ state: 'refused', receipt: { kind: 'mailbox-refused', reason: 'Kein Fall für uns' } });
    expect((await ack(item.delivery, { result: 'refused' })).status).toBe(204);
    expect(alertsOf(await fetchBox())).toEqual([]);
  });

  test('that refuses what was received before is too late', async () => {
    nextBox();
    const receipt = await submit(box);
    const { items: [item] } = await fetchBox();
    await ack(item.delivery, { result: 'received' });
    const late = await ack(item.delivery, { result: 'refused', reason: 'after all not' });
    expect(late).toMatchObject({ status: 409, type: expect.stringContaining('application/problem+json'), json: { code: 'NOT_POSSIBLE_NOW' } });
    expect(await stateOf(receipt)).toMatchObject({ state: 'acknowledged', receipt: { kind: 'mailbox-received', reason: null } });
  });

  test('to another centre\'s item, or to none, finds nothing and changes nothing', async () => {
    const [mine, other] = ['b0', 'b1'];
    const receipt = await submit(mine);
    const delivery = receipt.deliveries[0].id;
    expect((await ack(delivery, { result: 'refused' }, other)).json).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect((await ack('no-such-delivery', { result: 'received' }, mine)).status).toBe(404);
    expect((await stateOf(receipt)).state).toBe('queued');
  });

  test.each([['no result', {}], ['another word', { result: 'seen' }], ['a reason that is no text', { result: 'refused', reason: 7 }], ['a member nobody knows', { result: 'received', comment: 'x' }], ['a list', []]])('with %s is refused', async (_, body) => {
    const { deliveries: [delivery] } = await submit('b0');
    expect(await ack(delivery.id, body, 'b0')).toMatchObject({ status: 400, json: { code: 'BAD_REQUEST' } });
  });
});

test('a mailbox holds nothing of a centre that is called', async () => {
  await submit('nl');
  expect(await fetchBox('', 'nl')).toEqual({ items: [], next: null });
});
