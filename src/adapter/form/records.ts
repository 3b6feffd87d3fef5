// Delimiter-separated text (RFC 4180): records of cells, as spreadsheets write them, and lists in one cell.

/** Quoted cells are as written; others without the spaces around them. */
export interface Field { text: string; offset: number; /** A quotation mark opens it and none closes it. */ open?: true }

const quoted = (text: string, at: number): { field: Field; end: number } => {
  let end = at + 1;
  for (;;) {
    end = text.indexOf('"', end);
    if (end < 0) return { field: { text: text.slice(at + 1), offset: at, open: true }, end: text.length };
    if (text[end + 1] !== '"') return { field: { text: text.slice(at + 1, end).replaceAll('""', '"'), offset: at }, end: end + 1 };
    end += 2;
  }
};

const bare = (text: string, at: number, separator: string): { field: Field; end: number } => {
  let end = at;
  while (end < text.length && text[end] !== separator && text[end] !== '\n') end += 1;
  return { field: { text: text.slice(at, end).trim(), offset: at }, end };
};

const SPACE = /[ \t\r]*/y;

const afterSpace = (text: string, at: number, separator: string): number => {
  if (separator === '\t') return at;
  SPACE.lastIndex = at;
  return at + SPACE.exec(text)![0].length;
};

/** More than any table of a desk holds. */
export const MOST_CELLS = 100_000;

/** The records of a text, up to one cell more than anybody needs; what follows a closing quotation mark up to the separator is passed over. */
export const readRecords = (text: string, separator: string): Field[][] => {
  const records: Field[][] = [[]];
  let at = 0;
  for (let count = 0; ; count += 1) {
    const start = afterSpace(text, at, separator);
    const { field, end } = text[start] === '"' ? quoted(text, start) : bare(text, start, separator);
    records.at(-1)!.push(field);
    const stop = bare(text, end, separator).end;
    if (stop >= text.length || count >= MOST_CELLS) return records;
    if (text[stop] === '\n') records.push([]);
    at = stop + 1;
  }
};

const needsQuotes = (text: string, separator: string): boolean => text.includes(separator) || /^\s|\s$|["\n\r]/.test(text);

/** One record; @param space what follows a separator. */
export const writeRecord = (cells: readonly string[], separator: string, space = ''): string =>
  cells.map((text) => (needsQuotes(text, separator) ? `"${text.replaceAll('"', '""')}"` : text)).join(separator + space);
