// `Retry-After` (RFC 9110, 10.2.3), as whoever was called wrote it.

/** In seconds or as a date, to milliseconds from `now`; undefined where it says neither. */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1_000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
