// Which kinds of personal data an alert holds, as codes: what the disclosure log says of it instead of the data.
import alertSchema from '../../schemas/alert.schema.json' with { type: 'json' };
import type { Alert, Info, Resource } from './generated/alert.js';
import type { DataClass } from './generated/disclosure.js';

const CLASSES = Object.entries(alertSchema.$defs.Case['x-privacy'] as Record<string, DataClass>).map(([path, name]) => ({ steps: path.slice(1).split('/'), name }));

const isThere = (value: unknown): boolean => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);

/** Whether a path of the case leads anywhere; `*` is any item of a list. */
const holds = (node: unknown, [step, ...rest]: readonly string[]): boolean => {
  if (step === undefined) return isThere(node);
  if (step === '*') return Array.isArray(node) && node.some((item) => holds(item, rest));
  return typeof node === 'object' && node !== null && holds((node as Record<string, unknown>)[step], rest);
};

const WRITTEN = ['headline', 'description', 'instruction', 'parameter'] as const;

/** Items of what should be a list of objects: the content of a proposal may be anything. */
const itemsOf = <T extends object>(list: readonly T[] | undefined): Partial<T>[] => (Array.isArray(list) ? list.filter((item) => typeof item === 'object' && item !== null) as T[] : []);

/** Which picture is the child's cannot be told from outside. */
const mayShow = ({ mimeType, derefUri }: Partial<Resource>): boolean => derefUri !== undefined || String(mimeType).toLowerCase().startsWith('image/');

const infoClasses = (info: Partial<Info>): DataClass[] => [
  'public', ...(WRITTEN.some((member) => isThere(info[member])) ? ['prose' as const] : []),
  ...(itemsOf(info.resource).some(mayShow) ? ['identity' as const] : []),
];

/** Sorted, each once. A format may carry less of the alert than it holds: the classes are what could have been in it. */
export const classesIn = (alert: Alert): DataClass[] => [...new Set([
  ...CLASSES.filter(({ steps }) => holds(alert.case, steps)).map(({ name }) => name),
  ...itemsOf(alert.info).flatMap(infoClasses), ...(alert.note === undefined ? [] : ['prose' as const]),
])].sort();
