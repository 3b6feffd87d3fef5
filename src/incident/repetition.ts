// When a broadcasting desk is to be reminded: by the repetition its national rules write down, counted from the activation. Pure.
import type { NationalRules } from '../model/generated/rules.js';

const MINUTE_MS = 60_000;

/** Spans of one rhythm, in minutes from the activation; what is prolonged goes on in the last. */
const spansOf = (repetition: NationalRules['repetition'], until: number): { from: number; to: number; every: number }[] =>
  repetition.map(({ untilHour, everyMinutes }, i) => ({ from: (repetition[i - 1]?.untilHour ?? 0) * 60, to: i === repetition.length - 1 ? until : untilHour * 60, every: everyMinutes }));

/** The first time of a span after a moment; the end of the span counts, unless it is that of the broadcast. */
const firstIn = ({ from, to, every }: { from: number; to: number; every: number }, after: number): number | undefined => {
  const time = from + Math.max(1, Math.floor((after - from) / every) + 1) * every;
  return time <= to ? time : undefined;
};

/**
 * @param after only later ones count: what a pause has missed is not made up for.
 * @param until when the broadcast ends; null: when the rules stop repeating.
 * @returns undefined where nothing is repeated any more.
 */
export function nextReminder(repetition: NationalRules['repetition'], activatedAt: Date, after: Date, until: Date | null): Date | undefined {
  const last = (repetition.at(-1)?.untilHour ?? 0) * 60;
  const end = until ? (until.getTime() - activatedAt.getTime()) / MINUTE_MS : last;
  const passed = (after.getTime() - activatedAt.getTime()) / MINUTE_MS;
  const [time] = spansOf(repetition, end).flatMap((span) => firstIn(span, passed) ?? []);
  return time === undefined || (until !== null && time >= end) ? undefined : new Date(activatedAt.getTime() + time * MINUTE_MS);
}
