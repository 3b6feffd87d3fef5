// Carries the child-alert block through CAP: every value of `case` as one parameter, named by its path, and back.
import { warning, type Issue } from '../model/issue.js';
import type { Case, NamedValue } from '../model/generated/alert.js';
import { CASE_SCHEMA, propertyOf, resolved, type Schema } from './alert-schema.js';

/** Also the `code` by which a reader recognises the profile. */
export const CHILD_ALERT_PROFILE = 'urn:alertbridge:cap:child-alert:1.0';

const PREFIX = `${CHILD_ALERT_PROFILE}:`;
const INDEX = /^[1-9]\d*$/;
const NUMBER = /^-?\d+(?:\.\d+)?(?:e[+-]\d+)?$/;

/** One parameter of the profile on its way back. `keys` is what of its path is still to be followed. */
interface Leaf { index: number; keys: string[]; value: string }

/** `places`: pointers below the case to the index of the parameter each came from. */
interface Lifting { issues: Map<number, [code: string, message: string]>; places: Map<string, number> }

export interface LiftedCase {
  case?: Case;
  /** The parameters that are not part of the case, in their order, with the index each had. */
  rest: { index: number; parameter: NamedValue }[];
  /** Paths are JSON pointers below the list of parameters, such as `/3`. */
  issues: Issue[];
  places: Map<string, number>;
}

/** The single values below a value, each with its path. */
const valuesOf = (value: unknown): { path: string; value: string }[] => {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object') return [{ path: '', value: `${value as string | number | boolean}` }];
  // Counted after the empty ones are gone, so that positions on the wire have no gaps.
  const parts = Array.isArray(value)
    ? value.map(valuesOf).filter((part) => part.length > 0).map((part, i) => [String(i + 1), part] as const)
    : Object.entries(value).map(([key, item]) => [key, valuesOf(item)] as const);
  return parts.flatMap(([key, part]) => part.map((one) => ({ ...one, path: one.path ? `${key}.${one.path}` : key })));
};

/**
 * The case as parameters named `urn:alertbridge:cap:child-alert:1.0:<path>`: the names of the common model joined by periods, positions in
 * lists counted from 1, as in `…:children.1.name.given` or `…:lastSeen.point.2`. Numbers and booleans are written as in JSON. Empty lists
 * and objects have no parameter.
 */
export const caseToParameters = (childCase: Case): NamedValue[] => valuesOf(childCase).map(({ path, value }) => ({ valueName: PREFIX + path, value }));

const hasPattern = (schema: Schema, text: string): boolean => schema.pattern === undefined || new RegExp(schema.pattern, 'u').test(text);

