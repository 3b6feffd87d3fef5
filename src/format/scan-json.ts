// Scans JSON text as JSON.parse does, but knows where every value stands, keeps limits and refuses what two readers could read differently.
import { error, warning, type Issue } from '../model/issue.js';
import type { Position } from '../format/format.js';

export const MAX_DEPTH = 64;
export const MAX_VALUES = 200_000;

/** Offset of every value, by the object or list that holds it and the key or index in it. */
export type Places = WeakMap<object, Map<string, number>>;

export interface Scanned { document: unknown; start: number; places: Places; issues: Issue[] }

interface Scan { text: string; at: number; depth: number; values: number; places: Places; issues: Issue[]; placeOf(offset: number): Position; compose: boolean }

/** Carries the issue that ends the scan out of its depth. */
export class Unscannable extends Error {
  constructor(readonly issue: Issue) { super(issue.code); }
}

/** Names that change an object's nature when they are copied carelessly; no national format uses them. */
const DANGEROUS = new Set(['__proto__', 'constructor', 'prototype']);
const SPACE = /[ \t\n\r]*/y;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LONE_SURROGATE = /\p{Surrogate}/u;

const fail = (scan: Scan, code: string, message: string, offset = scan.at): never => {
  throw new Unscannable(error(code, '', message, scan.placeOf(offset)));
};

const match = (scan: Scan, pattern: RegExp): string => {
  pattern.lastIndex = scan.at;
  const found = pattern.exec(scan.text)?.[0] ?? '';
  scan.at += found.length;
  return found;
};

/** The next sign after white space, not consumed. */
const peek = (scan: Scan): string | undefined => {
  match(scan, SPACE);
  return scan.text[scan.at];
};

const take = (scan: Scan, sign: string): boolean => {
  const found = peek(scan) === sign;
  if (found) scan.at += 1;
  return found;
};

const expect = (scan: Scan, sign: string): void => {
  if (!take(scan, sign)) fail(scan, 'JSON_MALFORMED', `A "${sign}" has to stand here.`);
};

const unquote = (quoted: string, compose: boolean): string | undefined => {
  try {
    const written = JSON.parse(quoted) as string;
    const text = compose ? written.normalize('NFC') : written;
    return LONE_SURROGATE.test(text) ? undefined : text;
  } catch { return undefined; }
};

const endOfString = (scan: Scan): number => {
  let at = scan.at + 1;
  while (at < scan.text.length && scan.text[at] !== '"') at += scan.text[at] === '\\' ? 2 : 1;
  return at;
};

const string = (scan: Scan): string => {
  const [start, end] = [scan.at, endOfString(scan)];
  if (end >= scan.text.length) fail(scan, 'JSON_MALFORMED', 'The text that begins here has no closing quotation mark.');
  scan.at = end + 1;
  return unquote(scan.text.slice(start, scan.at), scan.compose)
    ?? fail(scan, 'JSON_MALFORMED', 'The text that begins here holds a raw control character, an unknown escape or half a character.', start);
};

const scalar = (scan: Scan): unknown => {
  const found = match(scan, SCALAR);
  return found ? JSON.parse(found) : fail(scan, 'JSON_MALFORMED', 'A value has to stand here: text in double quotation marks, a number, true, false, null, a list or an object.');
};

/** The items between two brackets, of which the first is the next sign. */
const sequence = (scan: Scan, close: string, item: () => void): void => {
  scan.at += 1;
  scan.depth += 1;
  if (scan.depth > MAX_DEPTH) fail(scan, 'JSON_DEPTH', `The document is nested deeper than ${MAX_DEPTH} levels; no alert needs that.`);
  if (!take(scan, close)) {
    do item(); while (take(scan, ','));
    expect(scan, close);
  }
  scan.depth -= 1;
};

const key = (scan: Scan, seen: Map<string, number>): string => {
  if (peek(scan) !== '"') fail(scan, 'JSON_MALFORMED', 'A name in double quotation marks has to stand here.');
  const place = scan.placeOf.bind(undefined, scan.at);
  const name = string(scan);
  if (seen.has(name)) scan.issues.push(error('JSON_DUPLICATE', '', 'This name stands twice in one object, so that two readers may read two different alerts; write it once.', place()));
  if (DANGEROUS.has(name)) scan.issues.push(warning('JSON_KEY', '', 'The value under this name, which programming languages reserve, was dropped; use another name.', place()));
  expect(scan, ':');
  return name;
};

const object = (scan: Scan): object => {
  const into: Record<string, unknown> = {};
  const places = new Map<string, number>();
  scan.places.set(into, places);
  sequence(scan, '}', () => {
    const name = key(scan, places);
    peek(scan);
    places.set(name, scan.at);
    const read = value(scan);
    if (!DANGEROUS.has(name)) into[name] = read;
  });
  return into;
};

const array = (scan: Scan): object => {
  const into: unknown[] = [];
  const places = new Map<string, number>();
  scan.places.set(into, places);
  sequence(scan, ']', () => {
    peek(scan);
    places.set(String(into.length), scan.at);
    into.push(value(scan));
  });
  return into;
};

const value = (scan: Scan): unknown => {
  scan.values += 1;
  if (scan.values > MAX_VALUES) fail(scan, 'JSON_SIZE', `The document holds more than ${MAX_VALUES} values.`);
  switch (peek(scan)) {
    case '{': return object(scan);
    case '[': return array(scan);
    case '"': return string(scan);
    default: return scalar(scan);
  }
};

/**
 * @param placeOf turns an offset into line and column.
 * @param compose gives text in Unicode NFC, so that names typed on different machines are the same names; else as written.
 * @throws Unscannable with JSON_MALFORMED, JSON_DEPTH or JSON_SIZE.
 */
export const scanJson = (text: string, placeOf: (offset: number) => Position, compose: boolean): Scanned => {
  const scan: Scan = { text, at: 0, depth: 0, values: 0, places: new WeakMap(), issues: [], placeOf, compose };
  peek(scan);
  const start = scan.at;
  const document = value(scan);
  if (peek(scan) !== undefined) fail(scan, 'JSON_MALFORMED', 'The document was complete before this sign; nothing may follow it.');
  return { document, start, places: scan.places, issues: scan.issues };
};
