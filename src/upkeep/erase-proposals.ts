// Erases proposals whose time after their end is over: the key first, so that nothing is left to read wherever the sealed parts lie.
import { markErased, proposalsToErase } from '../store/proposals.js';
import type { Database } from '../store/database.js';
import type { KeyStore } from '../trust/key-store.js';

/** @returns how many were erased. */
export async function eraseProposals(database: Database, keys: KeyStore): Promise<number> {
  const due = await proposalsToErase(database);
  for (const proposal of due) {
    await keys.destroy(proposal.keyRef);
    await markErased(database, proposal);
  }
  return due.length;
}
