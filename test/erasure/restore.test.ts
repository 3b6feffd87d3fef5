// Clause 13: after a restore from a backup no child comes back who was found, and nothing that was on its way goes out before somebody has said that it is still true.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freshPostgres, ENGINES } from '../postgres.js';
import { privatePostgresMissing, runProgram, serverFolder } from '../private-postgres.js';
import { expectWholeAudit } from '../flow/ledger.js';
import { cap, eventually, receiver, sha256, sleep, type CapMessage, type Receiver } from '../flow/harness.js';
import { deployment, type Deployment, type GatewayProcess } from '../flow/process.js';

/** A backup as an operator makes one, and the database as it was then. The keys stay where they are. */
interface Backup { make(dataDir: string): void | Promise<void>; restore(dataDir: string): void | Promise<void>; env: Record<string, string>; dispose(): void | Promise<void> }

/** A copy of the folder, while the gateway is stopped. */
function copied(): Backup {
  const folder = mkdtempSync(join(tmpdir(), 'alertbridge-backup-'));
  return {
    env: {},
    make: (dataDir) => { cpSync(join(dataDir, 'database'), join(folder, 'database'), { recursive: true }); },
    restore: (dataDir) => {
      renameSync(join(dataDir, 'database'), join(folder, 'lost'));
      cpSync(join(folder, 'database'), join(dataDir, 'database'), { recursive: true });
    },
    dispose: () => { rmSync(folder, { recursive: true, force: true }); },
  };
}

async function dumped(): Promise<Backup> {
  const folder = serverFolder();
  const { url, drop } = await freshPostgres();
  const name = new URL(url).pathname.slice(1);
  const server = Object.assign(new URL(url), { pathname: '/postgres' }).href;
  const run = async (text: string): Promise<void> => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    try { await client.query(text); } finally { await client.end(); }
  };
  return {
    env: { DATABASE_URL: url, ALERTBRIDGE_MASTER_KEY: sha256(name) },
    make: () => { runProgram('pg_dump', '-d', url, '-Fc', '-f', join(folder, 'dump')); },
    restore: async () => {
      await run(`drop database ${name} with (force)`);
      await run(`create database ${name}`);
      runProgram('pg_restore', '-d', url, '--no-owner', join(folder, 'dump'));
    },
    dispose: async () => { await drop(); rmSync(folder, { recursive: true, force: true }); },
  };
}

