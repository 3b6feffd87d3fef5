// The answer to a question about cases: the true groups, counted exactly, and of them what may be shown.
import type { Statistics } from '../model/generated/statistics.js';
import { present, properSubsets, ROUNDED_TO, staysOpen, THRESHOLD } from './protect.js';
import { DIMENSIONS, isPerCountry, tabulate, TIMES, type CaseRecord, type Dimension, type Group } from './tabulate.js';

type Row = Statistics['rows'][number];
type Figures = Statistics['total'];
type Count = Figures['cases'];

/** A number of a group by its name, such as `ends.found`. */
interface Measure { name: string; of: (group: Group) => number; /** Parts by country can have it in common. */ ofCases?: boolean }

const nested = (groups: readonly Group[], member: 'decisions' | 'ends'): Measure[] => [...new Set(groups.flatMap((group) => [...group[member].keys()]))].sort()
  .map((code) => ({ name: `${member}.${code}`, of: (group) => group[member].get(code) ?? 0, ofCases: member === 'ends' }));

const measuresOf = (groups: readonly Group[]): Measure[] => [
  { name: 'alerts', of: ({ alerts }) => alerts, ofCases: true }, { name: 'deliveries', of: ({ deliveries }) => deliveries },
  ...nested(groups, 'decisions'), ...nested(groups, 'ends'), ...TIMES.map((time) => ({ name: `times.${time}`, of: ({ times }: Group) => times[time].length, ofCases: time === 'end' })),
];

const CASES: Measure = { name: 'cases', of: ({ cases }) => cases, ofCases: true };

/** Groups that are parts of one coarser group, and that group. */
interface Line { parts: Group[]; whole: Group }

/** Every sum that somebody can ask for beside the groups: by each choice of fewer dimensions, down to all cases. */
const linesOf = (cases: readonly CaseRecord[], by: readonly Dimension[], groups: readonly Group[]): Line[] => properSubsets(by).flatMap((coarser) => tabulate(cases, coarser).map((whole) => ({
  whole, parts: groups.filter(({ key }) => coarser.every((dimension, place) => key[by.indexOf(dimension)] === whole.key[place])),
})));

/** Which groups may not be told apart by this measure. */
const closed = (lines: readonly Line[], { of, ofCases = false }: Measure, overlaps: boolean): Set<Group> =>
  new Set(lines.filter(({ parts, whole }) => !staysOpen(parts.map(of), of(whole), ofCases && overlaps)).flatMap(({ parts }) => parts));

/** Within one group its ends add up to those that were timed and are no more than its cases; by country pair each case has one decision. */
const closedInside = (group: Group, by: readonly Dimension[]): string[] => {
  const ends = [...group.ends.values()];
  const decisions = [...group.decisions.values()];
  return [
    ...(staysOpen(ends, group.times.end.length) && staysOpen([...ends, Math.max(0, group.cases - group.times.end.length)], group.cases) ? [] : ['ends']),
    ...(!by.includes('pair') || staysOpen(decisions, group.cases) ? [] : ['decisions']),
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
  const overlaps = isPerCountry(by);
  // That a group is there says that it has a case: where its cases may not be told apart, it is left out whole.
  const unsaid = closed(lines, CASES, overlaps);
  const hidden = measuresOf(groups).map((measure) => ({ name: measure.name, groups: closed(lines, measure, overlaps) }));
  const rows = groups.filter((group) => !unsaid.has(group)).map((group): Row => {
    const closedHere = [...closedInside(group, by), ...hidden.filter((measure) => measure.groups.has(group)).map(({ name }) => name)];
    return { by: Object.fromEntries(by.map((dimension, place) => [dimension, group.key[place]!])), ...figuresOf(group, (measure) => closedHere.includes(measure)) };
  });
  return { rows, withheld: unsaid.size > 0 };
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
