// The envelopes as formats of the gateway: EDXL-DE, Atom and RSS are read for the CAP alerts in them, and never written.
import { refuse } from '../errors.js';
import type { Decoded, DecodedMessage, Format } from '../format/format.js';
import { readXml } from '../format/xml.js';
import type { Manifest } from '../model/generated/manifest.js';
import { warning, type Issue } from '../model/issue.js';
import { fault } from './check-envelope.js';
import { ENVELOPES, envelopeOf, type Envelope } from './envelopes.js';
import { readEnvelope } from './read-envelope.js';
import { xmlStart, type XmlStart } from './xml-start.js';

/** Broken XML too, so that its sender learns what is broken in the format it meant. */
const looksLike = ({ root, text }: XmlStart, { roots, namespace }: Envelope): boolean => root !== undefined && roots.includes(root) && text.includes(namespace);

export const looksLikeEnvelope = (start: XmlStart): boolean => ENVELOPES.some((envelope) => looksLike(start, envelope));

/** Whether that is a fault depends on what is asked: a feed may be valid without an alert, but nothing can be accepted or converted. */
const EMPTY = warning('FEED_EMPTY', '', 'The document holds no alert, so there is nothing to relay.');

const orEmpty = ({ messages, issues }: { messages: DecodedMessage[]; issues: Issue[] }): Decoded => ({ messages, issues: messages.length > 0 ? issues : [...issues, EMPTY] });

const decode = (bytes: Uint8Array, envelopes: readonly Envelope[], name: string): Decoded => {
  const document = readXml(bytes);
  if ('issues' in document) return { unreadable: document.issues };
  const envelope = envelopeOf(document.root, envelopes);
  if (envelope) return orEmpty(readEnvelope(document.root, envelope));
  const known = envelopes.map(({ roots, rootNamespace }) => `${roots[0]!} in ${rootNamespace || 'no namespace'}`).join(', or ');
  return { unreadable: [fault(envelopes[0]!.head.rule, document.root, `The root of ${name} is ${known}.`)] };
};

const envelopeFormat = (manifest: Pick<Manifest, 'id' | 'name' | 'mediaType' | 'sources'>): Format => {
  const { id, name } = manifest;
  const envelopes = ENVELOPES.filter(({ format }) => format === id);
  return {
    id,
    manifest: { ...manifest, countries: [], syntax: 'xml', direction: 'in', languages: ['en'], timeZone: 'UTC', standing: 'published', losses: [] },
    detects: (bytes) => {
      const start = xmlStart(bytes);
      return start !== undefined && envelopes.some((envelope) => looksLike(start, envelope));
    },
    decode: (bytes) => decode(bytes, envelopes, name),
    encode: () => refuse('ENCODE_FAILED', `${name} is only read here, not written; ask for cap.`),
  };
};

export const ENVELOPE_FORMATS: readonly Format[] = [
  envelopeFormat({
    id: 'edxl-de', name: 'OASIS EDXL Distribution Element with CAP alerts', mediaType: 'application/xml',
    sources: ['OASIS EDXL-DE 1.0, 1 May 2006', 'OASIS EDXL-DE 2.0, Committee Specification 02, 19 September 2013, http://docs.oasis-open.org/emergency/edxl-de/v2.0/cs02/edxl-de-v2.0-cs02.html'],
  }),
  envelopeFormat({ id: 'atom', name: 'Atom feed with CAP alerts', mediaType: 'application/atom+xml', sources: ['RFC 4287, The Atom Syndication Format, December 2005'] }),
  envelopeFormat({ id: 'rss', name: 'RSS feed with CAP alerts', mediaType: 'application/rss+xml', sources: ['RSS 2.0, https://www.rssboard.org/rss-specification', 'RSS 1.0, https://web.resource.org/rss/1.0/spec'] }),
];
