// Redis for tests: the machine's own, and private servers that may be killed. With CI=true a missing Redis is a failure, elsewhere a skip that says so.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';

export const REDIS_URL = process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379';

const answers = async (url: string): Promise<boolean> => {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 1_000 });
  client.on('error', () => undefined);
  try { await client.connect(); return await client.ping() === 'PONG'; } catch { return false; } finally { client.disconnect(); }
};

const installed = spawnSync('redis-server', ['--version']).status === 0;
const reachable = await answers(REDIS_URL);
/** Why Redis cannot be tested here; undefined where it can. */
export const redisMissing = reachable && installed ? undefined : reachable ? 'redis-server is not installed' : `Redis does not answer at ${REDIS_URL}`;
if (redisMissing && process.env.CI === 'true') throw new Error(`${redisMissing}; with CI=true that is a failure.`);
if (redisMissing) process.stderr.write(`skipped on Redis: ${redisMissing}\n`);

/** Leaves nothing behind on the machine's own Redis. */
export const removeKeys = async (pattern: string): Promise<void> => {
  const client = new Redis(REDIS_URL);
  try {
    const keys = await client.keys(pattern);
    if (keys.length > 0) await client.del(...keys);
  } finally { client.disconnect(); }
};

export const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => { probe.close(resolve); });
  return port;
};

/** A Redis of one's own, empty at every start, that may be killed, stopped and continued. */
export interface PrivateRedis { url: string; start(): Promise<void>; signal(signal: NodeJS.Signals): Promise<void>; command(...words: string[]): Promise<unknown>; dispose(): Promise<void> }

/** Chooses a port; nothing runs until `start`. @param directory where it keeps every command it was ever given, and the command SAVE leaves a dump, uncompressed. */
export async function privateRedis(directory?: string): Promise<PrivateRedis> {
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let server: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', ...(directory ? ['--dir', directory, '--appendonly', 'yes', '--rdbcompression', 'no'] : ['--appendonly', 'no'])], { stdio: 'ignore' });
    while (!await answers(url)) await sleep(20);
  };
  const signal = async (name: NodeJS.Signals): Promise<void> => {
    const ended = name === 'SIGKILL' && server?.exitCode === null && server.signalCode === null ? once(server, 'exit') : undefined;
    server?.kill(name);
    await ended;
  };
  const command = async (...[name, ...words]: string[]): Promise<unknown> => {
    const client = new Redis(url);
    try { return await client.call(name!, ...words); } finally { client.disconnect(); }
  };
  return { url, start, signal, command, dispose: async () => { await signal('SIGCONT'); await signal('SIGKILL'); } };
}