describe.each(ENGINES.filter((engine) => engine === 'embedded' || !privatePostgresMissing))('a database on the %s engine that is restored from a backup', (engine) => {
  let backup: Backup;
  let all: Deployment;
  let gateway: GatewayProcess;
  let gr: Receiver;
  const sent: Record<string, CapMessage> = {};
  const ids: Record<string, string> = {};

  const from = (who: string, spec: Parameters<typeof cap>[0] = {}): CapMessage => cap({ sender: `desk@${who}.example.org`, ...spec });
  const submit = async (who: string, message: CapMessage): Promise<any> => {
    const { status, json, text } = await gateway.call(who, 'POST', '/v1/alerts', message.xml);
    if (status !== 201) throw new Error(`${status} ${text}`);
    return json;
  };
  const start = async (who: string, name: string): Promise<void> => {
    sent[name] = from(who);
    ids[name] = (await submit(who, sent[name])).id;
  };
  const cancel = (who: string, name: string): Promise<any> => submit(who, from(who, { msgType: 'Cancel', references: [sent[name]!] }));
  const status = async (name: string): Promise<any> => (await gateway.call('operator', 'GET', `/v1/alerts/${ids[name]}/status`)).json;
  const states = async (name: string): Promise<string[]> => (await status(name)).deliveries.map((one: any) => [one.centre, one.state, one.heldReason].join(' ').trim()).sort();
  const becomes = (name: string, state: string): Promise<boolean> => eventually(async () => (await status(name)).state === state, 20_000);
  const came = (name: string): boolean => gr.got.some(({ body }) => body.includes(`<identifier>${sent[name]!.identifier}</identifier>`));
  const inMailbox = async (): Promise<string[]> => (await gateway.call('mk', 'GET', '/v1/inbox?limit=500')).json.items.map((item: any) => item.alert);
  const audit = async (): Promise<any[]> => (await gateway.call('auditor', 'GET', '/v1/audit?limit=500')).json.items;

  beforeAll(async () => {
    backup = engine === 'embedded' ? copied() : await dumped();
    gr = await receiver();
    gr.behave(() => ({ status: 503 }));
    all = await deployment([{ id: 'rs' }, { id: 'al' }, { id: 'gr', webhook: gr }, { id: 'mk' }], 'embedded', backup.env);
    gateway = await all.process();
    await gateway.start();
    for (const name of ['found', 'repeated', 'updated', 'redriven', 'waiting']) await start('rs', name);
    await start('al', 'ended');
    // Its message to the origin is one more that waits.
    const { status: decided } = await gateway.call('mk', 'POST', `/v1/alerts/${ids.ended}/decision`, { decision: 'activate' });
    if (decided !== 200) throw new Error(`not activated: ${decided}`);
    await start('al', 'closed');
    const { id } = await cancel('al', 'closed');
    ids.itsCancel = id;
    await eventually(() => gr.got.length > 6);

    // As an operator does: nothing runs while the copy of a folder is made.
    await gateway.end('SIGTERM');
    await backup.make(all.dataDir);
    await gateway.start();
    await cancel('rs', 'found');
    await cancel('al', 'ended');
    await start('rs', 'lost');
    if (!await becomes('found', 'erased')) throw new Error('not erased');
    // The mark and the journal follow within seconds.
    await sleep(5_000);
    await gateway.end('SIGKILL');
    await backup.restore(all.dataDir);
    gr.got.splice(0);
    gr.behave(() => ({}));
    await gateway.start();
  }, 240_000);
  afterAll(async () => {
    await all.dispose();
    await backup.dispose();
    await gr.close();
  });

  test('erases again who was found: nobody can read or get the alert any more', async () => {
    expect((await status('found')).state).toBe('erased');
    expect((await gateway.call('rs', 'GET', `/v1/alerts/${ids.found}`)).json).toMatchObject({ status: 410, code: 'ERASED' });
    expect(await states('found')).toEqual(['al superseded', 'gr superseded', 'mk superseded']);
    expect(await inMailbox()).not.toContain(ids.found);
  });

  test('ends again what had ended since the backup, though the message that did it is lost', async () => {
    expect([(await status('ended')).state, await states('ended')]).toEqual(['cancelled', ['gr superseded', 'mk superseded', 'rs superseded']]);
    // No country goes on with it either.
    const { decision } = (await status('ended')).deliveries.find(({ centre }: any) => centre === 'mk');
    expect(decision).toMatchObject({ state: 'ended', endReason: 'cancelled' });
  });

  test('holds all that was on its way, and sends none of it, but a Cancel', async () => {
    expect(await states('waiting')).toEqual(['al held restore', 'gr held restore', 'mk held restore']);
    await eventually(() => gr.got.some(({ body }) => body.includes('Cancel')));
    await sleep(2_000);
    expect(['found', 'ended', 'repeated', 'updated', 'redriven', 'waiting'].filter(came)).toEqual([]);
    expect(await inMailbox()).toEqual([ids.itsCancel]);
    const { items } = (await gateway.call('operator', 'GET', '/v1/deliveries?state=held&limit=500')).json;
    expect(items.map((item: any) => item.heldReason)).toEqual(Array.from({ length: 13 }, () => 'restore'));
  });

  test('alarms people once, and doctor says how many wait', async () => {
    await eventually(async () => (await audit()).some(({ type }) => type === 'gateway.restored'));
    expect((await audit()).filter(({ type }) => type === 'gateway.restored')).toMatchObject([{ detail: { held: 13 } }]);
    const alarms = () => gateway.log().split('\n').filter((line) => line.includes('"alarm":"gateway.restored"'));
    expect(await eventually(() => alarms().length === 1)).toBe(true);
    expect(gateway.log().split('\n').filter((line) => line.includes('"alarm":"delivery.held"'))).toEqual([]);
    const { json } = await gateway.call('operator', 'GET', '/v1/doctor');
    expect(JSON.stringify(json)).toContain('13 deliveries are held since the database was restored');
  });

  test('sends on what its origin sends again, which is told that it was here already', async () => {
    const { status: http, json } = await gateway.call('rs', 'POST', '/v1/alerts', sent.repeated!.xml);
    expect([http, json.duplicate]).toEqual([200, true]);
    expect(await eventually(() => came('repeated'))).toBe(true);
    expect(await inMailbox()).toContain(ids.repeated);
  });

  test('sends on what its origin updates, in order', async () => {
    sent.newer = from('rs', { msgType: 'Update', references: [sent.updated!] });
    ids.newer = (await submit('rs', sent.newer)).id;
    expect(await eventually(() => came('newer'))).toBe(true);
    const order = gr.got.map(({ body }) => /<identifier>([^<]+)/.exec(body)![1]).filter((one) => [sent.updated!.identifier, sent.newer!.identifier].includes(one!));
    expect(order.at(-1)).toBe(sent.newer.identifier);
    expect((await states('updated')).some((state) => state.includes('restore'))).toBe(false);
  });

  test('sends on what an operator redrives, one or all of a centre', async () => {
    const { deliveries } = await status('redriven');
    const { id } = deliveries.find(({ centre }: any) => centre === 'gr');
    expect((await gateway.call('operator', 'POST', `/v1/deliveries/${id}/redrive`)).json).toMatchObject({ state: expect.stringMatching(/queued|delivered/) });
    expect(await eventually(() => came('redriven'))).toBe(true);
    expect((await gateway.call('operator', 'POST', '/v1/deliveries/redrive?centre=mk&state=held')).status).toBe(200);
    expect(await inMailbox()).toEqual(expect.arrayContaining([ids.redriven, ids.waiting]));
  });

  test('takes anew what was lost with the days since the backup, and goes on accepting', async () => {
    ids.lost = (await submit('rs', sent.lost!)).id;
    expect(await eventually(() => came('lost'))).toBe(true);
  });

  test('keeps what nobody has spoken of, through a restart as well', async () => {
    await gateway.end('SIGTERM');
    await gateway.start();
    await sleep(1_500);
    expect(came('waiting')).toBe(false);
    expect((await states('waiting')).filter((state) => state.includes('restore'))).toEqual(['al held restore', 'gr held restore']);
    expect((await audit()).filter(({ type }) => type === 'gateway.restored')).toHaveLength(1);
  }, 60_000);

  test('goes on with an audit chain that verifies', async () => {
    await expectWholeAudit(gateway.url, all.keys.auditor!);
  });
});
