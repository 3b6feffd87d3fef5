// Checks one alert of the common model against every rule of CAP 1.2 that one message can break, all problems in one pass.
import type { Locate } from '../format/format.js';
import type { Alert, Area, Info, Resource } from '../model/generated/alert.js';
import type { Issue } from '../model/issue.js';
import { timeProblem } from './cap-time.js';
import { ALERT, isEnumeration, isRepeatable, isRequired, type Field } from './content-model.js';
import { brokenByCircle, brokenByPolygon, GEOMETRY_RULES, type GeometryRule } from './geometry-rules.js';
import { ALERT_RULES, AREA_RULES, INFO_RULES, RESOURCE_RULES, type Rule } from './prose-rules.js';

interface Finding { rule: string; level: Issue['level']; pointer: string; message: string; misses?: string }
type Values = Record<string, unknown>;

const LANGUAGE = /^(?:[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)?$/;

const found = (rule: string, pointer: string, message: string, level: Issue['level'] = 'error'): Finding => ({ rule, level, pointer, message });

const checkTime = (text: string, field: Field, pointer: string): Finding[] => {
  switch (timeProblem(text)) {
    case 'plus-zero': return [found('A09', pointer, 'UTC is written -00:00, not +00:00.', 'warning')];
    case 'letters': return [found('A08', pointer, 'A time zone is written in figures, such as +01:00, and UTC as -00:00; letters such as Z are not allowed.')];
    case 'malformed': return [found(field.name === 'sent' ? 'A07' : field.rule, pointer, 'A time is written as 2026-01-31T08:00:00+01:00 and has to exist.')];
    default: return [];
  }
};

const checkLanguage = (text: string, field: Field, pointer: string): Finding[] =>
  LANGUAGE.test(text) ? [] : [found(field.rule, pointer, 'A language is written as in RFC 3066, such as sq, el or en-GB.')];

const checkEnumeration = (text: string, field: Field, pointer: string): Finding[] => {
  const values = field.type as readonly string[];
  if (values.includes(text)) return [];
  const [rule, say] = values.includes(text.trim()) ? ['D09', 'has spaces around it; it has to be exactly'] : [field.rule, 'has a value CAP does not know; it is'];
  return [found(rule, pointer, `The ${field.name} ${say} one of: ${values.join(', ')}.`)];
};

const checkValue = (value: unknown, field: Field, pointer: string): Finding[] => {
  if (field.fields) return checkShape(value as Values, field.fields, pointer);
  if (isEnumeration(field.type)) return checkEnumeration(value as string, field, pointer);
  if (field.type === 'time') return checkTime(value as string, field, pointer);
  return field.type === 'language' ? checkLanguage(value as string, field, pointer) : [];
};

/** What is required is there, and every value is one of its type. */
const checkShape = (values: Values, fields: readonly Field[], pointer: string): Finding[] =>
  fields.flatMap((field) => {
    const value = values[field.name];
    const place = `${pointer}/${field.name}`;
    const items = isRepeatable(field) ? ((value ?? []) as unknown[]) : value === undefined ? [] : [value];
    if (items.length === 0) return isRequired(field) ? [found(field.rule, place, `${field.name} is missing; CAP requires it here.`)] : [];
    return items.flatMap((item, i) => checkValue(item, field, isRepeatable(field) ? `${place}/${i}` : place));
  });

const ask = <T>(rules: readonly Rule<T>[], it: T, alert: Alert, pointer: string): Finding[] =>
  rules.flatMap(({ id, level, says, misses, breaks }) =>
    breaks(it, alert).map((place) => ({ rule: id, level, pointer: `${pointer}/${place}`, message: says, misses: misses && `${pointer}/${misses}` })));

const checkGeometry = (texts: readonly string[] = [], broken: (text: string) => GeometryRule[], pointer: string): Finding[] =>
  texts.flatMap((text, i) => broken(text).map((rule) => found(rule, `${pointer}/${i}`, GEOMETRY_RULES[rule].says, GEOMETRY_RULES[rule].level)));

const checkArea = (area: Area, alert: Alert, pointer: string): Finding[] => [
  ...ask(AREA_RULES, area, alert, pointer),
  ...checkGeometry(area.polygon, brokenByPolygon, `${pointer}/polygon`),
  ...checkGeometry(area.circle, brokenByCircle, `${pointer}/circle`),
];

const checkInfo = (info: Info, alert: Alert, pointer: string): Finding[] => [
  ...ask(INFO_RULES, info, alert, pointer),
  ...(info.resource ?? []).flatMap((resource: Resource, i) => ask(RESOURCE_RULES, resource, alert, `${pointer}/resource/${i}`)),
  ...(info.area ?? []).flatMap((area, i) => checkArea(area, alert, `${pointer}/area/${i}`)),
];

const isWithin = (pointer: string, unread: ReadonlySet<string>): boolean =>
  pointer !== '' && (unread.has(pointer) || isWithin(pointer.slice(0, pointer.lastIndexOf('/')), unread));

export interface CheckOptions {
  /** The content model to hold the alert against; an older CAP has fewer values. */
  fields?: readonly Field[];
  /** Pointers of values the reader has complained of already and could not keep. */
  unread?: ReadonlySet<string>;
}

/**
 * Checks what CAP 1.2 demands of a message, in its schema and in words, with codes `CAP_` and the rule's id.
 * @param locate turns pointers into the places of the source; a missing value is reported where it is missing from.
 */
export const checkAlert = (alert: Alert, locate: Locate, { fields = ALERT, unread = new Set() }: CheckOptions = {}): Issue[] => {
  const findings = [
    ...checkShape(alert as unknown as Values, fields, ''),
    ...ask(ALERT_RULES, alert, alert, ''),
    ...(alert.info ?? []).flatMap((info, i) => checkInfo(info, alert, `/info/${i}`)),
  ];
  return findings
    .filter(({ pointer, misses }) => !isWithin(pointer, unread) && !(misses && isWithin(misses, unread)))
    .map(({ rule, level, pointer, message }) => {
      const { path, ...place } = locate(pointer);
      return { code: `CAP_${rule}`, level, path, message, ...place };
    });
};
