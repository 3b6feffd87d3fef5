// The real command as a person or a script runs it: another process, its arguments, its two outputs and its exit code.
import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { eventually } from '../flow/harness.js';

const MAIN = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));

export interface Ended { code: number | null; out: string; err: string }

export interface Running {
  pid: number;
  out: () => string;
  err: () => string;
  /** Waits until one of the outputs matches. */
  says(pattern: RegExp, ms?: number): Promise<boolean>;
  kill(signal?: NodeJS.Signals): void;
  ended: Promise<Ended>;
}

/** Only what the command is given, and what Node needs: nothing of the machine the tests run on. */
const environment = (env: Record<string, string>): Record<string, string> => ({ PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', NO_COLOR: '1', ...env });

/** Starts `alertbridge …` and lets it run. @param input what it finds on its standard input, by default nothing. */
export function start(args: readonly string[], env: Record<string, string> = {}, input: string | Uint8Array = ''): Running {
  const child = spawn(process.execPath, [MAIN, ...args], { env: environment(env), stdio: ['pipe', 'pipe', 'pipe'] });
  // Most commands end without having looked at it.
  child.stdin.on('error', () => undefined).end(input);
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => { out += text; });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { err += text; });
  const ended = new Promise<Ended>((resolve) => { child.once('close', (code) => resolve({ code, out, err })); });
  return {
    pid: child.pid!, ended, out: () => out, err: () => err,
    says: (pattern, ms = 25_000) => eventually(() => pattern.test(out) || pattern.test(err), ms),
    kill: (signal = 'SIGTERM') => { child.kill(signal); },
  };
}

/** Runs `alertbridge …` to its end. */
export const run = (args: readonly string[], env: Record<string, string> = {}, input: string | Uint8Array = ''): Promise<Ended> => start(args, env, input).ended;

/** A port that nobody listens on at the moment. */
export const freePort = (): Promise<number> => new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    server.close(() => resolve(port));
  });
});
