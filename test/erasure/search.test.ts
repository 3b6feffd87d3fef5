// The searching itself: it finds what is planted, in every encoding and every wrapping, and nothing where nothing is. Else the search after an erasure would prove nothing.
import { createCipheriv, randomBytes } from 'node:crypto';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openKeyStore } from '../../src/trust/key-store.js';
import { seal } from '../../src/trust/seal.js';
import { needlesOf } from './needles.js';
import { keysIn, openings } from './openings.js';
import { readAll, search, type Found } from './search.js';

const NAME = 'Zëra Fiktivçaj & Co';
const needles = needlesOf({ name: NAME });

let folder = '';
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'alertbridge-search-')); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

const noise = (bytes = 5_000): Buffer => randomBytes(bytes);
const plant = (content: string | Buffer, name = 'file'): void => { writeFileSync(join(folder, name), Buffer.concat([noise(), Buffer.from(content as string), noise()])); };
const found = (): Found[] => search(readAll(folder), needles);
const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

const PLANTED: Record<string, string | Buffer> = {
  'UTF-8': NAME, 'UTF-16LE': Buffer.from(NAME, 'utf16le'), 'UTF-16BE': utf16be(NAME), 'Latin-1': Buffer.from(NAME, 'latin1'),
  'upper case': NAME.toUpperCase(), 'lower case': NAME.toLowerCase(), 'NFD': NAME.normalize('NFD'), 'NFD in upper case': NAME.toUpperCase().normalize('NFD'),
  'base64 at the first place': Buffer.from(`abc${NAME}, 11`).toString('base64'), 'base64 at the second place': Buffer.from(`a${NAME}, 11`).toString('base64'), 'base64 at the third place': Buffer.from(`ab${NAME}, 11`).toString('base64'),
  'base64url': Buffer.from(`??>${NAME}`).toString('base64url'), 'base64 of UTF-16': Buffer.from(`xy${NAME}z`, 'utf16le').toString('base64'),
  'hex': Buffer.from(NAME).toString('hex'), 'HEX of Latin-1': Buffer.from(NAME, 'latin1').toString('hex').toUpperCase(),
  'a URL': `https://x.example/?q=${encodeURIComponent(NAME)}`, 'a URL in lower hex': 'z%c3%abra%20fiktiv%c3%a7aj%20%26%20co', 'a form': new URLSearchParams({ q: NAME }).toString(),
  'JSON in ASCII': '"Z\\u00ebra Fiktiv\\u00e7aj & Co"', 'JSON in ASCII in upper hex': '"Z\\u00EBra Fiktiv\\u00E7aj & Co"',
  'XML': '<n>Zëra Fiktivçaj &amp; Co</n>', 'XML by numbers': 'Z&#235;ra Fiktiv&#231;aj &amp; Co', 'XML by hexadecimal numbers': 'Z&#xEB;ra Fiktiv&#xE7;aj &amp; Co',
  'quoted-printable': 'Name: Z=C3=ABra Fiktiv=C3=A7aj & Co', 'folded quoted-printable': 'Name: Z=C3=ABra =\r\nFiktiv=C3=A7aj & Co',
  'folded base64': Buffer.from(`A letter about ${NAME}, 11`).toString('base64').replaceAll(/.{9}/g, '$&\r\n'),
  'gzip': gzipSync(`the child is ${NAME}`), 'zlib': deflateSync(`the child is ${NAME}`), 'zlib that was cut off': deflateSync(`${NAME} ${noise(20_000).toString('hex')}`).subarray(0, 3_000),
  'gzip in gzip': gzipSync(gzipSync(NAME)), 'gzip in base64': gzipSync(`the child is ${NAME}, of eleven years`).toString('base64'), 'gzip in hex': `\\x${gzipSync(`the child is ${NAME}`).toString('hex')}`,
  'a ZIP file': Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(22), Buffer.from([1, 0, 0, 0]), Buffer.from('n'), deflateRawSync(`the child is ${NAME}`)]),
};

