// The areas of an alert on a map: every ring closed, anticlockwise and between 180 west and 180 east, and the same ground as before.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { areasAsGeoJson } from '../../src/geo/areas-as-geojson.js';
import type { Alert, Area } from '../../src/model/generated/alert.js';

type Point = [longitude: number, latitude: number];

const featuresOf = (area: Omit<Area, 'areaDesc'>) => areasAsGeoJson({ info: [{ area: [{ areaDesc: 'somewhere', ...area }] }] } as unknown as Alert).features;
const geometryOf = (area: Omit<Area, 'areaDesc'>) => featuresOf(area)[0]!.geometry;

/** The outer rings of what is drawn. */
const ringsOf = (area: Omit<Area, 'areaDesc'>): Point[][] => {
  const geometry = geometryOf(area);
  if (geometry?.type === 'Polygon') return geometry.coordinates;
  return geometry?.type === 'MultiPolygon' ? geometry.coordinates.map((polygon) => polygon[0]!) : [];
};
const polygon = (text: string): Point[][] => ringsOf({ polygon: [text] });
const circle = (text: string): Point[][] => ringsOf({ circle: [text] });

const doubleArea = (ring: Point[]): number => ring.slice(1).reduce((sum, [x, y], i) => sum + (ring[i]![0] * y - x * ring[i]![1]), 0);
const holds = (rings: Point[][], [x, y]: Point): boolean => rings.some((ring) => ring.slice(1).filter(([toX, toY], i) => {
  const [fromX, fromY] = ring[i]!;
  return fromY > y !== toY > y && x < fromX + ((y - fromY) / (toY - fromY)) * (toX - fromX);
}).length % 2 === 1);
const spans = (rings: Point[][]): [west: number, east: number][] => rings.map((ring): [number, number] => [Math.min(...ring.map(([x]) => x)), Math.max(...ring.map(([x]) => x))]).sort((one, other) => one[0] - other[0]);

const expectSound = (rings: Point[][]): void => {
  for (const ring of rings) {
    expect(ring.length).toBeGreaterThan(3);
    expect(ring[0]).toEqual(ring.at(-1));
    expect(doubleArea(ring)).toBeGreaterThan(0);
    for (const [x, y] of ring) { expect(Math.abs(x)).toBeLessThanOrEqual(180); expect(Math.abs(y)).toBeLessThanOrEqual(90); }
  }
};

describe('an ordinary area', () => {
  test('keeps its corners, longitude first', () => {
    expect(polygon('41,19 41,20 42,20 42,19 41,19')).toEqual([[[19, 41], [20, 41], [20, 42], [19, 42], [19, 41]]]);
  });

  test('is turned where it runs clockwise (RFC 7946, 3.1.6)', () => {
    expect(polygon('41,19 42,19 42,20 41,20 41,19')).toEqual([[[19, 41], [20, 41], [20, 42], [19, 42], [19, 41]]]);
  });

  test('touching the antimeridian is not cut', () => {
    expect(polygon('-20,176 -20,180 -15,180 -15,176 -20,176')).toEqual([[[176, -20], [180, -20], [180, -15], [176, -15], [176, -20]]]);
    expect(polygon('-20,180 -20,-176 -15,-176 -15,-180 -20,180')).toEqual([[[-180, -20], [-176, -20], [-176, -15], [-180, -15], [-180, -20]]]);
  });

  test('a hair west of the antimeridian is not moved beyond it', () => {
    const hair = 179.99999999999997;
    expect(spans(polygon(`0,${hair} 1,${hair} 2,${hair} 0,${hair}`))).toEqual([[hair, hair]]);
  });

  test('of radius 0 is a point, without geometry or unreadable has none', () => {
    expect(geometryOf({ circle: ['41,19 0'] })).toEqual({ type: 'Point', coordinates: [19, 41] });
    expect(featuresOf({ geocode: [{ valueName: 'NUTS', value: 'AL02' }] })).toEqual([{ type: 'Feature', geometry: null, properties: { areaDesc: 'somewhere', info: 0, geocode: [{ valueName: 'NUTS', value: 'AL02' }] } }]);
    expect([geometryOf({ polygon: ['here'] }), geometryOf({ polygon: [''] }), geometryOf({ polygon: ['95,19 1,1 2,2 95,19'] }), geometryOf({ circle: ['41,19'] })]).toEqual([null, null, null, null]);
  });
});

