// The only door to XML: bytes to a tree of elements that know where they stood, or what makes the document unreadable.
import { AlertBridgeError, refuse } from '../errors.js';
import { error, type Issue } from '../model/issue.js';
import type { Position } from './format.js';
import { parseXml, positionsIn, type Fail, type XmlElement } from './xml-parser.js';
import { textOfXml } from './xml-text.js';

export type { XmlAttribute, XmlElement } from './xml-parser.js';

/** `discouraged`: where the first CDATA section or character reference stands that CAP would rather not see. */
export interface XmlDocument { root: XmlElement; discouraged?: Position }

const MAX_BYTES = 5 * 1024 * 1024;
const LIMITS = { depth: 32, elements: 200_000 };
/** A carriage return can only be written as a reference, so that one is needed. */
const DISCOURAGED = /<!\[CDATA\[|&#(?!(?:0*13|x0*d);)/i;

const stop = (code: string, message: string, place?: Position): never => refuse('UNREADABLE', message, [error(code, '', message, place)]);

const positionOf = (text: string, pattern: RegExp): Position | undefined => {
  const offset = text.search(pattern);
  return offset === -1 ? undefined : positionsIn(text)(offset);
};

/** A document type declaration is refused before anything else is read, whatever it holds (CAP rule D08). */
const refuseDoctype = (text: string, fail: Fail): void => {
  const skipped = /\s+|<\?[^]*?\?>|<!--[^]*?-->/y;
  let offset = 0;
  while (skipped.test(text)) offset = skipped.lastIndex;
  if (/^<!DOCTYPE/i.test(text.slice(offset, offset + 9))) fail('XML_DOCTYPE', 'The document has a DOCTYPE, which is never read; leave it out.', offset);
};

const readText = (bytes: Uint8Array): string => {
  if (bytes.length > MAX_BYTES) stop('XML_SIZE', 'The document is larger than 5 MB.');
  return textOfXml(bytes).replace(/\r\n?/g, '\n');
};

/**
 * Reads a whole XML document within fixed limits: 5 MB, 32 levels, 200 000 elements, no DOCTYPE, entities of XML itself only.
 * @returns the tree, or one issue XML_DOCTYPE, XML_ENCODING, XML_MALFORMED, XML_DEPTH or XML_SIZE with its place.
 */
export const readXml = (bytes: Uint8Array): XmlDocument | { issues: Issue[] } => {
  try {
    const text = readText(bytes);
    const fail: Fail = (code, message, offset) => stop(code, message, positionsIn(text)(offset));
    refuseDoctype(text, fail);
    return { root: parseXml(text, LIMITS, fail), discouraged: positionOf(text, DISCOURAGED) };
  } catch (thrown) {
    if (thrown instanceof AlertBridgeError) return { issues: thrown.issues };
    throw thrown;
  }
};

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };
/** Everything outside the Char production of XML 1.0, half surrogates included. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Character data for an XML document: escaped, a carriage return kept as reference, characters that XML cannot carry left out. */
export const escapeXml = (text: string): string => text.replace(FORBIDDEN, '').replace(/[&<>\r]/g, (character) => ESCAPES[character]!);
