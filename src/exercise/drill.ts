// A whole drill: refuse or run, end what is live, account for it.
import type { ExerciseReport } from '../model/generated/exercise-report.js';
import { account } from './account.js';
import { clear, type Cleared } from './clear.js';
import type { Stage } from './ports.js';
import { runDrill, type Course } from './run.js';
import { examine } from './safety.js';
import { createSlipWatch } from './slips.js';

export interface DrillOptions { /** Of several days, this one. */ day?: number; /** What people missed is a fault too. */ strict?: boolean }

const endAll = async (stage: Stage, course: Course): Promise<Cleared> => {
  if (stage.stopping.aborted) stage.tell('Stopping: what is live is ended first.');
  const cleared = await clear(stage, course);
  for (const line of cleared.lines) stage.tell(line);
  return cleared;
};

/** Whatever breaks it off, what is live is ended first. @returns why it must not start, or the report. */
export async function drill(stage: Stage, { day: only, strict = false }: DrillOptions): Promise<{ problems: string[] } | { report: ExerciseReport }> {
  const { centres, problems } = await examine(stage);
  if (problems.length > 0) return { problems };
  const startedAt = stage.clock.now();
  const slips = createSlipWatch(stage, startedAt);
  const course: Course = { settled: new Map() };
  let cleared: Cleared;
  try { await runDrill(stage, course, slips, only); } finally { cleared = await endAll(stage, course); }
  return { report: await account(stage, { startedAt, real: await slips(), course, only, centres, cleared, stopped: stage.stopping.aborted, strict }) };
}
