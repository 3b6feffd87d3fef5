// The ground truth of routing, checked on real places and on areas built to break it.
import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadGeography, type Geography } from '../../src/geo/geography.js';
import { SEA_LINKS } from '../../src/geo/sea-links.js';
import type { Area } from '../../src/model/generated/alert.js';
import { BOUNDED_SECONDS, processorSeconds } from '../processor-time.js';

let geography: Geography;
beforeAll(async () => { geography = await loadGeography(); });

const circle = (text: string): Area[] => [{ areaDesc: 'a circle', circle: [text] }];
const polygon = (text: string): Area[] => [{ areaDesc: 'a polygon', polygon: [text] }];
const rectangle = (south: number, west: number, north: number, east: number): Area[] =>
  polygon(`${south},${west} ${south},${east} ${north},${east} ${north},${west} ${south},${west}`);

/** Jagged ring around a place, `count` corners. */
const jagged = (count: number, latitude: number, longitude: number, degrees: number): Area[] => {
  const corners = Array.from({ length: count }, (_, i) => {
    const angle = (i / count) * 2 * Math.PI;
    const reach = degrees * (i % 2 === 0 ? 1 : 0.99);
    return `${(latitude + reach * Math.sin(angle)).toFixed(5)},${(longitude + reach * Math.cos(angle)).toFixed(5)}`;
  });
  return polygon([...corners, corners[0]].join(' '));
};

const distances = (areas: Area[], km = 50): Record<string, number> =>
  Object.fromEntries(geography.countriesWithin(areas, km).map((near) => [near.country, near.km]));
const countries = (areas: Area[], km = 50): string[] => Object.keys(distances(areas, km));

describe('the country at a place', () => {
  test.each([
    ['Tirana', 41.33, 19.82, 'AL'], ['Shkodër', 42.07, 19.51, 'AL'], ['Preševo', 42.309, 21.65, 'RS'], ['Prishtina', 42.66, 21.16, 'XK'],
    ['Skopje', 41.99, 21.43, 'MK'], ['Basel', 47.56, 7.59, 'CH'], ['Aachen', 50.776, 6.084, 'DE'],
    ['San Marino', 43.94, 12.45, 'SM'], ['Kyrenia', 35.33, 33.32, 'CY'], ['Mariehamn', 60.1, 19.94, 'FI'], ['Vladivostok', 43.15, 131.95, 'RU'],
    ['Rovaniemi', 66.5, 25.73, 'FI'], ['Wrangel Island, west', 71.2, 179.5, 'RU'], ['Wrangel Island, east', 71.2, -179.5, 'RU'], ['Chukotka', 67.5, 178.5, 'RU'],
    ['Tangier', 35.76, -5.83, 'MA'], ['Cayenne', 4.92, -52.31, 'FR'],
  ])('%s is found in its country', (_, latitude, longitude, country) => {
    expect(geography.countryAt(latitude, longitude)).toBe(country);
  });

  test('the open sea and countries outside the region are in none', () => {
    expect(geography.countryAt(43, 15)).toBeUndefined();
    expect(geography.countryAt(40.7, -74)).toBeUndefined();
    expect(geography.countryAt(67, 0)).toBeUndefined();
  });

  test('Chukotka, beyond the antimeridian, does not reach round the earth to the north of Europe', () => {
    for (const [latitude, longitude, country] of [[68.5, 16, 'NO'], [65.5, -18, 'IS'], [66.5, 25.73, 'FI'], [66.6, 19.8, 'SE']] as const) {
      expect(countries(circle(`${latitude},${longitude} 0`), 10)).toEqual([country]);
    }
  });
});

