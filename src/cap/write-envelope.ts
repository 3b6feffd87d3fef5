// The envelopes on the way out: EDXL-DE 1.0, Atom and RSS 2.0 around alerts that stand in them as they would by themselves.
import { error } from '../model/issue.js';
import { AlertBridgeError } from '../errors.js';
import { escapeXml } from '../format/xml.js';
import { momentOf } from '../model/cap-moment.js';
import type { Alert, Area, Status } from '../model/generated/alert.js';
import { languageOf } from '../model/language-of.js';
import { capText } from './cap-text.js';
import { withCapUtc } from './cap-time.js';
import { ATOM, EDXL_DE_1, STATUSES } from './envelopes.js';

/** An alert with the status its receivers are to go by. */
export interface Enclosed { alert: Alert; status: Status }

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

const text = (name: string, value: string): string => `<${name}>${escapeXml(value)}</${name}>\n`;

const holding = (name: string, content: string): string => `<${name}>\n${content}</${name}>\n`;

const embedded = (alert: Alert): string => capText(alert).replace(DECLARATION, '');

const DISTRIBUTION_TYPES: Readonly<Record<Alert['msgType'], string>> = { Alert: 'Report', Update: 'Update', Cancel: 'Cancel', Ack: 'Ack', Error: 'Error' };

/** The lists of EDXL-DE 1.0 are everybody's own; whoever reads only one learns at least whether all may. */
const confidentialityOf = ({ scope }: Alert): string => (scope === 'Public' ? 'UnclassifiedNotSensitive' : 'Sensitive');

const schemeOf = (address: string): string => {
  if (address.includes('@')) return 'e-mail';
  return /^[A-Z]{2}$/.test(address) ? 'ISO 3166-1' : 'centre';
};

const addressOf = (address: string): string => holding('explicitAddress', text('explicitAddressScheme', schemeOf(address)) + text('explicitAddressValue', address));

/** Circles and polygons are written as in CAP (EDXL-DE 1.0, 3.2.2). */
const shapesOf = ({ circle = [], polygon = [] }: Area): string => [...circle.map((one) => text('circle', one)), ...polygon.map((one) => text('polygon', one))].join('');

/** Each area once, in how many languages it may be described; countries the child may be taken to have no shape. */
const targetAreas = ({ info = [], case: about }: Alert): string[] => [
  ...new Set(info.flatMap(({ area = [] }) => area.map(shapesOf))),
  (about?.possibleCountries ?? []).map((country) => text('country', country)).join(''),
].filter((content) => content !== '').map((content) => holding('targetArea', content));

/** Earlier messages were distributed under their own names, so their distributions are called like them. */
const distributionReferences = ({ references = [] }: Alert): string => references.map(({ identifier, sender, sent }) => text('distributionReference', [identifier, sender, withCapUtc(sent)].join(','))).join('');

const writable = (status: Status): Status => {
  if (STATUSES.some((one) => one === status)) return status;
  throw new AlertBridgeError('ENCODE_FAILED', `EDXL-DE has no status ${status}.`, [error('LOSS', '/status', `EDXL-DE knows ${STATUSES.join(', ')} only.`)]);
};

export const edxlOf = ({ alert, status }: Enclosed): string => `${DECLARATION}<EDXLDistribution xmlns="${EDXL_DE_1}">\n${[
  text('distributionID', alert.identifier),
  text('senderID', alert.sender),
  text('dateTimeSent', withCapUtc(alert.sent)),
  text('distributionStatus', writable(status)),
  text('distributionType', DISTRIBUTION_TYPES[alert.msgType]),
  text('combinedConfidentiality', confidentialityOf(alert)),
  ...(alert.info ?? []).slice(0, 1).map((info) => text('language', languageOf(info))),
  distributionReferences(alert),
  ...(alert.addresses ?? []).map(addressOf),
  ...targetAreas(alert),
  holding('contentObject', holding('xmlContent', holding('embeddedXMLContent', embedded(alert)))),
].join('')}</EDXLDistribution>\n`;

/** Readers of feeds show titles alone: a test says so there. */
const titleOf = ({ alert: { msgType, info: [first] = [] }, status }: Enclosed): string => {
  const said = first?.headline ?? first?.event;
  return [...(status === 'Actual' ? [] : [status]), ...(msgType === 'Alert' && said !== undefined ? [] : [msgType]), ...(said === undefined ? [] : [said])].join(': ');
};

const named = (...parts: string[]): string => `urn:alertbridge:${parts.map((part) => encodeURIComponent(part.replace(/\p{Cs}/gu, ''))).join(':')}`;

const nameOf = ({ sender, identifier, sent }: Alert): string => named('alert', sender, identifier, withCapUtc(sent));

const STATUS_SCHEME = 'urn:oasis:names:tc:emergency:cap:1.2:status';

const byTime = (one: Enclosed, other: Enclosed): number => momentOf(one.alert.sent) - momentOf(other.alert.sent);

/** What a feed of these alerts is called: by the sender, where it is one. */
const feedOf = (enclosed: readonly Enclosed[]): { id: string; title: string; author: string; latest: string } => {
  const senders = [...new Set(enclosed.map(({ alert }) => alert.sender))];
  const author = senders.join(', ');
  return { id: named('feed', ...senders), title: `Alerts of ${author}`, author, latest: [...enclosed].sort(byTime).at(-1)!.alert.sent };
};

const entryOf = (one: Enclosed): string => holding('entry', [
  text('id', nameOf(one.alert)), text('title', titleOf(one)), text('updated', withCapUtc(one.alert.sent)),
  `<category scheme="${STATUS_SCHEME}" term="${one.status}"/>\n`,
  `<content type="application/cap+xml">\n${embedded(one.alert)}</content>\n`,
].join(''));

export const atomOf = (enclosed: readonly Enclosed[]): string => {
  const { id, title, author, latest } = feedOf(enclosed);
  return `${DECLARATION}<feed xmlns="${ATOM}">\n${[
    text('id', id), text('title', title), text('updated', withCapUtc(latest)), holding('author', text('name', author)), ...enclosed.map(entryOf),
  ].join('')}</feed>\n`;
};

/** RFC 822, as RSS writes times. */
const rssTime = (sent: string): string => new Date(momentOf(sent)).toUTCString();

const itemOf = (one: Enclosed): string => holding('item', [
  text('title', titleOf(one)), `<category domain="${STATUS_SCHEME}">${one.status}</category>\n`,
  `<guid isPermaLink="false">${escapeXml(nameOf(one.alert))}</guid>\n`, text('pubDate', rssTime(one.alert.sent)), embedded(one.alert),
].join(''));

export const rssOf = (enclosed: readonly Enclosed[]): string => {
  const { id, title } = feedOf(enclosed);
  return `${DECLARATION}<rss version="2.0">\n${holding('channel', [
    text('title', title), text('link', id), text('description', title), ...enclosed.map(itemOf),
  ].join(''))}</rss>\n`;
};
