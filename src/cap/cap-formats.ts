// CAP as two formats of the gateway: the OASIS standard in XML, and the common model itself in JSON.
import type { Decoded, Encoded, Format } from '../format/format.js';
import { readJson } from '../format/read-json.js';
import { readXml } from '../format/xml.js';
import type { Manifest } from '../model/generated/manifest.js';
import type { Issue } from '../model/issue.js';
import { capLosses, capText } from './cap-text.js';
import { looksLikeEnvelope } from './envelope-formats.js';
import { readCapJson } from './read-cap-json.js';
import { readCapXml } from './read-cap-xml.js';
import { beginsWith, xmlStart } from './xml-start.js';

const CAP_1_2_SOURCE = 'OASIS Common Alerting Protocol Version 1.2, 1 July 2010, https://docs.oasis-open.org/emergency/cap/v1.2/CAP-v1.2-os.html';

const manifest = (id: string, name: string, syntax: 'xml' | 'json', mediaType: string): Manifest => ({
  id, name, countries: [], syntax, mediaType, direction: 'both', languages: ['en'], timeZone: 'UTC', standing: 'published', sources: [CAP_1_2_SOURCE], losses: [],
});

const encoded = (text: string, contentType: string, losses: Issue[] = []): Encoded => ({ body: new TextEncoder().encode(text), contentType, losses });

/** Judges by the root's name, without reading the document where that says enough. Broken XML is claimed too, so that its sender learns what is broken. */
const detectsXml = (bytes: Uint8Array): boolean => {
  const start = xmlStart(bytes);
  if (!start) return false;
  return start.root === undefined || start.root === 'alert' || (!looksLikeEnvelope(start) && 'issues' in readXml(bytes));
};

const decodeXml = (bytes: Uint8Array): Decoded => {
  const document = readXml(bytes);
  return 'issues' in document ? { unreadable: document.issues } : { messages: [readCapXml(document)], issues: [] };
};

/** CAP 1.2 XML; 1.0 and 1.1 are read as well. Whatever begins as XML and cannot be read is claimed too, so that its sender learns why. */
export const capXmlFormat: Format = {
  id: 'cap',
  manifest: manifest('cap', 'OASIS Common Alerting Protocol', 'xml', 'application/cap+xml'),
  detects: detectsXml,
  decode: decodeXml,
  encode: (alert) => encoded(capText(alert), 'application/cap+xml', capLosses(alert)),
};

const isMessage = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'identifier') && (Object.hasOwn(value, 'msgType') || Object.hasOwn(value, 'status'));

const isMessages = (document: unknown): document is unknown[] => Array.isArray(document) && document.length > 0 && document.every(isMessage);

const detectsJson = (bytes: Uint8Array): boolean => {
  if (!beginsWith(bytes, '{') && !beginsWith(bytes, '[')) return false;
  const read = readJson(bytes);
  return 'document' in read && (isMessage(read.document) || isMessages(read.document));
};

const decodeJson = (bytes: Uint8Array): Decoded => {
  const read = readJson(bytes);
  if ('unreadable' in read) return read;
  const { document, issues, positionOf } = read;
  const messages = Array.isArray(document) ? document.map((item: unknown, i) => readCapJson(item, { base: `/${i}`, positionOf })) : [readCapJson(document, { positionOf })];
  return { messages, issues };
};

/** The common model as JSON, one message or a list of them; what the gateway noted of its own is not written. */
export const capJsonFormat: Format = {
  id: 'cap-json',
  manifest: manifest('cap-json', 'Common model of AlertBridge (CAP 1.2 in JSON)', 'json', 'application/cap+json'),
  detects: detectsJson,
  decode: decodeJson,
  encode: (alert) => {
    const { gateway: _, ...own } = alert;
    return encoded(JSON.stringify(own), 'application/cap+json');
  },
};
