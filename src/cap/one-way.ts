// How far a border goes on without turning back. A line whose edges all go within less than half a turn gets ever further in one direction, so that it cannot meet itself.
import { keptRoom } from '../model/kept-room.js';
import { MOST_KEPT, type Border } from './border.js';

const roomFor = keptRoom((edges) => new Int32Array(edges), MOST_KEPT);

/** Sines, as shares of two lengths: less than half a turn is told with a margin that the rounding of differences cannot eat up. */
const LEAST_SINE = 1e-9;
const NO_SINE = 1e-12;

/** The edge behind the last that still goes within less than half a turn of all from `first` on. */
const endOfWay = ({ xs, ys, edges }: Border, first: number): number => {
  let [cornerX, cornerY] = [xs[first + 1]!, ys[first + 1]!];
  let rightX = cornerX - xs[first]!;
  let rightY = cornerY - ys[first]!;
  let [leftX, leftY] = [rightX, rightY];
  for (let edge = first + 1; edge < edges; edge += 1) {
    const nextX = xs[edge + 1]!;
    const nextY = ys[edge + 1]!;
    const x = nextX - cornerX;
    const y = nextY - cornerY;
    cornerX = nextX;
    cornerY = nextY;
    const fromRight = rightX * y - rightY * x;
    const toLeft = x * leftY - y * leftX;
    if (fromRight >= 0 && toLeft >= 0 && fromRight + toLeft > 0) continue;
    const size = Math.abs(x) + Math.abs(y);
    const rightSize = size * (Math.abs(rightX) + Math.abs(rightY));
    const leftSize = size * (Math.abs(leftX) + Math.abs(leftY));
    if (fromRight < -NO_SINE * rightSize) {
      if (!(toLeft > LEAST_SINE * leftSize)) return edge;
      rightX = x; rightY = y;
    } else if (toLeft < -NO_SINE * leftSize) {
      if (!(fromRight > LEAST_SINE * rightSize)) return edge;
      leftX = x; leftY = y;
    } else if (x * rightX + y * rightY < 0 && fromRight <= NO_SINE * rightSize && toLeft <= NO_SINE * leftSize) return edge; // straight back
  }
  return edges;
};

/** `ends`: for each edge the one behind the last of a way that it lies on, so that edges from it up to there do not meet; good until asked again. */
export interface Ways { ends: Int32Array; count: number }

/** Each edge is looked at twice or so: a way begins in the middle of the one before. */
export const waysOf = (border: Border): Ways => {
  const ends = roomFor(border.edges);
  let count = 0;
  for (let first = 0; first < border.edges;) {
    const end = endOfWay(border, first);
    const next = end === border.edges ? end : Math.max(first + 1, (first + end) >>> 1);
    ends.fill(end, first, next);
    count += 1;
    first = next;
  }
  return { ends, count };
};
