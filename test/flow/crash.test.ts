// Clause 11: kill -9 at any moment, again and again under load, and the ledger afterwards: nothing accepted is lost, nothing happens twice, order holds.
import { afterAll, describe, expect, test } from '@jest/globals';
import { ENGINES } from '../postgres.js';
import { eventually, receiver, sleep, type Receiver } from './harness.js';
import { createRandom, desk, expectLedger, expectWholeAudit, type Ledger } from './ledger.js';
import { deployment, type Deployment, type GatewayProcess } from './process.js';

const KILLS = 20;
const SENDERS = 4;
/** Names the run, so that a failure can be looked at again. */
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);

describe.each(ENGINES)('a gateway on the %s engine, killed again and again', (engine) => {
  let all: Deployment | undefined;
  let gateway: GatewayProcess;
  const centres: Receiver[] = [];
  let over = false;
  afterAll(async () => { over = true; await all?.dispose(); await Promise.all(centres.map((centre) => centre.close())); });

  test(`loses nothing over ${KILLS} kills, has each effect once and in order (seed ${SEED})`, async () => {
    const random = createRandom(SEED);
    centres.push(...await Promise.all(['gr', 'it', 'mk'].map(() => receiver())));
    const [gr, it, mk] = centres as [Receiver, Receiver, Receiver];
    it.behave(() => (random() < 0.2 ? { status: 503 } : {}));
    mk.behave(() => ({ delayMs: Math.floor(random() * 80) }));
    all = await deployment([{ id: 'al' }, { id: 'gr', webhook: gr }, { id: 'it', webhook: it }, { id: 'mk', webhook: mk }, { id: 'rs' }], engine);
    gateway = await all.process();
    const ledger: Ledger = new Map();
    await gateway.start();
    const desks = Promise.all(Array.from({ length: SENDERS }, () => desk(gateway, ledger, random, () => over)));
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
    await expectLedger(gateway.call, ledger, { gr, it, mk });
  }, 240_000);

  test('comes back with an audit chain that verifies, and stops gracefully', async () => {
    await expectWholeAudit(gateway.url, all!.keys.auditor!);
    expect(await gateway.end('SIGTERM')).toBe(0);
  });
});
