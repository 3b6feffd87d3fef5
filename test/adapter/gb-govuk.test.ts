// GOV.UK beyond its fixtures: when the dialect is chosen, and what its sample becomes (ADR 19).
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { loadFormats } from '../../src/adapter/load-formats.js';
import { examine } from '../../src/inbound/examine.js';

const formats = await loadFormats();
const file = (path: string): URL => new URL(`../../${path}`, import.meta.url);
const sample = file('../shared/formats/samples/uk-govuk-emergency-alert.from-generator.xml');

test('another sender that speaks of the service is plain CAP', () => {
  const text = readFileSync(file('adapters/gb-govuk/fixtures/alert.xml'), 'utf8');
  expect(examine(Buffer.from(text.replace('gov.uk</sender>', 'gov.uk.example.org</sender>')), formats).adapter).toBe('cap');
});

test('a stage of the service is held for a test (S08)', () => {
  const { alerts: [found] } = examine(readFileSync(file('adapters/gb-govuk/fixtures/preview.xml')), formats, 'gb-govuk');
  expect(found?.alert).toMatchObject({ status: 'Actual', gateway: { effectiveStatus: 'Test' } });
});

(existsSync(sample) ? test : test.skip)('the sample is read', () => {
  const { valid, adapter, issues } = examine(readFileSync(sample), formats, 'gb-govuk');
  expect([valid, adapter, issues.map(({ code }) => code)]).toEqual([true, 'gb-govuk', ['DIALECT_AREA_NAME']]);
});