describe('neighbours', () => {
  test('Albania has its land borders, Kosovo and North Macedonia among them, and Italy across the sea', () => {
    expect(geography.neighbours('AL')).toEqual(['GR', 'IT', 'ME', 'MK', 'XK']);
  });

  test('an island has its sea links only', () => {
    expect(geography.neighbours('MT')).toEqual(['IT']);
  });

  test('land borders overseas bring in nobody from outside the region', () => {
    expect(geography.neighbours('FR')).toEqual(['AD', 'BE', 'CH', 'DE', 'DZ', 'ES', 'GB', 'IE', 'IT', 'LU', 'MC', 'TN']);
  });

  test('a country that is not known has none', () => {
    expect(geography.neighbours('ZZ')).toEqual([]);
  });

  test('each sea link holds from both ends and is listed once', () => {
    for (const [one, other] of SEA_LINKS) {
      expect(geography.neighbours(one)).toContain(other);
      expect(geography.neighbours(other)).toContain(one);
    }
    expect(new Set(SEA_LINKS.map((pair) => [...pair].sort().join())).size).toBe(SEA_LINKS.length);
  });
});

describe('countries within a distance', () => {
  test('Preševo lies in Serbia, less than 8 km from North Macedonia', () => {
    const near = distances(circle('42.309,21.65 0'));
    expect(near.RS).toBe(0);
    expect(near.MK).toBeGreaterThan(7);
    expect(near.MK).toBeLessThan(8);
    expect(near.XK).toBeLessThan(9);
  });

  test('Hani i Hotit lies in Albania, a few kilometres from Montenegro', () => {
    const near = distances(circle('42.3436,19.45 0'));
    expect(near.AL).toBe(0);
    expect(near.ME).toBeLessThan(5);
  });

  test('nobody but Albania is within 20 km of Tirana', () => {
    expect(countries(circle('41.33,19.82 0'), 20)).toEqual(['AL']);
  });

  test('the nearest comes first', () => {
    expect(countries(circle('49.61,6.13 0'))).toEqual(['LU', 'FR', 'DE', 'BE']);
  });

  test('a circle reaches as much further as its radius', () => {
    const fromPoint = distances(circle('49.61,6.13 0')).FR!;
    const fromCircle = distances(circle('49.61,6.13 10')).FR!;
    expect(fromPoint - fromCircle).toBeGreaterThan(9.5);
    expect(fromPoint - fromCircle).toBeLessThan(10.5);
  });

  test('a country that lies wholly inside the area is at distance 0 although no edge comes near', () => {
    expect(distances(rectangle(35, 5, 55, 30)).MK).toBe(0);
  });

  test('a long straight edge between two far corners is followed all the way', () => {
    expect(distances(polygon('45.0,-5.0 45.0,30.0 45.01,30.0 45.0,-5.0')).HR).toBe(0);
  });

  test('several areas count together', () => {
    expect(countries([...circle('41.33,19.82 0'), ...circle('52.37,4.9 0')], 10)).toEqual(['AL', 'NL']);
  });

  test.each([
    ['nothing', []], ['an area without geometry', [{ areaDesc: 'somewhere' }]], ['words', polygon('here and there')], ['an empty text', circle('')],
    ['a circle without radius', circle('41,19')], ['a negative radius', circle('41,19 -5')], ['no latitude', circle(',19 5')],
    ['a third coordinate', circle('41,19,5 5')], ['places off the globe', polygon('95,19 41,200 42,20 95,19')], ['infinity', circle('41,19 NaN')],
  ] as [string, Area[]][])('%s is near nobody and does not throw', (_, areas) => {
    expect(geography.countriesWithin(areas, 50)).toEqual([]);
  });

  test.each([
    ['a pole', circle('90,0 100')], ['the antimeridian', polygon('60,179 60,-179 65,-179 65,179 60,179')], ['the whole earth', circle('45,15 99999999')],
  ])('%s does not throw', (_, areas) => {
    expect(Array.isArray(geography.countriesWithin(areas, 50))).toBe(true);
  });

  test.each([
    ['a box over the antimeridian goes the short way round', polygon('60,179 60,-179 65,-179 65,179 60,179'), ['RU']],
    ['Chukotka', polygon('62,172 70,170 71,-179 66,-169 64,-173 62,172'), ['RU']],
    ['Fiji is near none of them', polygon('-20,176 -20,-178 -15,-178 -15,176 -20,176'), []],
    ['a circle at Taveuni', circle('-16.85,-179.97 100'), []],
    ['a circle east of the antimeridian that reaches Russia on both sides', circle('68.9,-179.9 30'), ['RU']],
    ['a small box round the pole', polygon('89,0 89,120 89,-120 89,0'), []],
    ['everything north of the polar circle', polygon('66.5,0 66.5,90 66.5,180 66.5,-90 66.5,0'), ['FI', 'IS', 'NO', 'RU', 'SE']],
    ['a great circle round the pole', circle('89,100 2500'), ['FI', 'NO', 'RU', 'SE']],
  ] as [string, Area[], string[]][])('%s', (_, areas, expected) => { expect(countries(areas, 20).sort()).toEqual(expected); });

  test('what lies just beyond the antimeridian is near', () => {
    expect(distances(circle('71.6,179.5 0'), 50).RU).toBeLessThan(20);
    const [here, beyond] = [distances(circle('65.3,179.9 0'), 200), distances(circle('65.3,-179.9 0'), 200)];
    expect(Math.abs(here.RU! - beyond.RU!)).toBeLessThan(20);
  });

  test('the whole world holds every country', () => {
    expect(countries(polygon('-90,-180 -90,180 90,180 90,-180 -90,-180'))).toEqual(expect.arrayContaining(['AL', 'IS', 'RU', 'ES']));
    expect(countries(circle('45,15 99999999'))).toEqual(expect.arrayContaining(['AL', 'IS', 'RU', 'ES']));
  });

  test('a shape that cannot be read does not hide the one beside it', () => {
    expect(countries([{ areaDesc: 'two', polygon: ['broken'], circle: ['41.33,19.82 1'] }], 10)).toEqual(['AL']);
  });

  test('coordinates without sense never throw', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (one, other) => {
      geography.countriesWithin([{ areaDesc: 'noise', polygon: [one], circle: [other] }], 50);
    }), { numRuns: 200 });
  });

  test('a wider circle never loses a country', () => {
    const place = fc.record({ latitude: fc.double({ min: 36, max: 60, noNaN: true }), longitude: fc.double({ min: -8, max: 30, noNaN: true }) });
    fc.assert(fc.property(place, fc.integer({ min: 0, max: 80 }), ({ latitude, longitude }, radius) => {
      const inner = countries(circle(`${latitude},${longitude} ${radius}`));
      const outer = countries(circle(`${latitude},${longitude} ${radius + 20}`));
      expect(outer).toEqual(expect.arrayContaining(inner));
    }), { numRuns: 30 });
  });

  test('the country a point lies in is the one at distance 0', () => {
    const place = fc.record({ latitude: fc.double({ min: 36, max: 68, noNaN: true }), longitude: fc.double({ min: -10, max: 45, noNaN: true }) });
    fc.assert(fc.property(place, ({ latitude, longitude }) => {
      const home = geography.countryAt(latitude, longitude);
      const touching = geography.countriesWithin(circle(`${latitude},${longitude} 0`), 50).filter(({ km }) => km === 0).map(({ country }) => country);
      expect(touching).toEqual(home === undefined ? [] : [home]);
    }), { numRuns: 200 });
  });
});

describe('areas of any size', () => {
  const boundedly = (areas: Area[]): string[] => {
    let found: string[] = [];
    expect(processorSeconds(() => { found = countries(areas); })).toBeLessThan(BOUNDED_SECONDS);
    return found;
  };

  test('a polygon of 41,000 corners gives the answer of its plain outline', () => {
    const found = boundedly(jagged(41_000, 42.3, 21.6, 0.2));
    expect(found.sort()).toEqual(countries(jagged(60, 42.3, 21.6, 0.2)).sort());
  });

  test('two hundred thousand circles take bounded work', () => {
    const circles = Array.from({ length: 200_000 }, (_, i) => `${36 + (i % 300) / 10},${(i % 400) / 10} 3000`);
    expect(boundedly([{ areaDesc: 'everywhere', circle: circles }])).toContain('AL');
  });

  test('a scribble of two hundred thousand corners takes bounded work', () => {
    const corners = Array.from({ length: 200_000 }, (_, i) => `${35 + ((i * 7919) % 3000) / 100},${((i * 104_729) % 4000) / 100}`);
    expect(boundedly(polygon([...corners, corners[0]].join(' '))).length).toBeGreaterThan(10);
  });
});
