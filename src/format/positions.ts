// Offsets in a text to lines and columns, as people count them.
import type { Position } from './format.js';

/** Goes on to the line behind an offset; the last line is followed by one that begins at no offset. */
const goOn = (starts: number[], text: string, offset: number): void => {
  for (let start = starts.at(-1)!; start <= offset; starts.push(start)) {
    const end = text.indexOf('\n', start);
    start = end === -1 ? Infinity : end + 1;
  }
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

/** Offsets to line and column, columns in UTF-16 units. The lines are looked for only when somebody asks, and only as far. */
export const positionsIn = (text: string): ((offset: number) => Position) => {
  let starts: number[] | undefined;
  return (offset) => {
    starts ??= [0];
    goOn(starts, text, offset);
    const line = lineOf(starts, offset);
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
};
