// The only door to the XML parser: bytes to a tree of elements that know where they stood, or what makes the document unreadable.
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { AlertBridgeError, refuse } from '../errors.js';
import { error, type Issue } from '../model/issue.js';
import type { Position } from './format.js';
import { textOfXml } from './xml-text.js';

export interface XmlAttribute { name: string; namespace: string; value: string }

/** One element. `name` is without prefix, `index` counts same-named siblings from 1, line and column are those of its `<`. */
export interface XmlElement extends Position {
  name: string;
  namespace: string;
  index: number;
  parent?: XmlElement;
  attributes: XmlAttribute[];
  children: XmlElement[];
  /** Its own character data, references resolved, line ends as XML has them (`\n`). */
  text: string;
}

/** `discouraged`: where the first CDATA section or character reference stands that CAP would rather not see. */
export interface XmlDocument { root: XmlElement; discouraged?: Position }

interface Open { element: XmlElement; chunks: string[]; counts: Map<string, number> }

const MAX_BYTES = 5 * 1024 * 1024;
const MAX_DEPTH = 32;
const MAX_ELEMENTS = 200_000;
const XMLNS = 'http://www.w3.org/2000/xmlns/';
/** A carriage return can only be written as a reference, so that one is needed. */
const DISCOURAGED = /<!\[CDATA\[|&#(?!(?:0*13|x0*d);)/i;

const stop = (code: string, message: string, place?: Position): never => refuse('UNREADABLE', message, [error(code, '', message, place)]);

/** Position of offsets that never go back; every character is passed once. */
const positionsIn = (text: string): ((offset: number) => Position) => {
  let line = 1;
  let start = 0;
  let end = text.indexOf('\n');
  return (offset) => {
    while (end !== -1 && end < offset) {
      line += 1;
      start = end + 1;
      end = text.indexOf('\n', start);
    }
    return { line, column: offset - start + 1 };
  };
};

const positionOf = (text: string, pattern: RegExp): Position | undefined => {
  const offset = text.search(pattern);
  return offset === -1 ? undefined : positionsIn(text)(offset);
};

/** A document type declaration is refused before the parser sees it, whatever it holds (CAP rule D08). */
const refuseDoctype = (text: string): void => {
  const skipped = /\s+|<\?[^]*?\?>|<!--[^]*?-->/y;
  let offset = 0;
  while (skipped.test(text)) offset = skipped.lastIndex;
  if (/^<!DOCTYPE/i.test(text.slice(offset, offset + 9))) stop('XML_DOCTYPE', 'The document has a DOCTYPE, which is never read; leave it out.', positionsIn(text)(offset));
};

const attributesOf = (tag: SaxesTagNS): XmlAttribute[] =>
  Object.values(tag.attributes)
    .filter((attribute) => attribute.uri !== XMLNS)
    .map(({ local, uri, value }) => ({ name: local, namespace: uri, value }));

const openElement = (tag: SaxesTagNS, above: Open | undefined, place: Position): Open => {
  const { local: name, uri: namespace } = tag;
  const index = (above?.counts.get(name) ?? 0) + 1;
  above?.counts.set(name, index);
  const element: XmlElement = { name, namespace, index, parent: above?.element, attributes: attributesOf(tag), children: [], text: '', ...place };
  above?.element.children.push(element);
  return { element, chunks: [], counts: new Map() };
};

/** The parser's reason without the names it quotes: those can be anything, also somebody's. */
const reasonOf = (thrown: Error): string => thrown.message.replace(/^\d+:\d+: /, '').split(':')[0]!.replace(/\.?$/, '');

const parse = (text: string): XmlElement => {
  const parser = new SaxesParser({ xmlns: true });
  const place = positionsIn(text);
  const here = (): Position => ({ line: parser.line, column: Math.max(1, parser.column) });
  const open: Open[] = [];
  let start: Position = { line: 1, column: 1 };
  let root: XmlElement | undefined;
  let count = 0;
  const keep = (chunk: string): void => { open.at(-1)?.chunks.push(chunk); };

  parser.on('error', (thrown) => stop('XML_MALFORMED', `The document is not well-formed XML: ${reasonOf(thrown)}.`, here()));
  parser.on('doctype', () => stop('XML_DOCTYPE', 'The document has a DOCTYPE, which is never read; leave it out.', here()));
  parser.on('opentagstart', () => {
    start = place(text.lastIndexOf('<', parser.position - 1));
    if (open.length >= MAX_DEPTH) stop('XML_DEPTH', `Elements are nested more than ${MAX_DEPTH} deep.`, start);
    if ((count += 1) > MAX_ELEMENTS) stop('XML_SIZE', `The document has more than ${MAX_ELEMENTS} elements.`, start);
  });
  parser.on('opentag', (tag) => {
    open.push(openElement(tag, open.at(-1), start));
    root ??= open[0]!.element;
  });
  parser.on('text', keep);
  parser.on('cdata', keep);
  parser.on('closetag', () => {
    const { element, chunks } = open.pop()!;
    element.text = chunks.join('');
  });
  parser.write(text).close();
  return root ?? stop('XML_MALFORMED', 'The document has no element.', here());
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
    refuseDoctype(text);
    return { root: parse(text), discouraged: positionOf(text, DISCOURAGED) };
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
