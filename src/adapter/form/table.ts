// A form as a table (CSV): the labels head the columns, each row is a message.
import { error, type Issue } from '../../model/issue.js';
import type { Syntax } from '../adapter-format.js';
import { cellsOf, documentOf, NUMBER, placed, textIn, type Cell, type YesNo } from './cells.js';
import type { FormSchema } from './form-kinds.js';
import { MOST_CELLS, readRecords, writeRecord, type Field } from './records.js';

const SEPARATORS = [';', ',', '\t'] as const;

/** Labels hold none of them, so whichever is oftenest in the first line separates. */
const separatorOf = (text: string): string => {
  const head = text.slice(0, text.indexOf('\n') >>> 0);
  const counts = SEPARATORS.map((separator) => head.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ';';
};

/** A spreadsheet computes what begins so. Whoever wrote the alert must not compute on the desk's machine, so it is written and read with an apostrophe before it. */
const FORMULA = /^'*[=+\-@\t]/;
const guarded = (text: string): string => (FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text);
const unguarded = (text: string): string => (text.startsWith('\'') && FORMULA.test(text) ? text.slice(1) : text);

const pathOf = (head: string): string[] => head.split(':').map((token) => token.trim());

const isEmpty = (record: readonly Field[]): boolean => record.every(({ text }) => !text);

const cellsIn = (head: readonly Field[], record: readonly Field[]): Cell[] => record.flatMap(({ text, offset }, column) =>
  (text && head[column]?.text ? [{ path: pathOf(head[column].text), text: unguarded(text), offset }] : []));

const faultsOf = (head: readonly Field[], record: readonly Field[], root: string): Issue[] => [
  ...(record.some(({ open }) => open) ? [error('FORM_MALFORMED', root, 'A quotation mark opens a cell here and none closes it.')] : []),
  ...(record.some(({ text }, column) => text && !head[column]?.text) ? [error('FORM_MALFORMED', root, 'This row has a value in a column without a heading; is a separator in a value not in quotation marks?')] : []),
];

const tooMany = { unreadable: [error('FORM_SIZE', '', `The table has more than ${MOST_CELLS} cells.`)] };

const read = (bytes: Uint8Array, schema: FormSchema, words: YesNo): ReturnType<Syntax['read']> => {
  const text = textIn(bytes);
  if (typeof text !== 'string') return text;
  const records = readRecords(text, separatorOf(text));
  if (records.reduce((sum, record) => sum + record.length, 0) > MOST_CELLS) return tooMany;
  const [head = [], ...rows] = records.filter((record) => !isEmpty(record));
  const one = rows.length === 1;
  const offsets = new Map<string, number>([['', head[0]?.offset ?? 0]]);
  const found = rows.map((row, index) => {
    const root = one ? '' : `/${index}`;
    const { document, issues, offsets: inside } = documentOf(cellsIn(head, row), schema, words);
    for (const [pointer, offset] of inside) offsets.set(root + pointer, offset);
    return { document, issues: [...faultsOf(head, row, root), ...issues.map((issue) => ({ ...issue, path: root + issue.path }))] };
  });
  return placed(text, one ? found[0]!.document : found.map(({ document }) => document), found.flatMap(({ issues }) => issues), offsets);
};

/** With a byte order mark, by which spreadsheets know UTF-8. */
const write = (document: object, schema: FormSchema, words: YesNo, separator: string): Uint8Array => {
  const cells = cellsOf(document, schema, words);
  const rows = [cells.map(({ path }) => path.join(': ')), cells.map(({ text }) => guarded(text))];
  return new TextEncoder().encode(`\uFEFF${rows.map((row) => `${writeRecord(row, separator)}\r\n`).join('')}`);
};

export const tableSyntax = (schema: FormSchema, words: YesNo, separator: string): Syntax => ({
  read: (bytes) => read(bytes, schema, words),
  write: (document) => write(document as object, schema, words, separator),
});
