// The running gateway looks at itself and says what a person should mend, each finding with what to do. Used by `alertbridge doctor`.
import { statfs } from 'node:fs/promises';
import type { Clock } from '../clock.js';
import type { Feed, NetworkFile, WebhookTransport } from '../model/generated/network.js';
import type { ClientTls } from '../outbound/transport/client-tls.js';
import { fetchKeys } from '../outbound/transport/fetch-keys.js';
import { reachWebhook, type Reached } from '../outbound/transport/reach.js';
import { RefusedAddress } from '../outbound/transport/safe-connector.js';
import type { Examination } from './examination.js';
import { examineFeeds } from './examine-feeds.js';
import type { Queue } from '../queue/queue.js';
import { readChannelHealth } from '../store/alarm-cursors.js';
import { readCentreHealth } from '../store/centre-states.js';
import type { Database } from '../store/database.js';
import { waitingSinceRestore } from '../store/restores.js';

export interface ExaminePorts {
  database: Database; queue: Queue; clock: Clock; network: () => NetworkFile;
  /** Where the keys lie, and the embedded database beside them. */
  directory: string;
  /** Whether alarms are told to a webhook. */
  alarmWebhook: boolean;
  /** When the certificate of the listener ends; undefined where it speaks plain HTTP. */
  listenerEnds: () => Date | undefined;
  /** Whose tokens are taken, and where their keys are fetched. */
  issuers: () => { issuer: string; jwksUrl?: string; allowPrivate: boolean; ca?: string }[];
  /** What a centre is called with in TLS; `ends` is when the certificate shown to it does. */
  tlsOf: (transport: WebhookTransport) => (ClientTls & { ends?: Date }) | undefined;
  accessOf: (feed: Feed) => { tls?: ClientTls };
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

/** Nothing to say where nothing was restored, or all of it has been settled. */
async function examineRestore({ database }: ExaminePorts): Promise<Examination[]> {
  const { held, at } = await waitingSinceRestore(database);
  if (held === 0) return [];
  return [error('restore', `${held} deliveries are held since the database was restored${at ? ` at ${at.toISOString()}` : ''}. Have their origins send them again, or redrive what is still true (docs/operations.md, Restoring a backup)`)];
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

const examineIssuers = ({ issuers }: ExaminePorts): Promise<Examination[]> => Promise.all(issuers().map(async ({ issuer, jwksUrl, allowPrivate, ca }) => {
  const check = `issuer ${issuer}`;
  if (!jwksUrl) return ok(check, 'its keys are in the network file');
  try {
    await fetchKeys({ url: jwksUrl, allowPrivate, ...(ca ? { tls: { ca } } : {}) });
    return ok(check, 'gives out its keys');
  } catch (cause) {
    return error(check, `does not give out its keys (${(cause as NodeJS.ErrnoException).code ?? 'unknown reason'}), so its tokens cannot be verified for long; check jwksUrl, and call whoever runs it. Keys and certificates work meanwhile`);
  }
}));

const daysUntil = (end: Date, now: number): number => Math.floor((end.getTime() - now) / DAY_MS);

/** A certificate of the gateway's own. @param loss what happens when it has ended */
const describeOwn = (check: string, end: Date, now: number, loss: string): Examination => {
  const days = daysUntil(end, now);
  if (days < 0) return error(check, `ended on ${end.toISOString()}: ${loss}. Put a new one in its place and send SIGHUP`);
  return days < CERTIFICATE_WARNING_DAYS ? warning(check, `ends in ${days} days; then ${loss}. Put a new one in its place and send SIGHUP`) : ok(check, `is good for ${days} days`);
};

const examineCertificates = ({ listenerEnds, tlsOf, network, clock }: ExaminePorts): Examination[] => {
  const now = clock.now().getTime();
  const own = listenerEnds();
  return [
    ...(own ? [describeOwn('certificate of the gateway', own, now, 'no caller trusts it')] : []),
    ...network().centres.flatMap(({ id, receive }) => {
      const ends = receive?.transport.type === 'webhook' ? tlsOf(receive.transport)?.ends : undefined;
      return ends ? [describeOwn(`certificate shown to ${id}`, ends, now, 'its deliveries are held')] : [];
    }),
  ];
};

const describeLine = (id: string, failures: number, { certificateEnds }: Reached, now: number): Examination => {
  const days = certificateEnds && daysUntil(certificateEnds, now);
  if (failures > 0) return warning(`centre ${id}`, `can be reached now, but the last ${failures} attempts in a row failed; call its duty desk`);
  if (days !== undefined && days < CERTIFICATE_WARNING_DAYS) return warning(`centre ${id}`, `can be reached; its certificate ends in ${days} days, tell its operator`);
  return ok(`centre ${id}`, days === undefined ? 'can be reached' : `can be reached; its certificate is good for ${days} days`);
};

const describeFailure = (id: string, cause: unknown): Examination => {
  if (cause instanceof RefusedAddress) return error(`centre ${id}`, 'its webhook address is private or forbidden; correct the URL in the network file');
  const code = (cause as NodeJS.ErrnoException).code ?? 'unknown reason';
  if (/ALERT|CLOSED_AFTER_HANDSHAKE/.test(code)) return error(`centre ${id}`, `does not take the certificate it is shown, or misses one (${code}); compare clientCertificate in the network file with what its operator expects`);
  if (/CERT|SELF_SIGNED|UNABLE_TO_/.test(code)) return error(`centre ${id}`, `shows a certificate that is not good (${code}), so its deliveries are held; tell its operator, or name its authority as ca in the network file`);
  return error(`centre ${id}`, `cannot be reached (${code}); check the URL, the name server and the way there, then call its operator`);
};

async function examineCentres({ database, network, clock, tlsOf }: ExaminePorts): Promise<Examination[]> {
  const failures = new Map((await readCentreHealth(database)).map((health) => [health.centre, health.failures]));
  const { centres, gateway } = network();
  return Promise.all(centres.map(async ({ id, receive }) => {
    if (receive?.transport.type !== 'webhook') return ok(`centre ${id}`, receive ? 'fetches from its mailbox' : 'only sends');
    const { url, allowPrivateAddresses } = receive.transport;
    try {
      const reached = await reachWebhook(url, allowPrivateAddresses ?? gateway.allowPrivateAddresses ?? false, tlsOf(receive.transport));
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
  const restore = await examineRestore(ports).catch(() => []);
  const centres = await examineCentres(ports).catch(() => [error('centres', 'could not be examined because the database does not answer')]);
  const alarms = examineAlarms(ports).catch(() => error('alarms', 'could not be examined because the database does not answer'));
  const [issuers, feeds] = await Promise.all([examineIssuers(ports), examineFeeds(ports)]);
  return [...database, ...restore, await examineQueue(ports), await examineDisk(ports), ...centres, await alarms, ...issuers, ...feeds, ...examineCertificates(ports), ...examineTransferBasis(ports)];
}
