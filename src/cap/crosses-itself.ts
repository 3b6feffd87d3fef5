// Finds out whether the border of a polygon crosses or touches itself (rule G08, a warning).
import { withoutJumps, type Ring } from '../model/cap-shape.js';
import { meet, side, type Border } from './border.js';
import { touchesInBoxes } from './touches-in-boxes.js';
import { touchesInSweep } from './touches-in-sweep.js';

/** Looks at boxes for each edge and each doubling of their number before the sweep takes over: twice and more what coastlines need, less than a sweep costs. */
const LOOKS = 1;

/** So few edges are held against each other without any preparation. */
const FEW = 24;

/** North of everything on earth. */
const BEYOND_THE_POLE = 91;

/** A ring that lies on a plane as it is: nowhere over the antimeridian, and no corner given twice in a row. Nearly all are. */
const isPlain = ({ latitudes, longitudes }: Ring): boolean => {
  for (let i = 1; i < longitudes.length; i += 1) {
    const step = longitudes[i]! - longitudes[i - 1]!;
    if (step > 180 || step < -180 || (step === 0 && latitudes[i] === latitudes[i - 1])) return false;
  }
  return true;
};

/** Leaves out pairs that repeat the one before. */
const borderOf = (xs: Float64Array, ys: Float64Array): Border => {
  const [cornerXs, cornerYs] = [new Float64Array(xs.length), new Float64Array(xs.length)];
  let corners = 0;
  for (let i = 0; i < xs.length; i += 1) {
    if (i > 0 && xs[i] === xs[i - 1] && ys[i] === ys[i - 1]) continue;
    cornerXs[corners] = xs[i]!;
    cornerYs[corners] = ys[i]!;
    corners += 1;
  }
  return { xs: cornerXs, ys: cornerYs, edges: corners - 1 };
};

const placeOfGreatest = (values: Float64Array): number => values.reduce((best, value, i) => (value > values[best]! ? i : best), 0);

/**
 * A ring round a pole on a plane: two turns of it, so that what lies west of the seam is compared with what lies east of it, closed from the northernmost
 * corner, whence nothing is in the way.
 */
const roundThePole = (xs: Float64Array, ys: Float64Array, turn: number): Border => {
  const edges = xs.length - 1;
  const start = placeOfGreatest(ys);
  const corners = Array.from({ length: 2 * edges + 1 }, (_, i) => start + i);
  const longitudes = corners.map((corner) => xs[corner % edges]! + Math.floor(corner / edges) * turn);
  const latitudes = corners.map((corner) => ys[corner % edges]!);
  const closed = (path: number[], ...more: number[]): Float64Array => Float64Array.from([...path, ...more, path[0]!]);
  return borderOf(closed(longitudes, longitudes.at(-1)!, longitudes[0]!), closed(latitudes, BEYOND_THE_POLE, BEYOND_THE_POLE));
};

/** Undefined for a ring that winds round a pole twice or more. */
const onAPlane = (ring: Ring): Border | undefined => {
  const { latitudes, longitudes } = ring;
  if (isPlain(ring)) return { xs: longitudes, ys: latitudes, edges: longitudes.length - 1 };
  const xs = withoutJumps(longitudes);
  const turn = Math.round((xs.at(-1)! - xs[0]!) / 360) * 360;
  if (Math.abs(turn) > 360) return undefined;
  return turn === 0 ? borderOf(xs, latitudes) : roundThePole(xs, latitudes, turn);
};

/** Two edges go there and back, three may lie on one line: where all edges are neighbours, those are the ways to touch. */
const isFlat = (border: Border): boolean => border.edges === 2 || (border.edges === 3 && side(border, 0, 1, 2) === 0);

const touchesAnyhow = (border: Border): boolean => {
  for (let one = 0; one < border.edges; one += 1) for (let other = one + 2; other < border.edges; other += 1) if (meet(border, one, other)) return true;
  return false;
};

/**
 * Whether two edges cross or touch, beyond the corner that neighbours share. A corner given twice in a row counts once; an edge that goes back over the one
 * before touches it. Exact for the numbers as written, and for a ring over the antimeridian as near as adding a turn to a longitude is.
 * @param ring on earth, closed, first pair equal to last.
 */
export const crossesItself = (ring: Ring): boolean => {
  const border = onAPlane(ring);
  if (!border) return true;
  if (border.edges < 4) return isFlat(border);
  if (border.edges <= FEW) return touchesAnyhow(border);
  return touchesInBoxes(border, LOOKS * border.edges * Math.log2(border.edges)) ?? touchesInSweep(border);
};
