// CAP-CP beyond its fixtures: when the dialect is chosen, and what a test system is held for (ADR 19, rule S08).
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { loadFormats } from '../../src/adapter/load-formats.js';
import { examine } from '../../src/inbound/examine.js';

const formats = await loadFormats();
const file = (path: string): URL => new URL(`../../${path}`, import.meta.url);
const fixture = (name: string): string => readFileSync(file(`adapters/ca-capcp/fixtures/${name}.xml`), 'utf8');
const sample = file('../shared/formats/samples/ca-capcp-amber.xml');

const examined = (text: string) => {
  const { valid, adapter, alerts: [found], issues } = examine(Buffer.from(text), formats, 'ca-capcp');
  return { valid, adapter, alert: found?.alert, issues };
};

test('a message that only names a location of the list is plain CAP', () => {
  expect(formats.detect(Buffer.from(fixture('amber').replace('<code>profile:CAP-CP:0.4</code>', '')), 'ca-capcp')?.id).toBe('cap');
});

test('the code of the event counts for more than its name', () => {
  expect(examined(fixture('other-event')).alert?.case?.tier).toBeUndefined();
  expect(examined(fixture('event-without-code')).alert?.case?.tier).toBe('amber');
});

test('an exercise that would interrupt programmes is told so', () => {
  const { issues } = examined(fixture('exercise'));
  expect(issues.filter(({ code }) => code === 'DIALECT_BROADCAST')).toMatchObject([{ level: 'warning', path: '/alert/info[1]/parameter[1]' }]);
});

test('a test system is held for a test, whatever the status says (S08)', () => {
  expect(examined(fixture('test-system')).alert?.gateway?.effectiveStatus).toBe('Test');
  expect(examined(fixture('amber')).alert?.gateway?.effectiveStatus).toBe('Actual');
});

(existsSync(sample) ? test : test.skip)('the sample is an AMBER alert of a test system', () => {
  const { valid, adapter, alert } = examined(readFileSync(sample, 'utf8'));
  expect([valid, adapter, alert?.case?.tier, alert?.gateway?.effectiveStatus]).toEqual([true, 'ca-capcp', 'amber', 'Test']);
});
