// Holds one element of an envelope against its model: what is missing, doubled, of another type or not of this envelope.
import type { XmlElement } from '../format/xml.js';
import { error, type Issue } from '../model/issue.js';
import { timeProblem, withCapUtc } from './cap-time.js';
import { placeOf, pathOf } from './element-path.js';
import { nameIn, type ContentType, type Envelope, type Model } from './envelopes.js';

export const fault = (rule: string, element: XmlElement, message: string): Issue => error(`CAP_${rule}`, pathOf(element), message, placeOf(element));

/** xs:dateTime as envelopes may write it, which CAP may not: in Z, with fractions, without a zone. */
const isDateTime = (text: string): boolean => {
  const whole = withCapUtc(text.trim().replace(/\.\d+/, ''));
  const problem = timeProblem(/[+-]\d\d:\d\d$/.test(whole) ? whole : `${whole}-00:00`);
  return problem === undefined || problem === 'plus-zero';
};

const checkContent = (element: XmlElement, name: string, type: ContentType, rule: string): Issue[] => {
  if (type === 'text') return [];
  if (type === 'time') return isDateTime(element.text) ? [] : [fault(rule, element, `The ${name} is a time that exists, such as 2026-01-31T08:00:00+01:00.`)];
  return type.includes(element.text.trim()) ? [] : [fault(rule, element, `The ${name} is one of: ${type.join(', ')}.`)];
};

const checkRequired = (element: XmlElement, found: readonly XmlElement[], name: string, type: ContentType, { rule, title }: { rule: string; title: string }): Issue[] => {
  const [first, second] = found;
  if (!first) return [fault(rule, element, `${name} is missing; ${title} requires it here.`)];
  return [...checkContent(first, name, type, rule), ...(second ? [fault(rule, second, `Only one ${name} may stand here; leave one.`)] : [])];
};

const byName = (element: XmlElement, envelope: Envelope): Map<string, XmlElement[]> => {
  const groups = new Map<string, XmlElement[]>();
  for (const child of element.children) {
    const name = nameIn(envelope, child);
    if (name === undefined) continue;
    const group = groups.get(name);
    if (group) group.push(child); else groups.set(name, [child]);
  }
  return groups;
};

/** Reported once: whoever invents one element invents many. */
const checkUnknown = (groups: ReadonlyMap<string, XmlElement[]>, { required, others }: Model, { title }: Envelope): Issue[] => {
  const unknown = others && [...groups].find(([name]) => !others.includes(name) && !Object.hasOwn(required, name));
  return unknown ? [fault('F04', unknown[1][0]!, `${title} has no such element here; take it out, or give it a namespace of its own.`)] : [];
};

/** Everything the model finds wrong with the element itself; nothing of what stands deeper. */
export const checkModel = (element: XmlElement, model: Model, envelope: Envelope): Issue[] => {
  const groups = byName(element, envelope);
  const { rule, required, oneOf } = model;
  return [
    ...Object.entries(required).flatMap(([name, type]) => checkRequired(element, groups.get(name) ?? [], name, type, { rule, title: envelope.title })),
    ...(oneOf && !oneOf.some((name) => groups.has(name)) ? [fault(rule, element, `One of these has to stand here: ${oneOf.join(', ')}.`)] : []),
    ...checkUnknown(groups, model, envelope),
  ];
};