describe('the search', () => {
  test.each(Object.keys(PLANTED))('finds a name in %s', (way) => {
    plant(PLANTED[way]!);
    expect(found().map(({ what }) => what)).toContain('name');
  });

  test('finds a name at the very start and the very end of a file, and in folders of folders', () => {
    mkdirSync(join(folder, 'a', 'b'), { recursive: true });
    writeFileSync(join(folder, 'a', 'start'), `${NAME} and more`);
    writeFileSync(join(folder, 'a', 'b', 'end'), `this is ${NAME}`);
    expect(new Set(found().map(({ file, at }) => `${file.slice(folder.length)} ${at}`))).toEqual(new Set(['/a/start 0', '/a/b/end 8']));
  });

  test('finds a record that goes on behind the header of the next page of a write-ahead log', () => {
    const log = Buffer.concat([noise(8_192 - 6), Buffer.from(NAME).subarray(0, 6), noise(24), Buffer.from(NAME).subarray(6), noise()]);
    writeFileSync(join(folder, '00000001000000000000002A'), log);
    expect(found().map(({ within }) => within)).toEqual([['WAL pages joined']]);
  });

  test('finds the bytes of a photo, as they are and in hex', () => {
    const photo = noise(300);
    plant(photo);
    plant(`\\x${photo.toString('hex')}`, 'dump');
    expect((search(readAll(folder), needlesOf({ photo: photo.subarray(40, 72) }))).map(({ encoding }) => encoding).sort()).toEqual(['bytes', 'hex']);
  });

  test('finds nothing where nothing is', () => {
    plant('The child is Zera Fiktivcaj, whose letters are others.');
    writeFileSync(join(folder, 'noise'), noise(8_000_000));
    writeFileSync(join(folder, 'zeros'), Buffer.alloc(1_000_000));
    writeFileSync(join(folder, 'empty'), '');
    expect(found()).toEqual([]);
  });

  test('refuses to look for what any noise holds', () => {
    expect(() => needlesOf({ plate: 'AB' })).toThrow('too short');
  });
});

describe('trying keys', () => {
  const key = randomBytes(32);
  const text = `{"identifier":"T-1","sender":"desk","name":"${NAME}"}`;

  test('finds what a key opens wherever it begins, in bytes and in a dump, and nothing with other keys', () => {
    const sealed = seal(key, 'bound to this', Buffer.from(text));
    writeFileSync(join(folder, 'page'), Buffer.concat([Buffer.alloc(9_001), noise(777), sealed, noise(), Buffer.alloc(4_000)]));
    writeFileSync(join(folder, 'dump'), `row\t\\x${sealed.toString('hex')}\n`);
    const opened = openings(readAll(folder), [{ name: 'right', key }, ...Array.from({ length: 8 }, (_, other) => ({ name: `other ${other}`, key: randomBytes(32) }))]);
    expect(opened.map(({ file, at, key: by }) => [file.slice(folder.length + 1), at, by])).toEqual([['dump', 0, 'right'], ['page', 9_778, 'right']]);
    expect(opened.every(({ plain }) => plain.includes(text))).toBe(true);
  });

  test('finds a sealed photo by how photos begin', () => {
    plant(seal(key, 'photo', Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), noise()])));
    expect((openings(readAll(folder), [{ name: 'right', key }])).length).toBe(1);
  });

  test('takes every key out of a key store, without knowing whose it is, but those that were destroyed', async () => {
    const masterKey = randomBytes(32);
    const store = openKeyStore(folder, masterKey);
    const made = [await store.create('a'), await store.create('b'), await store.create('c')];
    await store.destroy(made[1]!.ref);
    expect(keysIn(masterKey, folder).map((found) => found.key)).toEqual([made[0]!.key, made[2]!.key]);
  });

  test('is not led astray by text that was sealed with no key of ours', () => {
    plant(Buffer.concat([randomBytes(12), createCipheriv('aes-256-ctr', randomBytes(32), randomBytes(16)).update(Buffer.from(text.repeat(1_000)))]));
    expect(openings(readAll(folder), [{ name: 'ours', key }])).toEqual([]);
  });
});
