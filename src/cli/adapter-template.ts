// What `alertbridge adapter new` writes: the files of an adapter folder, made of the answers.
import { segments } from '../format/pointer.js';

export interface Answers {
  country: string; id: string; name: string; syntax: 'json' | 'xml'; direction: 'in' | 'out' | 'both';
  /** With commas between. */
  languages: string; timeZone: string; standing: string; sources: string; namespace: string;
  /** Pointer into the alert → pointer of the national field; empty or absent: the format has none. */
  fields: Record<string, string>;
}

/** What every format has in some words: asked for, because a mapping begins with it. */
export const COMMON_FIELDS = [
  { common: '/identifier', ask: 'the identifier of the message', date: false },
  { common: '/sender', ask: 'who sends', date: false },
  { common: '/sent', ask: 'when it was sent', date: true },
  { common: '/info/*/headline', ask: 'the title', date: false },
  { common: '/info/*/description', ask: 'the description', date: false },
  { common: '/info/*/expires', ask: 'until when it holds', date: true },
] as const;

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const told = ({ fields }: Answers) => COMMON_FIELDS.flatMap(({ common, date }) => (fields[common] ? [{ national: fields[common], common, ...(date && { date: 'iso' }) }] : []));

/** Objects within objects, as the pointers say; every value is text until the schema says more. */
const schemaOf = (pointers: readonly string[][]): object => {
  const keys = [...new Set(pointers.flatMap(([key = '']) => (key ? [key] : [])))];
  const inner = (key: string) => pointers.filter(([first, second]) => first === key && second !== undefined).map((rest) => rest.slice(1));
  return {
    type: 'object', additionalProperties: false,
    properties: Object.fromEntries(keys.map((key) => [key, inner(key).length ? schemaOf(inner(key)) : { type: 'string', pattern: '\\S', description: 'text that says something.' }])),
  };
};

const manifest = ({ fields: _, country, namespace, languages, sources, id, name, syntax, direction, timeZone, standing }: Answers): object => ({
  id, name, countries: [country], syntax, ...(syntax === 'xml' && { namespace }), mediaType: `application/${syntax}`, direction,
  languages: languages.split(/[ ,]+/), timeZone, standing, sources: [sources], losses: [],
});

const readme = ({ name, standing, sources }: Answers): string => `# ${name}

**Standing: ${standing}.** ${sources}

What the format is, how it maps, and what was decided and why: to be written.
`;

/** Named so that the suite asks for it, and empty so that it fails until somebody has looked. */
const fixtures = ({ syntax, namespace }: Answers): Record<string, string> => ({
  [`fixtures/alert.${syntax}`]: syntax === 'xml' ? `<message xmlns="${namespace}"/>\n` : '{}\n',
  'fixtures/alert.alert.json': '[{ "fillIn": "the alert that fixtures/alert has to become" }]\n',
});

export const commonFiles = (answers: Answers): Record<string, string> => ({
  'manifest.json': json(manifest(answers)),
  'README.md': readme(answers),
  'national.schema.json': json({ $schema: 'https://json-schema.org/draft/2020-12/schema', title: answers.name, ...schemaOf(told(answers).map(({ national }) => segments(national))) }),
  ...fixtures(answers),
});

/** CAP wants these of every alert; a form that tells them gets a field instead. */
const CONSTANTS = [
  ['/status', 'Test'], ['/msgType', 'Alert'], ['/scope', 'Public'], ['/info/*/category', ['Rescue']], ['/info/*/event', 'Missing child'],
  ['/info/*/urgency', 'Immediate'], ['/info/*/severity', 'Severe'], ['/info/*/certainty', 'Observed'],
] as const;

const FIRST_FIELD = { national: '/number', common: '/identifier' };

export const mappedFiles = (answers: Answers): Record<string, string> => {
  const fields = told(answers);
  const [first = FIRST_FIELD] = fields;
  return { 'mapping.json': json({ detect: first.national, constants: CONSTANTS.map(([common, value]) => ({ common, value })), fields: fields.length ? fields : [FIRST_FIELD] }) };
};

const mappingCode = (answers: Answers): string => `// Where each national field stands in the common model, as data. Both directions read this table.
import type { Shape } from '../../src/adapter/kit.js';

export const ALERT: Shape = {
${told(answers).filter(({ common, national }) => !common.startsWith('/info') && segments(national).length === 1).map(({ common, national }) => `  ${JSON.stringify(segments(national)[0])}: '${common.slice(1)}',`).join('\n')}
};
`;

const DECODE = `// National format → common model: the way in.
import { assemble, sourcesOf, toModel, type AdapterMessage, type Alert } from '../../src/adapter/kit.js';
import { ALERT } from './mapping.js';

/** What only this format has. */
export const detects = (document: unknown): boolean => typeof document === 'object' && document !== null && Object.keys(ALERT).some((key) => Object.hasOwn(document, key));

export const decode = (message: unknown): AdapterMessage[] => {
  const entries = toModel(ALERT, message);
  return [{ alert: assemble(entries, 'model') as unknown as Alert, sources: sourcesOf(entries) }];
};
`;

const ENCODE = `// Common model → national format: the way out.
import { assemble, toNational, type AdapterDocument, type Alert } from '../../src/adapter/kit.js';
import { ALERT } from './mapping.js';

export const encode = (alert: Alert): AdapterDocument => ({ document: assemble(toNational(ALERT, alert), 'national') });
`;

export const codedFiles = (answers: Answers): Record<string, string> => ({
  'mapping.ts': mappingCode(answers),
  ...(answers.direction !== 'out' && { 'decode.ts': DECODE }),
  ...(answers.direction !== 'in' && { 'encode.ts': ENCODE }),
});
