// The way back of xml-object.ts: a plain object, keys as there, to an XML document.
import { escapeXml } from './xml.js';
import { ATTRIBUTE, TEXT } from './xml-object.js';

type Node = Record<string, unknown>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value) ?? '');

const BREAKS: Readonly<Record<string, string>> = { '"': '&quot;', '\t': '&#9;', '\n': '&#10;' };

/** A reader takes tab and line end in an attribute for a space (XML 1.0, 3.3.3), unless they are references. */
const attribute = ([key, value]: [string, unknown]): string => ` ${key.slice(ATTRIBUTE.length)}="${escapeXml(textOf(value)).replace(/["\t\n]/g, (sign) => BREAKS[sign]!)}"`;

const element = (name: string, value: unknown, indent: string): string => {
  if (!isNode(value)) return `${indent}<${name}>${escapeXml(textOf(value))}</${name}>\n`;
  const told = Object.entries(value).filter(([, inner]) => inner !== undefined);
  const children = told.filter(([key]) => key !== TEXT && !key.startsWith(ATTRIBUTE)).map(([key, inner]) => elements(key, inner, `${indent}  `)).join('');
  const content = escapeXml(textOf(value[TEXT])) + (children === '' ? '' : `\n${children}${indent}`);
  return `${indent}<${name}${told.filter(([key]) => key.startsWith(ATTRIBUTE)).map(attribute).join('')}>${content}</${name}>\n`;
};

/** A list is as many elements of its name. */
const elements = (name: string, value: unknown, indent: string): string => [value].flat().map((one) => element(name, one, indent)).join('');

/** @param document one key, the root's. What an adapter wrote has been JSON before: texts, numbers, truth values, lists and objects. */
export const writeXmlObject = (document: unknown): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${Object.entries(document as Node).map(([name, root]) => element(name, root, '')).join('')}`;