describe('an area over the antimeridian (RFC 7946, 3.1.9)', () => {
  test('Fiji is drawn on both sides', () => {
    expect(geometryOf({ polygon: ['-20,176 -20,-178 -15,-178 -15,176 -20,176'] })).toEqual({
      type: 'MultiPolygon',
      coordinates: [[[[180, -15], [176, -15], [176, -20], [180, -20], [180, -15]]], [[[-180, -20], [-178, -20], [-178, -15], [-180, -15], [-180, -20]]]],
    });
  });

  test('Chukotka is drawn on both sides, whichever way round it is given', () => {
    const corners = ['62,172', '70,170', '71,-179', '66,-169', '64,-173', '62,172'];
    for (const text of [corners.join(' '), corners.toReversed().join(' ')]) {
      expectSound(polygon(text));
      expect(spans(polygon(text))).toEqual([[-180, -169], [170, 180]]);
      expect([holds(polygon(text), [175, 66]), holds(polygon(text), [-175, 66]), holds(polygon(text), [0, 66])]).toEqual([true, true, false]);
    }
  });

  test('a comb over the antimeridian comes apart into its teeth', () => {
    const comb = polygon('0,170 0,-170 1,-170 1,175 2,175 2,-170 3,-170 3,175 4,175 4,-170 5,-170 5,170 0,170');
    expectSound(comb);
    expect(spans(comb)).toEqual([[-180, -170], [-180, -170], [-180, -170], [170, 180]]);
  });

  test('a circle at Taveuni is drawn on both sides', () => {
    const rings = circle('-16.85,-179.97 30');
    expectSound(rings);
    expect(rings).toHaveLength(2);
    expect([holds(rings, [179.9, -16.85]), holds(rings, [-179.8, -16.85]), holds(rings, [0, -16.85])]).toEqual([true, true, false]);
  });

  test('Antarctica gets the edge of its pole, and so does a ring round the other', () => {
    const south = polygon('-65,-150 -70,-50 -66,60 -68,150 -65,-150');
    expectSound(south);
    expect(south).toHaveLength(1);
    expect(south[0]).toEqual(expect.arrayContaining([[180, -90], [-180, -90]]));
    expect([holds(south, [0, -80]), holds(south, [179, -89]), holds(south, [0, -50]), holds(south, [0, 80])]).toEqual([true, true, false, false]);
    const north = polygon('80,179 75,90 82,0 78,-90 80,-179 80,179');
    expectSound(north);
    expect([holds(north, [0, 85]), holds(north, [-179.5, 85]), holds(north, [0, 70])]).toEqual([true, true, false]);
  });

  test('a ring round a pole that goes over the antimeridian three times is drawn whole', () => {
    const rings = polygon('70,170 70,-170 75,-170 75,170 80,170 80,-170 70,-90 70,0 70,90 70,170');
    expectSound(rings);
    expect([holds(rings, [175, 72]), holds(rings, [175, 77]), holds(rings, [-175, 77]), holds(rings, [-175, 85]), holds(rings, [175, 85]), holds(rings, [0, 80])]).toEqual([true, false, false, true, true, true]);
  });

  test('a circle round a pole holds it, the greatest holds everything', () => {
    const rings = circle('88,20 1000');
    expectSound(rings);
    expect([holds(rings, [20, 85]), holds(rings, [-160, 89.9]), holds(rings, [-160, 85]), holds(rings, [20, 75])]).toEqual([true, true, true, false]);
    expect(holds(circle('90,0 100'), [-100, 89.5])).toBe(true);
    expect(holds(circle('-10,20 9500'), [-160, -89])).toBe(true);
    expect(circle('45,15 20100')).toEqual([[[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]]]);
  });

  test('the box of the whole world stays the whole world', () => {
    expect(polygon('-90,-180 -90,180 90,180 90,-180 -90,-180')).toEqual([[[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]]]);
  });

  test('a star there covers the ground of the same star elsewhere', () => {
    const corner = fc.tuple(fc.integer({ min: -8, max: 8 }), fc.integer({ min: -8, max: 8 })).filter(([x, y]) => x !== 0 || y !== 0);
    const stars = fc.uniqueArray(corner, { minLength: 4, maxLength: 12, selector: ([x, y]) => Math.atan2(y, x) }).map((corners) => corners.sort((one, other) => Math.atan2(one[1], one[0]) - Math.atan2(other[1], other[0])));
    const at = (corners: [number, number][], middle: number): string => [...corners, corners[0]!].map(([x, y]) => `${y},${x + middle > 180 ? x + middle - 360 : x + middle}`).join(' ');
    fc.assert(fc.property(stars, fc.integer({ min: 172, max: 188 }), fc.array(corner, { minLength: 10, maxLength: 10 }), (corners, middle, places) => {
      const [there, elsewhere] = [polygon(at(corners, middle)), polygon(at(corners, 0))];
      expectSound(there);
      for (const [x, y] of places.map(([px, py]) => [px + 0.317, py + 0.291] as const)) expect(holds(there, [x + middle > 180 ? x + middle - 360 : x + middle, y])).toBe(holds(elsewhere, [x, y]));
    }), { numRuns: 300 });
  });

  test('no text makes it throw, and what it draws lies on the map', () => {
    const pair = fc.tuple(fc.integer({ min: -90, max: 90 }), fc.integer({ min: -180, max: 180 })).map((numbers) => numbers.join());
    fc.assert(fc.property(fc.array(pair, { maxLength: 12 }), fc.nat({ max: 21_000 }), (pairs, km) => {
      const rings = [...polygon(pairs.join(' ')), ...circle(`${pairs[0] ?? '0,0'} ${km}`)];
      for (const [x, y] of rings.flat()) expect(Math.abs(x) <= 180 && Math.abs(y) <= 90).toBe(true);
    }), { numRuns: 500 });
  });
});
