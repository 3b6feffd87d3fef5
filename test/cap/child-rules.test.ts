// The rules of the child-alert profile, each broken once in an otherwise sound case, with one warning at its place; by number.
import { describe, expect, test } from '@jest/globals';
import { capJsonFormat, capXmlFormat } from '../../src/cap/cap-formats.js';
import { CHILD_RULES } from '../../src/cap/child-rules.js';
import { createFormats } from '../../src/format/formats.js';
import { examine } from '../../src/inbound/examine.js';
import type { Alert, Case } from '../../src/model/generated/alert.js';
import { codesOf, VOCABULARIES } from '../../src/model/vocabularies.js';
import { alertOf, sampleWith } from './sample.js';

const FORMATS = createFormats([capJsonFormat, capXmlFormat]);

const SOUND: Case = {
  tier: 'amber', category: 'criminal-abduction', number: 'AL-7',
  children: [{
    name: { given: 'Ana', family: 'Shembull' }, aliases: ['Ani'], age: { value: 11, unit: 'year' }, dateOfBirth: '2014-06-01', sex: 'female', nationality: ['AL'], heightCm: 142, weightKg: 36,
    hair: { colour: 'dark-brown', style: 'plaits' }, eyes: 'green', marks: ['glasses'], items: ['school-bag'], vulnerability: ['asthma'],
    clothing: [{ garment: 'jacket', colour: 'red', pattern: 'striped' }], photos: [{ uri: 'https://al.example.org/7.jpg', mimeType: 'image/jpeg' }],
  }],
  lastSeen: { at: '2026-03-02T17:20+01:00', precision: 'minute', place: 'Lake road', country: 'AL', point: [41.33, 19.82] },
  suspects: [{ relation: 'stranger', caution: ['do-not-approach'] }], vehicles: [{ type: 'van', colour: 'white', plate: 'AA 000 AA', plateCountry: 'AL' }],
  possibleCountries: ['GR', 'MK'], criteria: [{ id: 'minor', met: true }], outcome: { result: 'unknown', foundBy: 'unknown' },
};

const alertWith = (it: Case, more: Partial<Alert> = {}): Alert => ({ ...alertOf(sampleWith()), ...more, case: it });
/** That the texts of the sample say another age than a broken case is found elsewhere. */
const issuesOf = (alert: Alert): string[] => examine(new TextEncoder().encode(JSON.stringify(alert)), FORMATS).issues
  .filter(({ code }) => code.startsWith('CHILD_') && code !== 'CHILD_CONTRADICTION').map(({ level, code, path }) => `${level} ${code} ${path}`);
const child = (more: object): Case => ({ ...SOUND, children: [{ ...SOUND.children![0]!, ...more }] });

type Break = [rule: string, what: string, it: Case, path: string, more?: Partial<Alert>];

const BREAKS: Break[] = [
  ['P06', 'no child', { ...SOUND, children: [] }, '/case/children'],
  ['P07', 'a colour nobody has a code for', child({ clothing: [{ garment: 'jacket', colour: 'reddish' }] }), '/case/children/0/clothing/0/colour'],
  ['P07', 'a mark in free text', child({ marks: ['glasses', 'limps'] }), '/case/children/0/marks/1'],
  ['P07', 'a criterion that is none', { ...SOUND, criteria: [{ id: 'feeling', met: true }] }, '/case/criteria/0/id'],
  ['P07', 'a relation in free text', { ...SOUND, suspects: [{ relation: 'uncle by marriage' }] }, '/case/suspects/0/relation'],
  ['P08', 'an age of 18', child({ age: { value: 18, unit: 'year' }, dateOfBirth: undefined }), '/case/children/0'],
  ['P08', 'a date of birth 18 years ago', child({ age: undefined, dateOfBirth: '2008-03-02' }), '/case/children/0'],
  ['P09', 'another age than that of the date of birth', child({ age: { value: 12, unit: 'year' } }), '/case/children/0'],
  ['P10', 'a moment longer than its precision', { ...SOUND, lastSeen: { ...SOUND.lastSeen, precision: 'day' } }, '/case/lastSeen/at'],
  ['P11', 'a child seen the day after tomorrow', { ...SOUND, lastSeen: { at: '2026-03-04', precision: 'day' } }, '/case/lastSeen/at'],
  ['P12', 'a country that is none', { ...SOUND, possibleCountries: ['GR', 'QX'] }, '/case/possibleCountries/1'],
  ['P13', 'a point with longitude first', { ...SOUND, lastSeen: { ...SOUND.lastSeen, point: [119.82, 41.33] } }, '/case/lastSeen/point'],
  ['P14', 'a height in metres', child({ heightCm: 1.42 }), '/case/children/0'],
  ['P15', 'a photo without an address', child({ photos: [{ uri: '7.jpg', mimeType: 'image/jpeg' }] }), '/case/children/0/photos/0'],
  ['P16', 'a name that may not be published, in the headline', { ...SOUND, consent: { name: false } }, '/case/consent/name'],
  ['P17', 'an end that names the child', SOUND, '/case/children/0', { msgType: 'Cancel' }],
];

describe('The child-alert profile', () => {
  test('has nothing to say of a sound case', () => { expect(issuesOf(alertWith(SOUND))).toEqual([]); });

  test.each(BREAKS)('%s: warns of %s', (...[rule, , it, path, more]: Break) => {
    const { code } = CHILD_RULES.find(({ id }) => id === rule)!;
    expect(issuesOf(alertWith(it, more))).toEqual([`warning ${code} ${path}`]);
  });

  test('has every rule with a check broken here', () => {
    expect([...new Set(BREAKS.map(([rule]) => rule))].sort()).toEqual(CHILD_RULES.filter(({ breaks }) => breaks).map(({ id }) => id));
  });

  test('P15: takes the name of an embedded picture for an address', () => {
    const { info: [info] = [] } = alertOf(sampleWith());
    const resource = [{ resourceDesc: 'Photo', mimeType: 'image/jpeg', uri: '7.jpg', derefUri: 'QUJD' }];
    expect(issuesOf(alertWith(child({ photos: [{ uri: '7.jpg', mimeType: 'image/jpeg' }] }), { info: [{ ...info!, resource }] }))).toEqual([]);
  });

  test('P09: counts the birthday by the day of the sender, not by that of Greenwich', () => {
    const it = child({ age: { value: 12, unit: 'year' }, dateOfBirth: '2014-03-03' });
    expect(issuesOf(alertWith(it, { sent: '2026-03-03T00:30:00+01:00' }))).toEqual([]);
  });
});

describe('A vocabulary', () => {
  test.each(VOCABULARIES.map(({ id, codes }) => [id, codes] as const))('%s has codes with a meaning', (id, codes) => {
    expect(codesOf(id)).toEqual(Object.keys(codes));
    expect(new Set(Object.values(codes)).size).toBe(Object.keys(codes).length);
  });

  test('that is not there has no codes', () => { expect(codesOf('constructor')).toEqual([]); });
});
