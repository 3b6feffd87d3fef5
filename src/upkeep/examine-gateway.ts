// The running gateway looks at itself and says what a person should mend, each finding with what to do. Used by `alertbridge doctor`.
import { statfs } from 'node:fs/promises';
import type { Clock } from '../clock.js';
import type { NetworkFile } from '../model/generated/network.js';
import { checkedAddress, RefusedAddress } from '../outbound/transport/safe-connector.js';
import type { Queue } from '../queue/queue.js';
import { readCentreHealth } from '../store/centre-states.js';
import type { Database } from '../store/database.js';

export interface Examination { check: string; level: 'ok' | 'warning' | 'error'; message: string }

export interface ExaminePorts { database: Database; queue: Queue; clock: Clock; network: () => NetworkFile; /** Where the keys lie, and the embedded database beside them. */ directory: string }

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

const describeLine = (id: string, failures: number): Examination =>
  (failures > 0 ? warning(`centre ${id}`, `the last ${failures} attempts in a row failed; call its duty desk`) : ok(`centre ${id}`, 'address allowed, no failure noted'));

async function examineCentres({ database, network }: ExaminePorts): Promise<Examination[]> {
  const failures = new Map((await readCentreHealth(database)).map((health) => [health.centre, health.failures]));
  const { centres, gateway } = network();
  return Promise.all(centres.map(async ({ id, receive }) => {
    if (receive?.transport.type !== 'webhook') return ok(`centre ${id}`, receive ? 'fetches from its mailbox' : 'only sends');
    const { url, allowPrivateAddresses } = receive.transport;
    try {
      await checkedAddress(new URL(url).hostname, allowPrivateAddresses ?? gateway.allowPrivateAddresses ?? false);
      return describeLine(id, failures.get(id) ?? 0);
    } catch (cause) {
      return error(`centre ${id}`, cause instanceof RefusedAddress ? 'its webhook address is private or forbidden; correct the URL in the network file' : 'its webhook name cannot be resolved; check the URL and the name server');
    }
  }));
}

const examineTransferBasis = ({ network }: ExaminePorts): Examination[] => {
  const missing = network().centres.filter(({ transferBasis, receive }) => receive && !transferBasis).map(({ id }) => id);
  return missing.length > 0 ? [warning('transfer basis', `no legal basis for receiving from another legal area is recorded for ${missing.join(', ')}; add transferBasis to the network file`)] : [];
};

export async function examineGateway(ports: ExaminePorts): Promise<Examination[]> {
  const database = await examineDatabase(ports);
  const centres = await examineCentres(ports).catch(() => [error('centres', 'could not be examined because the database does not answer')]);
  return [...database, await examineQueue(ports), await examineDisk(ports), ...centres, ...examineTransferBasis(ports)];
}
