// How a proposal comes before the authority that decides: the steps of each country, out of its national rules.
import type { NationalRules } from './generated/rules.js';

/** Ids of the steps in order; the last is that of the centre which decides for the country. @param country ISO 3166-1 alpha-2. */
export type StepsOf = (country: string) => readonly string[];

/** Where nothing is written of a country. */
const STRAIGHT = ['reporter', 'centre'];

export const createStepsOf = (rules: readonly NationalRules[]): StepsOf => {
  const chains = new Map(rules.flatMap(({ country, referral }) => (referral ? [[country, referral.steps.map(({ id }) => id)] as const] : [])));
  return (country) => chains.get(country) ?? STRAIGHT;
};
