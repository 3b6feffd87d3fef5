// The rules about polygons and circles, held against a plain reading of the text and a plain comparison of every edge with every other.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { brokenByCircle, brokenByPolygon } from '../../src/cap/geometry-rules.js';
import { readRing } from '../../src/model/cap-shape.js';

type Pair = [latitude: number, longitude: number];

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const plainNumber = (text: string | undefined): number => (text !== undefined && NUMBER.test(text) && Number.isFinite(Number(text)) ? Number(text) : NaN);
const plainTokens = (text: string): string[] => text.split(/[ \t\r\n]+/).filter((token) => token !== '');
const plainPair = (text: string): Pair => {
  const parts = text.split(',');
  return parts.length === 2 ? [plainNumber(parts[0]), plainNumber(parts[1])] : [NaN, NaN];
};
const plainRing = (text: string): Pair[] | undefined => {
  const pairs = plainTokens(text).map(plainPair);
  return pairs.flat().some(Number.isNaN) ? undefined : pairs;
};

const pairsOf = (text: string): Pair[] | undefined => {
  const ring = readRing(text);
  return ring && Array.from(ring.latitudes, (latitude, i): Pair => [latitude, ring.longitudes[i]!]);
};

const polygon = (pairs: readonly Pair[]): string => pairs.map(([latitude, longitude]) => `${latitude},${longitude}`).join(' ');
const closed = (pairs: readonly Pair[]): Pair[] => [...pairs, pairs[0]!];
const crosses = (pairs: readonly Pair[]): boolean => {
  const broken = brokenByPolygon(polygon(closed(pairs)));
  expect(['', 'G08']).toContain(broken.join());
  return broken.length > 0;
};

const digits = (maxLength: number): fc.Arbitrary<string> => fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength });
const numberText = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom('', '-', '+'), digits(3), fc.constantFrom('.', ''), digits(9)).map((parts) => parts.join('')) },
  fc.tuple(fc.constantFrom('', '-', '+'), digits(20), fc.constantFrom('.', '', '..'), digits(30), fc.constantFrom('', 'e', 'E-', 'e+', 'e3', 'E-12', 'e400')).map((parts) => parts.join('')),
  fc.double().map(String),
);
const space = fc.constantFrom(' ', ' ', ' ', '\n', '\t', '  ', ' \r\n ');
const tokens = fc.array(fc.tuple(numberText, fc.constantFrom(',', ',', ',', ',', ', ', ' ,', ',,', ' '), numberText, space), { maxLength: 6 }).map((parts) => parts.flat().join(''));
const damaged = fc.tuple(tokens, fc.nat(), fc.constantFrom('', '.', ',', ' ', '-', 'e', '0', '\u00a0', 'x', '\u0661')).map(([text, at, sign]) => {
  const place = at % (text.length + 1);
  return text.slice(0, place) + sign + text.slice(place + 1);
});
const texts = fc.oneof(tokens, damaged, fc.string({ unit: fc.constantFrom(...'01.,-+eE \n'), maxLength: 24 }));

describe('reading a polygon (G04)', () => {
  test('gives the numbers that a plain reading gives, to the last bit, and refuses what it refuses', () => {
    fc.assert(fc.property(texts, (text) => { expect(pairsOf(text)).toEqual(plainRing(text)); }), { numRuns: 5000 });
  });

  test('gives each number that JavaScript can write back as it was', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(fc.property(number, number, (one, other) => { expect(pairsOf(`${one},${other}`)).toEqual([[Number(String(one)), Number(String(other))]]); }), { numRuns: 3000 });
  });

  test.each([['nothing', '', 'G05'], ['white space', ' \n', 'G05'], ['a pair', '1,2', 'G05'], ['no-break spaces', '1,2\u00a03,4', 'G04'], ['half a pair', '1,2 3', 'G04'], ['infinity', '1e999,0', 'G04']])(
    '%s is judged without a look further', (_, text, rule) => { expect(brokenByPolygon(text)).toEqual([rule]); },
  );
});

