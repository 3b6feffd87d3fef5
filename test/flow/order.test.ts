// Order, superseding, retry and isolation (reliability clauses 3 to 6), seen from the receivers' side.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { ENGINES } from '../postgres.js';
import { cap, eventually, receiver, sleep, startTestGateway, type CapMessage, type Receiver, type TestGateway } from './harness.js';

describe.each(ENGINES)('deliveries on the %s engine', (engine) => {
  let gateway: TestGateway;
  let gr: Receiver;
  let it: Receiver;

  beforeAll(async () => {
    [gr, it] = await Promise.all([receiver(), receiver()]);
    gateway = await startTestGateway([{ id: 'al' }, { id: 'gr', webhook: gr }, { id: 'it', webhook: it }, { id: 'mk' }, { id: 'rs', statuses: ['Actual', 'Exercise', 'Test'] }], { engine });
  });
  afterAll(async () => {
    await gateway.stop();
    await Promise.all([gr.close(), it.close()]);
  });
  afterEach(() => { gr.behave(() => ({})); it.behave(() => ({})); });

  const submit = async ({ xml }: CapMessage): Promise<any> => {
    const { status, json, text } = await gateway.call('al', 'POST', '/v1/alerts', xml);
    if (status !== 201) throw new Error(`${status} ${text}`);
    return json;
  };
  const deliveryAt = async (alert: string, centre: string): Promise<any> =>
    (await gateway.call('liaison', 'GET', `/v1/alerts/${alert}/status`)).json.deliveries.find((delivery: any) => delivery.centre === centre);
  const stateAt = async (alert: string, centre: string): Promise<string> => (await deliveryAt(alert, centre)).state;
  const of = (centre: Receiver, ...messages: CapMessage[]): string[] =>
    centre.got.flatMap(({ body }) => messages.filter(({ identifier }) => body.includes(`<identifier>${identifier}<`)).map(({ identifier }) => identifier));

  test('clause 5: a 503 is tried again with the same webhook-id until it is taken, once in effect', async () => {
    let failures = 2;
    gr.behave(() => (failures-- > 0 ? { status: 503 } : {}));
    const alert = cap();
    const { id } = await submit(alert);
    expect(await eventually(async () => await stateAt(id, 'gr') === 'delivered')).toBe(true);
    const tries = gr.got.filter(({ body }) => body.includes(alert.identifier));
    expect(tries.map(({ status }) => status)).toEqual([503, 503, 200]);
    expect(new Set(tries.map((one) => one.id)).size).toBe(1);
    expect(await deliveryAt(id, 'gr')).toMatchObject({ attempts: 3, lastError: null });
  });

  test('clause 5: another 4xx is held for a human, and no other centre notices', async () => {
    gr.behave(() => ({ status: 401 }));
    const { id } = await submit(cap());
    expect(await eventually(async () => await stateAt(id, 'gr') === 'held')).toBe(true);
    expect(await deliveryAt(id, 'gr')).toMatchObject({ heldReason: 'receiver', lastError: 'HTTP_401' });
    expect(await eventually(async () => await stateAt(id, 'it') === 'delivered')).toBe(true);
  });

  test('a CAP Ack in the answer acknowledges, a CAP Error refuses whatever the status, one about something else does neither', async () => {
    const receipt = (msgType: string, about: CapMessage): string => cap({ msgType, sender: 'desk@gr.example.org', references: [about], note: 'Filan' }).xml;
    const [acked, refused, other] = [cap(), cap(), cap()];
    gr.behave(() => ({ body: receipt('Ack', acked) }));
    const { id: ackedId } = await submit(acked);
    expect(await eventually(async () => await stateAt(ackedId, 'gr') === 'acknowledged')).toBe(true);
    gr.behave(() => ({ status: 500, body: receipt('Error', refused) }));
    const { id: refusedId } = await submit(refused);
    expect(await eventually(async () => await stateAt(refusedId, 'gr') === 'refused')).toBe(true);
    gr.behave(() => ({ body: receipt('Error', acked) }));
    const { id: otherId } = await submit(other);
    expect(await eventually(async () => await stateAt(otherId, 'gr') === 'delivered')).toBe(true);
  });

  test('clause 4: an Update supersedes what was never attempted, and waits behind what is in doubt', async () => {
    gr.behave(() => ({ status: 503 }));
    const first = cap();
    const { id: firstId, incident } = await submit(first);
    expect(await eventually(async () => await stateAt(firstId, 'gr') === 'retrying')).toBe(true);
    const update = cap({ msgType: 'Update', references: [first] });
    const receipt = await submit(update);
    expect(receipt.incident).toBe(incident);
    expect(await stateAt(firstId, 'mk')).toBe('superseded');
    gr.behave(() => ({}));
    expect(await eventually(async () => await stateAt(receipt.id, 'gr') === 'delivered')).toBe(true);
    expect(of(gr, first, update).filter((identifier, index, all) => all.indexOf(identifier) === index)).toEqual([first.identifier, update.identifier]);
    expect(await stateAt(firstId, 'gr')).toBe('delivered');
    const { json: { state } } = await gateway.call('al', 'GET', `/v1/alerts/${firstId}/status`);
    expect(state).toBe('superseded');
  });

  test('clause 4: a Cancel waits only for the attempt in flight, is sent next, and what failed before it is never tried again', async () => {
    gr.behave(() => ({ status: 503, delayMs: 600 }));
    const alert = cap();
    const { id } = await submit(alert);
    expect(await eventually(() => of(gr, alert).length === 1)).toBe(true);
    const cancel = cap({ msgType: 'Cancel', references: [alert] });
    const { id: cancelId, deliveries } = await submit(cancel);
    gr.behave(() => ({}));
    expect(deliveries.map(({ centre }: any) => centre).sort()).toEqual(['gr', 'it', 'mk', 'rs']);
    expect(await eventually(async () => await stateAt(cancelId, 'gr') === 'delivered')).toBe(true);
    expect(await stateAt(id, 'gr')).toBe('superseded');
    expect(await stateAt(id, 'mk')).toBe('superseded');
    await sleep(1_500);
    expect(of(gr, alert, cancel)).toEqual([alert.identifier, cancel.identifier]);
    expect((await gateway.call('al', 'GET', `/v1/alerts/${id}/status`)).json.state).toBe('cancelled');
  });

  test('a Cancel of one child\'s alert leaves the sibling in the same incident alone', async () => {
    gr.behave(() => ({ status: 503 }));
    const token = `case-${Math.random()}`;
    const [anna, ben] = [cap({ incidents: token }), cap({ incidents: token })];
    const receipts = await Promise.all([submit(anna), submit(ben)]);
    expect(receipts[1].incident).toBe(receipts[0].incident);
    await submit(cap({ msgType: 'Cancel', references: [anna] }));
    expect((await gateway.call('al', 'GET', `/v1/alerts/${receipts[1].id}/status`)).json.state).toBe('active');
    gr.behave(() => ({}));
    expect(await eventually(async () => await stateAt(receipts[1].id, 'gr') === 'delivered', 15_000)).toBe(true);
    expect(await stateAt(receipts[0].id, 'mk')).toBe('superseded');
    expect(await stateAt(receipts[1].id, 'mk')).toBe('queued');
  });

  test('clause 4: an exercise goes only where exercises are wanted and never supersedes a real alert', async () => {
    const alert = cap();
    const { id } = await submit(alert);
    const drill = await submit(cap({ status: 'Exercise', msgType: 'Update', references: [alert], note: 'drill 7' }));
    expect(drill.deliveries.map(({ centre }: any) => centre)).toEqual(['rs']);
    expect(await stateAt(id, 'mk')).toBe('queued');
    expect((await gateway.call('al', 'GET', `/v1/alerts/${id}/status`)).json.state).toBe('active');
  });

  test('a Cancel that overtook its alert ends it before anybody is told', async () => {
    const alert = cap();
    await submit(cap({ msgType: 'Cancel', references: [alert] }));
    const late = await submit(alert);
    expect(late.deliveries.every(({ state }: any) => state === 'superseded')).toBe(true);
    expect((await gateway.call('al', 'GET', `/v1/alerts/${late.id}/status`)).json.state).toBe('cancelled');
  });

  test('clause 6: a centre that hangs keeps nobody else waiting, and gets everything once it is back', async () => {
    await it.close();
    const alerts = Array.from({ length: 12 }, () => cap());
    const receipts = await Promise.all(alerts.map(submit));
    expect(await eventually(() => alerts.every((alert) => of(gr, alert).length === 1), 5_000)).toBe(true);
    expect(await eventually(async () => (await gateway.call('operator', 'GET', '/v1/centres')).json.items.find(({ id }: any) => id === 'it').health.line === 'down', 15_000)).toBe(true);
    await it.reopen();
    expect(await eventually(async () => (await Promise.all(receipts.map(({ id }) => stateAt(id, 'it')))).every((state) => state === 'delivered'), 25_000, 250)).toBe(true);
    for (const alert of alerts) expect(new Set(it.got.filter(({ body }) => body.includes(alert.identifier)).map(({ id }) => id)).size).toBe(1);
  });
});
