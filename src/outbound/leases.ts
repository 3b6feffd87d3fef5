// The leases this worker holds: renewed while an attempt runs, and given up by our own monotonic clock when the database cannot confirm them.
import type { Clock } from '../clock.js';
import { LEASE_SECONDS } from '../store/deliveries.js';

const RENEW_EVERY_MS = 1_500;
/** A little before the lease ends for others. */
const GIVE_UP_MS = LEASE_SECONDS * 1_000 - 500;

export interface Lease { id: string; token: number }

export interface Leases {
  /** Runs an attempt under a lease that was just taken; `signal` fires when the lease can no longer be counted on. */
  hold<T>(lease: Lease, run: (signal: AbortSignal) => Promise<T>): Promise<T>;
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
    giveUp(started);
    const due = [...held.values()].filter(({ confirmedAt }) => started - confirmedAt >= RENEW_EVERY_MS);
    if (due.length === 0) return;
    const kept = new Set(await renew(due.map(({ lease }) => lease)).catch(() => undefined));
    for (const entry of due) if (kept.has(entry.lease.id)) entry.confirmedAt = started;
  };
  const timer = setInterval(() => { void tick(); }, RENEW_EVERY_MS / 3).unref();

  return {
    hold: async (lease, run) => {
      const entry = { lease, confirmedAt: clock.monotonic(), abort: new AbortController() };
      held.set(lease.token, entry);
      try { return await run(entry.abort.signal); } finally { held.delete(lease.token); }
    },
    abandon: () => { for (const { abort } of held.values()) abort.abort(); },
    close: () => clearInterval(timer),
  };
}
