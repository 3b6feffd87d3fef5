// Whether a border touches itself, however it winds: a line sweeps over it (Shamos and Hoey, 1976) and stops at the first touch. O(n log n) in every case.
import { meet, side, type Border } from './border.js';
import { createEdgesInOrder } from './edges-in-order.js';

/** Corners in the order in which the line comes over them: from west to east, on one meridian from south to north. So no edge is upright. */
const inOrder = ({ xs, ys, edges }: Border): Uint32Array =>
  Uint32Array.from({ length: edges }, (_, corner) => corner).sort((one, other) => xs[one]! - xs[other]! || ys[one]! - ys[other]!);

const rankOf = (corners: Uint32Array): Uint32Array => {
  const rank = new Uint32Array(corners.length);
  corners.forEach((corner, i) => { rank[corner] = i; });
  return rank;
};

/** Whether two edges of the border touch, neighbours apart. The border has at least four edges. */
export const touchesInSweep = (border: Border): boolean => {
  const { xs, ys, edges } = border;
  const corners = inOrder(border);
  const rank = rankOf(corners);
  const order = createEdgesInOrder(edges);
  /** An edge keeps the place of the one it goes on from, so the tree changes only where the border turns back. */
  const [edgeAt, placeOf] = [new Int32Array(edges + 1), new Int32Array(edges)];
  let touched = false;

  /** Western and eastern end of an edge. */
  const ends = (edge: number): [number, number] => {
    const next = edge + 1 === edges ? 0 : edge + 1;
    return rank[edge]! < rank[next]! ? [edge, next] : [next, edge];
  };

  const touch = (place: number, other: number): boolean => place !== 0 && other !== 0 && meet(border, edgeAt[place]!, edgeAt[other]!);

  const settle = (edge: number, place: number): void => {
    edgeAt[place] = edge;
    placeOf[edge] = place;
  };

  const begin = (corner: number, lower: number, upper: number): boolean => {
    const isAbove = (other: number): boolean => {
      const [west, east] = ends(edgeAt[other]!);
      if (west === corner) return true;
      const turn = side(border, west, east, corner);
      touched ||= turn === 0;
      return turn > 0;
    };
    for (const edge of [lower, upper]) {
      settle(edge, edge + 1);
      order.insert(edge + 1, isAbove);
    }
    return touched || touch(order.below[lower + 1]!, lower + 1) || touch(upper + 1, order.above[upper + 1]!);
  };

  const goOn = (from: number, to: number): boolean => {
    const place = placeOf[from]!;
    settle(to, place);
    return touch(order.below[place]!, place) || touch(place, order.above[place]!);
  };

  const end = (corner: number, one: number, other: number): boolean => {
    const places = order.above[placeOf[one]!] === placeOf[other] ? [placeOf[one], placeOf[other]!] : [placeOf[other]!, placeOf[one]!];
    const [lower, upper] = places as [number, number];
    const [below, above] = [order.below[lower]!, order.above[upper]!];
    order.remove(lower, (place) => place !== upper && side(border, ...ends(edgeAt[place]!), corner) > 0);
    order.remove(upper, (place) => side(border, ...ends(edgeAt[place]!), corner) > 0);
    return touch(below, above);
  };

  const pass = (corner: number): boolean => {
    const [before, after] = [corner === 0 ? edges - 1 : corner - 1, corner];
    const [begins, goesOn] = [ends(before)[0] === corner, ends(after)[0] === corner];
    if (begins && goesOn) {
      const turn = side(border, corner, ends(before)[1], ends(after)[1]);
      return turn === 0 || (turn > 0 ? begin(corner, before, after) : begin(corner, after, before));
    }
    if (goesOn) return goOn(before, after);
    return begins ? goOn(after, before) : end(corner, before, after);
  };

  return corners.some((corner, i) => (i > 0 && xs[corner] === xs[corners[i - 1]!] && ys[corner] === ys[corners[i - 1]!]) || pass(corner));
};
