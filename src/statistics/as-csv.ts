// Statistics as a table for spreadsheets: CSV after RFC 4180, in which no cell can be taken for a formula.
import type { Figures, Statistics } from '../model/generated/statistics.js';
import { TIMES } from './tabulate.js';

type Count = Figures['cases'];

/** Spreadsheets run what begins so. */
const FORMULA = /^[=+\-@\t\r]/;

const cell = (value: string | number | null): string => {
  const text = value === null ? '' : String(value);
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

const shown = (count: Count | undefined, below: number): string | number | null => {
  if (!count) return 0;
  if (count.withheld) return 'withheld';
  return count.protected ? `<${below}` : count.value;
};

const codesOf = (all: readonly Figures[], member: 'decisions' | 'ends'): string[] => [...new Set(all.flatMap((figures) => Object.keys(figures[member])))].sort();

/** The last line is the total; its dimensions are `total`. */
export function asCsv({ by, rows, total, protection: { below } }: Statistics): string {
  const all: Figures[] = [...rows, total];
  const [decisions, ends] = [codesOf(all, 'decisions'), codesOf(all, 'ends')];
  const header = [...by, 'cases', 'alerts', 'deliveries', ...decisions.map((code) => `decision ${code}`), ...ends.map((code) => `end ${code}`), ...TIMES.flatMap((time) => [`${time} count`, `${time} median s`, `${time} p90 s`])];
  const line = (key: readonly string[], figures: Figures): (string | number | null)[] => [
    ...key, ...[figures.cases, figures.alerts, figures.deliveries, ...decisions.map((code) => figures.decisions[code]), ...ends.map((code) => figures.ends[code])].map((count) => shown(count, below)),
    ...TIMES.flatMap((time) => [shown(figures.times[time].count, below), figures.times[time].median, figures.times[time].p90]),
  ];
  const lines = [header, ...rows.map((row) => line(by.map((dimension) => row.by[dimension] ?? ''), row)), line(by.map(() => 'total'), total)];
  return lines.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}
