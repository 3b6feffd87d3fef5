// Takes the alerts out of an envelope: each becomes a message of its own, judged by CAP's rules, with its places in the whole document.
import type { DecodedMessage } from '../format/format.js';
import type { XmlElement } from '../format/xml.js';
import { warning, type Issue } from '../model/issue.js';
import { checkModel, fault } from './check-envelope.js';
import { XMLDSIG } from './content-model.js';
import { pathOf, placeOf } from './element-path.js';
import { elementsAt, nameIn, SHUT, STATUSES, type Envelope } from './envelopes.js';
import { readCapXml } from './read-cap-xml.js';
import { versionOf } from './versions.js';

/** What every alert of one envelope has in common. */
interface Wrapping { envelope: Envelope; note: DecodedMessage['envelope']; statusSignals: DecodedMessage['statusSignals'] }

/** `left`: why an entry without fault holds no alert of ours. */
interface Entry { element: XmlElement; messages: DecodedMessage[]; left?: 'linked' | 'other' }

/** Also one that forgot its namespace and so stands in the envelope's, or in none: its own rules will say so, and it is not passed over. */
const isAlert = ({ name, namespace }: XmlElement, envelope: Envelope): boolean =>
  name === 'alert' && (versionOf(namespace) !== undefined || namespace === '' || namespace === envelope.namespace);

/** The alerts below an element, through elements of the envelope only: what stands in a foreign one belongs to that. */
export const alertsIn = (element: XmlElement, envelope: Envelope): XmlElement[] =>
  element.children.flatMap((child) => {
    if (isAlert(child, envelope)) return [child];
    return nameIn(envelope, child) !== undefined && !SHUT.has(child.name) ? alertsIn(child, envelope) : [];
  });

const signatureIn = ({ children }: XmlElement): XmlElement | undefined => children.find(({ name, namespace }) => name === 'Signature' && namespace === XMLDSIG);

/**
 * The bytes kept are those of the whole envelope, with alerts and addresses that are not every receiver's; they never leave in place of one
 * alert. So no alert of an envelope counts as signed: it is written anew, without its signature, and its origin is told.
 */
const signatureLost = (alert: XmlElement): Issue[] => {
  const signature = signatureIn(alert);
  const text = 'The signature stays behind in the envelope, and receivers get the alert without it. Send the signed alert by itself, and it leaves byte for byte.';
  return signature ? [warning('SIGNATURE_ENVELOPED', pathOf(signature), text, placeOf(signature))] : [];
};

/** CDATA and character references (CAP_D07) are not looked for: in an envelope they are the way of whoever wrapped the alert. */
const readEmbedded = (alert: XmlElement, faults: readonly Issue[], { note, statusSignals }: Wrapping): DecodedMessage => {
  const message = readCapXml({ root: alert });
  return { ...message, issues: [...faults, ...message.issues, ...signatureLost(alert)], signed: false, statusSignals, envelope: note };
};

const NO_LINK = 'This entry embeds no alert and links to none. Write the alert into it as elements, not as escaped text.';

const readEntry = (element: XmlElement, wrapping: Wrapping): Entry => {
  const { envelope } = wrapping;
  const faults = checkModel(element, envelope.entry, envelope);
  const alerts = alertsIn(element, envelope);
  if (alerts.length > 0) return { element, messages: alerts.map((alert) => readEmbedded(alert, faults, wrapping)) };
  const { links } = envelope;
  const issues = [...faults, ...(links && !links.isIn(element) ? [fault(links.rule, element, NO_LINK)] : [])];
  // A message without an alert: refused by itself, so that one bad entry does not stop the others.
  if (issues.length > 0) return { element, messages: [{ issues, locate: () => ({ path: pathOf(element), ...placeOf(element) }) }] };
  return { element, messages: [], left: links ? 'linked' : 'other' };
};

/** One finding for all of a kind: every message carries what is said of the document, and a feed may have thousands of entries. */
const leftOut = (entries: readonly Entry[]): Issue[] => {
  const finding = (kind: Entry['left'], code: string, message: (count: number) => string): Issue[] => {
    const found = entries.filter(({ left }) => left === kind);
    return found[0] ? [warning(code, pathOf(found[0].element), message(found.length), placeOf(found[0].element))] : [];
  };
  return [
    ...finding('linked', 'FEED_LINKED', (count) => `Entries that only link to an alert: ${count}, this one first. The gateway fetches no links; send those alerts themselves.`),
    ...finding('other', 'FEED_OTHER_CONTENT', (count) => `Content that is no CAP alert: ${count}, this one first. It is not relayed.`),
  ];
};

const repeatedId = (entries: readonly Entry[], envelope: Envelope): Issue[] => {
  const seen = new Set<string>();
  const ids = envelope.entryId === undefined ? [] : entries.flatMap(({ element }) => elementsAt(envelope, element, [envelope.entryId!]).slice(0, 1));
  for (const id of ids) {
    if (seen.has(id.text)) return [warning('CAP_F06', pathOf(id), 'An earlier entry has the same id; give each entry its own.', placeOf(id))];
    seen.add(id.text);
  }
  return [];
};

const strayAlert = (elements: Iterable<XmlElement>, envelope: Envelope): Issue[] => {
  const stray = [...elements].flatMap(({ children }) => children).find((child) => isAlert(child, envelope));
  return stray ? [warning('FEED_STRAY', pathOf(stray), 'This alert stands outside any entry and is not read; put it into one.', placeOf(stray))] : [];
};

/** The text of an element, or where 2.0 nests it that of the value in it. */
const wordOf = (element: XmlElement): string => {
  const inner = element.children.find(({ name }) => /^(?:value|statusKind\w+)$/i.test(name));
  return inner ? wordOf(inner) : element.text.trim();
};

/** An envelope that does not say Actual is a sign that what is in it is not real either. One that says what nobody here knows counts as a test. */
const statusSignalsOf = (status: XmlElement | undefined): DecodedMessage['statusSignals'] => {
  const word = status && wordOf(status);
  if (!status || word === 'Actual') return [];
  const known = STATUSES.find((one) => one === word);
  return [{ signal: `${pathOf(status)}: ${known ?? `none of ${STATUSES.join(', ')}`}`, status: known ?? 'Test' }];
};

/** Every message of an envelope, in document order; `issues` are those of the envelope, which each of its messages carries (rules E01, F01 to F06). */
export const readEnvelope = (root: XmlElement, envelope: Envelope): { messages: DecodedMessage[]; issues: Issue[] } => {
  const head = elementsAt(envelope, root, envelope.headAt)[0] ?? root;
  const inHead = (name: string | undefined): XmlElement | undefined => (name === undefined ? undefined : elementsAt(envelope, head, [name])[0]);
  const [id, sender] = [inHead(envelope.id), inHead(envelope.sender)];
  const note = { format: envelope.format, ...(id && { id: id.text.trim() }), ...(sender && { sender: sender.text.trim() }) };
  const wrapping: Wrapping = { envelope, note, statusSignals: statusSignalsOf(inHead(envelope.status)) };
  const entries = envelope.entriesAt.flatMap((names) => elementsAt(envelope, root, names)).map((element) => readEntry(element, wrapping));
  return {
    messages: entries.flatMap(({ messages }) => messages),
    issues: [...checkModel(head, envelope.head, envelope), ...strayAlert(new Set([root, head]), envelope), ...repeatedId(entries, envelope), ...leftOut(entries)],
  };
};
