// Way in, step 4: is this a conforming message, and does it say one thing only?
import { checkAlert } from '../cap/check-alert.js';
import { checkCase } from '../cap/check-case.js';
import { checkProfiles } from '../cap/check-profiles.js';
import type { Profile } from '../cap/profiles/profile.js';
import type { DecodedMessage } from '../format/format.js';
import type { Alert } from '../model/generated/alert.js';
import { warning, type Issue } from '../model/issue.js';
import { withoutExtracted } from '../model/without-extracted.js';

/** Never held: a Cancel has to arrive, and a receipt alarms nobody. */
const UNHELD = new Set(['Cancel', 'Ack', 'Error']);

/** Written as real, but something in it says test or exercise. */
export const inConflict = (alert: Alert): boolean =>
  !UNHELD.has(alert.msgType) && alert.status === 'Actual' && (alert.gateway?.effectiveStatus ?? 'Actual') !== 'Actual';

const statusConflict = (alert: Alert, { locate }: DecodedMessage): Issue[] => {
  if (!inConflict(alert)) return [];
  const { path, line, column } = locate('/status');
  const places = (alert.gateway?.statusSignals ?? []).map(({ signal }) => signal).join('; ');
  return [warning('STATUS_CONFLICT', path, `The message is marked Actual but carries a sign of ${alert.gateway?.effectiveStatus} (${places}). It is held until its origin confirms which is true.`, { line, column })];
};

/** Who is not looked for need not be known abroad. Names the place, never the person. */
const thirdParty = (alert: Alert, { locate }: DecodedMessage): Issue[] => {
  if (!alert.case?.relatedPersons?.length) return [];
  const { path, line, column } = locate('/case/relatedPersons/0/name');
  return [warning('CHILD_THIRD_PARTY', path, 'The message names persons beside the child, such as siblings. Leave their names out where nobody has to find them, in the texts as well.', { line, column })];
};

/** The alert as its origin wrote it. What the gateway read out of prose, which it noted with the text it is from, is not the origin's to mend. */
const asWritten = (alert: Alert): Alert => {
  const ours = (alert.gateway?.extracted ?? []).filter(({ from }) => from !== undefined);
  return ours.length === 0 ? alert : withoutExtracted({ ...alert, gateway: { ...alert.gateway, extracted: ours } });
};

/** All issues of one message: those found while decoding, the CAP rules it breaks, those only the whole message shows, and what the profiles ask for beyond CAP. */
export const validate = (alert: Alert, message: DecodedMessage, profiles: readonly Profile[] = []): Issue[] => [
  ...message.issues,
  ...(message.judged ? [] : checkAlert(alert, message.locate)),
  ...checkCase(asWritten(alert), message.locate),
  ...statusConflict(alert, message),
  ...thirdParty(alert, message),
  ...checkProfiles(asWritten(alert), message.locate, profiles),
];

const asWarning = (issue: Issue): Issue => ({ ...issue, level: 'warning' });

/**
 * The tolerant door: on arrival a real alert is lost neither over what a profile asks for nor over what was only spelt wrongly and has been mended
 * (`gateway.repairs`). Both are told as warnings.
 * @param strict mends nothing, for a centre that wants its own mistakes refused.
 */
export const validateArrival = (alert: Alert, message: DecodedMessage, { profiles, strict }: { profiles: readonly Profile[]; strict: boolean }): Issue[] => [
  ...validate(alert, message).map((issue) => (!strict && message.mended?.has(issue) ? asWarning(issue) : issue)),
  ...checkProfiles(asWritten(alert), message.locate, profiles).map(asWarning),
];
