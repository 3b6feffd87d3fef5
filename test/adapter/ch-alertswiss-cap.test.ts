// Alertswiss beyond its fixtures: signs of practice, and the signature of the real messages (ADR 19, rules S02, S04, S08).
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { loadFormats } from '../../src/adapter/load-formats.js';
import { examine, examineWithSignature } from '../../src/inbound/examine.js';

const formats = await loadFormats();
const file = (path: string): URL => new URL(`../../${path}`, import.meta.url);
const fixture = (name: string): string => readFileSync(file(`adapters/ch-alertswiss-cap/fixtures/${name}.xml`), 'utf8');
const samples = file('../shared/formats/samples/');
const names = existsSync(samples) ? readdirSync(samples).filter((name) => name.startsWith('ch-alertswiss-cap-')) : [];

const examined = (text: string) => {
  const { valid, adapter, alerts: [found], issues } = examine(Buffer.from(text), formats, 'ch-alertswiss-cap');
  return { valid, adapter, alert: found?.alert, issues };
};

test('training is no real alert, whatever the status says (S08)', () => {
  expect(examined(fixture('training')).alert).toMatchObject({ status: 'Actual', gateway: { effectiveStatus: 'Exercise' } });
  expect(examined(fixture('daily-test')).alert?.gateway?.effectiveStatus).toBe('Test');
  expect(examined(fixture('abduction')).alert?.gateway?.effectiveStatus).toBe('Actual');
});

test('a hole in the area is told once', () => {
  expect(examined(fixture('abduction')).issues.filter(({ code }) => code === 'DIALECT_AREA')).toMatchObject([{ path: '/alert/info[1]/area[1]/geocode[2]' }]);
});

test('another sender that speaks of Alertswiss is plain CAP', () => {
  expect(formats.detect(Buffer.from(fixture('training').replace('info@alertswiss.ch', 'info@alertswiss.ch.example.org')), 'ch-alertswiss-cap')?.id).toBe('cap');
});

(names.length > 0 ? describe : describe.skip)('of the samples', () => {
  test.each(names)('%s is read with its signature', async (name) => {
    const bytes = readFileSync(new URL(name, samples));
    const { adapter, alerts: [found], issues } = await examineWithSignature(bytes, formats, 'ch-alertswiss-cap');
    expect([adapter, found?.alert?.gateway?.effectiveStatus === 'Actual']).toEqual(['ch-alertswiss-cap', false]);
    expect(issues.map(({ code }) => code)).toContain('SIGNATURE_UNVERIFIED');
    expect(issues.map(({ code }) => code)).not.toContain('SIGNATURE_INVALID');
  });

  test('one changed letter breaks the signature', async () => {
    const text = readFileSync(new URL(names.find((name) => name.includes('TEST-headline'))!, samples), 'utf8');
    const { issues } = await examineWithSignature(Buffer.from(text.replace('Erdbeben', 'Erdbebem')), formats);
    expect(issues.map(({ code }) => code)).toContain('SIGNATURE_INVALID');
  });
});
