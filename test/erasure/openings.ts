// Tries keys on everything that lies in folders: whatever any of them opens, wherever it begins, is found without knowing what was sealed where.
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { basename } from 'node:path';
import { readFileSync } from 'node:fs';
import { filesUnder, isUnfolded, type Seen } from './search.js';

/** `slot`: as it lies in the key store, wrapped. */
export interface Key { name: string; key: Buffer; slot: Buffer }

/** What a key makes of the bytes from a place on: the text, and noise behind its end. */
export interface Opening { file: string; at: number; key: string; plain: Buffer }

const NONCE = 12;
const BLOCK = 16;
const SLOT = NONCE + 32 + 16;

/** GCM is a counter with a tag behind it: the text opens without the tag, and without the context that the tag covers. */
const counterMode = (key: Buffer, nonce: Uint8Array, sealed: Uint8Array): Buffer => createDecipheriv('aes-256-ctr', key, Buffer.concat([nonce, Buffer.from([0, 0, 0, 2])])).update(sealed);

/** Every key in the slots of key files, whichever alert it belongs to or belonged to. */
export const keysIn = (masterKey: Buffer, ...directories: string[]): Key[] => filesUnder(...directories).filter((file) => file.endsWith('.keys')).flatMap((file) => {
  const bytes = readFileSync(file);
  return Array.from({ length: Math.floor(bytes.length / SLOT) }, (_, slot) => bytes.subarray(slot * SLOT, (slot + 1) * SLOT))
    .map((slot, index) => ({ name: `${basename(file)}:${index}`, slot }))
    .filter(({ slot }) => slot.some((byte) => byte !== 0))
    .map(({ name, slot }) => ({ name, slot, key: counterMode(masterKey, slot.subarray(0, NONCE), slot.subarray(NONCE, NONCE + 32)) }));
});

/** Where a nonce may stand: twelve random bytes hold no four zeros. Skips what most of a database's files are. */
function noncePlaces(bytes: Buffer): Uint32Array {
  const places = new Uint32Array(Math.max(0, bytes.length - NONCE - BLOCK));
  let count = 0;
  let zeros = 0;
  for (let at = 0; at < bytes.length - BLOCK; at += 1) {
    zeros += (bytes[at] === 0 ? 1 : 0) - (at >= NONCE && bytes[at - NONCE] === 0 ? 1 : 0);
    if (at >= NONCE - 1 && zeros < 4) { places[count] = at - NONCE + 1; count += 1; }
  }
  return places.subarray(0, count);
}

/** Small enough to stay in the processor's cache. */
const BATCH = 1 << 15;

/** The counter blocks of the first sixteen bytes behind every place, to be encrypted in one go. */
function countersOf(bytes: Buffer, places: Uint32Array): Buffer {
  const counters = Buffer.alloc(places.length * BLOCK);
  places.forEach((at, index) => {
    for (let offset = 0; offset < NONCE; offset += 1) counters[index * BLOCK + offset] = bytes[at + offset]!;
    counters[index * BLOCK + 15] = 2;
  });
  return counters;
}

const TEXT = Uint8Array.from({ length: 256 }, (_, byte) => ((byte >= 0x20 && byte < 0x7f) || byte === 9 || byte === 10 || byte === 13 ? 1 : 0));
/** JPEG, PNG, gzip: how what is not text begins. */
const MAGIC = [[0xff, 0xd8, 0xff], [0x89, 0x50, 0x4e, 0x47], [0x1f, 0x8b, 0x08]];

/** Sixteen random bytes look like ASCII once in eight million; what follows tells chance apart. */
function begins(stream: Buffer, from: number, bytes: Buffer, at: number): boolean {
  let offset = 0;
  while (offset < BLOCK && TEXT[stream[from + offset]! ^ bytes[at + offset]!] === 1) offset += 1;
  return offset === BLOCK || (offset === 0 && MAGIC.some((magic) => magic.every((byte, index) => (stream[from + index]! ^ bytes[at + index]!) === byte)));
}

const LONGEST = 256 * 1024;

function openingsIn(file: string, bytes: Buffer, keys: readonly Pick<Key, 'name' | 'key'>[]): Opening[] {
  const openings: Opening[] = [];
  const all = noncePlaces(bytes);
  for (let from = 0; from < all.length; from += BATCH) {
    const places = all.subarray(from, from + BATCH);
    const counters = countersOf(bytes, places);
    for (const { name, key } of keys) {
      const stream = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false).update(counters);
      for (let index = 0; index < places.length; index += 1) {
        const at = places[index]!;
        const first = stream[index * BLOCK]! ^ bytes[at + NONCE]!;
        if (TEXT[first] === 0 && first !== 0xff && first !== 0x89 && first !== 0x1f) continue;
        if (begins(stream, index * BLOCK, bytes, at + NONCE)) openings.push({ file, at, key: name, plain: counterMode(key, bytes.subarray(at, at + NONCE), bytes.subarray(at + NONCE, at + NONCE + LONGEST)) });
      }
    }
  }
  return openings;
}

const hexRuns = (bytes: Buffer): Buffer => Buffer.concat([...bytes.toString('latin1').matchAll(/[0-9a-fA-F]{60,}/g)].map(([run]) => Buffer.from(run, 'hex')));

/** Tries every key at every byte of every file: as it lies there, inflated, and as the bytes that runs of hexadecimal stand for, as dumps are written. */
export const openings = (seen: readonly Seen[], keys: readonly Pick<Key, 'name' | 'key'>[]): Opening[] => seen.flatMap(({ file, views }) =>
  views.filter(({ within }) => !isUnfolded(within)).flatMap(({ bytes }) => [...openingsIn(file, bytes, keys), ...openingsIn(file, hexRuns(bytes), keys)]));
