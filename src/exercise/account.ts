// What came out of a drill: what was seen by the command, and what the gateway itself says afterwards.
import type { AlertReport, CountryReport, Escalation, ExerciseReport, Had, MissedBy, StepReport } from '../model/generated/exercise-report.js';
import type { Step } from '../model/generated/exercise.js';
import type { Cleared } from './clear.js';
import { centresOf, type MadeAlert, type Stage } from './ports.js';
import { dayOf, type Course, type Outcome } from './run.js';
import { reachOf, type Listed } from './safety.js';
import { askAny, desksAbout } from './watch.js';
import { stepInWords } from './words.js';

interface Delivery { centre: string; state: string; deliveredAt: string | null; acknowledgedAt: string | null; decision: { state: string } | null }
interface AlertStatus { state: string; status: string; deliveries: Delivery[]; timeline: { at: string; type: string; centre: string | null }[] }

/** An alert of the drill and what the gateway says of it; `step` null for what the command sent itself. */
interface Told { step: string | null; alert: MadeAlert; status?: AlertStatus }

export interface Ran {
  startedAt: Date; /** Alerts of people that are no exercise. */ real: string[]; course: Course; only?: number; centres: readonly Listed[]; cleared: Cleared; stopped: boolean; strict: boolean
}

const rounded = (minutes: number): number => Math.round(minutes * 100) / 100;

const DONE: readonly Outcome[] = ['done', 'late'];

function stepReport(stage: Stage, course: Course, step: Step): StepReport {
  const settled = course.settled.get(step.id);
  const { id, by, do: verb } = step;
  const done = settled !== undefined && DONE.includes(settled.outcome);
  return {
    id, day: dayOf(step), by, do: verb, what: stepInWords(stage.exercise, step), human: stage.isHuman(by),
    planned: settled ? rounded(settled.cue + (stage.isHuman(by) ? 0 : step.plus ?? 0)) : step.at ?? null, doneMinute: done ? settled.minute : null, doneAt: done ? settled.at.toISOString() : null,
    took: done ? rounded(Math.max(0, settled.minute - settled.cue)) : null, within: step.within ?? null, outcome: settled?.outcome ?? 'not-reached', detail: settled?.detail ?? null,
  };
}

async function askAll(stage: Stage, { course, cleared }: Ran): Promise<Told[]> {
  const made = [...course.settled].flatMap(([step, { made: alert }]): Told[] => (alert?.kind === 'alert' ? [{ step, alert }] : []));
  const all = [...made, ...cleared.cancels.map((alert): Told => ({ step: null, alert }))];
  return Promise.all(all.map(async (told) => ({ ...told, status: await askAny<AlertStatus>(desksAbout(stage, told.alert.origin), `/v1/alerts/${told.alert.id}/status`) })));
}

const alertReport = ({ step, alert: { id, msgType }, status }: Told): AlertReport => ({ step, id, msgType, state: status?.state ?? null, status: status?.status ?? null });

function countryReport(stage: Stage, course: Course, steps: readonly StepReport[], told: readonly Told[], id: string, country: string): CountryReport {
  const deliveries = told.flatMap(({ step, status }) => (status?.deliveries ?? []).filter(({ centre }) => centre === stage.idOf(id)).map((delivery) => ({ step, ...delivery })));
  const decisions = steps.filter((step) => step.by === id && step.do === 'decide' && DONE.includes(step.outcome))
    .map((step) => ({ step: step.id, decision: course.settled.get(step.id)?.decided ?? stage.exercise.steps.find((one) => one.id === step.id)!.decision!, minute: step.doneMinute }));
  return {
    centre: stage.idOf(id), country, decisions, state: deliveries.map(({ decision }) => decision?.state).findLast((state) => state !== undefined) ?? null,
    had: deliveries.map(({ step, state, deliveredAt, acknowledgedAt }): Had => ({ step, state, deliveredAt, acknowledgedAt })),
  };
}

