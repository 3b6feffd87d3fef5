// At start: every folder under adapters/ becomes a format. The folder is the registry; nothing here names a country.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import manifestSchema from '../../schemas/manifest.schema.json' with { type: 'json' };
import formSchemaFile from '../../schemas/form.schema.json' with { type: 'json' };
import labelsSchema from '../../schemas/form-labels.schema.json' with { type: 'json' };
import mappingSchema from '../../schemas/mapping.schema.json' with { type: 'json' };
import { refuse } from '../errors.js';
import type { Format } from '../format/format.js';
import type { Form } from '../model/generated/form.js';
import type { FormLabels } from '../model/generated/form-labels.js';
import type { Manifest } from '../model/generated/manifest.js';
import type { Mapping } from '../model/generated/mapping.js';
import { adapterFormat, type LoadedAdapter } from './adapter-format.js';
import { nationalSchema, type NationalSchema } from './check-document.js';
import { dialectFormat } from './dialect-format.js';
import { carriersOf, formProblems } from './form/carriers.js';
import type { Wording } from './form/form-kinds.js';
import type { Adapter } from './kit.js';
import { mappedAdapter, mappingProblems } from './mapping.js';

/** Beside src/ in the sources, beside dist/src/ once built. */
const ADAPTERS = new URL('../../adapters/', import.meta.url);

/** Which file exports what, and the direction that can do without it. */
const MODULES = [
  { file: 'decode', names: ['decode', 'detects'], unless: 'out' },
  { file: 'encode', names: ['encode'], unless: 'in' },
] as const;

type Report = (problem: string) => undefined;

const judge = new Ajv2020({ allErrors: true, validateSchema: false, schemas: [labelsSchema] });
const validManifest = judge.compile<Manifest>(manifestSchema);
const validMapping = judge.compile<Mapping>(mappingSchema);
const validForm = judge.compile<Form>(formSchemaFile);
const validLabels = judge.getSchema<FormLabels>(labelsSchema.$id)!;

const reasonOf = (problem: unknown): string => (problem instanceof Error ? problem.message : String(problem));

const readJsonFile = (file: URL): unknown => JSON.parse(readFileSync(file, 'utf8'));

const nameOf = (folder: URL): string => decodeURIComponent(folder.pathname.split('/').at(-2) ?? '');

/** The value of a file, where it meets its schema. */
const judged = <T>(valid: ValidateFunction<T>, name: string, value: unknown, report: Report): T | undefined => {
  if (valid(value)) return value;
  for (const { instancePath, message } of valid.errors ?? []) report(`${name}: ${instancePath || 'the whole'} ${message}`);
  return undefined;
};

const checkManifest = (read: unknown, folder: URL, report: Report): Manifest | undefined => {
  const manifest = judged(validManifest, 'manifest.json', read, report);
  if (!manifest) return undefined;
  if (manifest.id !== nameOf(folder)) report(`manifest.json: the id has to be "${nameOf(folder)}", the folder's name`);
  if (manifest.syntax === 'xml' && !manifest.dialectOf && manifest.direction !== 'out' && !manifest.namespace) report('manifest.json: syntax "xml": a namespace has to tell the format');
  if (manifest.dialectOf && (manifest.syntax !== 'xml' || (!manifest.namespace && !manifest.mark))) report('manifest.json: a dialect of CAP has syntax "xml", and a namespace or a mark has to tell it');
  return manifest;
};

const readManifest = (folder: URL, report: Report): Manifest | undefined => {
  try { return checkManifest(readJsonFile(new URL('manifest.json', folder)), folder, report); } catch (problem) { return report(`manifest.json: ${reasonOf(problem)}`); }
};

const readSchema = (folder: URL, report: Report): NationalSchema | undefined => {
  try { return nationalSchema(readJsonFile(new URL('national.schema.json', folder)) as object); } catch (problem) { return report(`national.schema.json: ${reasonOf(problem)}`); }
};

/** The TypeScript source where it stands (tests, tsx), else what the build made of it. */
export const importModule = async (folder: URL, file: string): Promise<Record<string, unknown>> => {
  const found = [`${file}.ts`, `${file}.js`].map((name) => new URL(name, folder)).find((url) => existsSync(url));
  if (!found) throw new Error('the file is missing');
  return await import(found.href) as Record<string, unknown>;
};

const readModule = async (folder: URL, file: string, names: readonly string[], report: Report): Promise<Partial<Adapter>> => {
  try {
    const found = await importModule(folder, file);
    for (const name of names) if (typeof found[name] !== 'function') report(`${file}.ts: has to export a function "${name}"`);
    return Object.fromEntries(names.map((name) => [name, found[name]]));
  } catch (problem) { return report(`${file}.ts: ${reasonOf(problem)}`) ?? {}; }
};

/** One after the other: module loaders under test cannot link two graphs that share the kit at once. */
const readModules = async (folder: URL, direction: Manifest['direction'], report: Report): Promise<Partial<Adapter>> => {
  const adapter: Partial<Adapter> = {};
  for (const { file, names, unless } of MODULES) {
    if (unless !== direction) Object.assign(adapter, await readModule(folder, file, names, report));
  }
  return adapter;
};

const MAPPING = 'mapping.json';

const checkMapping = (read: unknown, manifest: Manifest, report: Report): Mapping | undefined => {
  const mapping = judged(validMapping, MAPPING, read, report);
  if (!mapping) return undefined;
  if (manifest.syntax !== 'json') report(`${MAPPING}: a mapping without code is for syntax "json" only`);
  for (const problem of mappingProblems(mapping, manifest)) report(`${MAPPING}: ${problem}`);
  return mapping;
};

