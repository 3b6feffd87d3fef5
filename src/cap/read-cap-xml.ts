// Turns the element tree of a CAP message into an alert of the common model, and says where it is not built as CAP is.
import type { DecodedMessage, Locate } from '../format/format.js';
import type { XmlDocument, XmlElement } from '../format/xml.js';
import type { Alert } from '../model/generated/alert.js';
import { error, warning, type Issue } from '../model/issue.js';
import { checkAlert } from './check-alert.js';
import { CAP_1_2, isRepeatable, XMLDSIG, type Field } from './content-model.js';
import { pathOf, placeOf } from './element-path.js';
import { liftCase } from './lift-case.js';
import { normalisedText, valueOf } from './read-values.js';
import { NEWEST, versionOf, type Version } from './versions.js';

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/** One message being read: what was built from which element, and what was found on the way. */
interface Reading {
  /** The alert element: the root of the document, or an element of the envelope it stands in. */
  root: XmlElement;
  version: Version;
  namespace: string;
  /** An element of another namespace was reported. */
  foreign: boolean;
  elements: Map<string, XmlElement>;
  unread: Set<string>;
  assigned: { path: string; value: string; reason: string }[];
  issues: Issue[];
}

const report = (reading: Reading, rule: string, element: XmlElement, message: string, make = error): void => {
  reading.issues.push(make(`CAP_${rule}`, pathOf(element), message, placeOf(element)));
};

const checkAttributes = (element: XmlElement, reading: Reading): void => {
  if (element.attributes.some(({ namespace }) => namespace !== XSI)) report(reading, 'D06', element, 'CAP elements have no attributes.');
};

const isSignature = (element: XmlElement): boolean => element.namespace === XMLDSIG;

const reportUnknown = (child: XmlElement, reading: Reading): void => {
  if (reading.version.dropped.includes(child.name)) report(reading, 'D05', child, `CAP 1.2 has no ${child.name}; it is left out.`, warning);
  else report(reading, 'D05', child, 'CAP has no such element in this place; a signature may only follow the last info of CAP 1.2.');
};

/** All children but the signatures, which stand behind everything else in the alert, and only in CAP 1.2. */
const contentOf = (element: XmlElement, { version, root }: Reading): readonly XmlElement[] => {
  const { children } = element;
  return version.signable && element === root ? children.slice(0, children.findLastIndex((child) => !isSignature(child)) + 1) : children;
};

/** Reported once for each parent, at the first child that stands before one it should follow. */
const checkOrder = (children: readonly XmlElement[], fields: readonly Field[], reading: Reading): void => {
  const ranks = new Map(fields.map(({ name }, rank) => [name, rank]));
  let [lowest, early, expected]: [number, XmlElement | undefined, string] = [Infinity, undefined, ''];
  for (const child of children.toReversed()) {
    const rank = ranks.get(child.name)!;
    if (rank > lowest) [early, expected] = [child, fields[lowest]!.name];
    lowest = Math.min(lowest, rank);
  }
  if (early) report(reading, 'D04', early, `Elements stand in CAP's order: ${expected} comes before ${early.name}.`);
};

/** Reported once: a forgotten prefix is one mistake, however many elements it touches. */
const checkNamespaces = (children: readonly XmlElement[], reading: Reading): void => {
  const foreign = reading.foreign ? undefined : children.find(({ namespace }) => namespace !== reading.namespace);
  if (!foreign) return;
  reading.foreign = true;
  report(reading, 'D03', foreign, 'Every element of the message has to be in the namespace of its alert element.');
};

/** The children the content model knows, by name; everything else is reported. */
const childrenByName = (element: XmlElement, fields: readonly Field[], reading: Reading): Map<string, XmlElement[]> => {
  const groups = new Map<string, XmlElement[]>(fields.map(({ name }) => [name, []]));
  const known: XmlElement[] = [];
  for (const child of contentOf(element, reading)) {
    const group = isSignature(child) ? undefined : groups.get(child.name);
    if (!group) reportUnknown(child, reading);
    else { group.push(child); known.push(child); }
  }
  checkNamespaces(known, reading);
  // A surplus element is reported as such; it would be out of order as well.
  const repeatable = new Set(fields.filter(isRepeatable).map(({ name }) => name));
  checkOrder(known.filter(({ name, index }) => index === 1 || repeatable.has(name)), fields, reading);
  return groups;
};

const readText = (element: XmlElement, field: Field, pointer: string, reading: Reading): unknown => {
  const [child] = element.children;
  if (child) report(reading, 'D05', child, `Only text may stand in ${field.name}, no elements.`);
  const { rewrites } = reading.version;
  const rewrite = rewrites[field.name] ?? rewrites[field.type as string] ?? ((text: string) => text);
  const value = valueOf(rewrite(normalisedText(element.text, field.type)), field.type);
  if (value === undefined) {
    reading.unread.add(pointer);
    report(reading, field.rule, element, `The ${field.name} has to be a number${field.type === 'integer' ? ' without fraction' : ', such as 1200 or 35.5'}.`);
  }
  return value;
};

