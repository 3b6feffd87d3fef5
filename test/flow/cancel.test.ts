// Ends, doubts and races between them: what a Cancel, an Update and a confirmation do to one another (reliability clause 4, contract 8 "Status").
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ENGINES } from '../postgres.js';
import { cap, capNow, eventually, receiver, sleep, startTestGateway, type CapMessage, type Receiver, type TestGateway } from './harness.js';

const doubtful = (spec: Parameters<typeof cap>[0] = {}): CapMessage => cap({ headline: '***TEST*** Missing child, 11 years', ...spec });

describe.each(ENGINES)('on the %s engine', (engine) => {
  let gateway: TestGateway;
  let gr: Receiver;

  beforeAll(async () => {
    gr = await receiver();
    gateway = await startTestGateway([{ id: 'al' }, { id: 'gr', webhook: gr }, { id: 'mk' }, { id: 'rs', statuses: ['Actual', 'Exercise', 'Test'] }], { engine });
  });
  afterAll(async () => { await gateway.stop(); await gr.close(); });

  const submit = async ({ xml }: CapMessage): Promise<any> => {
    const { status, json, text } = await gateway.call('al', 'POST', '/v1/alerts', xml);
    if (status !== 201) throw new Error(`${status} ${text}`);
    return json;
  };
  const stateOf = async (id: string): Promise<string> => (await gateway.call('al', 'GET', `/v1/alerts/${id}/status`)).json.state;
  const confirm = (id: string, status: string) => gateway.call('al', 'POST', `/v1/alerts/${id}/confirm`, { status });
  const seenBy = (centre: Receiver, ...messages: CapMessage[]): string[] => [...new Set(centre.got.flatMap(({ body }) =>
    messages.flatMap(({ identifier }, index) => (body.includes(`<identifier>${identifier}<`) ? [`${index} ${/<status>(\w+)</.exec(body)![1]} ${/<msgType>(\w+)</.exec(body)![1]}`] : []))))];

  test('a real Cancel ends the real alert also where it names a version in doubt, and travels as Actual', async () => {
    const alert = cap();
    const { id } = await submit(alert);
    const update = doubtful({ msgType: 'Update', references: [alert] });
    const { id: updateId } = await submit(update);
    const cancel = cap({ msgType: 'Cancel', references: [update, alert] });
    const { deliveries } = await submit(cancel);
    expect(deliveries.map(({ centre }: any) => centre).sort()).toEqual(['gr', 'mk', 'rs']);
    expect(await eventually(() => seenBy(gr, alert, update, cancel).length === 2)).toBe(true);
    expect(seenBy(gr, alert, update, cancel)).toEqual(['0 Actual Alert', '2 Actual Cancel']);
    expect([await stateOf(id), await stateOf(updateId)]).toEqual(['cancelled', 'cancelled']);
    expect((await confirm(updateId, 'Actual')).status).toBe(409);
  });

  test('a Cancel of what was only ever in doubt, or turned out a test, reaches nobody who never had it', async () => {
    const [held, tested] = [doubtful(), doubtful()];
    await submit(held);
    const { id } = await submit(tested);
    await confirm(id, 'Test');
    expect((await submit(cap({ msgType: 'Cancel', references: [held] }))).deliveries).toEqual([]);
    const cancel = await submit(cap({ msgType: 'Cancel', references: [tested] }));
    expect(cancel.deliveries.map(({ centre }: any) => centre)).toEqual(['rs']);
    const items = (await gateway.call('rs', 'GET', '/v1/inbox?wait=3')).json.items.filter((item: any) => item.alert === cancel.id);
    expect(items[0].body).toContain('<status>Test</status>');
  });

  test('a Cancel takes the status of what it ends, whatever it is marked as, before it or after it, and its origin is told', async () => {
    const alert = cap();
    const { id } = await submit(alert);
    const cancel = cap({ msgType: 'Cancel', status: 'Test', references: [alert] });
    const receipt = await submit(cancel);
    expect(receipt.issues).toEqual(expect.arrayContaining([expect.objectContaining({ code: 'STATUS_CONFLICT', level: 'warning' })]));
    expect(receipt.deliveries.map(({ centre }: any) => centre).sort()).toEqual(['gr', 'mk', 'rs']);
    expect(await eventually(() => seenBy(gr, alert, cancel).length === 2)).toBe(true);
    expect(seenBy(gr, alert, cancel)).toEqual(['0 Actual Alert', '1 Actual Cancel']);
    const later = cap();
    await submit(cap({ msgType: 'Cancel', status: 'Test', references: [later] }));
    expect([await stateOf(id), await stateOf((await submit(later)).id)]).toEqual(['cancelled', 'cancelled']);
  });

  test('a drill that updates a real alert supersedes nothing of it', async () => {
    const alert = cap();
    const { id } = await submit(alert);
    await submit(cap({ msgType: 'Update', status: 'Exercise', references: [alert], note: 'drill 7' }));
    expect(await stateOf(id)).toBe('active');
  });

  test('an alert that arrives after its Update is history where the Update went, and the Update stays the last word', async () => {
    const alert = cap({ sent: capNow(-60) });
    const update = cap({ msgType: 'Update', references: [alert] });
    const { incident } = await submit(update);
    expect(await eventually(() => seenBy(gr, update).length === 1)).toBe(true);
    const late = await submit(alert);
    expect(late).toMatchObject({ incident });
    expect(late.deliveries.every(({ state }: any) => state === 'superseded')).toBe(true);
    expect(await stateOf(late.id)).toBe('superseded');
    await submit(cap({ msgType: 'Cancel', references: [update] }));
    expect(await eventually(() => gr.got.some(({ body }) => body.includes('Cancel') && body.includes(update.identifier)))).toBe(true);
    expect(seenBy(gr, alert)).toEqual([]);
  });

  test('an older Update that arrives after a newer one does not supersede it', async () => {
    const alert = cap({ sent: capNow(-90) });
    await submit(alert);
    const [older, newer] = [cap({ msgType: 'Update', references: [alert], sent: capNow(-60) }), cap({ msgType: 'Update', references: [alert] })];
    const { id } = await submit(newer);
    expect(await stateOf((await submit(older)).id)).toBe('superseded');
    expect(await stateOf(id)).toBe('active');
  });

  test('messages of CAP 1.0, which names no times in references, leave with the times of what they mean', async () => {
    const old = (message: CapMessage, references: string): string => message.xml.replace('urn:oasis:names:tc:emergency:cap:1.2', 'http://www.incident.com/cap/1.0').replace(/<responseType>.*<\/responseType>/, '').replace(/<references>.*<\/references>/, `<references>${references}</references>`);
    const alert = cap();
    const { id } = await submit({ ...alert, xml: old(alert, '') });
    const cancel = cap({ msgType: 'Cancel', references: [alert] });
    const short = `${alert.identifier}/${alert.sender}`;
    await submit({ ...cancel, xml: old(cancel, short) });
    expect(await stateOf(id)).toBe('cancelled');
    expect(await eventually(() => seenBy(gr, cancel).length === 1)).toBe(true);
    expect(gr.got.find(({ body }) => body.includes(`<identifier>${cancel.identifier}<`))!.body).toContain(`<references>${alert.sender},${alert.identifier},${alert.sent}</references>`);

    const unknown = cap({ msgType: 'Cancel', references: [cap()] });
    const refused = await gateway.call('al', 'POST', '/v1/alerts', old(unknown, 'never-seen/desk@al.example.org'));
    expect(refused).toMatchObject({ status: 422, json: { code: 'INVALID', issues: [{ code: 'CAP_A28', level: 'error' }] } });
  });

  test('a version confirmed after a newer one went out is history and is not sent behind it', async () => {
    const alert = doubtful();
    const { id } = await submit(alert);
    const update = cap({ msgType: 'Update', references: [alert] });
    await submit(update);
    expect(await eventually(() => seenBy(gr, update).length === 1)).toBe(true);
    expect((await confirm(id, 'Actual')).json.deliveries.every(({ state }: any) => state === 'superseded')).toBe(true);
    expect(await stateOf(id)).toBe('superseded');
    await sleep(600);
    expect(seenBy(gr, alert)).toEqual([]);
  });

  test('an alert that races its Cancel ends, whichever comes first', async () => {
    const pairs = Array.from({ length: 20 }, () => { const alert = cap(); return { alert, cancel: cap({ msgType: 'Cancel', references: [alert] }) }; });
    const ids = await Promise.all(pairs.flatMap(({ alert, cancel }) => [submit(alert).then(({ id }) => id), submit(cancel).then(({ id }) => id)]));
    expect(new Set(await Promise.all(ids.map(stateOf)))).toEqual(new Set(['cancelled']));
  });

  test('an Update that races a Cancel is never the last word', async () => {
    const alerts = Array.from({ length: 20 }, () => cap());
    await Promise.all(alerts.map(submit));
    const pairs = alerts.map((alert) => ({ alert, update: cap({ msgType: 'Update', references: [alert] }), cancel: cap({ msgType: 'Cancel', references: [alert] }) }));
    const updates = await Promise.all(pairs.flatMap(({ update, cancel }) => [submit(update).then(({ id }) => id), submit(cancel).then(() => undefined)]));
    expect(new Set(await Promise.all(updates.filter((id) => id !== undefined).map((id) => stateOf(id)))).has('active')).toBe(false);
    expect(await eventually(() => pairs.every(({ cancel }) => seenBy(gr, cancel).length === 1))).toBe(true);
    await sleep(500);
    for (const { alert, update, cancel } of pairs) expect(seenBy(gr, alert, update, cancel).at(-1)).toBe('2 Actual Cancel');
  });

  test('a second message with the key of the first, in one document, is a conflict and no repeat', async () => {
    const key = { identifier: `D-${Math.random()}`, sender: 'desk@al.example.org', sent: capNow() };
    const item = (headline: string): object => ({ ...key, status: 'Actual', msgType: 'Alert', scope: 'Public', info: [{ category: ['Rescue'], event: 'Child abduction', urgency: 'Immediate', severity: 'Severe', certainty: 'Observed', headline }] });
    const { json } = await gateway.call('al', 'POST', '/v1/alerts', [item('first'), item('second')]);
    expect(json.items.map(({ http }: any) => http)).toEqual([201, 409]);
  });

  test('Private goes to those it names, and to nobody nearby', async () => {
    const { xml } = cap({ addresses: 'mk' });
    const { json } = await gateway.call('al', 'POST', '/v1/alerts', xml.replace('<scope>Public<', '<scope>Private<'));
    expect(json.deliveries.map(({ centre }: any) => centre)).toEqual(['mk']);
  });

  test('a page of the mailbox takes no more than it shows: what waits can still be superseded', async () => {
    const alerts = [cap(), cap(), cap()];
    const receipts = [];
    for (const alert of alerts) receipts.push(await submit(alert));
    const first = (await gateway.call('mk', 'GET', '/v1/inbox')).json.items[0];
    const page = await gateway.call('mk', 'GET', `/v1/inbox?limit=1&after=${first.position}`);
    expect(page.json.items).toHaveLength(1);
    await submit(cap()).then((receipt) => receipts.push(receipt));
    const at = async (receipt: any): Promise<string> => (await gateway.call('al', 'GET', `/v1/alerts/${receipt.id}/status`)).json.deliveries.find((delivery: any) => delivery.centre === 'mk').state;
    expect(await at(receipts.at(-1))).toBe('queued');
  });

  test('one centre\'s words to the origin are not shown to another', async () => {
    const alert = cap();
    const { id } = await submit(alert);
    await gateway.call('mk', 'GET', '/v1/inbox?limit=500');
    await gateway.call('mk', 'POST', '/v1/alerts', cap({ msgType: 'Error', sender: 'desk@mk.example.org', references: [alert], note: 'Vardar desk says no' }).xml);
    const says = async (who: string): Promise<boolean> => (await gateway.call(who, 'GET', `/v1/alerts/${id}/status`)).text.includes('Vardar');
    expect([await says('al'), await says('liaison'), await says('mk'), await says('gr'), await says('operator')]).toEqual([true, true, true, false, false]);
  });
});

