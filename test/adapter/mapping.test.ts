// A mapping.json instead of code: what is mapped comes back as it was, what is not is told, and a mapping that cannot be read backwards is not loaded.
import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadAdapters } from '../../src/adapter/load-adapters.js';
import type { Format } from '../../src/format/format.js';
import type { Alert } from '../../src/model/generated/alert.js';
import { nationalMessages } from './national-documents.js';

const scratch = mkdtempSync(join(tmpdir(), 'mappings-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const MANIFEST = {
  id: 'trial', name: 'Trial', countries: ['XK'], syntax: 'json', mediaType: 'application/json', direction: 'both', languages: ['sq', 'sr'], timeZone: 'Europe/Belgrade',
  standing: 'assumed', sources: ['made up for a test'], losses: [{ path: '/**', reason: 'Trial is small.' }],
};
const HEAD = [{ national: '/no', common: '/identifier' }, { national: '/from', common: '/sender' }, { national: '/when', common: '/sent', date: 'iso' }];

let count = 0;
const loadTrial = async (fields: object[], { manifest = {}, constants = [] as object[], extra = {} as Record<string, string> } = {}): Promise<Format> => {
  count += 1;
  const folder = join(scratch, String(count), 'trial');
  mkdirSync(folder, { recursive: true });
  const files = {
    'README.md': 'Trial', 'manifest.json': JSON.stringify({ ...MANIFEST, ...manifest }), 'national.schema.json': '{"type":"object"}',
    'mapping.json': JSON.stringify({ detect: '/no', constants, fields }), ...extra,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return (await loadAdapters(pathToFileURL(`${join(scratch, String(count))}/`)))[0]!;
};

const read = (format: Format, message: unknown) => {
  const decoded = format.decode(new TextEncoder().encode(JSON.stringify(message)));
  if ('unreadable' in decoded) throw new Error('unreadable');
  return decoded.messages[0]!;
};
const write = (format: Format, alert: unknown, language?: string) => JSON.parse(new TextDecoder().decode(format.encode(alert as Alert, { language }).body)) as Record<string, unknown>;

describe('values', () => {
  test.each([
    ['iso', '2026-03-01T15:20:00Z', '2026-03-01T15:20:00-00:00'],
    ['iso', '2026-03-01T16:20:00+01:00', '2026-03-01T16:20:00+01:00'],
    ['unix-seconds', 1772378400, '2026-03-01T15:20:00-00:00'],
    ['unix-milliseconds', 1772378400000, '2026-03-01T15:20:00-00:00'],
    ['dd.mm.yyyy hh:mm', '01.03.2026 16:20', '2026-03-01T16:20:00+01:00'],
    ['dd-mm-yyyy hh:mm:ss', '01-07-2026 16:20:05', '2026-07-01T16:20:05+02:00'],
    ['dd.mm.yyyy', '01.03.2026', '2026-03-01'],
    ['yyyy-mm-dd', '2026-03-01', '2026-03-01'],
    ['dd/mm/yyyy hh:mm', '25/10/2026 02:30', '2026-10-25T02:30:00+02:00'],
  ])('a date written %s is %s there and %s here', async (date, national, common) => {
    const format = await loadTrial([...HEAD, { national: '/at', common: '/case/outcome/at', date }]);
    expect(read(format, { no: '1', at: national }).alert?.case?.outcome?.at).toBe(common);
    expect(write(format, { identifier: '1', case: { outcome: { at: common } } }).at).toBe(national);
  });

  const SEVERAL = ['dd.mm.yyyy hh:mm', 'dd.mm.yyyy hh:mm:ss', 'iso'];

  test.each([
    ['01.03.2026 16:20', '2026-03-01T16:20:00+01:00'],
    ['01.03.2026 16:20:05', '2026-03-01T16:20:05+01:00'],
    ['2026-03-01T15:20:00Z', '2026-03-01T15:20:00-00:00'],
    ['2026-10-25T02:30:00+01:00', '2026-10-25T02:30:00+01:00'],
  ])('of several forms of a date the first that loses nothing is written: %s', async (national, common) => {
    const format = await loadTrial([...HEAD, { national: '/at', common: '/case/outcome/at', date: SEVERAL }]);
    expect(read(format, { no: '1', at: national }).alert?.case?.outcome?.at).toBe(common);
    expect(write(format, { identifier: '1', case: { outcome: { at: common } } }).at).toBe(national);
  });

  test('of several forms of a date each is read', async () => {
    const format = await loadTrial([...HEAD, { national: '/at', common: '/case/outcome/at', date: SEVERAL }]);
    expect(read(format, { no: '1', at: '2026-03-01T16:20:00+01:00' }).alert?.case?.outcome?.at).toBe('2026-03-01T16:20:00+01:00');
  });

  test.each([['31.02.2026 10:00'], ['29.03.2026 02:30'], ['1.3.2026 10:00'], [20260301], [null], [['01.03.2026 10:00', 5]]])('%j is no time and is not carried on', async (at) => {
    const format = await loadTrial([...HEAD, { national: '/at', common: '/case/outcome/at', date: 'dd.mm.yyyy hh:mm' }]);
    expect(read(format, { no: '1', at }).alert?.case).toBeUndefined();
  });

  test('a zone without summer time and half an hour beside the others is taken as it is', async () => {
    const format = await loadTrial([...HEAD, { national: '/at', common: '/case/outcome/at', date: 'dd.mm.yyyy hh:mm' }], { manifest: { timeZone: 'Asia/Kolkata' } });
    expect(read(format, { no: '1', at: '01.07.2026 10:00' }).alert?.case?.outcome?.at).toBe('2026-07-01T10:00:00+05:30');
  });

  test('a height in any unit is the same height, without the noise of fractions', async () => {
    const format = await loadTrial([...HEAD, { national: '/children/*/tall', common: '/case/children/*/heightCm', unit: { national: 'm', common: 'cm' } }]);
    fc.assert(fc.property(fc.integer({ min: 0, max: 2500 }), (millimetres) => {
      const children = [{ tall: millimetres / 1000 }];
      const { alert } = read(format, { no: '1', children });
      expect(alert?.case?.children?.[0]?.heightCm).toBe(millimetres / 10);
      expect(write(format, alert).children).toEqual(children);
    }));
  });

  test('codes change in single values and in lists, and a word without a code is told', async () => {
    const format = await loadTrial([...HEAD, { national: '/lands', common: '/case/possibleCountries', codes: { Greqi: 'GR', Itali: 'IT' } }]);
    const { alert, issues } = read(format, { no: '1', lands: ['Itali', 'Mars', 'Greqi'] });
    expect(alert?.case?.possibleCountries).toEqual(['IT', 'GR']);
    expect(issues).toEqual([expect.objectContaining({ code: 'SCHEMA_UNKNOWN', level: 'warning', path: '/lands' })]);
    expect(write(format, alert).lands).toEqual(['Itali', 'Greqi']);
  });
});

describe('places', () => {
  test('what no field maps is told where it stands', async () => {
    const { issues } = read(await loadTrial(HEAD), { no: '1', extra: { deep: ['x', null, ''] }, blank: '', __proto__: { no: 2 } });
    expect(issues.map(({ code, path }) => [code, path])).toEqual([['SCHEMA_UNKNOWN', '/extra/deep/0']]);
  });

  test('a constant fills in only what is missing where what holds it is there', async () => {
    const constants = [{ common: '/case/children/*/age/unit', value: 'year' }, { common: '/scope', value: 'Public' }];
    const format = await loadTrial([...HEAD, { national: '/scope', common: '/scope' }, { national: '/kids/*/age', common: '/case/children/*/age/value' }, { national: '/kids/*/name', common: '/case/children/*/name/full' }], { constants });
    const { alert } = read(format, { no: '1', scope: 'Private', kids: [{ age: 4 }, { name: 'Filan' }] });
    expect(alert).toMatchObject({ scope: 'Private', case: { children: [{ age: { value: 4, unit: 'year' } }, { name: { full: 'Filan' } }] } });
    expect(alert?.case?.children?.[1]?.age).toBeUndefined();
  });

  test('a form that can only say Alert, or only Actual, carries nothing else', async () => {
    const format = await loadTrial(HEAD, { constants: [{ common: '/msgType', value: 'Alert' }, { common: '/status', value: 'Actual' }] });
    expect(write(format, { identifier: '1', msgType: 'Alert', status: 'Actual' })).toEqual({ no: '1' });
    for (const other of [{ msgType: 'Cancel', status: 'Actual' }, { msgType: 'Alert', status: 'Test' }]) {
      expect(() => write(format, { identifier: '1', ...other })).toThrow(expect.objectContaining({ code: 'ENCODE_FAILED', issues: [expect.objectContaining({ code: 'LOSS', level: 'error', message: expect.stringMatching(/with the (msgType Alert|status Actual) only/) })] }));
    }
  });

  test('a form with one text takes the one in the reader\'s language, and the others are losses', async () => {
    const format = await loadTrial([...HEAD, { national: '/title', common: '/info/*/headline' }]);
    const alert = { identifier: '1', info: [{ language: 'en', headline: 'Missing' }, { language: 'sq', headline: 'Zhdukur' }, { language: 'sr', headline: 'Nestao' }] };
    expect(write(format, alert).title).toBe('Zhdukur');
    expect(write(format, alert, 'en-GB').title).toBe('Missing');
    expect(format.encode(alert as unknown as Alert, {}).losses.map(({ path }) => path)).toEqual(expect.arrayContaining(['/info/0', '/info/2']));
  });

  test('an info block without a language is written as American English, which it is (CAP I02)', async () => {
    const format = await loadTrial([...HEAD, { national: '/texts/*/lang', common: '/info/*/language' }, { national: '/texts/*/title', common: '/info/*/headline' }], { constants: [{ common: '/info/*/language', value: 'sq' }] });
    expect(write(format, { identifier: '1', info: [{ headline: 'Missing' }] }).texts).toEqual([{ lang: 'en-US', title: 'Missing' }]);
    expect(read(format, { no: '1', texts: [{ title: 'Zhdukur' }] }).alert?.info).toEqual([{ language: 'sq', headline: 'Zhdukur' }]);
  });
});

describe('a mapping that cannot be read backwards is not loaded', () => {
  test.each([
    ['a national field twice', [...HEAD, { national: '/no', common: '/note' }], /national field \/no stands twice/],
    ['a place of the alert twice', [...HEAD, { national: '/x', common: '/sender' }], /\/sender of the alert stands twice/],
    ['lists of different depth', [...HEAD, { national: '/x', common: '/case/children/*/eyes' }], /differ in their lists/],
    ['a code with two words', [...HEAD, { national: '/x', common: '/status', codes: { a: 'Test', b: 'Test' } }], /code Test of \/x has two words/],
    ['a place that is the gateway\'s', [...HEAD, { national: '/x', common: '/gateway/adapter' }], /mapping\.json: \/fields\/3\/common/],
    ['a date in an unknown form', [...HEAD, { national: '/x', common: '/sent', date: 'mm-dd-yyyy' }], /\/fields\/3\/date/],
  ])('%s', async (_, fields, message) => {
    await expect(loadTrial(fields)).rejects.toThrow(message);
  });

  test('a zone that is none, and code beside it', async () => {
    await expect(loadTrial(HEAD, { manifest: { timeZone: 'Europe/Nowhere' } })).rejects.toThrow(/timeZone "Europe\/Nowhere" is none/);
    await expect(loadTrial(HEAD, { extra: { 'decode.js': '' } })).rejects.toThrow(/decode\.js: is one too many beside mapping\.json/);
  });
});

test('whatever the Serbian form can say is told in the alert or as an issue, and comes back from it', async () => {
  const format = (await loadAdapters()).find(({ id }) => id === 'rs')!;
  fc.assert(fc.property(nationalMessages('rs'), (message) => {
    const { alert, issues } = read(format, message);
    fc.pre(issues.length === 0);
    const { body, losses } = format.encode(alert!, {});
    expect(losses).toEqual([]);
    expect(read(format, JSON.parse(new TextDecoder().decode(body))).alert).toEqual(alert);
  }), { numRuns: 60 });
});
