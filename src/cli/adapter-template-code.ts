// The code that `alertbridge adapter new --code` begins with: a table, and functions that walk it in both directions.
import { segments } from '../format/pointer.js';
import { told, type Answers, type Told } from './adapter-template.js';

interface Tree { [key: string]: Tree | string }

const treeOf = (fields: readonly Told[]): Tree => {
  const root: Tree = {};
  for (const { national, common, date } of fields) {
    const keys = segments(national);
    const holder = keys.slice(0, -1).reduce<Tree>((node, key) => (node[key] ??= {}) as Tree, root);
    const path = `'${common.slice(1).replace('*', '0')}'`;
    holder[keys.at(-1)!] = date ? `coded(${path}, TIME)` : path;
  }
  return root;
};

const shapeOf = (tree: Tree, indent: string): string =>
  `{\n${Object.entries(tree).map(([key, inner]) => `${indent}  ${JSON.stringify(key)}: ${typeof inner === 'string' ? inner : `part('', ${shapeOf(inner, `${indent}  `)})`},\n`).join('')}${indent}}`;

const mapping = ({ languages, syntax, root }: Answers, fields: readonly Told[]): string => {
  const shape = shapeOf(treeOf(fields), '');
  return `// Where each national field stands in the common model, as data. Both directions read this table.
import { capTimeFrom, coded, ${shape.includes('part(') ? 'part, ' : ''}type Alert, type Codec, type Info, type Shape } from '../../src/adapter/kit.js';
${syntax === 'xml' ? `\nexport const ROOT = ${JSON.stringify(root)};\n` : ''}
/** What only this format has. */
export const MARK = ${JSON.stringify(segments(fields[0]!.national)[0])};

const TIME: Codec = { toModel: (time) => capTimeFrom(String(time)), toNational: (time) => time };

export const ALERT: Shape = ${shape};

/** What CAP wants to be told of every alert and the format does not tell. */
export const OF_EVERY_MESSAGE: Pick<Alert, 'status' | 'msgType' | 'scope'> = { status: 'Test', msgType: 'Alert', scope: 'Public' };
export const OF_EVERY_TEXT: Pick<Info, 'language' | 'category' | 'event' | 'urgency' | 'severity' | 'certainty'> =
  { language: ${JSON.stringify(languages.split(/[ ,]+/)[0])}, category: ['Rescue'], event: 'Missing child', urgency: 'Immediate', severity: 'Severe', certainty: 'Observed' };
`;
};

const decode = (isXml: boolean): string => `// National format → common model: the way in.
import { assemble, sourcesOf, toModel, type AdapterMessage, type Alert } from '../../src/adapter/kit.js';
import { ALERT, MARK, OF_EVERY_MESSAGE, OF_EVERY_TEXT${isXml ? ', ROOT' : ''} } from './mapping.js';

const isHolder = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

export const detects = (document: unknown): boolean => {
  const message = ${isXml ? 'isHolder(document) ? document[ROOT] : undefined' : 'document'};
  return isHolder(message) && Object.hasOwn(message, MARK);
};

export const decode = (message: unknown): AdapterMessage[] => {
  const entries = toModel(ALERT, message);
  const { info, ...told } = assemble(entries, 'model') as unknown as Alert;
  return [{ alert: { ...OF_EVERY_MESSAGE, ...told, ...(info && { info: [{ ...OF_EVERY_TEXT, ...info[0] }] }) }, sources: sourcesOf(entries) }];
};
`;

const ENCODE = `// Common model → national format: the way out.
import { assemble, error, toNational, type AdapterDocument, type Alert } from '../../src/adapter/kit.js';
import { ALERT, OF_EVERY_MESSAGE } from './mapping.js';

/** A Cancel must not go out as an Alert, nor a Test as real, because the format has no place for the word. */
const cannotSay = (alert: Alert): NonNullable<AdapterDocument['losses']> => (['status', 'msgType'] as const)
  .flatMap((member) => (alert[member] === OF_EVERY_MESSAGE[member] ? [] : [error('LOSS', \`/\${member}\`, \`The format carries messages with the \${member} \${OF_EVERY_MESSAGE[member]} only.\`)]));

export const encode = (alert: Alert): AdapterDocument =>
  ({ document: assemble(toNational(ALERT, alert), 'national'), losses: cannotSay(alert), ...(alert.info?.length && { info: 0 }) });
`;

export const codedFiles = (answers: Answers): Record<string, string> => ({
  'mapping.ts': mapping(answers, told(answers)),
  ...(answers.direction !== 'out' && { 'decode.ts': decode(answers.syntax === 'xml') }),
  ...(answers.direction !== 'in' && { 'encode.ts': ENCODE }),
});
