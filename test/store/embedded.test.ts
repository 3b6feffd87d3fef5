// What only the embedded engine has to prove: commits that last, and an event loop that stays free (reliability clauses 1 and 11).
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Database } from '../../src/store/database.js';
import { openEmbedded } from '../../src/store/embedded.js';
import { openStore } from '../../src/store/open-store.js';
import { temporaryDirectory } from './engines.js';
import { claimOne, firstTo, fresh, idOf, store } from './sample-acceptance.js';

/** One for all tests, each of which opens it anew: what one has done to it, the next has to live with. */
const directory = temporaryDirectory();
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** What a child said, sorted by its first word. */
interface Said { found?: { highest: number; rows: number }; committed: number[]; /** Flushes to disk so far, told with each commit. */ flushes: number[]; failed?: string }

/** Runs the child until it ends, or until `heard` kills it. */
async function run(options: { preload?: string; commits?: number; env?: NodeJS.ProcessEnv; heard?: (said: Said, child: ChildProcess) => void }): Promise<Said> {
  const { preload, commits, env, heard } = options;
  const preloads = ['tsx', ...(preload ? [new URL(preload, import.meta.url).href] : [])].flatMap((module) => ['--import', module]);
  const child = spawn(process.execPath, [...preloads, pathOf('embedded-child.ts'), directory, ...(commits === undefined ? [] : [String(commits)])], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'ignore'] });
  const said: Said = { committed: [], flushes: [] };
  for await (const line of createInterface({ input: child.stdout })) {
    const [word, ...rest] = line.split(' ');
    if (word === 'found') said.found = { highest: Number(rest[0]), rows: Number(rest[1]) };
    if (word === 'committed') { said.committed.push(Number(rest[0])); said.flushes.push(Number(rest[1])); }
    if (word === 'failed') said.failed = rest.join(' ');
    heard?.(said, child);
  }
  return said;
}

describe('clause 11: killed with SIGKILL while it writes, the embedded database', () => {
  test('has every commit it confirmed, again and again', async () => {
    let confirmed = 0;
    for (const commits of [3, 40]) {
      const said = await run({ heard: ({ committed }, child) => { if (committed.length === commits) child.kill('SIGKILL'); } });
      expect(said.failed).toBeUndefined();
      expect(said.found!.highest).toBeGreaterThanOrEqual(confirmed);
      expect(said.found!.rows).toBe(said.found!.highest);
      confirmed = said.committed.at(-1)!;
    }
    const { found } = await run({ commits: 0 });
    expect(found!.highest).toBeGreaterThanOrEqual(confirmed);
    expect(found!.rows).toBe(found!.highest);
  }, 60_000);
});

describe('clause 1: a commit of the embedded database', () => {
  test('is flushed to the disk before it is confirmed', async () => {
    const log = join(directory, 'syncs');
    writeFileSync(log, '');
    const { flushes } = await run({ preload: './disk/counting.mjs', env: { TEST_SYNC_LOG: log }, commits: 5 });
    expect(flushes).toHaveLength(5);
    flushes.forEach((count, index) => expect(count).toBeGreaterThan(flushes[index - 1] ?? 0));
  });

  test('fails where the disk cannot flush it', async () => {
    const state = join(directory, 'disk');
    writeFileSync(state, 'sound');
    const said = await run({ preload: './disk/failing.mjs', env: { TEST_DISK_STATE: state }, commits: 10_000, heard: ({ committed }) => { if (committed.length === 3) writeFileSync(state, 'failing'); } });
    expect(said.failed).toContain('the disk no longer keeps what is written');
    expect(said.committed.length).toBeGreaterThanOrEqual(3);
    const { found } = await run({ commits: 0 });
    expect(found!.highest).toBeGreaterThanOrEqual(said.committed.at(-1)!);
  });

  test('is not taken at all by a build that would not flush it', async () => {
    const said = await run({ preload: './disk/never-flushing.mjs' });
    expect(said).toEqual({ committed: [], flushes: [], failed: expect.stringMatching(/does not write its commits to disk.*DATABASE_URL/) });
  });
});

describe('the directory of the embedded database', () => {
  test('is refused to a second gateway, with what to do, and free again after closing', async () => {
    const first = await openEmbedded(directory);
    await expect(openEmbedded(directory)).rejects.toThrow(`${directory} is in use by process ${process.pid}. Stop it first, or give this one its own DATA_DIR.`);
    await expect(first.query('select 1 as one')).resolves.toEqual([{ one: 1 }]);
    await first.close();
    await expect(first.query('select 1', [])).rejects.toThrow('has stopped');
    await (await openEmbedded(directory)).close();
  });

  test('is not kept by an open that failed', async () => {
    const broken = temporaryDirectory();
    writeFileSync(join(broken, 'database'), 'a file where a directory belongs');
    await expect(openEmbedded(broken)).rejects.toThrow(`The embedded database ${join(broken, 'database')} cannot be opened`);
    expect(existsSync(join(broken, 'gateway.lock'))).toBe(false);
    rmSync(broken, { recursive: true });
  });
});

test('clause 11: opened as the store, it frees what the process before it had under way, and refuses keys that are not its own', async () => {
  const open = (check: Buffer): Promise<Database> => openStore({ dataDir: directory }, check, () => undefined);
  const [own, others] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
  const before = await open(own);
  const alert = firstTo([fresh('gr')]);
  await store(before, alert);
  await claimOne(before, alert);
  await before.close();

  await expect(open(others)).rejects.toThrow(/key store does not belong to this database.*ALERTBRIDGE_KEY_STORE/);
  const after = await open(own);
  expect(await claimOne(after, alert)).toMatchObject({ id: idOf(alert), attempt: 2 });
  await after.close();
});

describe('while the embedded database works', () => {
  let database: Database;
  beforeAll(async () => { database = await openEmbedded(directory); });
  afterAll(() => database.close());

  const ticksDuring = async (work: () => Promise<unknown>): Promise<number> => {
    let ticks = 0;
    const timer = setInterval(() => { ticks += 1; }, 1);
    try { await work(); } finally { clearInterval(timer); }
    return ticks;
  };

  test('the event loop goes on during two hundred statements', async () => {
    expect(await ticksDuring(() => Promise.all(Array.from({ length: 200 }, () => database.query('select count(*) from generate_series(1, 5000)', []))))).toBeGreaterThan(20);
  });

  test('the event loop goes on during one long statement', async () => {
    expect(await ticksDuring(() => database.query('select count(*) from generate_series(1, 1500000)', []))).toBeGreaterThan(20);
  });

  test('statements are answered in the order in which they were sent', async () => {
    const answered: number[] = [];
    await Promise.all([3, 1, 2].map(async (n) => { await database.query('select count(*) from generate_series(1, $1::int * 10000)', [n]); answered.push(n); }));
    expect(answered).toEqual([3, 1, 2]);
  });
});
