// The only door to XML: bytes to a tree of elements that know where they stood, or what makes the document unreadable.
import { AlertBridgeError, refuse } from '../errors.js';
import { error, type Issue } from '../model/issue.js';
import type { Position } from './format.js';
import { positionsIn } from './positions.js';
import type { XmlElement } from './xml-element.js';
import { parseXml, type Fail } from './xml-parser.js';
import { mayHoldControls, textOfXml } from './xml-text.js';

export type { XmlAttribute, XmlElement } from './xml-element.js';

/** `discouraged`: where the first CDATA section or character reference stands that CAP would rather not see. */
export interface XmlDocument { root: XmlElement; discouraged?: Position }

const MAX_BYTES = 5 * 1024 * 1024;
const LIMITS = { depth: 32, elements: 200_000 };

const stop = (code: string, message: string, place?: Position): never => refuse('UNREADABLE', message, [error(code, '', message, place)]);

/** What XML 1.0 leaves out of every document, as it is; by reference the parser refuses it. The encodings read here yield no lone surrogates. */
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;

const refuseForbidden = (text: string, bytes: Uint8Array, fail: Fail): void => {
  if (!mayHoldControls(bytes) && !text.includes('\ufffe') && !text.includes('\uffff')) return;
  const offset = text.search(FORBIDDEN);
  if (offset !== -1) fail('XML_MALFORMED', 'The document is not well-formed XML: it holds a character that XML does not allow.', offset);
};

/** A document type declaration is refused before anything else is read, whatever it holds (CAP rule D08). */
const refuseDoctype = (text: string, fail: Fail): void => {
  if (!text.includes('<!')) return;
  const skipped = /\s+|<\?[^]*?\?>|<!--[^]*?-->/y;
  let offset = 0;
  while (skipped.test(text)) offset = skipped.lastIndex;
  if (/^<!DOCTYPE/i.test(text.slice(offset, offset + 9))) fail('XML_DOCTYPE', 'The document has a DOCTYPE, which is never read; leave it out.', offset);
};

const readText = (bytes: Uint8Array): string => {
  if (bytes.length > MAX_BYTES) stop('XML_SIZE', 'The document is larger than 5 MB.');
  const text = textOfXml(bytes);
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
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
    refuseForbidden(text, bytes, fail);
    const { root, discouraged } = parseXml(text, LIMITS, fail);
    return { root, discouraged: discouraged === undefined ? undefined : positionsIn(text)(discouraged) };
  } catch (thrown) {
    if (thrown instanceof AlertBridgeError) return { issues: thrown.issues };
    throw thrown;
  }
};

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };
/** Everything outside the Char production of XML 1.0, half surrogates included. */
const UNWRITABLE = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Character data for an XML document: escaped, a carriage return kept as reference, characters that XML cannot carry left out. */
export const escapeXml = (text: string): string => text.replace(UNWRITABLE, '').replace(/[&<>\r]/g, (character) => ESCAPES[character]!);
