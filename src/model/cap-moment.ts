// Moments as CAP 1.2 writes them (3.3.2): with an offset, UTC as `-00:00`, which is no ISO 8601.

/** Milliseconds since 1970 of a CAP time; NaN where it is none, or where an invalid message has none. */
export const momentOf = (capTime: string | undefined): number => {
  const time = (capTime ?? '').trim();
  return Date.parse(time.endsWith('-00:00') ? `${time.slice(0, -6)}Z` : time);
};

/** A moment in UTC, to the second: `2026-01-01T00:00:00-00:00`. @param milliseconds since 1970. */
export const capTimeOf = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}-00:00`;
