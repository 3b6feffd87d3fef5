// Arbitrary national messages, drawn from a national schema, for the properties every adapter has to have.
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { nationalSchema } from '../../src/adapter/check-document.js';

export interface Schema {
  $ref?: string; $defs?: Record<string, Schema>; type?: string | string[]; enum?: unknown[]; const?: unknown; pattern?: string; format?: string;
  minimum?: number; maximum?: number; properties?: Record<string, Schema>; required?: string[]; items?: Schema;
}

export const adapterFile = (path: string): URL => new URL(`../../adapters/${path}`, import.meta.url);

const readSchema = (id: string): Schema => JSON.parse(readFileSync(adapterFile(`${id}/national.schema.json`), 'utf8')) as Schema;

const date = fc.date({ min: new Date('1990-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }).map((day) => day.toISOString().slice(0, 10));

const text = ({ pattern, format }: Schema): fc.Arbitrary<unknown> => {
  if (format === 'date') return date;
  return pattern ? fc.oneof(...pattern.split(/(?<=\$)\|(?=\^)/).map((one) => fc.stringMatching(new RegExp(one, 'u')))) : fc.string({ unit: 'grapheme' });
};

/** Minus zero is not told apart in JSON. */
const number = ({ minimum: min = -1e6, maximum: max = 1e6 }: Schema) => fc.double({ min, max, noNaN: true }).map((value) => value || 0);

const byType: Record<string, (schema: Schema, root: Schema) => fc.Arbitrary<unknown>> = {
  null: () => fc.constant(null),
  boolean: () => fc.boolean(),
  integer: ({ minimum: min, maximum: max }) => fc.integer({ min, max }),
  number,
  string: text,
  array: ({ items = {} }, root) => fc.array(arbitraryOf(items, root), { minLength: 1, maxLength: 3 }),
  object: ({ properties = {}, required = [] }, root) =>
    fc.record(Object.fromEntries(Object.entries(properties).map(([key, schema]) => [key, arbitraryOf(schema, root)])), { requiredKeys: required }),
};

const arbitraryOf = (schema: Schema, root: Schema): fc.Arbitrary<unknown> => {
  if (schema.$ref) return arbitraryOf(root.$defs?.[schema.$ref.split('/').at(-1) ?? ''] ?? {}, root);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.const !== undefined) return fc.constant(schema.const);
  return fc.oneof(...[schema.type ?? []].flat().map((type) => byType[type]!(schema, root)));
};

/** Text that the gateway reads back as it was written: Unicode NFC, whole characters. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value).normalize('NFC')) as unknown;

/**
 * Messages that meet the schema of an adapter, or any other.
 * @param shaped brings what the schema cannot say into most of them, such as a rule between two fields.
 */
export const nationalMessages = (id: string | Schema, shaped: (message: Record<string, unknown>) => unknown = (message) => message): fc.Arbitrary<Record<string, unknown>> => {
  const root = typeof id === 'string' ? readSchema(id) : id;
  const { check } = nationalSchema(root);
  const messages = arbitraryOf(root, root) as fc.Arbitrary<Record<string, unknown>>;
  return messages.map((message) => plain(shaped(message)) as Record<string, unknown>).filter((message) => check(message).length === 0);
};
