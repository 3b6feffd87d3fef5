// Signs that a message is no real alert, wherever they stand. The strictest counts: a test must never be taken for real.
import type { Alert, Status } from '../model/generated/alert.js';

export interface StatusSignal { signal: string; status: Status }

/** From the least to the most careful reading. */
const STRICTNESS: readonly Status[] = ['Actual', 'Exercise', 'Test', 'System', 'Draft'];

/**
 * Words that mark a message as a test or an exercise when they stand alone in capitals, as the test feeds of CH, DE, NL, CY and others write
 * them. Whole words only: "latest", "protest" and "contest" are none.
 */
const MARKS: readonly { status: Status; pattern: RegExp }[] = [
  { status: 'Test', pattern: /(?<![\p{L}\p{N}])(TEST|TESTALARM|PROBEALARM|TESTMELDING|PROVË|ΔΟΚΙΜΗ|ТЕСТ)(?![\p{L}\p{N}])/u },
  { status: 'Exercise', pattern: /(?<![\p{L}\p{N}])(EXERCISE|EXERCICE|OEFENING|ÜBUNG|ESERCITAZIONE|USHTRIM|VEŽBA|ВЕЖБА|ΑΣΚΗΣΗ|ĆWICZENIA)(?![\p{L}\p{N}])/u },
];

const texts = (alert: Alert): { place: string; text: string }[] => [
  { place: '/restriction', text: alert.restriction === 'TRAINING' ? 'EXERCISE' : '' },
  { place: '/note', text: alert.note ?? '' },
  ...(alert.info ?? []).flatMap((info, index) => [
    { place: `/info/${index}/headline`, text: info.headline ?? '' },
    { place: `/info/${index}/event`, text: info.event ?? '' },
  ]),
];

/** Every sign of test or exercise in an alert, with the place it stands in. */
export const findStatusSignals = (alert: Alert): StatusSignal[] => texts(alert).flatMap(({ place, text }) =>
  MARKS.flatMap(({ status, pattern }) => {
    const word = pattern.exec(text)?.[1];
    return word ? [{ signal: `${place}: ${word}`, status }] : [];
  }));

/** The most careful of the given readings. */
export const strictest = (statuses: readonly Status[]): Status =>
  statuses.reduce<Status>((strict, status) => (STRICTNESS.indexOf(status) > STRICTNESS.indexOf(strict) ? status : strict), 'Actual');
