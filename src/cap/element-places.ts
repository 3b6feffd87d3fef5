// From pointers into the common model to the elements they were read from, worked out only for what is complained of.
import type { Locate } from '../format/format.js';
import { segments } from '../format/pointer.js';
import type { XmlElement } from '../format/xml.js';
import { XMLDSIG } from './content-model.js';
import { pathOf, placeOf } from './element-path.js';
import type { Content, Slot } from './slots.js';

/** Up to here it is quicker to look at each child again. */
const FEW = 32;

type Groups = ReadonlyMap<string, readonly XmlElement[]>;

const groupsOf = ({ children }: XmlElement): Groups => {
  const groups = new Map<string, XmlElement[]>();
  for (const child of children) {
    if (child.namespace === XMLDSIG) continue;
    const group = groups.get(child.name);
    if (group) group.push(child); else groups.set(child.name, [child]);
  }
  return groups;
};

/** The path and place of an element, as issues name them. */
export const placed = (element: XmlElement): ReturnType<Locate> => ({ path: pathOf(element), ...placeOf(element) });

/** The deepest element on the way to a value: what is missing is looked for where it is missing from. The many children of one parent are sorted once, however often it is asked. */
export const locateBelow = (root: XmlElement, content: Content): Locate => {
  let sorted: Map<XmlElement, Groups> | undefined;
  const childAt = (element: XmlElement, name: string, index: number): XmlElement | undefined => {
    if (element.children.length <= FEW) {
      let before = 0;
      return element.children.find((child) => child.name === name && child.namespace !== XMLDSIG && (before += 1) > index);
    }
    sorted ??= new Map();
    const groups = sorted.get(element) ?? groupsOf(element);
    sorted.set(element, groups);
    return groups.get(name)?.[index];
  };
  const elementAt = (pointer: string): XmlElement => {
    const keys = segments(pointer);
    let element = root;
    let within: Content | undefined = content;
    for (let i = 0; i < keys.length; i += 1) {
      const slot: Slot | undefined = within?.slots.get(keys[i]!);
      if (!slot) break;
      const next = childAt(element, slot.field.name, slot.repeatable ? Number(keys[i += 1]) : 0);
      if (!next) break;
      element = next;
      within = slot.content;
    }
    return element;
  };
  return (pointer) => placed(elementAt(pointer));
};