const [, onPostgres] = ENGINES;
(onPostgres ? describe : describe.skip)('on PostgreSQL', () => {
  test('clause 11: backends terminated again and again under load cost answers, never the process, and nothing accepted is lost', async () => {
    const gr = await receiver();
    const gateway = await startTestGateway([{ id: 'al' }, { id: 'gr', webhook: gr }], { engine: 'postgres' });
    const { default: pg } = await import('pg');
    const killer = new pg.Client({ connectionString: gateway.databaseUrl });
    await killer.connect();
    try {
      const accepted: string[] = [];
      let over = false;
      const desks = Promise.all(Array.from({ length: 4 }, async () => {
        while (!over) {
          const alert = cap();
          const answer = await gateway.call('al', 'POST', '/v1/alerts', alert.xml);
          if (answer.status === 201 || answer.status === 200) accepted.push(alert.identifier); else expect([503, 500]).toContain(answer.status);
        }
      }));
      // On until something was accepted in between, however slow the machine is.
      for (let round = 0; round < 10 || (accepted.length <= 10 && round < 200); round += 1) {
        await sleep(200);
        await killer.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()');
      }
      over = true;
      await desks;
      expect(accepted.length).toBeGreaterThan(10);
      const seen = (): Set<string> => new Set(gr.got.flatMap(({ body }) => /<identifier>([^<]+)</.exec(body)?.[1] ?? []));
      expect(await eventually(() => accepted.every((identifier) => seen().has(identifier)), 20_000, 100)).toBe(true);
    } finally { await killer.end(); await gateway.stop(); await gr.close(); }
  }, 60_000);
});

