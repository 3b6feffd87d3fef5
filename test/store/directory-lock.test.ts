// One process per data directory: who holds it, and who only seems to.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockDirectory } from '../../src/store/directory-lock.js';
import { temporaryDirectory } from './engines.js';

let directory: string;
const children: ChildProcess[] = [];
beforeEach(() => { directory = temporaryDirectory(); });
afterEach(() => { for (const child of children.splice(0)) child.kill('SIGKILL'); rmSync(directory, { recursive: true, force: true }); });

const lockFile = (): string => join(directory, 'gateway.lock');
const holder = (): unknown => JSON.parse(readFileSync(lockFile(), 'utf8'));
const pretend = (text: string): void => writeFileSync(lockFile(), text);

/** Fields 3 and 22 of /proc/<pid>/stat: proc(5). */
const statOf = (pid: number): { state: string; started: string } => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()!.split(' ');
  return { state: fields[0]!, started: fields[19]! };
};

const start = (command: string): ChildProcess => {
  const child = spawn('sh', ['-c', command], { stdio: ['ignore', 'pipe', 'ignore'] });
  children.push(child);
  return child;
};

const takes = async (): Promise<void> => {
  const release = await lockDirectory(directory);
  expect(holder()).toMatchObject({ pid: process.pid });
  release();
  expect(existsSync(lockFile())).toBe(false);
};

const withProc = existsSync('/proc/self/stat') ? test : test.skip;

describe('a data directory', () => {
  test('nobody holds is taken, and free again after the release', async () => {
    await takes();
    await takes();
  });

  test('held by a process that is dead is taken over', async () => {
    pretend(JSON.stringify({ pid: spawnSync('true').pid, started: '1' }));
    await takes();
  });

  withProc('held by a process whose number now belongs to another is taken over', async () => {
    pretend(JSON.stringify({ pid: process.pid, started: `${Number(statOf(process.pid).started) - 1}` }));
    await takes();
  });

  withProc('held by a zombie is taken over', async () => {
    const child = start('sleep 0.1 & echo $!; exec sleep 60');
    const [chunk] = await once(child.stdout!, 'data') as [Buffer];
    const pid = Number(chunk.toString());
    while (statOf(pid).state !== 'Z') await new Promise((resolve) => { setTimeout(resolve, 10); });
    pretend(JSON.stringify({ pid, started: statOf(pid).started }));
    await takes();
  });

  test.each([['empty', ''], ['half written', '{"pid": 12'], ['something else', '[]']])('whose lock file is %s, as after a crash, is taken over', async (_, text) => {
    pretend(text);
    await takes();
  });

  withProc('held by a living process is refused, with its number and what to do', async () => {
    const { pid } = start('exec sleep 60');
    pretend(JSON.stringify({ pid, started: statOf(pid!).started }));
    await expect(lockDirectory(directory)).rejects.toThrow(`${directory} is in use by process ${pid}. Stop it first, or give this one its own DATA_DIR.`);
    expect(holder()).toMatchObject({ pid });
  });

  withProc('held by a process that is just ending is taken when it has ended', async () => {
    const { pid } = start('exec sleep 0.5');
    pretend(JSON.stringify({ pid, started: statOf(pid!).started }));
    await takes();
  });
});
