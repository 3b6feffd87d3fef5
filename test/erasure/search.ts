// Looks for secrets in everything that lies in folders: in every encoding (needles.ts), in compressed streams, across wrapped lines and the pages of a write-ahead log.
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { constants, inflateRawSync } from 'node:zlib';
import type { Needle } from './needles.js';

/** `within`: how it was wrapped where it was found, outermost first. */
export interface Found { what: string; encoding: string; file: string; at: number; within: string[] }

export interface View { bytes: Buffer; within: string[] }

/** Every regular file under these, which may be files themselves. */
export const filesUnder = (...paths: string[]): string[] => paths.flatMap((path) => {
  const kind = lstatSync(path);
  return kind.isDirectory() ? filesUnder(...readdirSync(path).map((name) => join(path, name))) : kind.isFile() ? [path] : [];
});

const TABLE = 1 << 20;
// Jest looks globals up slowly, and this is asked for every byte.
const { imul } = Math;
const placeOf = (word: number): number => imul(word, 0x9e3779b1) >>> 12;

export type Finder = (bytes: Buffer, found: (needle: Needle, at: number) => void) => void;

/** All needles in one pass: the first four bytes lead to the few that may begin there. */
export function createFinder(needles: readonly Needle[]): Finder {
  const may = new Uint8Array(TABLE);
  const byStart = new Map<number, Needle[]>();
  for (const needle of needles) {
    const word = needle.bytes.readInt32LE(0);
    may[placeOf(word)] = 1;
    byStart.set(word, [...byStart.get(word) ?? [], needle]);
  }
  return (bytes, found) => {
    let word = 0;
    for (let end = 0; end < bytes.length; end += 1) {
      word = (word >>> 8) | (bytes[end]! << 24);
      if (may[placeOf(word)] === 0 || end < 3) continue;
      const at = end - 3;
      for (const needle of byStart.get(word) ?? []) if (bytes.compare(needle.bytes, 0, needle.bytes.length, at, Math.min(at + needle.bytes.length, bytes.length)) === 0) found(needle, at);
    }
  };
}

const LONGEST_STREAM = 64 * 1024 * 1024;

const inflates = (bytes: Buffer): Buffer | undefined => {
  try { return inflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: LONGEST_STREAM }); } catch { return undefined; }
};

/** Chance seldom goes on for so long. */
const FIRST_BYTES = 48;

/** As much as can be inflated: the rest of a stream may be missing, or written over. */
function inflate(bytes: Buffer): Buffer | undefined {
  const whole = inflates(bytes.subarray(0, FIRST_BYTES)) && inflates(bytes);
  if (whole || !inflates(bytes.subarray(0, FIRST_BYTES))) return whole;
  let [good, bad] = [FIRST_BYTES, bytes.length];
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1;
    if (inflates(bytes.subarray(0, middle))) good = middle; else bad = middle;
  }
  return inflates(bytes.subarray(0, good));
}

const [HEADER_CRC, EXTRA, NAME, COMMENT] = [2, 4, 8, 16];

/** Behind the header of a gzip file, whose checksum at the end nobody asks about. */
function behindGzipHeader(bytes: Buffer, at: number): number {
  const flags = bytes[at + 3] ?? 0;
  const text = (from: number): number => bytes.indexOf(0, from) + 1;
  let from = at + 10;
  if (flags & EXTRA) from += 2 + (bytes[from] ?? 0) + 256 * (bytes[from + 1] ?? 0);
  if (flags & NAME) from = text(from);
  if (flags & COMMENT) from = text(from);
  return flags & HEADER_CRC ? from + 2 : from;
}

const ZIP_NAME_LENGTH = 26;
const ZIP_HEADER = 30;

interface Stream { kind: 'gzip' | 'zlib' | 'zip'; from: number }

/** Where a compressed stream may begin, by its magic. Raw deflate has none, but within a ZIP file. */
function streamsIn(bytes: Buffer): Stream[] {
  const streams: Stream[] = [];
  const all = (magic: Buffer, kind: Stream['kind'], from: (at: number) => number): void => {
    for (let at = bytes.indexOf(magic); at >= 0 && at + ZIP_HEADER < bytes.length; at = bytes.indexOf(magic, at + 1)) streams.push({ kind, from: from(at) });
  };
  all(Buffer.from([0x1f, 0x8b, 0x08]), 'gzip', (at) => behindGzipHeader(bytes, at));
  for (const second of [0x01, 0x5e, 0x9c, 0xda]) all(Buffer.from([0x78, second]), 'zlib', (at) => at + 2);
  all(Buffer.from('PK\x03\x04'), 'zip', (at) => at + ZIP_HEADER + bytes.readUInt16LE(at + ZIP_NAME_LENGTH) + bytes.readUInt16LE(at + ZIP_NAME_LENGTH + 2));
  return streams;
}

