// `alertbridge adapter test` and `adapter new`, as the command itself: a folder anywhere, one line a check, the exit code.
import { afterAll, expect, test } from '@jest/globals';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './command.js';

const ADAPTERS = fileURLToPath(new URL('../../adapters/', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'adapter-command-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const copyOf = (id: string, place: string): string => {
  const folder = join(scratch, place, id);
  cpSync(join(ADAPTERS, id), folder, { recursive: true });
  return folder;
};

const change = (folder: string, name: string, from: string | RegExp, to: string): void =>
  writeFileSync(join(folder, name), readFileSync(join(folder, name), 'utf8').replace(from, to));

test.each(['al', 'rs', 'amberalert-eu', 'mk'])('test passes the folder of %s copied out of the installation', async (id) => {
  const { code, out } = await run(['adapter', 'test', copyOf(id, 'whole')]);
  expect(out).toMatch(/^All \d+ checks passed\.$/m);
  expect(out).not.toContain('FAIL');
  expect(code).toBe(0);
});

test('test without a folder meets every fixture, because all of them are installed, whatever their syntax', () => {
  const fixturesIn = (adapters: string): string[] => readdirSync(adapters).filter((name) => !name.startsWith('_')).flatMap((id) => readdirSync(join(adapters, id, 'fixtures')).map((name) => `${id}/${name}`)).sort();
  expect(fixturesIn(fileURLToPath(new URL('../../dist/adapters/', import.meta.url)))).toEqual(fixturesIn(ADAPTERS));
});

test.each([
  ['a code that is missing', (folder: string) => change(folder, 'mapping.json', ', "Nacrt": "Draft"', ''), /FAIL {2}rs: has a word for every code[^]*has no word for Draft/],
  ['a field that is not mapped', (folder: string) => change(folder, 'mapping.json', /.*"\/napomena".*\n/, ''), /cancel\.json differs from its \.alert\.json at \/0\/note/],
  ['a manifest without a standing', (folder: string) => change(folder, 'manifest.json', '"assumed"', '"guessed"'), /FAIL {2}rs: has a manifest[^]*\/standing must be equal/],
])('test says what to do about %s', async (what, spoil, message) => {
  const folder = copyOf('rs', what);
  spoil(folder);
  const { code, out } = await run(['adapter', 'test', folder]);
  expect(out).toMatch(message);
  expect(code).toBe(1);
});

test('test catches a document that is no longer written as it was', async () => {
  const folder = copyOf('denm', 'other-cause');
  change(folder, 'mapping.ts', 'subCauseCode: 5', 'subCauseCode: 1');
  const { code, out } = await run(['adapter', 'test', folder]);
  expect(out).toMatch(/fixtures\/alert\.json differs from what encode writes at \/denm\/situation/);
  expect(code).toBe(1);
});

test('test catches code that looks at the clock', async () => {
  const folder = copyOf('al', 'clock');
  change(folder, 'encode.ts', 'const EMPTY_TEXT', 'export const now = Date.now();\nconst EMPTY_TEXT');
  const { code, out } = await run(['adapter', 'test', folder]);
  expect(out).toMatch(/encode\.js uses Date\./);
  expect(code).toBe(1);
});

test('schema prints what is right in a format, of a form in its own words', async () => {
  const { code, out } = await run(['adapter', 'schema', 'gr-text']);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ properties: { Έντυπο: { const: 'child-alert-gr-1' }, Κατάσταση: { enum: expect.arrayContaining(['Δοκιμή']) } } });
  expect(JSON.parse((await run(['adapter', 'schema', 'al'])).out)).toEqual(JSON.parse(readFileSync(join(ADAPTERS, 'al/national.schema.json'), 'utf8')));
});

test.each([['cap', 'no schema of its own'], ['xx', 'no format xx']])('schema of %s is a mistake of the caller', async (id, message) => {
  const { code, err } = await run(['adapter', 'schema', id]);
  expect(err).toContain(message);
  expect(code).toBe(2);
});

test('test of what is no folder is a mistake of the caller', async () => {
  const { code, err } = await run(['adapter', 'test', join(scratch, 'nowhere')]);
  expect(err).toContain('is no folder');
  expect(code).toBe(2);
});

test('test --write puts beside a fixture what comes out of it, passes then, and overwrites nothing', async () => {
  const folder = copyOf('rs', 'written');
  const [alert, issues] = ['fixtures/alert.alert.json', 'fixtures/invalid-values.issues.json'].map((name) => join(folder, name)) as [string, string];
  const before = [alert, issues].map((file) => JSON.parse(readFileSync(file, 'utf8')) as unknown);
  for (const file of [alert, issues]) rmSync(file);
  const without = await run(['adapter', 'test', folder]);
  expect([without.code, existsSync(alert)]).toEqual([1, false]);
  expect(without.out).toMatch(/alert\.alert\.json is missing[^]*--write/);
  const written = await run(['adapter', 'test', folder, '--write']);
  expect([written.code, [...written.out.matchAll(/^Written: (\S+)\. /gm)].map(([, name]) => name)]).toEqual([0, ['fixtures/alert.alert.json', 'fixtures/invalid-values.issues.json']]);
  expect([alert, issues].map((file) => JSON.parse(readFileSync(file, 'utf8')) as unknown)).toEqual(before);
  writeFileSync(alert, '[]');
  expect(await run(['adapter', 'test', folder, '--write'])).toMatchObject({ code: 1, out: expect.not.stringContaining('Written') });
  expect(readFileSync(alert, 'utf8')).toBe('[]');
});

