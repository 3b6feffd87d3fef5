// The outbound half at work: hints from the queue become claimed leases, attempts and settled outcomes; the sweep finds what no hint spoke of.
import { clearInterval, setInterval } from 'node:timers';
import type { Queue, Hint } from '../queue/queue.js';
import type { Tally } from '../store/centre-states.js';
import type { Database } from '../store/database.js';
import { claimDeliveries, dueDeliveries, nextInLine, renewLeases, settleDeliveries, type Claimed, type Due, type Outcome, type Settled } from '../store/deliveries.js';
import type { Telemetry } from '../telemetry/events.js';
import { createBatch } from './batch.js';
import { deliver, type DeliverPorts } from './deliver.js';
import { createLanes } from './lanes.js';
import { createLeases } from './leases.js';
import { createLineHealth, type LineHealth } from './line-health.js';
import { retryWait } from './retry-schedule.js';

/** Attempts at one time for one centre. */
const PER_CENTRE = 8;
const SWEEP_EVERY_MS = 500;
const SWEEP_PER_CENTRE = 50;
/** Where no hints come (other processes accept) the sweep alone has to keep up with what one centre may be sent. */
const CROWDED_SWEEP_MS = 50;

/** The code of what went wrong inside the gateway, and not on the line or at the receiver. */
const OUR_FAILURE = 'INTERNAL';
const NOT_THE_LINE = new Set([OUR_FAILURE, 'CENTRE_NOT_IN_NETWORK']);

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

const isCrowded = (due: readonly Due[]): boolean => {
  const counts = new Map<string, number>();
  for (const { centre } of due) counts.set(centre, (counts.get(centre) ?? 0) + 1);
  return [...counts.values()].some((count) => count >= SWEEP_PER_CENTRE);
};

const asHint = (probe: boolean) => ({ id, centre, priority }: Due): Hint => ({ id, lane: centre, priority, ...(probe ? { probe } : {}) });

/** Only what says something about the line to the centre counts for its breaker: an answer of any kind reached it. */
const tallyOf = (outcomes: readonly Outcome[]): Tally[] => {
  const byCentre = new Map<string, Tally>();
  for (const { centre, state, error } of outcomes) {
    // Poison says nothing about the line, nor does a certificate or address that kept us from trying it.
    if (state === 'dead' || (state === 'held' && !error?.startsWith('HTTP_')) || NOT_THE_LINE.has(error ?? '')) continue;
    const tally = byCentre.get(centre) ?? { centre, failures: 0, reached: false };
    if (state === 'retrying') tally.failures += 1; else tally.reached = true;
    byCentre.set(centre, tally);
  }
  return [...byCentre.values()];
};

/** What follows from outcomes, once they are safe: the health of the lines, and who is first in line now. */
async function followUp({ database, telemetry }: WorkerPorts, outcomes: Outcome[], settled: Settled[], health: LineHealth, offer: (hints: Hint[]) => unknown): Promise<void> {
  const { up, down } = await health.tally(tallyOf(outcomes));
  for (const centre of up) telemetry.lineChanged({ centre, up: true });
  for (const centre of down) telemetry.lineChanged({ centre, up: false });
  const followed = settled.filter((row) => row.followed);
  if (followed.length > 0) offer((await nextInLine(database, followed)).map(asHint(false)));
}

async function settle(ports: WorkerPorts, outcomes: Outcome[], follow: (outcomes: Outcome[], settled: Settled[]) => void): Promise<(Settled | undefined)[]> {
  const settled = await settleDeliveries(ports.database, outcomes);
  ports.changed();
  // Not waited for: the outcomes are stored, and what this tells the sweep would find a little later.
  follow(outcomes, settled);
  const byId = new Map(settled.map((row) => [row.id, row]));
  return outcomes.map(({ id }) => byId.get(id));
}

type Held = Claimed & { claimedAt: number };

