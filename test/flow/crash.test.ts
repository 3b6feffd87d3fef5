// Clause 11: kill -9 at any moment, again and again under load, and the ledger afterwards: nothing accepted is lost, nothing happens twice, order holds.
import { afterAll, describe, expect, test } from '@jest/globals';
import { ENGINES } from '../postgres.js';
import { cap, eventually, receiver, sleep, type CapMessage, type Receiver } from './harness.js';
import { gatewayProcess, type GatewayProcess } from './process.js';

const KILLS = 20;
const SENDERS = 4;
/** Names the run, so that a failure can be looked at again. */
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);

/** A small linear congruential generator: the same seed gives the same moments. */
const createRandom = (seed: number) => {
  let state = seed;
  return (): number => { state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296; return state / 4_294_967_296; };
};

interface Accepted { message: CapMessage; msgType: string; receipt: { id: string; incident: string; deliveries: { id: string; centre: string }[] } }
type Ledger = Map<string, Accepted>;

/** One desk that issues alerts, sometimes an Update, sometimes a Cancel, and repeats a message until it is answered. */
async function desk(gateway: GatewayProcess, ledger: Ledger, random: () => number, over: () => boolean): Promise<void> {
  const submit = async (message: CapMessage, msgType: string): Promise<boolean> => {
    while (!over()) {
      const answer = await gateway.call('al', 'POST', '/v1/alerts', message.xml).catch(() => undefined);
      if (answer?.status === 201 || answer?.status === 200) { ledger.set(message.identifier, { message, msgType, receipt: answer.json }); return true; }
      if (answer && answer.status < 500) throw new Error(`refused: ${answer.text}`);
      await sleep(50);
    }
    return false;
  };
  while (!over()) {
    const alert = cap();
    if (!await submit(alert, 'Alert')) return;
    const update = cap({ msgType: 'Update', references: [alert] });
    if (random() < 0.4 && !await submit(update, 'Update')) return;
    if (random() < 0.3) await submit(cap({ msgType: 'Cancel', references: [alert] }), 'Cancel');
    await sleep(20);
  }
}

const byIncident = (ledger: Ledger): Accepted[][] => {
  const groups = new Map<string, Accepted[]>();
  for (const entry of ledger.values()) groups.set(entry.receipt.incident, [...(groups.get(entry.receipt.incident) ?? []), entry]);
  return [...groups.values()];
};

/** Identifiers in the order in which they first had their effect. */
const effects = (centre: Receiver): string[] => [...new Set(centre.got.filter(({ status }) => status === 200).map(({ body }) => /<identifier>([^<]+)</.exec(body)![1]!))];

describe.each(ENGINES)('a gateway on the %s engine, killed again and again', (engine) => {
  let gateway: GatewayProcess | undefined;
  const centres: Receiver[] = [];
  let over = false;
  afterAll(async () => { over = true; await gateway?.dispose(); await Promise.all(centres.map((centre) => centre.close())); });

  test(`loses nothing over ${KILLS} kills, has each effect once and in order (seed ${SEED})`, async () => {
    const random = createRandom(SEED);
    centres.push(...await Promise.all(['gr', 'it', 'mk'].map(() => receiver())));
    const [gr, it, mk] = centres as [Receiver, Receiver, Receiver];
    it.behave(() => (random() < 0.2 ? { status: 503 } : {}));
    mk.behave(() => ({ delayMs: Math.floor(random() * 80) }));
    gateway = await gatewayProcess([{ id: 'al' }, { id: 'gr', webhook: gr }, { id: 'it', webhook: it }, { id: 'mk', webhook: mk }, { id: 'rs' }], engine);
    const ledger: Ledger = new Map();
    over = false;
    await gateway.start();
    const desks = Promise.all(Array.from({ length: SENDERS }, () => desk(gateway!, ledger, random, () => over)));
    for (let kill = 0; kill < KILLS; kill += 1) {
      // A kill that finds nothing to interrupt proves nothing: wait for the desks to be at work again.
      const before = ledger.size;
      await eventually(() => ledger.size >= before + 3, 20_000, 5);
      await sleep(random() * 300);
      await gateway.end('SIGKILL');
      await gateway.start();
    }
    over = true;
    await desks;
    expect(ledger.size).toBeGreaterThan(3 * KILLS);

    const openStates = async (): Promise<number> => {
      const { deliveries } = (await gateway!.call('operator', 'GET', '/', undefined, { accept: 'application/json' })).json;
      return (deliveries.retrying ?? 0) + (await gateway!.call('operator', 'GET', '/v1/deliveries?state=queued&limit=500')).json.items.filter((delivery: any) => delivery.centre !== 'rs').length;
    };
    expect(await eventually(async () => await openStates() === 0, 60_000, 250)).toBe(true);

    const states = new Map<string, { state: string; id: string }>();
    for (const { receipt } of ledger.values()) {
      const { json } = await gateway.call('liaison', 'GET', `/v1/alerts/${receipt.id}/status`);
      for (const { centre, state, id } of json.deliveries) states.set(`${receipt.id} ${centre}`, { state, id });
    }
    for (const [name, centre] of [['gr', gr], ['it', it], ['mk', mk]] as const) {
      const seen = effects(centre);
      const idsOf = (identifier: string): Set<string> => new Set(centre.got.filter(({ body }) => body.includes(`<identifier>${identifier}<`)).map(({ id }) => id));
      for (const { message, receipt } of ledger.values()) {
        const { state, id } = states.get(`${receipt.id} ${name}`)!;
        expect([message.identifier, name, state]).toEqual([message.identifier, name, expect.stringMatching(/^(delivered|superseded)$/)]);
        if (state === 'delivered') expect([...idsOf(message.identifier)]).toEqual([id]);
        else expect(idsOf(message.identifier).size).toBeLessThanOrEqual(1);
      }
      for (const versions of byIncident(ledger)) {
        const cancel = versions.find(({ msgType }) => msgType === 'Cancel');
        const order = seen.filter((identifier) => versions.some(({ message }) => message.identifier === identifier));
        expect(order).toEqual(versions.map(({ message }) => message.identifier).filter((identifier) => order.includes(identifier)));
        if (cancel) expect(order.at(-1)).toBe(cancel.message.identifier);
      }
    }
    expect(centres.every((centre) => centre.got.every(({ signed }) => signed))).toBe(true);
  }, 240_000);

  test('comes back with an audit chain that verifies, and stops gracefully', async () => {
    const { verifyAudit } = await import('../../src/cli/audit-verify.js');
    const said: string[] = [];
    const io = { out: (text: string) => { said.push(text); }, err: (text: string) => { said.push(text); }, env: {} };
    expect({ code: await verifyAudit({ url: gateway!.url, key: gateway!.keys.auditor }, io), said }).toEqual({ code: 0, said: [expect.stringContaining('whole')] });
    expect(await gateway!.end('SIGTERM')).toBe(0);
  });
});
