// Finds out whether the border of a polygon crosses or touches itself (rule G08, a warning).

/** Latitude, longitude. */
export type Pair = readonly [number, number];

interface Edge { from: Pair; to: Pair; position: number; low: number; high: number }

/** Above this many corners the question is left open: the answer is a warning and must not cost more than the message. */
export const MAX_JUDGED_PAIRS = 1000;

/** Positive, negative or zero as `c` lies left of, right of or on the line from `a` to `b`. */
const side = (a: Pair, b: Pair, c: Pair): number => Math.sign((b[1] - a[1]) * (c[0] - a[0]) - (b[0] - a[0]) * (c[1] - a[1]));

const inBox = (a: Pair, b: Pair, c: Pair): boolean =>
  c[0] >= Math.min(a[0], b[0]) && c[0] <= Math.max(a[0], b[0]) && c[1] >= Math.min(a[1], b[1]) && c[1] <= Math.max(a[1], b[1]);

const isOn = (edge: Edge, point: Pair): boolean => side(edge.from, edge.to, point) === 0 && inBox(edge.from, edge.to, point);

const meet = (one: Edge, other: Edge): boolean =>
  (side(one.from, one.to, other.from) * side(one.from, one.to, other.to) < 0 && side(other.from, other.to, one.from) * side(other.from, other.to, one.to) < 0) ||
  isOn(one, other.from) || isOn(one, other.to) || isOn(other, one.from) || isOn(other, one.to);

const edgesOf = (ring: readonly Pair[]): Edge[] => {
  const corners = ring.filter((pair, i) => i === 0 || pair[0] !== ring[i - 1]![0] || pair[1] !== ring[i - 1]![1]);
  return corners.slice(1).map((to, position) => {
    const from = corners[position]!;
    return { from, to, position, low: Math.min(from[0], to[0]), high: Math.max(from[0], to[0]) };
  });
};

const areNeighbours = (one: Edge, other: Edge, count: number): boolean => {
  const apart = Math.abs(one.position - other.position);
  return apart === 1 || apart === count - 1;
};

/** @param ring closed, first pair equal to last. Edges that share a corner are not held against each other. */
export const crossesItself = (ring: readonly Pair[]): boolean => {
  if (ring.length > MAX_JUDGED_PAIRS) return false;
  const edges = edgesOf(ring).sort((one, other) => one.low - other.low);
  return edges.some((one, i) => {
    for (let j = i + 1; j < edges.length && edges[j]!.low <= one.high; j += 1) {
      if (!areNeighbours(one, edges[j]!, edges.length) && meet(one, edges[j]!)) return true;
    }
    return false;
  });
};
