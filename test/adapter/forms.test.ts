// Forms of countries without a feed: what a desk types in a table or a letter becomes the alert it means, and nothing typed there can pretend to be a field.
import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadAdapters } from '../../src/adapter/load-adapters.js';
import { formSchema } from '../../src/adapter/form/form.js';
import { createFormats } from '../../src/format/formats.js';
import type { DecodedMessage, Format } from '../../src/format/format.js';
import { convert } from '../../src/inbound/examine.js';
import type { Alert } from '../../src/model/generated/alert.js';
import { adapterFile, nationalMessages, type Schema } from './national-documents.js';

const formats = await loadAdapters();
const format = (id: string): Format => formats.find((one) => one.id === id)!;
const FORMS = formats.filter(({ id }) => formats.some((one) => one.id === `${id}-csv`)).map(({ id }) => id);
const ENDINGS = { json: '.json', csv: '.csv', text: '.txt', xml: '.xml' } as const;

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const decode = (id: string, text: string): DecodedMessage[] => {
  const decoded = format(id).decode(bytesOf(text));
  if ('unreadable' in decoded) throw new Error(decoded.unreadable.map(({ code }) => code).join());
  return decoded.messages;
};
const codesOf = (messages: readonly DecodedMessage[]): string[] => messages.flatMap(({ issues }) => issues.map(({ code, path, line }) => `${code} ${path} ${line}`));
const written = (id: string, alert: unknown): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(format(id).encode(alert as Alert, {}).body);

const HEAD = ['Form: child-alert-ie-1', 'Message number: IE-1', 'Sending desk: desk@police.example.ie', 'Sent: 01/07/2026 16:20', 'Status: Real', 'Type of message: Alert'];
const letter = (...lines: string[]): string => [...HEAD, ...lines].join('\n');
const COLUMNS = HEAD.map((line) => line.split(': ')[0]!);
const CELLS = HEAD.map((line) => line.split(': ')[1]!);
const table = (columns: string[], ...rows: string[][]): string => [[...COLUMNS, ...columns], ...rows.map((row) => [...CELLS, ...row])].map((row) => row.join(',')).join('\r\n');

test('there is a form for every country without a feed', () => {
  expect(FORMS.sort()).toEqual(['al-form', 'ba', 'bg', 'cy', 'cz', 'es', 'gr', 'hr', 'hu', 'ie', 'it', 'me', 'mk', 'mt', 'pl', 'pt', 'ro', 'rs-form', 'si', 'sk']);
});

test('each document of a form is found by its content, as the form and carrier it is', () => {
  const all = createFormats(formats);
  const formOf = (id: string): string => id.replace(/-(?:csv|text)$/, '');
  for (const { id, manifest: { syntax } } of formats.filter((one) => FORMS.includes(formOf(one.id)))) {
    const folder = adapterFile(`${formOf(id)}/fixtures/`);
    const names = readdirSync(folder).filter((name) => name.endsWith(ENDINGS[syntax]) && !/\.(?:alert|issues)\.json$/.test(name));
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect([id, name, all.detect(readFileSync(new URL(name, folder)))?.id]).toEqual([id, name, id]);
  }
});

