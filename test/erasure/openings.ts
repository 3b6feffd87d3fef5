// Tries keys on everything that lies in folders: whatever any of them opens, wherever it begins, is found without knowing what was sealed where.
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { basename } from 'node:path';
import { readFileSync } from 'node:fs';
import { filesUnder, isUnfolded, viewsOf } from './search.js';

export interface Key { name: string; key: Buffer }

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
    .map(({ name, slot }) => ({ name, key: counterMode(masterKey, slot.subarray(0, NONCE), slot.subarray(NONCE, NONCE + 32)) }));
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

const BATCH = 1 << 20;

/** The counter blocks of the first sixteen bytes behind every place, to be encrypted in one go. */
function countersOf(bytes: Buffer, places: Uint32Array): Buffer {
  const counters = Buffer.alloc(places.length * BLOCK);
  places.forEach((at, index) => {
    bytes.copy(counters, index * BLOCK, at, at + NONCE);
    counters[index * BLOCK + 15] = 2;
  });
  return counters;
}

const isText = (byte: number): boolean => byte >= 0x20 ? byte !== 0x7f : byte === 9 || byte === 10 || byte === 13;
const MAGIC = ['ffd8ff', '89504e470d0a1a0a', '52494646', '1f8b08', '504b0304', '25504446'].map((hex) => Buffer.from(hex, 'hex'));

/** In random bytes one in 300 million looks like text over sixteen bytes of ASCII, and none for longer. */
const isPlain = (bytes: Buffer): boolean => MAGIC.some((magic) => bytes.subarray(0, magic.length).equals(magic)) || bytes.every((byte) => byte < 0x80 && isText(byte));

const LONGEST = 256 * 1024;

function openingsIn(file: string, bytes: Buffer, keys: readonly Key[]): Opening[] {
  const openings: Opening[] = [];
  const all = noncePlaces(bytes);
  const block = Buffer.alloc(BLOCK);
  for (let from = 0; from < all.length; from += BATCH) {
    const places = all.subarray(from, from + BATCH);
    const counters = countersOf(bytes, places);
    for (const { name, key } of keys) {
      const stream = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false).update(counters);
      for (let index = 0; index < places.length; index += 1) {
        const at = places[index]!;
        // Four bytes settle it nearly always.
        const first = stream[index * BLOCK]! ^ bytes[at + NONCE]!;
        const second = stream[index * BLOCK + 1]! ^ bytes[at + NONCE + 1]!;
        if ((first >= 0x80 || !isText(first) || second >= 0x80 || !isText(second)) && first !== 0xff && first !== 0x89 && first !== 0x1f) continue;
        for (let offset = 0; offset < BLOCK; offset += 1) block[offset] = stream[index * BLOCK + offset]! ^ bytes[at + NONCE + offset]!;
        if (isPlain(block)) openings.push({ file, at, key: name, plain: counterMode(key, bytes.subarray(at, at + NONCE), bytes.subarray(at + NONCE, at + NONCE + LONGEST)) });
      }
    }
  }
  return openings;
}

const hexRuns = (bytes: Buffer): Buffer => Buffer.concat([...bytes.toString('latin1').matchAll(/[0-9a-fA-F]{60,}/g)].map(([run]) => Buffer.from(run, 'hex')));

/** Tries every key at every byte of every file: as it lies there, inflated, and as the bytes that runs of hexadecimal stand for, as dumps are written. */
export function openings(paths: readonly string[], keys: readonly Key[]): Opening[] {
  const found: Opening[] = [];
  for (const file of filesUnder(...paths)) {
    for (const { bytes, within } of viewsOf(file)) if (!isUnfolded(within)) found.push(...openingsIn(file, bytes, keys), ...openingsIn(file, hexRuns(bytes), keys));
  }
  return found;
}
