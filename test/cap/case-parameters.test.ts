// The child-alert block as CAP parameters: comes back identical, and what is not its own stays where it is.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { caseToParameters, CHILD_ALERT_PROFILE, parametersToCase } from '../../src/cap/case-parameters.js';
import type { Case, NamedValue } from '../../src/model/generated/alert.js';
import { anyCase } from './arbitrary.js';
import { alertOf, brief, messageOf, sampleWith } from './sample.js';

const parameter = (path: string, value: string): NamedValue => ({ valueName: `${CHILD_ALERT_PROFILE}:${path}`, value });

const CASE: Case = {
  tier: 'amber',
  children: [{ name: { given: 'Ana' }, age: { value: 11, unit: 'year', approximate: false }, marks: ['scar', 'glasses'] }, { name: { given: 'Besa' } }],
  lastSeen: { point: [41.33, 19.82] },
};

const WIRE: NamedValue[] = [
  parameter('tier', 'amber'),
  parameter('children.1.name.given', 'Ana'),
  parameter('children.1.age.value', '11'),
  parameter('children.1.age.unit', 'year'),
  parameter('children.1.age.approximate', 'false'),
  parameter('children.1.marks.1', 'scar'),
  parameter('children.1.marks.2', 'glasses'),
  parameter('children.2.name.given', 'Besa'),
  parameter('lastSeen.point.1', '41.33'),
  parameter('lastSeen.point.2', '19.82'),
];

const codes = (parameters: NamedValue[]): string[] => parametersToCase(parameters).issues.map(({ code, path }) => `${code} ${path}`);

const embedded = (parameters: NamedValue[], code = ''): string => sampleWith(
  ['<code>first</code>', `<code>first</code>${code}`],
  ['<parameter>', parameters.map(({ valueName, value }) => `<parameter><valueName>${valueName}</valueName><value>${value}</value></parameter>`).join('') + '<parameter>'],
);

describe('A case', () => {
  test('is named by its paths, counted from 1', () => {
    expect(caseToParameters(CASE)).toEqual(WIRE);
  });

  test('comes back identical, whatever the schema allows', () => {
    fc.assert(fc.property(anyCase, (childCase) => {
      const { case: back, rest, issues } = parametersToCase(caseToParameters(childCase));
      expect(back ?? {}).toEqual(childCase);
      expect({ rest, issues }).toEqual({ rest: [], issues: [] });
    }), { numRuns: 300 });
  });

  test('comes back from parameters in any order, between others', () => {
    const other = { valueName: 'desk-shift', value: 'night' };
    const { case: back, rest } = parametersToCase([...WIRE.slice(5), other, ...WIRE.slice(0, 5)]);
    expect(back).toEqual({ ...CASE });
    expect(rest).toEqual([{ index: 5, parameter: other }]);
  });

  test('leaves out empty objects and lists without leaving gaps', () => {
    expect(caseToParameters({ children: [{}, { name: {} }, { eyes: 'brown' }], vehicles: [] })).toEqual([parameter('children.1.eyes', 'brown')]);
  });
});

describe('A parameter of the profile', () => {
  test.each(['children.1.shoeSize', 'children.0.eyes', 'children.eyes', 'tier.x', '', 'constructor', '__proto__.polluted', 'children.1.__proto__.eyes'])('with the unknown path "%s" stays an ordinary one', (path) => {
    const { case: back, rest } = parametersToCase([parameter(path, 'amber'), parameter('tier', 'amber')]);
    expect(codes([parameter(path, 'amber')])).toEqual(['CHILD_UNKNOWN /0']);
    expect(rest.map(({ index }) => index)).toEqual([0]);
    expect(back).toEqual({ tier: 'amber' });
    expect({}).not.toHaveProperty('polluted');
  });

  test.each([['tier', 'red'], ['children.1.heightCm', 'tall'], ['children.1.heightCm', '-5'], ['children.1.heightCm', '165.0'], ['vehicles.1.year', '2019.5'], ['criteria.1.met', 'yes'], ['children.1.dateOfBirth', '1 May'], ['children.1.heightCm', 'Infinity']])('%s = %s is mistyped and stays an ordinary one', (path, value) => {
    expect(codes([parameter(path, value)])).toEqual(['CHILD_TYPE /0']);
  });

  test('that stands twice is used once', () => {
    const { case: back, rest } = parametersToCase([parameter('tier', 'amber'), parameter('tier', 'endangered-missing')]);
    expect(back).toEqual({ tier: 'amber' });
    expect(rest.map(({ index }) => index)).toEqual([1]);
    expect(codes([parameter('tier', 'amber'), parameter('tier', 'amber')])).toEqual(['CHILD_REPEATED /1']);
  });

  test.each([['children.1.age.value', '11'], ['lastSeen.point.1', '41.3']])('%s without the one beside it stays an ordinary one', (path, value) => {
    expect(codes([parameter(path, value)])).toEqual(['CHILD_INCOMPLETE /0']);
  });
});

describe('Reading CAP XML', () => {
  test('lifts the case out of the parameters and the profile out of the codes', () => {
    const alert = alertOf(embedded(WIRE, `<code>${CHILD_ALERT_PROFILE}</code>`));
    expect(alert.case).toEqual(CASE);
    expect(alert.code).toEqual(['first', '006017']);
    expect(alert.info![0]!.parameter).toEqual([{ valueName: 'desk-shift', value: 'night' }]);
  });

  test('warns of a parameter it could not use, where it stands', () => {
    const { alert, issues } = messageOf(embedded([...WIRE, parameter('tier', 'red'), parameter('mood', 'calm')]));
    expect(brief(issues)).toEqual(['warning CHILD_REPEATED /alert/info[1]/parameter[11]', 'warning CHILD_UNKNOWN /alert/info[1]/parameter[12]']);
    expect(alert!.info![0]!.parameter).toHaveLength(3);
  });

  test('knows afterwards where a value of the case, or a parameter that stayed, stands in the document', () => {
    const { locate } = messageOf(embedded(WIRE));
    expect(locate('/case/children/0/age/value')).toMatchObject({ path: '/alert/info[1]/parameter[3]' });
    expect(locate('/info/0/parameter/0/value')).toMatchObject({ path: '/alert/info[1]/parameter[11]/value' });
  });

  test('keeps the code of the profile where no case came with it', () => {
    expect(alertOf(embedded([], `<code>${CHILD_ALERT_PROFILE}</code>`)).code).toEqual(['first', CHILD_ALERT_PROFILE, '006017']);
  });
});
