// Details of NCMEC: American dates and measures, pictures that only stand for one, no race.
import { describe, expect, test } from '@jest/globals';
import { loadFormats } from '../../src/adapter/load-formats.js';
import { examine } from '../../src/inbound/examine.js';
import { decodedBy, errorsIn, sample, takersOf, withSamples } from './samples.js';

const formats = await loadFormats();

const detail = (changes: object = {}) => ({ status: 'success', childBean: { caseNumber: '9000001', orgPrefix: 'NCMC', firstName: 'ROBIN', lastName: 'SPECIMEN', missingDate: 'Mar 9, 2026 12:00:00 AM', ...changes } });
const decoded = (changes: object = {}) => decodedBy('us-ncmec', detail(changes))[0]!;
const childOf = (changes: object) => decoded(changes).alert!.case!.children![0]!;

describe('missing since', () => {
  test.each([
    ['Mar 9, 2026 12:00:00 AM', '2026-03-09', '2026-03-09T00:00:00-04:00'], ['Mar 8, 2026 12:00:00 AM', '2026-03-08', '2026-03-08T00:00:00-05:00'], ['Dec 31, 2025', '2025-12-31', '2025-12-31T00:00:00-05:00'],
    ['Jul 4, 2026 12:15:00 PM', '2026-07-04T12:15-04:00', '2026-07-04T12:15:00-04:00'], ['Jul 4, 2026 12:15:00 AM', '2026-07-04T00:15-04:00', '2026-07-04T00:15:00-04:00'], ['July 4, 2026 1:05:09 pm', '2026-07-04T13:05-04:00', '2026-07-04T13:05:09-04:00'],
  ])('%s is %s, sent %s', (missingDate, at, sent) => {
    const { alert, assigned } = decoded({ missingDate });
    expect([alert!.case!.lastSeen!.at, alert!.sent, assigned!.map(({ path }) => path)]).toEqual([at, sent, ['/sent']]);
  });

  test.each(['Feb 30, 2026 12:00:00 AM', 'Foo 1, 2026', '2026-03-09', 'Mar 9, 2026 13:00:00 PM', '', null])('%s is no day, and the detail is refused', (missingDate) => {
    expect(errorsIn([decoded({ missingDate })])).toEqual(['TIME_UNREADABLE /childBean/missingDate']);
  });
});

describe('a child', () => {
  test.each([[{ height: 75, heightInInch: true }, 191], [{ height: 75 }, 191], [{ height: 104, heightInInch: false }, 104], [{ height: '65', heightInInch: true }, 165], [{ height: 0, heightInInch: true }, undefined], [{ height: 'tall' }, undefined]])('of %j is %s centimetres', (told, heightCm) => {
    expect(childOf(told).heightCm).toBe(heightCm);
  });

  test.each([[{ weight: 165, weightInPound: true }, 75], [{ weight: 20, weightInPound: false }, 20], [{ weight: null }, undefined]])('of %j is %s kilograms', (told, weightKg) => {
    expect(childOf(told).weightKg).toBe(weightKg);
  });

  test('has its photo where it has one, and how it would look by now', () => {
    expect(childOf({ hasPhoto: true, hasAgedPhoto: true, seqNumber: 2 }).photos!.map(({ uri, placeholder }) => [uri, placeholder])).toEqual([
      ['https://api.missingkids.org/photographs/NCMC9000001c2.jpg', undefined], ['https://api.missingkids.org/photographs/NCMC9000001e2.jpg', undefined]]);
  });

  test('of whom there is no photo has a placeholder at most', () => {
    expect(childOf({ hasPhoto: false, thumbnailUrl: 'https://example.org/noPhoto.png' }).photos).toEqual([{ uri: 'https://example.org/noPhoto.png', mimeType: 'image/png', placeholder: true }]);
    expect(childOf({ hasPhoto: false }).photos).toBeUndefined();
  });

  test('has no race in what is relayed, and no warning for it', () => {
    expect([decoded({ race: 'SPECIALCATEGORY' }).issues, JSON.stringify(decoded({ race: 'SPECIALCATEGORY' }))]).toEqual([[], expect.not.stringContaining('SPECIALCATEGORY')]);
  });

  test('shares its case with others, who are third persons there', () => {
    const [one, two] = [decoded({ seqNumber: 1, otherChildList: [{ firstName: 'KIM', lastName: 'SPECIMEN' }] }).alert!, decoded({ seqNumber: 2 }).alert!];
    expect([one.case!.relatedPersons, one.incidents, one.identifier === two.identifier]).toEqual([[{ name: 'KIM SPECIMEN', kind: 'other' }], two.incidents, false]);
  });
});

test.each([['endangeredRunaway', 'runaway'], ['familyAbduction', 'parental-abduction'], ['Non Family Abduction', 'criminal-abduction'], ['Lost/Injured/Missing', 'lost-injured'], ['endangeredMissing', undefined], ['constructor', undefined]])(
  'a case of the kind %s is of the category %s', (caseType, category) => expect(decoded({ caseType }).alert!.case!.category).toBe(category));

test('somebody found and not known is no alert', () => {
  expect(errorsIn([decoded({ caseType: 'unidentified' })])).toEqual(['NOT_MISSING /childBean/caseType']);
});

test('the list of a search is not taken for a child', () => {
  expect([takersOf({ status: 'success', alertCount: 0, persons: [] }), takersOf(detail())]).toEqual([[], ['us-ncmec']]);
});

test('a test that only its text tells is a test', () => {
  const { alerts: [found] } = examine(Buffer.from(JSON.stringify(detail({ circumstance: 'THIS IS ONLY A TEST of the feed.' }))), formats);
  expect(found!.alert!.gateway!.effectiveStatus).toBe('Test');
});

withSamples('the published shape', () => {
  test('is read as conforming CAP, with its child', () => {
    const messages = decodedBy('us-ncmec', sample('ncmec.shape.json'));
    expect([takersOf(sample('ncmec.shape.json')), errorsIn(messages)]).toEqual([['us-ncmec'], []]);
    expect(messages[0]!.alert!.case).toMatchObject({ category: 'runaway', lastSeen: { at: '2026-03-09', precision: 'day', country: 'US' }, children: [{ heightCm: 191, weightKg: 75, sex: 'male', dateOfBirth: '2010-03-23' }] });
    expect(JSON.stringify(messages[0]!.alert!.case!.children)).not.toContain('race');
  });
});
