// What every route does before it shows content: writes into the disclosure log who is about to see what. Content that cannot be written down is not shown.
import type { Request } from 'express';
import { AlertBridgeError } from '../errors.js';
import type { Purpose, Why } from '../model/generated/disclosure.js';
import { recordDisclosures, type Disclosure } from '../store/disclosures.js';
import type { Sql } from '../store/database.js';
import type { Principal } from './authenticate.js';
import type { Parameter } from './route.js';

/** A closed list: free text in a log that outlives the alert would be where a name survives, and sealed it would be gone when somebody asks (ADR 27). */
export const PURPOSES: readonly Purpose[] = ['case-work', 'decision', 'supervision', 'complaint', 'training', 'other'];

const HEADER = 'alertbridge-purpose';

export const PURPOSE: Parameter = { name: HEADER, description: 'What the content is wanted for; kept in the disclosure log.', enum: PURPOSES };

/** Asked first by routes that change something. @throws AlertBridgeError BAD_REQUEST for a purpose that is not on the list. */
export const purposeOf = (request: Request): Purpose | undefined => {
  const given = request.get(HEADER);
  if (given === undefined || given === '') return undefined;
  const purpose = PURPOSES.find((one) => one === given);
  if (!purpose) throw new AlertBridgeError('BAD_REQUEST', `The header ${HEADER} takes one of ${PURPOSES.join(', ')}; no free text is kept.`);
  return purpose;
};

/** What entitles a caller to read an alert. */
export const whyOf = ({ role, id }: Principal, origin: string): Why => (role === 'centre' || role === 'reporter' ? (id === origin ? 'origin' : 'addressee') : 'oversight');

export type Shown = Omit<Disclosure, 'who' | 'role' | 'purpose' | 'channel'> & Partial<Pick<Disclosure, 'channel'>>;

/** @throws AlertBridgeError UNAVAILABLE where it could not be written down. Then nothing may be shown. */
export async function disclose(sql: Sql, request: Request, { id, role }: Principal, shown: readonly Shown[]): Promise<void> {
  const purpose = purposeOf(request);
  const entries = shown.map((one): Disclosure => ({ channel: 'api', ...one, who: id, role, ...(purpose ? { purpose } : {}) }));
  try { await recordDisclosures(sql, entries); } catch (cause) {
    const refusal = new AlertBridgeError('UNAVAILABLE', 'Who reads content is written down first, and that was not possible just now. Nothing was shown; ask again in a few seconds.');
    throw Object.assign(refusal, { cause });
  }
}
