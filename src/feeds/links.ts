// The messages that a fetched index only links to: found in Atom and RSS by their elements, in JSON by the address their entries are filled into. Pure.
import { linksIn } from '../cap/feed-links.js';
import { readJson } from '../format/read-json.js';
import type { Feed } from '../model/generated/network.js';
import { canonicalJson } from '../trust/canonical-json.js';

/** One entry of an index: where its message is, and what tells that it has changed. */
export interface Link { url: string; version: string }

const asArray = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** The one list of objects, at the top or in a member: indices have no other, or name it as they like. */
const entriesOf = (document: unknown): Record<string, unknown>[] => {
  const lists = Array.isArray(document) ? [document] : Object.values((document ?? {})).map(asArray);
  return lists.flat().filter((entry): entry is Record<string, unknown> => typeof entry === 'object' && entry !== null && !Array.isArray(entry));
};

/** @returns undefined where a member that the address needs is missing. */
const filledIn = (template: string, entry: Record<string, unknown>): string | undefined => {
  const names = [...template.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name!);
  if (!names.every((name) => Object.hasOwn(entry, name) && ['string', 'number'].includes(typeof entry[name]))) return undefined;
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) => encodeURIComponent(String(entry[name])));
};

const inJson = (bytes: Uint8Array, template: string): Link[] | undefined => {
  const read = readJson(bytes);
  if ('unreadable' in read) return undefined;
  return entriesOf(read.document).flatMap((entry) => {
    const url = filledIn(template, entry);
    return url === undefined ? [] : [{ url, version: canonicalJson(entry) }];
  });
};

const absolute = (base: string) => ({ url, version }: Link): Link[] => (URL.canParse(url, base) ? [{ url: new URL(url, base).href, version }] : []);

/** Every link once. @returns undefined where the document is no index. */
export const linksOf = (bytes: Uint8Array, { url, item }: Pick<Feed, 'url' | 'item'>): Link[] | undefined => {
  const found = (item === undefined ? linksIn(bytes) : inJson(bytes, item))?.flatMap(absolute(url));
  return found && [...new Map(found.map((link) => [link.url, link])).values()];
};
