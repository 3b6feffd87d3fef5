// What the gateway does around an adapter, shown with small adapters written for the purpose.
import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadAdapters } from '../../src/adapter/load-adapters.js';
import type { DecodedMessage, Format } from '../../src/format/format.js';
import type { Alert } from '../../src/model/generated/alert.js';

const scratch = mkdtempSync(join(tmpdir(), 'adapters-'));
writeFileSync(join(scratch, 'package.json'), '{"type":"module"}');
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const MANIFEST = {
  name: 'Trial', countries: ['XK'], syntax: 'json', mediaType: 'application/x-trial+json', direction: 'both', languages: ['sq'], timeZone: 'Europe/Belgrade',
  standing: 'assumed', sources: ['made up for a test'], losses: [{ path: '/info/**', reason: 'Trial has no texts.' }],
};
const SCHEMA = { type: 'object', additionalProperties: false, required: ['id'], properties: { id: { type: 'string', pattern: '^\\w+$', description: 'a word.' }, text: { type: 'string', maxLength: 5 }, what: { type: 'string' } } };
const DECODE = `
  export const detects = (document) => document.id !== undefined;
  export const decode = ({ id, text, what }) => {
    if (what === 'throw') throw new Error('secret of ' + id);
    const alert = { identifier: id, sender: 'trial.example', sent: '2026-01-01T00:00:00-00:00', status: 'Actual', msgType: 'Alert', scope: 'Public', note: text };
    return [{ alert, sources: { '/identifier': '/id', '/note': '/text' }, issues: [{ code: 'TRIAL', level: 'warning', path: '/text', message: 'Trial.' }], extracted: [{ path: '/note', text: 'word' }] }];
  };`;
const ENCODE = `
  export const encode = ({ identifier, note, scope }) => {
    if (scope === 'Private') throw new Error('secret of ' + identifier);
    const losses = scope === 'Restricted' ? [{ code: 'LOSS', level: 'error', path: '/scope', message: 'Trial is public.' }] : [];
    return { document: { id: identifier, text: note }, losses };
  };`;

