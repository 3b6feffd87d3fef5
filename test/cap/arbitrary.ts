// Values of the common model made up from its own descriptions: the schema for the case, the content model for everything else.
import fc from 'fast-check';
import { CASE_SCHEMA, resolved, type Schema } from '../../src/cap/alert-schema.js';
import { ALERT, isEnumeration, isRepeatable, isRequired, type Field } from '../../src/cap/content-model.js';
import type { Alert, Case } from '../../src/model/generated/alert.js';

/** Any text that XML can carry, markup, line ends and signs outside the basic plane included. */
export const xmlText: fc.Arbitrary<string> = fc.string({
  unit: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...'<>&"\' \t\r\n]]>ëΩ🙂7,=') }, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })),
  maxLength: 12,
});

/** Empty lists and objects are not told from absent ones. */
const isEmpty = (value: unknown): boolean => value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);

const withoutEmpty = (values: object): object => Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)));

const number = ({ type, minimum = -1e9 }: Schema): fc.Arbitrary<number> =>
  (type === 'integer' ? fc.integer({ min: minimum }) : fc.double({ min: minimum, noNaN: true, noDefaultInfinity: true })).map((value) => value + 0);

const object = (schema: Schema): fc.Arbitrary<unknown> => {
  const properties = Object.entries(schema.properties!).map(([key, property]) => [key, fromSchema(property)] as const);
  return fc.record(Object.fromEntries(properties), { requiredKeys: schema.required ?? [] }).map(withoutEmpty);
};

export const fromSchema = (reference: Schema): fc.Arbitrary<unknown> => {
  const schema = resolved(reference);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.pattern) return fc.stringMatching(new RegExp(schema.pattern));
  switch (schema.type) {
    case 'object': return object(schema);
    case 'array': return fc.array(fromSchema(schema.items!).filter((item) => !isEmpty(item)), { minLength: schema.minItems ?? 1, maxLength: schema.maxItems ?? 3 });
    case 'boolean': return fc.boolean();
    case 'number': case 'integer': return number(schema);
    default: return xmlText;
  }
};

export const anyCase = fromSchema(CASE_SCHEMA) as fc.Arbitrary<Case>;

const time = fc.tuple(fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }), fc.constantFrom('+01:00', '-05:30', '-00:00'))
  .map(([date, zone]) => date.toISOString().slice(0, 19) + zone);
const token = fc.stringMatching(/^[a-z0-9@.:-]{1,8}$/);

const typed = ({ type }: Field): fc.Arbitrary<unknown> => {
  if (isEnumeration(type)) return fc.constantFrom(...type);
  switch (type) {
    case 'time': return time;
    case 'language': return fc.constantFrom('', 'en', 'sq', 'zh-cmn-Hans');
    case 'uri': return fc.constantFrom('https://example.org/a?b=1&c=2', 'urn:example:1');
    case 'integer': return fc.nat();
    case 'decimal': return fc.oneof(fc.integer().map((value) => value / 1000), fc.double({ noNaN: true, noDefaultInfinity: true }));
    case 'list': return fc.array(xmlText.map((text) => text.replaceAll('"', '')), { maxLength: 3 });
    case 'references': return fc.array(fc.record({ sender: token, identifier: token, sent: time }), { maxLength: 3 });
    default: return xmlText;
  }
};

const fromField = (field: Field): fc.Arbitrary<unknown> => {
  const one = field.fields ? fromFields(field.fields) : typed(field);
  return isRepeatable(field) ? fc.array(one, { minLength: 1, maxLength: 2 }) : one;
};

const fromFields = (fields: readonly Field[]): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(Object.fromEntries(fields.map((field) => [field.name, fromField(field)])), { requiredKeys: fields.filter(isRequired).map(({ name }) => name) });

/** Alerts of the right shape; the rules in words are not kept. A case only where there is an info to carry it. */
export const anyAlert = fc.tuple(fromFields(ALERT), anyCase)
  .map(([alert, childCase]) => (alert.info && !isEmpty(childCase) ? { ...alert, case: childCase } : alert) as unknown as Alert);
