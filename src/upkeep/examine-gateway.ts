// The running gateway looks at itself and says what a person should mend, each finding with what to do. Used by `alertbridge doctor`.
import { statfs } from 'node:fs/promises';
import type { Clock } from '../clock.js';
import type { NetworkFile } from '../model/generated/network.js';
import { reachWebhook, type Reached } from '../outbound/transport/reach.js';
import { RefusedAddress } from '../outbound/transport/safe-connector.js';
import type { Queue } from '../queue/queue.js';
import { readChannelHealth } from '../store/alarm-cursors.js';
import { readCentreHealth } from '../store/centre-states.js';
import type { Database } from '../store/database.js';

export interface Examination { check: string; level: 'ok' | 'warning' | 'error'; message: string }

export interface ExaminePorts {
  database: Database; queue: Queue; clock: Clock; network: () => NetworkFile;
  /** Where the keys lie, and the embedded database beside them. */
  directory: string;
  /** Whether alarms are told to a webhook. */
  alarmWebhook: boolean;
}

const CLOCK_WARNING_MS = 2_000;
const DISK_WARNING_BYTES = 1024 ** 3;
const GIGABYTE = 1024 ** 3;

const ok = (check: string, message: string): Examination => ({ check, level: 'ok', message });
const warning = (check: string, message: string): Examination => ({ check, level: 'warning', message });
const error = (check: string, message: string): Examination => ({ check, level: 'error', message });

async function examineDatabase({ database, clock }: ExaminePorts): Promise<Examination[]> {
  try {
    const started = clock.monotonic();
    const [row] = await database.query<{ now: Date; version: string }>(`select clock_timestamp() as now, current_setting('server_version') as version`, []);
    const milliseconds = Math.round(clock.monotonic() - started);
    const apart = Math.abs(row!.now.getTime() - clock.now().getTime());
    return [
      ok('database', `${database.engine === 'embedded' ? 'embedded database' : 'PostgreSQL'} ${row!.version} answers in ${milliseconds} ms`),
      apart > CLOCK_WARNING_MS ? warning('clock', `the database's clock and this machine's are ${Math.round(apart / 1000)} s apart; set both by NTP`) : ok('clock', 'this machine and the database agree on the time'),
    ];
  } catch { return [error('database', 'does not answer; nothing can be accepted until it does')]; }
}

const examineQueue = async ({ queue }: ExaminePorts): Promise<Examination> =>
  (await queue.healthy().catch(() => false) ? ok('queue', 'answers') : warning('queue', 'does not answer; deliveries go on by the sweep, a little later'));

async function examineDisk({ directory }: ExaminePorts): Promise<Examination> {
  const { bavail, bsize } = await statfs(directory);
  const free = bavail * bsize;
  const text = `${(free / GIGABYTE).toFixed(1)} GB free where the keys lie`;
  return free < DISK_WARNING_BYTES ? warning('disk', `${text}; make room before the database stops accepting`) : ok('disk', text);
}

/** Sends nothing: it tells how the last telling went. */
async function examineAlarms({ database, alarmWebhook }: ExaminePorts): Promise<Examination> {
  if (!alarmWebhook) return warning('alarms', 'are in the log only; set ALERTBRIDGE_ALARM_URL to have people called');
  const webhook = (await readChannelHealth(database)).find(({ channel }) => channel === 'webhook');
  if (webhook?.attempts) return error('alarms', `cannot be told to the webhook (${webhook.lastError}, ${webhook.attempts} tries in a row); they are kept and tried again. Check ALERTBRIDGE_ALARM_URL and what listens there`);
  return ok('alarms', webhook?.lastSuccessAt ? `were last told to the webhook at ${webhook.lastSuccessAt.toISOString()}` : 'have a webhook; there was none to tell yet');
}

const DAY_MS = 86_400_000;
/** Time to order a new certificate. */
const CERTIFICATE_WARNING_DAYS = 14;

const describeLine = (id: string, failures: number, { certificateEnds }: Reached, now: number): Examination => {
  const days = certificateEnds ? Math.floor((certificateEnds.getTime() - now) / DAY_MS) : undefined;
  if (failures > 0) return warning(`centre ${id}`, `can be reached now, but the last ${failures} attempts in a row failed; call its duty desk`);
  if (days !== undefined && days < CERTIFICATE_WARNING_DAYS) return warning(`centre ${id}`, `can be reached; its certificate ends in ${days} days, tell its operator`);
  return ok(`centre ${id}`, days === undefined ? 'can be reached' : `can be reached; its certificate is good for ${days} days`);
};

const describeFailure = (id: string, cause: unknown): Examination => {
  if (cause instanceof RefusedAddress) return error(`centre ${id}`, 'its webhook address is private or forbidden; correct the URL in the network file');
  return error(`centre ${id}`, `cannot be reached (${(cause as NodeJS.ErrnoException).code ?? 'unknown reason'}); check the URL, the name server and the way there, then call its operator`);
};

async function examineCentres({ database, network, clock }: ExaminePorts): Promise<Examination[]> {
  const failures = new Map((await readCentreHealth(database)).map((health) => [health.centre, health.failures]));
  const { centres, gateway } = network();
  return Promise.all(centres.map(async ({ id, receive }) => {
    if (receive?.transport.type !== 'webhook') return ok(`centre ${id}`, receive ? 'fetches from its mailbox' : 'only sends');
    const { url, allowPrivateAddresses } = receive.transport;
    try {
      const reached = await reachWebhook(url, allowPrivateAddresses ?? gateway.allowPrivateAddresses ?? false);
      return describeLine(id, failures.get(id) ?? 0, reached, clock.now().getTime());
    } catch (cause) { return describeFailure(id, cause); }
  }));
}

const examineTransferBasis = ({ network }: ExaminePorts): Examination[] => {
  const missing = network().centres.filter(({ transferBasis, receive }) => receive && !transferBasis).map(({ id }) => id);
  return missing.length > 0 ? [warning('transfer basis', `no legal basis for receiving from another legal area is recorded for ${missing.join(', ')}; add transferBasis to the network file`)] : [];
};

export async function examineGateway(ports: ExaminePorts): Promise<Examination[]> {
  const database = await examineDatabase(ports);
  const centres = await examineCentres(ports).catch(() => [error('centres', 'could not be examined because the database does not answer')]);
  const alarms = examineAlarms(ports).catch(() => error('alarms', 'could not be examined because the database does not answer'));
  return [...database, await examineQueue(ports), await examineDisk(ports), ...centres, await alarms, ...examineTransferBasis(ports)];
}
