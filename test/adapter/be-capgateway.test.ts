// The Belgian index: x and y for longitude and latitude, times of items and of the feed, the trial system.
import { describe, expect, test } from '@jest/globals';
import { decodedBy, errorsIn, sample, takersOf, withSamples } from './samples.js';

const item = (changes: object = {}) => ({ guid: '69a43d0c9001abcdef900001', pubDate: '2026-03-01T14:05:00+01:00', ...changes });
const feed = (...items: object[]) => ({ description: 'activeOnly: true', pubDate: '2026-03-01T14:10:00+01:00', items });
const decoded = (changes: object = {}) => decodedBy('be-capgateway', feed(item(changes)))[0]!;
const infoOf = (changes: object = {}) => decoded(changes).alert!.info![0]!;
const polygon = (...lines: unknown[][]) => [{ type: 'Polygon', coordinates: lines.map((coordinates) => ({ type: 'LineString', coordinates })) }];

describe('an item', () => {
  test.each([['objects', [{ x: 4.3, y: 50.8 }, { x: 4.45, y: 50.8 }, { x: 4.45, y: 50.92 }]], ['pairs', [[4.3, 50.8], [4.45, 50.8], [4.45, 50.92]]]])('drawn in %s has x for its longitude', (_, points) => {
    expect(infoOf({ area: polygon(points) }).area).toEqual([{ areaDesc: 'België / Belgique / Belgien', polygon: ['50.8,4.3 50.8,4.45 50.92,4.45 50.8,4.3'] }]);
  });

  test.each([[polygon([{ x: 4.3, y: 50.8 }])], [polygon([{ x: null }, null, [4.3]])], [polygon([])], [polygon([{ x: 4.3, y: 150 }, { x: 4.4, y: 150 }, { x: 4.4, y: 151 }])]])('drawn as %j is warned of, and stands', (area) => {
    expect([decoded({ area }).issues.map(({ code, path }) => [code, path]), infoOf({ area }).area]).toEqual([[['AREA_NOT_CARRIED', '/items/0/area']], undefined]);
  });

  test('has its own time, else that of the feed, which is marked', () => {
    const of = (pubDate: unknown) => [decoded({ pubDate }).alert!.sent, decoded({ pubDate, lang: 'nl' }).assigned!.map(({ path }) => path)];
    expect([of('2026-03-01T14:05:00+01:00'), of(null), of('')]).toEqual([['2026-03-01T14:05:00+01:00', []], ['2026-03-01T14:10:00+01:00', ['/sent']], ['2026-03-01T14:10:00+01:00', ['/sent']]]);
  });

  test('without any time is refused', () => {
    expect(errorsIn(decodedBy('be-capgateway', { ...feed(item({ pubDate: null })), pubDate: 'nu' }))).toEqual(['TIME_UNREADABLE /items/0/pubDate']);
  });

  test.each([['https://sandbox.publicalerts.be/CapGateway/alert/1', 1], ['https://publicalerts.be/CapGateway/alert/1', 0], ['https://sandbox.publicalerts.be.example/', 0], [null, 0]])('that links to %s gives %i signs of a test', (link, signs) => {
    expect(decoded({ link }).statusSignals).toHaveLength(signs);
  });

  test.each([['FR', 'fr'], ['nl-BE', 'nl-BE'], [null, 'nl'], ['vlaams!', 'nl']])('in the language %s is in %s (rule I02)', (lang, language) => {
    expect(infoOf({ lang, title: 'BE-Alert' }).language).toBe(language);
  });

  test('without a language is in that of its words', () => {
    expect(infoOf({ title: 'Enfant disparu', description: 'La police recherche une fille de 8 ans aux cheveux bruns.' }).language).toBe('fr');
  });

  test.each([[['Met', 'Geo'], ['Geo', 'Met']], [['Weather', null], ['Other']], [null, ['Other']]])('of the categories %j is of %j', (category, known) => {
    expect(infoOf({ category }).category).toEqual(known);
  });

  test.each([
    [feed(), ['be-capgateway']], [feed(item()), ['be-capgateway']], [{ ...feed(), description: null }, []], [{ items: [item()] }, []], [feed({ title: 'x' }), []],
  ])('is known by its feed: %j', (document, takers) => {
    expect(takersOf(document)).toEqual(takers);
  });
});

withSamples('the feed', () => {
  test('is read as conforming CAP, in its place', () => {
    const messages = decodedBy('be-capgateway', sample('be-alert-capgateway-feed.shape.json'));
    expect([takersOf(sample('be-alert-capgateway-feed.shape.json')), errorsIn(messages)]).toEqual([['be-capgateway'], []]);
    expect([messages[0]!.listedAt, messages[0]!.alert!.info![0]!.expires, messages[0]!.alert!.info![0]!.area![0]!.polygon![0]]).toEqual(['2026-08-28T06:00:00+02:00', '2026-08-28T10:00:00+02:00', '50.8,4.3 50.8,4.45 50.92,4.45 50.92,4.3 50.8,4.3']);
  });
});
