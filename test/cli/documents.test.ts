// The commands that need no gateway: help, validate, convert, check, adapter list.
import { afterAll, describe, expect, test } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { adapterFile } from '../adapter/national-documents.js';
import { atom, bare, contentObject, edxl, embedded, entry } from '../cap/envelope-sample.js';
import { alertOf } from '../cap/sample.js';
import { cap } from '../flow/harness.js';
import { run, start } from './command.js';

const folder = mkdtempSync(join(tmpdir(), 'alertbridge-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const lines = (text: string): string[] => text.trimEnd().split('\n');

const GOOD = file('good.xml', cap({ sent: '2011-05-25T10:00:00+02:00', expires: '2011-05-26T10:00:00+02:00' }).xml);
const BAD = file('bad.xml', cap().xml.replace('<scope>Public</scope>', '<scope>Everybody</scope>'));
const BROKEN = file('broken.xml', cap().xml.slice(0, 300));
const TIMELESS = file('timeless.xml', cap().xml.replace(/<sent>.*<\/sent>/, ''));
const MISSING = join(folder, 'missing.xml');
const SILENT = file('silent.xml', cap({ headline: 'Please look out', description: 'Call the desk.' }).xml);
const TWO = file('two.xml', edxl(contentObject(bare(readFileSync(GOOD, 'utf8')), bare(cap().xml))));
const LINKS = file('links.atom', atom(entry('<link href="https://al.example.org/7"/>')));
const SEVERAL = file('several.json', readFileSync(adapterFile('nl-burgernet/fixtures/update-and-cancel.json'), 'utf8').replace('"Type": "Cancel"', '"Type": "Perhaps"'));

describe('help', () => {
  const commands = ['serve', 'check', 'validate', 'convert', 'render', 'send', 'status', 'sandbox', 'adapter', 'audit', 'key', 'pause', 'resume', 'redrive', 'doctor'];

  test('names every command, and each says what it takes', async () => {
    const { code, out } = await run(['--help']);
    expect(code).toBe(0);
    for (const command of commands) expect(out).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
    const pages = await Promise.all([...commands.map((command) => [command]), ['adapter', 'list'], ['audit', 'verify'], ['key', 'new']].map((command) => run([...command, '--help'])));
    expect(pages.map((page) => [page.code, page.err])).toEqual(pages.map(() => [0, '']));
    for (const page of pages) expect(page.out).toMatch(/^Usage: alertbridge/);
  });

  test('of serve lists the environment with defaults', async () => {
    const { out } = await run(['serve', '--help']);
    for (const name of ['PORT', 'HOST', 'DATABASE_URL', 'REDIS_URL', 'DATA_DIR', 'NETWORK_FILE', 'LOG_LEVEL', 'ALERTBRIDGE_MASTER_KEY', 'ALERTBRIDGE_MASTER_KEY_FILE', 'ALERTBRIDGE_KEY_STORE']) expect(out).toContain(name);
    expect(out).toMatch(/PORT .*8080/);
  });

  test.each([[[]], [['nonsense']], [['validate']], [['convert', GOOD]], [['send', GOOD]], [['validate', GOOD, '--colour']], [['adapter']]])('is pointed to, with exit 2, after %j', async (args) => {
    const { code, out, err } = await run(args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(/--help/);
  });
});

describe('render', () => {
  const FIRST = fileURLToPath(new URL('../../examples/first-alert.xml', import.meta.url));

  test('prints each language with what its short texts cost, or the same as JSON', async () => {
    const { code, out, err } = await run(['render', FIRST, '--lang', 'en,sr']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^== en \(draft\)\nChild abducted: Ana Shembull, 8 years\n/);
    expect(out).toContain('\n== sr-Cyrl (draft)\nОтето дете: Ana Shembull, 8 година\n');
    expect(out).toMatch(/^\[90: \d+ characters of gsm-7, 1 page\]$/m);
    const { items } = JSON.parse((await run(['render', FIRST, '--lang', 'el', '--json'])).out);
    expect(items).toMatchObject([{ language: 'el', review: 'draft', shortTexts: [{ limit: 90, alphabet: 'ucs-2' }, { limit: 360 }, { limit: 1_395 }] }]);
  });

  test('knows which languages there are, and ends in 1 where there is nothing to write from', async () => {
    expect(await run(['render', FIRST, '--lang', 'en,hy'])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('Known are bg, bs, cnr,') });
    expect(await run(['render', SILENT, '--lang', 'en'])).toMatchObject({ code: 1, out: '', err: expect.stringContaining('ENCODE_FAILED') });
    expect(await run(['render', BAD, '--lang', 'en'])).toMatchObject({ code: 1, out: '', err: expect.stringContaining('CAP_') });
  });
});

describe('validate', () => {
  test('ends in 0 where all files are valid, however long ago they ended', async () => {
    expect(await run(['validate', GOOD])).toEqual({ code: 0, out: `${GOOD}: valid (cap)\n`, err: '' });
  });

  test('ends in 1 where one is not, and says where it is wrong', async () => {
    const { code, out } = await run(['validate', GOOD, BAD]);
    expect(code).toBe(1);
    expect(out).toContain(`${GOOD}: valid`);
    expect(out).toContain(`${BAD}: NOT valid`);
    expect(out).toMatch(/error CAP_\w+ .*scope.*\(line 2, column \d+\): /);
  });

  test('with --json gives one line for each file, named as it was given, also for those that cannot be read or recognised', async () => {
    const strange = file('strange.txt', 'dear colleagues');
    const files = [GOOD, BAD, TIMELESS, BROKEN, MISSING, strange, SEVERAL, './not/../there.xml'];
    const { code, out, err } = await run(['validate', ...files, '--json']);
    const verdicts = lines(out).map((line) => JSON.parse(line) as any);
    expect(code).toBe(1);
    expect(err).toBe('');
    expect(verdicts.map(({ file: name, valid, adapter }) => [name, valid, adapter])).toEqual([[GOOD, true, 'cap'], [BAD, false, 'cap'], [TIMELESS, false, 'cap'], [BROKEN, false, 'cap'], [MISSING, false, null], [strange, false, null], [SEVERAL, false, 'nl-burgernet'], ['./not/../there.xml', false, null]]);
    for (const verdict of verdicts) expect(Object.keys(verdict)).toEqual(['file', 'valid', 'adapter', 'issues']);
    for (const { valid, issues } of verdicts.filter((one) => !one.valid)) expect([valid, issues[0]]).toEqual([false, { code: expect.stringMatching(/^[A-Z]/), level: 'error', path: expect.any(String), message: expect.any(String), ...(issues[0].line ? { line: expect.any(Number), column: expect.any(Number) } : {}) }]);
  });

  test('judges an envelope by all that is in it, and says once what is wrong with the envelope', async () => {
    const half = file('half.xml', readFileSync(TWO, 'utf8').replace('<scope>Public</scope>', '<scope>Everybody</scope>').replace(/<senderID>.*<\/senderID>/, ''));
    const { code, out } = await run(['validate', TWO, LINKS, half, '--json']);
    expect(code).toBe(1);
    expect(lines(out).map((line) => JSON.parse(line) as any).map(({ valid, adapter, issues }) => [valid, adapter, issues.map((issue: any) => issue.code)])).toEqual([
      [true, 'edxl-de', []], [true, 'atom', ['FEED_LINKED', 'FEED_EMPTY']], [false, 'edxl-de', ['CAP_E01', 'CAP_A17']],
    ]);
  });

  test('reads as the adapter named, and ends in 2 where there is none of that name', async () => {
    expect(JSON.parse((await run(['validate', GOOD, '--adapter', 'cap-json', '--json'])).out)).toMatchObject({ valid: false, adapter: 'cap-json' });
    const unknown = await run(['validate', GOOD, '--adapter', 'telex']);
    expect(unknown).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/telex.*cap.*nl-burgernet|telex.*nl-burgernet.*cap/) });
  });

  test('judges by profiles where asked, several with commas or one by one, and ends in 2 for one that is none', async () => {
    const plain = await run(['validate', GOOD, '--json']);
    expect(plain).toMatchObject({ code: 0, out: expect.not.stringContaining('PROFILE_') });
    const one = await run(['validate', GOOD, '--profile', 'child-alert-eu']);
    expect([one.code, one.out]).toEqual([0, expect.stringMatching(/: valid \(cap\)\n  warning PROFILE_CHILD_\d\d .*\(line 2, column \d+\): /)]);
    const [both, apart] = await Promise.all([run(['validate', '--profile', 'ipaws,cap-cp', GOOD, '--json']), run(['validate', '--profile', 'ipaws', '--profile', 'cap-cp', GOOD, '--json'])]);
    expect([both.code, both.out]).toEqual([1, apart.out]);
    const { valid, issues } = JSON.parse(both.out) as any;
    expect([valid, new Set(issues.map(({ code }: any) => code.slice(0, 13)))]).toEqual([false, new Set(['PROFILE_IPAWS', 'PROFILE_CAPCP'])]);
    expect(await run(['validate', GOOD, '--profile', 'telex'])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('ipaws, cap-cp, child-alert-eu') });
  });

  test('tells of each file before it reads the next', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const command = start(['validate', GOOD, pipe, BAD, '--json']);
    expect(await command.says(/good\.xml.*\n/)).toBe(true);
    expect(lines(command.out())).toHaveLength(1);
    await writeFile(pipe, readFileSync(GOOD));
    const { code, out } = await command.ended;
    expect([code, ...lines(out).map((line) => (JSON.parse(line) as any).valid)]).toEqual([1, true, true, false]);
  });

  test('holds one file at a time, however many there are', async () => {
    const megabyte = file('megabyte.xml', cap({ description: 'x'.repeat(1_000_000) }).xml);
    const files = Array.from({ length: 300 }, () => megabyte);
    const { code, out } = await run(['validate', ...files, '--json'], { NODE_OPTIONS: '--max-old-space-size=64' });
    expect([code, lines(out).length]).toEqual([0, 300]);
  });

  test('stops without a word when nobody reads on', () => {
    const { stdout, stderr } = spawnSync('sh', ['-c', '"$0" dist/src/main.js validate --json "$@" | head -n 1', process.execPath, ...Array.from({ length: 2_000 }, () => GOOD)], { encoding: 'utf8' });
    expect([lines(stdout).length, stderr]).toEqual([1, '']);
  });

  test('reads standard input where the file is -, once', async () => {
    expect(await run(['validate', BAD, '-', '--json'], {}, readFileSync(GOOD))).toMatchObject({ code: 1, out: expect.stringMatching(/\n\{"file":"-","valid":true,"adapter":"cap","issues":\[\]\}\n$/) });
    expect(await run(['validate', '-'], {}, 'x'.repeat(1_000_000))).toMatchObject({ code: 1, out: expect.stringContaining('-: NOT valid') });
    expect(await run(['validate', '-', '-'], {}, readFileSync(GOOD))).toMatchObject({ code: 1, out: expect.stringMatching(/^-: valid \(cap\)\n-: NOT valid\n[^]*FILE_UNREADABLE[^]*once/) });
  });

  test('says of a folder that it is one, and goes on', async () => {
    const { code, out } = await run(['validate', folder, GOOD, '--json']);
    const [first, second] = lines(out).map((line) => JSON.parse(line) as any);
    expect([code, first, second.valid]).toEqual([1, { file: folder, valid: false, adapter: null, issues: [{ code: 'FILE_UNREADABLE', level: 'error', path: '', message: `${folder} cannot be read (it is a folder; name the files in it).` }] }, true]);
  });
});