describe('a letter', () => {
  test('may have a greeting before it, quoted lines in it, empty fields, Windows line ends and a signature', () => {
    const text = ['Dear colleagues,', 'please note: urgent', '', ...HEAD.slice(0, 3), '> Status: Test', ...HEAD.slice(3), 'Note:', 'Child 1', 'Given name: Ana', 'Family name:', '', '-- ', 'Status: Test'].join('\r\n');
    const [message] = decode('ie-text', text);
    expect(message).toMatchObject({ alert: { status: 'Actual', sent: '2026-07-01T16:20:00+01:00', case: { children: [{ name: { given: 'Ana' } }] } }, issues: [] });
    expect(message?.alert).not.toHaveProperty('note');
  });

  test('goes on with a value in lines that are indented, whatever they look like', () => {
    const [message] = decode('ie-text', letter('Note: first', '  Status: Test', '', '    Child 2', 'Source: x'));
    expect(message).toMatchObject({ alert: { status: 'Actual', note: 'first\nStatus: Test\n\n  Child 2', source: 'x' }, issues: [] });
    expect(message?.alert?.case).toBeUndefined();
  });

  test('finds a label under the nearest heading, else under what holds it', () => {
    const { alert } = decode('ie-text', letter('Child 2', 'Given name: Two', 'Clothing 1', 'Garment: coat', 'Sex: Male', 'Vehicle 1', 'Colour: red', 'Note: n', 'Child: Given name: One'))[0]!;
    expect(alert).toMatchObject({ note: 'n', case: { children: [{ name: { given: 'One' } }, { name: { given: 'Two' }, sex: 'male', clothing: [{ garment: 'coat' }] }], vehicles: [{ colour: 'red' }] } });
  });

  test.each([
    ['an unknown label', ['Nota: x'], 'SCHEMA_UNKNOWN /Nota 7'],
    ['an unknown label under a heading', ['Child 1', 'Nick: x'], 'SCHEMA_UNKNOWN /Child 1: Nick 8'],
    ['a label numbered beyond any list', ['Child 999: Given name: x'], 'SCHEMA_UNKNOWN /Child 999 7'],
    ['a word that is none of its list', ['Level: amber'], 'SCHEMA_ENUM /Level 7'],
    ['a number in words', ['Child 1', 'Age: eight'], 'SCHEMA_TYPE /Child/0/Age 8'],
    ['neither yes nor no', ['Consent: Name may be published: maybe'], 'SCHEMA_TYPE /Consent/Name may be published 7'],
  ])('says where it has %s', (_, lines, told) => {
    expect(codesOf(decode('ie-text', letter(...lines)))).toEqual([told]);
  });

  test('tells a line that belongs to no field, for it may be half of one', () => {
    const decoded = format('ie-text').decode(bytesOf(letter('Note: one', '', 'and another paragraph')));
    expect(decoded).toMatchObject({ issues: [{ code: 'FORM_STRAY', level: 'warning', line: 9 }], messages: [{ alert: { note: 'one' } }] });
  });

  test('does not take what follows a quoted line for part of the value above it', () => {
    const decoded = format('ie-text').decode(bytesOf(letter('Note: one', '> Note: old', 'Kind regards')));
    expect(decoded).toMatchObject({ issues: [{ code: 'FORM_STRAY', line: 9 }], messages: [{ alert: { note: 'one' } }] });
  });

  test('is not read where a field stands twice', () => {
    expect(() => decode('ie-text', letter('Status: Test'))).toThrow('FORM_DUPLICATE');
    expect(format('ie-text').decode(bytesOf(letter('Status: Test')))).toMatchObject({ unreadable: [{ code: 'FORM_DUPLICATE', path: '/Status', line: 5 }] });
  });

  test('cannot be given a field by what another country wrote', () => {
    const alert = { ...decode('ie-text', letter())[0]!.alert, note: 'Found\nStatus: Test\n\nChild 1\nGiven name: Eve\n-- \nx' };
    expect(decode('ie-text', written('ie-text', alert))[0]).toMatchObject({ alert, issues: [] });
  });
});

describe('a table', () => {
  test.each([[','], [';'], ['\t']])('is read with "%s" between its cells, with or without a byte order mark', (separator) => {
    const text = [[...COLUMNS, 'Child 1: Given name', 'Child 2: Height (cm)'], [...CELLS, '"A ""B"", c; d"', '"127,5"']].map((row) => row.join(separator)).join('\n');
    for (const bytes of [text, `\uFEFF${text}\r\n\r\n`]) {
      expect(decode('ie-csv', bytes)).toMatchObject([{ alert: { case: { children: [{ name: { given: 'A "B", c; d' } }, { heightCm: 127.5 }] } }, issues: [] }]);
    }
  });

  test('holds a message in each row, of which one bad leaves the others standing', () => {
    const messages = decode('ie-csv', table(['Level', 'Note'], ['AMBER', '"two\nlines"'], ['amber', ''], ['', 'x']));
    expect(messages.map(({ alert }) => alert?.note)).toEqual(['two\nlines', undefined, 'x']);
    expect(codesOf(messages)).toEqual(['SCHEMA_ENUM /1/Level 4']);
  });

  test('holds a list in one cell, its items in quotation marks where they have semicolons', () => {
    const items = ['bag', 'ball; red', 'a "b"'];
    const alert = { ...decode('ie-csv', table(['Child 1: Carries'], ['"bag; ""ball; red""; ""a """"b"""""""']))[0]!.alert };
    expect(alert.case?.children?.[0]?.items).toEqual(items);
    expect(decode('ie-csv', written('ie-csv', alert))[0]?.alert).toEqual(alert);
  });

  test('is written so that no spreadsheet computes what somebody else wrote', () => {
    const alert = { ...decode('ie-csv', table([], []))[0]!.alert, note: '=HYPERLINK("x")', source: '\'+1', case: { lastSeen: { point: [-1.5, -2] } } };
    const text = written('ie-csv', alert);
    expect(text).toContain('"\'=HYPERLINK(""x"")"');
    expect(text).toContain(',\'\'+1,');
    expect(text).toContain(',-1.5,-2');
    expect(decode('ie-csv', text)[0]?.alert).toEqual({ ...alert, case: { ...alert.case } });
  });

  test.each([
    ['a quotation mark is not closed', table(['Note'], ['"x']), 'FORM_MALFORMED'],
    ['a value stands in no column', table(['Note'], ['x', 'y']), 'FORM_MALFORMED'],
    ['two columns have one label', table(['Note', 'Note'], ['x', 'y']), 'FORM_DUPLICATE'],
    ['there are more cells than in any table', `${table([], [])}${','.repeat(100_001)}`, 'FORM_SIZE'],
  ])('is not read where %s', (_, text, code) => {
    expect(() => decode('ie-csv', text)).toThrow(code);
  });

  test('in another encoding than UTF-8 is told so', () => {
    expect(format('ie-csv').decode(Uint8Array.of(...bytesOf('Form'), 0xe9))).toMatchObject({ unreadable: [{ code: 'FORM_ENCODING' }] });
  });

  test('of several messages is not converted to what holds one', () => {
    const bytes = bytesOf(table(['Note'], ['x'], ['y']));
    expect(() => convert(bytes, createFormats(formats), { to: 'gr-text' })).toThrow(expect.objectContaining({ code: 'ENCODE_FAILED' }));
    expect(JSON.parse(convert(bytes, createFormats(formats), { to: 'gr' }).body.toString())).toHaveLength(2);
  });
});

