// Helpers in processes of their own, so that gateway, limit and receivers each have one: questions go over IPC, answers come back by number.
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Starts a helper.
 * @returns `ask(name, argument)` calls one of its functions; `pid`, for its processor time; `end` lets it go.
 */
export function startChild(file, args = []) {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args.map(String), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], serialization: 'advanced' });
  const waiting = new Map();
  let serial = 0;
  const fail = (cause) => { for (const { reject } of waiting.values()) reject(cause); waiting.clear(); };
  child.on('message', ({ id, result, error }) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error) reject(new Error(`${file}: ${error}`)); else resolve(result);
  });
  child.on('exit', () => fail(new Error(`${file} has ended`)));
  const ask = (name, argument) => new Promise((resolve, reject) => {
    serial += 1;
    waiting.set(serial, { resolve, reject });
    child.send({ id: serial, name, argument });
  });
  return { ask, pid: child.pid, end: () => new Promise((resolve) => { if (child.exitCode !== null) { resolve(); return; } child.once('exit', resolve); child.disconnect(); }) };
}

/** In the helper: answers what `startChild` asks, until its parent lets go. */
export function serveParent(functions) {
  process.on('message', async ({ id, name, argument }) => {
    try { process.send({ id, result: await functions[name](argument) }); } catch (cause) { process.send({ id, error: cause.stack }); }
  });
  process.on('disconnect', () => process.exit(0));
}

const TICKS_PER_SECOND = 100;

/** Processor time a process has used, all its threads, in milliseconds. */
export function processorTime(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) * (1_000 / TICKS_PER_SECOND);
}

/** Resident memory of a process in megabytes: `VmRSS` now, `VmHWM` at its highest. */
export const memoryOf = (pid, field = 'VmRSS') => Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1_024;
