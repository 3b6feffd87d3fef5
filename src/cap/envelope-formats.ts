// The envelopes as formats of the gateway: EDXL-DE, Atom and RSS are read for the CAP alerts in them, and written around such alerts.
import type { Decoded, DecodedMessage, EncodeContext, Encoded, Format } from '../format/format.js';
import { readXml } from '../format/xml.js';
import type { Alert } from '../model/generated/alert.js';
import type { Manifest } from '../model/generated/manifest.js';
import { warning, type Issue } from '../model/issue.js';
import { capLosses } from './cap-text.js';
import { fault } from './check-envelope.js';
import { ENVELOPES, envelopeOf, type Envelope } from './envelopes.js';
import { readEnvelope } from './read-envelope.js';
import { atomOf, edxlOf, rssOf, type Enclosed } from './write-envelope.js';
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

/** What stands beside CAP in its manifest too: the envelope itself loses nothing. */
const LOSSES: Manifest['losses'] = [{ path: '/Signature', reason: 'The signature of a signed alert stays behind: what is signed is a whole document, and inside another nobody could verify it. Take cap, where it leaves byte for byte.' }];

type Told = Pick<Manifest, 'id' | 'name' | 'mediaType' | 'sources'>;

const envelopeFormat = ({ id, name, ...told }: Told): Pick<Format, 'id' | 'manifest' | 'detects' | 'decode'> => {
  const envelopes = ENVELOPES.filter(({ format }) => format === id);
  return {
    id,
    manifest: { id, name, ...told, countries: [], syntax: 'xml', direction: 'both', languages: ['en'], timeZone: 'UTC', standing: 'published', losses: LOSSES },
    detects: (bytes) => {
      const start = xmlStart(bytes);
      return start !== undefined && envelopes.some((envelope) => looksLike(start, envelope));
    },
    decode: (bytes) => decode(bytes, envelopes, name),
  };
};

/** The confirmed status, else the strictest of which there is a sign. */
const enclose = (alert: Alert, { status }: EncodeContext): Enclosed => ({ alert, status: status ?? alert.gateway?.effectiveStatus ?? alert.status });

const encoded = (text: string, contentType: string, losses: Issue[]): Encoded => ({ body: new TextEncoder().encode(text), contentType, losses });

/** One alert each: its head tells of status, addresses and areas, which are not those of another. */
const distribution = (told: Told): Format => ({
  ...envelopeFormat(told), encode: (alert, context) => encoded(edxlOf(enclose(alert, context)), told.mediaType, capLosses(alert)),
});

const feed = (told: Told, write: (enclosed: readonly Enclosed[]) => string): Format => {
  const encodeAll = (alerts: readonly Alert[], context: EncodeContext): Encoded =>
    encoded(write(alerts.map((alert) => enclose(alert, context))), told.mediaType, alerts.flatMap((alert, index) => capLosses(alert).map((loss) => (alerts.length > 1 ? { ...loss, path: `/${index}${loss.path}` } : loss))));
  return { ...envelopeFormat(told), encodeAll, encode: (alert, context) => encodeAll([alert], context) };
};

export const ENVELOPE_FORMATS: readonly Format[] = [
  distribution({
    id: 'edxl-de', name: 'OASIS EDXL Distribution Element with CAP alerts', mediaType: 'application/xml',
    sources: ['OASIS EDXL-DE 1.0, 1 May 2006', 'OASIS EDXL-DE 2.0, Committee Specification 02, 19 September 2013, http://docs.oasis-open.org/emergency/edxl-de/v2.0/cs02/edxl-de-v2.0-cs02.html (read only)'],
  }),
  feed({ id: 'atom', name: 'Atom feed with CAP alerts', mediaType: 'application/atom+xml', sources: ['RFC 4287, The Atom Syndication Format, December 2005'] }, atomOf),
  feed({ id: 'rss', name: 'RSS feed with CAP alerts', mediaType: 'application/rss+xml', sources: ['RSS 2.0, https://www.rssboard.org/rss-specification', 'RSS 1.0, https://web.resource.org/rss/1.0/spec (read only)'] }, rssOf),
];
