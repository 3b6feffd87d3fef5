// The leases this worker holds: renewed while an attempt runs, and given up by our own monotonic clock when the database cannot confirm them.
import type { Clock } from '../clock.js';
import { LEASE_SECONDS } from '../store/deliveries.js';

const RENEW_EVERY_MS = 1_500;
/** A little before the lease ends for others. */
const GIVE_UP_MS = LEASE_SECONDS * 1_000 - 500;

/** `claimedAt`: our monotonic clock before the claim was asked for, because the lease may have begun to run then. */
export interface Lease { id: string; token: number; claimedAt: number }

/** What an attempt is told of its lease. */
export interface Hold {
  /** Fires when the lease can no longer be counted on. */
  signal: AbortSignal;
  /** Asked right before what cannot be taken back: a process that was stopped and continued may not have noticed yet. */
  stillOurs(): boolean;
}

export interface Leases {
  /** Runs an attempt, its settling included, under a lease that was just taken. */
  hold<T>(lease: Lease, run: (hold: Hold) => Promise<T>): Promise<T>;
  /** Ends every attempt under way. */
  abandon(): void;
  close(): void;
}

/** @param renew returns the ids that are still ours. */
export function createLeases(renew: (leases: Lease[]) => Promise<string[]>, clock: Clock): Leases {
  const held = new Map<number, { lease: Lease; confirmedAt: number; abort: AbortController }>();

  /** Asked of our own clock alone: the database may be the very thing that does not answer (reliability clause 9). */
  const giveUp = (now: number): void => {
    for (const { confirmedAt, abort } of held.values()) if (now - confirmedAt >= GIVE_UP_MS) abort.abort();
  };

  const tick = async (): Promise<void> => {
    const started = clock.monotonic();
    const due = [...held.values()].filter(({ confirmedAt }) => started - confirmedAt >= RENEW_EVERY_MS);
    if (due.length === 0) return;
    const answer = await renew(due.map(({ lease }) => lease)).catch(() => undefined);
    if (!answer) return;
    const kept = new Set(answer);
    for (const entry of due) if (kept.has(entry.lease.id)) entry.confirmedAt = started; else entry.abort.abort();
  };
  // Giving up must not wait for a database that does not answer; asking it again must.
  let asking = false;
  const timer = setInterval(() => {
    giveUp(clock.monotonic());
    if (asking) return;
    asking = true;
    void tick().finally(() => { asking = false; });
  }, RENEW_EVERY_MS / 3).unref();

  return {
    hold: async (lease, run) => {
      const entry = { lease, confirmedAt: lease.claimedAt, abort: new AbortController() };
      held.set(lease.token, entry);
      const stillOurs = (): boolean => {
        if (clock.monotonic() - entry.confirmedAt >= GIVE_UP_MS) entry.abort.abort();
        return !entry.abort.signal.aborted;
      };
      try { return await run({ signal: entry.abort.signal, stillOurs }); } finally { held.delete(lease.token); }
    },
    abandon: () => { for (const { abort } of held.values()) abort.abort(); },
    close: () => clearInterval(timer),
  };
}
