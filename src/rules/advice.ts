// What the rules of a receiver advise: how long, how often, by which channels. Advice, never a limit: the receiver decides.
import type { NationalRules } from '../model/generated/rules.js';

export interface Advice {
  /** Null where the country is not known to fix it. */
  hours: number | null;
  maxHours: number | null;
  repetition: NationalRules['repetition'];
  /** Only those that reach people. */
  channels: { kind: string; name: string | null }[];
  endMessage: boolean | null;
  confidence: NationalRules['confidence'];
}

export const adviceOf = ({ duration, repetition, channels, end, confidence }: NationalRules): Advice => ({
  hours: duration.hours, maxHours: duration.maxHours, repetition, endMessage: end.message, confidence,
  channels: channels.filter(({ state }) => state === 'available').map(({ kind, name }) => ({ kind, name })),
});
