// Generated from schemas/exercise-report.schema.json by "npm run types". Do not edit.

/**
 * What came out of a drill: times of each step, what each country had and decided, what a desk missed. Minutes are those of the scenario. It holds ids, codes and the words of the scenario, and no words that people wrote during the drill.
 */
export interface ExerciseReport {
  scenario: string;
  title: string;
  /**
   * In the identifier of every message of this run.
   */
  run: string;
  gateway: PlayedOn;
  startedAt: string;
  endedAt: string;
  /**
   * Minutes of the scenario for each real one; null is as fast as it goes.
   */
  speed: number | null;
  result: 'passed' | 'failed' | 'stopped';
  /**
   * Why it did not pass.
   */
  faults: string[];
  steps: StepReport[];
  countries: CountryReport[];
  missed: MissedBy[];
  alerts: AlertReport[];
  escalations: Escalation[];
  reach: Reach;
  /**
   * Alerts and proposals that were live at the end, and what became of them.
   */
  endedByCommand: string[];
  /**
   * The head of the chain afterwards; null without an auditor's key.
   */
  audit: Head | null;
  totals: Totals;
}
export interface PlayedOn {
  /**
   * Started for the drill and removed after it.
   */
  own: boolean;
  url: string;
  /**
   * Whether this gateway takes decisions.
   */
  decisions: boolean;
}
export interface StepReport {
  id: string;
  day: number;
  by: string;
  do: string;
  /**
   * The step in words.
   */
  what: string;
  human: boolean;
  /**
   * Minute of the day at which it was due; null where its cue never came.
   */
  planned: number | null;
  doneMinute: number | null;
  doneAt: string | null;
  /**
   * Minutes from its cue.
   */
  took: number | null;
  within: number | null;
  /**
   * silent: left out as the scenario says. skipped: what it speaks of never came to be. not-possible: this gateway cannot do it. unseen: done by a person in a way nobody can see. not-reached: the drill stopped before.
   */
  outcome: 'done' | 'late' | 'missed' | 'silent' | 'failed' | 'skipped' | 'not-possible' | 'unseen' | 'not-reached';
  detail: string | null;
}
export interface CountryReport {
  centre: string;
  country: string;
  had: Had[];
  decisions: Decided[];
  /**
   * Of the country at the end.
   */
  state: string | null;
}
export interface Had {
  step: string | null;
  state: string;
  deliveredAt: string | null;
  acknowledgedAt: string | null;
}
export interface Decided {
  step: string;
  decision: string;
  minute: number | null;
}
export interface MissedBy {
  who: string;
  human: boolean;
  steps: string[];
}
export interface AlertReport {
  /**
   * Null: sent by the command to end what was live.
   */
  step: string | null;
  id: string;
  msgType: string;
  /**
   * At the end; null where nobody whose key was given may read it.
   */
  state: string | null;
  status: string | null;
}
export interface Escalation {
  at: string;
  type: string;
  centre: string | null;
  alert: string;
}
export interface Reach {
  /**
   * Deliveries looked at.
   */
  checked: number;
  /**
   * Centres that got something and are not of the cast.
   */
  beyondCast: string[];
  /**
   * Centres that got something and do not list Exercise.
   */
  unasked: string[];
  /**
   * Alerts that a desk of the cast sent during the drill and that are no exercise.
   */
  real: string[];
}
export interface Head {
  position: number;
  hash: string;
}
/**
 * Steps by outcome.
 */
export interface Totals {
  [k: string]: number | undefined;
}
