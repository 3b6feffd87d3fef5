// The declarative half of an adapter: one table says where each national field stands in the common model, and is read in both directions.
import { segment, segments } from '../format/pointer.js';

type Way = 'toModel' | 'toNational';

/** One value's other form. `undefined` means: there is none, leave the field out. */
export interface Codec {
  toModel(value: unknown): unknown;
  toNational(value: unknown): unknown;
  /** The model's codes and their national words, where the codec is a table: the conformance suite asks whether it is total. */
  table?: Readonly<Record<string, string>>;
}

/** Where a national field stands: `path` from the place of its shape, with slashes; a `shape` for what lies inside it, `list` where there are several. */
export interface Field { path: string; codec?: Codec; shape?: Shape; list?: boolean }

/** National key → path in the common model, or more than a path. */
export interface Shape { readonly [national: string]: string | Field }

/** One value on its way, with its place on both sides. */
export interface Entry { model: string; national: string; value: unknown }

/** A code table, total over the model's values; reversible because no two of them share a national word. */
export const codes = <T extends string>(table: Readonly<Record<T, string>>): Codec => {
  const national = new Map(Object.entries<string>(table));
  const model = new Map([...national].map(([code, word]) => [word, code]));
  return { toModel: (word) => model.get(word as string), toNational: (code) => national.get(code as string), table };
};

/** A field whose value changes its form. */
export const coded = (path: string, codec: Codec): Field => ({ path, codec });

/** A field that groups others; `path` may be empty where only the national side groups them. */
export const part = (path: string, shape: Shape): Field => ({ path, shape });

/** A field with a list of groups. */
export const list = (path: string, shape: Shape): Field => ({ path, shape, list: true });

/** Nothing to carry: absent, null, only white space, an empty list. */
export const blank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && !value.trim()) || (Array.isArray(value) && value.length === 0);

const own = (holder: unknown, key: string): unknown =>
  typeof holder === 'object' && holder !== null && Object.hasOwn(holder, key) ? (holder as Record<string, unknown>)[key] : undefined;

const under = (place: string, path: string): string => (path ? `${place}/${path}` : place);

const leaf = (way: Way, { codec }: Field, entry: Entry): Entry[] => {
  const value = codec ? codec[way](entry.value) : entry.value;
  return blank(value) ? [] : [{ ...entry, value }];
};

/** The item itself comes first, so that one of which nothing is known still counts. */
const items = (way: Way, shape: Shape, { model, national, value }: Entry): Entry[] => (Array.isArray(value) ? value : []).flatMap((item: unknown, index) => {
  const place = { model: `${model}/${index}`, national: `${national}/${index}` };
  return [{ ...place, value: {} }, ...walk(way, shape, item, place.model, place.national)];
});

const visit = (way: Way, field: Field, entry: Entry): Entry[] => {
  if (blank(entry.value)) return [];
  if (!field.shape) return leaf(way, field, entry);
  return field.list ? items(way, field.shape, entry) : walk(way, field.shape, entry.value, entry.model, entry.national);
};

const walk = (way: Way, shape: Shape, source: unknown, model: string, national: string): Entry[] =>
  Object.entries(shape).flatMap(([key, told]) => {
    const field = typeof told === 'string' ? { path: told } : told;
    const path = way === 'toModel' ? [key] : segments(under('', field.path));
    const value = path.reduce(own, source);
    return visit(way, field, { model: under(model, field.path), national: `${national}/${segment(key)}`, value });
  });

/** The values a national object holds, with their places in the model, which begin at `model`; its own place in the document is `national`. */
export const toModel = (shape: Shape, source: unknown, model = '', national = ''): Entry[] => walk('toModel', shape, source, model, national);

/** The values a part of the alert holds, with their places in the national document, which begin at `national`. */
export const toNational = (shape: Shape, source: unknown, national = ''): Entry[] => walk('toNational', shape, source, '', national);

type Container = Record<string, unknown>;

/** Steps into the container under a key, making it where it is missing: a list when an index follows. */
const enter = (holder: Container, key: string, next: string): Container => {
  holder[key] ??= /^\d+$/.test(next) ? [] : {};
  return holder[key] as Container;
};

const put = (root: Container, pointer: string, value: unknown): void => {
  const keys = segments(pointer);
  const holder = keys.slice(0, -1).reduce((container, key, index) => enter(container, key, keys[index + 1] ?? ''), root);
  holder[keys.at(-1) ?? ''] = value;
};

/** The object that has these values at their places on one side. */
export const assemble = (entries: readonly Entry[], side: 'model' | 'national'): Record<string, unknown> => {
  const root: Container = {};
  for (const entry of entries) put(root, entry[side], structuredClone(entry.value));
  return root;
};

/** Where each value of the model came from, for `AdapterMessage.sources`. */
export const sourcesOf = (entries: readonly Entry[]): Record<string, string> => Object.fromEntries(entries.map(({ model, national }) => [model, national]));
