// A proposal becomes an alert: through the same door as every alert, by the centre that decides, and in one transaction with it.
import { AlertBridgeError } from '../errors.js';
import { receive, type InboundPorts } from '../inbound/receive.js';
import type { Centre } from '../model/generated/network.js';
import type { Receipt } from '../model/generated/receipt.js';
import type { Sql } from '../store/database.js';
import { endProposal, lockProposal, type ProposalRow } from '../store/proposals.js';
import { findAlert } from '../store/reads.js';
import { checkPossible, retentionDays, type MovePorts } from './move.js';

export interface IssuePorts extends InboundPorts, MovePorts {}

/** Whatever became of it meanwhile is seen under the row's lock, and then nothing is accepted either. */
const link = ({ network }: IssuePorts, { id }: ProposalRow, centre: Centre) => async (sql: Sql, alert: { id: string; incident: string }): Promise<void> => {
  const row = await lockProposal(sql, id);
  checkPossible(network(), row, centre.id, 'issue');
  await endProposal(sql, row, 'issued', centre.id, retentionDays(network()), alert);
};

const contentOf = async ({ sealedProposals }: IssuePorts, { id }: ProposalRow): Promise<Buffer> => {
  const bytes = await sealedProposals.read(id, 'original');
  if (!bytes) throw new AlertBridgeError('ERASED', 'The proposal has ended and everything in it has been erased.');
  return bytes;
};

/** Asked again after a lost answer: the receipt of the alert that it became, as long as no other is meant. */
async function issuedBefore(ports: IssuePorts, alertId: string, body: Uint8Array): Promise<Receipt | undefined> {
  const alert = await findAlert(ports.database, alertId);
  if (!alert || (body.length > 0 && !alert.bytesHash?.equals(ports.hash('bytes', body)))) return undefined;
  const plain = await ports.sealed.read(alertId, 'receipt');
  return plain && { ...JSON.parse(plain.toString('utf8')) as Receipt, duplicate: true };
}

/**
 * @param body the national message to issue; empty for the proposal's own.
 * @throws AlertBridgeError NOT_POSSIBLE_NOW, and whatever the way in refuses with.
 */
export async function issue(ports: IssuePorts, proposal: ProposalRow, centre: Centre, body: Uint8Array, adapter?: string): Promise<{ http: number; receipt: Receipt }> {
  const again = proposal.alert === null ? undefined : await issuedBefore(ports, proposal.alert, body);
  if (again) return { http: 200, receipt: again };
  checkPossible(ports.network(), proposal, centre.id, 'issue');
  const own = body.length === 0;
  const stored = link(ports, proposal, centre);
  const [result] = await receive(ports, centre, own ? await contentOf(ports, proposal) : body, adapter ?? (own ? proposal.adapter : undefined), { status: proposal.status, stored });
  if ('problem' in result!) throw result.problem;
  // The same message was sent as an alert already, so there was nothing to store that the link could go with.
  if (result!.receipt.duplicate) await ports.database.transaction((sql) => stored(sql, result!.receipt));
  return result!;
}
