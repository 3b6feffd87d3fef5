// The state of one country as a table: which step leads from where to where, and what it needs. Pure; who may step is decide.ts's affair.
import { AlertBridgeError } from '../errors.js';
import type { CountryState, EndReason, Standing } from '../store/decisions.js';

interface StepRule {
  /** `requested`: the country was asked and has taken no step. */
  from: readonly CountryState[];
  to: CountryState;
  reason?: 'needed';
  until?: 'may' | 'needed';
  /** For docs/decisions.md. */
  says: string;
}

export const STEPS = {
  review: { from: ['requested', 'needs-information', 'declined', 'ended'], to: 'review', says: 'The desk is looking at it.' },
  activate: { from: ['requested', 'review', 'needs-information', 'declined', 'ended'], to: 'activated', until: 'may', says: 'The country broadcasts, until the time given, else as long as its rules say.' },
  decline: { from: ['requested', 'review', 'needs-information'], to: 'declined', reason: 'needed', says: 'The country does not broadcast.' },
  'needs-information': { from: ['requested', 'review', 'needs-information'], to: 'needs-information', reason: 'needed', says: 'The country cannot decide yet; the reason is the question.' },
  suspend: { from: ['activated'], to: 'suspended', says: 'The broadcast rests.' },
  resume: { from: ['suspended'], to: 'activated', until: 'may', says: 'The broadcast goes on.' },
  prolong: { from: ['activated'], to: 'activated', until: 'needed', says: 'The broadcast goes on longer: until the time given, else as long again as the rules of the country say.' },
  end: { from: ['activated', 'suspended'], to: 'ended', says: 'The country ends its own broadcast, and nobody else\'s.' },
} as const satisfies Record<string, StepRule>;

export type Step = keyof typeof STEPS;
export const STEP_NAMES = Object.keys(STEPS) as Step[];

/** What a country may give as the reason of its own end. `found` tells the origin, who ends the alert for all. */
export const OWN_ENDS = ['found', 'withdrawn'] as const satisfies readonly EndReason[];
export type OwnEnd = (typeof OWN_ENDS)[number];

const ruleOf = (step: Step): StepRule => STEPS[step];

/** A child may be found anywhere, also where nothing was broadcast, or no longer. */
const mayEndAsFound = ({ state, endReason }: Standing): boolean => endReason !== 'found' && state !== 'activated' && state !== 'suspended';

const isPossible = (standing: Standing, step: Step, end?: EndReason): boolean =>
  !standing.isOver && (ruleOf(step).from.includes(standing.state) || (step === 'end' && end === 'found' && mayEndAsFound(standing)));

export const possibleSteps = (standing: Standing): Step[] => STEP_NAMES.filter((step) => isPossible(standing, step));

/** The step by which a country comes to a state that it names, as a CAP receipt does. */
export const stepTowards = (standing: Standing, state: CountryState, end?: EndReason): Step | undefined =>
  STEP_NAMES.filter((step) => ruleOf(step).to === state).find((step) => isPossible(standing, step, end));

export interface Wanted { step: Step; reason?: string; until?: Date; endReason?: EndReason }

/** How long the rules of the country let a broadcast last; null where they do not say. */
export interface Duration { hours: number | null; maxHours: number | null; stopsItself: boolean | null }

/** Where a country stands after a step. */
export interface Next extends Pick<Standing, 'state' | 'endReason' | 'until' | 'stops' | 'activatedAt'> { step: Step }

const HOUR_MS = 3_600_000;

const refusal = (standing: Standing, step: Step): AlertBridgeError => {
  const possible = possibleSteps(standing);
  const instead = standing.isOver ? 'The centre that issued the alert has ended it.' : possible.length > 0 ? `Possible now: ${possible.join(', ')}.` : 'No step is possible.';
  return new AlertBridgeError('NOT_POSSIBLE_NOW', `The country's state is ${standing.state}; ${step} is not possible from there. ${instead}`);
};

const need = (holds: boolean, text: string): void => { if (!holds) throw new AlertBridgeError('BAD_REQUEST', text); };

function checkWanted({ step, reason, until, endReason }: Wanted, at: Date): void {
  const rule = ruleOf(step);
  need(rule.reason === undefined || (reason ?? '').trim() !== '', `${step} needs a reason: the origin reads it and acts on it. Give it as "reason".`);
  need(until === undefined || rule.until !== undefined, `${step} takes no "until". Give it with ${STEP_NAMES.filter((name) => ruleOf(name).until).join(', ')}.`);
  need(until === undefined || until > at, '"until" lies in the past. Give a time to come, with its offset.');
  need(endReason === undefined || step === 'end', 'Only end takes an "endReason".');
}

const later = (time: Date, hours: number): Date => new Date(time.getTime() + hours * HOUR_MS);

/** Until when a broadcast goes on: as the desk says, else as the rules of the country do. */
function untilOf(standing: Standing, { step, until }: Wanted, { hours }: Duration, at: Date): Date | null {
  if (until) return until;
  if (step === 'resume') return standing.until;
  if (step === 'activate') return hours === null ? null : later(at, hours);
  if (hours === null) throw new AlertBridgeError('BAD_REQUEST', 'The rules of your country are not known to say by how much an alert is prolonged. Say in "until" how long it goes on.');
  return later(standing.until && standing.until > at ? standing.until : at, hours);
}

/** A time that a desk gave binds; one that the rules advise only where they say that the broadcast stops by itself. */
const stopsOf = (standing: Standing, { step, until }: Wanted, { stopsItself }: Duration): boolean =>
  until !== undefined || stopsItself === true || (step !== 'activate' && standing.stops);

/** @throws AlertBridgeError NOT_POSSIBLE_NOW with what is possible, BAD_REQUEST with what is missing. */
export function nextState(standing: Standing, wanted: Wanted, duration: Duration, at: Date): Next {
  const { step } = wanted;
  if (!isPossible(standing, step, wanted.endReason)) throw refusal(standing, step);
  checkWanted(wanted, at);
  const { to: state } = ruleOf(step);
  const rest = { step, state, endReason: null, until: null, stops: false, activatedAt: null };
  if (state === 'ended') return { ...rest, endReason: wanted.endReason ?? 'withdrawn' };
  if (state === 'suspended') return { ...rest, until: standing.until, stops: standing.stops, activatedAt: standing.activatedAt };
  if (state !== 'activated') return rest;
  return { ...rest, until: untilOf(standing, wanted, duration, at), stops: stopsOf(standing, wanted, duration), activatedAt: step === 'activate' ? at : standing.activatedAt };
}
