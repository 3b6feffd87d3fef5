// Offsets in a text to lines and columns, as people count them.
import type { Position } from './format.js';

const lineStarts = (text: string): number[] => {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
};

/** Index of the last line that starts at or before the offset; halving, because a hostile document has as many issues as lines. */
const lineOf = (starts: number[], offset: number): number => {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle; else high = middle - 1;
  }
  return low;
};

/** Offsets to line and column, columns in UTF-16 units. The lines are looked for only when somebody asks. */
export const positionsIn = (text: string): ((offset: number) => Position) => {
  let starts: number[] | undefined;
  return (offset) => {
    starts ??= lineStarts(text);
    const line = lineOf(starts, offset);
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
};
