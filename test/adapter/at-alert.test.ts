// Austria's list: levels in place of a status, numbers in either order, tests at real levels.
import { describe, expect, test } from '@jest/globals';
import { decodedBy, errorsIn, sample, takersOf, withSamples } from './samples.js';

const warning = (changes: object = {}) => ({ consolidation_identifier: 'AT.1', alert_level: 'AlertLevel2', begin_date: '2026-03-01T13:00:00.000Z', ...changes });
const list = (...alerts: object[]) => ({ json: { totalCount: alerts.length, alerts } });
const decoded = (changes: object = {}) => decodedBy('at-alert', list(warning(changes)))[0]!;
const infoOf = (changes: object = {}) => decoded(changes).alert!.info![0]!;

const RING = '48.1,16.2 48.1,16.6 48.35,16.6 48.1,16.2';

describe('an area', () => {
  test.each([['longitude', [[16.2, 48.1], [16.6, 48.1], [16.6, 48.35]]], ['latitude', [[48.1, 16.2], [48.1, 16.6], [48.35, 16.6]]]])('with the %s first lies where it lies', (_, ring) => {
    expect(infoOf({ polygons: [ring] }).area).toEqual([{ areaDesc: 'Österreich', polygon: [RING] }]);
  });

  test.each([
    [{ type: 'Polygon', coordinates: [[[16.2, 48.1], [16.6, 48.1], [16.6, 48.35], [16.2, 48.1]]] }], [{ type: 'MultiPolygon', coordinates: [[[[16.2, 48.1], [16.6, 48.1], [16.6, 48.35], [16.2, 48.1]]]] }],
  ])('is read from %j where there are no polygons', (geometry) => {
    expect([infoOf({ geometries: [geometry] }).area![0]!.polygon, decoded({ polygons: [[[9.6, 47.2], [9.8, 47.2], [9.8, 47.4]]], geometries: [geometry] }).alert!.info![0]!.area![0]!.polygon]).toEqual([[RING], ['47.2,9.6 47.2,9.8 47.4,9.8 47.2,9.6']]);
  });

  test('with a hole is warned of, and so is one that is none', () => {
    const hole = decoded({ geometries: [{ type: 'Polygon', coordinates: [[[16.2, 48.1], [16.6, 48.1], [16.6, 48.35]], [[16.3, 48.15], [16.4, 48.15], [16.4, 48.2]]] }] });
    expect([hole.issues, decoded({ polygons: [[[16.2, 48.1]]] }).issues].map((issues) => issues.map(({ code, level, path }) => [code, level, path])))
      .toEqual([[['AREA_NOT_CARRIED', 'warning', '/json/alerts/0/geometries']], [['AREA_NOT_CARRIED', 'warning', '/json/alerts/0/polygons']]]);
  });

  test.each([['DefaultAreaDescription', [{ name: 'Tirol' }, { name: 'Tirol' }, { name: 'Salzburg' }], 'Tirol, Salzburg'], ['Graz', [{ name: 'Steiermark' }], 'Graz']])('described as %s', (told, matched, areaDesc) => {
    expect(infoOf({ info_area_description: told, matched_polygons: matched }).area).toEqual([{ areaDesc }]);
  });
});

describe('a warning', () => {
  test.each([['AlertLevel1', 'Extreme', ['Safety']], ['AlertLevel3', 'Severe', ['Safety']], ['AlertLevel4', 'Minor', ['Safety']], ['Amber', 'Severe', ['Rescue']], ['AlertLevel9', 'Unknown', ['Safety']], ['constructor', 'Unknown', ['Safety']]])('of %s is %s', (level, severity, category) => {
    expect([infoOf({ alert_level: level }).severity, infoOf({ alert_level: level }).category, decoded({ alert_level: level }).alert!.status]).toEqual([severity, category, 'Actual']);
  });

  test('of the level Test is a test, and says so', () => {
    const { alert, statusSignals } = decoded({ alert_level: 'Test' });
    expect([alert!.status, statusSignals]).toEqual(['Test', [{ signal: '/alert_level: "Test"', status: 'Test' }]]);
  });

  test.each([[{ title: 'SYSTEMTEST für AT-Alert' }, 1], [{ info_description: 'Dies ist ein amtlicher Test.' }, 1], [{ title: 'Kein Systemtest' }, 0], [{ title: 'Suche nach Lena Testmann' }, 0]])('with the words %j gives %i signs', (words, signs) => {
    expect(decoded(words).statusSignals).toHaveLength(signs);
  });

  test('tells its title once', () => {
    expect([infoOf({ title: 'Warnung', info_description: 'Warnung\nBleiben Sie zu Hause.' }).description, infoOf({ title: 'Warnung', info_description: 'Warnung', description: 'x' }).description]).toEqual(['Bleiben Sie zu Hause.', undefined]);
  });

  test('with two ends is not cut short', () => {
    expect(infoOf({ info_expires: '2026-03-01T18:00:00Z', end_date: '2026-03-01T20:30:00+01:00' }).expires).toBe('2026-03-01T20:30:00+01:00');
  });

  test.each([['2026-03-01T13:05:00.000Z', '2026-03-01T13:05:00-00:00', 0], [null, '2026-03-01T13:00:00-00:00', 1]])('sent %s is sent %s', (sent, time, assigned) => {
    expect([decoded({ sent }).alert!.sent, decoded({ sent }).assigned!.filter(({ path }) => path === '/sent').length]).toEqual([time, assigned]);
  });

  test.each([['Entwarnung für Graz', ['AllClear']], ['AT-Alert: Entwarnung', ['AllClear']], ['Noch keine Entwarnung', undefined]])('titled %s', (title, responseType) => {
    expect(infoOf({ title }).responseType).toEqual(responseType);
  });

  test.each([[list(), ['at-alert']], [list(warning()), ['at-alert']], [{ json: { alerts: [] } }, []], [list({}), []]])('is known by its list: %j', (document, takers) => {
    expect(takersOf(document)).toEqual(takers);
  });
});

withSamples('the list', () => {
  test('is read as conforming CAP, its test as a test', () => {
    const messages = decodedBy('at-alert', sample('at-alert-list.fixture.json'));
    expect([takersOf(sample('at-alert-list.fixture.json')), errorsIn(messages), messages.map(({ alert }) => alert!.status)]).toEqual([['at-alert'], [], ['Actual', 'Test']]);
    expect(messages[0]!.alert!.info![0]!.area![0]!.polygon).toEqual(['48.1,16.2 48.1,16.6 48.35,16.6 48.35,16.2 48.1,16.2']);
  });
});
