// Walks an exported chain without trusting who exported it: finds an edit, insert, delete, reorder, truncation or fork.
import { entryHash, GENESIS, type ChainEntry } from './chain.js';

export interface ChainFault { position: number; reason: string }

/** Verifies entries one after another; keeps nothing but the last hash, so that a chain of any length can be walked. */
export function createChainVerifier(): { take(entry: ChainEntry): ChainFault | undefined; head(): { position: number; hash: string } } {
  let previous: Buffer = GENESIS;
  let position = 0;
  return {
    take: (entry) => {
      if (entry.position !== position + 1) return { position: position + 1, reason: `entry ${position + 1} is missing, the next is numbered ${entry.position}` };
      const hash = entryHash(previous, entry);
      if (hash.toString('hex') !== entry.hash) return { position: entry.position, reason: 'the entry or its place was changed: its hash does not follow from its content and its predecessor' };
      previous = hash;
      position = entry.position;
      return undefined;
    },
    head: () => ({ position, hash: previous.toString('hex') }),
  };
}
