// From the bytes of an XML document to its text: finds the encoding used and refuses where the declared one is another.
import { isUtf8 } from 'node:buffer';
import { refuse } from '../errors.js';
import { error } from '../model/issue.js';
import type { Position } from './format.js';

/** Names a declaration may use, and what TextDecoder calls them. Browsers and TextDecoder read ISO-8859-1 as its superset windows-1252. */
const ENCODINGS = new Map([
  ['utf-8', 'utf-8'], ['us-ascii', 'utf-8'], ['utf-16', 'utf-16'], ['utf-16le', 'utf-16'], ['utf-16be', 'utf-16'],
  ['iso-8859-1', 'windows-1252'], ['windows-1252', 'windows-1252'],
]);

/** How documents begin, the longest first (XML 1.0, appendix F). `undefined`: refused, no processor has to read it. */
const BEGINNINGS: { bytes: number[]; decoder: string | undefined; certain: boolean }[] = [
  { bytes: [0xff, 0xfe, 0, 0], decoder: undefined, certain: true },
  { bytes: [0, 0, 0xfe, 0xff], decoder: undefined, certain: true },
  { bytes: [0xef, 0xbb, 0xbf], decoder: 'utf-8', certain: true },
  { bytes: [0xff, 0xfe], decoder: 'utf-16le', certain: true },
  { bytes: [0xfe, 0xff], decoder: 'utf-16be', certain: true },
  { bytes: [0x3c, 0], decoder: 'utf-16le', certain: true },
  { bytes: [0, 0x3c], decoder: 'utf-16be', certain: true },
  { bytes: [], decoder: 'utf-8', certain: false },
];

const DECLARATION = /^<\?xml\s[^>]*?\sencoding\s*=\s*["']([^"']*)["']/;

const refuseEncoding = (message: string, place: Position): never =>
  refuse('UNREADABLE', message, [error('XML_ENCODING', '', message, place)]);

const beginningOf = (bytes: Uint8Array) => BEGINNINGS.find((one) => one.bytes.every((byte, i) => bytes[i] === byte))!;

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const withoutMark = (text: string): string => (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);

const LONGEST_DECLARATION = 1024;
const GREATER = 0x3e;

/** As much as a declaration may need. Of what is not UTF-8 only its ASCII is looked at. */
const startOf = (bytes: Uint8Array, decoder: string): string => {
  const start = bytes.subarray(0, Math.min(bytes.indexOf(GREATER) + 2, LONGEST_DECLARATION));
  return decoder === 'utf-8' ? asBuffer(start).toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '') : new TextDecoder(decoder).decode(start);
};

/** The place behind a text, with the line ends of XML (XML 1.0, 2.11). */
const placeBehind = (text: string): Position => {
  const lines = text.split(/\r\n?|\n/);
  return { line: lines.length, column: lines.at(-1)!.length + 1 };
};

const declaredIn = (text: string): { name: string; place: Position } | undefined => {
  const [upToName, name] = DECLARATION.exec(text) ?? [];
  return name === undefined ? undefined : { name: name.toLowerCase(), place: placeBehind(upToName!.slice(0, -1 - name.length)) };
};

/** Position of the first byte that could not be decoded; the substitute character stands in its place. */
const firstUndecodable = (bytes: Uint8Array, decoder: string): Position => placeBehind(new TextDecoder(decoder).decode(bytes).split('\ufffd', 1)[0]!);

/** 0x80 to 0x9f of windows-1252. TextDecoder of Node 20 reads them as control characters, which would turn a euro sign or an apostrophe into nothing. */
const WINDOWS_1252 = '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

const decodeWindows1252 = (bytes: Uint8Array): string => asBuffer(bytes).toString('latin1').replace(/[\x80-\x9f]/g, (character) => WINDOWS_1252[character.charCodeAt(0) - 0x80]!);

const decodeFully = (bytes: Uint8Array, decoder: string): string => {
  if (decoder === 'windows-1252') return decodeWindows1252(bytes);
  if (decoder === 'utf-8' && isUtf8(bytes)) return withoutMark(asBuffer(bytes).toString('utf8'));
  try {
    return new TextDecoder(decoder, { fatal: true }).decode(bytes);
  } catch {
    return refuseEncoding(`The document is not ${decoder} as it says it is (without a declaration XML is UTF-8).`, firstUndecodable(bytes, decoder));
  }
};

const agrees = (declared: string, used: { decoder: string; certain: boolean }): boolean =>
  used.decoder.startsWith(declared) || (declared === 'windows-1252' && !used.certain);

/**
 * The text of an XML document, without byte order mark.
 * @throws AlertBridgeError UNREADABLE with one issue XML_ENCODING: unknown encoding, bytes that are not of it, or another declared than used.
 */
export const textOfXml = (bytes: Uint8Array): string => {
  const { decoder, certain } = beginningOf(bytes);
  if (decoder === undefined) return refuseEncoding('UTF-32 is not read; UTF-8 is.', { line: 1, column: 1 });
  const declaration = declaredIn(startOf(bytes, decoder));
  if (!declaration) return decodeFully(bytes, decoder);
  const { name, place } = declaration;
  const declared = ENCODINGS.get(name);
  if (declared === undefined) return refuseEncoding('The declared encoding is not one of UTF-8, UTF-16, ISO-8859-1, windows-1252.', place);
  if (!agrees(declared, { decoder, certain })) return refuseEncoding(`The document declares one encoding and uses another (${decoder}).`, place);
  return decodeFully(bytes, declared === 'windows-1252' ? declared : decoder);
};

const isControl = (byte: number): boolean => byte < 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09;

/** The high bit of each byte of a word below 0x20. */
const below = (word: number): number => ~(((word & 0x7f7f7f7f) + 0x60606060) | word) & 0x80808080;

/** The high bit of each byte of a word that is no line end: documents are full of these. */
const noLineEnd = (word: number): number => (((word ^ 0x0a0a0a0a) & 0x7f7f7f7f) + 0x7f7f7f7f) | word;

/**
 * A quick look, sixteen bytes at a time: false where no byte of a text in UTF-8 or in a set of single bytes is a control character but tab and line ends.
 * True says nothing certain; UTF-16 is always looked at again.
 */
export const mayHoldControls = (bytes: Uint8Array): boolean => {
  if (bytes.length < 16) return bytes.some(isControl);
  const before = -bytes.byteOffset & 3;
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + before, ((bytes.length - before) >>> 4) << 2);
  for (let i = 0; i < words.length; i += 4) {
    const [one, two, three, four] = [words[i]!, words[i + 1]!, words[i + 2]!, words[i + 3]!];
    if ((below(one) | below(two) | below(three) | below(four)) === 0) continue;
    if (((below(one) & noLineEnd(one)) | (below(two) & noLineEnd(two)) | (below(three) & noLineEnd(three)) | (below(four) & noLineEnd(four))) === 0) continue;
    for (let at = before + 4 * i; at < before + 4 * i + 16; at += 1) if (isControl(bytes[at]!)) return true;
  }
  return bytes.subarray(0, before).some(isControl) || bytes.subarray(before + 4 * words.length).some(isControl);
};
