// The two ways to find a border that touches itself (rule G08): that they agree, and how much they look at in the worst cases.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Border } from '../../src/cap/border.js';
import { brokenByPolygon } from '../../src/cap/geometry-rules.js';
import { touchesInBoxes } from '../../src/cap/touches-in-boxes.js';
import { touchesInSweep } from '../../src/cap/touches-in-sweep.js';

type Corner = [x: number, y: number];

const borderOf = (corners: readonly Corner[]): Border => {
  const path = corners.filter((corner, i) => String(corner) !== String(corners[(i + 1) % corners.length]));
  const column = (axis: 0 | 1): Float64Array => Float64Array.from([...path, path[0]!], (corner) => corner[axis]);
  return path.length === 0 ? { xs: new Float64Array(0), ys: new Float64Array(0), edges: 0 } : { xs: column(0), ys: column(1), edges: path.length };
};

/** The border, counting how often somebody looks at its corners. */
const counted = (border: Border): { border: Border; looks: () => number } => {
  let looks = 0;
  return { looks: () => looks, border: { get xs() { looks += 1; return border.xs; }, ys: border.ys, edges: border.edges } };
};

const list = (count: number, corner: (i: number) => Corner): Corner[] => Array.from({ length: count }, (_, i) => corner(i));

const MANY = 41_000;
const ROUND = 2 * Math.PI;
const polar = (radius: number, angle: number): Corner => [radius * Math.cos(angle), radius * Math.sin(angle)];
const comb = [...list(MANY - 2, (i): Corner => [i, (i & 2) === 0 ? 0 : 1_000_000]), [MANY, -1], [0, -1]] as Corner[];
const turned = comb.map(([x, y]): Corner => [x * 1000 + y, y - x * 1000]);
const arm = list(MANY / 2, (i) => polar(1 + i * 0.001, (i * 300 * ROUND) / MANY));
const spiral = [...arm, ...arm.map(([x, y]): Corner => polar(Math.hypot(x, y) + 0.03, Math.atan2(y, x))).reverse()];
const BORDERS: [name: string, corners: Corner[], touches: boolean][] = [
  ['a comb', comb, false],
  ['a comb aslant', turned, false],
  ['a spiral', spiral, false],
  ['a star', list(MANY, (i) => polar(i % 2 === 0 ? 1 : 1000, (i * ROUND) / MANY)), false],
  ['a coast', list(MANY, (i) => polar(1000 + ((i * 7919) % 13) * 0.01, (i * ROUND) / MANY)), false],
  ['all on one line', list(MANY, (i) => [i, 2 * i]), true],
  ['all upright', list(MANY, (i) => [0, i % 2 === 0 ? i : -i]), true],
  ['a scribble', list(MANY, (i) => [(i * 7919) % 4001, (i * 104_729) % 3989]), true],
  ['a comb whose last tooth meets the first', [...comb.slice(0, -3), [0, 500_000], [MANY, -1], [0, -1]] as Corner[], true],
];

describe('boxes and sweep (G08)', () => {
  test('agree on small borders with corners on a grid', () => {
    const corner = (most: number): fc.Arbitrary<Corner> => fc.tuple(fc.integer({ min: 0, max: most }), fc.integer({ min: 0, max: most }));
    const star = (corners: Corner[]): Corner[] => [...corners].sort((one, other) => Math.atan2(one[1] - 9.5, one[0] - 9.7) - Math.atan2(other[1] - 9.5, other[0] - 9.7));
    const corners = fc.oneof(
      fc.array(corner(3), { minLength: 4, maxLength: 10 }), fc.array(corner(20), { minLength: 4, maxLength: 8 }),
      fc.array(corner(20), { minLength: 4, maxLength: 40 }).map(star), fc.uniqueArray(corner(200), { minLength: 4, maxLength: 80, selector: ([x, y]) => Math.atan2(y - 9.5, x - 9.7) }).map(star),
    );
    fc.assert(fc.property(corners.map(borderOf).filter(({ edges }) => edges > 3), (border) => {
      expect(touchesInSweep(border)).toBe(touchesInBoxes(border, Infinity));
    }), { numRuns: 10_000 });
  });

  test.each(BORDERS)('%s of 41,000 corners is judged by the sweep in work that hardly grows faster than the corners', (_, corners, touches) => {
    const { border, looks } = counted(borderOf(corners));
    expect(touchesInSweep(border)).toBe(touches);
    expect(looks()).toBeLessThan(8 * MANY * Math.log2(MANY));
  });

  test.each(BORDERS)('the boxes give %s up, or get it right, within the work allowed', (_, corners, touches) => {
    expect([touches, undefined]).toContain(touchesInBoxes(borderOf(corners), MANY * Math.log2(MANY)));
  });

  test('a coast needs no sweep', () => {
    const coast = borderOf(BORDERS.find(([name]) => name === 'a coast')![1]);
    expect(touchesInBoxes(coast, MANY * Math.log2(MANY))).toBe(false);
  });

  test.each(BORDERS.filter(([name]) => /scribble|aslant/.test(name)))('%s is judged as a polygon', (_, corners, touches) => {
    const most = Math.max(...corners.flat().map(Math.abs));
    const pairs = corners.map(([x, y]) => `${(y / most) * 80},${(x / most) * 80}`);
    expect(brokenByPolygon([...pairs, pairs[0]].join(' '))).toEqual(touches ? ['G08'] : []);
  });
});

describe('a border over the antimeridian (G08)', () => {
  test.each([
    ['Fiji', '-15,176 -15,-178 -20,-178 -20,176 -15,176', []],
    ['Chukotka', '62,172 70,170 71,-179 66,-169 64,-173 62,172', []],
    ['a bow tie over Fiji', '-15,176 -20,-178 -15,-178 -20,176 -15,176', ['G08']],
    ['Antarctica', '-65,-150 -70,-50 -66,60 -68,150 -65,-150', []],
    ['round the north pole, starting beside the antimeridian', '80,179 75,90 82,0 78,-90 80,-179 80,179', []],
    ['round the pole with a loop over the antimeridian', '80,170 80,-170 82,-175 78,175 80,160 75,60 75,-60 79,-160 85,178 80,170', ['G08']],
    ['a hook that its other end meets only a turn later', '85,0 80,-30 75,0 75,90 75,180 75,-90 79,-50 79,-20 85,0', ['G08']],
    ['the same hook, kept clear of', '85,0 80,-30 75,0 75,90 75,180 75,-90 82,-50 83,-30 85,0', []],
    ['twice round the pole', '70,0 70,120 70,-120 71,0 71,120 71,-120 70,0', ['G08']],
    ['the whole world', '-90,-180 -90,180 90,180 90,-180 -90,-180', []],
  ])('%s', (_, text, broken) => { expect(brokenByPolygon(text)).toEqual(broken); });

  test('the side of the antimeridian on which a ring begins makes no difference, nor does its direction', () => {
    const corner = fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 }));
    const at = (corners: Corner[], west: number): string => [...corners, corners[0]!].map(([x, y]) => `${y},${x + west > 180 ? x + west - 360 : x + west}`).join(' ');
    fc.assert(fc.property(fc.array(corner, { minLength: 3, maxLength: 7 }), (corners) => {
      const elsewhere = brokenByPolygon(at(corners, 10));
      expect(brokenByPolygon(at(corners, 176))).toEqual(elsewhere);
      expect(brokenByPolygon(at([...corners].reverse(), 176))).toEqual(elsewhere);
    }), { numRuns: 2000 });
  });
});
