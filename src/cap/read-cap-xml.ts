// Turns the element tree of a CAP message into an alert of the common model, and says where it is not built as CAP is. One pass, guided by the content model.
import type { DecodedMessage, Locate } from '../format/format.js';
import type { XmlDocument, XmlElement } from '../format/xml.js';
import type { Alert } from '../model/generated/alert.js';
import { error, warning, type Issue } from '../model/issue.js';
import { checkProse } from './check-alert.js';
import { CAP_1_2, XMLDSIG } from './content-model.js';
import { pathOf, placeOf } from './element-path.js';
import { locateBelow, placed } from './element-places.js';
import { liftCase } from './lift-case.js';
import { alertContent, type Content, type Slot } from './slots.js';
import { missing, problem, problemOf, type Problem } from './value-problem.js';
import { NEWEST, versionOf, type Version } from './versions.js';

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/** One message being read, and what was found on the way. */
interface Reading {
  /** The alert element: the root of the document, or an element of the envelope it stands in. */
  root: XmlElement;
  version: Version;
  /** An element of another namespace was reported. */
  foreign: boolean;
  /** Something CAP knows was read. */
  known: boolean;
  /** Names and indices from the alert to the element being read. */
  trail: (string | number)[];
  unread: Set<string>;
  assigned: { path: string; value: string; reason: string }[];
  issues: Issue[];
}

type Values = Record<string, unknown>;

const report = (reading: Reading, element: XmlElement, { rule, level, message }: Problem): void => {
  reading.issues.push({ code: `CAP_${rule}`, level, path: pathOf(element), message, ...placeOf(element) });
};

const pointerTo = (reading: Reading, name: string, index?: number): string => ['', ...reading.trail, name, ...(index === undefined ? [] : [index])].join('/');

const checkAttributes = (element: XmlElement, reading: Reading): void => {
  if (element.attributes.some(({ namespace }) => namespace !== XSI)) report(reading, element, problem('D06', 'CAP elements have no attributes.'));
};

const isSignature = (element: XmlElement): boolean => element.namespace === XMLDSIG;

const reportUnknown = (child: XmlElement, reading: Reading): void => {
  report(reading, child, reading.version.dropped.includes(child.name) ? problem('D05', `CAP 1.2 has no ${child.name}; it is left out.`, 'warning')
    : problem('D05', 'CAP has no such element in this place; a signature may only follow the last info of CAP 1.2.'));
};

/** How many of the children are content: all but the signatures, which stand behind everything else in the alert, and only in CAP 1.2. */
const contentLength = (element: XmlElement, { version, root }: Reading): number => {
  const { children } = element;
  return version.signable && element === root ? children.findLastIndex((child) => !isSignature(child)) + 1 : children.length;
};

/** Reported once for each parent, at the first child that stands before one it should follow. A surplus element is reported as such; it would be out of order as well. */
const reportOrder = (children: readonly XmlElement[], { slots }: Content, reading: Reading): void => {
  const seen = new Set<Slot>();
  const counted = children.flatMap((child) => {
    const slot = isSignature(child) ? undefined : slots.get(child.name);
    if (!slot || (seen.has(slot) && !slot.repeatable)) return [];
    seen.add(slot);
    return [{ child, slot }];
  });
  let [lowest, early]: [Slot | undefined, XmlElement | undefined] = [undefined, undefined];
  let expected = '';
  for (const { child, slot } of counted.toReversed()) {
    if (lowest && slot.rank > lowest.rank) [early, expected] = [child, lowest.field.name];
    else lowest = slot;
  }
  if (early) report(reading, early, problem('D04', `Elements stand in CAP's order: ${expected} comes before ${early.name}.`));
};

/** Reported once: a forgotten prefix is one mistake, however many elements it touches. */
const reportForeign = (child: XmlElement, reading: Reading): void => {
  if (reading.foreign) return;
  reading.foreign = true;
  report(reading, child, problem('D03', 'Every element of the message has to be in the namespace of its alert element.'));
};

const notANumber = ({ name, type, rule }: Slot['field']): Problem => problem(rule, `The ${name} has to be a number${type === 'integer' ? ' without fraction' : ', such as 1200 or 35.5'}.`);

const readText = (element: XmlElement, slot: Slot, index: number | undefined, reading: Reading): unknown => {
  const { field } = slot;
  if (element.children.length > 0) report(reading, element.children[0]!, problem('D05', `Only text may stand in ${field.name}, no elements.`));
  const value = slot.read(element.text);
  if (value === undefined) {
    reading.unread.add(pointerTo(reading, field.name, index));
    report(reading, element, notANumber(field));
  } else if (slot.judged) {
    const found = problemOf(value, field);
    if (found) report(reading, element, found);
  }
  return value;
};

const readElement = (element: XmlElement, slot: Slot, index: number | undefined, reading: Reading): unknown => {
  reading.known = true;
  if (element.attributes.length > 0) checkAttributes(element, reading);
  if (!slot.content) return readText(element, slot, index, reading);
  const depth = reading.trail.length;
  reading.trail.push(slot.field.name);
  if (index !== undefined) reading.trail.push(index);
  const values = readContent(element, slot.content, reading);
  reading.trail.length = depth;
  return values;
};