let count = 0;
const rootWith = (folders: Record<string, Record<string, unknown>>): URL => {
  count += 1;
  const root = join(scratch, String(count));
  for (const [folder, files] of Object.entries(folders)) {
    mkdirSync(join(root, folder), { recursive: true });
    for (const [name, content] of Object.entries(files)) writeFileSync(join(root, folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return pathToFileURL(`${root}/`);
};
const trial = (changes: Record<string, unknown> = {}, id = 'trial') =>
  ({ 'README.md': 'Trial', 'manifest.json': { id, ...MANIFEST }, 'national.schema.json': SCHEMA, 'decode.js': DECODE, 'encode.js': ENCODE, ...changes });

const loadTrial = async (changes?: Record<string, unknown>): Promise<Format> => (await loadAdapters(rootWith({ trial: trial(changes) })))[0]!;

const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const messages = (format: Format, value: unknown): DecodedMessage[] => {
  const decoded = format.decode(bytes(value));
  if ('unreadable' in decoded) throw new Error(decoded.unreadable[0]!.code);
  return decoded.messages;
};
const ALERT: Alert = { identifier: 'x1', sender: 'gr.example', sent: '2026-02-02T02:02:02+02:00', status: 'Actual', msgType: 'Alert', scope: 'Public', note: 'short' };

describe('loading', () => {
  test('takes every folder but those that begin with an underscore', async () => {
    const formats = await loadAdapters(rootWith({ two: trial({}, 'two'), one: trial({}, 'one'), _draft: { 'manifest.json': 'no' } }));
    expect(formats.map(({ id }) => id)).toEqual(['one', 'two']);
  });

  test('tells every problem of every folder at once', async () => {
    const root = rootWith({
      aa: { ...trial({}, 'other'), 'national.schema.json': { type: 'nonsense' }, 'encode.js': 'export const code = 1;' },
      bb: { 'manifest.json': { id: 'bb', direction: 'sideways' }, 'decode.js': 'this is not JavaScript' },
      cc: trial({ 'manifest.json': { id: 'cc', ...MANIFEST, syntax: 'xml' } }),
    });
    const problem = await loadAdapters(root).catch((found: Error) => found) as Error;
    for (const part of [
      'aa/manifest.json: the id has to be "aa"', 'aa/national.schema.json:', 'aa/encode.ts: has to export a function "encode"',
      'bb/README.md', "bb/manifest.json: the whole must have required property 'name'", 'bb/manifest.json: /direction', 'bb/national.schema.json', 'bb/decode.ts', 'bb/encode.ts: the file is missing',
      'cc/manifest.json: syntax "xml"',
    ]) expect(problem.message).toContain(part);
  });

  test('asks an adapter that only reads for no encode, and one that only writes for no decode', async () => {
    const reader = await loadTrial({ 'manifest.json': { id: 'trial', ...MANIFEST, direction: 'in' }, 'encode.js': 'broken(' });
    const writer = await loadTrial({ 'manifest.json': { id: 'trial', ...MANIFEST, direction: 'out' }, 'decode.js': 'broken(' });
    expect(messages(reader, { id: 'x' })[0]?.alert?.identifier).toBe('x');
    expect(() => reader.encode(ALERT, {})).toThrow('cannot be written as Trial');
    expect(writer.decode(bytes({ id: 'x' }))).toMatchObject({ unreadable: [{ code: 'ADAPTER_DIRECTION' }] });
    expect(writer.detects(bytes({ id: 'x' }))).toBe(false);
    expect(JSON.parse(new TextDecoder().decode(writer.encode(ALERT, {}).body))).toEqual({ id: 'x1', text: 'short' });
  });
});

describe('decoding', () => {
  test('leads from a pointer of the alert to the place in the document', async () => {
    const [, second] = messages(await loadTrial(), '[{"id": "a"},\n {"id": "b",\n  "text": "c"}]');
    expect(second?.locate('/note')).toEqual({ path: '/1/text', line: 3, column: 11 });
    expect(second?.locate('/note/0/deeper')).toEqual({ path: '/1/text', line: 3, column: 11 });
    expect(second?.locate('/msgType')).toEqual({ path: '/1', line: 2, column: 2 });
  });

  test('puts what the adapter noticed at its place, and hands on what it read out of prose', async () => {
    const [message] = messages(await loadTrial(), { id: 'a', text: 'b' });
    expect(message?.issues).toEqual([{ code: 'TRIAL', level: 'warning', path: '/text', message: 'Trial.', line: 1, column: 18 }]);
    expect(message?.extracted).toEqual([{ path: '/note', text: 'word' }]);
  });

  test('takes a list apart: a bad message leaves the others standing', async () => {
    const found = messages(await loadTrial(), [{ id: 'a' }, { id: 'no word' }, { id: 'c', what: 'throw' }, 7, { id: 'e' }]);
    expect(found.map(({ alert }) => alert?.identifier)).toEqual(['a', undefined, undefined, undefined, 'e']);
    expect(found.map(({ issues }) => issues.map(({ code, path }) => `${code} ${path}`))).toEqual([
      ['TRIAL /0/text'], ['SCHEMA_PATTERN /1/id'], ['ADAPTER_FAILED /2'], ['SCHEMA_TYPE /3'], ['TRIAL /4/text'],
    ]);
  });

  test('finds an empty list normal', async () => {
    expect((await loadTrial()).decode(bytes('[]'))).toEqual({ messages: [], issues: [] });
  });

  test('says all that is wrong with a message, and what would be right', async () => {
    const [message] = messages(await loadTrial(), { text: 1, txt: 'a' });
    expect(message?.issues.map(({ code, level, path }) => [code, level, path])).toEqual(expect.arrayContaining([
      ['SCHEMA_REQUIRED', 'error', '/id'], ['SCHEMA_TYPE', 'error', '/text'], ['SCHEMA_UNKNOWN', 'warning', '/txt'],
    ]));
    expect(message?.issues.find(({ path }) => path === '/id')?.message).toBe('"id" is missing. Right would be: a word.');
  });

  test('repeats nothing of the message when the adapter breaks', async () => {
    const [message] = messages(await loadTrial(), { id: 'Anna', what: 'throw' });
    expect(JSON.stringify(message)).not.toContain('Anna');
  });

  test('does not choose between two values of one name', async () => {
    expect((await loadTrial()).decode(bytes('{"id": "a", "id": "b"}'))).toMatchObject({ unreadable: [{ code: 'JSON_DUPLICATE', line: 1, column: 13 }] });
  });

  test('is not recognised where the bytes are no JSON or the adapter breaks on them', async () => {
    const format = await loadTrial();
    expect([format.detects(bytes('{"id": 1')), format.detects(bytes('null')), format.detects(bytes('{"id": 1}'))]).toEqual([false, false, true]);
  });
});

describe('encoding', () => {
  test('reports what the document does not give back, in the words of the manifest', async () => {
    const info = { category: ['Rescue' as const], event: 'e', urgency: 'Immediate' as const, severity: 'Severe' as const, certainty: 'Likely' as const };
    const { losses } = (await loadTrial()).encode({ ...ALERT, sender: 'trial.example', sent: '2026-01-01T00:00:00-00:00', info: [{ ...info, headline: 'h' }] }, {});
    expect(losses).toEqual([{ code: 'LOSS', level: 'note', path: '/info', message: 'Trial has no texts.' }]);
  });

  test('leaves out a value the national schema forbids, and says that it is lost', async () => {
    const { body, losses } = (await loadTrial()).encode({ ...ALERT, note: 'too long' }, {});
    expect(JSON.parse(new TextDecoder().decode(body))).toEqual({ id: 'x1' });
    expect(losses.map(({ path }) => path)).toEqual(['/sender', '/sent', '/note']);
  });

  test.each([
    ['what must stand there cannot', { ...ALERT, identifier: 'no word' }, []],
    ['the adapter says that it cannot', { ...ALERT, scope: 'Restricted' as const }, [{ path: '/scope' }]],
    ['the adapter breaks', { ...ALERT, scope: 'Private' as const }, []],
  ])('refuses where %s', async (_, alert, issues) => {
    const format = await loadTrial();
    const refused = expect.objectContaining({ code: 'ENCODE_FAILED', message: 'The alert cannot be written as Trial.', issues: issues.map((issue) => expect.objectContaining(issue)) });
    expect(() => format.encode(alert, {})).toThrow(refused as unknown as Error);
  });
});
