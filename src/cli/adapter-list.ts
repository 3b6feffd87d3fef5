// `alertbridge adapter list`: which formats are installed and how well founded each is.
import type { Formats } from '../format/formats.js';
import type { Io } from './io.js';

const columns = (rows: readonly string[][]): string[] => {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ').trimEnd());
};

export function listAdapters({ all }: Formats, io: Io): 0 {
  const rows = all.map(({ manifest: { id, name, countries, direction, standing, losses } }) => [id, standing, direction, countries.join(' ') || '-', String(losses.length), name]);
  for (const line of columns([['id', 'standing', 'direction', 'countries', 'losses', 'name'], ...rows])) io.out(line);
  return 0;
}