test('test --write writes nothing down for a message that gives no alert, and says why it gives none', async () => {
  const folder = copyOf('rs', 'refused');
  rmSync(join(folder, 'fixtures/alert.alert.json'));
  writeFileSync(join(folder, 'fixtures/alert.json'), readFileSync(join(folder, 'fixtures/invalid-values.json')));
  const { code, out } = await run(['adapter', 'test', folder, '--write']);
  expect([code, existsSync(join(folder, 'fixtures/alert.alert.json'))]).toEqual([1, false]);
  expect(out).toMatch(/alert\.alert\.json is missing[^]*Issues: \//);
});

test('test --write wants a folder', async () => {
  expect(await run(['adapter', 'test', '--write'])).toMatchObject({ code: 2, err: expect.stringContaining('Name the folder') });
});

const answersIn = (name: string, told: object): string => {
  const file = join(scratch, `${name}.json`);
  writeFileSync(file, JSON.stringify({ id: name, languages: ['hr'], timeZone: 'Europe/Zagreb', sources: ['made up for a test'], fields: { '/identifier': '/broj', '/info/*/headline': '/tekst/naslov' }, ...told }));
  return file;
};
const failing = (out: string): string[] => [...out.matchAll(/^FAIL {2}[a-z-]+: (.*)$/gm)].map(([, name]) => name!);

/** What nobody but the author can fill in. */
const LEFT = ['has fixtures that decode and fixtures that are refused', 'decodes to the expected alerts alert.json'];
const LEFT_OUT = ['has fixtures of what it writes'];
const XML = { syntax: 'xml', namespace: 'urn:example:alarm', root: 'uzbuna' };

test.each([
  ['map-in', { direction: 'in' }, [], LEFT], ['map-out', { direction: 'out' }, [], LEFT_OUT], ['map-both', {}, [], LEFT],
  ['code-in', { direction: 'in' }, ['--code'], LEFT], ['code-out', { direction: 'out' }, ['--code'], LEFT_OUT], ['code-both', {}, ['--code'], LEFT],
  ['xml', XML, [], LEFT.map((name) => name.replace('.json', '.xml'))], ['xml-attributes', { ...XML, fields: { '/identifier': '/@broj', '/sent': '/vrijeme/@kad' } }, [], LEFT.map((name) => name.replace('.json', '.xml'))],
])('new writes a folder (%s) that passes but for what the author has to fill in, which is named', async (id, told, more, left) => {
  const { code, out } = await run(['adapter', 'new', 'HR', '--answers', answersIn(id, told), '--dir', scratch, ...more]);
  expect(code).toBe(0);
  expect(out).toMatch(/What to fill in:[^]*README\.md[^]*national\.schema\.json[^]*mapping/);
  expect([out.includes('fixtures/'), out.includes('losses')]).toEqual([true, !('syntax' in told) && !('direction' in told && told.direction === 'in')]);
  const tested = await run(['adapter', 'test', join(scratch, id)]);
  expect([failing(tested.out), tested.code]).toEqual([left, 1]);
});

test('new overwrites nothing', async () => {
  const answers = answersIn('again', {});
  expect(await run(['adapter', 'new', 'HR', '--answers', answers, '--dir', scratch])).toMatchObject({ code: 0 });
  expect(await run(['adapter', 'new', 'HR', '--answers', answers, '--dir', scratch])).toMatchObject({ code: 2, err: expect.stringContaining('is there already') });
});

test.each([
  ['json', 'piped\n\n\nin\nhr\nEurope/Zagreb\n\nmade up\n/broj\n\n\n/naslov\n\n\n', { id: 'piped', syntax: 'json', direction: 'in', languages: ['hr'], timeZone: 'Europe/Zagreb', standing: 'assumed', sources: ['made up'] }],
  ['xml, which asks otherwise', 'piped-xml\nA name\nxml\nhr\nEurope/Zagreb\n\nmade up\nurn:example:alarm\nuzbuna\n\n\n\n\n\n\n', { id: 'piped-xml', name: 'A name', syntax: 'xml', namespace: 'urn:example:alarm', messages: '/uzbuna', direction: 'in' }],
  ['a wrong answer, which is asked again', 'piped-twice\n\nyaml\njson\nsideways\nout\nhr\nEurope/Zagreb\n\nmade up\nbroj\n/broj\n\n\n\n\n\n', { id: 'piped-twice', syntax: 'json', direction: 'out' }],
])('new takes all its answers from a pipe: %s', async (_, lines, manifest) => {
  expect(await run(['adapter', 'new', 'HR', '--dir', scratch], {}, lines)).toMatchObject({ code: 0, out: expect.stringContaining('Written:') });
  expect(JSON.parse(readFileSync(join(scratch, manifest.id, 'manifest.json'), 'utf8'))).toMatchObject(manifest);
});

test.each([
  ['a pipe that ends too early', [], 'short\n\n', /Not all questions were answered/], ['one field for two values', ['--answers', answersIn('clash', { fields: { '/identifier': '/a', '/sender': '/a/b' } })], '', /\/a stands twice, or holds another/],
  ['XML that is written', ['--answers', answersIn('xml-out', { ...XML, direction: 'both' })], '', /only reads/], ['an id that is none', ['--answers', answersIn('dash', { id: '-' })], '', /"id" has to be small letters/],
])('new writes nothing for %s', async (_, more, lines, message) => {
  expect(await run(['adapter', 'new', 'HR', '--dir', join(scratch, 'nothing'), ...more], {}, lines)).toMatchObject({ code: 2, err: expect.stringMatching(message) });
  expect(existsSync(join(scratch, 'nothing'))).toBe(false);
});
