// `alertbridge adapter new CC`: asks what is known of a country's format and writes a folder that only has to be filled in. It never overwrites.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { UsageError, type Io } from './io.js';
import { codedFiles, commonFiles, COMMON_FIELDS, mappedFiles, type Answers } from './adapter-template.js';

type Key = Exclude<keyof Answers, 'country' | 'fields'>;

/** In the order they are asked; what `only` refuses is asked again. */
const QUESTIONS: readonly { key: Key; ask: string; usual?: (country: string) => string; only: RegExp; right: string }[] = [
  { key: 'id', ask: 'Id, the name of the folder', usual: (country) => country.toLowerCase(), only: /^[a-z0-9][a-z0-9-]*$/, right: 'small letters, digits and hyphens' },
  { key: 'name', ask: 'Name of the format', usual: (country) => `${country}: child alert`, only: /\S/, right: 'a few words' },
  { key: 'syntax', ask: 'Syntax: json or xml', usual: () => 'json', only: /^(?:json|xml)$/, right: 'json or xml' },
  { key: 'direction', ask: 'Direction: in, out or both (xml is only read: in)', usual: () => 'both', only: /^(?:in|out|both)$/, right: 'in, out or both' },
  { key: 'languages', ask: 'Languages (BCP 47), the one written first', only: /^[a-zA-Z]{2,8}(?:-[a-zA-Z0-9]+)*(?:[ ,]+[a-zA-Z]{2,8}(?:-[a-zA-Z0-9]+)*)*$/, right: 'tags such as sr-Latn, en' },
  { key: 'timeZone', ask: 'Time zone of times without an offset (IANA)', only: /^[A-Z][A-Za-z]+(?:\/[A-Za-z_+-]+)*$/, right: 'a zone such as Europe/Belgrade' },
  { key: 'standing', ask: 'Standing: assumed, published or confirmed', usual: () => 'assumed', only: /^(?:assumed|published|confirmed)$/, right: 'assumed, published or confirmed' },
  { key: 'sources', ask: 'Sources: where the format is described', only: /\S/, right: 'an address or a title' },
  { key: 'namespace', ask: 'Namespace of the XML (none for json)', usual: () => '-', only: /\S/, right: 'the namespace, or -' },
];

type Told = Record<string, unknown>;
type Ask = (question: string) => Promise<string>;

/** An empty answer takes what is usual. */
const orUsual = (text: string, usual: ((country: string) => string) | undefined, country: string): string => (text === '' ? usual?.(country) ?? '' : text);

const asText = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : typeof value === 'string' ? value : '').trim();

const readAnswers = (file: string): Told => {
  try { return JSON.parse(readFileSync(file, 'utf8')) as Told; } catch (cause) { throw new UsageError(`${file} cannot be read as JSON: ${(cause as Error).message}`); }
};

const fromFile = (told: Told, country: string): Answers => {
  const answers = QUESTIONS.map(({ key, usual, only, right }) => {
    const text = orUsual(asText(told[key]), usual, country);
    if (!only.test(text)) throw new UsageError(`The answers' "${key}" has to be ${right}.`);
    return [key, text];
  });
  return { country, ...Object.fromEntries(answers), fields: (told.fields ?? {}) as Answers['fields'] } as Answers;
};

const askOne = async (ask: Ask, { ask: question, usual, only, right }: typeof QUESTIONS[number], country: string): Promise<string> => {
  for (;;) {
    const text = orUsual((await ask(`${question}${usual ? ` [${usual(country)}]` : ''}: `)).trim(), usual, country);
    if (only.test(text)) return text;
    process.stdout.write(`That has to be ${right}.\n`);
  }
};

const fromTerminal = async (country: string): Promise<Answers> => {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  // A terminal that is closed in the middle answers nothing any more.
  const closed = new Promise<never>((_, reject) => { lines.once('close', () => { reject(new UsageError('Not all questions were answered; nothing was written.')); }); });
  closed.catch(() => undefined);
  const ask: Ask = (question) => Promise.race([lines.question(question), closed]);
  try {
    const told: Record<string, string> = {};
    for (const question of QUESTIONS) told[question.key] = await askOne(ask, question, country);
    const fields: Record<string, string> = {};
    for (const { common, ask: what } of COMMON_FIELDS) fields[common] = (await ask(`National field for ${what}, as a JSON pointer such as /number (empty: not there): `)).trim();
    return { country, ...told, fields } as unknown as Answers;
  } finally { lines.close(); }
};

const check = ({ syntax, direction, fields, namespace }: Answers): void => {
  if (syntax === 'xml' && (direction !== 'in' || namespace === '-')) throw new UsageError('National XML is only read: direction has to be "in", and a namespace has to tell the format.');
  const wrong = Object.entries(fields).find(([common, national]) => !COMMON_FIELDS.some((field) => field.common === common) || (national && !/^(?:\/[^/*]+)+$/.test(national)));
  if (wrong) throw new UsageError(`The answers' field "${wrong[0]}": "${wrong[1]}" has to be one of ${COMMON_FIELDS.map(({ common }) => common).join(', ')} and a JSON pointer such as /number.`);
};

/** Each file only where there is none: somebody may have been faster. */
const write = (folder: string, files: Record<string, string>): void => {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text, { flag: 'wx' });
  }
};

/** @throws UsageError */
export async function newAdapter(country: string, options: { answers?: string; dir?: string; code?: boolean }, io: Io): Promise<0> {
  if (!/^[A-Z]{2}$/.test(country)) throw new UsageError('The country is two capital letters (ISO 3166-1), such as RS.');
  const answers = options.answers === undefined ? await fromTerminal(country) : fromFile(readAnswers(options.answers), country);
  check(answers);
  const folder = join(resolve(options.dir ?? 'adapters'), answers.id);
  if (existsSync(folder)) throw new UsageError(`${folder} is there already; nothing was written. Choose another id or --dir.`);
  const isMapped = answers.syntax === 'json' && options.code !== true;
  write(folder, { ...commonFiles(answers), ...isMapped ? mappedFiles(answers) : codedFiles(answers) });
  io.out(`Written: ${folder}`);
  io.out('What to do next:');
  io.out('1. Put captured messages, with invented children, into fixtures/, and what they have to become beside them (NAME.alert.json).');
  io.out('2. Describe the format in national.schema.json, and where the values go in ' + (isMapped ? 'mapping.json.' : 'mapping.ts, decode.ts and encode.ts.'));
  io.out(`3. alertbridge adapter test ${folder} says what is left. It fails until the fixtures are filled in.`);
  return 0;
}
