// `alertbridge adapter test` and `adapter new`, as the command itself: a folder anywhere, one line a check, the exit code.
import { afterAll, expect, test } from '@jest/globals';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

test.each([['a mapping', []], ['code', ['--code']]])('new writes a folder with %s that loads, fails until it is filled in, and is not overwritten', async (_, more) => {
  const [answers, dir] = [join(scratch, 'answers.json'), join(scratch, `new${more.length}`)];
  writeFileSync(answers, JSON.stringify({ languages: ['hr'], timeZone: 'Europe/Zagreb', sources: ['made up for a test'], fields: { '/identifier': '/broj' } }));
  expect(await run(['adapter', 'new', 'HR', '--answers', answers, '--dir', dir, ...more])).toMatchObject({ code: 0 });
  const { code, out } = await run(['adapter', 'test', join(dir, 'hr')]);
  expect(out).toMatch(/ok {4}hr: has a manifest[^]*FAIL {2}hr: decodes to the expected alerts/);
  expect(code).toBe(1);
  expect(await run(['adapter', 'new', 'HR', '--answers', answers, '--dir', dir])).toMatchObject({ code: 2, err: expect.stringContaining('is there already') });
});
