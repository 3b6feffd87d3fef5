// The outbound half at work: hints from the queue become claimed leases, attempts and settled outcomes; the sweep finds what no hint spoke of.
import { clearInterval, setInterval } from 'node:timers';
import type { Queue, Hint } from '../queue/queue.js';
import { tallyAttempts, type Tally } from '../store/centre-states.js';
import type { Database } from '../store/database.js';
import { claimDeliveries, dueDeliveries, nextInLine, renewLeases, settleDeliveries, type Claimed, type Due, type Outcome, type Settled } from '../store/deliveries.js';
import type { Telemetry } from '../telemetry/events.js';
import { createBatch } from './batch.js';
import { deliver, type DeliverPorts } from './deliver.js';
import { createLeases } from './leases.js';

/** Attempts at one time for one centre. */
const PER_CENTRE = 8;
const SWEEP_EVERY_MS = 500;
const SWEEP_PER_CENTRE = 50;

export interface WorkerPorts extends DeliverPorts {
  database: Database;
  queue: Queue;
  telemetry: Telemetry;
  /** Told after outcomes were stored, for whoever watches. */
  changed: () => void;
}

export interface Worker {
  /** Ends claiming, gives attempts under way this long to finish, then breaks them off: their leases run out and others take over. */
  stop(patienceMs: number): Promise<void>;
}

const asHint = (probe: boolean) => ({ id, centre, priority }: Due): Hint => ({ id, lane: centre, priority, ...(probe ? { probe } : {}) });

/** Only what says something about the line to the centre counts for its breaker: an answer of any kind reached it. */
const tallyOf = (outcomes: readonly Outcome[]): Tally[] => {
  const byCentre = new Map<string, Tally>();
  for (const { centre, state, error } of outcomes) {
    // Poison says nothing about the line, nor does a certificate or address that kept us from trying it.
    if (state === 'dead' || (state === 'held' && !error?.startsWith('HTTP_'))) continue;
    const tally = byCentre.get(centre) ?? { centre, failures: 0, reached: false };
    if (state === 'retrying') tally.failures += 1; else tally.reached = true;
    byCentre.set(centre, tally);
  }
  return [...byCentre.values()];
};

async function settle(ports: WorkerPorts, outcomes: Outcome[]): Promise<(Settled | undefined)[]> {
  const settled = await settleDeliveries(ports.database, outcomes);
  const { up, down } = await tallyAttempts(ports.database, tallyOf(outcomes));
  for (const centre of up) ports.telemetry.lineChanged({ centre, up: true });
  for (const centre of down) ports.telemetry.lineChanged({ centre, up: false });
  ports.changed();
  const next = await nextInLine(ports.database, settled.map(({ id }) => id));
  await ports.queue.push(next.map(asHint(false)));
  const byId = new Map(settled.map((row) => [row.id, row]));
  return outcomes.map(({ id }) => byId.get(id));
}

async function claim(ports: WorkerPorts, hints: Hint[]): Promise<(Claimed | undefined)[]> {
  const claimed = await claimDeliveries(ports.database, hints.map(({ id }) => id), hints.filter(({ probe }) => probe).map(({ id }) => id));
  const byId = new Map(claimed.map((row) => [row.id, row]));
  return hints.map(({ id }) => byId.get(id));
}

export function startWorker(ports: WorkerPorts): Worker {
  const { clock, telemetry } = ports;
  const claimOne = createBatch((hints: Hint[]) => claim(ports, hints));
  const settleOne = createBatch((outcomes: Outcome[]) => settle(ports, outcomes));
  const leases = createLeases((held) => renewLeases(ports.database, held), clock);
  let stopping = false;

  const attempt = async (claimed: Claimed): Promise<void> => {
    const started = clock.monotonic();
    const verdict = await leases.hold(claimed, async (signal) => {
      const judged = await deliver(ports, claimed, signal);
      // An attempt that was broken off knows nothing; whoever holds the lease next will find out.
      return signal.aborted && judged.state === 'retrying' ? undefined : judged;
    });
    if (!verdict) return;
    const settled = await settleOne({ ...verdict, id: claimed.id, token: claimed.token, centre: claimed.centre });
    telemetry.attempted({ delivery: claimed.id, centre: claimed.centre, outcome: settled?.state ?? 'lease lost', error: verdict.error, attempt: claimed.attempt, milliseconds: Math.round(clock.monotonic() - started) });
  };

  const handle = async (hint: Hint): Promise<void> => {
    try {
      const claimed = stopping ? undefined : await claimOne(hint);
      if (claimed) await attempt(claimed);
    } catch (cause) {
      telemetry.failed('outbound', cause);
    }
  };

  const sweep = async (): Promise<void> => {
    const { due, probes } = await dueDeliveries(ports.database, SWEEP_PER_CENTRE);
    await ports.queue.push([...due.map(asHint(false)), ...probes.map(asHint(true))]);
  };

  let sweeping = false;
  const timer = setInterval(() => {
    if (sweeping || stopping) return;
    sweeping = true;
    sweep().catch((cause: unknown) => telemetry.failed('sweep', cause)).finally(() => { sweeping = false; });
  }, SWEEP_EVERY_MS);

  ports.queue.work(handle, PER_CENTRE);
  return {
    stop: async (patienceMs) => {
      stopping = true;
      clearInterval(timer);
      const giveUp = setTimeout(() => leases.abandon(), patienceMs);
      await ports.queue.close();
      clearTimeout(giveUp);
      leases.close();
    },
  };
}
