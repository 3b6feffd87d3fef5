// Look-ups in a network: who is this centre, who decides for a country, whose key is that.
import type { Centre, Client, NetworkFile } from '../model/generated/network.js';

/** Who is calling. `id` is that of the centre or client; `countries` those a liaison serves, `*` for all. */
export interface Principal { role: 'centre' | Client['role']; id: string; name?: string; countries?: string[] }

export const findCentre = (network: NetworkFile, id: string): Centre | undefined => network.centres.find((centre) => centre.id === id);

/** The one centre that takes a country's decision: the one marked so, else the first of the country. */
export const decidingCentre = (network: NetworkFile, country: string): Centre | undefined => {
  const ofCountry = network.centres.filter((centre) => centre.country === country);
  return ofCountry.find((centre) => centre.decides) ?? ofCountry[0];
};

const centrePrincipals = (centre: Centre): [string, Principal][] =>
  (centre.credentials ?? []).map(({ role, name, keySha256 }) => [keySha256.toLowerCase(), { role, id: centre.id, ...(name ? { name } : {}) }]);

const clientPrincipal = ({ id, role, name, countries, keySha256 }: Client): [string, Principal] =>
  [keySha256.toLowerCase(), { role, id, ...(name ? { name } : {}), ...(countries ? { countries } : {}) }];

/**
 * Prepares the look-up from the SHA-256 of a key (hexadecimal) to its holder. A map of hashes leaks nothing by its timing: who could steer a hash
 * towards one that is stored would hold the key.
 */
export const principalOf = (network: NetworkFile): ((keySha256: string) => Principal | undefined) => {
  const holders = new Map([...network.centres.flatMap(centrePrincipals), ...(network.clients ?? []).map(clientPrincipal)]);
  return (keySha256) => holders.get(keySha256.toLowerCase());
};
