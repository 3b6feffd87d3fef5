// The answer to a question about cases: the true groups, counted exactly, and of them what may be shown.
import type { Statistics } from '../model/generated/statistics.js';
import { canBeShown, present, properSubsets, ROUNDED_TO, THRESHOLD } from './protect.js';
import { DIMENSIONS, tabulate, TIMES, type CaseRecord, type Dimension, type Group } from './tabulate.js';

type Row = Statistics['rows'][number];
type Figures = Statistics['total'];
type Count = Figures['cases'];

/** A number of a group by its name, such as `ends.found`. */
interface Measure { name: string; of: (group: Group) => number }

const nested = (groups: readonly Group[], member: 'decisions' | 'ends'): Measure[] => [...new Set(groups.flatMap((group) => [...group[member].keys()]))].sort()
  .map((code) => ({ name: `${member}.${code}`, of: (group) => group[member].get(code) ?? 0 }));

const measuresOf = (groups: readonly Group[]): Measure[] => [
  { name: 'alerts', of: ({ alerts }) => alerts }, { name: 'deliveries', of: ({ deliveries }) => deliveries },
  ...nested(groups, 'decisions'), ...nested(groups, 'ends'), ...TIMES.map((time) => ({ name: `times.${time}`, of: ({ times }: Group) => times[time].length })),
];

/** Places of the groups that are parts of one coarser group, and that group. */
interface Line { parts: number[]; whole: Group }

/** Every sum that somebody can ask for beside the groups: by each choice of fewer dimensions, down to all cases. */
const linesOf = (cases: readonly CaseRecord[], by: readonly Dimension[], groups: readonly Group[]): Line[] => properSubsets(by).flatMap((coarser) => tabulate(cases, coarser).map((whole) => ({
  whole, parts: groups.flatMap(({ key }, place) => (coarser.every((dimension, at) => key[by.indexOf(dimension)] === whole.key[at]) ? [place] : [])),
})));

const all = (counts: readonly number[]): number[] => counts.map((_, place) => place);

/** Within one group the ends add up to those that were timed and, with what has not ended, to its cases; by country pair each case has one decision. */
const closedInside = ({ ends, decisions, cases, times }: Group, by: readonly Dimension[]): string[] => {
  const ended = [...ends.values()];
  const open = cases - times.end.length;
  const decided = [...decisions.values()];
  return [
    ...(canBeShown([...ended, open], [{ whole: times.end.length, parts: all(ended) }, { whole: cases, parts: all([...ended, open]) }]) ? [] : ['ends']),
    ...(!by.includes('pair') || canBeShown(decided, [{ whole: cases, parts: all(decided) }]) ? [] : ['decisions']),
  ];
};

/** A hidden count is like every other hidden one, whatever it is. */
const count = (value: number, hidden: boolean): Count => {
  if (hidden) return { value: null, protected: true, withheld: true };
  const shown = present(value);
  return { value: shown, protected: shown === null };
};

/** The value that this share of the others does not exceed. */
const quantile = (sorted: readonly number[], share: number): number => Math.round(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]!);

const spread = (seconds: readonly number[], hidden: boolean): Figures['times']['relay'] => {
  const number = count(seconds.length, hidden);
  if (number.value === null || number.value === 0) return { count: number, median: null, p90: null };
  const sorted = [...seconds].sort((a, b) => a - b);
  return { count: number, median: quantile(sorted, 0.5), p90: quantile(sorted, 0.9) };
};

const figuresOf = (group: Group, isHidden: (measure: string) => boolean): Figures => {
  const counts = (member: 'decisions' | 'ends'): Record<string, Count> =>
    Object.fromEntries([...group[member]].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, value]) => [code, count(value, isHidden(member) || isHidden(`${member}.${code}`))]));
  return {
    cases: count(group.cases, false), alerts: count(group.alerts, isHidden('alerts')), deliveries: count(group.deliveries, isHidden('deliveries')), decisions: counts('decisions'), ends: counts('ends'),
    times: Object.fromEntries(TIMES.map((time) => [time, spread(group.times[time], isHidden(`times.${time}`))])) as unknown as Figures['times'],
  };
};

const rowsOf = (cases: readonly CaseRecord[], by: readonly Dimension[]): { rows: Row[]; withheld: boolean } => {
  const groups = tabulate(cases, by);
  const lines = linesOf(cases, by, groups);
  const isOpen = (of: (group: Group) => number): boolean => canBeShown(groups.map(of), lines.map(({ whole, parts }) => ({ whole: of(whole), parts })));
  // That a row is there says that it has a case: where the cases may not be told apart, there are no rows.
  if (!isOpen((group) => group.cases)) return { rows: [], withheld: true };
  const closed = measuresOf(groups).filter(({ of }) => !isOpen(of)).map(({ name }) => name);
  const rows = groups.map((group): Row => {
    const closedHere = [...closed, ...closedInside(group, by)];
    return { by: Object.fromEntries(by.map((dimension, place) => [dimension, group.key[place]!])), ...figuresOf(group, (measure) => closedHere.includes(measure)) };
  });
  return { rows, withheld: false };
};

/** Tests are never counted among real cases: only where they are told apart by status are they there at all. */
const countable = (cases: readonly CaseRecord[], by: readonly Dimension[]): CaseRecord[] => (by.includes('status') ? [...cases] : cases.filter(({ status }) => status === 'Actual'));

/** @param period days, both included. */
export function statisticsOf(cases: readonly CaseRecord[], by: readonly Dimension[], period: { from: string; to: string }): Statistics {
  const counted = countable(cases, by);
  const [whole] = tabulate(counted, []);
  const inside = closedInside(whole!, []);
  const { rows, withheld } = by.length === 0 ? { rows: [], withheld: false } : rowsOf(counted, by);
  return { ...period, by: [...by], protection: { below: THRESHOLD, roundedTo: ROUNDED_TO }, total: figuresOf(whole!, (measure) => inside.includes(measure)), rows, withheld };
}

export const isDimension = (name: string): name is Dimension => Object.hasOwn(DIMENSIONS, name);
