// `alertbridge adapter new CC`: asks what is known of a country's format and writes a folder that only has to be filled in. It never overwrites.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { UsageError, type Io } from './io.js';
import { commonFiles, COMMON_FIELDS, mappedFiles, type Answers } from './adapter-template.js';
import { codedFiles } from './adapter-template-code.js';

type Key = Exclude<keyof Answers, 'country' | 'fields'>;
type Told = Record<string, unknown>;

interface Question {
  key: Key; ask: string; usual?: (country: string) => string; only: RegExp; right: string;
  /** What follows from the answers before, so that nobody needs to be asked. */
  settled?: (told: Told) => string | undefined;
}

const ifXml = (answer: string) => ({ syntax }: Told): string | undefined => (syntax === 'xml' ? answer : undefined);
const unlessXml = (answer: string) => ({ syntax }: Told): string | undefined => (syntax === 'xml' ? undefined : answer);

/** In the order they are asked; what `only` refuses is asked again. */
const QUESTIONS: readonly Question[] = [
  { key: 'id', ask: 'Id, the name of the folder', usual: (country) => country.toLowerCase(), only: /^[a-z0-9][a-z0-9-]*$/, right: 'small letters, digits and hyphens' },
  { key: 'name', ask: 'Name of the format', usual: (country) => `${country}: child alert`, only: /\S/, right: 'a few words' },
  { key: 'syntax', ask: 'Syntax: json or xml', usual: () => 'json', only: /^(?:json|xml)$/, right: 'json or xml' },
  { key: 'direction', ask: 'Direction: in, out or both', usual: () => 'both', only: /^(?:in|out|both)$/, right: 'in, out or both', settled: ifXml('in') },
  { key: 'languages', ask: 'Languages (BCP 47), the one written first', only: /^[a-zA-Z]{2,8}(?:-[a-zA-Z0-9]+)*(?:[ ,]+[a-zA-Z]{2,8}(?:-[a-zA-Z0-9]+)*)*$/, right: 'tags such as sr-Latn, en' },
  { key: 'timeZone', ask: 'Time zone of times without an offset (IANA)', only: /^[A-Z][A-Za-z]+(?:\/[A-Za-z_+-]+)*$/, right: 'a zone such as Europe/Belgrade' },
  { key: 'standing', ask: 'Standing: assumed, published or confirmed', usual: () => 'assumed', only: /^(?:assumed|published|confirmed)$/, right: 'assumed, published or confirmed' },
  { key: 'sources', ask: 'Sources: where the format is described', only: /\S/, right: 'an address or a title' },
  { key: 'namespace', ask: 'Namespace of the XML', only: /^[^\s<&"]+$/, right: 'a namespace without blanks', settled: unlessXml('-') },
  { key: 'root', ask: 'Root element of the XML, which is one message', usual: () => 'message', only: /^[\p{L}_][\p{L}\p{N}._:-]*$/u, right: 'the name of an element', settled: unlessXml('-') },
];

const FIELDS = COMMON_FIELDS.map(({ common, ask, usual }) => ({
  common, usual: () => usual, ask: `National field for ${ask}, as a JSON pointer such as /number${usual ? '' : ' (empty: not there)'}`, only: /^(?:\/[^/*]+)*$/, right: 'a JSON pointer such as /number, or /text/title for a field in another',
}));

type Ask = (question: string) => Promise<string>;

/** An empty answer takes what is usual. */
const orUsual = (text: string, usual: ((country: string) => string) | undefined, country: string): string => (text === '' ? usual?.(country) ?? '' : text);

const asText = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : typeof value === 'string' ? value : '').trim();

const readAnswers = (file: string): Told => {
  try { return JSON.parse(readFileSync(file, 'utf8')) as Told; } catch (cause) { throw new UsageError(`${file} cannot be read as JSON: ${(cause as Error).message}`); }
};

const fromFile = (told: Told, country: string): Answers => {
  const answers = QUESTIONS.map(({ key, usual, only, right, settled }) => {
    const follows = settled?.(told);
    const text = asText(told[key]) || (follows ?? orUsual('', usual, country));
    if (text !== follows && !only.test(text)) throw new UsageError(`The answers' "${key}" has to be ${right}.`);
    return [key, text];
  });
  return { country, ...Object.fromEntries(answers), fields: (told.fields ?? {}) as Answers['fields'] } as Answers;
};

const askOne = async (ask: Ask, { ask: question, usual, only, right }: Omit<Question, 'key'>, country: string): Promise<string> => {
  for (;;) {
    const text = orUsual((await ask(`${question}${usual?.(country) ? ` [${usual(country)}]` : ''}: `)).trim(), usual, country);
    if (only.test(text)) return text;
    process.stdout.write(`That has to be ${right}.\n`);
  }
};

const fromTerminal = async (country: string): Promise<Answers> => {
  const lines = createInterface({ input: process.stdin });
  // From the first line on: a pipe gives all its lines at once, and closes before the last question.
  const answers = lines[Symbol.asyncIterator]();
  const ask: Ask = async (question) => {
    process.stdout.write(process.stdin.isTTY ? question : `${question}\n`);
    const answer = await answers.next();
    if (answer.done) throw new UsageError('Not all questions were answered; nothing was written.');
    return answer.value;
  };
  try {
    const told: Record<string, string> = {};
    for (const question of QUESTIONS) told[question.key] = question.settled?.(told) ?? await askOne(ask, question, country);
    const fields: Record<string, string> = {};
    for (const { common, ...field } of FIELDS) fields[common] = await askOne(ask, field, country);
    return { country, ...told, fields } as unknown as Answers;
  } finally { lines.close(); }
};

const check = ({ syntax, direction, fields, namespace }: Answers): void => {
  if (syntax === 'xml' && (direction !== 'in' || namespace === '-')) throw new UsageError('What is written here of XML only reads: direction has to be "in", and a namespace has to tell the format. Add encode.ts afterwards.');
  const twice = clash(fields);
  if (twice) throw new UsageError(`The field ${twice} stands twice, or holds another one of those named; give each value a field of its own.`);
  const wrong = Object.entries(fields).find(([common, national]) => !COMMON_FIELDS.some((field) => field.common === common) || (national && !/^(?:\/[^/*]+)+$/.test(national)));
  if (wrong) throw new UsageError(`The answers' field "${wrong[0]}": "${wrong[1]}" has to be one of ${COMMON_FIELDS.map(({ common }) => common).join(', ')} and a JSON pointer such as /number.`);
};

/** A field cannot be a text and hold other fields, nor be two things. */
const clash = (fields: Answers['fields']): string | undefined => {
  const pointers = Object.values(fields).filter(Boolean);
  return pointers.find((one, index) => pointers.some((other, place) => place !== index && (other === one || other.startsWith(`${one}/`))));
};

/** Each file only where there is none: somebody may have been faster. */
const write = (folder: string, files: Record<string, string>): void => {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text, { flag: 'wx' });
  }
};

/** Everything in the folder that was made up or left open. */
const toFillIn = ({ direction, syntax }: Answers, isMapped: boolean): string[] => [
  'README.md: what the format is and how it maps.',
  ...(direction === 'out' ? ['fixtures/: at least four documents as they have to be written, each with the alert it is made from in a list (name.json, name.alert.json). Until then one check fails.'] : [
    `fixtures/: alert.${syntax} is made up. Put captured messages there, with invented children: at least four, and one that has to be refused.`,
    'fixtures/alert.alert.json: what alert has to become ("adapter test --write" writes down what it becomes). Until it and the other fixtures are there, two checks fail: that there are fixtures, and that alert decodes to what is expected.',
  ]),
  'national.schema.json: every field of the format.',
  `${isMapped ? 'mapping.json' : 'mapping.ts'}: where each field goes. Every message is a Test, an Alert and about a missing child until a field or you say otherwise.`,
  ...(direction === 'in' ? [] : ['manifest.json: the losses. Take out what is carried, and say why the rest is not.']),
];

/** @throws UsageError */
export async function newAdapter(country: string, options: { answers?: string; dir?: string; code?: boolean }, io: Io): Promise<0> {
  if (!/^[A-Z]{2}$/.test(country)) throw new UsageError('The country is two capital letters (ISO 3166-1), such as RS.');
  const answers = options.answers === undefined ? await fromTerminal(country) : fromFile(readAnswers(options.answers), country);
  check(answers);
  const folder = join(resolve(options.dir ?? 'adapters'), answers.id);
  if (existsSync(folder)) throw new UsageError(`${folder} is there already; nothing was written. Choose another id or --dir.`);
  const isMapped = answers.syntax === 'json' && options.code !== true;
  write(folder, { ...commonFiles(answers), ...isMapped ? mappedFiles(answers) : codedFiles(answers) });
  io.out([`Written: ${folder}`, 'What to fill in:', ...toFillIn(answers, isMapped), `alertbridge adapter test ${folder} says what is left.`].join('\n'));
  return 0;
}
