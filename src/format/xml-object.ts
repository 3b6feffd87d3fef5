// The one door to XML as a plain object, for national formats: read and judged by our own reader first, and only then copied into keys and texts.
import { XMLParser } from 'fast-xml-parser';
import { error, type Issue } from '../model/issue.js';
import type { Position } from './format.js';
import { segments } from './pointer.js';
import type { JsonDocument } from './read-json.js';
import { readXml, type XmlElement } from './xml.js';
import { textOfXml } from './xml-text.js';

/** Attributes stand under their name with this before it, text beside attributes or elements under `#text`. */
export const ATTRIBUTE = '@';
export const TEXT = '#text';

/** Names that change an object's nature; no national format uses them. */
const DANGEROUS = new Set(['__proto__', 'constructor', 'prototype']);

/** All is text as written: no numbers are made (`051.50` stays), no entities beyond those of XML, which the reader before has judged. */
const parserFor = (lists: ReadonlySet<string>, prefixes: boolean): XMLParser => new XMLParser({
  ignoreAttributes: false, attributeNamePrefix: ATTRIBUTE, textNodeName: TEXT, parseTagValue: false, parseAttributeValue: false, trimValues: true, ignoreDeclaration: true,
  ignorePiTags: true, processEntities: true, htmlEntities: true, removeNSPrefix: !prefixes,
  isArray: (_name, path) => typeof path === 'string' && lists.has(path),
});

type Node = Record<string, unknown>;

/** Texts in Unicode NFC; reserved names left out, as the parser writes them (`__constructor`) and as they are. */
const tidy = (value: unknown): unknown => {
  if (typeof value === 'string') return value.normalize('NFC');
  if (Array.isArray(value)) return value.map(tidy);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value as Node).filter(([name]) => !DANGEROUS.has(name.replace(/^__(?=constructor$|prototype$|__proto__$)/, ''))).map(([name, inner]) => [name, tidy(inner)]));
};

const isNamed = (key: string) => ({ name, namespace }: XmlElement): boolean => name === key.split(':').at(-1) && (!key.includes(':') || namespace !== '');

/** The deepest element on the way along a pointer into the object; for what is missing, what it is missing from. */
const follow = (root: XmlElement, pointer: string): XmlElement => {
  let element = root;
  for (const next of steps(segments(pointer).slice(1))) {
    const child = element.children.filter(isNamed(next.key))[next.index];
    if (!child) break;
    element = child;
  }
  return element;
};

/** Names with the place among their like: `item`, `3` is the fourth item. */
const steps = (keys: readonly string[]): { key: string; index: number; isListed: boolean }[] => keys.flatMap((key, at) => {
  if (/^\d+$/.test(key) || key === TEXT || key.startsWith(ATTRIBUTE)) return [];
  const isListed = /^\d+$/.test(keys[at + 1] ?? '');
  return [{ key, index: isListed ? Number(keys[at + 1]) : 0, isListed }];
});

/** An attribute is `@name`, and the text of an element is the element's. */
const pathOf = (pointer: string): string => {
  const attribute = segments(pointer).find((key) => key.startsWith(ATTRIBUTE));
  return steps(segments(pointer)).map(({ key, index, isListed }) => `/${key}${isListed ? `[${index + 1}]` : ''}`).join('') + (attribute ? `/${attribute}` : '');
};

const placeOf = ({ position }: XmlElement): Position => position;

/**
 * A document within the limits of `readXml`, as an object: `{ rss: { channel: { item: [{ title: '…', guid: { '#text': '…', '@isPermaLink': 'false' } }] } } }`.
 * @param lists paths of elements that are lists even where there is one, with periods between: `rss.channel.item`.
 * @param prefixes false: elements and attributes stand under their names without prefixes.
 */
export const readXmlObject = (bytes: Uint8Array, lists: readonly string[], prefixes = true): JsonDocument | { unreadable: Issue[] } => {
  const read = readXml(bytes);
  if ('issues' in read) return { unreadable: read.issues };
  try {
    const document = tidy(parserFor(new Set(lists), prefixes).parse(textOfXml(bytes)));
    return { document, issues: [], positionOf: (pointer) => placeOf(follow(read.root, pointer)), pathOf };
  } catch {
    return { unreadable: [error('XML_MALFORMED', '', 'The document cannot be read as national XML: it has names or references that are reserved.')] };
  }
};
