// The common model's schema as a tree that the readers of this folder walk, so that no field of it is named twice.
import alertSchema from '../../schemas/alert.schema.json' with { type: 'json' };

/** The part of JSON Schema that schemas/alert.schema.json uses. */
export interface Schema {
  $ref?: string;
  type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: string[];
  pattern?: string;
  minimum?: number;
  minItems?: number;
  maxItems?: number;
  /** Id of the vocabulary its values come from (schemas/codes). */
  'x-vocabulary'?: string;
}

const definitions = alertSchema.$defs as Record<string, Schema>;

/** The schema itself, references followed. */
export const resolved = (schema: Schema): Schema => (schema.$ref ? resolved(definitions[schema.$ref.replace('#/$defs/', '')]!) : schema);

/** Schema of one property, undefined where there is none of that name (`constructor` and its like included). */
export const propertyOf = (schema: Schema, name: string): Schema | undefined =>
  schema.properties && Object.hasOwn(schema.properties, name) ? resolved(schema.properties[name]!) : undefined;

export const ALERT_SCHEMA = alertSchema as Schema;
export const CASE_SCHEMA = definitions.Case!;
