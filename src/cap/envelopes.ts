// The envelopes that carry CAP alerts, as data: how each is recognised, what it has to hold, and where its alerts stand.
import type { XmlElement } from '../format/xml.js';

/** What an element holds: text, a moment (xs:dateTime), or one of these words. */
export type ContentType = 'text' | 'time' | readonly string[];

/** What has to stand in one element of an envelope. */
export interface Model {
  /** Rule id (section 4 of the rule list) for what is missing, doubled or of another type. */
  rule: string;
  /** Exactly one of each. */
  required: Readonly<Record<string, ContentType>>;
  /** At least one of these. */
  oneOf?: readonly string[];
  /** Whatever else the envelope's own namespace has here (rule F04); left out where the rules do not close the list. */
  others?: readonly string[];
}

export interface Envelope {
  /** Id of the format it is read by. */
  format: string;
  /** As it is called in messages to people. */
  title: string;
  roots: readonly string[];
  rootNamespace: string;
  namespace: string;
  /** Written with small and with capital first letters; the names here are in small ones. */
  anyCase?: boolean;
  /** Names on the way from the root to the element that speaks for the whole, and to the entries. */
  headAt: readonly string[];
  head: Model;
  entriesAt: readonly (readonly string[])[];
  entry: Model;
  /** Names in the head: which envelope this is, whose, and whether it is a test. */
  id: string;
  sender?: string;
  status?: string;
  /** Name in an entry: what no two entries share (rule F06). */
  entryId?: string;
  /** Where an entry may link to an alert instead of holding it. */
  links?: { rule: string; isIn(entry: XmlElement): boolean };
}

export const STATUSES = ['Actual', 'Exercise', 'System', 'Test'] as const;

const DISTRIBUTION_TYPES = ['Report', 'Update', 'Cancel', 'Request', 'Response', 'Dispatch', 'Ack', 'Error', 'SensorConfiguration', 'SensorControl', 'SensorStatus', 'SensorDetection'];

export const EDXL_DE_1 = 'urn:oasis:names:tc:emergency:EDXL:DE:1.0';
const EDXL_DE_2 = 'urn:oasis:names:tc:emergency:EDXL:DE:2.0';
export const ATOM = 'http://www.w3.org/2005/Atom';
const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const RSS_1 = 'http://purl.org/rss/1.0/';

const words = (text: string): string[] => text.split(' ');

export const attributeOf = ({ attributes }: XmlElement, name: string): string => attributes.find((one) => one.name === name && one.namespace === '')?.value ?? '';

const isAbsolute = (uri: string): boolean => /^[A-Za-z][A-Za-z0-9+.-]*:./.test(uri.trim());

/** RFC 4287: by `link`, or by content that stands elsewhere. */
const atomLinks = ({ children }: XmlElement): boolean => children.filter(({ namespace }) => namespace === ATOM).some((child) =>
  (child.name === 'link' && (isAbsolute(attributeOf(child, 'href')) || attributeOf(child, 'type').includes('cap+xml'))) || (child.name === 'content' && isAbsolute(attributeOf(child, 'src'))));

const rssLinks = ({ children, namespace }: XmlElement): boolean => children.filter((child) => child.namespace === namespace).some((child) =>
  (child.name === 'link' && isAbsolute(child.text)) || (child.name === 'enclosure' && isAbsolute(attributeOf(child, 'url'))));

const EDXL = { format: 'edxl-de', roots: ['EDXLDistribution', 'edxlDistribution'], headAt: [], id: 'distributionID', sender: 'senderID', status: 'distributionStatus' } as const;

const RSS = { format: 'rss', headAt: ['channel'], id: 'link', links: { rule: 'F03', isIn: rssLinks } } as const;

export const ENVELOPES: readonly Envelope[] = [
  {
    ...EDXL, title: 'EDXL-DE 1.0', rootNamespace: EDXL_DE_1, namespace: EDXL_DE_1,
    head: { rule: 'E01', required: { distributionID: 'text', senderID: 'text', dateTimeSent: 'time', distributionStatus: STATUSES, distributionType: DISTRIBUTION_TYPES, combinedConfidentiality: 'text' } },
    entriesAt: [['contentObject']],
    entry: { rule: 'E01', required: {}, oneOf: ['xmlContent', 'nonXMLContent'] },
  },
  {
    // Its schema and its users do not agree on capitals, nor on whether `content` stands around the objects: all are read.
    ...EDXL, title: 'EDXL-DE 2.0', rootNamespace: EDXL_DE_2, namespace: EDXL_DE_2, anyCase: true,
    head: { rule: 'E01', required: { distributionID: 'text', senderID: 'text', dateTimeSent: 'time', dateTimeExpires: 'time', distributionStatus: 'text', distributionKind: 'text' } },
    entriesAt: [['content', 'contentObject'], ['contentObject']],
    entry: { rule: 'E01', required: {}, oneOf: ['contentXML', 'xmlContent', 'otherContent', 'nonXMLContent'] },
  },
  {
    format: 'atom', title: 'Atom', roots: ['feed'], rootNamespace: ATOM, namespace: ATOM, headAt: [], id: 'id', entryId: 'id', links: { rule: 'F02', isIn: atomLinks },
    head: { rule: 'F01', required: { id: 'text', title: 'text', updated: 'time' }, others: words('author category contributor entry generator icon link logo rights subtitle') },
    entriesAt: [['entry']],
    entry: { rule: 'F01', required: { id: 'text', title: 'text', updated: 'time' }, others: words('author category content contributor link published rights source summary') },
  },
  {
    ...RSS, title: 'RSS 2.0', roots: ['rss'], rootNamespace: '', namespace: '', entryId: 'guid',
    head: {
      rule: 'F03', required: { title: 'text', link: 'text', description: 'text' },
      others: words('item language copyright managingEditor webMaster pubDate lastBuildDate category generator docs cloud ttl image rating textInput skipHours skipDays'),
    },
    entriesAt: [['channel', 'item']],
    entry: { rule: 'F03', required: {}, oneOf: ['title', 'description'], others: words('title description link author category comments enclosure guid pubDate source') },
  },
  {
    // The items stand beside the channel here, which only names them.
    ...RSS, title: 'RSS 1.0', roots: ['RDF'], rootNamespace: RDF, namespace: RSS_1,
    head: { rule: 'F03', required: { title: 'text', link: 'text', description: 'text' }, others: words('image items textinput') },
    entriesAt: [['item']],
    entry: { rule: 'F03', required: {}, oneOf: ['title', 'description'], others: words('title description link') },
  },
];

/** Elements of an envelope that name or quote an alert, or are an envelope again: what stands in them is no alert of this one. */
export const SHUT: ReadonlySet<string> = new Set([...EDXL.roots, 'keyXMLContent', 'KeyXMLContent']);

const small = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** The name under which the tables above know an element; undefined for one of another namespace. */
export const nameIn = ({ namespace, anyCase }: Envelope, element: XmlElement): string | undefined => {
  if (element.namespace !== namespace) return undefined;
  return anyCase ? small(element.name) : element.name;
};

/** All elements at the end of a path of names. */
export const elementsAt = (envelope: Envelope, element: XmlElement, [name, ...rest]: readonly string[]): XmlElement[] =>
  (name === undefined ? [element] : element.children.filter((child) => nameIn(envelope, child) === name).flatMap((child) => elementsAt(envelope, child, rest)));

export const envelopeOf = (root: XmlElement, envelopes: readonly Envelope[]): Envelope | undefined =>
  envelopes.find(({ roots, rootNamespace }) => roots.includes(root.name) && rootNamespace === root.namespace);
