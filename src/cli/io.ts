// What a command may do to the outside, passed in so that commands can be tested like any function.
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import type { Environment } from '../config/environment.js';

export interface Io { out(text: string): void; err(text: string): void; env: Environment }

/** Whoever read the output may go before its end, as `head` does: nothing is left to say, and that is no fault to be reported. */
const endWithReader = (cause: NodeJS.ErrnoException): void => {
  if (cause.code !== 'EPIPE') throw cause;
  process.exit(1);
};

export const processIo = (env: Environment): Io => {
  process.stdout.on('error', endWithReader);
  return {
    out: (text) => { process.stdout.write(`${text}\n`); },
    err: (text) => { process.stderr.write(`${text}\n`); },
    env,
  };
};

/** A mistake of the person at the keyboard: said in a sentence, exit 2. */
export class UsageError extends Error {}

/** `--key` takes the key itself, `env:NAME` or `file:PATH`. @throws UsageError */
export function readKey(reference: string, env: Environment): string {
  const key = keyBehind(reference, env);
  if (!/^[\x21-\x7e]+$/.test(key)) throw new UsageError('The key holds a blank, a line break or a sign that no key has. Check that it was copied whole and nothing with it.');
  return key;
}

function keyBehind(reference: string, env: Environment): string {
  const [, kind, name = ''] = /^(env|file):(.+)$/s.exec(reference) ?? [];
  if (kind === 'env') {
    const key = env[name]?.trim();
    if (!key) throw new UsageError(`The environment variable ${name} is not set; put the key into it, or use --key file:PATH.`);
    return key;
  }
  if (kind !== 'file') return reference;
  try { return readFileSync(name, 'utf8').trim(); } catch { throw new UsageError(`The key file ${name} cannot be read.`); }
}

const REASONS: Readonly<Record<string, string>> = { EISDIR: 'it is a folder; name the files in it' };

const STANDARD_INPUT = '-';

const unreadable = (file: string, cause: unknown): UsageError => {
  const { code = 'unknown reason' } = cause as NodeJS.ErrnoException;
  return new UsageError(`${file === STANDARD_INPUT ? 'Standard input' : file} cannot be read (${REASONS[code] ?? code}).`);
};

/** Bytes of a file. @throws UsageError with what is wrong. */
export function readInput(file: string): Buffer {
  try { return readFileSync(file); } catch (cause) { throw unreadable(file, cause); }
}

const standardInput = (): Promise<Buffer> => {
  if (process.stdin.readableEnded) throw new UsageError('Standard input has been read already; - can be named once.');
  return buffer(process.stdin);
};

/** Bytes of a message: of a file, or of standard input where it is named `-`. What was said before gets out while a pipe has nothing to give yet. @throws UsageError */
export async function awaitInput(file: string): Promise<Buffer> {
  try { return await (file === STANDARD_INPUT ? standardInput() : readFile(file)); } catch (cause) { throw cause instanceof UsageError ? cause : unreadable(file, cause); }
}
