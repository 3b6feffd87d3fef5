// Look-ups in a network: who is this centre, who decides for a country, whose key is that.
import type { Centre, Client, NetworkFile } from '../model/generated/network.js';
import { plainFingerprint } from './access-key.js';

/** Who is calling. `id` is that of the centre or client; `countries` those a liaison serves, `*` for all; `country` and `step` a reporter's place in a referral chain. */
export interface Principal { role: 'centre' | Client['role']; id: string; name?: string; countries?: string[]; country?: string; step?: string }

export const findCentre = (network: NetworkFile, id: string): Centre | undefined => network.centres.find((centre) => centre.id === id);

/** The one centre that takes a country's decision: the one marked so, else the first of the country. */
export const decidingCentre = (network: NetworkFile, country: string): Centre | undefined => {
  const ofCountry = network.centres.filter((centre) => centre.country === country);
  return ofCountry.find((centre) => centre.decides) ?? ofCountry[0];
};

/** The ways in which an entry of the network file may name its holder. */
type Proof = Pick<Client, 'keySha256' | 'certificateSha256' | 'issuer' | 'subject'>;

const centrePrincipals = (centre: Centre): [Proof, Principal][] =>
  (centre.credentials ?? []).map((proof) => [proof, { role: proof.role, id: centre.id, ...(proof.name ? { name: proof.name } : {}) }]);

const clientPrincipal = (client: Client): [Proof, Principal] => {
  const { id, role, name, countries, country, step } = client;
  return [client, { role, id, ...(name ? { name } : {}), ...(countries ? { countries } : {}), ...(country ? { country } : {}), ...(step ? { step } : {}) }];
};

/** Who holds a key, a certificate (SHA-256 of each, hexadecimal) or the name an issuer gave. Whoever is not found may do nothing. */
export interface Principals {
  byKey(sha256: string): Principal | undefined;
  byCertificate(sha256: string): Principal | undefined;
  bySubject(issuer: string, subject: string): Principal | undefined;
}

/** One text for a pair of texts, whatever signs they hold. */
const pair = (issuer: string, subject: string): string => JSON.stringify([issuer, subject]);

/**
 * Prepares the look-ups. A map of hashes leaks nothing by its timing: who could steer a hash towards one that is stored would hold the key.
 */
export const principalsOf = (network: NetworkFile): Principals => {
  const all = [...network.centres.flatMap(centrePrincipals), ...(network.clients ?? []).map(clientPrincipal)];
  const index = (proofOf: (proof: Proof) => string | undefined): Map<string, Principal> => new Map(all.flatMap(([proof, principal]) => {
    const text = proofOf(proof);
    return text === undefined ? [] : [[text, principal] as const];
  }));
  const keys = index(({ keySha256 }) => keySha256?.toLowerCase());
  const certificates = index(({ certificateSha256 }) => certificateSha256 && plainFingerprint(certificateSha256));
  const subjects = index(({ issuer, subject }) => (issuer !== undefined && subject !== undefined ? pair(issuer, subject) : undefined));
  return {
    byKey: (sha256) => keys.get(sha256.toLowerCase()),
    byCertificate: (sha256) => certificates.get(plainFingerprint(sha256)),
    bySubject: (issuer, subject) => subjects.get(pair(issuer, subject)),
  };
};
