// Follows the path of an issue through the tree, as its reader would: the element it selects, or undefined.
import type { XmlElement } from '../../src/format/xml.js';

const STEP = /^([^[\]]+?)(?:\[(\d+)\])?$/;

/** @param path `/alert/info[2]/event`; a step without number is the first of its name. */
export const elementAt = (root: XmlElement, path: string): XmlElement | undefined => {
  const [empty, first, ...steps] = path.split('/');
  if (empty !== '' || first !== root.name) return undefined;
  return steps.reduce<XmlElement | undefined>((element, step) => {
    const [, name, index = '1'] = STEP.exec(step) ?? [];
    return element?.children.find((child) => child.name === name && child.index === Number(index));
  }, root);
};
