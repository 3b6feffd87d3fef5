// Way in, step 2: bytes to messages, by the format asked for or the one the content shows.
import { AlertBridgeError } from '../errors.js';
import type { DecodedMessage, Format } from '../format/format.js';
import type { Issue } from '../model/issue.js';
import type { Formats } from '../format/formats.js';

export interface DecodedDocument { format: Format; messages: DecodedMessage[]; /** Of the document as a whole; every message carries them too. */ issues: Issue[]; partial?: boolean }

const BRACE = 0x7b;
const BRACKET = 0x5b;
const WHITE = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf]);

/** A document that begins like JSON but that no format recognised: most likely broken JSON, and the reader should hear what is broken. */
const looksLikeJson = (bytes: Uint8Array): boolean => {
  const first = bytes.find((byte) => !WHITE.has(byte));
  return first === BRACE || first === BRACKET;
};

const parsesAsJson = (bytes: Uint8Array): boolean => {
  try { JSON.parse(Buffer.from(bytes).toString('utf8')); return true; } catch { return false; }
};

const unknownFormat = (formats: Formats): AlertBridgeError => new AlertBridgeError('UNKNOWN_FORMAT',
  `No format recognises this document. Send one of ${formats.all.map(({ id }) => id).join(', ')}, or name the format with ?adapter=.`);

/** @throws AlertBridgeError UNKNOWN_FORMAT */
export function chooseFormat(bytes: Uint8Array, formats: Formats, wanted: { adapter?: string; preferred?: string }): Format {
  if (wanted.adapter !== undefined) {
    const named = formats.get(wanted.adapter);
    if (!named) throw new AlertBridgeError('UNKNOWN_FORMAT', `There is no adapter of that name. Known are ${formats.all.map(({ id }) => id).join(', ')}.`);
    return named;
  }
  const found = formats.detect(bytes, wanted.preferred);
  if (found) return found;
  if (looksLikeJson(bytes) && !parsesAsJson(bytes)) return formats.get('cap-json')!;
  throw unknownFormat(formats);
}

/** @throws AlertBridgeError UNKNOWN_FORMAT, or UNREADABLE with every issue. */
export function decode(bytes: Uint8Array, formats: Formats, wanted: { adapter?: string; preferred?: string }): DecodedDocument {
  const format = chooseFormat(bytes, formats, wanted);
  const decoded = format.decode(bytes);
  if ('unreadable' in decoded) throw new AlertBridgeError('UNREADABLE', `The document cannot be read as ${format.manifest.name}.`, decoded.unreadable);
  const { messages, issues, partial } = decoded;
  return { format, messages: messages.map((message) => ({ ...message, issues: [...issues, ...message.issues] })), issues, ...(partial && { partial }) };
}
