// The rules of a country, found by its code. Data of schemas/rules; the path reads them and never names a country.
import type { NationalRules } from '../model/generated/rules.js';

/** @param country ISO 3166-1 alpha-2, as in the network file. Undefined where nothing at all is written of it. */
export type RulesOf = (country: string) => NationalRules | undefined;

export const createRulesOf = (rules: readonly NationalRules[]): RulesOf => {
  const byCountry = new Map(rules.map((one) => [one.country, one]));
  return (country) => byCountry.get(country);
};
