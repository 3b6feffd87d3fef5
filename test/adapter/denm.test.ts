// What cars are told: the right event, place and time, one number for the life of an alert, nothing about a child, and never a test.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadFormats } from '../../src/adapter/load-formats.js';
import type { EncodeContext } from '../../src/format/format.js';
import { convert } from '../../src/inbound/examine.js';
import type { Alert, Area, Info } from '../../src/model/generated/alert.js';

const formats = await loadFormats();
const denm = formats.get('denm')!;

interface Management { actionID: { originatingStationID: number; sequenceNumber: number }; detectionTime: number; referenceTime: number; termination?: string; eventPosition: { latitude: number; longitude: number }; relevanceDistance?: string; validityDuration: number }
interface Written { header: object; denm: { management: Management; situation?: { informationQuality: number; eventType: object }; location?: { traces: unknown[][] } }; geoArea?: { geoAreaPosLatitude: number; geoAreaPosLongitude: number; distanceA: number } }

const INFO: Info = { language: 'en', category: ['Rescue'], event: 'Child abduction', urgency: 'Immediate', severity: 'Severe', certainty: 'Observed', headline: 'Ana Shembull abducted', area: [{ areaDesc: 'A', circle: ['41.324,19.456 20'] }] };
const alert = (changes: Partial<Alert> = {}): Alert => ({
  identifier: 'AL-1', sender: 'desk@al.example.org', sent: '2026-03-01T12:00:00+02:00', status: 'Actual', msgType: 'Alert', scope: 'Public', info: [INFO],
  case: { category: 'criminal-abduction', children: [{ name: { full: 'Ana Shembull' } }] }, ...changes,
});
const at = (...area: Area[]): Alert => alert({ info: [{ ...INFO, area }] });
const written = (message: Alert, context: EncodeContext = {}): Written => JSON.parse(new TextDecoder().decode(denm.encode(message, context).body)) as Written;
const managed = (message: Alert, context?: EncodeContext): Management => written(message, context).denm.management;

const REFERENCES = [{ sender: 'desk@al.example.org', identifier: 'AL-1', sent: '2026-03-01T12:00:00+02:00' }];

describe('the event', () => {
  test('is child abduction in progress, and no word about the child is in the message', () => {
    expect(written(alert()).denm.situation).toEqual({ informationQuality: 7, eventType: { causeCode: 15, subCauseCode: 5 } });
    expect(JSON.stringify(written(alert()))).not.toMatch(/Shembull|abducted/);
    expect(written(alert()).denm.location).toEqual({ traces: [[]] });
  });

  test.each([
    ['another category', { case: { category: 'runaway' as const } }], ['the second tier', { case: { tier: 'endangered-missing' as const } }], ['amber for a runaway', { case: { tier: 'amber' as const, category: 'runaway' as const } }], ['no case', { case: undefined }],
  ])('is not said of %s', (_, changes) => {
    const refused = expect.objectContaining({ code: 'ENCODE_FAILED', issues: [expect.objectContaining({ level: 'error', path: '/case/category' })] });
    expect(() => denm.encode(alert(changes), {})).toThrow(refused as unknown as Error);
  });

  test('is said by tier amber and by the American code too', () => {
    expect(written(alert({ case: { tier: 'amber' } })).denm.situation).toBeDefined();
    expect(written(alert({ case: undefined, info: [{ ...INFO, eventCode: [{ valueName: 'SAME', value: 'CAE' }] }] })).denm.situation).toBeDefined();
  });

  test.each([
    ['/status', { status: 'Test' as const }, {}], ['/status', { status: 'Exercise' as const }, {}], ['/status', { status: 'System' as const }, {}], ['/status', { gateway: { effectiveStatus: 'Exercise' as const } }, {}], ['/status', {}, { status: 'Test' as const }],
    ['/msgType', { msgType: 'Ack' as const }, {}], ['/scope', { scope: 'Restricted' as const, restriction: 'police' }, {}], ['/info', { info: [{ ...INFO, area: undefined }] }, {}],
  ])('is refused for %s %j %j', (path, changes, context) => {
    const refused = expect.objectContaining({ code: 'ENCODE_FAILED', issues: [expect.objectContaining({ level: 'error', path })] });
    expect(() => denm.encode(alert(changes), context)).toThrow(refused as unknown as Error);
  });
});

test('a test that is only told in words is none for cars, as in a delivery', () => {
  const bytes = (headline: string): Buffer => Buffer.from(JSON.stringify(alert({ info: [{ ...INFO, headline }] })));
  expect(convert(bytes('Child abducted'), formats, { to: 'denm' }).body.length).toBeGreaterThan(0);
  const refused = expect.objectContaining({ code: 'ENCODE_FAILED', issues: [expect.objectContaining({ path: '/status' })] });
  expect(() => convert(bytes('***TEST*** Child abducted'), formats, { to: 'denm' })).toThrow(refused as unknown as Error);
});

