// Results for people: one Markdown table, on the terminal and in docs/performance.md.
const digits = (value) => {
  if (!Number.isFinite(value)) return '?';
  const places = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toFixed(places);
};

const ratioOf = ({ ratio }) => (ratio === undefined ? '' : ratio.min === undefined ? digits(ratio.median) : `${digits(ratio.median)} (${digits(ratio.min)}–${digits(ratio.max)})`);

/** A first target of the project, and whether this run met it. */
const targetOf = ({ target, ratio, value, unit }) => {
  if (!target) return '';
  const [[of, bound]] = Object.entries(target);
  const [[kind, figure]] = Object.entries(bound);
  const measured = of === 'ratio' ? ratio.median : value;
  const met = kind === 'atLeast' ? measured >= figure : measured < figure;
  return `${kind === 'atLeast' ? '≥' : '<'} ${figure}${of === 'ratio' ? '' : ` ${unit}`}: ${met ? 'met' : 'not met'}`;
};

const quantity = (value, unit) => `${digits(value)}${unit.startsWith('/') ? '' : ' '}${unit}`;

const COLUMNS = [
  ['', (row) => `${row.benchmark}, ${row.case}`],
  ['on', (row) => row.engine],
  ['measure', (row) => row.measure],
  ['of the limit', ratioOf],
  ['gateway', (row) => `${quantity(row.value, row.unit)}${row.range ? ` (${digits(row.range.min)}–${digits(row.range.max)})` : ''}`],
  ['limit', (row) => (row.limit === undefined ? '' : `${quantity(row.limit, row.unit)} (${row.limitIs})`)],
  ['first target', targetOf],
];

const padded = (cells) => {
  const widths = cells[0].map((_, column) => Math.max(3, ...cells.map((row) => row[column].length)));
  return cells.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`);
};

/** @param rows what the benchmarks return. */
export function resultTable(rows) {
  const [head, ...body] = padded([COLUMNS.map(([name]) => name), ...rows.map((row) => COLUMNS.map(([, cell]) => cell(row)))]);
  return [head, head.replace(/[^|]/g, '-').replace(/\|-/g, '| ').replace(/-\|/g, ' |'), ...body].join('\n');
}

/** One sentence on the machine and the moment. */
export const machineLine = ({ at, quick, machine }) =>
  `${at.slice(0, 10)}, ${quick ? 'quick run, ' : ''}commit ${machine.commit}: ${machine.cores} cores (${machine.processor}), ${digits(machine.memoryGb)} GB, Linux ${machine.kernel}, Node ${machine.node}, PostgreSQL ${machine.postgres ?? 'none'}, Redis ${machine.redis ?? 'none'}; load at start ${digits(machine.load)}.`;
