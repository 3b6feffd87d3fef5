// Between parsing and decoding: holds one national message against its national.schema.json and says every fault in plain words.
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { error, warning, type Issue } from '../model/issue.js';
import { parent, segment, segments } from '../format/pointer.js';

export interface NationalSchema {
  /** The schema itself, for whoever writes such messages; none for dialects of CAP. */
  source?: object;
  /** Every fault of the message. A field the schema does not know is a warning: it is not carried on, but must not stop an alert. */
  check(message: unknown): Issue[];
  /** The message without the values its schema does not allow; undefined where one that must stand there is wrong. */
  fit(message: unknown): unknown;
}

/** More than a person can use; a hostile list could have as many as it has values. */
const MOST_FAULTS = 100;

const TYPES: Record<string, string> = {
  string: 'text in quotation marks', number: 'a number', integer: 'a whole number', boolean: 'true or false', array: 'a list', object: 'an object', null: 'null',
};

const either = (types: readonly string[]): string => types.map((type) => TYPES[type]).join(' or ');

/** What each keyword of JSON Schema asks for, in words. The right value is told by the schema's own description. */
const WORDS: Record<string, (fault: ErrorObject) => string> = {
  required: ({ params }) => `"${params.missingProperty}" is missing.`,
  dependentRequired: ({ params }) => `"${params.missingProperty}" is missing; "${params.property}" says nothing without it.`,
  additionalProperties: () => 'This field is not known here and is not carried on; check its spelling.',
  type: ({ params }) => `This has to be ${either([params.type].flat())}.`,
  enum: ({ params }) => `This is none of the values known here, which are ${params.allowedValues.map((value: unknown) => JSON.stringify(value)).join(', ')}.`,
  const: ({ params }) => `This has to be ${JSON.stringify(params.allowedValue)}.`,
  minItems: ({ params }) => `At least ${params.limit} has to be listed here.`,
  minimum: ({ params }) => `This has to be ${params.limit} or more.`,
  maximum: ({ params }) => `This has to be ${params.limit} or less.`,
};

const missingFrom = (fault: ErrorObject): string | undefined => fault.params.missingProperty ?? fault.params.additionalProperty;

const pathOf = (fault: ErrorObject): string => {
  const name = missingFrom(fault);
  return name === undefined ? fault.instancePath : `${fault.instancePath}/${segment(name)}`;
};

const descriptionOf = (fault: ErrorObject): string => {
  const name: string | undefined = fault.params.missingProperty;
  const described = name === undefined ? fault.parentSchema : fault.parentSchema?.properties?.[name];
  return described?.description ? ` Right would be: ${described.description}` : '';
};

const issueOf = (fault: ErrorObject): Issue => {
  const message = (WORDS[fault.keyword]?.(fault) ?? 'This does not have the right form.') + descriptionOf(fault);
  if (fault.keyword === 'additionalProperties') return warning('SCHEMA_UNKNOWN', pathOf(fault), message);
  return error(`SCHEMA_${fault.keyword.toUpperCase()}`, pathOf(fault), message);
};

/** `if` only repeats what the branch it chose has said. */
const faultsOf = (errors: readonly ErrorObject[] | null | undefined): ErrorObject[] => (errors ?? []).filter(({ keyword }) => keyword !== 'if');

type Holder = Record<string, unknown> | unknown[];

const drop = (holder: Holder, key: string): void => {
  if (Array.isArray(holder)) holder.splice(Number(key), 1); else delete holder[key];
};

/** What has to go so that a fault is gone: the value itself, the one that needs a missing one, or what it is missing from. */
const culprit = (fault: ErrorObject): string => {
  if (fault.keyword === 'dependentRequired') return `${fault.instancePath}/${segment(fault.params.property)}`;
  return fault.params.missingProperty === undefined ? pathOf(fault) : fault.instancePath;
};

const without = (message: unknown, pointer: string): void => {
  const holder = segments(parent(pointer)).reduce((value, key) => (value as Record<string, unknown>)[key], message);
  drop(holder as Holder, segments(pointer).at(-1) ?? '');
};

/** Knows what a schema is; each schema is compiled apart, so that two with one name do not meet. */
const judge = new Ajv2020({ strict: true });

const compile = (schema: object): ValidateFunction => {
  const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: true, allowUnionTypes: true, validateSchema: false });
  addFormats.default(ajv);
  return ajv.compile(schema);
};

/**
 * Takes a national schema (JSON Schema 2020-12). Throws when it is no schema. Compiled with the first message: a gateway has many formats and a start no
 * time for those nobody sends.
 * @returns issues whose paths are pointers into the message.
 */
export const nationalSchema = (schema: object): NationalSchema => {
  if (!judge.validateSchema(schema)) throw new Error(judge.errorsText(judge.errors, { dataVar: 'schema' }));
  let validate: ValidateFunction | undefined;
  const faults = (message: unknown): ErrorObject[] => {
    validate ??= compile(schema);
    return validate(message) ? [] : faultsOf(validate.errors);
  };
  const fit = (message: unknown): unknown => {
    const fitted = structuredClone(message);
    for (let round = 0; round < MOST_FAULTS; round += 1) {
      const [fault] = faults(fitted);
      if (!fault) return fitted;
      if (!culprit(fault)) return undefined;
      without(fitted, culprit(fault));
    }
    return undefined;
  };
  return {
    source: schema,
    check: (message) => faults(message).slice(0, MOST_FAULTS).map(issueOf),
    fit,
  };
};
