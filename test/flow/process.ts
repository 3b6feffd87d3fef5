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

export interface GatewayProcess { url: string; keys: Record<string, string>; call: Caller; dataDir: string; log(): string; start(): Promise<void>; end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals>; dispose(): Promise<void> }

const isReady = (url: string): Promise<boolean> => request(`${url}/readyz`).then(async ({ statusCode, body }) => { await body.dump(); return statusCode === 200; }, () => false);

/** Prepares a gateway of these centres; `start` runs it until `end` kills it, on the same data each time. */
export async function gatewayProcess(centres: readonly CentreSpec[], engine: EngineName = 'embedded'): Promise<GatewayProcess> {
  const dataDir = mkdtempSync(join(tmpdir(), 'alertbridge-process-'));
  const logFile = join(dataDir, 'gateway.log');
  const { file, keys } = networkOf(centres);
  writeFileSync(join(dataDir, 'network.json'), JSON.stringify(file));
  const postgres = engine === 'postgres' ? await freshPostgres() : undefined;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { DATABASE_URL: _database, REDIS_URL: _redis, ...inherited } = process.env;
  const env = { ...inherited, NODE_OPTIONS: '', PORT: String(port), DATA_DIR: dataDir, NETWORK_FILE: join(dataDir, 'network.json'), ...(postgres ? { DATABASE_URL: postgres.url, ALERTBRIDGE_MASTER_KEY: sha256(dataDir) } : {}) };
  let child: ChildProcess | undefined;
  let ended: Promise<number | NodeJS.Signals> = Promise.resolve(0);

  const log = (): string => readFileSync(logFile, 'utf8');
  const start = async (): Promise<void> => {
    const out = openSync(logFile, 'a');
    child = spawn(process.execPath, [MAIN, 'serve'], { env, stdio: ['ignore', out, out] });
    let over = false;
    ended = new Promise((resolve) => { child!.once('exit', (code, signal) => { over = true; resolve(code ?? signal ?? 0); }); });
    const deadline = performance.now() + READY_WITHIN_MS;
    while (!await isReady(url)) {
      if (over || performance.now() > deadline) throw new Error(`the gateway did not become ready: ${log().slice(-800)}`);
      await sleep(50);
    }
  };
  const end = async (signal: NodeJS.Signals): Promise<number | NodeJS.Signals> => { child?.kill(signal); return ended; };
  return {
    url, keys, call: createCaller(url, keys), dataDir, log, start, end,
    dispose: async () => { await end('SIGKILL'); await postgres?.drop(); rmSync(dataDir, { recursive: true, force: true }); },
  };
}
