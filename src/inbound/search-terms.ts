// What an officer may look for by exact value: names, plates, identifiers, incidents. Stored as keyed hashes only.
import type { Alert } from '../model/generated/alert.js';
import type { KeyedHash } from '../trust/keyed-hash.js';

/** Names and ids are compared without case and repeated white space. */
const asName = (text: string): string => text.normalize('NFC').trim().replace(/\s+/g, ' ').toLocaleLowerCase('en');
/** Plates are compared by letters and digits alone: "AA 123-BB" is "aa123bb". */
const asPlate = (text: string): string => text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '').toLocaleLowerCase('en');

const names = (alert: Alert): string[] => [...(alert.case?.children ?? []), ...(alert.case?.suspects ?? [])]
  .flatMap(({ name }) => (name ? [name.full, [name.given, name.family].filter(Boolean).join(' ')] : []))
  .concat((alert.case?.relatedPersons ?? []).map(({ name }) => name))
  .filter((name): name is string => Boolean(name));

/** Keyed hashes under which an alert can be found, base64. */
export function searchHashes(alert: Alert, hash: KeyedHash): string[] {
  const terms = [...names(alert), alert.identifier, ...(alert.incidents ?? [])].map((term) => hash('search', 'name', asName(term)));
  const plates = (alert.case?.vehicles ?? []).flatMap(({ plate }) => (plate ? [hash('search', 'plate', asPlate(plate))] : []));
  return [...new Set([...terms, ...plates].map((value) => value.toString('base64')))];
}

/** The hashes a query may have been stored under. */
export const queryHashes = (query: string, hash: KeyedHash): string[] => {
  const plate = asPlate(query);
  return [hash('search', 'name', asName(query)), ...(plate ? [hash('search', 'plate', plate)] : [])].map((value) => value.toString('base64'));
};