describe('a network file that changes', () => {
  test('takes open deliveries along when a centre moves from webhook to mailbox and back', async () => {
    const gr = await receiver();
    gr.behave(() => ({ status: 503 }));
    const gateway = await startTestGateway([{ id: 'al' }, { id: 'gr', webhook: gr }]);
    try {
      const alert = cap();
      const { json: { id } } = await gateway.call('al', 'POST', '/v1/alerts', alert.xml);
      expect(await eventually(() => gr.got.length > 0)).toBe(true);
      await gateway.changeNetwork((network) => { network.centres[1].receive.transport = { type: 'mailbox' }; });
      expect((await gateway.call('gr', 'GET', '/v1/inbox?wait=5')).json.items.map((item: any) => item.alert)).toEqual([id]);
      const { json: { id: second } } = await gateway.call('al', 'POST', '/v1/alerts', cap().xml);
      gr.behave(() => ({}));
      await gateway.changeNetwork((network) => { network.centres[1].receive.transport = { type: 'webhook', url: gr.url, secret: gr.secret }; });
      expect(await eventually(async () => (await gateway.call('al', 'GET', `/v1/alerts/${second}/status`)).json.deliveries[0].state === 'delivered')).toBe(true);
    } finally { await gateway.stop(); await gr.close(); }
  });
});
