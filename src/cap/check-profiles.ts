// Holds an alert against rules beyond those every CAP message is held against: those of the profiles asked for, and whether embedded content is what it is said to be.
import type { Locate } from '../format/format.js';
import type { Alert } from '../model/generated/alert.js';
import type { Issue } from '../model/issue.js';
import { EMBEDDED_CONTENT_RULES } from './embedded-content.js';
import type { Profile, RuleSet } from './profiles/profile.js';
import type { Rule } from './prose-rules.js';

const ask = <T>(rules: readonly Rule<T>[] = [], it: T, alert: Alert, pointer: string, locate: Locate): Issue[] =>
  rules.flatMap(({ id, level, says, breaks }) => breaks(it, alert).map((place) => {
    const { path, ...position } = locate(`${pointer}/${place}`);
    return { code: id, level, path, message: says, ...position };
  }));

const checkRules = (alert: Alert, locate: Locate, { alert: ofAlert, info: ofInfo, resource: ofResource, area: ofArea }: RuleSet): Issue[] => [
  ...ask(ofAlert, alert, alert, '', locate),
  ...(alert.info ?? []).flatMap((info, i) => [
    ...ask(ofInfo, info, alert, `/info/${i}`, locate),
    ...(info.resource ?? []).flatMap((resource, j) => ask(ofResource, resource, alert, `/info/${i}/resource/${j}`, locate)),
    ...(info.area ?? []).flatMap((area, j) => ask(ofArea, area, alert, `/info/${i}/area/${j}`, locate)),
  ]),
];

const withPrefix = (prefix: string, issues: readonly Issue[]): Issue[] => issues.map((issue) => ({ ...issue, code: prefix + issue.code }));

/** Rule R13, with the code CAP_R13. */
export const checkEmbeddedContent = (alert: Alert, locate: Locate): Issue[] => withPrefix('CAP_', checkRules(alert, locate, { resource: EMBEDDED_CONTENT_RULES }));

/** What the profiles ask for and the alert does not hold, with codes `PROFILE_` and the rule's id. */
export const checkProfiles = (alert: Alert, locate: Locate, profiles: readonly Profile[]): Issue[] =>
  withPrefix('PROFILE_', profiles.flatMap(({ rules }) => checkRules(alert, locate, rules)));
