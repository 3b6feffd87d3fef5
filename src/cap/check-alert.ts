// Checks one alert of the common model against every rule of CAP 1.2 that one message can break, all problems in one pass.
import type { Locate } from '../format/format.js';
import type { Alert, Area, Info } from '../model/generated/alert.js';
import type { Issue } from '../model/issue.js';
import { ALERT, isRepeatable, isRequired, type Field } from './content-model.js';
import { brokenByCircle, brokenByPolygon, GEOMETRY_RULES, type GeometryRule } from './geometry-rules.js';
import { ALERT_RULES, AREA_RULES, INFO_RULES, RESOURCE_RULES } from './prose-rules.js';
import type { Rule } from './rule.js';
import { missing, problem, problemOf, type Problem } from './value-problem.js';

type Values = Readonly<Record<string, unknown>>;

/** Told of every problem. `misses`: the pointer of what a rule complains of the absence of. */
type Tell = (problem: Problem, pointer: string, misses?: string) => void;

const checkValue = (value: unknown, field: Field, pointer: string, tell: Tell): void => {
  if (field.fields) return checkShape(value as Values, field.fields, pointer, tell);
  const found = problemOf(value, field);
  if (found) tell(found, pointer);
};

/** What is required is there, and every value is one of its type. */
const checkShape = (values: Values, fields: readonly Field[], pointer: string, tell: Tell): void => {
  for (const field of fields) {
    const value = values[field.name];
    const place = `${pointer}/${field.name}`;
    if (value === undefined || (Array.isArray(value) && value.length === 0)) {
      if (isRequired(field)) tell(missing(field), place);
    } else if (isRepeatable(field)) (value as unknown[]).forEach((item, i) => { checkValue(item, field, `${place}/${i}`, tell); });
    else checkValue(value, field, place, tell);
  }
};

const ask = <T>(rules: readonly Rule<T>[], it: T, alert: Alert, pointer: string, tell: Tell): void => {
  for (const rule of rules) {
    const places = rule.breaks(it, alert);
    if (places.length === 0) continue;
    const { id, level, says, misses } = rule;
    for (const place of places) tell(problem(id, says, level), `${pointer}/${place}`, misses && `${pointer}/${misses}`);
  }
};

const checkShapes = (texts: readonly string[] | undefined, broken: (text: string) => readonly GeometryRule[], pointer: string, tell: Tell): void =>
  texts?.forEach((text, i) => { for (const rule of broken(text)) tell(problem(rule, GEOMETRY_RULES[rule].says, GEOMETRY_RULES[rule].level), `${pointer}/${i}`); });

const checkArea = (area: Area, alert: Alert, pointer: string, tell: Tell): void => {
  ask(AREA_RULES, area, alert, pointer, tell);
  checkShapes(area.polygon, brokenByPolygon, `${pointer}/polygon`, tell);
  checkShapes(area.circle, brokenByCircle, `${pointer}/circle`, tell);
};

const checkInfo = (info: Info, alert: Alert, pointer: string, tell: Tell): void => {
  ask(INFO_RULES, info, alert, pointer, tell);
  info.resource?.forEach((resource, i) => { ask(RESOURCE_RULES, resource, alert, `${pointer}/resource/${i}`, tell); });
  info.area?.forEach((area, i) => { checkArea(area, alert, `${pointer}/area/${i}`, tell); });
};

const isWithin = (pointer: string, unread: ReadonlySet<string>): boolean =>
  pointer !== '' && (unread.has(pointer) || isWithin(pointer.slice(0, pointer.lastIndexOf('/')), unread));

/** Makes issues of what it is told, but of values that nobody could read: these have been complained of already. */
const collector = (locate: Locate, unread: ReadonlySet<string>): { issues: Issue[]; tell: Tell } => {
  const issues: Issue[] = [];
  const isUnread = (pointer: string | undefined): boolean => pointer !== undefined && unread.size > 0 && isWithin(pointer, unread);
  const tell: Tell = ({ rule, level, message }, pointer, misses) => {
    if (isUnread(pointer) || isUnread(misses)) return;
    const { path, ...place } = locate(pointer);
    issues.push({ code: `CAP_${rule}`, level, path, message, ...place });
  };
  return { issues, tell };
};

const askAll = (alert: Alert, tell: Tell): void => {
  ask(ALERT_RULES, alert, alert, '', tell);
  alert.info?.forEach((info, i) => { checkInfo(info, alert, `/info/${i}`, tell); });
};

const NOTHING_UNREAD: ReadonlySet<string> = new Set();

/**
 * Checks what CAP 1.2 demands in words, with codes `CAP_` and the rule's id. Its schema is left to the reader that has the elements at hand.
 * @param locate turns pointers into the places of the source; a missing value is reported where it is missing from.
 * @param unread pointers of values the reader has complained of already and could not keep.
 */
export const checkProse = (alert: Alert, locate: Locate, unread: ReadonlySet<string> = NOTHING_UNREAD): Issue[] => {
  const { issues, tell } = collector(locate, unread);
  askAll(alert, tell);
  return issues;
};

/** Checks what CAP 1.2 demands of a message, in its schema and in words; parameters and codes as for `checkProse`. */
export const checkAlert = (alert: Alert, locate: Locate, unread: ReadonlySet<string> = NOTHING_UNREAD): Issue[] => {
  const { issues, tell } = collector(locate, unread);
  checkShape(alert as unknown as Values, ALERT, '', tell);
  askAll(alert, tell);
  return issues;
};
