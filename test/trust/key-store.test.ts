// The alerts' keys: kept once made, gone for good once destroyed, useless without the master key (reliability clause 14).
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openKeyStore, type KeyStore } from '../../src/trust/key-store.js';

const MASTER_KEY = randomBytes(32);
let directory: string;
let keys: KeyStore;
beforeEach(() => { directory = mkdtempSync(join(tmpdir(), 'alertbridge-keys-')); keys = openKeyStore(directory, MASTER_KEY); });
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const files = (): Buffer[] => readdirSync(directory).map((name) => readFileSync(join(directory, name)));
const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `alert-${index}`);

describe('a key', () => {
  test('is 32 bytes that nobody had before, and is there when it has been made', async () => {
    const [one, two] = [await keys.create('alert-1'), await keys.create('alert-2')];
    expect([one.key.length, one.key.equals(two.key)]).toEqual([32, false]);
    expect((await keys.read(one.ref, 'alert-1'))!.equals(one.key)).toBe(true);
    expect((await keys.read(two.ref, 'alert-2'))!.equals(two.key)).toBe(true);
  });

  test('survives the process that made it', async () => {
    const { ref, key } = await keys.create('alert-1');
    expect((await openKeyStore(directory, MASTER_KEY).read(ref, 'alert-1'))!.equals(key)).toBe(true);
  });

  test('lies on the disk under the master key only, readable by nobody else', async () => {
    const { key } = await keys.create('alert-1');
    expect(files().some((bytes) => bytes.includes(key))).toBe(false);
    expect(readdirSync(directory).map((name) => statSync(join(directory, name)).mode & 0o077)).toEqual([0]);
  });

  test('is refused to another master key, and to another alert', async () => {
    const { ref } = await keys.create('alert-1');
    await expect(openKeyStore(directory, randomBytes(32)).read(ref, 'alert-1')).rejects.toThrow();
    await expect(keys.read(ref, 'alert-2')).rejects.toThrow();
  });

  test.each(['../deployment.json:0', 'x.keys:0', 'abc.keys', 'abc.keys:-1', ''])('is looked for in the key store only, not at "%s"', async (ref) => {
    await expect(keys.read(ref, 'alert-1')).rejects.toThrow('not a place in the key store');
    await expect(keys.destroy(ref)).rejects.toThrow('not a place in the key store');
  });
});

describe('many keys made at once', () => {
  test('have a place of their own each, all of them readable', async () => {
    const made = await Promise.all(ids(300).map(async (id) => ({ id, ...await keys.create(id) })));
    expect(new Set(made.map(({ ref }) => ref)).size).toBe(300);
    for (const { id, ref, key } of made) expect((await keys.read(ref, id))!.equals(key)).toBe(true);
  });

  test('by several processes do not overwrite one another', async () => {
    const stores = [keys, openKeyStore(directory, MASTER_KEY), openKeyStore(directory, MASTER_KEY)];
    const made = await Promise.all(stores.flatMap((store) => ids(20).map(async (id) => ({ id, ...await store.create(id) }))));
    expect(new Set(made.map(({ ref }) => ref)).size).toBe(60);
    for (const { id, ref, key } of made) expect((await keys.read(ref, id))!.equals(key)).toBe(true);
  });
});

describe('a destroyed key', () => {
  test('is gone, and the others are not', async () => {
    const [before, doomed, after] = await Promise.all(ids(3).map((id) => keys.create(id)));
    await keys.destroy(doomed!.ref);
    expect(await keys.read(doomed!.ref, 'alert-1')).toBeUndefined();
    expect((await keys.read(before!.ref, 'alert-0'))!.equals(before!.key)).toBe(true);
    expect((await keys.read(after!.ref, 'alert-2'))!.equals(after!.key)).toBe(true);
  });

  test('leaves no byte of itself in any file', async () => {
    await keys.create('alert-0');
    const [before] = files();
    const { ref } = await keys.create('alert-1');
    const [whole] = files();
    const wrapped = whole!.subarray(before!.length);
    await keys.destroy(ref);
    expect(wrapped.length).toBeGreaterThan(0);
    expect(files()).toHaveLength(1);
    expect(files()[0]!.subarray(before!.length).equals(Buffer.alloc(wrapped.length))).toBe(true);
    expect(files()[0]!.subarray(0, before!.length).equals(before!)).toBe(true);
  });

  test('stays gone after a restart, and may be destroyed twice', async () => {
    const { ref } = await keys.create('alert-1');
    await keys.destroy(ref);
    await keys.destroy(ref);
    expect(await openKeyStore(directory, MASTER_KEY).read(ref, 'alert-1')).toBeUndefined();
  });

  test('does not give its place to a new one', async () => {
    const { ref } = await keys.create('alert-1');
    await keys.destroy(ref);
    expect((await keys.create('alert-2')).ref).not.toBe(ref);
  });
});

test('clause 1: where the disk is full, no key is said to be kept that is not', () => {
  const child = fileURLToPath(new URL('key-store-child.ts', import.meta.url));
  // 2,048 bytes a file at most: room for 34 of the hundred keys, and for a part of the 35th.
  const { stdout } = spawnSync('bash', ['-c', 'ulimit -f 2; exec "$@"', 'limited', process.execPath, '--import', 'tsx', child, directory], { encoding: 'utf8' });
  const { refused, unreadable } = JSON.parse(stdout) as { refused: number; unreadable: number };
  expect(refused).toBeGreaterThan(0);
  expect(unreadable).toBe(0);
});
