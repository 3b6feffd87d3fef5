// How old a child was on a day.
import type { Age, Child } from './generated/alert.js';

const MONTHS = 12;
/** Below this, months say what years would not. */
const IN_MONTHS_BELOW = 24;

const DAY = /^(\d{4})-(\d\d)-(\d\d)/;

/**
 * @param dateOfBirth YYYY-MM-DD. @param at RFC 3339; the day as written there counts, whatever its offset.
 * @returns months below two years, else whole years; undefined where one of them is no date, or the birth lies after it.
 */
export function ageAt(dateOfBirth: string, at: string): Age | undefined {
  const [birth, moment] = [DAY.exec(dateOfBirth), DAY.exec(at)];
  if (!birth || !moment) return undefined;
  const [years, months, days] = [1, 2, 3].map((part) => Number(moment[part]) - Number(birth[part])) as [number, number, number];
  const all = years * MONTHS + months - (days < 0 ? 1 : 0);
  if (all < 0) return undefined;
  return all < IN_MONTHS_BELOW ? { value: all, unit: 'month' } : { value: Math.floor(all / MONTHS), unit: 'year' };
}

/** As the case gives it, else from the date of birth. @returns whole years. */
export const ageInYears = ({ age, dateOfBirth }: Child, at: string): number | undefined => {
  const known = age ?? (dateOfBirth === undefined ? undefined : ageAt(dateOfBirth, at));
  return known && (known.unit === 'month' ? Math.floor(known.value / MONTHS) : known.value);
};
