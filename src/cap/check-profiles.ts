// Holds an alert against rules beyond those every CAP message is held against: those of the profiles asked for.
import type { Locate } from '../format/format.js';
import type { Alert } from '../model/generated/alert.js';
import type { Issue } from '../model/issue.js';
import type { Profile, RuleSet } from './profiles/profile.js';
import type { Rule } from './rule.js';

const ask = <T>(rules: readonly Rule<T>[] = [], it: T, alert: Alert, pointer: string, locate: Locate): Issue[] =>
  rules.flatMap(({ id, level, says, breaks }) => breaks(it, alert).map((place) => {
    const { path, ...position } = locate(`${pointer}/${place}`);
    return { code: `PROFILE_${id}`, level, path, message: says, ...position };
  }));

const checkRules = (alert: Alert, locate: Locate, { alert: ofAlert, info: ofInfo, resource: ofResource, area: ofArea }: RuleSet): Issue[] => [
  ...ask(ofAlert, alert, alert, '', locate),
  ...(alert.info ?? []).flatMap((info, i) => [
    ...ask(ofInfo, info, alert, `/info/${i}`, locate),
    ...(info.resource ?? []).flatMap((resource, j) => ask(ofResource, resource, alert, `/info/${i}/resource/${j}`, locate)),
    ...(info.area ?? []).flatMap((area, j) => ask(ofArea, area, alert, `/info/${i}/area/${j}`, locate)),
  ]),
];

/** What the profiles ask for and the alert does not hold, with codes `PROFILE_` and the rule's id. */
export const checkProfiles = (alert: Alert, locate: Locate, profiles: readonly Profile[]): Issue[] =>
  profiles.flatMap(({ rules }) => checkRules(alert, locate, rules));
