// `alertbridge doctor`: is everything in order, and if not, what should a person do? Looks at the configuration here and asks the running gateway for the rest.
import { existsSync, readFileSync } from 'node:fs';
import { quickstartFile } from '../config/quickstart-file.js';
import { ConfigurationError } from '../config/configuration-error.js';
import { readEnvironment, settingWarnings, type Settings } from '../config/environment.js';
import { readListenerTls } from '../config/listener-tls.js';
import { loadNetwork } from '../config/network-file.js';
import type { KnownAdapter } from '../config/network-rules.js';
import { sqlCode } from '../store/database.js';
import { openPostgres } from '../store/postgres.js';
import type { Examination } from '../upkeep/examination.js';
import { createApi, problemText, Unreachable } from './api-client.js';
import { isCaller, readCaller, type CallerOptions } from './caller.js';
import type { Io } from './io.js';
import { nationalSteps } from './national-steps.js';

export interface DoctorOptions extends CallerOptions { url?: string }

const SIGNS = { ok: 'ok     ', warning: 'WARNING', error: 'ERROR  ' } as const;

const finding = (level: Examination['level'], check: string, message: string): Examination => ({ level, check, message });

const examineSettings = (env: Io['env']): { settings?: Settings; findings: Examination[] } => {
  try {
    const settings = readEnvironment(env);
    return { settings, findings: [finding('ok', 'settings', 'every environment variable is understood'), ...settingWarnings(settings, env).map((text) => finding('warning', 'settings', text))] };
  } catch (cause) {
    if (!(cause instanceof ConfigurationError)) throw cause;
    return { findings: cause.problems.map(({ where, message }) => finding('error', where, message)) };
  }
};

const examineTls = (settings: Settings): Examination[] => {
  try {
    return readListenerTls(settings, new Date()) ? [finding('ok', 'TLS', 'certificate and key of the gateway fit together')] : [];
  } catch (cause) {
    if (!(cause instanceof ConfigurationError)) throw cause;
    return cause.problems.map(({ where, message }) => finding('error', where, message));
  }
};

/** A gateway at another address has a network of its own: it is not to be judged by what is set here. */
const examineNetwork = ({ networkFile }: Settings, { url }: DoctorOptions, env: Io['env'], adapters: readonly KnownAdapter[]): Examination[] => {
  if (!networkFile && url) return [];
  if (!networkFile) return [finding('warning', 'network', 'the generated sample network is in use; set NETWORK_FILE before real desks take part')];
  const { problems, network } = loadNetwork(networkFile, { env, adapters, stepsOf: nationalSteps() });
  return network ? [finding('ok', 'network', `${network.centres.length} centres in ${networkFile}`)] : problems.map(({ line, path, message }) => finding('error', `network line ${line}`, `${path ? `${path}: ` : ''}${message}`));
};

/** The operator's key of a sample network lies beside the database, so that the first doctor needs no options. */
const defaultKey = ({ dataDir }: Settings): string | undefined =>
  (existsSync(quickstartFile(dataDir)) ? (JSON.parse(readFileSync(quickstartFile(dataDir), 'utf8')) as { keys: Record<string, string> }).keys.operator : undefined);

/** PostgreSQL can be asked without the gateway; the embedded database belongs to it alone. */
async function examineDatabase({ databaseUrl }: Settings): Promise<Examination[]> {
  if (!databaseUrl) return [];
  const database = openPostgres(databaseUrl, () => undefined, 1);
  try {
    const [row] = await database.query<{ version: string }>(`select current_setting('server_version') as version`, []);
    return [finding('ok', 'database', `PostgreSQL ${row!.version} answers`)];
  } catch (cause) {
    return [finding('error', 'database', `does not answer (${sqlCode(cause) ?? 'no connection'}); check DATABASE_URL and that the server runs`)];
  } finally { await database.close(); }
}

async function askGateway(settings: Settings, options: DoctorOptions, io: Io): Promise<Examination[]> {
  const url = options.url ?? `${settings.tlsCertFile ? 'https' : 'http'}://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${settings.port}`;
  const sample = settings.networkFile || isCaller(options) ? undefined : defaultKey(settings);
  if (!isCaller(options) && !sample) return [finding('warning', 'gateway', 'give --key with an operator\'s key, or --cert with an operator\'s certificate, to have the running gateway examined')];
  try {
    const answer = await createApi(url, readCaller(sample ? { ...options, key: sample } : options, io)).call('GET', '/v1/doctor');
    return answer.status === 200 ? (answer.body as { findings: Examination[] }).findings : [finding('error', 'gateway', problemText(answer))];
  } catch (cause) {
    if (!(cause instanceof Unreachable)) throw cause;
    return [finding('error', 'gateway', cause.message)];
  }
}

/** @returns 0 when nothing is an error, else 1. */
export async function examine(options: DoctorOptions, adapters: readonly KnownAdapter[], io: Io): Promise<0 | 1> {
  const { settings, findings } = examineSettings(io.env);
  const here = settings ? [...findings, ...examineTls(settings), ...examineNetwork(settings, options, io.env, adapters)] : findings;
  const all = settings ? [...here, ...await examineDatabase(settings), ...await askGateway(settings, options, io)] : here;
  for (const { level, check, message } of all) io.out(`${SIGNS[level]} ${check}: ${message}`);
  return all.some(({ level }) => level === 'error') ? 1 : 0;
}
