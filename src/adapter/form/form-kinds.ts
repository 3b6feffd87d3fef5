// The kinds of field on a form: what is right, as JSON Schema with words for the desk, and how the value changes on its way to the common model.
import type { Form } from '../../model/generated/form.js';
import type { FormLabels } from '../../model/generated/form-labels.js';
import type { MappedField } from '../../model/generated/mapping.js';
import { invert } from './form-words.js';
import type { FormField, Kind } from './form-fields.js';

/** The part of JSON Schema that forms are written in; tables and letters are read by it too. */
export interface FormSchema {
  type: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';
  description?: string;
  properties?: Readonly<Record<string, FormSchema>>;
  required?: readonly string[];
  items?: FormSchema;
  [keyword: string]: unknown;
}

export interface Wording { form: Form; words: Readonly<Record<string, string>>; codes: FormLabels['codes'] }

const PATTERNS: Readonly<Partial<Record<Kind, [pattern: string, description: string]>>> = {
  text: ['\\S', 'text that says something; leave the field out where there is nothing to say.'],
  id: ['^[^\\s,<&]+$', 'text without spaces, commas, < and &, always written the same way.'],
  country: ['^[A-Z]{2}$', 'the two capital letters of a country (ISO 3166-1), such as AL.'],
  language: ['^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$', 'a language tag (BCP 47), such as en.'],
  uri: ['^[a-zA-Z][a-zA-Z0-9+.-]*:\\S+$', 'a whole address that begins with https://.'],
  mimeType: ['^[\\w.+-]+/[\\w.+-]+( ?;.*)?$', 'a media type, such as image/jpeg.'],
  sha256: ['^[0-9a-fA-F]{64}$', 'SHA-256 of the content, 64 hexadecimal digits.'],
  sha1: ['^([0-9a-fA-F]{40}|[A-Za-z0-9+/]{27}=)$', 'SHA-1 of the content.'],
  polygon: ['\\S', 'latitude,longitude pairs with spaces between, the first equal to the last.'],
};

const NUMBERS: Readonly<Partial<Record<Kind, Omit<FormSchema, 'type'> & { type?: 'integer' }>>> = {
  number: { description: 'a number.' },
  age: { minimum: 0, maximum: 120, description: 'the age as a number.' },
  height: { minimum: 20, maximum: 250, description: 'the height in centimetres, such as 128.' },
  weight: { minimum: 0, maximum: 300, description: 'the weight in kilograms.' },
  year: { type: 'integer', minimum: 1900, maximum: 2100, description: 'a year with four digits.' },
  size: { type: 'integer', minimum: 0, description: 'the size in bytes.' },
};

const DAY_PARTS: Readonly<Record<string, string>> = { yyyy: '\\d{4}', mm: '(0[1-9]|1[0-2])', dd: '(0[1-9]|[12]\\d|3[01])', '.': '\\.' };
const EXAMPLE: Readonly<Record<string, string>> = { yyyy: '2026', mm: '03', dd: '01' };

const replaced = (template: string, parts: Readonly<Record<string, string>>): string => template.replace(/yyyy|mm|dd|\./g, (part) => parts[part] ?? part);

const CLOCK = ' ([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?';
const ISO_MOMENT = '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(Z|[+-]\\d{2}:\\d{2})$';
const ISO_PART = '^\\d{4}(-\\d{2}(-\\d{2}(T\\d{2}(:\\d{2}(:\\d{2})?)?(Z|[+-]\\d{2}:\\d{2})?)?)?)?$';

const dateSchema = (kind: 'date' | 'moment' | 'seen', template: string): FormSchema => {
  const [day, example] = [replaced(template, DAY_PARTS), replaced(template, EXAMPLE)];
  const told = {
    date: [`^${day}$`, `a day, such as ${example}.`],
    moment: [`^${day}${CLOCK}$|${ISO_MOMENT}`, `day and time as clocks in the country show it, such as ${example} 16:20, or with its offset, such as 2026-03-01T16:20:00+01:00.`],
    seen: [`^${day}(${CLOCK.replace('(:[0-5]\\d)?', '')})?$|${ISO_PART}`, `as much as is known: ${example} 16:20 or ${example}; of a month or a year 2026-03 or 2026.`],
  } as const;
  return { type: 'string', pattern: told[kind][0], description: told[kind][1] };
};

const degrees = (most: number, name: string): FormSchema => ({ type: 'number', minimum: -most, maximum: most, description: `the ${name} in degrees.` });

const placeSchema = (words: Wording['words'], more: Readonly<Record<string, FormSchema>> = {}): FormSchema => {
  const properties = { [words.latitude!]: degrees(90, 'latitude'), [words.longitude!]: degrees(180, 'longitude'), ...more };
  return { type: 'object', additionalProperties: false, properties, required: Object.keys(properties) };
};

const plainSchema = (kind: Kind): FormSchema => {
  const [pattern, description] = PATTERNS[kind] ?? [];
  return pattern ? { type: 'string', pattern, description } : { type: 'number', ...NUMBERS[kind] };
};

const oneSchema = ({ kind, of = '' }: FormField, { form, words, codes }: Wording): FormSchema => {
  switch (kind) {
    case 'code': return { type: 'string', enum: Object.values(codes[of] ?? {}) };
    case 'yes': return { type: 'boolean', description: `true or false; in a table or a letter ${words.yes} or ${words.no}.` };
    case 'date': case 'moment': case 'seen': return dateSchema(kind, form.date);
    case 'point': return placeSchema(words);
    case 'circle': return placeSchema(words, { [words.radiusKm!]: { type: 'number', minimum: 0, description: 'the radius in kilometres.' } });
    default: return plainSchema(kind);
  }
};

/** What is right for a field, its hint first. */
export const schemaOf = (field: FormField, wording: Wording): FormSchema => {
  const one = oneSchema(field, wording);
  const said = [field.hint, one.description].filter(Boolean).join(' ');
  const described = said ? { ...one, description: said } : one;
  return field.list ? { type: 'array', items: described } : described;
};

type Change = Omit<MappedField, 'national' | 'common'>;

/** How a field's value changes its form. */
export const changeOf = ({ kind, of = '' }: FormField, { form: { date }, words, codes }: Wording): Change => {
  const place = { latitude: words.latitude!, longitude: words.longitude! };
  switch (kind) {
    case 'code': return { codes: invert(codes[of] ?? {}) };
    case 'date': return { date };
    case 'moment': return { date: [`${date} hh:mm`, `${date} hh:mm:ss`, 'iso'] };
    case 'seen': return { date: [`${date} hh:mm`, date, 'iso'] };
    case 'point': return { point: place };
    case 'circle': return { circle: { ...place, radius: words.radiusKm! } };
    default: return {};
  }
};
