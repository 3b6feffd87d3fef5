// The entries of an Atom or RSS feed that link to a CAP message instead of holding it, for whoever fetches them: the address, and the entry's own words, which change when it does.
import { readXml, type XmlElement } from '../format/xml.js';
import { alertsIn } from './read-envelope.js';
import { attributeOf, elementsAt, envelopeOf, ENVELOPES, nameIn, type Envelope } from './envelopes.js';

const FEEDS = ENVELOPES.filter(({ links }) => links !== undefined);

/** Where in an entry the address of its message stands, the surest place first. */
const PLACES: readonly { name: string; fits(element: XmlElement): boolean; address(element: XmlElement): string }[] = [
  { name: 'link', fits: (link) => attributeOf(link, 'type').includes('cap+xml'), address: (link) => attributeOf(link, 'href') },
  { name: 'enclosure', fits: (enclosure) => attributeOf(enclosure, 'type').includes('xml'), address: (enclosure) => attributeOf(enclosure, 'url') },
  { name: 'content', fits: () => true, address: (content) => attributeOf(content, 'src') },
  { name: 'link', fits: (link) => ['', 'alternate'].includes(attributeOf(link, 'rel')), address: (link) => attributeOf(link, 'href') || link.text.trim() },
];

const addressIn = (entry: XmlElement, feed: Envelope): string | undefined =>
  PLACES.flatMap(({ name, fits, address }) => entry.children.filter((child) => nameIn(feed, child) === name && fits(child)).map(address)).find((found) => found !== '');

const wordsOf = ({ text, attributes, children }: XmlElement): string => JSON.stringify([text, attributes.map(({ value }) => value), children.map(wordsOf)]);

/** In document order. @returns undefined where the document is no such feed. */
export const linksIn = (bytes: Uint8Array): { url: string; version: string }[] | undefined => {
  const document = readXml(bytes);
  const feed = 'issues' in document ? undefined : envelopeOf(document.root, FEEDS);
  if ('issues' in document || !feed) return undefined;
  const entries = feed.entriesAt.flatMap((names) => elementsAt(feed, document.root, names)).filter((entry) => alertsIn(entry, feed).length === 0);
  return entries.flatMap((entry) => {
    const url = addressIn(entry, feed);
    return url === undefined ? [] : [{ url, version: wordsOf(entry) }];
  });
};
