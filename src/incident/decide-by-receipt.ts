// The other way round: a receiving centre's own CAP Ack or Error that carries the decision profile is its country's decision.
import type { DecideByReceipt } from '../inbound/receive-receipt.js';
import { AlertBridgeError } from '../errors.js';
import type { Alert } from '../model/generated/alert.js';
import type { Centre } from '../model/generated/network.js';
import { warning, type Issue } from '../model/issue.js';
import { countryOf, type EndReason, type Standing } from '../store/decisions.js';
import type { AlertRow } from '../store/reads.js';
import { OWN_ENDS, stepTowards, type Wanted } from './country-state.js';
import { findDecidable, plan, standingOf, takeStep, writePlanned, type DecidePorts, type Planned } from './decide.js';
import { readDecision, type Said } from './message.js';

const notTaken = (text: string): Issue => warning('DECISION_NOT_TAKEN', '', `The receipt is relayed, but what it decides was not taken: ${text}`);

const isOwnEnd = (end: EndReason | undefined): boolean => end === undefined || (OWN_ENDS as readonly string[]).includes(end);

function wantedOf(standing: Standing, { state, endReason, until, reason }: Said, at: Date): Wanted {
  const own = isOwnEnd(endReason) ? endReason : undefined;
  const step = stepTowards(standing, state, own);
  if (!step) throw new AlertBridgeError('NOT_POSSIBLE_NOW', `The country's state is ${standing.state}, and no step leads from there to ${state}.`);
  return { step, reason, ...(state === 'ended' && own ? { endReason: own } : {}), ...(state === 'activated' && until && until > at ? { until } : {}) };
}

/** Sent again after a lost answer it is the same decision: an end that was given before prolongs nothing. */
const isKnown = ({ state, until, endReason }: Standing, said: Said): boolean =>
  state === said.state && (said.endReason === undefined || said.endReason === endReason) && (said.until === undefined || said.until.getTime() === until?.getTime());

/** @returns undefined where the country stands there already. */
async function planSaid(ports: DecidePorts, caller: Centre, alert: string, said: Said): Promise<Planned | undefined> {
  if (said.country !== undefined && said.country !== caller.country) throw new AlertBridgeError('NOT_ALLOWED', 'It speaks for another country than that of its sender.');
  const row = await findDecidable(ports, alert, caller);
  const from = standingOf(row, await countryOf(ports.database, row.thread, caller.country));
  if (isKnown(from, said)) return undefined;
  const at = ports.clock.now();
  return plan(ports, row, caller.country, from, wantedOf(from, said, at), caller.id, at);
}

/** A receipt is never lost over the decision in it: one that cannot be taken is told to its sender, and relayed as it stands. */
export const createDecideByReceipt = (ports: DecidePorts): DecideByReceipt => async (caller: Centre, alert: AlertRow, receipt: Alert) => {
  const said = readDecision(receipt);
  if (!said || said.state === 'requested') return undefined;
  try {
    const planned = await planSaid(ports, caller, alert.id, said);
    return { issues: [], ...(planned ? { write: (sql, message) => writePlanned(ports, sql, planned, message) } : {}) };
  } catch (cause) {
    if (!(cause instanceof AlertBridgeError)) throw cause;
    return { issues: [notTaken(cause.message)] };
  }
};

/**
 * In the answer to a webhook: no message of its own came in, so the gateway writes the one for the origin. What cannot be taken leaves the delivery answered.
 * @returns whether the answer speaks of a decision.
 */
export async function decideByAnswer(ports: DecidePorts, caller: Centre, alert: string, receipt: Alert): Promise<boolean> {
  const said = readDecision(receipt);
  if (!said || said.state === 'requested') return false;
  try {
    const planned = await planSaid(ports, caller, alert, said);
    if (planned) await takeStep(ports, planned);
  } catch (cause) {
    if (!(cause instanceof AlertBridgeError)) throw cause;
  }
  return true;
}
