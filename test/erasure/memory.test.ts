// What a process has in memory of a child goes when another process erases it: looked for in everything that its heap still holds.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cap, eventually, receiver, sleep, type Receiver } from '../flow/harness.js';
import { deployment, type Deployment, type GatewayProcess } from '../flow/process.js';
import { ENGINES } from '../postgres.js';

const NAME = 'Kujtesarina';

(ENGINES.includes('postgres') ? describe : describe.skip)('a process that shares PostgreSQL with another', () => {
  const folder = mkdtempSync(join(tmpdir(), 'alertbridge-heap-'));
  let all: Deployment;
  let gr: Receiver;
  let [accepts, delivers]: GatewayProcess[] = [];

  beforeAll(async () => {
    gr = await receiver();
    all = await deployment([{ id: 'al' }, { id: 'gr', webhook: gr }, { id: 'mk' }], 'postgres', { NODE_OPTIONS: `--heapsnapshot-signal=SIGUSR2 --diagnostic-dir=${folder}` });
    [accepts, delivers] = [await all.process('api'), await all.process()];
    for (const one of [accepts, delivers]) await one.start();
  });
  afterAll(async () => { await all.dispose(); await gr.close(); rmSync(folder, { recursive: true, force: true }); });

  /** Collects garbage first, so what is in it is still reachable. */
  async function heapOf(process: GatewayProcess): Promise<string> {
    const before = new Set(readdirSync(folder));
    process.signal('SIGUSR2');
    const written = (): string | undefined => readdirSync(folder).find((name) => !before.has(name));
    // The strings come last.
    const isWhole = (): boolean => { const name = written(); return name !== undefined && readFileSync(join(folder, name), 'latin1').trimEnd().endsWith(']}'); };
    if (!await eventually(isWhole, 60_000, 500)) throw new Error('no snapshot of the heap was written');
    const path = join(folder, written()!);
    const heap = readFileSync(path, 'latin1');
    rmSync(path);
    return heap;
  }
  const holds = async (process: GatewayProcess): Promise<boolean> => (await heapOf(process)).includes(NAME);

  test('has forgotten the child within seconds', async () => {
    const alert = cap({ headline: `Missing: ${NAME}`, description: `${NAME} in a red jacket.` });
    const { json: { id } } = await accepts!.call('al', 'POST', '/v1/alerts', alert.xml);
    expect(await eventually(() => gr.got.some(({ body }) => body.includes(NAME)))).toBe(true);
    // As delivered, and as read by a person.
    for (const one of [accepts!, delivers!]) expect((await one.call('mk', 'GET', `/v1/alerts/${id}`)).text).toContain(NAME);
    expect([await holds(accepts!), await holds(delivers!)]).toEqual([true, true]);

    await accepts!.call('al', 'POST', '/v1/alerts', cap({ msgType: 'Cancel', references: [alert] }).xml);
    expect((await accepts!.call('al', 'POST', `/v1/alerts/${id}/erase`)).json.erased).toEqual([id]);
    // The other looks every two seconds.
    await sleep(5_000);
    expect([await holds(accepts!), await holds(delivers!)]).toEqual([false, false]);
  });
});
