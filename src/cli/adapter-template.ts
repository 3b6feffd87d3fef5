// What `alertbridge adapter new` writes: the files of an adapter folder, made of the answers.
import { segments } from '../format/pointer.js';

export interface Answers {
  country: string; id: string; name: string; syntax: 'json' | 'xml'; direction: 'in' | 'out' | 'both';
  /** With commas between. */
  languages: string; timeZone: string; standing: string; sources: string; namespace: string; root: string;
  /** Pointer into the alert → pointer of the national field; empty or absent: the format has none. */
  fields: Record<string, string>;
}

/** What every format has in some words: asked for, because a mapping begins with it. Without the three that have a usual field there is no message. */
export const COMMON_FIELDS = [
  { common: '/identifier', ask: 'the identifier of the message', date: false, usual: '/number', example: 'EXAMPLE-0001' },
  { common: '/sender', ask: 'who sends', date: false, usual: '/sender', example: 'desk@example.org' },
  { common: '/sent', ask: 'when it was sent', date: true, usual: '/sent', example: '2026-03-01T14:05:00+01:00' },
  { common: '/info/*/headline', ask: 'the title', date: false, usual: '', example: 'A title' },
  { common: '/info/*/description', ask: 'the description', date: false, usual: '', example: 'A description.' },
  { common: '/info/*/expires', ask: 'until when it holds', date: true, usual: '', example: '2026-03-01T18:00:00+01:00' },
] as const;

/** One field that the format has, by what was answered. */
export interface Told { national: string; common: string; date: boolean; isNeeded: boolean; example: string }

export const told = ({ fields }: Answers): Told[] => COMMON_FIELDS.flatMap(({ usual, ...field }) => {
  const national = fields[field.common] ?? '';
  return national || usual ? [{ ...field, national: national || usual, isNeeded: usual !== '' }] : [];
});

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const TIME = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(Z|[+-]\\d{2}:\\d{2})$', description: 'a time with its offset, such as "2026-03-01T14:05:00+01:00".' };
const TEXT = { type: 'string', pattern: '\\S', description: 'text that says something.' };

type Place = Pick<Told, 'date' | 'isNeeded'> & { keys: string[] };

/** Objects within objects, as the pointers say; every value is text until the schema says more. */
const schemaOf = (places: readonly Place[]): object => {
  const keys = [...new Set(places.map(({ keys: [key = ''] }) => key))];
  const under = (key: string): Place[] => places.filter(({ keys: [first] }) => first === key).map((place) => ({ ...place, keys: place.keys.slice(1) }));
  const schemaAt = (key: string): object => (under(key).some((place) => place.keys.length > 0) ? schemaOf(under(key)) : under(key)[0]?.date ? TIME : TEXT);
  return {
    type: 'object', additionalProperties: false, required: keys.filter((key) => under(key).some(({ isNeeded }) => isNeeded)),
    properties: Object.fromEntries(keys.map((key) => [key, schemaAt(key)])),
  };
};

const nationalSchemaOf = (answers: Answers): object => {
  const schema = schemaOf(told(answers).map((field) => ({ ...field, keys: segments(field.national) }))) as { properties: object };
  const properties = answers.syntax === 'xml' ? { '@xmlns': { type: 'string' }, ...schema.properties } : schema.properties;
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', title: answers.name, ...schema, properties };
};

/** Of a format that is written: what it may lose. The author says why, and takes out what is carried. */
const LOSSES = ['/sent', '/source', '/scope', '/restriction', '/addresses/**', '/code/**', '/note', '/references/**', '/incidents/**', '/info/**', '/case/**'];

const manifest = ({ fields: _, root, country, namespace, languages, sources, id, name, syntax, direction, timeZone, standing }: Answers): object => ({
  id, name, countries: [country], syntax, ...(syntax === 'xml' && { namespace, messages: `/${root}` }), mediaType: `application/${syntax}`, direction,
  languages: languages.split(/[ ,]+/), timeZone, standing, sources: [sources], losses: direction === 'in' ? [] : LOSSES.map((path) => ({ path, reason: 'To be written: why the format has no place for it.' })),
});

const readme = ({ name, standing, sources }: Answers): string => `# ${name}

**Standing: ${standing}.** ${sources}

What the format is, how it maps, and what was decided and why: to be written.
`;

/** The made-up values at their places. */
const exampleOf = (fields: readonly Told[]): Record<string, unknown> => {
  const root: Record<string, unknown> = {};
  for (const { national, example } of fields) {
    const keys = segments(national);
    const holder = keys.slice(0, -1).reduce<Record<string, unknown>>((node, key) => (node[key] ??= {}) as Record<string, unknown>, root);
    holder[keys.at(-1)!] = example;
  }
  return root;
};

/** As our reader shows it: attributes stand under `@name`. */
const elementOf = (name: string, inner: unknown, indent = ''): string => {
  if (typeof inner === 'string') return `${indent}<${name}>${inner}</${name}>\n`;
  const entries = Object.entries(inner as Record<string, unknown>);
  const attributes = entries.filter(([key]) => key.startsWith('@')).map(([key, value]) => ` ${key.slice(1)}="${String(value)}"`).join('');
  const children = entries.filter(([key]) => !key.startsWith('@')).map(([key, value]) => elementOf(key, value, `${indent}  `)).join('');
  return `${indent}<${name}${attributes}>\n${children}${indent}</${name}>\n`;
};

/** What has to come of it is not there, so that the suite fails until somebody has looked. */
const fixtures = (answers: Answers): Record<string, string> => {
  const { syntax, namespace, root, direction } = answers;
  const example = exampleOf(told(answers));
  return direction === 'out' ? {} : { [`fixtures/alert.${syntax}`]: syntax === 'xml' ? elementOf(root, { '@xmlns': namespace, ...example }) : json(example) };
};

export const commonFiles = (answers: Answers): Record<string, string> => ({
  'manifest.json': json(manifest(answers)),
  'README.md': readme(answers),
  'national.schema.json': json(nationalSchemaOf(answers)),
  ...fixtures(answers),
});

/** CAP wants these of every alert; a form that tells them gets a field instead. */
const CONSTANTS = [
  ['/status', 'Test'], ['/msgType', 'Alert'], ['/scope', 'Public'], ['/info/*/category', ['Rescue']], ['/info/*/event', 'Missing child'],
  ['/info/*/urgency', 'Immediate'], ['/info/*/severity', 'Severe'], ['/info/*/certainty', 'Observed'],
] as const;

export const mappedFiles = (answers: Answers): Record<string, string> => {
  const fields = told(answers).map(({ national, common, date }) => ({ national, common, ...(date && { date: 'iso' }) }));
  return { 'mapping.json': json({ detect: fields[0]!.national, constants: CONSTANTS.map(([common, value]) => ({ common, value })), fields }) };
};
