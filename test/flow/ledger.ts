// The ledger: what was accepted, and afterwards the proof that every alert came to exactly one end at every centre, had its effect once, and in order.
import { expect } from '@jest/globals';
import { cap, eventually, sleep, type Caller, type CapMessage, type Receiver } from './harness.js';

/** A small linear congruential generator: the same seed gives the same moments. */
export const createRandom = (seed: number) => {
  let state = seed;
  return (): number => { state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296; return state / 4_294_967_296; };
};

export interface Accepted { message: CapMessage; msgType: string; receipt: { id: string; incident: string; deliveries: { id: string; centre: string }[] } }
export type Ledger = Map<string, Accepted>;

/** One desk that issues alerts, sometimes an Update, sometimes a Cancel, and repeats a message until it is answered. */
export async function desk({ call }: { call: Caller }, ledger: Ledger, random: () => number, over: () => boolean): Promise<void> {
  const submit = async (message: CapMessage, msgType: string): Promise<boolean> => {
    while (!over()) {
      const answer = await call('al', 'POST', '/v1/alerts', message.xml).catch(() => undefined);
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

/** Waits until nothing is open any more towards the centres given. */
async function settled(call: Caller, centres: readonly string[]): Promise<boolean> {
  const openAt = async (state: string): Promise<number> => {
    const { items } = (await call('operator', 'GET', `/v1/deliveries?state=${state}&limit=500`)).json;
    return items.filter(({ centre }: any) => centres.includes(centre)).length;
  };
  return eventually(async () => await openAt('queued') + await openAt('retrying') === 0, 60_000, 250);
}

/** Holds the ledger against what the centres got and what the gateway says of it. */
export async function expectLedger(call: Caller, ledger: Ledger, centres: Readonly<Record<string, Receiver>>): Promise<void> {
  expect(await settled(call, Object.keys(centres))).toBe(true);
  const states = new Map<string, { state: string; id: string }>();
  for (const { receipt } of ledger.values()) {
    const { json } = await call('liaison', 'GET', `/v1/alerts/${receipt.id}/status`);
    for (const { centre, state, id } of json.deliveries) states.set(`${receipt.id} ${centre}`, { state, id });
  }
  for (const [name, centre] of Object.entries(centres)) {
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
    expect(centre.got.every(({ signed }) => signed)).toBe(true);
  }
}

/** The chain of the running gateway is whole. */
export async function expectWholeAudit(url: string, key: string): Promise<void> {
  const { verifyAudit } = await import('../../src/cli/audit-verify.js');
  const said: string[] = [];
  const io = { out: (text: string) => { said.push(text); }, err: (text: string) => { said.push(text); }, env: {} };
  expect({ code: await verifyAudit({ url, key }, io), said }).toEqual({ code: 0, said: [expect.stringContaining('whole')] });
}
