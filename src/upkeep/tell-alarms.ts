// Walks the audit chain for each channel and tells what is alarming, at least once and in order. No transaction is open while somebody is called.
import { finishAlarms, passQuiet, postponeAlarms, releaseAlarms, takeAlarms, type AlarmBatch } from '../store/alarm-cursors.js';
import type { Database } from '../store/database.js';
import type { Telemetry } from '../telemetry/events.js';
import type { AlarmChannel } from './alarm-channels.js';
import { ALARM_TYPES, asAlarm } from './alarms.js';

export interface AlarmPorts {
  database: Database; channels: readonly AlarmChannel[]; telemetry: Telemetry;
  /** Fires when the gateway stops: a call under way is broken off, and made again by whoever comes next. */
  stopping: AbortSignal;
}

const AT_ONCE = 50;
const SECOND = 1_000;
/** After the last of these that wait repeats: the channel is never given up. */
const WAITS = [1, 2, 5, 10, 30, 60].map((seconds) => seconds * SECOND);

/** The hash of the first entry belongs to this chain alone, so that two gateways that call one address are told apart. */
const idOf = ({ entries, to }: AlarmBatch): string => `alarms_${entries[0]!.hash.slice(0, 24)}_${to}`;

const tellOne = (channel: AlarmChannel, batch: AlarmBatch, stopping: AbortSignal): Promise<string | undefined> =>
  channel.tell(idOf(batch), batch.entries.map(asAlarm), stopping).catch((cause: unknown) => (cause as Error).name);

/** @returns whether the channel may have more to tell at once. */
async function step({ database, telemetry, stopping }: AlarmPorts, channel: AlarmChannel): Promise<boolean> {
  const batch = await takeAlarms(database, channel.name, ALARM_TYPES, AT_ONCE);
  if (!batch) return false;
  const error = batch.entries.length > 0 ? await tellOne(channel, batch, stopping) : undefined;
  if (error === undefined) { await finishAlarms(database, channel.name, batch, batch.entries.length > 0); return !stopping.aborted; }
  if (stopping.aborted) { await releaseAlarms(database, channel.name, batch); return false; }
  telemetry.alarmUntold({ channel: channel.name, code: error, alarms: batch.entries.length, attempt: batch.attempts + 1 });
  await postponeAlarms(database, channel.name, batch, WAITS[Math.min(batch.attempts, WAITS.length - 1)]!, error);
  return false;
}

/** Tells everything that is alarming and not told yet; a channel that fails keeps no other waiting. */
export async function tellAlarms(ports: AlarmPorts): Promise<void> {
  await passQuiet(ports.database, ports.channels.map(({ name }) => name), ALARM_TYPES);
  await Promise.all(ports.channels.map(async (channel) => { while (await step(ports, channel)); }));
}