const readElement = (element: XmlElement, field: Field, pointer: string, reading: Reading): unknown => {
  reading.elements.set(pointer, element);
  checkAttributes(element, reading);
  return field.fields ? readFields(element, field.fields, pointer, reading) : readText(element, field, pointer, reading);
};

const readField = (found: readonly XmlElement[], field: Field, pointer: string, reading: Reading): unknown => {
  if (isRepeatable(field)) return found.map((element, i) => readElement(element, field, `${pointer}/${i}`, reading));
  if (found[1]) report(reading, field.rule, found[1], `Only one ${field.name} may stand here; the first was read.`);
  return readElement(found[0]!, field, pointer, reading);
};

const fill = (field: Field, pointer: string, { version, assigned }: Reading): unknown => {
  const value = version.fills[field.name];
  if (value !== undefined) assigned.push({ path: pointer, value: String(value), reason: 'CAP 1.2 requires it and the older CAP of this message does not' });
  return Array.isArray(value) ? [...(value as readonly string[])] : value;
};

const readFields = (element: XmlElement, fields: readonly Field[], pointer: string, reading: Reading): Record<string, unknown> => {
  const groups = childrenByName(element, fields, reading);
  if (/[^ \t\r\n]/.test(element.text)) report(reading, 'D05', element, `Only elements may stand in ${element.name}, no text.`);
  const entries = fields.map((field) => {
    const found = groups.get(field.name)!;
    const place = `${pointer}/${field.name}`;
    return [field.name, found.length > 0 ? readField(found, field, place, reading) : fill(field, place, reading)] as const;
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
};

/** The deepest element on the way to a value: what is missing is looked for where it is missing from. */
const locateIn = (elements: ReadonlyMap<string, XmlElement>): Locate => {
  const locate: Locate = (pointer) => {
    const element = elements.get(pointer);
    if (element) return { path: pathOf(element), ...placeOf(element) };
    return pointer === '' ? { path: '' } : locate(pointer.slice(0, pointer.lastIndexOf('/')));
  };
  return locate;
};

const inDocumentOrder = (one: Issue, other: Issue): number => (one.line ?? 0) - (other.line ?? 0) || (one.column ?? 0) - (other.column ?? 0);

const checkRoot = ({ root, discouraged }: XmlDocument, reading: Reading): void => {
  if (!versionOf(root.namespace)) report(reading, 'D02', root, `The alert has to be in the namespace ${CAP_1_2}.`);
  if (discouraged) reading.issues.push(warning('CAP_D07', pathOf(root), 'CDATA sections and character references are discouraged; write the characters themselves.', discouraged));
};

const notCap = (root: XmlElement): DecodedMessage => ({
  issues: [error('CAP_D02', pathOf(root), 'A CAP message is one alert element.', placeOf(root))],
  locate: locateIn(new Map([['', root]])),
});

/**
 * Reads one CAP 1.0, 1.1 or 1.2 message, which may be an element deep in another document, and checks it, structure and content, all problems in one pass and in document order.
 * As much of the alert as could be read is returned with them; none where the root is not an alert or holds nothing that CAP knows.
 */
export const readCapXml = (document: XmlDocument): DecodedMessage => {
  const { root } = document;
  if (root.name !== 'alert') return notCap(root);
  const version = versionOf(root.namespace) ?? NEWEST;
  const reading: Reading = { root, version, namespace: root.namespace, foreign: false, elements: new Map([['', root]]), unread: new Set(), assigned: [], issues: [] };
  checkRoot(document, reading);
  checkAttributes(root, reading);
  const alert = readFields(root, version.fields, '', reading) as unknown as Alert;
  const locate = locateIn(reading.elements);
  const checked = checkAlert(alert, locate, { fields: version.fields, unread: reading.unread })
    .map((issue) => (version.lenient.includes(issue.code) ? { ...issue, level: 'warning' as const } : issue));
  const lifted = liftCase(alert, reading.elements, locate);
  const signature = root.children.findLast((child) => isSignature(child) && child.name === 'Signature');
  return {
    ...(reading.elements.size > 1 && { alert: lifted.alert }),
    issues: [...reading.issues, ...checked, ...lifted.issues].sort(inDocumentOrder),
    locate: locateIn(signature ? new Map([...reading.elements, ['/Signature', signature]]) : reading.elements),
    judged: true,
    signed: signature !== undefined,
    assigned: reading.assigned,
  };
};
