// When a failed delivery is tried again (reliability clause 5): quickly at first, then as often as an overloaded desk can bear, until the alert ends.

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Waits after the first failures, one each. */
const FIRST_WAITS = [1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND);

/** Afterwards the wait follows the age of the delivery, counted from its first attempt. */
const LATER_WAITS = [
  { untilAge: 10 * MINUTE, wait: 30 * SECOND },
  { untilAge: HOUR, wait: MINUTE },
  { untilAge: 6 * HOUR, wait: 5 * MINUTE },
  { untilAge: Infinity, wait: 15 * MINUTE },
];

/** A held delivery is probed this often: operators fix certificates and addresses. */
export const HELD_PROBE_MS = 5 * MINUTE;

/** A receiver may ask for patience, but not for so much that the alert dies of it. */
const RETRY_AFTER_AT_MOST = 5 * MINUTE;
const JITTER = 0.1;

/**
 * @param attempt the attempt that just failed, counted from 1.
 * @param ageMs time since the first attempt.
 * @param random 0 to 1; spreads the tries by a tenth either way, so that centres that fail together are not called together.
 * @param retryAfterMs what the receiver asked for, if it did.
 * @returns milliseconds until the next attempt.
 */
export function retryWait(attempt: number, ageMs: number, random: number, retryAfterMs?: number): number {
  const planned = FIRST_WAITS[attempt - 1] ?? LATER_WAITS.find(({ untilAge }) => ageMs < untilAge)!.wait;
  const spread = planned * (1 + JITTER * (2 * random - 1));
  return Math.round(Math.max(spread, Math.min(retryAfterMs ?? 0, RETRY_AFTER_AT_MOST)));
}
