// Krisinformation's VMA: a changed message keeps its id, points have the longitude first, and one flag is all that tells a test.
import { describe, expect, test } from '@jest/globals';
import { decodedBy, errorsIn, sample, takersOf, withSamples } from './samples.js';

const message = (changes: object = {}) => ({ Identifier: 'CAP-1', IsTest: false, Published: '2026-03-01T14:05:00+01:00', Headline: 'Viktigt meddelande', ...changes });
const decoded = (changes: object = {}) => decodedBy('se-krisinformation', [message(changes)])[0]!;
const infoOf = (changes: object = {}) => decoded(changes).alert!.info![0]!;

const SQUARE = [[15, 60], [15.5, 60], [15.5, 60.4], [15, 60]];
const placed = (Geometry: object | null, Description: string | null = 'Exempelby') => ({ Area: [{ Description, GeometryInformation: { Geometry } }] });

describe('an edition', () => {
  test.each([
    ['as late as', '2026-03-01T13:05:00Z'], ['earlier than', '2026-03-01T14:00:00+01:00'], ['not told beside', null], ['empty beside', ''],
  ])('%s its publication is the first', (_, Updated) => {
    expect(decoded({ Updated }).alert).toMatchObject({ identifier: 'CAP-1', sent: '2026-03-01T14:05:00+01:00', msgType: 'Alert' });
    expect(decoded({ Updated }).alert).not.toHaveProperty('references');
  });

  test('later than its publication has an identifier of its own and names the first', () => {
    expect(decoded({ Updated: '2026-03-01T14:05:01+01:00' }).alert).toMatchObject({
      identifier: 'CAP-1.1772370301', sent: '2026-03-01T14:05:01+01:00', msgType: 'Update', references: [{ sender: 'api.krisinformation.se', identifier: 'CAP-1', sent: '2026-03-01T14:05:00+01:00' }],
    });
  });
});

describe('an area', () => {
  test.each([['Polygon', [SQUARE]], ['MultiPolygon', [[SQUARE]]]])('of a %s has its longitude first', (type, coordinates) => {
    expect([infoOf(placed({ type, coordinates })).area, decoded(placed({ type, coordinates })).issues]).toEqual([[{ areaDesc: 'Exempelby', polygon: ['60,15 60,15.5 60.4,15.5 60,15'] }], []]);
  });

  test.each([
    ['a hole', { type: 'Polygon', coordinates: [SQUARE, [[15.1, 60.1], [15.2, 60.1], [15.2, 60.2], [15.1, 60.1]]] }], ['a point', { type: 'Point', coordinates: [15, 60] }],
    ['two points', { type: 'Polygon', coordinates: [SQUARE.slice(2)] }], ['text for numbers', { type: 'Polygon', coordinates: [SQUARE.map((point) => point.map(String))] }],
  ])('with %s is warned of', (_, geometry) => {
    expect(decoded(placed(geometry)).issues.map(({ code, level, path }) => [code, level, path])).toEqual([['AREA_NOT_CARRIED', 'warning', '/0/Area/0/GeometryInformation/Geometry']]);
  });

  test('without a name is the country where there is a ring, and no area where there is none', () => {
    expect([infoOf(placed({ type: 'Polygon', coordinates: [SQUARE] }, null)).area?.[0]?.areaDesc, infoOf(placed(null, ' ')).area, infoOf(placed(null)).area]).toEqual(['Sverige', undefined, [{ areaDesc: 'Exempelby' }]]);
  });

  test('is not made of the point for a label', () => {
    expect(infoOf({ Area: [{ Description: 'Exempelby', Coordinate: '15.1,60.1 0', GeometryInformation: { PoleOfInInaccessibility: { type: 'Point', coordinates: [15.1, 60.1] } } }] }).area).toEqual([{ areaDesc: 'Exempelby' }]);
  });
});

describe('a message', () => {
  test.each([[true, 'Test', 1], [false, 'Actual', 0]])('with IsTest %s is %s', (IsTest, status, signs) => {
    expect([decoded({ IsTest }).alert!.status, decoded({ IsTest }).statusSignals?.length]).toEqual([status, signs]);
  });

  test('that forgot IsTest is refused alone', () => {
    const messages = decodedBy('se-krisinformation', [message({ IsTest: undefined }), message()]);
    expect([takersOf([message({ IsTest: undefined }), message()]), errorsIn(messages)]).toEqual([['se-krisinformation'], ['SCHEMA_REQUIRED /0/IsTest']]);
  });

  test.each([[undefined, 'sv', 1], ['en', 'en', 0]])('in the language %s is in %s', (Language, language, assigned) => {
    expect([infoOf({ Language }).language, decoded({ Language }).assigned?.length]).toEqual([language, assigned]);
  });

  test('tells its preamble and its body as readers see them', () => {
    expect(infoOf({ Headline: null, PushMessage: 'Brand &amp; rök', Preamble: 'Ett.\r\n\r\nTvå.', BodyText: '<p>Tre.</p>' })).toMatchObject({ headline: 'Brand & rök', description: 'Ett.\n\nTvå.\n\nTre.' });
  });

  test.each([[[message()], ['se-krisinformation']], [message(), ['se-krisinformation']], [[message({ IsTest: undefined })], []]])('is known by IsTest: %j', (document, takers) => {
    expect(takersOf(JSON.parse(JSON.stringify(document)))).toEqual(takers);
  });
});

withSamples('the list', () => {
  test('is read as conforming CAP, its test as a test', () => {
    const document = sample('se-krisinformation-vma.shape.json');
    const messages = decodedBy('se-krisinformation', document);
    expect([takersOf(document), errorsIn(messages), messages.map(({ alert }) => alert!.status)]).toEqual([['se-krisinformation'], [], ['Test']]);
    expect(messages[0]!.alert!.info![0]!.area).toEqual([{ areaDesc: 'Värmlands län', polygon: ['59.2504,13.1003 60,12.4 61,13.2 59.2504,13.1003'] }]);
  });
});
