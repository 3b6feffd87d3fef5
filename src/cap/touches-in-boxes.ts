// Whether a border touches itself, the quick way: boxes around ever longer runs of edges. A border that goes along a coast is done in one look or two.
import { meet, type Border } from './border.js';

/** Edges in the smallest boxes: fewer make more boxes, more make more pairs. */
const RUN = 8;
const [WEST, SOUTH, EAST, NORTH] = [0, 1, 2, 3] as const;

/** A binary tree of bounding boxes, four numbers each: box 1 holds all, boxes `2i` and `2i + 1` the halves of box `i`, box `runs + r` the run number `r`. */
interface Boxes { runs: number; sides: Float64Array }

const enclose = (sides: Float64Array, box: number): void => {
  const [one, other] = [box * 8, box * 8 + 4];
  sides[box * 4 + WEST] = Math.min(sides[one + WEST]!, sides[other + WEST]!);
  sides[box * 4 + SOUTH] = Math.min(sides[one + SOUTH]!, sides[other + SOUTH]!);
  sides[box * 4 + EAST] = Math.max(sides[one + EAST]!, sides[other + EAST]!);
  sides[box * 4 + NORTH] = Math.max(sides[one + NORTH]!, sides[other + NORTH]!);
};

const encloseRun = ({ xs, ys, edges }: Border, sides: Float64Array, run: number, box: number): void => {
  const [first, last] = [run * RUN, Math.min(edges, run * RUN + RUN)];
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let corner = first; first < edges && corner <= last; corner += 1) {
    west = Math.min(west, xs[corner]!);
    south = Math.min(south, ys[corner]!);
    east = Math.max(east, xs[corner]!);
    north = Math.max(north, ys[corner]!);
  }
  sides[box * 4 + WEST] = west;
  sides[box * 4 + SOUTH] = south;
  sides[box * 4 + EAST] = east;
  sides[box * 4 + NORTH] = north;
};

/** Runs beyond the last edge have boxes that meet nothing: they end before they begin. */
const boxesOf = (border: Border): Boxes => {
  const runs = 2 ** Math.ceil(Math.log2(Math.ceil(border.edges / RUN)));
  const sides = new Float64Array(runs * 8);
  for (let run = 0; run < runs; run += 1) encloseRun(border, sides, run, runs + run);
  for (let box = runs - 1; box > 0; box -= 1) enclose(sides, box);
  return { runs, sides };
};

const overlap = (sides: Float64Array, one: number, other: number): boolean =>
  sides[one * 4 + WEST]! <= sides[other * 4 + EAST]! && sides[other * 4 + WEST]! <= sides[one * 4 + EAST]! &&
  sides[one * 4 + SOUTH]! <= sides[other * 4 + NORTH]! && sides[other * 4 + SOUTH]! <= sides[one * 4 + NORTH]!;

/** Whether an edge comes into a box. */
const enters = ({ xs, ys }: Border, edge: number, sides: Float64Array, box: number): boolean =>
  Math.min(xs[edge]!, xs[edge + 1]!) <= sides[box * 4 + EAST]! && Math.max(xs[edge]!, xs[edge + 1]!) >= sides[box * 4 + WEST]! &&
  Math.min(ys[edge]!, ys[edge + 1]!) <= sides[box * 4 + NORTH]! && Math.max(ys[edge]!, ys[edge + 1]!) >= sides[box * 4 + SOUTH]!;

/**
 * Whether two edges of the border touch, neighbours apart; undefined where that is not known after so many looks at two boxes or two edges. The border
 * has at least four edges.
 */
export const touchesInBoxes = (border: Border, mostLooks: number): boolean | undefined => {
  const { runs, sides } = boxesOf(border);
  let looks = 0;

  const touchInRun = (run: number): boolean => {
    const end = Math.min(border.edges, run * RUN + RUN);
    for (let one = run * RUN; one < end; one += 1) {
      for (let other = one + 2; other < end; other += 1) if (meet(border, one, other)) return true;
    }
    looks += RUN;
    return false;
  };

  const touchBetweenRuns = (earlier: number, later: number): boolean => {
    const [start, end] = [later * RUN, Math.min(border.edges, later * RUN + RUN)];
    looks += RUN;
    for (let one = earlier * RUN; one < earlier * RUN + RUN; one += 1) {
      if (!enters(border, one, sides, runs + later)) continue;
      for (let other = start; other < end; other += 1) if (meet(border, one, other)) return true;
      looks += RUN;
    }
    return false;
  };

  const touchBetween = (earlier: number, later: number): boolean => {
    looks += 1;
    if (looks > mostLooks || !overlap(sides, earlier, later)) return false;
    if (earlier >= runs) return touchBetweenRuns(earlier - runs, later - runs);
    const [one, other] = [earlier * 2, later * 2];
    return touchBetween(one, other) || touchBetween(one, other + 1) || touchBetween(one + 1, other) || touchBetween(one + 1, other + 1);
  };

  const touchIn = (box: number): boolean =>
    box >= runs ? touchInRun(box - runs) : touchIn(box * 2) || touchIn(box * 2 + 1) || touchBetween(box * 2, box * 2 + 1);

  return touchIn(1) || (looks > mostLooks ? undefined : false);
};
