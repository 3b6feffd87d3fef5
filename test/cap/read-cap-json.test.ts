// The common model as JSON: the same rules as for XML, JSON pointers as paths, and nothing unknown slips in.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { capJsonFormat } from '../../src/cap/cap-formats.js';
import { readCapJson } from '../../src/cap/read-cap-json.js';
import type { Alert } from '../../src/model/generated/alert.js';
import { anyAlert } from './arbitrary.js';
import { alertOf, brief, bytesOf, SAMPLE } from './sample.js';

const sample = alertOf(SAMPLE) as Alert & Record<string, unknown>;
const info = sample.info![0]!;
const area = info.area![0]!;
const findings = (changes: object): string[] => brief(readCapJson(JSON.parse(JSON.stringify({ ...sample, ...changes }))).issues);
const inInfo = (changes: object): string[] => findings({ info: [{ ...info, ...changes }] });
const inArea = (changes: object): string[] => inInfo({ area: [{ ...area, ...changes }] });

describe('An alert in JSON', () => {
  test('that is sound has no findings and is read as it is', () => {
    expect(readCapJson(sample)).toMatchObject({ alert: sample, issues: [] });
  });

  test('is read as it was written, whatever it holds', () => {
    fc.assert(fc.property(anyAlert, (alert) => {
      const decoded = capJsonFormat.decode(capJsonFormat.encode(alert, {}).body);
      expect('messages' in decoded && decoded.messages[0]!.alert).toEqual(alert);
    }), { numRuns: 150 });
  });

  test.each([
    ['CAP_A10', { status: 'Real' }, 'error CAP_A10 /status'],
    ['CAP_A08', { sent: '2026-03-02T17:05:00Z' }, 'error CAP_A08 /sent'],
    ['CAP_A14', { references: [] }, 'error CAP_A14 /references'],
    ['CAP_A23', { addresses: ['a "b'], scope: 'Private' }, 'error CAP_A23 /addresses/0'],
    ['CAP_A28', { references: [{ sender: 'a', identifier: '', sent: '2026-03-02T17:05:00+01:00' }] }, 'error CAP_A28 /references/0'],
    ['CAP_A28', { references: [{}] }, 'error CAP_A28 /references/0'],
    ['CAP_A28', { references: [{ sender: 'a', identifier: 'b' }] }, 'error CAP_A28 /references/0'],
    ['CAP_A29', { references: [{ sender: 'a b', identifier: 'c', sent: '2026-03-02T17:05:00+01:00' }] }, 'error CAP_A29 /references/0'],
    ['SCHEMA_UNKNOWN', { mood: 'calm' }, 'error SCHEMA_UNKNOWN /mood'],
    ['SCHEMA_UNKNOWN', { constructor: 1 }, 'error SCHEMA_UNKNOWN /constructor'],
    ['SCHEMA_UNKNOWN', { 'a/b~c': 1 }, 'error SCHEMA_UNKNOWN /a~1b~0c'],
    ['SCHEMA_TYPE', { status: 5 }, 'error SCHEMA_TYPE /status'],
    ['SCHEMA_TYPE', { info: 'x' }, 'error SCHEMA_TYPE /info'],
    ['SCHEMA_TYPE', { note: null }, 'error SCHEMA_TYPE /note'],
    ['SCHEMA_VALUE', { case: { tier: 'red' } }, 'error SCHEMA_VALUE /case/tier'],
    ['SCHEMA_VALUE', { case: { lastSeen: { point: [1] } } }, 'error SCHEMA_VALUE /case/lastSeen/point'],
    ['SCHEMA_REQUIRED', { case: { children: [{ age: { value: 7 } }] } }, 'error SCHEMA_REQUIRED /case/children/0/age'],
    ['SCHEMA_GATEWAY', { gateway: { adapter: 'x' } }, 'note SCHEMA_GATEWAY /gateway'],
  ])('%s is found once: %j', (_code, changes, expected) => {
    expect(findings(changes)).toEqual([expected]);
  });

  test.each([
    ['CAP_I04', { category: [] }, 'error CAP_I04 /info/0/category'],
    ['CAP_I05', { event: undefined }, 'error CAP_I05 /info/0'],
    ['SCHEMA_TYPE', { category: [5] }, 'error SCHEMA_TYPE /info/0/category/0'],
    ['SCHEMA_TYPE', { resource: ['x'] }, 'error SCHEMA_TYPE /info/0/resource/0'],
    ['CAP_I13', { eventCode: [{ valueName: 'a' }] }, 'error CAP_I13 /info/0/eventCode/0'],
  ])('%s inside info is found once: %j', (_code, changes, expected) => {
    expect(inInfo(changes)).toEqual([expected]);
  });

  test.each([
    ['CAP_G10', { circle: ['41.33 19.82 20'] }, 'error CAP_G10 /info/0/area/0/circle/0'],
    ['CAP_G16', { ceiling: 1 }, 'error CAP_G16 /info/0/area/0/ceiling'],
    ['SCHEMA_TYPE, and not the ceiling beside it', { altitude: '100' }, 'error SCHEMA_TYPE /info/0/area/0/altitude'],
  ])('%s inside area is found once: %j', (_code, changes, expected) => {
    expect(inArea(changes)).toEqual([expected]);
  });

  test('loses what the gateway of another wrote', () => {
    expect(readCapJson({ ...sample, gateway: { effectiveStatus: 'Actual' } }).alert).not.toHaveProperty('gateway');
  });

  test('cannot reach the prototype of anything', () => {
    const document: unknown = JSON.parse('{"__proto__":{"polluted":1},"identifier":"a","case":{"__proto__":{"tier":"amber"}}}');
    const { alert } = readCapJson(document);
    expect(alert).toEqual({ identifier: 'a', case: {} });
    expect(alert!.case!.tier).toBeUndefined();
    expect({}).not.toHaveProperty('polluted');
  });

  test('in a list has its position in every path, with line and column', () => {
    const decoded = capJsonFormat.decode(bytesOf(JSON.stringify([sample, { ...sample, status: 'Real' }], null, 1)));
    if (!('messages' in decoded)) throw new Error('unreadable');
    expect(decoded.messages.map(({ issues }) => brief(issues))).toEqual([[], ['error CAP_A10 /1/status']]);
    expect(decoded.messages[1]!.issues[0]).toMatchObject({ line: expect.any(Number), column: expect.any(Number) });
  });
});
