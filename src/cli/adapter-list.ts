// `alertbridge adapter list`: which formats are installed and how well founded each is; `adapter schema`: what is right in one of them.
import type { Formats } from '../format/formats.js';
import { UsageError, type Io } from './io.js';

const columns = (rows: readonly string[][]): string[] => {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ').trimEnd());
};

export function listAdapters({ all }: Formats, io: Io): 0 {
  const rows = all.map(({ manifest: { id, name, countries, direction, standing, losses } }) => [id, standing, direction, countries.join(' ') || '-', String(losses.length), name]);
  for (const line of columns([['id', 'standing', 'direction', 'countries', 'losses', 'name'], ...rows])) io.out(line);
  return 0;
}

/** @throws UsageError */
export function showSchema(formats: Formats, id: string, io: Io): 0 {
  const format = formats.get(id);
  if (!format?.schema) throw new UsageError(format ? `${id} has no schema of its own: it is CAP, or an envelope of it.` : `There is no format ${id}. See "alertbridge adapter list".`);
  io.out(JSON.stringify(format.schema, null, 2));
  return 0;
}
