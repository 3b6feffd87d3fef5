// Chance that can be had again: one number makes one sequence. fast-check would do, at a tenth of the documents in the same time.

export interface Random {
  /** A whole number from 0 up to, not including, `end`. */
  below(end: number): number;
  /** True once in so many times. */
  onceIn(times: number): boolean;
  pick<T>(list: readonly T[]): T;
}

/** @param seed any whole number; neighbours make unlike sequences (mulberry32). */
export const randomFrom = (seed: number): Random => {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number): number => Math.floor(next() * end);
  return { below, onceIn: (times) => below(times) === 0, pick: (list) => list[below(list.length)]! };
};