describe('convert', () => {
  test('writes the message to standard output and what got lost to standard error', async () => {
    const { code, out, err } = await run(['convert', file('note.xml', cap({ note: 'has no place there' }).xml), '--to', 'nl-burgernet', '--lang', 'nl']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual([expect.objectContaining({ State: 'Actual', Type: 'Alert' })]);
    expect(err).toMatch(/note LOSS \/note/);
  });

  test('says of several messages which one loses what', async () => {
    const { code, err } = await run(['convert', 'adapters/nl-alert/fixtures/ended.json', '--to', 'nl-burgernet']);
    expect([code, err.match(/\/\d+\/info\/0\/area\/0\/polygon/g), err.match(/\/1\/identifier/g)]).toEqual([0, ['/0/info/0/area/0/polygon'], ['/1/identifier']]);
  });

  test('there and back through JSON gives the same CAP', async () => {
    const json = await run(['convert', GOOD, '--to', 'cap-json']);
    const back = await run(['convert', file('model.json', json.out), '--from', 'cap-json', '--to', 'cap']);
    expect([json, back]).toEqual([expect.objectContaining({ code: 0, err: '' }), expect.objectContaining({ code: 0, err: '' })]);
    expect(alertOf(back.out)).toEqual(alertOf(readFileSync(GOOD)));
  });

  test('reads standard input where the file is -', async () => {
    const { code, out, err } = await run(['convert', '-', '--to', 'cap'], {}, readFileSync(GOOD));
    expect([code, err]).toEqual([0, '']);
    expect(alertOf(out)).toEqual(alertOf(readFileSync(GOOD)));
    expect(await run(['convert', '-', '--to', 'cap'])).toMatchObject({ code: 1, out: '' });
  });

  test('never writes what was read out of prose as if the origin had said it', async () => {
    const { out } = await run(['convert', 'examples/burgernet.json', '--to', 'cap']);
    expect(out).toContain('<headline>');
    expect(out).not.toContain(':name.full<');
  });

  test('ends in 1 where CAP 1.2 could not say which message is meant', async () => {
    const old = file('old.xml', cap({ msgType: 'Cancel', references: [cap()] }).xml.replace('urn:oasis:names:tc:emergency:cap:1.2', 'http://www.incident.com/cap/1.0').replace(/<references>.*<\/references>/, '<references>X1/desk@al.example.org</references>'));
    expect(await run(['convert', old, '--to', 'cap'])).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/references.*time/) });
  });

  test('ends in 1 with nothing on standard output where the message cannot be read', async () => {
    expect(await run(['convert', BROKEN, '--to', 'cap-json'])).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/XML_/) });
  });

  test('takes the alerts out of an envelope: several as a list, one as CAP, none not at all', async () => {
    const list = await run(['convert', TWO, '--to', 'cap-json']);
    expect(JSON.parse(list.out)).toEqual([expect.objectContaining({ msgType: 'Alert' }), expect.objectContaining({ msgType: 'Alert' })]);
    expect(await run(['convert', TWO, '--to', 'cap'])).toMatchObject({ code: 1, out: '', err: expect.stringContaining('cap-json') });
    const single = await run(['convert', file('single.atom', atom(entry(embedded(bare(readFileSync(GOOD, 'utf8')))))), '--to', 'cap']);
    expect(alertOf(single.out)).toEqual(alertOf(readFileSync(GOOD)));
    expect(await run(['convert', LINKS, '--to', 'cap'])).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/FEED_LINKED[^]*FEED_EMPTY/) });
    expect(await run(['convert', GOOD, '--to', 'nl-politie'])).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/ENCODE_FAILED[^]*ADAPTER_DIRECTION.*only read here/) });
  });

  test('puts alerts into an envelope: several into one feed, each as it was', async () => {
    const feed = await run(['convert', TWO, '--to', 'atom']);
    expect(feed).toMatchObject({ code: 0, err: '' });
    const [there, back] = await Promise.all([run(['convert', TWO, '--to', 'cap-json']), run(['convert', file('written.atom', feed.out), '--to', 'cap-json'])]);
    expect(JSON.parse(back.out)).toEqual(JSON.parse(there.out));
    expect(await run(['convert', TWO, '--to', 'edxl-de'])).toMatchObject({ code: 1, out: '', err: expect.stringContaining('carries one') });
  });

  test('ends in 2 for a format or a file that is not there', async () => {
    expect(await run(['convert', GOOD, '--to', 'telex'])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('telex') });
    expect(await run(['convert', MISSING, '--to', 'cap'])).toMatchObject({ code: 2, out: '', err: `${MISSING} cannot be read (ENOENT).\n` });
  });
});

test('adapter list shows every format with its standing', async () => {
  const { code, out } = await run(['adapter', 'list']);
  expect(code).toBe(0);
  expect(lines(out)[0]).toMatch(/^id +standing/);
  for (const id of ['cap', 'cap-json', 'edxl-de', 'atom', 'rss', 'al', 'nl-burgernet']) expect(out).toMatch(new RegExp(`^${id} +(assumed|published|confirmed) `, 'm'));
});

describe('check', () => {
  test('ends in 0 for the example network', async () => {
    expect(await run(['check', 'examples/network.yaml'])).toMatchObject({ code: 0, out: expect.stringMatching(/^examples\/network\.yaml is fine: 3 centres/), err: '' });
  });

  test('ends in 1 and names every problem with its line', async () => {
    const network = file('network.yaml', 'gateway: { id: g }\ncentres:\n  - { id: gr, country: greece, name: Greece, languages: [el] }\n  - { id: nl, country: NL, name: Netherlands, languages: [nl], receive: { adapter: telex, transport: { type: mailbox } } }\n');
    const { code, out } = await run(['check', network]);
    expect(code).toBe(1);
    expect(lines(out).map((line) => line.split(' ')[0])).toEqual([`${network}:3`, `${network}:4`]);
  });
});
