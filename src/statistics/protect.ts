// What may be shown of counts, so that nobody small is found in them (ADR 27): no number from 1 to 4, all others rounded, and no breakdown out of which a small number follows.

/** Counts from 1 to one less than this are not shown. */
export const THRESHOLD = 5;
/** All others are rounded to a multiple of this. */
export const ROUNDED_TO = 5;

/** null: protected. */
export type Shown = number | null;

/** A count as it may stand alone. */
export const present = (count: number): Shown => {
  if (count === 0) return 0;
  return count < THRESHOLD ? null : Math.max(THRESHOLD, Math.round(count / ROUNDED_TO) * ROUNDED_TO);
};

const HALF = Math.floor(ROUNDED_TO / 2);

/** The true counts that a shown one may stand for. */
export const meant = (shown: Shown): readonly [low: number, high: number] => {
  if (shown === null) return [1, THRESHOLD - 1];
  return shown === 0 ? [0, 0] : [Math.max(THRESHOLD, shown - HALF), shown + HALF];
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/**
 * Whether the parts may be shown beside their whole, which anybody can ask for: what is protected in them could then still be more, and could still be less.
 * Seven protected parts of a whole that is at most 7 are 1 each; two of a whole that is at least 8 are 4 each.
 * @param overlaps the parts may have cases in common, so that their sum may be more than the whole.
 */
export function staysOpen(parts: readonly number[], whole: number, overlaps = false): boolean {
  const shown = parts.map(present);
  if (!shown.includes(null)) return true;
  const ranges = shown.map(meant);
  const [least, most] = meant(present(whole));
  const low = sum(ranges.map(([from]) => from));
  const high = sum(ranges.map(([, to]) => to));
  return high - 1 >= least && (overlaps || low + 1 <= most);
}

/** Every choice of some of the items, none of them included, all of them not. */
export const properSubsets = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: 2 ** items.length - 1 }, (_, mask) => items.filter((__, index) => (mask >> index) & 1));
