// One process per data directory: a lock file with the holder's pid and start time, taken over only from the dead.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 5_000;
const PAUSE_MS = 100;

interface Holder { pid: number; started: string }

/** Start time and state of a process from /proc, which tell a reused pid and a zombie from a living holder; elsewhere only the pid is known. */
const processFacts = (pid: number): { started: string; state: string } | undefined => {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()!.split(' ');
    return { state: fields[0]!, started: fields[19]! };
  } catch { return undefined; }
};

const exists = (pid: number): boolean => {
  try { process.kill(pid, 0); return true; } catch (cause) { return (cause as NodeJS.ErrnoException).code === 'EPERM'; }
};

const lives = ({ pid, started }: Holder): boolean => {
  if (!exists(pid)) return false;
  const facts = processFacts(pid);
  return facts === undefined || (facts.state !== 'Z' && facts.state !== 'X' && facts.started === started);
};

const readHolder = (path: string): Holder | undefined => {
  try { return JSON.parse(readFileSync(path, 'utf8')) as Holder; } catch { return undefined; }
};

const tryLock = (path: string, mine: string): Holder | undefined => {
  try {
    writeFileSync(path, mine, { flag: 'wx', mode: 0o600 });
    return undefined;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  }
  const holder = readHolder(path);
  if (holder && lives(holder)) return holder;
  rmSync(path, { force: true });
  return tryLock(path, mine);
};

/**
 * Waits up to five seconds for a holder that is just ending, then gives up.
 * @returns the release.
 * @throws when a living process keeps the directory.
 */
export async function lockDirectory(directory: string): Promise<() => void> {
  const path = join(directory, 'gateway.lock');
  const mine = JSON.stringify({ pid: process.pid, started: processFacts(process.pid)?.started ?? '' } satisfies Holder);
  for (let waited = 0; ; waited += PAUSE_MS) {
    const holder = tryLock(path, mine);
    if (!holder) return () => rmSync(path, { force: true });
    if (waited >= PATIENCE_MS) throw new Error(`${directory} is in use by process ${holder.pid}. Stop it first, or give this one its own DATA_DIR.`);
    await sleep(PAUSE_MS);
  }
}
