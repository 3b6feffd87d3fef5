// What the conformance suite looks at: one adapter folder with its fixtures, its code as text and its code tables.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Format } from '../../format/format.js';
import type { Mapping } from '../../model/generated/mapping.js';
import type { LoadedAdapter } from '../adapter-format.js';
import { formatOf, importModule, loadAdapter } from '../load-adapters.js';

export type Table = Readonly<Record<string, string>>;

export interface AdapterFolder {
  loaded: LoadedAdapter;
  format: Format;
  /** File name → bytes of everything in fixtures/. */
  fixtures: ReadonlyMap<string, Uint8Array>;
  /** File name → text of the code. */
  code: ReadonlyMap<string, string>;
  /** Codes of the common model → national words, as far as the form, mapping.json or the exports of mapping.ts tell them. */
  tables: readonly Table[];
}

const filesIn = (folder: URL): string[] => (existsSync(folder) ? readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => name).sort() : []);

const contents = <T>(folder: URL, names: readonly string[], read: (file: URL) => T): Map<string, T> =>
  new Map(names.map((name) => [name, read(new URL(encodeURIComponent(name), folder))]));

const isHolder = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** A codec made of a table carries it. Shapes may use one part in several places. */
const tablesIn = (value: unknown, seen = new Set<unknown>()): Table[] => {
  if (!isHolder(value) || seen.has(value)) return [];
  seen.add(value);
  if (typeof value.toModel === 'function') return isHolder(value.table) ? [value.table as Table] : [];
  return Object.values(value).flatMap((inner) => tablesIn(inner, seen));
};

const mappedTables = ({ fields }: Mapping): Table[] =>
  fields.flatMap(({ codes }) => (codes ? [Object.fromEntries(Object.entries(codes).map(([word, code = '']) => [code, word]))] : []));

const tablesOf = async (folder: URL, names: readonly string[]): Promise<Table[]> => {
  if (names.includes('mapping.json')) return mappedTables(JSON.parse(readFileSync(new URL('mapping.json', folder), 'utf8')) as Mapping);
  return names.some((name) => /^mapping\.[jt]s$/.test(name)) ? tablesIn({ ...await importModule(folder, 'mapping') }) : [];
};

/**
 * Reads one adapter folder.
 * @param url with a slash at its end.
 * @returns the folder, once for each format it is (a form is three); or what keeps it from being loaded, each as `<file>: <problem>`.
 */
export const readAdapterFolder = async (url: URL): Promise<{ folders: AdapterFolder[]; problems: string[] }> => {
  const { loaded, problems } = await loadAdapter(url);
  const names = filesIn(url);
  const fixtures = new URL('fixtures/', url);
  const shared = {
    fixtures: contents(fixtures, filesIn(fixtures), (file) => readFileSync(file)),
    code: contents(url, names.filter((name) => /\.(?:ts|m?js)$/.test(name)), (file) => readFileSync(file, 'utf8')),
    tables: problems.length ? [] : await tablesOf(url, names),
  };
  return { folders: loaded.map((one) => ({ ...shared, loaded: one, format: formatOf(one), ...(one.mapping && { tables: mappedTables(one.mapping) }) })), problems };
};
