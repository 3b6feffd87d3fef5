// The border of a polygon as rule G08 looks at it: corners on a plane, and the two questions about them that have to be answered exactly.
import { orient2d } from 'robust-predicates';

/** A closed line: edge `i` goes from corner `i` to corner `i + 1`, and the last corner is the first again. Neighbouring corners differ. */
export interface Border { xs: Float64Array; ys: Float64Array; edges: number }

/** Edges of the longest border for which room is kept. */
export const MOST_KEPT = 1 << 17;

/** Positive, negative or zero as the point lies left of, right of or on the line from one corner to another. */
export const side = ({ xs, ys }: Border, from: number, to: number, point: number): number =>
  -orient2d(xs[from]!, ys[from]!, xs[to]!, ys[to]!, xs[point]!, ys[point]!);

const areNeighbours = ({ edges }: Border, one: number, other: number): boolean => {
  const apart = Math.abs(one - other);
  return apart <= 1 || apart === edges - 1;
};

const apart = (from: number, to: number, otherFrom: number, otherTo: number): boolean =>
  (from > otherFrom && from > otherTo && to > otherFrom && to > otherTo) || (from < otherFrom && from < otherTo && to < otherFrom && to < otherTo);

/** Whether the line through an edge leaves both ends of the other on one side. */
const separates = (border: Border, edge: number, other: number): boolean => {
  const from = side(border, edge, edge + 1, other);
  const to = side(border, edge, edge + 1, other + 1);
  return (from > 0 && to > 0) || (from < 0 && to < 0);
};

/**
 * Whether two edges have a point in common; touching counts. Neighbours are not held against each other: where they share more than their corner, one of
 * them also meets the edge after the other (with four edges or more).
 */
export const meet = (border: Border, one: number, other: number): boolean => {
  const { xs, ys } = border;
  if (apart(xs[one]!, xs[one + 1]!, xs[other]!, xs[other + 1]!) || apart(ys[one]!, ys[one + 1]!, ys[other]!, ys[other + 1]!)) return false;
  return !areNeighbours(border, one, other) && !separates(border, one, other) && !separates(border, other, one);
};
