// A form as cells: what a table and a letter share. Each value has a path of labels ("Child 2", "Name"); the national schema says what they lead to.
import { error, type Issue } from '../../model/issue.js';
import { parent, segment } from '../../format/pointer.js';
import { positionsIn } from '../../format/positions.js';
import { MAX_BYTES, utf8, type JsonDocument } from '../../format/read-json.js';
import type { FormSchema } from './form-kinds.js';
import { readRecords, writeRecord } from './records.js';

/** The labels on the way to a value, its text, and where that stands in the source. */
export interface Cell { path: readonly string[]; text: string; offset: number }

export interface YesNo { yes: string; no: string }

/** Where labels lead: the keys in the document, and what may stand there. */
export interface Place { keys: readonly string[]; schema: FormSchema }

/** More children, vehicles or areas than any alert has; a number beside a label must not make as many. */
const MOST_ITEMS = 200;

/** In a cell of its own: there is one of these, of which nothing is told. */
export const PRESENT = 'x';

const own = (properties: FormSchema['properties'] = {}, label: string): FormSchema | undefined => (Object.hasOwn(properties, label) ? properties[label] : undefined);

const isGroups = ({ type, items }: FormSchema): boolean => type === 'array' && items?.type === 'object';

export const isGroup = (schema: FormSchema): boolean => schema.type === 'object' || isGroups(schema);

const NUMBERED = /^(?<label>.+?) (?<number>\d{1,3})$/;

const step = ({ keys, schema }: Place, token: string): Place | undefined => {
  const whole = own(schema.properties, token);
  if (whole) return isGroups(whole) ? { keys: [...keys, token, '0'], schema: whole.items! } : { keys: [...keys, token], schema: whole };
  const { label = '', number = '' } = NUMBERED.exec(token)?.groups ?? {};
  const list = own(schema.properties, label);
  const index = Number(number) - 1;
  return list && isGroups(list) && index >= 0 && index < MOST_ITEMS ? { keys: [...keys, label, String(index)], schema: list.items! } : undefined;
};

/** Where labels lead from a place; undefined where one of them is not known there. */
export const placeOf = (from: Place, path: readonly string[]): Place | undefined => path.reduce<Place | undefined>((place, token) => place && step(place, token), from);

/** With a comma or a period before its fractions, as spreadsheets write it. */
export const NUMBER = /^-?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?$/i;

/** What is no number, or neither yes nor no, stays text: the schema says what would be right. */
const valueOf = (text: string, { type, items }: FormSchema, words: YesNo): unknown => {
  if (type === 'array') return readRecords(text, ';').flat().filter((cell) => cell.text).map((cell) => valueOf(cell.text, items!, words));
  if (type === 'number' || type === 'integer') return NUMBER.test(text.trim()) ? Number(text.trim().replace(',', '.')) : text;
  if (type === 'boolean') return new Map([[words.yes, true], [words.no, false]]).get(text.trim()) ?? text;
  return text;
};

const textOf = (value: unknown, words: YesNo): string => {
  if (Array.isArray(value)) return writeRecord(value.map((item) => textOf(item, words)), ';', ' ');
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  return String(value);
};

type Holder = Record<string, unknown> | unknown[];

/** The holder under a key, made where it is missing; a list without gaps. */
const enter = (holder: Holder, key: string, next: string): Holder => {
  if (Array.isArray(holder)) {
    while (holder.length <= Number(key)) holder.push({});
    return holder[Number(key)] as Holder;
  }
  if (!Object.hasOwn(holder, key)) holder[key] = /^\d+$/.test(next) ? [] : {};
  return holder[key] as Holder;
};

/** The document that cells make; a blank one is a field nobody filled in. A label that leads nowhere stays as it is written, for the schema to say so. */
export const documentOf = (cells: readonly Cell[], schema: FormSchema, words: YesNo): { document: object; issues: Issue[]; offsets: ReadonlyMap<string, number> } => {
  const root: Holder = {};
  const offsets = new Map<string, number>([['', cells[0]?.offset ?? 0]]);
  const issues: Issue[] = [];
  for (const { path, text, offset } of cells.filter((cell) => cell.text.trim())) {
    const place = placeOf({ keys: [], schema }, path);
    const keys = place?.keys ?? [path.join(': ')];
    const pointer = keys.map((key) => `/${segment(key)}`).join('');
    const isThere = place !== undefined && isGroup(place.schema);
    if (offsets.has(pointer) && !isThere) issues.push(error('FORM_DUPLICATE', pointer, 'This field stands twice; write it once.'));
    for (let at = pointer; at && !offsets.has(at); at = parent(at)) offsets.set(at, offset);
    const holder = keys.slice(0, isThere ? undefined : -1).reduce<Holder>((one, key, index) => enter(one, key, keys[index + 1] ?? ''), root);
    if (!isThere && keys.at(-1) !== '__proto__') (holder as Record<string, unknown>)[keys.at(-1)!] = place ? valueOf(text, place.schema, words) : text;
  }
  return { document: root, issues, offsets };
};

const isHolder = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The cells of a document that its schema allows, in the order of the form. */
export const cellsOf = (value: object, schema: FormSchema, words: YesNo, path: readonly string[] = []): Cell[] => {
  const entries = Object.keys(schema.properties ?? {}).flatMap((key) => (Object.hasOwn(value, key) ? [[key, (value as Record<string, unknown>)[key], schema.properties![key]!] as const] : []));
  if (!entries.length && path.length) return [{ path, text: PRESENT, offset: 0 }];
  return entries.flatMap(([key, inner, kind]) => {
    if (isGroups(kind)) return (inner as object[]).flatMap((item, index) => cellsOf(item, kind.items!, words, [...path, `${key} ${index + 1}`]));
    return isHolder(inner) ? cellsOf(inner, kind, words, [...path, key]) : [{ path: [...path, key], text: textOf(inner, words), offset: 0 }];
  });
};

/** Bytes as text in NFC, as labels are compared. */
export const textIn = (bytes: Uint8Array): string | { unreadable: Issue[] } => {
  if (bytes.length > MAX_BYTES) return { unreadable: [error('FORM_SIZE', '', `The document is larger than ${MAX_BYTES} bytes.`)] };
  return utf8(bytes)?.normalize('NFC') ?? { unreadable: [error('FORM_ENCODING', '', 'The bytes are not UTF-8; save the table or send the letter in UTF-8.')] };
};

/** More than a person can use. */
export const MOST_ISSUES = 100;

/** What was read, with the places of its values: those of `offsets`, or of what holds them. */
export const placed = (text: string, document: unknown, issues: readonly Issue[], offsets: ReadonlyMap<string, number>): JsonDocument => {
  const positionAt = positionsIn(text);
  const positionOf = (pointer: string) => {
    let at = pointer;
    while (at && !offsets.has(at)) at = parent(at);
    return positionAt(offsets.get(at) ?? 0);
  };
  return { document, issues: issues.slice(0, MOST_ISSUES).map((issue) => ({ ...issue, ...positionOf(issue.path) })), positionOf };
};
