// A PostgreSQL server of one's own, whose files may be read, copied, backed up and started again. With CI=true missing programs are a failure, elsewhere a skip that says so.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from './redis.js';

const VERSIONS = '/usr/lib/postgresql';
const folders = [...(existsSync(VERSIONS) ? readdirSync(VERSIONS).sort().reverse().map((version) => join(VERSIONS, version, 'bin')) : []), ...(process.env.PATH ?? '').split(':')];
const programs = folders.find((folder) => existsSync(join(folder, 'initdb')));

/** Why there can be no server of one's own here; undefined where there can. */
export const privatePostgresMissing = programs ? undefined : 'initdb is not installed';
if (privatePostgresMissing && process.env.CI === 'true') throw new Error(`${privatePostgresMissing}; with CI=true that is a failure.`);
if (privatePostgresMissing) process.stderr.write(`skipped on a PostgreSQL of one's own: ${privatePostgresMissing}\n`);

/** PostgreSQL will not run as root: then it runs as the user its package made. */
function serverUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const [, , uid, gid] = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':')).find(([name]) => name === 'postgres') ?? [];
  if (!uid || !gid) throw new Error('a private PostgreSQL needs a user named postgres, where the tests run as root');
  return { uid: Number(uid), gid: Number(gid) };
}

/** Runs one of PostgreSQL's programs to its end. @throws with what it said. */
export function runProgram(name: string, ...words: string[]): Buffer {
  const { status, stdout, stderr } = spawnSync(join(programs!, name), words, { ...serverUser(), cwd: '/', maxBuffer: 1 << 30 });
  if (status !== 0) throw new Error(`${name}: ${stderr.toString()}`);
  return stdout;
}

export interface PrivatePostgres {
  url: string; directory: string; port: number;
  start(): Promise<void>;
  /** SIGINT ends at once and cleanly, SIGQUIT as a crash does. */
  stop(signal?: 'SIGINT' | 'SIGQUIT'): Promise<void>;
  query(text: string): Promise<Record<string, unknown>[]>;
  /** Stops it and removes its files. */
  dispose(): Promise<void>;
}

/** A folder that the server's user may write. */
export function serverFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'alertbridge-postgres-'));
  const user = serverUser();
  if (user) spawnSync('chown', [`${user.uid}:${user.gid}`, folder]);
  return folder;
}

/**
 * Nothing runs until `start`.
 * @param directory data of a server that there is already, such as a base backup; else a new one is made.
 * @param log where the server writes every statement with all its parameters.
 */
export async function privatePostgres({ directory, log }: { directory?: string; log?: string } = {}): Promise<PrivatePostgres> {
  const data = directory ?? join(serverFolder(), 'data');
  // Small segments: the write-ahead log is searched too.
  if (!directory) runProgram('initdb', '-D', data, '-U', 'alertbridge', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--wal-segsize=1', '--no-sync');
  const port = await freePort();
  const url = `postgres://alertbridge@127.0.0.1:${port}/postgres`;
  let server: ChildProcess | undefined;

  const query = async (text: string): Promise<Record<string, unknown>[]> => {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
    await client.connect();
    try { return (await client.query<Record<string, unknown>>(text)).rows; } finally { await client.end(); }
  };
  const answers = (): Promise<boolean> => query('select 1').then(() => true, () => false);
  const start = async (): Promise<void> => {
    const telling = log === undefined ? [] : ['-c', 'log_statement=all', '-c', 'log_parameter_max_length=-1', '-c', 'log_parameter_max_length_on_error=-1'];
    const output = log === undefined ? 'ignore' as const : openSync(log, 'a');
    server = spawn(join(programs!, 'postgres'), ['-D', data, '-p', String(port), '-k', '', '-c', 'listen_addresses=127.0.0.1', ...telling], { ...serverUser(), cwd: '/', stdio: ['ignore', output, output] });
    while (!await answers()) {
      if (server.exitCode !== null) throw new Error(`PostgreSQL does not start on ${data}`);
      await sleep(50);
    }
  };
  const stop = async (signal: 'SIGINT' | 'SIGQUIT' = 'SIGINT'): Promise<void> => {
    if (server?.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill(signal);
    await ended;
  };
  return { url, directory: data, port, start, stop, query, dispose: async () => { await stop(); rmSync(data, { recursive: true, force: true }); } };
}
