// What all checks of the conformance suite share: their form, the fixtures by kind, and how two values differ.
import type { DecodedMessage } from '../../format/format.js';
import { segment } from '../../format/pointer.js';
import type { Alert } from '../../model/generated/alert.js';
import type { AdapterFolder } from './adapter-folder.js';

/** `run` gives one sentence for each thing that is wrong, with what to do; none where all is well. It does not throw. */
export interface Check { name: string; run(): string[] }

/** Alerts of one adapter, decoded from its fixtures. */
export interface ForeignAlerts { id: string; alerts: readonly Alert[] }

/** What is expected of a document is JSON, whatever the document is; the carriers of a form share it. */
export const DOCUMENT = /\.(?:json|xml|csv|txt)$/;

const ENDINGS = { json: '.json', xml: '.xml', csv: '.csv', text: '.txt' } as const;

export const documentNames = ({ fixtures }: AdapterFolder): string[] => [...fixtures.keys()].filter((name) => DOCUMENT.test(name) && !/\.(?:alert|issues)\.json$/.test(name));

const namesOf = (folder: AdapterFolder): string[] => documentNames(folder).filter((name) => name.endsWith(ENDINGS[folder.loaded.manifest.syntax]));
export const validNames = (folder: AdapterFolder): string[] => namesOf(folder).filter((name) => !name.startsWith('invalid-'));
export const invalidNames = (folder: AdapterFolder): string[] => namesOf(folder).filter((name) => name.startsWith('invalid-'));

export const bytesOf = ({ fixtures }: AdapterFolder, name: string): Uint8Array => fixtures.get(name) ?? new Uint8Array();

/** Of a document that cannot be read, no message. */
export const decoded = ({ format }: AdapterFolder, bytes: Uint8Array): DecodedMessage[] => {
  const found = format.decode(bytes);
  return 'unreadable' in found ? [] : found.messages;
};

/** Of a format that is only written, the alerts stand in the fixtures themselves. */
export const alertsOf = (folder: AdapterFolder): Alert[] => (folder.loaded.manifest.direction === 'out' ? validNames(folder).flatMap((name) => alertsBeside(folder, name)) : validNames(folder)
  .flatMap((name) => decoded(folder, bytesOf(folder, name)))
  .flatMap(({ alert }) => (alert ? [alert] : [])));

/** What stands beside a fixture: a list of one alert, for a format that is only written. */
export const alertsBeside = (folder: AdapterFolder, name: string): Alert[] => {
  try { return JSON.parse(new TextDecoder().decode(bytesOf(folder, name.replace(DOCUMENT, '.alert.json')))) as Alert[]; } catch { return []; }
};

export const isHolder = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const keysOf = (...values: Record<string, unknown>[]): string[] => [...new Set(values.flatMap((value) => Object.keys(value).filter((key) => value[key] !== undefined)))];

const own = (holder: Record<string, unknown>, key: string): unknown => (Object.hasOwn(holder, key) ? holder[key] : undefined);

/** Pointers of where two values differ; a whole branch by its root. What is undefined is not there. */
export const differences = (one: unknown, other: unknown, at = ''): string[] => {
  if (Object.is(one, other)) return [];
  if (!isHolder(one) || !isHolder(other) || Array.isArray(one) !== Array.isArray(other)) return [at || 'the whole'];
  return keysOf(one, other).flatMap((key) => differences(own(one, key), own(other, key), `${at}/${segment(key)}`));
};

const MOST_PLACES = 8;

export const listed = (places: readonly string[]): string => places.slice(0, MOST_PLACES).join(', ') + (places.length > MOST_PLACES ? ` and ${places.length - MOST_PLACES} more` : '');

/** Without the values at these pointers. */
export const without = (paths: ReadonlySet<string>, value: unknown, at = ''): unknown => {
  if (!isHolder(value)) return value;
  const kept = Object.entries(value).filter(([key]) => !paths.has(`${at}/${segment(key)}`)).map(([key, inner]) => [key, without(paths, inner, `${at}/${segment(key)}`)] as const);
  return Array.isArray(value) ? kept.map(([, inner]) => inner) : Object.fromEntries(kept);
};

/** Pointers of every value in a document, the document itself first. */
export const placesIn = (value: unknown, at: readonly string[] = []): string[][] =>
  [[...at], ...(isHolder(value) ? Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...at, key])) : [])];

/** A copy with the value at one place replaced. */
export const replaced = (document: unknown, [key, ...rest]: readonly string[], value: unknown): unknown => {
  if (key === undefined || !isHolder(document)) return value;
  const copy: Record<string, unknown> = Array.isArray(document) ? [...document as unknown[]] as unknown as Record<string, unknown> : { ...document };
  copy[key] = replaced(copy[key], rest, value);
  return copy;
};

/** Whoever writes into what it was given is found out. */
export const frozen = <T>(value: T): T => {
  if (isHolder(value)) { Object.values(value).forEach(frozen); Object.freeze(value); }
  return value;
};