describe('reading a circle (G10)', () => {
  const plainCircle = (text: string): string[] => {
    const [middle = '', radius, ...more] = plainTokens(text);
    const [latitude, longitude] = plainPair(middle);
    if (more.length > 0 || Number.isNaN(latitude + longitude) || !(plainNumber(radius) >= 0)) return ['G10'];
    return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? [] : ['G07'];
  };

  test('takes and refuses what a plain reading does', () => {
    const circle = fc.tuple(fc.constantFrom('', ' '), numberText, fc.constantFrom(',', ',', ''), numberText, space, numberText, fc.constantFrom('', ' ', '\n', ' 1')).map((parts) => parts.join(''));
    fc.assert(fc.property(fc.oneof(circle, texts), (text) => { expect(brokenByCircle(text)).toEqual(plainCircle(text)); }), { numRuns: 3000 });
  });
});

describe('a border that crosses or touches itself (G08)', () => {
  const turn = (a: Pair, b: Pair, c: Pair): number => Math.sign((b[1] - a[1]) * (c[0] - a[0]) - (b[0] - a[0]) * (c[1] - a[1]));
  const within = (a: Pair, b: Pair, c: Pair): boolean => [0, 1].every((axis) => Math.min(a[axis]!, b[axis]!) <= c[axis]! && c[axis]! <= Math.max(a[axis]!, b[axis]!));
  const isOn = (a: Pair, b: Pair, c: Pair): boolean => turn(a, b, c) === 0 && within(a, b, c);
  const plainlyMeet = (a: Pair, b: Pair, c: Pair, d: Pair): boolean =>
    (turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0) || isOn(a, b, c) || isOn(a, b, d) || isOn(c, d, a) || isOn(c, d, b);
  /** Neighbours touch where one goes back over the other; others wherever they meet. */
  const plainlyCrosses = (pairs: readonly Pair[]): boolean => {
    const corners = pairs.filter((pair, i) => String(pair) !== String(pairs[(i + 1) % pairs.length]));
    const at = (i: number): Pair => corners[i % corners.length]!;
    const goesBack = (i: number): boolean => isOn(at(i), at(i + 1), at(i + 2)) || isOn(at(i + 1), at(i + 2), at(i));
    return corners.some((_, i) => goesBack(i) || corners.some((__, j) => j >= i + 2 && j - i !== corners.length - 1 && plainlyMeet(at(i), at(i + 1), at(j), at(j + 1))));
  };
  const grid = (most: number): fc.Arbitrary<Pair> => fc.tuple(fc.integer({ min: 0, max: most }), fc.integer({ min: 0, max: most }));
  const star = (pairs: Pair[]): Pair[] => pairs.sort((one, other) => Math.atan2(one[0] - 20.5, one[1] - 20.5) - Math.atan2(other[0] - 20.5, other[1] - 20.5));

  test('is found where a comparison of all edges finds it', () => {
    const rings = fc.oneof(
      fc.array(grid(3), { minLength: 3, maxLength: 9 }), fc.array(grid(12), { minLength: 3, maxLength: 7 }), fc.array(grid(40), { minLength: 4, maxLength: 60 }).map(star),
    );
    fc.assert(fc.property(rings, (pairs) => { expect(crosses(pairs)).toBe(plainlyCrosses(pairs)); }), { numRuns: 5000 });
  });

  test.each([
    ['there and back', [[0, 0], [0, 1], [0, 0]], true], ['three corners on a line', [[0, 0], [1, 1], [2, 2]], true], ['a triangle', [[0, 0], [0, 1], [1, 0]], false],
    ['a spike', [[0, 0], [0, 4], [0, 2], [3, 2]], true], ['a corner given twice in a row', [[0, 0], [0, 1], [0, 1], [1, 0]], false], ['one place four times', [[1, 1], [1, 1], [1, 1]], false],
    ['a corner that comes back', [[0, 0], [2, 2], [2, 0], [0, 0], [-2, -1], [-2, 1]], true],
  ] as [string, Pair[], boolean][])('%s: %s', (_, pairs, expected) => { expect(crosses(pairs)).toBe(expected); });

  test('is exact where rounding would decide: a corner a hair beside a long edge', () => {
    const hair = 2 ** -50;
    expect(crosses([[0, 0], [3, 3], [3, 0], [1, 1 - hair], [2, 0]])).toBe(false);
    expect(crosses([[0, 0], [3, 3], [3, 0], [1, 1], [2, 0]])).toBe(true);
  });

  test('is told only of polygons that break no other rule', () => {
    expect(brokenByPolygon('0,0 1,1 1,0 0,1')).toEqual(['G06']);
    expect(brokenByPolygon('0,0 1,1 1,0 0,181 0,0')).toEqual(['G07']);
  });
});
