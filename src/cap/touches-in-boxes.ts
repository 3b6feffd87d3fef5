// Whether a border touches itself, the quick way: boxes around ever longer runs of edges. A border that goes along a coast is done in one look or two.
import { meet, type Border } from './border.js';

/** Edges in the smallest boxes: fewer make more boxes, more make more pairs. */
const RUN = 4;
const [WEST, SOUTH, EAST, NORTH] = [0, 1, 2, 3] as const;

/** A binary tree of bounding boxes, four numbers each: box 1 holds all, boxes `2i` and `2i + 1` the halves of box `i`, box `runs + r` the run number `r`. */
interface Boxes { border: Border; runs: number; sides: Float64Array }

const enclose = (sides: Float64Array, box: number): void => {
  const one = box * 8;
  const other = one + 4;
  sides[box * 4 + WEST] = Math.min(sides[one + WEST]!, sides[other + WEST]!);
  sides[box * 4 + SOUTH] = Math.min(sides[one + SOUTH]!, sides[other + SOUTH]!);
  sides[box * 4 + EAST] = Math.max(sides[one + EAST]!, sides[other + EAST]!);
  sides[box * 4 + NORTH] = Math.max(sides[one + NORTH]!, sides[other + NORTH]!);
};

const encloseRun = ({ xs, ys, edges }: Border, sides: Float64Array, run: number, box: number): void => {
  const first = run * RUN;
  const last = Math.min(edges, first + RUN);
  let west = Infinity;
  let south = Infinity;
  let east = -Infinity;
  let north = -Infinity;
  for (let corner = first; first < edges && corner <= last; corner += 1) {
    const x = xs[corner]!;
    const y = ys[corner]!;
    west = Math.min(west, x);
    east = Math.max(east, x);
    south = Math.min(south, y);
    north = Math.max(north, y);
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
  return { border, runs, sides };
};

const overlap = (sides: Float64Array, one: number, other: number): boolean =>
  sides[one * 4 + WEST]! <= sides[other * 4 + EAST]! && sides[other * 4 + WEST]! <= sides[one * 4 + EAST]! &&
  sides[one * 4 + SOUTH]! <= sides[other * 4 + NORTH]! && sides[other * 4 + SOUTH]! <= sides[one * 4 + NORTH]!;

/** One edge against those of a run from `start` on. Most do not even come into the box of the run. */
const touchesAmong = ({ border, runs, sides }: Boxes, one: number, run: number, start: number): boolean => {
  const { xs, ys, edges } = border;
  const box = (runs + run) * 4;
  if (Math.min(xs[one]!, xs[one + 1]!) > sides[box + EAST]! || Math.max(xs[one]!, xs[one + 1]!) < sides[box + WEST]!) return false;
  if (Math.min(ys[one]!, ys[one + 1]!) > sides[box + NORTH]! || Math.max(ys[one]!, ys[one + 1]!) < sides[box + SOUTH]!) return false;
  const end = Math.min(edges, run * RUN + RUN);
  for (let other = start; other < end; other += 1) if (meet(border, one, other)) return true;
  return false;
};

const touchInRun = (boxes: Boxes, run: number): boolean => {
  const end = Math.min(boxes.border.edges, run * RUN + RUN) - 2;
  for (let one = run * RUN; one < end; one += 1) if (touchesAmong(boxes, one, run, one + 2)) return true;
  return false;
};

const touchBetweenRuns = (boxes: Boxes, earlier: number, later: number): boolean => {
  for (let one = earlier * RUN; one < earlier * RUN + RUN; one += 1) if (touchesAmong(boxes, one, later, later * RUN)) return true;
  return false;
};

/** Pairs of boxes still to be looked at: never more than a few for each doubling of the edges. */
const MOST_PAIRS = 256;

/**
 * Whether two edges of the border touch, neighbours apart; undefined where that is not known after so many looks at two boxes or two edges. The border
 * has at least four edges.
 */
export const touchesInBoxes = (border: Border, mostLooks: number): boolean | undefined => {
  const boxes = boxesOf(border);
  const { runs, sides } = boxes;
  const pairs = new Int32Array(2 * MOST_PAIRS);
  let waiting = 0;
  const push = (one: number, other: number): void => { pairs[waiting] = one; pairs[waiting + 1] = other; waiting += 2; };
  push(1, 1);
  for (let looks = 0; waiting > 0; looks += 1) {
    if (looks > mostLooks) return undefined;
    waiting -= 2;
    const [one, other] = [pairs[waiting]!, pairs[waiting + 1]!];
    if (one === other) {
      // A box with itself: its halves with themselves, and with each other.
      if (one < runs) { push(2 * one, 2 * one + 1); push(2 * one + 1, 2 * one + 1); push(2 * one, 2 * one); }
      else if (touchInRun(boxes, one - runs)) return true;
    } else if (overlap(sides, one, other)) {
      if (one < runs) for (const half of [2 * one, 2 * one + 1]) { push(half, 2 * other); push(half, 2 * other + 1); }
      else { looks += RUN; if (touchBetweenRuns(boxes, one - runs, other - runs)) return true; }
    }
  }
  return false;
};
