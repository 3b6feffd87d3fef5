// The conductor of a drill: whose turn it is, day by day, until every step is done, missed or beyond reach.
import type { StepReport } from '../model/generated/exercise-report.js';
import type { Step } from '../model/generated/exercise.js';
import { NotPossible, play, type Played } from './play.js';
import { StepFailed, type Made, type Stage } from './ports.js';
import { leavesTrace, watch } from './watch.js';
import { stepInWords } from './words.js';

export type Outcome = StepReport['outcome'];

/** Minutes are those of the step's day. */
export interface Settled { outcome: Outcome; cue: number; minute: number; at: Date; detail?: string; made?: Made; decided?: string }

/** All that is known of a run; filled while it goes, so that whoever stops it knows what is live. */
export interface Course { settled: Map<string, Settled> }

interface Day { stage: Stage; course: Course; /** Minute of the drill. */ began: number; beganAt: Date; cuedAt: Map<string, Date> }

/** A person who was not told otherwise has this long. */
const HUMAN_MINUTES = 15;
/** Between the clock of this machine and that of the gateway. */
const SKEW_MS = 2_000;

const now = ({ stage, began }: Day): number => stage.pace.minute() - began;

const rounded = (minutes: number): number => Math.round(minutes * 100) / 100;

/** The minute from which a step is due; undefined as long as its cue has not come. A cue that was missed still gives its time. */
const cueOf = ({ course }: Day, { at, after }: Step): number | undefined => at ?? course.settled.get(after!)?.minute;

const isPerson = ({ stage }: Day, { by }: Step): boolean => stage.isHuman(by);

const allowed = (day: Day, step: Step): number => step.within ?? (isPerson(day, step) ? HUMAN_MINUTES : Infinity);

const hasMade = ({ course }: Day, id: string): Made | undefined => course.settled.get(id)?.made;

function settle(day: Day, step: Step, cue: number, outcome: Outcome, { detail, made, decided }: Played = {}): true {
  const { stage, course } = day;
  const minute = rounded(now(day));
  course.settled.set(step.id, { outcome, cue, minute, at: stage.clock.now(), ...(detail === undefined ? {} : { detail }), ...(made ? { made } : {}), ...(decided ? { decided } : {}) });
  stage.tell(`day ${step.day ?? 1}  +${minute.toFixed(1).padStart(6)} min  ${outcome.padEnd(8)}  ${stepInWords(stage.exercise, step)}${detail ? ` (${detail.split('\n')[0]!})` : ''}`);
  return true;
}

const outcomeOf = (cause: unknown): [Outcome, string] => {
  if (cause instanceof StepFailed) return ['failed', cause.message];
  if (cause instanceof NotPossible) return ['not-possible', cause.message];
  throw cause;
};

async function act(day: Day, step: Step, cue: number): Promise<true> {
  try {
    const played = await play(day.stage, step, step.of === undefined ? undefined : hasMade(day, step.of));
    return settle(day, step, cue, now(day) - cue <= allowed(day, step) ? 'done' : 'late', played);
  } catch (cause) {
    const [outcome, detail] = outcomeOf(cause);
    return settle(day, step, cue, outcome, { detail });
  }
}

const knownOf = ({ course }: Day): Set<string> => new Set([...course.settled.values()].flatMap(({ made }) => (made ? [made.id] : [])));

/** What makes something new may have been early; an answer to something comes after it. */
const sinceOf = (day: Day, step: Step): Date => new Date((step.of === undefined ? day.beganAt : day.cuedAt.get(step.id)!).getTime() - SKEW_MS);

async function awaitPerson(day: Day, step: Step, cue: number): Promise<boolean> {
  const over = now(day) - cue > allowed(day, step);
  if (!leavesTrace(step)) return over && settle(day, step, cue, 'unseen');
  const seen = await watch(day.stage, step, { since: sinceOf(day, step), known: knownOf(day) }, step.of === undefined ? undefined : hasMade(day, step.of));
  if (seen) return settle(day, step, cue, 'done', seen);
  return over && settle(day, step, cue, 'missed');
}

const isLost = (day: Day, { of }: Step): boolean => of !== undefined && day.course.settled.has(of) && !hasMade(day, of);

/** @returns whether the step is settled now. */
async function advance(day: Day, step: Step): Promise<boolean> {
  const cue = cueOf(day, step);
  if (cue === undefined || now(day) < cue) return false;
  if (!day.cuedAt.has(step.id)) day.cuedAt.set(step.id, day.stage.clock.now());
  if (isLost(day, step)) return settle(day, step, cue, 'skipped', { detail: `${step.of!} did not come to be` });
  if (isPerson(day, step)) return awaitPerson(day, step, cue);
  if (step.silent === true) return now(day) >= cue + step.within! && settle(day, step, cue, 'silent');
  return now(day) >= cue + (step.plus ?? 0) && act(day, step, cue);
}

/** When a step should be looked at again. */
const wakeOf = (day: Day, step: Step): number => {
  const cue = cueOf(day, step);
  if (cue === undefined) return Infinity;
  if (now(day) < cue) return cue;
  return cue + (isPerson(day, step) || step.silent === true ? allowed(day, step) : step.plus ?? 0);
};

async function runDay(day: Day, steps: readonly Step[], look: () => Promise<unknown>): Promise<void> {
  let pending = [...steps];
  while (pending.length > 0 && !day.stage.stopping.aborted) {
    let moved = false;
    // In the order of their times, so that a fast drill tells the same story as a slow one.
    for (const step of [...pending].sort((a, b) => wakeOf(day, a) - wakeOf(day, b))) {
      moved = await advance(day, step);
      if (moved) { pending = pending.filter((other) => other !== step); break; }
    }
    if (moved) continue;
    await look();
    const watching = pending.some((step) => isPerson(day, step) && (cueOf(day, step) ?? Infinity) <= now(day));
    await day.stage.pace.until(day.began + Math.min(...pending.map((step) => wakeOf(day, step))) + 1e-6, watching);
  }
}

export const dayOf = ({ day = 1 }: Step): number => day;

/** @param look is called whenever somebody is waited for. @param only one day of the scenario; all in turn where it is undefined. What was done stands in `course`, whenever this ends and however. */
export async function runDrill(stage: Stage, course: Course, look: () => Promise<unknown>, only?: number): Promise<void> {
  const days = [...new Set(stage.exercise.steps.map(dayOf))].filter((day) => only === undefined || day === only).sort((a, b) => a - b);
  for (const number of days) {
    const title = stage.exercise.days?.[number - 1]?.title;
    if (title) stage.tell(`Day ${number}: ${title}`);
    await runDay({ stage, course, began: stage.pace.minute(), beganAt: stage.clock.now(), cuedAt: new Map() }, stage.exercise.steps.filter((step) => dayOf(step) === number), look);
  }
}
