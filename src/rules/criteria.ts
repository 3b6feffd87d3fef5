// Which criteria of a country a case meets, in codes only: operators and auditors read the answer, and it must tell nothing of a child.
import type { Case, Child } from '../model/generated/alert.js';
import type { NationalRules } from '../model/generated/rules.js';
import { ageInYears } from '../model/age-at.js';

export type Verdict = 'met' | 'not met' | 'unknown';

/** What a verdict rests on: the case's own list of criteria, the ages, or the category. */
export interface Judged { id: string; verdict: Verdict; from: 'criteria' | 'age' | 'category' | null }

export interface Evaluation {
  /** `common`: the five criteria of SEC(2008) 2912, where no own ones of the country are known. */
  basis: 'national' | 'common';
  items: Judged[];
}

const COMMON = ['minor', 'abduction', 'danger', 'information', 'no-added-risk'];
/** Below this a person is a child where the country says nothing else. */
const ADULT = 18;

const verdict = (met: boolean | undefined): Verdict => (met === undefined ? 'unknown' : met ? 'met' : 'not met');

/** One child below the age is enough; that none is has to be known of all. */
const someChildBelow = (children: readonly Child[], age: number, at: string): boolean | undefined => {
  const ages = children.map((child) => ageInYears(child, at));
  if (ages.some((value) => value !== undefined && value < age)) return true;
  return ages.length > 0 && ages.every((value) => value !== undefined) ? false : undefined;
};

const ABDUCTIONS = new Set(['criminal-abduction', 'parental-abduction']);

const byCategory = ({ category }: Case): boolean | undefined => (category === undefined || category === 'other' ? undefined : ABDUCTIONS.has(category));

/** What the case shows by itself, where it states nothing. */
const SHOWN: Readonly<Record<string, (about: Case, rules: NationalRules | undefined, at: string) => { met: boolean | undefined; from: Judged['from'] }>> = {
  minor: ({ children = [] }, rules, at) => ({ met: someChildBelow(children, rules?.maxAge ?? ADULT, at), from: 'age' }),
  abduction: (about) => ({ met: byCategory(about), from: 'category' }),
};

const judge = (id: string, about: Case, rules: NationalRules | undefined, at: string): Judged => {
  const stated = about.criteria?.find((criterion) => criterion.id === id);
  if (stated) return { id, verdict: verdict(stated.met), from: 'criteria' };
  const shown = Object.hasOwn(SHOWN, id) ? SHOWN[id]!(about, rules, at) : undefined;
  return { id, verdict: verdict(shown?.met), from: shown?.met === undefined ? null : shown.from };
};

/** Not one of the excluded categories; unknown where the case has none. */
const judgeExclusions = ({ category }: Case, { exclusions }: NationalRules): Judged =>
  ({ id: 'not-excluded', verdict: verdict(category === undefined || category === 'other' ? undefined : !exclusions.includes(category)), from: category === undefined || category === 'other' ? null : 'category' });

/** Only ids that the rules list, so that what a message calls its own criteria does not get out. @param at when the message was sent, RFC 3339. */
export function evaluateCriteria(about: Case, rules: NationalRules | undefined, at: string): Evaluation {
  const own = rules && rules.criteria.length > 0 ? rules.criteria.map(({ id }) => id) : undefined;
  const excluded = rules && rules.exclusions.length > 0 ? [judgeExclusions(about, rules)] : [];
  return { basis: own ? 'national' : 'common', items: [...(own ?? COMMON).map((id) => judge(id, about, rules, at)), ...excluded] };
}
