// Copies a JSON value into the shape of a schema: what does not belong or is of another type stays behind, with an issue.
import { segment } from '../format/pointer.js';
import { error, type Issue } from '../model/issue.js';
import { propertyOf, resolved, type Schema } from './alert-schema.js';

/** `unread`: pointers of values that were of the wrong type, so that nobody complains of them twice. */
export interface Fitting { issues: Issue[]; unread: Set<string> }

const NAMES = { object: 'an object', array: 'a list', string: 'text', number: 'a number', integer: 'a whole number', boolean: 'true or false' } as const;

const pointerTo = (pointer: string, key: string): string => `${pointer}/${segment(key)}`;

const typeOf = (value: unknown): string => (Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value);

const isOfType = (value: unknown, { type }: Schema): boolean => (type === 'integer' ? Number.isInteger(value) : typeOf(value) === type);

const isTooFewOrMany = (value: unknown, { minItems = 0, maxItems = Infinity }: Schema): boolean => Array.isArray(value) && (value.length < minItems || value.length > maxItems);

const isAllowed = (value: unknown, schema: Schema): boolean => {
  if (typeof value === 'number') return value >= (schema.minimum ?? -Infinity);
  if (typeof value === 'string') return (!schema.enum || schema.enum.includes(value)) && (!schema.pattern || new RegExp(schema.pattern, 'u').test(value));
  return !isTooFewOrMany(value, schema);
};

/** Values and required properties are left to the CAP rules, except in the child-alert block, of which they say nothing. */
const checkConstraints = (value: unknown, schema: Schema, pointer: string, { issues }: Fitting): void => {
  if (!isAllowed(value, schema)) issues.push(error('SCHEMA_VALUE', pointer, `This is not a value the schema allows here${schema.enum ? `: ${schema.enum.join(', ')}` : ''}.`));
  const missing = (schema.required ?? []).filter((name) => !Object.hasOwn(value as object, name));
  for (const name of missing) issues.push(error('SCHEMA_REQUIRED', pointer, `${name} is missing here.`));
};

const fitObject = (value: object, schema: Schema, pointer: string, fitting: Fitting, strict: boolean): unknown => {
  const entries = Object.entries(value).flatMap(([key, item]) => {
    const property = propertyOf(schema, key);
    if (!property) fitting.issues.push(error('SCHEMA_UNKNOWN', pointerTo(pointer, key), 'The common model has no such property here.'));
    const fitted = property && fitSchema(item, property, pointerTo(pointer, key), fitting, strict || (pointer === '' && key === 'case'));
    return fitted === undefined ? [] : [[key, fitted] as const];
  });
  return Object.fromEntries(entries);
};

/** An item of the wrong type leaves an empty one, so that those after it keep their places. */
const fitList = (value: unknown[], items: Schema, pointer: string, fitting: Fitting, strict: boolean): unknown =>
  value.map((item, i) => fitSchema(item, items, `${pointer}/${i}`, fitting, strict) ?? (items.type === 'object' ? {} : ''));

/**
 * @param strict also holds the value against enumerations, patterns, limits and required properties.
 * @returns a copy with known properties of the right types only; undefined where the value itself is of another type. Issues: SCHEMA_UNKNOWN,
 * SCHEMA_TYPE, and where strict SCHEMA_VALUE and SCHEMA_REQUIRED.
 */
export const fitSchema = (value: unknown, schema: Schema, pointer: string, fitting: Fitting, strict = false): unknown => {
  if (!isOfType(value, schema)) {
    fitting.unread.add(pointer);
    fitting.issues.push(error('SCHEMA_TYPE', pointer, `This has to be ${NAMES[schema.type!]}.`));
    return undefined;
  }
  if (strict) checkConstraints(value, schema, pointer, fitting);
  if (schema.type === 'object') return fitObject(value as object, schema, pointer, fitting, strict);
  return schema.type === 'array' ? fitList(value as unknown[], resolved(schema.items!), pointer, fitting, strict) : value;
};
