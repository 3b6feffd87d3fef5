// Finds entries in data of which nothing is known yet, each with its JSON pointer, for the rules of the network file.
import type { Finding } from './network-schema.js';

export interface Entry<T> { path: string; value: T }

const children = (value: unknown): [string, unknown][] => (typeof value === 'object' && value !== null ? Object.entries(value) : []);

// The entries that a pattern such as /centres/*/id names, in file order.
export const entries = (data: unknown, pattern: string): Entry<unknown>[] =>
  pattern.split('/').slice(1).reduce<Entry<unknown>[]>(
    (found, wanted) => found.flatMap(({ path, value }) => children(value)
      .filter(([key]) => wanted === '*' || wanted === key)
      .map(([key, child]) => ({ path: `${path}/${key}`, value: child }))),
    [{ path: '', value: data }],
  );

export const texts = (data: unknown, ...patterns: string[]): Entry<string>[] =>
  patterns.flatMap((pattern) => entries(data, pattern)).filter((entry): entry is Entry<string> => typeof entry.value === 'string');

export const objects = (data: unknown, pattern: string): Entry<Record<string, unknown>>[] =>
  entries(data, pattern).filter((entry): entry is Entry<Record<string, unknown>> => typeof entry.value === 'object' && entry.value !== null);

/** A finding for every entry whose value an earlier one already has. */
export const repeated = (found: Entry<string>[], message: (first: string) => string): Finding[] => {
  const first = new Map<string, string>();
  return found.flatMap(({ path, value }) => {
    const earlier = first.get(value);
    if (earlier === undefined) first.set(value, path);
    return earlier === undefined ? [] : [{ path, message: message(earlier) }];
  });
};
