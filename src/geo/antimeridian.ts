// Rings that go over the antimeridian or round a pole, cut for maps that end there (RFC 7946, 3.1.9).
import { withoutJumps } from '../model/cap-shape.js';
import { boxOf } from './box.js';
import type { Point } from './ruler.js';

const TURN = 360;

/** Which world a longitude lies in: 0 from 180 west up to 180 east, 1 the next to the east. */
const worldOf = (longitude: number): number => Math.round(longitude / TURN);

const moved = (points: readonly Point[], degrees: number): Point[] => points.map(([x, y]) => [x + degrees, y]);

/** Every neighbouring pair of corners the short way round; a ring round a pole ends a turn from where it began. @param ring closed. */
export const inOnePiece = (ring: readonly Point[]): Point[] => {
  const longitudes = withoutJumps(Float64Array.from(ring, ([x]) => x));
  return ring.map(([, y], i) => [longitudes[i]!, y]);
};

/** The same place between 180 west and 180 east. */
export const onTheMap = ([x, y]: Point): Point => [x === 180 ? x : x - TURN * worldOf(x), y];

const latitudeAt = (meridian: number, from: Point, to: Point): number => from[1] + ((meridian - from[0]) / (to[0] - from[0])) * (to[1] - from[1]);

/** Twice the area on the map, positive for a ring that runs anticlockwise. */
const doubleArea = (ring: readonly Point[]): number =>
  ring.reduce((sum, [x, y], i) => { const [nextX, nextY] = ring[(i + 1) % ring.length]!; return sum + (x * nextY - nextX * y); }, 0);

/** The outer ring anticlockwise (RFC 7946, 3.1.6). CAP says nothing of direction, so none is wrong there and nothing is reported. */
const anticlockwise = (ring: Point[]): Point[] => (doubleArea(ring) < 0 ? ring.reverse() : ring);

/** A part of a ring on one side of a meridian, from one crossing to the next. */
type Stretch = Point[];

/** By turns west and east of the meridian, the first in the west. @param ring closed, with corners on both sides. */
const stretchesOf = (ring: readonly Point[], meridian: number): Stretch[] => {
  const edges = ring.length - 1;
  const isEast = (i: number): boolean => ring[i % edges]![0] >= meridian;
  const crossings = Array.from({ length: edges }, (_, i) => i).filter((i) => isEast(i) !== isEast(i + 1));
  const fromTheEast = crossings.findIndex(isEast);
  const inTurn = [...crossings.slice(fromTheEast), ...crossings.slice(0, fromTheEast)];
  const crossing = (i: number): Point => [meridian, latitudeAt(meridian, ring[i]!, ring[i + 1]!)];
  return inTurn.map((start, n) => {
    const end = inTurn[(n + 1) % inTurn.length]!;
    const corners = end > start ? ring.slice(start + 1, end + 1) : [...ring.slice(start + 1, edges), ...ring.slice(0, end + 1)];
    return [crossing(start), ...corners, crossing(end)];
  });
};

/** From south to north along the meridian, every two crossings bound a part of the inside: at the number of each, the other. A stretch has the number of its first. */
const partnersOf = (stretches: readonly Stretch[]): number[] => {
  const northwards = stretches.map((_, i) => i).sort((one, other) => stretches[one]![0]![1] - stretches[other]![0]![1]);
  const partners: number[] = [];
  northwards.forEach((crossing, i) => { partners[crossing] = northwards[i ^ 1]!; });
  return partners;
};

/** Rings of the stretches on one side (0 west, 1 east), each going on along the meridian with the one that begins or ends where the inside ends. */
const joined = (stretches: readonly Stretch[], ofSide: 0 | 1): Point[][] => {
  const partners = partnersOf(stretches);
  const count = stretches.length;
  const open = new Set(partners.filter((stretch) => stretch % 2 === ofSide));
  const rings: Point[][] = [];
  for (const start of open) {
    const ring: Point[] = [];
    for (let [stretch, forwards] = [start, true]; open.delete(stretch);) {
      ring.push(...(forwards ? stretches[stretch]! : stretches[stretch]!.toReversed()));
      const next: number = partners[forwards ? (stretch + 1) % count : stretch]!;
      forwards = next % 2 === ofSide;
      stretch = forwards ? next : (next + count - 1) % count;
    }
    rings.push([...ring, ring[0]!]);
  }
  return rings;
};

/** Without corners given twice in a row; nothing where no area is left. */
const tidy = (ring: readonly Point[]): Point[][] => {
  const corners = ring.filter(([x, y], i) => i === 0 || x !== ring[i - 1]![0] || y !== ring[i - 1]![1]);
  return doubleArea(corners) === 0 ? [] : [corners];
};

const cutAt = (ring: Point[], meridian: number): { west: Point[][]; east: Point[][] } => {
  if (ring.every(([x]) => x <= meridian)) return { west: [ring], east: [] };
  if (ring.every(([x]) => x >= meridian)) return { west: [], east: [ring] };
  const stretches = stretchesOf(ring, meridian);
  return { west: joined(stretches, 0).flatMap(tidy), east: joined(stretches, 1).flatMap(tidy) };
};

const poleBeside = (ring: readonly Point[]): number => (ring.reduce((sum, [, y]) => sum + y, 0) < 0 ? -90 : 90);

/** A ring round a pole, closed along the antimeridian and the edge of the map, from where it goes over the antimeridian nearest to the pole. */
const closedOverThePole = (path: readonly Point[], pole: number): Point[] => {
  const eastwards = path.at(-1)![0] > path[0]![0] ? path : path.toReversed();
  const nearness = eastwards.slice(1).map(([x, y], i) => {
    const [from, meridian] = [eastwards[i]!, worldOf(x) * TURN - 180];
    return worldOf(from[0]) < worldOf(x) ? latitudeAt(meridian, from, [x, y]) * Math.sign(pole) : -Infinity;
  });
  const nearest = Math.max(...nearness);
  const last = nearness.indexOf(nearest);
  const [west, latitude] = [worldOf(eastwards[last + 1]![0]) * TURN - 180, nearest * Math.sign(pole)];
  const around = [...eastwards.slice(last + 1), ...moved(eastwards.slice(1, last + 1), TURN)];
  return [[west, latitude], ...around, [west + TURN, latitude], [west + TURN, pole], [west, pole], [west, latitude]];
};

/**
 * The polygons that show a ring on a map from 180 west to 180 east: closed, anticlockwise, mostly one. A scribble that goes more than twice round the earth
 * stays in one piece; no corners make no polygon.
 * @param path as `inOnePiece` gives it. @param pole the latitude of the one it goes round, if it does; the one that is nearer where nobody says.
 */
export const cutForMaps = (path: readonly Point[], pole = poleBeside(path)): Point[][] => {
  if (path.length === 0) return [];
  const turns = Math.round((path.at(-1)![0] - path[0]![0]) / TURN);
  let rest = [Math.abs(turns) === 1 ? closedOverThePole(path, pole) : [...path]];
  const [west, , east] = boxOf(rest[0]!);
  if (Math.abs(turns) > 1 || east - west > 2 * TURN) return [path.map(onTheMap)];
  const pieces: Point[][] = [];
  for (let world = worldOf(west); rest.length > 0; world += 1) {
    const parts = rest.map((ring) => cutAt(ring, world * TURN + 180));
    pieces.push(...parts.flatMap((part) => part.west).map((ring) => moved(ring, -world * TURN)));
    rest = parts.flatMap((part) => part.east);
  }
  return pieces.map(anticlockwise);
};
