// Holds the case of an alert against the rules of the child-alert profile.
import type { Locate } from '../format/format.js';
import type { Alert } from '../model/generated/alert.js';
import { warning, type Issue } from '../model/issue.js';
import { CHILD_RULES } from './child-rules.js';

/** Warnings `CHILD_…`, each with its place; none where the alert has no case. */
export const checkCase = (alert: Alert, locate: Locate): Issue[] => {
  const { case: it } = alert;
  if (it === undefined) return [];
  return CHILD_RULES.flatMap(({ code, says, breaks }) => (breaks?.(it, alert) ?? []).map((pointer) => {
    const { path, ...place } = locate(`/case${pointer}`);
    return warning(code, path, says ?? '', place);
  }));
};