/** What an older CAP may leave out and CAP 1.2 requires is filled in; anything else is missing. */
const fill = (element: XmlElement, values: Values, { field }: Slot, reading: Reading): void => {
  const value = reading.version.fills[field.name];
  if (value === undefined) { report(reading, element, missing(field)); return; }
  reading.assigned.push({ path: pointerTo(reading, field.name), value: String(value), reason: 'CAP 1.2 requires it and the older CAP of this message does not' });
  values[field.name] = typeof value === 'string' ? value : [...value];
};

/** So that the same content looks the same, however it was written. */
const inOrder = (values: Values, { slots }: Content): Values =>
  Object.fromEntries([...slots.keys()].flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]] as const])));

const readContent = (element: XmlElement, content: Content, reading: Reading): Values => {
  const { children } = element;
  const { namespace } = reading.root;
  const length = contentLength(element, reading);
  const values: Values = {};
  // One bit for each rank.
  let seen = 0;
  let surplus = 0;
  let highest = 0;
  let ordered = true;
  for (let i = 0; i < length; i += 1) {
    const child = children[i]!;
    const isOwn = child.namespace === namespace;
    const slot = !isOwn && isSignature(child) ? undefined : content.slots.get(child.name);
    if (!slot) { reportUnknown(child, reading); continue; }
    if (!isOwn) reportForeign(child, reading);
    const { field: { name }, repeatable, rank } = slot;
    const bit = 1 << rank;
    if (!repeatable && (seen & bit) !== 0) {
      if ((surplus & bit) === 0) report(reading, child, problem(slot.field.rule, `Only one ${name} may stand here; the first was read.`));
      surplus |= bit;
      continue;
    }
    if (rank < highest) ordered = false; else highest = rank;
    seen |= bit;
    if (!repeatable) {
      const value = readElement(child, slot, undefined, reading);
      if (value !== undefined) values[name] = value;
    } else {
      const list = (values[name] ??= []) as unknown[];
      list.push(readElement(child, slot, list.length, reading));
    }
  }
  if (!ordered) reportOrder(children.slice(0, length), content, reading);
  if (!element.isBlank) report(reading, element, problem('D05', `Only elements may stand in ${element.name}, no text.`));
  const complete = (seen & content.required) === content.required;
  if (!complete) for (const slot of content.slots.values()) if ((content.required & ~seen & (1 << slot.rank)) !== 0) fill(element, values, slot, reading);
  return ordered && complete ? values : inOrder(values, content);
};

const inDocumentOrder = (one: Issue, other: Issue): number => (one.line ?? 0) - (other.line ?? 0) || (one.column ?? 0) - (other.column ?? 0);

const checkRoot = ({ root, discouraged }: XmlDocument, reading: Reading): void => {
  if (!versionOf(root.namespace)) report(reading, root, problem('D02', `The alert has to be in the namespace ${CAP_1_2}.`));
  if (discouraged) reading.issues.push(warning('CAP_D07', pathOf(root), 'CDATA sections and character references are discouraged; write the characters themselves.', discouraged));
  checkAttributes(root, reading);
};

const notCap = (root: XmlElement): DecodedMessage => ({
  issues: [error('CAP_D02', pathOf(root), 'A CAP message is one alert element.', placeOf(root))],
  locate: () => placed(root),
});

const locateSignature = (signature: XmlElement, locate: Locate): Locate => (pointer) => (pointer === '/Signature' ? placed(signature) : locate(pointer));

/**
 * Reads one CAP 1.0, 1.1 or 1.2 message, which may be an element deep in another document, and checks it, structure and content, all problems in one pass and in document order.
 * As much of the alert as could be read is returned with them; none where the root is not an alert or holds nothing that CAP knows.
 */
export const readCapXml = (document: XmlDocument): DecodedMessage => {
  const { root } = document;
  if (root.name !== 'alert') return notCap(root);
  const version = versionOf(root.namespace) ?? NEWEST;
  const content = alertContent(version);
  const reading: Reading = { root, version, foreign: false, known: false, trail: [], unread: new Set(), assigned: [], issues: [] };
  checkRoot(document, reading);
  const alert = readContent(root, content, reading) as unknown as Alert;
  const locate = locateBelow(root, content);
  const broken = checkProse(alert, locate, reading.unread);
  const checked = version.lenient.length === 0 ? broken : broken.map((issue) => (version.lenient.includes(issue.code) ? { ...issue, level: 'warning' as const } : issue));
  const lifted = liftCase(alert, locate);
  const signature = root.children.findLast((child) => child.name === 'Signature' && isSignature(child));
  const found = [...reading.issues, ...checked, ...lifted.issues];
  const message: DecodedMessage = {
    issues: found.length > 1 ? found.sort(inDocumentOrder) : found,
    locate: signature ? locateSignature(signature, lifted.locate) : lifted.locate,
    judged: true,
    signed: signature !== undefined,
    assigned: reading.assigned,
  };
  if (reading.known) message.alert = lifted.alert;
  return message;
};