/** Inflated, or nothing where the magic was chance. */
const inflated = ({ bytes, within }: View): View[] => streamsIn(bytes).flatMap(({ kind, from }) => {
  const plain = inflate(bytes.subarray(from));
  return plain && plain.length > 0 ? [{ bytes: plain, within: [...within, `${kind} at ${from}`] }] : [];
});

/** Long enough to hold a compressed stream; shorter ones are found by their needles. */
const RUNS = { base64: /[A-Za-z0-9+/_-]{40,}/g, hex: /(?:[0-9a-fA-F]{2}){30,}/g } as const;

/** Runs of base64 or hexadecimal as the bytes they stand for. */
const decoded = ({ bytes, within }: View): View[] => {
  const text = bytes.toString('latin1');
  return Object.entries(RUNS).flatMap(([name, run]) =>
    [...text.matchAll(run)].map(({ 0: found, index }) => ({ bytes: Buffer.from(found, name as keyof typeof RUNS), within: [...within, `${name} at ${index}`] })));
};

const UNFOLDED = 'unfolded';
const LINES = /(?:[\x20-\x7e\t]+\r?\n)+[\x20-\x7e\t]+/g;
const FOLD = /=?\r?\n[ \t]*/g;
/** Letters and lists fold long lines, base64 and quoted-printable every 76 characters. */
const unfolded = ({ bytes, within }: View): View[] => (!bytes.includes('\n') ? [] : [...bytes.toString('latin1').matchAll(LINES)].map(({ 0: lines, index }) =>
  ({ bytes: Buffer.from(lines.replaceAll(FOLD, ''), 'latin1'), within: [...within, `${UNFOLDED} at ${index}`] })));

export const isUnfolded = (within: readonly string[]): boolean => within.some((way) => way.startsWith(UNFOLDED));

const WAL_NAME = /^[0-9A-F]{24}$/;
const WAL_PAGE = 8192;
const WAL_HEADER = 24;
const WAL_LONG_HEADER = 40;

/** A record of the write-ahead log goes on behind the header of the next page. */
const withoutPageHeaders = (bytes: Buffer): Buffer => Buffer.concat(Array.from({ length: Math.ceil(bytes.length / WAL_PAGE) }, (_, page) =>
  bytes.subarray(page * WAL_PAGE + (page === 0 ? WAL_LONG_HEADER : WAL_HEADER), (page + 1) * WAL_PAGE)));

/** How deep streams are looked for in streams. */
const DEPTH = 3;

function wrappedIn(view: View, depth: number): View[] {
  if (depth === 0) return [];
  const lines = unfolded(view);
  // What a run stands for needs looking at only where it is compressed: as it stands, needles find it.
  const inner = [...inflated(view), ...[view, ...lines].flatMap(decoded).flatMap(inflated)];
  return [...lines, ...inner, ...inner.flatMap((one) => wrappedIn(one, depth - 1))];
}

/** A server that runs removes files while it is looked through. */
const contentOf = (file: string): Buffer => { try { return readFileSync(file); } catch { return Buffer.alloc(0); } };

/** The bytes of a file in every way they can be read. */
function viewsOf(file: string): View[] {
  const whole = { bytes: contentOf(file), within: [] };
  const joined = WAL_NAME.test(basename(file)) ? [{ bytes: withoutPageHeaders(whole.bytes), within: ['WAL pages joined'] }] : [];
  return [whole, ...joined, ...wrappedIn(joined[0] ?? whole, DEPTH)];
}

/** A file and every way to read it. */
export interface Seen { file: string; views: View[] }

/** Reading takes longest: what is read once may be searched for many things. */
export const readAll = (...paths: string[]): Seen[] => [...new Set(filesUnder(...paths))].map((file) => ({ file, views: viewsOf(file) }));

/** Everything of the given needles in what was read. */
export function search(seen: readonly Seen[], needles: readonly Needle[]): Found[] {
  const find = createFinder(needles);
  return seen.flatMap(({ file, views }) => {
    const found: Found[] = [];
    const already = new Set<string>();
    for (const { bytes, within } of views) {
      find(bytes, ({ what, encoding }, at) => {
        // What stood unfolded is the same again.
        if (!isUnfolded(within) || !already.has(`${what}|${encoding}`)) found.push({ what, encoding, file, at, within });
        already.add(`${what}|${encoding}`);
      });
    }
    return found;
  });
}
