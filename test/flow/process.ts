// A gateway in a process of its own, as an operator runs it, so that it can be killed like one.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';
import { freshPostgres, type EngineName } from '../postgres.js';
import { createCaller, networkOf, sha256, sleep, type Caller, type CentreSpec } from './harness.js';

export const MAIN = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));
const READY_WITHIN_MS = 40_000;

export const freePort = (): Promise<number> => new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address() as { port: number };
    probe.close(() => resolve(port));
  });
});

type Ended = number | NodeJS.Signals;

export interface GatewayProcess { url: string; call: Caller; log(): string; pid(): number; start(): Promise<void>; end(signal: NodeJS.Signals): Promise<Ended>; signal(signal: NodeJS.Signals): void }

const isReady = (url: string): Promise<boolean> => request(`${url}/readyz`).then(async ({ statusCode, body }) => { await body.dump(); return statusCode === 200; }, () => false);

/** A process that runs from `start` until `end`, on the same data each time. */
async function createProcess(args: readonly string[], env: NodeJS.ProcessEnv, keys: Record<string, string>, logFile: string): Promise<GatewayProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  let ended: Promise<Ended> = Promise.resolve(0);
  const log = (): string => readFileSync(logFile, 'utf8');
  return {
    url, call: createCaller(url, keys), log, pid: () => child!.pid!,
    start: async () => {
      const out = openSync(logFile, 'a');
      child = spawn(process.execPath, [MAIN, 'serve', ...args], { env: { ...env, PORT: String(port) }, stdio: ['ignore', out, out] });
      let over = false;
      ended = new Promise((resolve) => { child!.once('exit', (code, signal) => { over = true; resolve(code ?? signal ?? 0); }); });
      const deadline = performance.now() + READY_WITHIN_MS;
      while (!await isReady(url)) {
        if (over || performance.now() > deadline) throw new Error(`the gateway did not become ready: ${log().slice(-800)}`);
        await sleep(50);
      }
    },
    end: async (signal) => { child?.kill(signal); return ended; },
    signal: (signal) => { child?.kill(signal); },
  };
}

export interface Deployment { keys: Record<string, string>; dataDir: string; databaseUrl?: string; process(role?: 'api' | 'worker'): Promise<GatewayProcess>; dispose(): Promise<void> }

/** One network, one database, one key store: as many processes as a test asks for. */
export async function deployment(centres: readonly CentreSpec[], engine: EngineName, more: Record<string, string> = {}): Promise<Deployment> {
  const dataDir = mkdtempSync(join(tmpdir(), 'alertbridge-process-'));
  const { file, keys } = networkOf(centres);
  writeFileSync(join(dataDir, 'network.json'), JSON.stringify(file));
  const postgres = engine === 'postgres' ? await freshPostgres() : undefined;
  const { DATABASE_URL: _database, REDIS_URL: _redis, ...inherited } = process.env;
  const env = { ...inherited, NODE_OPTIONS: '', DATA_DIR: dataDir, NETWORK_FILE: join(dataDir, 'network.json'), ...(postgres ? { DATABASE_URL: postgres.url, ALERTBRIDGE_MASTER_KEY: sha256(dataDir) } : {}), ...more };
  const processes: GatewayProcess[] = [];
  return {
    keys, dataDir, databaseUrl: postgres?.url,
    process: async (role) => {
      const one = await createProcess(role ? ['--role', role] : [], env, keys, join(dataDir, `gateway-${processes.length}.log`));
      processes.push(one);
      return one;
    },
    dispose: async () => {
      await Promise.all(processes.map((one) => one.end('SIGKILL')));
      await postgres?.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
