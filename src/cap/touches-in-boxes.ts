// Whether a border touches itself, the quick way: boxes around ever longer runs of edges. A border that goes along a coast is done in one look or two.
import { keptRoom } from '../model/kept-room.js';
import { meet, MOST_KEPT, type Border } from './border.js';
import { waysOf } from './one-way.js';

/**
 * Edges in the smallest boxes, up to twice as many: fewer make more boxes, more make more pairs. Where ways are long, a box need not be small, because what
 * lies on one way is not looked at.
 */
const [LEAST_RUN, MOST_RUN] = [6, 24];
const RUNS_IN_A_WAY = 8;
const [WEST, SOUTH, EAST, NORTH] = [0, 1, 2, 3] as const;

/**
 * A binary tree of bounding boxes, four numbers each in `sides`: box 1 holds all, boxes `2i` and `2i + 1` the halves of box `i`, box `runs + r` run `r`, which
 * goes from edge `starts[r]` up to `starts[r + 1]`, `run` edges and more. `ways` are the ends that `waysOf` tells.
 */
interface Boxes { border: Border; runs: number; run: number; starts: Int32Array; sides: Float64Array; ways: Int32Array }

const startsFor = keptRoom((length) => new Int32Array(length), MOST_KEPT);
const sidesFor = keptRoom((length) => new Float64Array(length), MOST_KEPT);

const enclose = (sides: Float64Array, box: number): void => {
  const one = box * 8;
  const other = one + 4;
  sides[box * 4 + WEST] = Math.min(sides[one + WEST]!, sides[other + WEST]!);
  sides[box * 4 + SOUTH] = Math.min(sides[one + SOUTH]!, sides[other + SOUTH]!);
  sides[box * 4 + EAST] = Math.max(sides[one + EAST]!, sides[other + EAST]!);
  sides[box * 4 + NORTH] = Math.max(sides[one + NORTH]!, sides[other + NORTH]!);
};

const encloseRun = ({ xs, ys }: Border, sides: Float64Array, box: number, first: number, last: number): void => {
  let west = xs[first]!;
  let south = ys[first]!;
  let east = west;
  let north = south;
  for (let corner = first + 1; corner <= last; corner += 1) {
    const x = xs[corner]!;
    const y = ys[corner]!;
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < south) south = y;
    if (y > north) north = y;
  }
  sides[box * 4 + WEST] = west;
  sides[box * 4 + SOUTH] = south;
  sides[box * 4 + EAST] = east;
  sides[box * 4 + NORTH] = north;
};

const boxesOf = (border: Border): Boxes => {
  const { edges } = border;
  const { ends, count } = waysOf(border);
  const run = Math.max(LEAST_RUN, Math.min(MOST_RUN, edges / count / RUNS_IN_A_WAY));
  const runs = 2 ** Math.max(0, Math.floor(Math.log2(edges / run)));
  const starts = startsFor(runs + 1);
  const sides = sidesFor(runs * 8);
  starts[0] = 0;
  for (let i = 0; i < runs; i += 1) {
    starts[i + 1] = Math.floor(((i + 1) * edges) / runs);
    encloseRun(border, sides, runs + i, starts[i]!, starts[i + 1]!);
  }
  for (let box = runs - 1; box > 0; box -= 1) enclose(sides, box);
  return { border, runs, run, starts, sides, ways: ends };
};

const overlap = (sides: Float64Array, one: number, other: number): boolean =>
  sides[one * 4 + WEST]! <= sides[other * 4 + EAST]! && sides[other * 4 + WEST]! <= sides[one * 4 + EAST]! &&
  sides[one * 4 + SOUTH]! <= sides[other * 4 + NORTH]! && sides[other * 4 + SOUTH]! <= sides[one * 4 + NORTH]!;

/** One edge against those of a run that come after its way. Most do not even come into the box of the run. */
const touchesAmong = ({ border, runs, starts, sides, ways }: Boxes, one: number, run: number): boolean => {
  const { xs, ys } = border;
  const box = (runs + run) * 4;
  if (Math.min(xs[one]!, xs[one + 1]!) > sides[box + EAST]! || Math.max(xs[one]!, xs[one + 1]!) < sides[box + WEST]!) return false;
  if (Math.min(ys[one]!, ys[one + 1]!) > sides[box + NORTH]! || Math.max(ys[one]!, ys[one + 1]!) < sides[box + SOUTH]!) return false;
  const end = starts[run + 1]!;
  for (let other = Math.max(starts[run]!, ways[one]!); other < end; other += 1) if (meet(border, one, other)) return true;
  return false;
};

/** A run may be held against itself. */
const touchBetweenRuns = (boxes: Boxes, earlier: number, later: number): boolean => {
  const end = boxes.starts[earlier + 1]!;
  for (let one = boxes.starts[earlier]!; one < end; one += 1) if (touchesAmong(boxes, one, later)) return true;
  return false;
};

/** Whether the edges of two boxes of one size go one way, with all that lie between them. */
const goOneWay = ({ runs, starts, ways }: Boxes, earlier: number, later: number): boolean => {
  const below = Math.clz32(earlier) - Math.clz32(runs);
  return starts[((later + 1) << below) - runs]! <= ways[starts[(earlier << below) - runs]!]!;
};

/** Pairs of boxes still to be looked at: never more than a few for each doubling of the edges. */
const MOST_PAIRS = 256;

/**
 * Whether two edges of the border touch, neighbours apart; undefined where that is not known after so many looks at two boxes or two edges. The border
 * has at least four edges.
 */
export const touchesInBoxes = (border: Border, mostLooks: number): boolean | undefined => {
  const boxes = boxesOf(border);
  const { runs, run, sides } = boxes;
  const pairs = new Int32Array(2 * MOST_PAIRS);
  let waiting = 0;
  const push = (one: number, other: number): void => { pairs[waiting] = one; pairs[waiting + 1] = other; waiting += 2; };
  push(1, 1);
  for (let looks = 0; waiting > 0; looks += 1) {
    if (looks > mostLooks) return undefined;
    waiting -= 2;
    const one = pairs[waiting]!;
    const other = pairs[waiting + 1]!;
    if (goOneWay(boxes, one, other) || (one !== other && !overlap(sides, one, other))) continue;
    if (one >= runs) {
      looks += run;
      if (touchBetweenRuns(boxes, one - runs, other - runs)) return true;
      continue;
    }
    // A box with itself: its halves with each other, and with themselves.
    push(2 * one, 2 * other + 1);
    if (one !== other) push(2 * one + 1, 2 * other);
    push(2 * one + 1, 2 * other + 1);
    push(2 * one, 2 * other);
  }
  return false;
};
