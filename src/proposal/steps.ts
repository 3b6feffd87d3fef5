// Who may do what with a proposal, and where it goes next: pure. Only a centre that decides for its country ever gets `issue`.
import { decidingCentre } from '../config/centres.js';
import type { NetworkFile } from '../model/generated/network.js';
import type { Place } from '../store/proposals.js';

/** `issue` has an address of its own: it makes an alert. */
export const STEPS = ['refer', 'return', 'decline', 'withdraw'] as const;
export type Step = (typeof STEPS)[number];
export type Possible = Step | 'issue';

export interface Standing { country: string; chain: readonly string[]; path: readonly Place[]; holder: string | null }

/** Where a reporter stands in its country's chain: the first step where the network file names none. */
export const stepOf = (chain: readonly string[], { step }: { step?: string }): string => step ?? chain[0]!;

/** Everybody at the nearest later step that anybody stands at: a step nobody holds must not keep an alert waiting. */
export function nextPlaces(network: NetworkFile, { country, chain }: Pick<Standing, 'country' | 'chain'>, from: string): Place[] {
  for (const step of chain.slice(chain.indexOf(from) + 1, -1)) {
    const here = (network.clients ?? []).filter((client) => client.role === 'reporter' && client.country === country && stepOf(chain, client) === step);
    if (here.length > 0) return here.map(({ id }) => ({ step, holder: id }));
  }
  const centre = decidingCentre(network, country);
  return centre ? [{ step: chain.at(-1)!, holder: centre.id }] : [];
}

/** Whether the network file still names who stands at this place. */
export const isThere = (network: NetworkFile, { country, chain }: Pick<Standing, 'country' | 'chain'>, { step, holder }: Place): boolean => (step === chain.at(-1)
  ? decidingCentre(network, country)?.id === holder
  : (network.clients ?? []).some((client) => client.id === holder && client.role === 'reporter' && client.country === country));

/** What this caller may do with the proposal as it stands. */
export function possibleSteps(network: NetworkFile, { country, chain, path, holder }: Standing, caller: string): Possible[] {
  if (holder === null) return [];
  const isMaker = path[0]!.holder === caller;
  const holds = holder === caller;
  const decides = decidingCentre(network, country)?.id === caller;
  return [
    ...(holds && !decides ? ['refer' as const] : []),
    ...(holds && !isMaker && isThere(network, { country, chain }, path.at(-2)!) ? ['return' as const] : []),
    // Whoever made it takes it back instead.
    ...(holds && !isMaker ? ['decline' as const] : []),
    ...(isMaker ? ['withdraw' as const] : []),
    ...(holds && decides ? ['issue' as const] : []),
  ];
}
