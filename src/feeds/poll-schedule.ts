// When a feed is looked at again: at its own pace while it answers, less and less often while it does not, and never before whoever was asked wants.

const MINUTE = 60_000;
const JITTER = 0.1;

/** However often it failed: what is published in an emergency must not wait longer to be seen, unless its own pace is slower. */
const BACKOFF_AT_MOST = 5 * MINUTE;
/** A host may ask for patience, but not for so much that an alert passes unseen. */
const RETRY_AFTER_AT_MOST = 60 * MINUTE;

/**
 * @param everyMs the pace of the feed.
 * @param failures in a row, with the look that just ended.
 * @param random 0 to 1; spreads the looks by a tenth either way, so that feeds that began together do not stay together.
 * @param askedMs what the host asked for, if it did.
 * @returns milliseconds until the next look.
 */
export function pollWait(everyMs: number, failures: number, random: number, askedMs = 0): number {
  const planned = Math.min(everyMs * 2 ** Math.min(failures, 20), Math.max(everyMs, BACKOFF_AT_MOST));
  return Math.round(Math.max(planned * (1 + JITTER * (2 * random - 1)), Math.min(askedMs, RETRY_AFTER_AT_MOST)));
}
