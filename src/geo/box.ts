// The box in degrees that holds a line: what an index of the map is asked with.
import type { Point } from './ruler.js';

export type Box = [west: number, south: number, east: number, north: number];

export const boxOf = (points: readonly Point[]): Box => {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    box[0] = Math.min(box[0], x); box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x); box[3] = Math.max(box[3], y);
  }
  return box;
};
