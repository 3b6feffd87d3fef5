// First step for a JSON document: bytes to plain values within limits, each value's place in the text remembered.
import { error, type Issue } from '../model/issue.js';
import type { Position } from './format.js';
import { segments } from './pointer.js';
import { positionsIn } from './positions.js';
import { scanJson, Unscannable, type Scanned } from './scan-json.js';

export const MAX_BYTES = 5 * 1024 * 1024;

/** A document that could be read. `issues`: what was dropped (JSON_KEY, warning) or stands twice (JSON_DUPLICATE, error). */
export interface JsonDocument { document: unknown; issues: Issue[]; positionOf(pointer: string): Position; /** How places are named where not by their pointer. */ pathOf?(pointer: string): string }

/** Offset of the deepest value on the way along a pointer: for a missing value that is the object it is missing from. */
const follow = ({ document, start, places }: Scanned, pointer: string): number => {
  let [value, offset] = [document, start];
  for (const key of segments(pointer)) {
    const next = places.get(value as object)?.get(key);
    if (next === undefined) break;
    [value, offset] = [(value as Record<string, unknown>)[key], next];
  }
  return offset;
};

/** Without its byte order mark; undefined where the bytes are not UTF-8. */
export const utf8 = (bytes: Uint8Array): string | undefined => {
  try { return new TextDecoder('utf-8', { fatal: true }).decode(bytes); } catch { return undefined; }
};

const scanText = (text: string, compose: boolean): JsonDocument => {
  const placeOf = positionsIn(text);
  const scanned = scanJson(text, placeOf, compose);
  return { document: scanned.document, issues: scanned.issues, positionOf: (pointer) => placeOf(follow(scanned, pointer)) };
};

/**
 * Reads UTF-8 JSON (a byte order mark is skipped) of at most 5 MiB, 64 levels and 200 000 values. Never throws.
 * @param options `compose`: text and names in Unicode NFC, for national documents whose words are keys; else as written.
 * @returns the document, or the one issue that stopped the reading: JSON_SIZE, JSON_ENCODING, JSON_DEPTH or JSON_MALFORMED.
 */
export const readJson = (bytes: Uint8Array, { compose = false } = {}): JsonDocument | { unreadable: Issue[] } => {
  if (bytes.length > MAX_BYTES) return { unreadable: [error('JSON_SIZE', '', `The document is larger than ${MAX_BYTES} bytes.`)] };
  const text = utf8(bytes);
  if (text === undefined) return { unreadable: [error('JSON_ENCODING', '', 'The bytes are not UTF-8; write JSON in UTF-8 (RFC 8259, 8.1).')] };
  try {
    return scanText(text, compose);
  } catch (problem) {
    if (problem instanceof Unscannable) return { unreadable: [problem.issue] };
    throw problem;
  }
};
