// A form as a letter (plain text, the body of an e-mail): a line for each field, its label before a colon; headings over what belongs together.
import { warning, error, type Issue } from '../../model/issue.js';
import { positionsIn } from '../../format/positions.js';
import type { Syntax } from '../adapter-format.js';
import { cellsOf, documentOf, isGroup, MOST_ISSUES, placed, placeOf, PRESENT, textIn, type Cell, type Place, type YesNo } from './cells.js';
import type { FormSchema } from './form-kinds.js';
import { MOST_CELLS } from './records.js';

/** What a line says: a field with its value, or a heading. */
interface Told { path: string[]; value?: string }

/** Label by label as far as they lead: `Clothing 1: Colour: blue` is a field of the first garment. */
const toldBy = (line: string, from: Place): Told | undefined => {
  const colon = line.includes(':') ? line.indexOf(':') : line.length;
  const [label, rest] = [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
  const place = placeOf(from, [label]);
  if (!place) return undefined;
  if (!isGroup(place.schema)) return colon < line.length ? { path: [label], value: rest } : undefined;
  if (!rest) return { path: [label] };
  if (rest === PRESENT) return { path: [label], value: rest };
  const inner = toldBy(rest, place);
  return inner && { ...inner, path: [label, ...inner.path] };
};

/** Looked for under the nearest heading first, then under what holds it. */
const toldUnder = (line: string, headings: readonly string[], root: Place): (Told & { under: number }) | undefined => {
  for (let depth = headings.length; depth >= 0; depth -= 1) {
    const under = headings.slice(0, depth);
    const told = toldBy(line, placeOf(root, under)!);
    if (told) return { ...told, path: [...under, ...told.path], under: depth };
  }
  return undefined;
};

const FIELD = /^(?<label>[^\s:][^:]{0,60}):(?:\s+(?<value>.*))?$/s;
const END = /^-- ?$/;
const INDENT = /^(?: {1,2}|\t)/;

interface Reading { cells: (Cell & { lines: string[] })[]; headings: string[]; /** Where lines begin that belong to no field. */ strays: number[]; open: boolean; blank: number }

const begin = (reading: Reading, path: string[], value: string, offset: number): void => {
  reading.cells.push({ path, text: '', offset, lines: value ? [value] : [] });
  reading.open = true;
};

const goOn = (reading: Reading, line: string): void => {
  reading.cells.at(-1)!.lines.push(...Array<string>(reading.blank).fill(''), line);
};

/** Before the first field stands a greeting. After it, what belongs to no field is told, for it may be half of one. */
const prose = (reading: Reading, line: string, offset: number): void => {
  if (reading.open && !reading.blank) { goOn(reading, line); return; }
  reading.open = false;
  if (reading.cells.length) reading.strays.push(offset);
};

const takeLine = (reading: Reading, line: string, offset: number, root: Place): void => {
  if (!line.trim()) { reading.blank += 1; return; }
  if (INDENT.test(line) && reading.open) goOn(reading, line.replace(INDENT, ''));
  else if (line.startsWith('>')) reading.open = false;
  else {
    const told = toldUnder(line.trim(), reading.headings, root);
    const { label, value = '' } = FIELD.exec(line.trim())?.groups ?? {};
    if (told) {
      reading.open = false;
      reading.headings = told.value === undefined ? told.path : told.path.slice(0, told.under);
      if (told.value !== undefined) begin(reading, told.path, told.value, offset);
    } else if (label && reading.cells.length) begin(reading, [...reading.headings, label], value, offset);
    else prose(reading, line.trim(), offset);
  }
  reading.blank = 0;
};

const readLines = (lines: readonly string[], root: Place): Reading => {
  const reading: Reading = { cells: [], headings: [], strays: [], open: false, blank: 0 };
  let offset = 0;
  for (const line of lines) {
    if (END.test(line.replace(/\r$/, ''))) break;
    takeLine(reading, line.replace(/\r$/, ''), offset, root);
    offset += line.length + 1;
  }
  return reading;
};

const STRAY = 'This line belongs to no field and is not carried on. If it goes on with the field above, begin it with two spaces; if it ends the letter, put "-- " before it.';

const read = (bytes: Uint8Array, schema: FormSchema, words: YesNo): ReturnType<Syntax['read']> => {
  const text = textIn(bytes);
  if (typeof text !== 'string') return text;
  const lines = text.split('\n');
  if (lines.length > MOST_CELLS) return { unreadable: [error('FORM_SIZE', '', `The letter has more than ${MOST_CELLS} lines.`)] };
  const { cells, strays } = readLines(lines, { keys: [], schema });
  const { document, issues, offsets } = documentOf(cells.map(({ lines: told, ...cell }) => ({ ...cell, text: told.join('\n') })), schema, words);
  const positionAt = positionsIn(text);
  const notes = strays.slice(0, MOST_ISSUES).map((offset): Issue => ({ ...warning('FORM_STRAY', '', STRAY), ...positionAt(offset) }));
  const found = placed(text, document, issues, offsets);
  return { ...found, issues: [...found.issues, ...notes] };
};

/** A value of several lines, or with spaces at its ends, stands indented below its label, where nothing in it can be taken for a label. */
const lineOf = (path: readonly string[], text: string): string => {
  const label = `${path.join(': ')}:`;
  return /\n|^\s|\s$/.test(text) ? [label, ...text.split('\n').map((line) => `  ${line}`)].join('\n') : `${label} ${text}`;
};

/** A heading with what stands under it; alone where nothing is told. */
const block = (heading: string, cells: readonly Cell[]): string[] =>
  (cells[0]?.path.length === 1 ? [lineOf([heading], PRESENT)] : [heading, ...cells.map(({ path, text }) => lineOf(path.slice(1), text))]);

const write = (document: object, schema: FormSchema, words: YesNo): Uint8Array => {
  const cells = cellsOf(document, schema, words);
  const isInGroup = ({ path: [first = ''] }: Cell): boolean => isGroup(placeOf({ keys: [], schema }, [first])!.schema);
  const head = cells.filter((cell) => !isInGroup(cell)).map(({ path, text }) => lineOf(path, text));
  const headings = [...new Set(cells.filter(isInGroup).map(({ path: [first = ''] }) => first))];
  const groups = headings.map((heading) => ['', ...block(heading, cells.filter(({ path }) => path[0] === heading))]);
  return new TextEncoder().encode(`${[...head, ...groups.flat()].join('\n')}\n`);
};

export const letterSyntax = (schema: FormSchema, words: YesNo): Syntax => ({
  read: (bytes) => read(bytes, schema, words),
  write: (document) => write(document as object, schema, words),
});