describe('times', () => {
  test.each([
    ['2004-01-01T00:00:00-00:00', 0], ['2005-12-31T23:59:59-00:00', 63_158_399_000], ['2007-01-01T00:00:00-00:00', 94_694_401_000], ['2026-03-01T12:00:00+02:00', 699_444_005_000],
  ])('%s is %i, leap seconds counted', (sent, milliseconds) => {
    expect(managed(alert({ sent }))).toMatchObject({ referenceTime: milliseconds, detectionTime: milliseconds });
  });

  test.each([['2026-03-01T13:00:00+02:00', 3_600], ['2026-03-09T12:00:00+02:00', 86_400], ['2026-03-01T11:00:00+02:00', 0], [undefined, 86_400]])('an end at %s is a validity of %i seconds', (expires, seconds) => {
    expect(managed(alert({ info: [{ ...INFO, expires }] })).validityDuration).toBe(seconds);
  });
});

describe('the place', () => {
  test.each([
    ['a circle', [{ areaDesc: 'A', circle: ['41.324,19.456 20'] }], 413_240_000, 194_560_000, 'over10km', 20_000],
    ['a small circle', [{ areaDesc: 'A', circle: ['-33.9,-70.5 0.3'] }], -339_000_000, -705_000_000, 'lessThan500m', 300],
    ['a polygon', [{ areaDesc: 'A', polygon: ['41,19 41,19.1 41.1,19.1 41.1,19 41,19'] }], 410_500_000, 190_500_000, 'lessThan10km', 6_969],
    ['two areas', [{ areaDesc: 'A', circle: ['41,19 1'] }, { areaDesc: 'B', circle: ['41,19.2 1'] }], 410_000_000, 191_000_000, 'lessThan10km', 9_392],
    ['both sides of the antimeridian', [{ areaDesc: 'A', circle: ['-17,179.95 1'] }, { areaDesc: 'B', circle: ['-17,-179.95 1'] }], -170_000_000, -1_800_000_000, 'lessThan10km', 6_317],
  ])('of %s is one point and one circle', (_, area, latitude, longitude, relevance, radius) => {
    const { denm: { management: { eventPosition, relevanceDistance } }, geoArea } = written(at(...area));
    expect([eventPosition.latitude, eventPosition.longitude, relevanceDistance]).toEqual([latitude, longitude, relevance]);
    expect(geoArea).toMatchObject({ geoAreaPosLatitude: latitude, geoAreaPosLongitude: longitude });
    expect(Math.abs(geoArea!.distanceA - radius)).toBeLessThan(10);
  });

  test('is where the child was last seen, where there is no area, and no circle is made up', () => {
    const message = alert({ info: [{ ...INFO, area: [{ areaDesc: 'A' }] }], case: { tier: 'amber', lastSeen: { point: [41.3, 19.8] } } });
    expect(managed(message)).toMatchObject({ eventPosition: { latitude: 413_000_000, longitude: 198_000_000 } });
    expect([managed(message).relevanceDistance, written(message).geoArea]).toEqual([undefined, undefined]);
  });

  test('reaches 65 km at most, and that is told', () => {
    const { losses } = denm.encode(at({ areaDesc: 'A', circle: ['41,19 160'] }), {});
    expect(written(at({ areaDesc: 'A', circle: ['41,19 160'] })).geoArea?.distanceA).toBe(65_535);
    expect(losses).toContainEqual(expect.objectContaining({ path: '/info', message: expect.stringContaining('65 km') }));
  });

  test('lies within the numbers of a DENM, wherever the area is', () => {
    fc.assert(fc.property(fc.double({ min: -90, max: 90, noNaN: true }), fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: 0, max: 500, noNaN: true }), (lat, lon, radius) => {
      const { latitude, longitude } = managed(at({ areaDesc: 'A', circle: [`${lat.toFixed(6)},${lon.toFixed(6)} ${radius.toFixed(3)}`] })).eventPosition;
      expect(Math.abs(latitude)).toBeLessThanOrEqual(900_000_000);
      expect(Math.abs(longitude)).toBeLessThanOrEqual(1_800_000_000);
    }), { numRuns: 300 });
  });
});

describe('the number of an action', () => {
  test('stays the same for the Updates and the Cancel of an alert', () => {
    const { actionID } = managed(alert());
    expect(managed(alert({ identifier: 'AL-2', msgType: 'Update', references: REFERENCES })).actionID).toEqual(actionID);
    expect(managed(alert({ identifier: 'AL-3', msgType: 'Cancel', references: [{ ...REFERENCES[0]!, identifier: 'AL-2' }] }), { original: REFERENCES[0]! }).actionID).toEqual(actionID);
  });

  test('differs between alerts and between senders', () => {
    const numbers = Array.from({ length: 50 }, (_, index) => managed(alert({ identifier: `AL-2026-${index}` })).actionID.sequenceNumber);
    expect(new Set(numbers).size).toBe(50);
    expect(managed(alert({ sender: 'desk@gr.example.org' })).actionID.originatingStationID).not.toBe(managed(alert()).actionID.originatingStationID);
  });

  test('is cancelled without event, also where the Cancel says nothing but that', () => {
    const cancel = alert({ identifier: 'AL-3', msgType: 'Cancel', references: REFERENCES, info: undefined, case: undefined });
    expect(managed(cancel)).toMatchObject({ termination: 'isCancellation', eventPosition: { latitude: 900_000_001, longitude: 1_800_000_001 } });
    expect(Object.keys(written(cancel).denm)).toEqual(['management']);
    expect(managed(alert())).not.toHaveProperty('termination');
  });
});
