// What a file of somebody else's departs from its schema in, with words a person can act on: for the network file and for scenarios of exercises.
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

export interface Finding { /** JSON pointer into the file. */ path: string; message: string }

type Shown = ErrorObject<string, Record<string, unknown>, Record<string, unknown>>;

const list = (values: unknown): string => (values as unknown[]).join(', ');

/** Where one of several would do. */
const MISSING: Readonly<Record<string, string>> = {
  keySha256: 'is missing: an entry says by keySha256, certificateSha256, or issuer with subject who it is',
  jwksUrl: 'is missing: an issuer\'s keys are in jwks or fetched from jwksUrl',
};

/** One sentence for each keyword that the schema uses. */
const SENTENCES: Readonly<Record<string, (error: Shown) => string>> = {
  required: ({ params }) => MISSING[String(params.missingProperty)] ?? 'is missing',
  dependentRequired: ({ params }) => `is missing: ${String(params.property)} says nothing without it`,
  additionalProperties: ({ parentSchema }) => `is not known here; known are ${list(Object.keys(parentSchema?.properties ?? {}))}`,
  type: ({ params, data }) => (params.type === 'string' && ['number', 'boolean'].includes(typeof data)
    ? 'must be text; put it in quotes' : `must be of type ${String(params.type)}`),
  enum: ({ params }) => `must be one of ${list(params.allowedValues)}`,
  pattern: ({ parentSchema }) => `does not have the right shape. ${String(parentSchema?.description ?? `Pattern: ${String(parentSchema?.pattern)}`)}`,
  format: ({ params }) => `must be a valid ${String(params.format)}`,
  minimum: ({ params }) => `must not be less than ${String(params.limit)}`,
  minLength: () => 'must not be empty',
  maxLength: ({ params }) => `must not be longer than ${String(params.limit)} characters`,
  minItems: ({ params }) => `needs at least ${String(params.limit)}`,
  uniqueItems: () => 'lists the same thing twice',
  oneOf: () => 'must be of type webhook or mailbox',
};

const escaped = (key: unknown): string => String(key).replaceAll('~', '~0').replaceAll('/', '~1');

/** The entry itself where one is missing or unknown, not the one around it. */
const pathOf = ({ instancePath, params }: Shown): string => {
  const key = params.missingProperty ?? params.additionalProperty;
  return key === undefined ? instancePath : `${instancePath}/${escaped(key)}`;
};

const isWithin = (error: Shown, choice: Shown): boolean =>
  error !== choice && error.schemaPath.startsWith(`${choice.schemaPath}/`) && `${error.instancePath}/`.startsWith(`${choice.instancePath}/`);

const isOnType = (error: Shown, choice: Shown): boolean =>
  error.instancePath === `${choice.instancePath}/type` || (error.instancePath === choice.instancePath && error.params.missingProperty === 'type');

/**
 * A transport is one of several, told apart by `type`, and ajv says of each why it is not that one. Worth reading is only what is wrong with the one
 * whose type was written; where no type fits, the sentence on the choice.
 */
const meantBy = (choice: Shown, errors: readonly Shown[]): Shown[] => {
  const within = errors.filter((error) => isWithin(error, choice));
  const branch = (error: Shown): string => error.schemaPath.slice(choice.schemaPath.length + 1).split('/')[0]!;
  const otherBranches = new Set(within.filter((error) => isOnType(error, choice)).map(branch));
  const meant = within.filter((error) => !otherBranches.has(branch(error)));
  return meant.length > 0 ? meant : [choice];
};

const withChoicesMade = (errors: readonly Shown[]): Shown[] => {
  const choices = errors.filter(({ keyword }) => keyword === 'oneOf');
  // What an `if` led to says itself what is wrong.
  const plain = errors.filter((error) => error.keyword !== 'if' && !choices.some((choice) => error === choice || isWithin(error, choice)));
  return [...plain, ...choices.flatMap((choice) => meantBy(choice, errors))];
};

const findingOf = (error: Shown): Finding => ({ path: pathOf(error), message: (SENTENCES[error.keyword] ?? (() => error.message ?? 'is not right'))(error) });

/** Everything in which the data departs from the schema; empty where it departs in nothing. @param others that it names. */
export function createFindings(schema: object, others: readonly object[] = []): (data: unknown) => Finding[] {
  // That a schema is one, the tests see to; judging it again would be a tenth of a start.
  const ajv = new Ajv2020({ allErrors: true, verbose: true, allowUnionTypes: true, validateSchema: false, keywords: ['x-vocabulary', 'x-privacy'] });
  (addFormats as unknown as typeof addFormats.default)(ajv, ['uri']);
  for (const other of others) ajv.addSchema(other);
  const validate = ajv.compile(schema);
  return (data) => (validate(data) ? [] : withChoicesMade((validate.errors ?? []) as Shown[]).map(findingOf));
}
