// Turns the element tree of a CAP message into an alert of the common model, and says where it is not built as CAP is. One pass, guided by the content model.
import type { DecodedMessage, Locate } from '../format/format.js';
import type { XmlDocument, XmlElement } from '../format/xml.js';
import type { Alert } from '../model/generated/alert.js';
import { error, warning, type Issue } from '../model/issue.js';
import { timeProblem, withCapUtc } from './cap-time.js';
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
  unread?: Set<string>;
  assigned: { path: string; value: string; reason: string }[];
  repairs: { path: string; reason: string }[];
  /** Of the issues, those of which nothing is left in the alert read. */
  mended?: Set<Issue>;
  issues: Issue[];
}

type Values = Record<string, unknown>;

const report = (reading: Reading, element: XmlElement, { rule, level, message }: Problem): Issue => {
  const issue: Issue = { code: `CAP_${rule}`, level, path: pathOf(element), message, ...placeOf(element) };
  reading.issues.push(issue);
  return issue;
};

const pointerTo = (reading: Reading, name: string, index?: number): string => ['', ...reading.trail, name, ...(index === undefined ? [] : [index])].join('/');

/** What is wrong with the spelling only, and could mean nothing else, is understood all the same. */
const reportMended = (reading: Reading, element: XmlElement, found: Problem, path: string, reason: string): void => {
  (reading.mended ??= new Set()).add(report(reading, element, found));
  reading.repairs.push({ path, reason });
};

const checkAttributes = (element: XmlElement, path: string, reading: Reading): void => {
  if (!element.attributes.some(({ namespace }) => namespace !== XSI)) return;
  reportMended(reading, element, problem('D06', 'CAP elements have no attributes.'), path, 'Its attributes are left out: CAP has none.');
};

const isSignature = (element: XmlElement): boolean => element.namespace === XMLDSIG;

const reportUnknown = (child: XmlElement, reading: Reading): void => {
  const dropped = problem('D05', `CAP 1.2 has no ${child.name}; it is left out.`, 'warning');
  if (reading.version.dropped.includes(child.name)) reportMended(reading, child, dropped, pointerTo(reading, child.name), 'CAP 1.2 has no place for it; it is left out.');
  else report(reading, child, problem('D05', 'CAP has no such element in this place; a signature may only follow the last info of CAP 1.2.'));
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
  if (!early) return;
  reportMended(reading, early, problem('D04', `Elements stand in CAP's order: ${expected} comes before ${early.name}.`), ['', ...reading.trail].join('/'), 'Its elements are put into the order of CAP.');
};

/** Reported once: a forgotten prefix is one mistake, however many elements it touches. */
const reportForeign = (child: XmlElement, reading: Reading): void => {
  if (reading.foreign) return;
  reading.foreign = true;
  report(reading, child, problem('D03', 'Every element of the message has to be in the namespace of its alert element.'));
};

const notANumber = ({ name, type, rule }: Slot['field']): Problem => problem(rule, `The ${name} has to be a number${type === 'integer' ? ' without fraction' : ', such as 1200 or 35.5'}.`);

const REWRITTEN = 'An older CAP writes this in another way; it is read as CAP 1.2 writes it.';
const COLLAPSED = 'White space around it is left out.';

/** The value as CAP 1.2 wants it, where it is only spelt in another way. */
const mendedValue = (value: string, { rule }: Problem): { value: string; reason: string } | undefined => {
  if (rule === 'D09') return { value: value.trim(), reason: COLLAPSED };
  if (rule === 'A09') return { value, reason: 'UTC is written as CAP writes it, -00:00.' };
  if (rule !== 'A08') return undefined;
  const utc = withCapUtc(value);
  return timeProblem(utc) === undefined ? { value: utc, reason: 'UTC is written as CAP writes it, -00:00.' } : undefined;
};

const judged = (value: string, found: Problem, element: XmlElement, path: () => string, reading: Reading): string => {
  const mended = mendedValue(value, found);
  if (!mended) { report(reading, element, found); return value; }
  reportMended(reading, element, found, path(), mended.reason);
  return mended.value;
};

