// Turns a parsed JSON value into an alert of the common model, and says what in it is no part of that model or breaks a CAP rule.
import { segment, segments } from '../format/pointer.js';
import type { DecodedMessage, Locate, Position } from '../format/format.js';
import type { Alert } from '../model/generated/alert.js';
import { note, type Issue } from '../model/issue.js';
import { ALERT_SCHEMA } from './alert-schema.js';
import { checkAlert } from './check-alert.js';
import { fitSchema, type Fitting } from './fit-schema.js';

/** Where the message stands: the pointer of its object in the document, and the text behind pointers. */
export interface JsonPlace { base?: string; positionOf?: (pointer: string) => Position }

const stepInto = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;

/** As much of a pointer as the document has: what is missing is looked for where it is missing from. */
const existing = (document: unknown, pointer: string): string => {
  let [value, path] = [document, ''];
  for (const key of segments(pointer)) {
    value = stepInto(value, key);
    if (value === undefined) break;
    path += `/${segment(key)}`;
  }
  return path;
};

const locateIn = (document: unknown, { base = '', positionOf }: JsonPlace): Locate => (pointer) => {
  const path = base + existing(document, pointer);
  return { path, ...positionOf?.(path) };
};

const withoutGateway = (document: unknown): { own: unknown; issues: Issue[] } => {
  if (stepInto(document, 'gateway') === undefined) return { own: document, issues: [] };
  const { gateway: _, ...own } = document as Record<string, unknown>;
  return { own, issues: [note('SCHEMA_GATEWAY', '/gateway', 'The gateway block is written by each gateway itself; the one in this message is not read.')] };
};

/**
 * Reads one message of the common model and checks it. Paths are JSON pointers. Codes: `CAP_…`, SCHEMA_UNKNOWN, SCHEMA_TYPE, in `case` also
 * SCHEMA_VALUE and SCHEMA_REQUIRED, and the note SCHEMA_GATEWAY.
 */
export const readCapJson = (document: unknown, place: JsonPlace = {}): DecodedMessage => {
  const locate = locateIn(document, place);
  const { own, issues } = withoutGateway(document);
  const fitting: Fitting = { issues, unread: new Set() };
  const alert = fitSchema(own, ALERT_SCHEMA, '', fitting) as Alert | undefined;
  const located = fitting.issues.map((issue) => ({ ...issue, ...locate(issue.path) }));
  return { ...(alert && { alert }), issues: [...located, ...(alert ? checkAlert(alert, locate, fitting.unread) : [])], locate, judged: true };
};