const LOUD = /^delivery\.(late|overdue|held|refused|expired|dead)$|^decision\.(overdue|ending)$/;

const escalationsOf = (told: readonly Told[]): Escalation[] => told.flatMap(({ alert, status }) =>
  (status?.timeline ?? []).filter(({ type }) => LOUD.test(type)).map(({ at, type, centre }) => ({ at, type, centre, alert: alert.id })));

const MISSED: readonly Outcome[] = ['missed', 'late', 'silent', 'failed'];

const missedBy = (steps: readonly StepReport[]): MissedBy[] => [...new Set(steps.filter(({ outcome }) => MISSED.includes(outcome)).map(({ by }) => by))].map((who) => {
  const own = steps.filter((step) => step.by === who);
  return { who, human: own[0]!.human, steps: own.filter(({ outcome }) => MISSED.includes(outcome)).map(({ id }) => id) };
});

async function auditHead(stage: Stage): Promise<ExerciseReport['audit']> {
  const answer = await stage.desk('auditor')?.call('GET', '/v1/audit/head');
  if (answer?.status !== 200) return null;
  const { position, hash } = (answer.body as { checkpoint: { position: number; hash: string } }).checkpoint;
  return { position, hash };
}

/** Faults of people are theirs to learn from; those of the path and of scripted desks are ours. */
const isFault = ({ human, outcome }: StepReport, strict: boolean): boolean =>
  (!human && ['failed', 'late'].includes(outcome)) || (strict && (['missed', 'late', 'skipped'].includes(outcome)));

const faultsOf = (steps: readonly StepReport[], { unasked, real }: ExerciseReport['reach'], { cleared, stopped, strict }: Ran): string[] => [
  ...(stopped ? ['The drill was stopped before its end.'] : []),
  ...steps.filter((step) => isFault(step, strict)).map(({ id, what, outcome, detail }) => `${id}: ${what}: ${outcome}${detail ? `. ${detail}` : ''}`),
  ...unasked.map((id) => `${id} got something and does not list Exercise.`),
  ...real.map((line) => `NO EXERCISE: ${line}. Call that desk: if it is a slip, it has to be cancelled at once.`),
  ...(cleared.left ? ['Something is still live: see what the command could not end.'] : []),
];

const totalsOf = (steps: readonly StepReport[]): ExerciseReport['totals'] => {
  const totals: Record<string, number> = { steps: steps.length };
  for (const { outcome } of steps) totals[outcome] = (totals[outcome] ?? 0) + 1;
  return totals;
};

export async function account(stage: Stage, ran: Ran): Promise<ExerciseReport> {
  const { exercise, run, url, own, decisions, pace, clock } = stage;
  const { course, only, centres, cleared, startedAt, stopped } = ran;
  const steps = exercise.steps.filter((step) => only === undefined || dayOf(step) === only).map((step) => stepReport(stage, course, step));
  const told = await askAll(stage, ran);
  const reached = told.flatMap(({ alert, status }) => (status?.deliveries ?? []).map(({ centre }) => ({ centre, alert: alert.id })));
  const reach = { checked: reached.length, ...reachOf(stage, centres, reached), real: ran.real };
  const faults = faultsOf(steps, reach, ran);
  return {
    scenario: exercise.id, title: exercise.title, run, gateway: { own, url, decisions }, startedAt: startedAt.toISOString(), endedAt: clock.now().toISOString(), speed: pace.speed,
    result: stopped ? 'stopped' : faults.length > 0 ? 'failed' : 'passed', faults, steps,
    countries: centresOf(exercise).map(({ id, country }) => countryReport(stage, course, steps, told, id, country!)), missed: missedBy(steps),
    alerts: told.map(alertReport), escalations: escalationsOf(told), reach, endedByCommand: cleared.lines, audit: await auditHead(stage), totals: totalsOf(steps),
  };
}