const readText = (element: XmlElement, slot: Slot, index: number | undefined, reading: Reading): unknown => {
  const { field } = slot;
  const { text } = element;
  const path = (): string => pointerTo(reading, field.name, index);
  if (element.children.length > 0) report(reading, element.children[0]!, problem('D05', `Only text may stand in ${field.name}, no elements.`));
  const value = slot.read(text);
  if (value === undefined) {
    (reading.unread ??= new Set()).add(path());
    report(reading, element, notANumber(field));
  } else if (typeof value === 'string' ? value !== text : slot.rewrites) {
    reading.repairs.push({ path: path(), reason: reading.version === NEWEST ? COLLAPSED : REWRITTEN });
  }
  const found = slot.judged && value !== undefined ? problemOf(value, field) : undefined;
  return found ? judged(value as string, found, element, path, reading) : value;
};

const readElement = (element: XmlElement, slot: Slot, index: number | undefined, reading: Reading): unknown => {
  reading.known = true;
  if (element.attributes.length > 0) checkAttributes(element, pointerTo(reading, slot.field.name, index), reading);
  if (!slot.content) return readText(element, slot, index, reading);
  reading.trail.push(slot.field.name);
  if (index !== undefined) reading.trail.push(index);
  const values = readContent(element, slot.content, reading);
  if (index !== undefined) reading.trail.pop();
  reading.trail.pop();
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

const checkRoot = ({ root, discouraged }: XmlDocument, reading: Reading, dialect: string | undefined): void => {
  if (!versionOf(root.namespace) && root.namespace !== dialect) report(reading, root, problem('D02', `The alert has to be in the namespace ${CAP_1_2}.`));
  if (discouraged) reading.issues.push(warning('CAP_D07', pathOf(root), 'CDATA sections and character references are discouraged; write the characters themselves.', discouraged));
  checkAttributes(root, '', reading);
};

/** What was not yet a rule is only a warning, and said once. */
const leniently = (broken: readonly Issue[], { version, issues }: Reading): Issue[] =>
  broken.filter(({ code }) => !version.lenient.includes(code) || !issues.some((issue) => issue.code === code))
    .map((issue) => (version.lenient.includes(issue.code) ? { ...issue, level: 'warning' } : issue));

const notCap = (root: XmlElement): DecodedMessage => ({
  issues: [error('CAP_D02', pathOf(root), 'A CAP message is one alert element.', placeOf(root))],
  locate: () => placed(root),
});

const locateSignature = (signature: XmlElement, locate: Locate): Locate => (pointer) => (pointer === '/Signature' ? placed(signature) : locate(pointer));

/**
 * Reads one CAP 1.0, 1.1 or 1.2 message, which may be an element deep in another document, and checks it, structure and content, all problems in one pass and in document order.
 * As much of the alert as could be read is returned with them; none where the root is not an alert or holds nothing that CAP knows.
 * @param dialect a namespace beyond those of CAP that is read as CAP 1.2.
 */
export const readCapXml = (document: XmlDocument, dialect?: string): DecodedMessage => {
  const { root } = document;
  if (root.name !== 'alert') return notCap(root);
  const version = versionOf(root.namespace) ?? NEWEST;
  const content = alertContent(version);
  const reading: Reading = { root, version, foreign: false, known: false, trail: [], assigned: [], repairs: [], issues: [] };
  checkRoot(document, reading, dialect);
  const alert = readContent(root, content, reading) as unknown as Alert;
  const locate = locateBelow(root, content);
  const broken = checkProse(alert, locate, reading.unread);
  const checked = version.lenient.length === 0 ? broken : leniently(broken, reading);
  const lifted = liftCase(alert, locate);
  const signature = root.children.findLast((child) => child.name === 'Signature' && isSignature(child));
  const found = [...reading.issues, ...checked, ...lifted.issues];
  const message: DecodedMessage = {
    issues: found.length > 1 ? found.sort(inDocumentOrder) : found,
    locate: signature ? locateSignature(signature, lifted.locate) : lifted.locate,
    judged: true,
    signed: signature !== undefined,
    assigned: reading.assigned,
    repairs: reading.repairs,
    // What is signed either leaves as it came or is not what was signed.
    mended: signature ? undefined : reading.mended,
  };
  if (reading.known) message.alert = lifted.alert;
  return message;
};
