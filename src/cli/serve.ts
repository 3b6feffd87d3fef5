// `alertbridge serve`: the gateway, until it is told to stop.
import { readFileSync, writeFileSync } from 'node:fs';
import { quickstartFile } from '../config/quickstart-file.js';
import { ConfigurationError } from '../config/configuration-error.js';
import { readEnvironment } from '../config/environment.js';
import type { Gateway, GatewayRole } from '../gateway.js';
import { beginEmbedded } from '../store/open-store.js';
import type { Io } from './io.js';

export const ROLES: readonly GatewayRole[] = ['all', 'api', 'worker'];

/** With the embedded database one process does everything. */
const checkRole = (role: string, databaseUrl: string | undefined): void => {
  if (!ROLES.includes(role as GatewayRole)) throw new ConfigurationError([{ where: '--role', message: `takes one of ${ROLES.join(', ')}` }]);
  if (role !== 'all' && !databaseUrl) throw new ConfigurationError([{ where: '--role', message: `${role} needs DATABASE_URL: the embedded database has room for one process, which does both` }]);
};

const untilSignal = (): Promise<NodeJS.Signals> => new Promise((resolve) => { for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal)); });

/** Whatever does not answer while we stop (a database that went away), the process is gone in ten seconds; nothing accepted depends on it. */
const endAtLatest = (): void => { setTimeout(() => process.exit(0), 9_500).unref(); };

/** A bad file changes nothing and is reported. */
const reload = (gateway: Gateway, io: Io): void => {
  try { gateway.reload(); } catch (cause) { io.err(`Nothing was changed. ${(cause as Error).message}`); }
};

/** With PORT=0, or another PORT than at the first start, only now it is known where the gateway listens. */
const noteAddress = (file: string, url: string): void => {
  const quickstart = JSON.parse(readFileSync(file, 'utf8')) as { url: string };
  if (quickstart.url !== url) writeFileSync(file, `${JSON.stringify({ ...quickstart, url }, null, 2)}\n`, { mode: 0o600 });
};

const reasonOf = (cause: unknown): string => {
  const { code, message } = cause as NodeJS.ErrnoException;
  return code === 'EADDRINUSE' ? 'Another program listens on that address. Stop it, or set PORT to a free one.' : message;
};

/** @returns the exit code: 0 after a graceful stop, 1 when it could not start. */
export async function serve({ role = 'all' }: { role?: string }, io: Io): Promise<0 | 1> {
  try {
    const settings = readEnvironment(io.env);
    checkRole(role, settings.databaseUrl);
    // A reload asked for before there is anything to reload must not end the process.
    process.on('SIGHUP', () => undefined);
    const signalled = untilSignal();
    const embedded = beginEmbedded(settings);
    const [{ startGateway }, { createLogger }] = await Promise.all([import('../gateway.js'), import('../telemetry/log.js')]);
    const gateway = await startGateway(settings, io.env, createLogger(settings.logLevel), { role: role as GatewayRole, embedded });
    if (!settings.networkFile) noteAddress(quickstartFile(settings.dataDir), gateway.url);
    if (!settings.networkFile) io.err(`Sample network; its keys are in ${quickstartFile(settings.dataDir)}`);
    process.on('SIGHUP', () => { reload(gateway, io); });
    io.err(`AlertBridge is ready: ${gateway.url}/`);
    await signalled;
    endAtLatest();
    await gateway.stop();
    return 0;
  } catch (cause) {
    io.err(cause instanceof ConfigurationError ? cause.message : `AlertBridge could not start. ${reasonOf(cause)}`);
    // A start that failed halfway may have opened a database and timers, which would keep the process alive for nobody.
    return process.exit(1);
  }
}
