// Judging a message never fails, whatever is missing in it or of the wrong kind: then it is not valid, and the reader hears why.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { capJsonFormat } from '../../src/cap/cap-formats.js';
import { createFormats } from '../../src/format/formats.js';
import { examine } from '../../src/inbound/examine.js';
import { spoilt, WHOLE } from './spoilt.js';

const formats = createFormats([capJsonFormat]);
const judged = (message: unknown) => examine(Buffer.from(JSON.stringify(message)), formats, 'cap-json');

test('whatever is left out or of another kind', () => {
  fc.assert(fc.property(spoilt(WHOLE), (message) => { expect(typeof judged(message).valid).toBe('boolean'); }), { numRuns: 3_000 });
});

test.each<[string, object, string]>([
  ['a related person without a name', { case: { relatedPersons: [{ kind: 'sibling' }] } }, 'SCHEMA_REQUIRED'],
  ['a reference without a time', { references: [{ sender: 'desk@gr.example.org', identifier: 'X-0' }] }, 'CAP_A28'],
  ['a precision that is none', { case: { lastSeen: { at: '2026-11-22', precision: 'week' } } }, 'SCHEMA_VALUE'],
])('%s is a finding', (_what, more, code) => {
  const { valid, issues } = judged({ ...WHOLE, ...more });
  expect([valid, issues.map((issue) => issue.code)]).toEqual([false, expect.arrayContaining([code])]);
});
