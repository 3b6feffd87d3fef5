// CAP-LU beyond its fixtures: what the gateway makes of the words of Luxembourg (ADR 19, rules A14, S08).
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { loadFormats } from '../../src/adapter/load-formats.js';
import { examine } from '../../src/inbound/examine.js';

const formats = await loadFormats();
const file = (path: string): URL => new URL(`../../${path}`, import.meta.url);
const fixture = (name: string): string => readFileSync(file(`adapters/lu-cap-lu/fixtures/${name}.xml`), 'utf8');
const sample = file('../shared/formats/samples/lu-alert-cap-lu.shape.xml');

const examined = (text: string) => {
  const { valid, adapter, alerts: [found], issues } = examine(Buffer.from(text), formats);
  return { valid, adapter, alert: found?.alert, codes: issues.map(({ code }) => code) };
};

test.each(['pause', 'resume'])('%s is an Update that keeps its word, and is told as such', (word) => {
  const { valid, adapter, alert, codes } = examined(fixture(word));
  expect([valid, adapter, alert?.msgType, alert?.code]).toEqual([true, 'lu-cap-lu', 'Update', [`urn:alertbridge:cap-lu:msgType:${word}`]]);
  expect(codes).toContain('DIALECT_MSGTYPE');
  expect(codes).not.toContain('CAP_A13');
});

test('a pause of nothing is refused (A14)', () => {
  const { valid, codes } = examined(fixture('pause').replace(/ {2}<references>.*\n/, ''));
  expect([valid, codes.includes('CAP_A14')]).toEqual([false, true]);
});

test('another unknown word stays a fault (A13)', () => {
  expect(examined(fixture('pause').replace('>pause<', '>rewind<'))).toMatchObject({ valid: false, codes: ['CAP_A13'] });
});

test('the level TEST in a message marked Actual is held for a test (S08)', () => {
  expect(examined(fixture('test-level')).alert?.gateway?.effectiveStatus).toBe('Test');
  expect(examined(fixture('two-languages')).alert?.gateway?.effectiveStatus).toBe('Actual');
});

test('only a message in the namespace is of this dialect, not one that names it', () => {
  const other = fixture('two-languages').replace(/<alert xmlns="[^"]*"/, '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"');
  expect(formats.detect(Buffer.from(other))?.id).toBe('cap');
});

(existsSync(sample) ? test : test.skip)('the sample is read', () => {
  const { valid, adapter, alert } = examined(readFileSync(sample, 'utf8'));
  expect([valid, adapter, alert?.info?.length]).toEqual([true, 'lu-cap-lu', 2]);
});
