// Writes an alert of the common model as CAP 1.2 XML: the content model's order, nothing added but the child-alert parameters.
import { escapeXml } from '../format/xml.js';
import type { Alert, Case, Reference } from '../model/generated/alert.js';
import { withCapUtc } from './cap-time.js';
import { CHILD_ALERT_PROFILE, caseToParameters } from './case-parameters.js';
import { ALERT, CAP_1_2, isRepeatable, type Field } from './content-model.js';

const quoted = (text: string): string => (/[ \t\r\n]/.test(text) || text === '' ? `"${text}"` : text);

const tripletOf = ({ sender, identifier, sent }: Reference): string => [sender, identifier, withCapUtc(sent)].join(',');

const EXPONENTIAL = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/;

/** xs:decimal has no exponents, so the point goes where the exponent puts it. A zero keeps its sign, which `String` drops. */
const decimalOf = (number: number): string => {
  const text = Object.is(number, -0) ? '-0' : String(number);
  const [, sign, first, others = '', exponent] = EXPONENTIAL.exec(text) ?? [];
  if (exponent === undefined) return text;
  const [digits, point] = [`${first}${others}`, Number(exponent) + 1];
  // Only below a millionth and from 10^21 on there is an exponent, so the point is never within the digits.
  return point > 0 ? `${sign}${digits.padEnd(point, '0')}` : `${sign}0.${'0'.repeat(-point)}${digits}`;
};

const textOf = (value: unknown, { type }: Field): string => {
  switch (type) {
    case 'time': return withCapUtc(value as string);
    case 'list': return (value as string[]).map(quoted).join(' ');
    case 'references': return (value as Reference[]).map(tripletOf).join(' ');
    case 'integer': case 'decimal': return decimalOf(value as number);
    default: return value as string;
  }
};

const writeElement = (value: unknown, field: Field, indent: string): string => {
  const content = field.fields ? `\n${writeFields(value as Record<string, unknown>, field.fields, `${indent}  `)}${indent}` : escapeXml(textOf(value, field));
  return `${indent}<${field.name}>${content}</${field.name}>\n`;
};

const writeFields = (values: Record<string, unknown>, fields: readonly Field[], indent: string): string =>
  fields
    .flatMap((field) => {
      const value = values[field.name];
      if (value === undefined) return [];
      return (isRepeatable(field) ? (value as unknown[]) : [value]).map((item) => writeElement(item, field, indent));
    })
    .join('');

const withCase = (alert: Alert, childCase: Case): Alert => {
  const parameters = caseToParameters(childCase);
  const [first, ...others] = alert.info ?? [];
  if (!first || parameters.length === 0) return alert;
  const code = [...(alert.code ?? []).filter((one) => one !== CHILD_ALERT_PROFILE), CHILD_ALERT_PROFILE];
  return { ...alert, code, info: [{ ...first, parameter: [...(first.parameter ?? []), ...parameters] }, ...others] };
};

/**
 * The alert as CAP 1.2 XML, valid for its schema where `checkAlert` finds no error. UTC becomes `-00:00` (rule A09), characters XML cannot
 * carry are left out. The `case` stands as parameters in the first info, with its profile as a `code`; without any info, as in many a
 * Cancel, there is no place for it and it is not written. `gateway` is never written.
 */
export const writeCapXml = (alert: Alert): string => {
  const whole = alert.case ? withCase(alert, alert.case) : alert;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<alert xmlns="${CAP_1_2}">\n${writeFields(whole as unknown as Record<string, unknown>, ALERT, '  ')}</alert>\n`;
};
