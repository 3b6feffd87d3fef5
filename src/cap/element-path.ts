// Where an element stands in its document, as an XPath a reader can follow, with line and column.
import type { Position } from '../format/format.js';
import type { XmlElement } from '../format/xml.js';
import { ALERT, isRepeatable, type Field } from './content-model.js';
import { ENVELOPES } from './envelopes.js';

const repeatableNames = (fields: readonly Field[]): string[] =>
  fields.flatMap((field) => [...(isRepeatable(field) ? [field.name] : []), ...repeatableNames(field.fields ?? [])]);

const entryNames = ENVELOPES.flatMap(({ entriesAt }) => entriesAt.map((names) => names.at(-1)!));

/** What may stand several times: such paths always carry the position. */
const COUNTED = new Set([...repeatableNames(ALERT), ...entryNames, 'ContentObject']);

const stepOf = ({ name, index }: XmlElement): string => (index > 1 || COUNTED.has(name) ? `${name}[${index}]` : name);

export const pathOf = (element: XmlElement): string => `${element.parent ? pathOf(element.parent) : ''}/${stepOf(element)}`;

export const placeOf = ({ position }: XmlElement): Position => position;
