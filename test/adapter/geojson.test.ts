// The areas of an alert for maps: the very shapes the API gives, and nothing of the case.
import { describe, expect, test } from '@jest/globals';
import { loadAdapters } from '../../src/adapter/load-adapters.js';
import type { EncodeContext } from '../../src/format/format.js';
import { areasAsGeoJson } from '../../src/geo/areas-as-geojson.js';
import type { Alert, Info } from '../../src/model/generated/alert.js';

const maps = (await loadAdapters()).find(({ id }) => id === 'geojson')!;

const INFO: Info = {
  language: 'en', category: ['Rescue'], event: 'Child abduction', urgency: 'Immediate', severity: 'Severe', certainty: 'Likely', headline: 'Child abducted', description: 'Ana Shembull, red jacket', expires: '2026-03-02T12:00:00+02:00',
  area: [{ areaDesc: 'Shore', polygon: ['41,19 41,20 42,20 42,19 41,19'], circle: ['41.3,19.8 20'], geocode: [{ valueName: 'NUTS3', value: 'AL022' }] }, { areaDesc: 'Somewhere' }],
};
const alert = (changes: Partial<Alert> = {}): Alert => ({
  identifier: 'AL-1', sender: 'desk@al.example.org', sent: '2026-03-01T12:00:00+02:00', status: 'Actual', msgType: 'Alert', scope: 'Public', info: [INFO], case: { children: [{ name: { full: 'Ana Shembull' } }] }, ...changes,
});
const written = (message: Alert, context: EncodeContext = {}) => JSON.parse(new TextDecoder().decode(maps.encode(message, context).body)) as { type: string; alert: object; features: { geometry: object | null; properties: Record<string, unknown> }[] };

describe('a map', () => {
  test('has the shapes that the API gives', () => {
    expect(maps.encode(alert(), {}).contentType).toBe('application/geo+json');
    expect(written(alert()).features.map(({ geometry }) => geometry)).toEqual(areasAsGeoJson(alert()).features.map(({ geometry }) => geometry));
    expect(written(alert()).features.map(({ geometry }) => geometry === null)).toEqual([false, false, true]);
  });

  test('says beside each what it is, until when and how grave', () => {
    expect(written(alert()).features[0]!.properties).toEqual({
      identifier: 'AL-1', sender: 'desk@al.example.org', sent: '2026-03-01T12:00:00+02:00', status: 'Actual', msgType: 'Alert', language: 'en', event: 'Child abduction', headline: 'Child abducted',
      urgency: 'Immediate', severity: 'Severe', certainty: 'Likely', expires: '2026-03-02T12:00:00+02:00', areaDesc: 'Shore', geocode: [{ valueName: 'NUTS3', value: 'AL022' }],
    });
    expect(written(alert()).features[1]!.properties).toMatchObject({ radiusKm: 20 });
  });

  test('tells areas of other languages with their own words', () => {
    expect(written(alert({ info: [INFO, { ...INFO, language: 'sq', headline: 'Rrëmbim' }] })).features.map(({ properties }) => properties.headline)).toEqual(['Child abducted', 'Child abducted', 'Child abducted', 'Rrëmbim', 'Rrëmbim', 'Rrëmbim']);
  });

  test('has nothing of the case, and says what it leaves out', () => {
    expect(JSON.stringify(written(alert()))).not.toContain('Shembull');
    expect(maps.encode(alert(), {}).losses.map(({ path }) => path)).toEqual(expect.arrayContaining(['/case', '/info/0/description']));
    expect(maps.encode(alert(), {}).losses.map(({ path }) => path)).not.toContain('/info/0/headline');
  });

  test('shows the strictest status there is a sign of', () => {
    const { alert: whose, features } = written(alert({ gateway: { effectiveStatus: 'Test' } }));
    expect([whose, features[0]!.properties]).toMatchObject([{ status: 'Test' }, { status: 'Test' }]);
  });

  test('is told what a Cancel ends, without areas and without words', () => {
    const references = [{ sender: 'desk@al.example.org', identifier: 'AL-1', sent: '2026-03-01T12:00:00+02:00' }];
    expect(written(alert({ identifier: 'AL-2', msgType: 'Cancel', references, info: undefined }))).toMatchObject({ features: [], alert: { msgType: 'Cancel', references } });
    const [feature] = written(alert({ identifier: 'AL-2', msgType: 'Cancel', references })).features;
    expect(feature!.properties).not.toHaveProperty('headline');
  });
});
