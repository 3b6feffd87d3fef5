// What a drill is played with: desks, a pace, and where to tell what happens. All of it is handed in.
import type { Clock } from '../clock.js';
import type { Exercise, Player, Step } from '../model/generated/exercise.js';

export interface Answer { status: number; body: unknown; /** As a person reads a refusal. */ text: string }

/** The API as somebody's key opens it. */
export interface Desk { call(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> }

/** Time as the drill counts it. */
export interface Pace {
  /** Minutes of the scenario since the drill began. */
  minute(): number;
  /** Resolves at that minute, or when somebody should be looked for again, whichever comes first. */
  until(minute: number, watching: boolean): Promise<void>;
  /** Scenario minutes per real one; null as fast as it goes. */
  speed: number | null;
}

export interface Stage {
  exercise: Exercise;
  /** In the identifiers of this run. */
  run: string;
  url: string;
  /** A gateway of the drill's own, in which nothing else can be. */
  own: boolean;
  /** Whether this gateway has the route for decisions. */
  decisions: boolean;
  /** The desk of somebody of the cast, or of operator and auditor; undefined where no key was given. */
  desk(id: string): Desk | undefined;
  /** By what the gateway knows somebody of the cast. */
  idOf(id: string): string;
  /** Whose messages these are said to be. */
  senderOf(id: string): string;
  /** Played by a person with tools of their own. */
  isHuman(id: string): boolean;
  clock: Clock;
  pace: Pace;
  /** One line for whoever watches. */
  tell(line: string): void;
  stopping: AbortSignal;
  /** Minutes an exercise may stay live if the command could not end it. */
  liveMinutes: number;
}

/** One version of an alert, by CAP's key. */
export interface AlertKey { sender: string; identifier: string; sent: string }

export interface MadeAlert { kind: 'alert'; id: string; incident: string; origin: string; msgType: 'Alert' | 'Update' | 'Cancel'; /** All versions, oldest first. */ thread: AlertKey[] }
export interface MadeProposal { kind: 'proposal'; id: string; maker: string }

/** What comes of a step that others speak of. */
export type Made = MadeAlert | MadeProposal;

/** A step could not be taken: says why, for the report. */
export class StepFailed extends Error {}

export const playerOf = ({ cast }: Exercise, id: string): Player | undefined => cast.find((one) => one.id === id);

export const centresOf = ({ cast }: Exercise): Player[] => cast.filter(({ role }) => role === 'centre');

/** Centres that send an alert in this scenario. */
export const originsOf = ({ steps }: Exercise): Set<string> => new Set(steps.filter(({ do: verb }) => verb === 'submit' || verb === 'issue').map(({ by }) => by));

/** Centres of the cast that a step's message is for, by their ids in the cast; never the sender's own. */
export const receiversOf = (exercise: Exercise, { by, to }: Step): string[] => (to ?? centresOf(exercise).map(({ id }) => id)).filter((id) => id !== by);

/** @throws StepFailed with what the gateway said. */
export function taken({ status, body, text }: Answer): unknown {
  if (status >= 200 && status < 300) return body;
  throw new StepFailed(text);
}
