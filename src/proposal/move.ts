// Steps of a proposal before its end or issue: refer, return, decline, withdraw. Each is one transaction with its audit entry.
import { AlertBridgeError } from '../errors.js';
import type { NetworkFile } from '../model/generated/network.js';
import type { Database, Sql } from '../store/database.js';
import { endProposal, lockProposal, moveProposal, openProposals, type Place, type ProposalRow } from '../store/proposals.js';
import type { SealedStore } from '../store/sealed.js';
import { isThere, nextPlaces, possibleSteps, type Possible, type Standing, type Step } from './steps.js';

export interface MovePorts { database: Database; network: () => NetworkFile; /** Of proposals. */ sealedProposals: SealedStore }

/** Days after its end a proposal is erased, where the network file says nothing. */
const RETENTION_DAYS = 30;

export const retentionDays = ({ gateway }: NetworkFile): number => gateway.proposalRetentionDays ?? RETENTION_DAYS;

/** @throws AlertBridgeError NOT_POSSIBLE_NOW with what is possible instead. */
export function checkPossible(network: NetworkFile, proposal: Standing & { state: string }, caller: string, step: Possible): void {
  const possible = possibleSteps(network, proposal, caller);
  if (possible.includes(step)) return;
  const instead = possible.length > 0 ? `You may ${possible.join(', ')}.` : proposal.holder === null ? 'It has ended.' : `It is the turn of ${proposal.holder}.`;
  throw new AlertBridgeError('NOT_POSSIBLE_NOW', `The proposal is ${proposal.state}; ${step} is not possible from there for you. ${instead}`);
}

/** The next place of a chain. @param to the one meant, where several stand at that step. @throws AlertBridgeError */
export function choosePlace(network: NetworkFile, chain: Pick<Standing, 'country' | 'chain'>, from: string, to?: string): Place {
  const places = nextPlaces(network, chain, from);
  if (places.length === 0) throw new AlertBridgeError('NOT_POSSIBLE_NOW', 'No centre of the network decides for this country. The operator has to enter one.');
  const chosen = to === undefined ? (places.length === 1 ? places[0] : undefined) : places.find(({ holder }) => holder === to);
  if (!chosen) throw new AlertBridgeError('BAD_REQUEST', `Say in "to" where it goes. Next in the chain: ${places.map(({ holder }) => holder).join(', ')}.`);
  return chosen;
}

const apply = (sql: Sql, network: NetworkFile, row: ProposalRow, actor: string, step: Step, to?: string): Promise<void> => {
  if (step === 'refer') return moveProposal(sql, row, [...row.path, choosePlace(network, row, row.state, to)], 'referred', actor);
  if (step === 'return') return moveProposal(sql, row, row.path.slice(0, -1), 'returned', actor);
  return endProposal(sql, row, step === 'decline' ? 'declined' : 'withdrawn', actor, retentionDays(network));
};

/** Reasons are words: sealed, and found again by the number of the step. */
const keepReason = async (sealed: SealedStore, sql: Sql, { id, moves }: ProposalRow, reason?: string): Promise<void> => {
  if (reason) await sealed.write(sql, id, { kind: 'words', ref: String(moves + 1), plain: Buffer.from(reason) });
};

/** @param actor id of the reporter or centre, which may read the proposal. @throws AlertBridgeError NOT_POSSIBLE_NOW, BAD_REQUEST */
export const takeStep = ({ database, network, sealedProposals }: MovePorts, id: string, actor: string, { step, reason, to }: { step: Step; reason?: string; to?: string }): Promise<void> =>
  database.transaction(async (sql) => {
    const row = await lockProposal(sql, id);
    checkPossible(network(), row, actor, step);
    await apply(sql, network(), row, actor, step, to);
    await keepReason(sealedProposals, sql, row, reason);
  });

const isHeld = (network: NetworkFile, row: ProposalRow): boolean => isThere(network, row, row.path.at(-1)!);

/** What waits for somebody the network file no longer names goes on to the next who can take it: a proposal nobody holds would be an alert lost. */
export async function passOn({ database, network }: Pick<MovePorts, 'database' | 'network'>): Promise<void> {
  for (const { id } of (await openProposals(database)).filter((row) => !isHeld(network(), row))) {
    await database.transaction(async (sql) => {
      const row = await lockProposal(sql, id);
      const [next] = nextPlaces(network(), row, row.state);
      if (row.holder !== null && next && !isHeld(network(), row)) await moveProposal(sql, row, [...row.path.slice(0, -1), next], 'referred');
    });
  }
}