/** The value as the schema types it, undefined where the text is none. Only the spelling we write is taken, so that nothing changes on the way. */
const parse = (schema: Schema, text: string): string | number | boolean | undefined => {
  if (schema.type === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined;
  if (schema.type === 'string') return (!schema.enum || schema.enum.includes(text)) && hasPattern(schema, text) ? text : undefined;
  const number = NUMBER.test(text) ? Number(text) : NaN;
  const fits = String(number) === text && number >= (schema.minimum ?? -Infinity) && (schema.type !== 'integer' || Number.isInteger(number));
  return fits ? number : undefined;
};

const refuse = (leaves: Leaf[], lifting: Lifting, code: string, message: string): undefined => {
  for (const { index } of leaves) lifting.issues.set(index, [code, message]);
};

const byFirstKey = (leaves: Leaf[]): Map<string, Leaf[]> => {
  const groups = new Map<string, Leaf[]>();
  for (const { keys: [key = '', ...keys], ...leaf } of leaves) {
    const group = groups.get(key) ?? [];
    group.push({ ...leaf, keys });
    groups.set(key, group);
  }
  return groups;
};

const UNKNOWN = 'The child-alert profile has no such parameter; it is kept as an ordinary one.';
const MISTYPED = 'This parameter of the child-alert profile has a value it cannot have; it is kept as an ordinary one.';
const REPEATED = 'This parameter of the child-alert profile stands twice; the first is used.';
const INCOMPLETE = 'This parameter of the child-alert profile needs another beside it; it is kept as an ordinary one.';

const liftScalar = (schema: Schema, leaves: Leaf[], pointer: string, lifting: Lifting): unknown => {
  refuse(leaves.filter(({ keys }) => keys.length > 0), lifting, 'CHILD_UNKNOWN', UNKNOWN);
  const [first, ...more] = leaves.filter(({ keys }) => keys.length === 0);
  refuse(more, lifting, 'CHILD_REPEATED', REPEATED);
  if (!first) return undefined;
  const value = parse(schema, first.value);
  if (value === undefined) return refuse([first], lifting, 'CHILD_TYPE', MISTYPED);
  lifting.places.set(pointer, first.index);
  return value;
};

const liftList = (schema: Schema, leaves: Leaf[], pointer: string, lifting: Lifting): unknown => {
  const groups = byFirstKey(leaves);
  const keys = [...groups.keys()].filter((key) => INDEX.test(key) || refuse(groups.get(key)!, lifting, 'CHILD_UNKNOWN', UNKNOWN));
  const items: unknown[] = [];
  for (const key of keys.sort((one, other) => Number(one) - Number(other))) {
    const item = lift(resolved(schema.items!), groups.get(key)!, `${pointer}/${items.length}`, lifting);
    if (item !== undefined) items.push(item);
  }
  if (items.length >= (schema.minItems ?? 1) && items.length <= (schema.maxItems ?? Infinity)) return items;
  return refuse(leaves.filter(({ index }) => !lifting.issues.has(index)), lifting, 'CHILD_INCOMPLETE', INCOMPLETE);
};

const liftObject = (schema: Schema, leaves: Leaf[], pointer: string, lifting: Lifting): unknown => {
  const entries = [...byFirstKey(leaves)].flatMap(([key, group]) => {
    const property = propertyOf(schema, key);
    const value = property ? lift(property, group, `${pointer}/${key}`, lifting) : refuse(group, lifting, 'CHILD_UNKNOWN', UNKNOWN);
    return value === undefined ? [] : [[key, value] as const];
  });
  const names = new Set(entries.map(([key]) => key));
  if (names.size > 0 && (schema.required ?? []).every((key) => names.has(key))) return Object.fromEntries(entries);
  return refuse(leaves.filter(({ index }) => !lifting.issues.has(index)), lifting, 'CHILD_INCOMPLETE', INCOMPLETE);
};

const lift = (schema: Schema, leaves: Leaf[], pointer: string, lifting: Lifting): unknown => {
  if (schema.type === 'object') return liftObject(schema, leaves, pointer, lifting);
  return schema.type === 'array' ? liftList(schema, leaves, pointer, lifting) : liftScalar(schema, leaves, pointer, lifting);
};

/**
 * Takes the case back out of parameters. A parameter of the profile that is unknown (CHILD_UNKNOWN), mistyped (CHILD_TYPE), repeated
 * (CHILD_REPEATED) or without one it needs beside it (CHILD_INCOMPLETE) stays among the rest, with that warning.
 */
export const parametersToCase = (parameters: readonly NamedValue[]): LiftedCase => {
  const leaves = parameters.flatMap(({ valueName, value }, index) =>
    valueName?.startsWith(PREFIX) ? [{ index, keys: valueName.slice(PREFIX.length).split('.'), value: value ?? '' }] : []);
  const lifting: Lifting = { issues: new Map(), places: new Map() };
  const found = leaves.length > 0 ? (lift(CASE_SCHEMA, leaves, '', lifting) as Case | undefined) : undefined;
  const taken = new Set(leaves.map(({ index }) => index).filter((index) => !lifting.issues.has(index)));
  return {
    case: found,
    rest: parameters.map((parameter, index) => ({ index, parameter })).filter(({ index }) => !taken.has(index)),
    issues: [...lifting.issues].map(([index, [code, message]]) => warning(code, `/${index}`, message)),
    places: new Map([...lifting.places].filter(([, index]) => taken.has(index))),
  };
};