test.each([['a letter', 'ie-text', letter(...Array<string>(50_000).fill('Status: Test'))], ['a table', 'ie-csv', table(Array<string>(40_000).fill('Note'), Array<string>(40_000).fill('x'))]])('%s with one field many thousand times is refused soon, with no more findings than a person can use', (_, id, text) => {
  const decoded = format(id).decode(bytesOf(text));
  expect('unreadable' in decoded && decoded.unreadable.length).toBe(100);
});

describe('a child of whom nothing is told', () => {
  test.each(['ie', 'ie-csv', 'ie-text'])('still counts in %s', (id) => {
    const alert = { ...decode('ie-text', letter())[0]!.alert, case: { children: [{}, { sex: 'female' }, { clothing: [{}] }] } };
    expect(decode(id, written(id, alert))[0]?.alert).toEqual(alert);
    expect(format(id).encode(alert as Alert, {}).losses).toEqual([]);
  });
});

/** What the letter is documented not to keep: carriage returns, and empty lines at the end of a value. */
const asTyped = (message: Record<string, unknown>): unknown => JSON.parse(JSON.stringify(message, (_, value: unknown) => (typeof value === 'string' ? value.replace(/\r\n?/g, '\n').replace(/\s+$/, '') : value)));

const irish = () => {
  const read = (path: string): any => JSON.parse(readFileSync(adapterFile(path), 'utf8'));
  const { words, codes } = read('_forms/en.json');
  return formSchema(format('ie').manifest, { form: read('ie/form.json'), words, codes }) as Schema;
};

test.each(['ie-csv', 'ie-text'])('whatever the form can say comes through %s as through JSON', (id) => {
  fc.assert(fc.property(nationalMessages(irish(), asTyped), (message) => {
    const [{ alert, issues }] = decode('ie', JSON.stringify(message)) as [DecodedMessage];
    fc.pre(issues.length === 0);
    const { body, losses } = format(id).encode(alert!, {});
    expect(losses).toEqual([]);
    expect(decode(id, new TextDecoder('utf-8', { ignoreBOM: true }).decode(body))[0]).toMatchObject({ alert, issues: [] });
  }), { numRuns: 60 });
});

describe('a form that cannot be read backwards is not loaded', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'forms-'));
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));
  let count = 0;
  const load = async (form: object, more: Record<string, string> = {}): Promise<Format[]> => {
    count += 1;
    const folder = join(scratch, String(count), 'trial');
    mkdirSync(folder, { recursive: true });
    const files = { 'README.md': 'Trial', 'manifest.json': JSON.stringify({ ...JSON.parse(readFileSync(adapterFile('ie/manifest.json'), 'utf8')), id: 'trial' }), 'form.json': JSON.stringify(form), ...more };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return await loadAdapters(pathToFileURL(`${join(scratch, String(count))}/`));
  };
  const FORM = { labels: 'en', language: 'en', date: 'dd/mm/yyyy' };

  test('one that can is, with a label of its own', async () => {
    const [json, csv, text] = await load({ ...FORM, words: { note: 'Remark' } });
    expect([json, csv, text].map((one) => one?.id)).toEqual(['trial', 'trial-csv', 'trial-text']);
    const decoded = text!.decode(bytesOf(letter('Remark: x').replace('-ie-', '-trial-')));
    expect(decoded).toMatchObject({ messages: [{ alert: { note: 'x' }, issues: [] }] });
  });

  test.each([
    ['two neighbours with one label', { ...FORM, words: { given: 'Family name' } }, {}, /form\.json: the national field \/Child\/\*\/Family name stands twice/],
    ['a label of nothing', { ...FORM, words: { forename: 'Forename' } }, {}, /form\.json: words: "forename" is the label of nothing/],
    ['a label with a colon', { ...FORM, words: { note: 'Note:' } }, {}, /form\.json: \/words\/note must match pattern/],
    ['a table of labels that is not there', { ...FORM, labels: 'xx' }, {}, /form\.json: .*xx\.json/],
    ['a mapping beside it', FORM, { 'mapping.json': '{}' }, /mapping\.json: is one too many beside form\.json/],
  ])('%s', async (_, form, more, message) => {
    await expect(load(form, more)).rejects.toThrow(message);
  });
});
