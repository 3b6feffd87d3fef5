// IPAWS beyond its fixtures: what a plain alert becomes on the way out, and when the dialect is chosen (ADR 19).
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { loadFormats } from '../../src/adapter/load-formats.js';
import { IPAWS } from '../../src/cap/profiles/ipaws.js';
import { examine } from '../../src/inbound/examine.js';
import type { Alert } from '../../src/model/generated/alert.js';

const formats = await loadFormats();
const ipaws = formats.get('us-ipaws')!;
const file = (path: string): URL => new URL(`../../${path}`, import.meta.url);
const sample = file('../shared/formats/samples/us-cap-amber-vehicle-parameters.xml');

const ALERT: Alert = {
  identifier: 'NL-9', sender: 'desk@police.example.nl', sent: '2031-05-06T10:00:00+02:00', status: 'Exercise', msgType: 'Alert', scope: 'Public',
  info: [
    { language: 'en', category: ['Rescue'], event: 'Child abduction', urgency: 'Immediate', severity: 'Severe', certainty: 'Likely', headline: 'Boy taken', description: 'word '.repeat(100), area: [{ areaDesc: 'Utrecht', geocode: [{ valueName: 'SAME', value: '000000' }] }] },
    { language: 'nl', category: ['Rescue'], event: 'Ontvoering', urgency: 'Immediate', severity: 'Severe', certainty: 'Likely', headline: 'Jongen ontvoerd', area: [{ areaDesc: 'Utrecht' }] },
  ],
  case: { tier: 'amber', children: [{ age: { value: 6, unit: 'year' } }], vehicles: [{ make: 'Opel', colour: 'dark-red', year: 2012, plate: 'ZZ-01-ZZ' }, { make: 'Fiat' }] },
};

const written = (alert: Alert): Alert => {
  const decoded = ipaws.decode(ipaws.encode(alert, {}).body);
  if ('unreadable' in decoded) throw new Error('unreadable');
  return decoded.messages[0]!.alert!;
};

const valueIn = (list: readonly { valueName: string; value: string }[] | undefined, name: string): string | undefined => list?.find(({ valueName }) => valueName === name)?.value;

describe('an alert of another country', () => {
  const { info: [english, dutch] = [], ...alert } = written(ALERT);

  test('gets the code, the event code and the handling of a child abduction, and an end', () => {
    expect(alert.code).toContain('IPAWSv1.0');
    for (const info of [english, dutch]) {
      expect([valueIn(info?.eventCode, 'SAME'), valueIn(info?.parameter, 'WEAHandling'), valueIn(info?.parameter, 'EAS-ORG'), info?.expires]).toEqual(['CAE', 'Child Abduction', 'CIV', '2031-05-07T08:00:00-00:00']);
    }
  });

  test('gets the texts of wireless alerts in the languages these are sent in, within their lengths (IPAWS_17, IPAWS_18)', () => {
    expect(valueIn(english?.parameter, 'CMAMtext')).toBe('AMBER Alert: Utrecht LIC/ZZ-01-ZZ 2012 Maroon Opel');
    expect([...valueIn(english?.parameter, 'CMAMlongtext')!].length).toBeLessThanOrEqual(360);
    expect(valueIn(dutch?.parameter, 'CMAMtext')).toBeUndefined();
  });

  test('keeps the whole case', () => expect(alert.case).toEqual(ALERT.case));

  test('breaks no must of the profile', () => {
    const { issues } = examine(ipaws.encode(ALERT, {}).body, formats, undefined, [IPAWS]);
    expect(issues.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('is a missing person where nobody was abducted', () => {
    expect(valueIn(written({ ...ALERT, case: { ...ALERT.case, tier: 'endangered-missing' } }).info?.[0]?.eventCode, 'SAME')).toBe('MEP');
  });

  test('that is about no child gets no code of one', () => {
    const { case: _, ...other } = ALERT;
    expect(written(other).info?.[0]?.eventCode).toBeUndefined();
  });
});

test('CAP without the code of the profile is plain CAP', () => {
  const text = readFileSync(file('adapters/us-ipaws/fixtures/abduction.xml'), 'utf8');
  expect(formats.detect(Buffer.from(text), 'us-ipaws')?.id).toBe('us-ipaws');
  expect(formats.detect(Buffer.from(text.replace('IPAWSv1.0', 'AMBER').replace('Desk 4', 'IPAWSv1.0')), 'us-ipaws')?.id).toBe('cap');
});

test('CAP is found by its namespace where nobody names the dialect', () => {
  for (const dialect of ['us-ipaws', 'ca-capcp', 'gb-govuk', 'ch-alertswiss-cap']) expect(formats.get(dialect)).toBeDefined();
  expect(formats.detect(readFileSync(file('adapters/us-ipaws/fixtures/abduction.xml')))?.id).toBe('cap');
});

(existsSync(sample) ? test : test.skip)('the sample tells its vehicle', () => {
  const { valid, alerts: [found] } = examine(readFileSync(sample), formats, 'us-ipaws');
  expect([valid, found?.alert?.case?.vehicles]).toEqual([true, [{ year: 2015, make: 'Honda', model: 'Civic', colour: 'blue', plate: '7ABC123' }]]);
});
