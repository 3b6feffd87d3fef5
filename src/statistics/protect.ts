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

/** A total that can be asked for, and the places of the counts it adds up. */
export interface Sum { whole: number; parts: readonly number[] }

const looksTheSame = (count: number, change: number): boolean => count + change >= 0 && present(count + change) === present(count);

/** By how much a protected count may differ and still be protected. */
const changesOf = (count: number): number[] => [1, 2, 3, 4].filter((other) => other < THRESHOLD).map((other) => other - count).filter((change) => change !== 0);

/**
 * Whether the counts may be shown beside these totals: for each protected one there is another table, with another number in that very place, that gives all the same answers. It differs in
 * that count alone, or in one more that makes up for it. Where seven counts of 1 make a total of at most 7, or two of 4 one of at least 8, there is no other table.
 */
export function canBeShown(counts: readonly number[], sums: readonly Sum[]): boolean {
  const sumsOf = counts.map(() => new Set<Sum>());
  for (const one of sums) for (const place of one.parts) sumsOf[place]!.add(one);
  const keeps = (changed: ReadonlySet<Sum>, but: ReadonlySet<Sum> | undefined, change: number): boolean => [...changed].every((one) => but?.has(one) === true || looksTheSame(one.whole, change));
  const hasWitness = (place: number, change: number): boolean => keeps(sumsOf[place]!, undefined, change)
    || counts.some((count, other) => other !== place && count > 0 && looksTheSame(count, -change) && keeps(sumsOf[place]!, sumsOf[other], change) && keeps(sumsOf[other]!, sumsOf[place], -change));
  return counts.every((count, place) => present(count) !== null || changesOf(count).some((change) => hasWitness(place, change)));
}

/** Every choice of some of the items, none of them included, all of them not. */
export const properSubsets = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: 2 ** items.length - 1 }, (_, mask) => items.filter((__, index) => (mask >> index) & 1));
