// The report of a drill for people: on the screen, and as Markdown to hand out. Both are made of the same parts.
import type { CountryReport, ExerciseReport, StepReport } from '../model/generated/exercise-report.js';

const minutes = (value: number | null): string => (value === null ? '–' : `+${value.toFixed(1)}`);

const SAYS: Readonly<Record<StepReport['outcome'], string>> = {
  done: 'in time', late: 'LATE', missed: 'MISSED', silent: 'silent, as planned', failed: 'FAILED', skipped: 'not possible any more', 'not-possible': 'not on this gateway', unseen: 'leaves no trace', 'not-reached': 'not reached',
};

const saysOf = ({ outcome, detail }: StepReport): string => `${SAYS[outcome]}${detail ? `: ${detail.replaceAll('\n', ' ')}` : ''}`;

const stepCells = (step: StepReport): string[] => [String(step.day), step.what, minutes(step.planned), minutes(step.doneMinute), step.took === null ? '–' : step.took.toFixed(1), step.within === null ? '–' : step.within.toFixed(0), step.human ? 'person' : 'script', saysOf(step)];

const STEP_HEAD = ['Day', 'Step', 'Planned', 'Done', 'Took', 'Limit', 'By', 'How it went'];

const countryCells = ({ centre, country, had, decisions, state }: CountryReport): string[] => [
  `${country} ${centre}`, had.length === 0 ? 'nothing' : had.map(({ step, state: delivery }) => `${step ?? 'end'} ${delivery}`).join(', '),
  String(had.filter(({ acknowledgedAt }) => acknowledgedAt !== null).length), decisions.length === 0 ? '–' : decisions.map(({ decision, minute }) => `${decision} ${minutes(minute)}`).join(', '), state ?? '–',
];

const COUNTRY_HEAD = ['Centre', 'Had', 'Acknowledged', 'Decided', 'In the end'];

const escalationLines = ({ escalations, speed }: ExerciseReport): string[] => {
  if (escalations.length > 0) return escalations.map(({ at, type, centre, alert }) => `${at} ${type} ${centre ?? ''} (${alert})`);
  return [speed === null ? 'none. A gateway warns after a minute of real time, which a drill at full speed does not wait for; --speed 1 does.' : 'none'];
};

const reachLines = ({ reach: { checked, beyondCast, unasked, real } }: ExerciseReport): string[] => [
  `${checked} deliveries looked at.`, beyondCast.length === 0 ? 'Nothing left the cast.' : `Beyond the cast: ${beyondCast.join(', ')}.`,
  unasked.length === 0 ? 'No centre got anything that does not list Exercise.' : `GOT IT WITHOUT LISTING EXERCISE: ${unasked.join(', ')}.`, ...real.map((line) => `NO EXERCISE: ${line}.`),
];

const missedLines = ({ missed }: ExerciseReport): string[] => (missed.length === 0 ? ['nothing'] : missed.map(({ who, human, steps }) => `${who}${human ? ' (person)' : ''}: ${steps.join(', ')}`));

const totalLine = ({ totals }: ExerciseReport): string => Object.entries(totals).map(([name, count]) => `${count} ${name}`).join(', ');

const auditLine = ({ audit }: ExerciseReport): string => (audit ? `entry ${audit.position}, ${audit.hash}` : 'not asked: no key of an auditor was given');

const headline = ({ title, scenario, run, result }: ExerciseReport): string => `${title} (${scenario}, run ${run}): ${result.toUpperCase()}`;

interface Section { title: string; lines?: string[]; table?: { head: string[]; rows: string[][] } }

const sections = (report: ExerciseReport): Section[] => [
  { title: 'Steps, in minutes of the scenario', table: { head: STEP_HEAD, rows: report.steps.map(stepCells) } },
  { title: 'Countries', table: { head: COUNTRY_HEAD, rows: report.countries.map(countryCells) } },
  { title: 'What a desk missed', lines: missedLines(report) },
  { title: 'Warnings of the gateway', lines: escalationLines(report) },
  { title: 'Who got something', lines: reachLines(report) },
  ...(report.endedByCommand.length > 0 ? [{ title: 'Ended by the command', lines: report.endedByCommand }] : []),
  ...(report.faults.length > 0 ? [{ title: 'Why it did not pass', lines: report.faults }] : []),
  { title: 'Audit chain', lines: [auditLine(report)] },
  { title: 'Totals', lines: [totalLine(report)] },
];

const widthsOf = (rows: readonly string[][]): number[] => rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));

const textTable = (rows: readonly string[][]): string[] => {
  const widths = widthsOf(rows);
  return rows.map((row) => `  ${row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i]!))).join('  ')}`);
};

/** For the screen. */
export const reportText = (report: ExerciseReport): string => [headline(report), ...sections(report).flatMap(({ title, lines = [], table }) =>
  ['', title, ...(table ? textTable([table.head, ...table.rows]) : []), ...lines.map((line) => `  ${line}`)])].join('\n');

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
const markdownTable = (rows: readonly string[][]): string[] => [rows[0]!, rows[0]!.map(() => '---'), ...rows.slice(1)].map((row) => `| ${row.map(cell).join(' | ')} |`);

/** To hand out. */
export const reportMarkdown = (report: ExerciseReport): string => [`# ${headline(report)}`, '', `EXERCISE. From ${report.startedAt} to ${report.endedAt}, ${report.gateway.own ? 'on a gateway of its own' : `on ${report.gateway.url}`}.`,
  ...sections(report).flatMap(({ title, lines = [], table }) => ['', `## ${title}`, '', ...(table ? markdownTable([table.head, ...table.rows]) : []), ...lines.map((line) => `- ${cell(line)}`)]), ''].join('\n');
