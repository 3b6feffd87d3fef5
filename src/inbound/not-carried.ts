// Beside route: which of the receivers' formats cannot carry this message at all, so that its origin hears it now and not when the delivery has died.
import { AlertBridgeError } from '../errors.js';
import type { Formats } from '../format/formats.js';
import type { Alert } from '../model/generated/alert.js';
import type { Centre } from '../model/generated/network.js';
import { warning, type Issue } from '../model/issue.js';

/** Formats that carry everything the common model holds. */
const CARRIES_ALL = new Set(['cap', 'cap-json']);

const reasonOf = (alert: Alert, { receive, languages, country }: Centre, formats: Formats): string | undefined => {
  try { formats.get(receive!.adapter)?.encode(alert, { language: languages[0], country }); return undefined; } catch (cause) {
    if (!(cause instanceof AlertBridgeError)) throw cause;
    return [cause.message, ...cause.issues.filter(({ level }) => level === 'error').map(({ message }) => message)].join(' ');
  }
};

/** Tried by writing it: pure, and only for the few centres with a format narrower than CAP. */
export const notCarried = (alert: Alert, centres: readonly Centre[], formats: Formats): Issue[] =>
  centres.filter(({ receive }) => receive && !CARRIES_ALL.has(receive.adapter)).flatMap((centre) => {
    const reason = reasonOf(alert, centre, formats);
    return reason === undefined ? [] : [warning('ROUTE_NOT_CARRIED', '', `The format of centre ${centre.id} cannot carry this message, so it will not get it: call its duty desk. ${reason}`)];
  });