/** What a mapping can do in both directions, cut to the one its manifest names. */
const inDirection = ({ detects, decode, encode }: Adapter, direction: Manifest['direction']): Partial<Adapter> =>
  ({ ...(direction !== 'out' && { detects, decode }), ...(direction !== 'in' && { encode }) });

const readMapping = (folder: URL, manifest: Manifest, report: Report): Partial<Adapter> => {
  try {
    const mapping = checkMapping(readJsonFile(new URL(MAPPING, folder)), manifest, report);
    return mapping ? inDirection(mappedAdapter(mapping, manifest), manifest.direction) : {};
  } catch (problem) { return report(`${MAPPING}: ${reasonOf(problem)}`) ?? {}; }
};

/** A mapping stands for the code of an adapter: with both, nobody could tell which counts. */
const readAdapter = async (folder: URL, manifest: Manifest | undefined, report: Report): Promise<Partial<Adapter>> => {
  if (!existsSync(new URL(MAPPING, folder))) return readModules(folder, manifest?.direction ?? 'both', report);
  const code = MODULES.flatMap(({ file }) => [`${file}.ts`, `${file}.js`]).filter((name) => existsSync(new URL(name, folder)));
  for (const name of code) report(`${name}: is one too many beside ${MAPPING}; keep the code or the mapping`);
  return manifest ? readMapping(folder, manifest, report) : {};
};

/** What a dialect adds to is judged by the rules of CAP. */
const ANY_MESSAGE: NationalSchema = { check: () => [], fit: (message) => message };

/** The gateway's part around what was loaded. */
export const formatOf = (loaded: LoadedAdapter): Format => (loaded.manifest.dialectOf ? dialectFormat(loaded) : adapterFormat(loaded));

const FORM = 'form.json';

/** What a form stands for. */
const INSTEAD = ['national.schema.json', MAPPING, 'decode.ts', 'decode.js', 'encode.ts', 'encode.js'];

/** The labels of a language lie with the product, for all its countries; a form may have some of its own. */
const readWording = (folder: URL, report: Report): Wording | undefined => {
  const form = judged(validForm, FORM, readJsonFile(new URL(FORM, folder)), report);
  if (!form) return undefined;
  const file = `_forms/${form.labels}.json`;
  const labels = judged(validLabels, file, readJsonFile(new URL(file, ADAPTERS)), report);
  return labels && { form, words: { ...labels.words, ...form.words } as Wording['words'], codes: labels.codes };
};

const readForm = (folder: URL, manifest: Manifest, report: Report): LoadedAdapter[] => {
  for (const name of INSTEAD.filter((file) => existsSync(new URL(file, folder)))) report(`${name}: is one too many beside ${FORM}, of which it is made`);
  try {
    const wording = readWording(folder, report);
    const problems = wording ? formProblems(manifest, wording) : [];
    for (const problem of problems) report(`${FORM}: ${problem}`);
    return wording && !problems.length ? carriersOf(manifest, wording).map((one) => ({ ...one, adapter: inDirection(one.adapter as Adapter, manifest.direction) })) : [];
  } catch (problem) { return report(`${FORM}: ${reasonOf(problem)}`) ?? []; }
};

const load = async (folder: URL, report: Report): Promise<LoadedAdapter[]> => {
  if (!existsSync(new URL('README.md', folder))) report('README.md: is missing; tell what the format is and how it maps');
  const manifest = readManifest(folder, report);
  if (existsSync(new URL(FORM, folder))) return manifest ? readForm(folder, manifest, report) : [];
  const schema = manifest?.dialectOf ? ANY_MESSAGE : readSchema(folder, report);
  const adapter = await readAdapter(folder, manifest, report);
  return manifest && schema ? [{ manifest, schema, adapter }] : [];
};

/**
 * Loads one adapter folder.
 * @param folder with a slash at its end.
 * @returns its adapter, or the three of a form; none where there are problems, each as `<file>: <problem>`.
 */
export const loadAdapter = async (folder: URL): Promise<{ loaded: LoadedAdapter[]; problems: string[] }> => {
  const problems: string[] = [];
  const loaded = await load(folder, (problem) => void problems.push(problem));
  return { loaded: problems.length ? [] : loaded, problems };
};

/** The adapter folders of a folder, in the order of their names; default the product's own. */
export const adapterFolders = (root: URL = ADAPTERS): URL[] =>
  readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/^[_.]/.test(entry.name))
    .map((entry) => new URL(`${encodeURIComponent(entry.name)}/`, root))
    .sort((one, other) => (one.href < other.href ? -1 : 1));

/**
 * Loads every adapter folder; folders whose names begin with `_` or `.` are passed over.
 * @param root folder of folders, with a slash at its end; default the product's own adapters.
 * @returns formats in the order of their names.
 * @throws AlertBridgeError INTERNAL naming every problem of every folder, one a line, as `<folder>/<file>: <problem>`.
 */
export const loadAdapters = async (root: URL = ADAPTERS): Promise<Format[]> => {
  const problems: string[] = [];
  const formats: Format[] = [];
  for (const folder of adapterFolders(root)) {
    const found = await loadAdapter(folder);
    problems.push(...found.problems.map((problem) => `${nameOf(folder)}/${problem}`));
    formats.push(...found.loaded.map(formatOf));
  }
  if (problems.length) refuse('INTERNAL', `Adapters cannot be loaded:\n${problems.join('\n')}`);
  return formats;
};
