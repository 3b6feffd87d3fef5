// Reads the XML object by paths of names: an element may be text, hold attributes beside its text, stand several times, or be empty.
import { plainText } from '../../src/adapter/kit.js';

const TEXT = '#text';

const children = (node: unknown, name: string): unknown[] => {
  if (typeof node !== 'object' || node === null || !Object.hasOwn(node, name)) return [];
  return [(node as Record<string, unknown>)[name]].flat();
};

/** All elements at a path, such as `RoleOfPerson/PersonName`, in the order of the document. */
export const elementsAt = (node: unknown, path: string): unknown[] => path.split('/').filter(Boolean).reduce<unknown[]>((nodes, name) => nodes.flatMap((one) => children(one, name)), [node]);

const textOf = (node: unknown): string => {
  const written = typeof node === 'string' ? node : children(node, TEXT)[0];
  return typeof written === 'string' ? plainText(written) : '';
};

export const textsAt = (node: unknown, path: string): string[] => elementsAt(node, path).map(textOf).filter(Boolean);

/** The first element that is not empty. */
export const textAt = (node: unknown, path: string): string | undefined => textsAt(node, path)[0];

/** The code of a word, or the word as written. */
export const codeOf = (table: Readonly<Record<string, string>>, word: string | undefined): string | undefined =>
  (word !== undefined && Object.hasOwn(table, word.toLowerCase()) ? table[word.toLowerCase()] : word);