async function claim(ports: WorkerPorts, hints: Hint[]): Promise<(Held | undefined)[]> {
  const claimedAt = ports.clock.monotonic();
  const claimed = await claimDeliveries(ports.database, hints.map(({ id }) => id), hints.filter(({ probe }) => probe).map(({ id }) => id));
  const byId = new Map(claimed.map((row) => [row.id, { ...row, claimedAt }]));
  return hints.map(({ id }) => byId.get(id));
}

/** A failure of our own (a key that cannot be read, a fault in our code) is noted with the delivery and tried again later, so that a person sees it and others get their turn. */
const asOurFailure = (ports: WorkerPorts, { attempt, firstAttemptAt }: Claimed, cause: unknown): Omit<Outcome, 'id' | 'token' | 'centre'> => {
  ports.telemetry.failed('attempt', cause);
  return { state: 'retrying', error: OUR_FAILURE, waitMs: retryWait(attempt, Math.max(0, ports.clock.now().getTime() - firstAttemptAt.getTime()), ports.random()) };
};

export function startWorker(ports: WorkerPorts): Worker {
  const { clock, telemetry } = ports;
  const claimOne = createBatch((hints: Hint[]) => claim(ports, hints));
  const health = createLineHealth(ports.database, clock);
  const following = new Set<Promise<void>>();
  const follow = (outcomes: Outcome[], settled: Settled[]): void => {
    const what = followUp(ports, outcomes, settled, health, (hints) => lanes.offer(hints)).catch((cause: unknown) => telemetry.failed('settled', cause)).finally(() => following.delete(what));
    following.add(what);
  };
  const settleOne = createBatch((outcomes: Outcome[]) => settle(ports, outcomes, follow));
  const leases = createLeases((held) => renewLeases(ports.database, held), clock);
  let stopping = false;

  const attempt = (claimed: Held): Promise<void> => leases.hold(claimed, async (hold) => {
    const started = clock.monotonic();
    const verdict = await deliver(ports, claimed, hold).catch((cause: unknown) => asOurFailure(ports, claimed, cause));
    // An attempt that was broken off knows nothing; whoever holds the lease next will find out.
    if (hold.signal.aborted && verdict.state === 'retrying') return;
    const settled = await settleOne({ ...verdict, id: claimed.id, token: claimed.token, centre: claimed.centre });
    const milliseconds = Math.round(clock.monotonic() - started);
    telemetry.attempted({ delivery: claimed.id, centre: claimed.centre, outcome: settled?.state ?? 'lease lost', error: verdict.error, attempt: claimed.attempt, milliseconds });
  });

  const handle = async (hint: Hint): Promise<void> => {
    try {
      const claimed = stopping ? undefined : await claimOne(hint);
      if (claimed) await attempt(claimed);
    } catch (cause) {
      telemetry.failed('outbound', cause);
    }
  };

  const lanes = createLanes(handle, PER_CENTRE);

  /** @returns whether a centre had more waiting than one look shows, and what it showed was new to us. */
  const sweep = async (): Promise<boolean> => {
    const { due, probes } = await dueDeliveries(ports.database, SWEEP_PER_CENTRE);
    const fresh = lanes.offer([...due.map(asHint(false)), ...probes.map(asHint(true))]);
    return fresh > 0 && isCrowded(due);
  };

  let sweeping = false;
  const sweepNow = (): void => {
    if (sweeping || stopping) return;
    sweeping = true;
    sweep().catch((cause: unknown) => { telemetry.failed('sweep', cause); return false; })
      .then((crowded) => { sweeping = false; if (crowded) setTimeout(sweepNow, CROWDED_SWEEP_MS).unref(); }, () => { sweeping = false; });
  };
  const timer = setInterval(sweepNow, SWEEP_EVERY_MS);

  ports.queue.listen((hints) => { lanes.offer(hints); });
  return {
    stop: async (patienceMs) => {
      stopping = true;
      clearInterval(timer);
      const giveUp = setTimeout(() => leases.abandon(), patienceMs);
      await lanes.close();
      clearTimeout(giveUp);
      leases.close();
      await Promise.all(following);
    },
  };
}
