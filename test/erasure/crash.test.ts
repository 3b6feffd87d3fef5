// An erasure that is decided is finished, wherever the process that began it was killed (reliability clause 11 and 14).
import { afterAll, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { openJournal } from '../../src/erasure/journal.js';
import { ENGINES } from '../postgres.js';
import { cap, eventually, receiver, sleep, type Receiver } from '../flow/harness.js';
import { createRandom, expectWholeAudit } from '../flow/ledger.js';
import { deployment, type Deployment, type GatewayProcess } from '../flow/process.js';

const ROUNDS = 4;
const ALERTS = 8;
/** Names the run, so that a failure can be looked at again. */
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);

describe.each(ENGINES)('on the %s engine', (engine) => {
  let all: Deployment | undefined;
  let gr: Receiver | undefined;
  afterAll(async () => { await all?.dispose(); await gr?.close(); });

  test(`everything that ended is erased after ${ROUNDS} kills in the middle of it, and everybody is told once (seed ${SEED})`, async () => {
    const random = createRandom(SEED);
    gr = await receiver();
    all = await deployment([{ id: 'rs' }, { id: 'gr', webhook: gr }], engine);
    const gateway: GatewayProcess = await all.process();
    await gateway.start();
    const ids: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const alerts = Array.from({ length: ALERTS }, () => cap({ sender: 'desk@rs.example.org' }));
      for (const { xml } of alerts) ids.push((await gateway.call('rs', 'POST', '/v1/alerts', xml)).json.id as string);
      await eventually(() => alerts.every(({ identifier }) => gr!.got.some(({ body }) => body.includes(`<identifier>${identifier}<`))));
      for (const alert of alerts) await gateway.call('rs', 'POST', '/v1/alerts', cap({ sender: 'desk@rs.example.org', msgType: 'Cancel', references: [alert] }).xml);
      const before = (await openJournal(join(all.dataDir, 'keys')).read()).length;
      // The journal is the first thing written: from there on the work is under way.
      await eventually(async () => (await openJournal(join(all!.dataDir, 'keys')).read()).some((line, index) => index >= before && 'erased' in line), 10_000, 1);
      await sleep(random() * 40);
      await gateway.end('SIGKILL');
      await gateway.start();
    }
    const states = () => Promise.all(ids.map(async (id) => (await gateway.call('operator', 'GET', `/v1/alerts/${id}/status`)).json.state as string));
    expect(await eventually(async () => (await states()).every((state) => state === 'erased'), 30_000, 500)).toBe(true);
    const orders = () => gr!.got.filter(({ contentType }) => contentType === 'application/vnd.alertbridge.erase+json').map(({ id, body }) => ({ id, erase: (JSON.parse(body) as { erase: string }).erase }));
    expect(await eventually(() => ids.every((id) => orders().some(({ erase }) => erase === id)), 30_000, 200)).toBe(true);
    // Under one id, so that a receiver that remembers ids has each once.
    expect(new Set(orders().map(({ id }) => id)).size).toBe(ids.length);
    const journalled = new Set((await openJournal(join(all.dataDir, 'keys')).read()).flatMap((line) => ('erased' in line ? [line.erased] : [])));
    expect(ids.filter((id) => !journalled.has(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ROUNDS * ALERTS);
    await expectWholeAudit(gateway.url, all.keys.auditor!);
  }, 240_000);
});
