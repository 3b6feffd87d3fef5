// CAP 1.2 as every format that carries it writes it: by itself, or inside an envelope.
import { refuse } from '../errors.js';
import type { Alert } from '../model/generated/alert.js';
import { warning, type Issue } from '../model/issue.js';
import { writeCapXml } from './write-cap-xml.js';

/** CAP 1.0 names messages without their time; the gateway completes that where it knows the message, and nobody else can. */
const withWholeReferences = (alert: Alert): Alert => ((alert.references ?? []).every(({ sent }) => sent !== '') ? alert
  : refuse('ENCODE_FAILED', 'CAP 1.2 names messages in references by sender, identifier and time, and this message (CAP 1.0) names no time. Sent to the gateway, it is completed where the message meant is known.'));

/** @throws AlertBridgeError ENCODE_FAILED for references that cannot be written. */
export const capText = (alert: Alert): string => writeCapXml(withWholeReferences(alert));

/** What does not travel in CAP. */
export const capLosses = ({ case: childCase, info = [] }: Alert): Issue[] =>
  (childCase && info.length === 0 ? [warning('CHILD_NO_INFO', '/case', 'CAP carries the child-alert block inside info, and this message has none.')] : []);
