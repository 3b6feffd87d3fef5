// Makes the links for one recipient's copy of an alert, and says of each picture what is known by now.
import type { Clock } from '../clock.js';
import type { PhotoLinks } from '../outbound/link-photos.js';
import type { Sql } from '../store/database.js';
import { photosOf, type PhotoRow } from '../store/photos.js';
import type { SealedStore } from '../store/sealed.js';
import type { KeyedHash } from '../trust/keyed-hash.js';
import type { PhotoFacts } from './keep-photo.js';
import { writePhotoToken } from './photo-link.js';

export interface PhotoLinkPorts {
  database: Sql; sealed: SealedStore; hash: KeyedHash; clock: Clock;
  /** How long a link lives. */
  minutes: number;
  /** Where a token is answered. */
  addressOf: (token: string) => string;
}

const factsOf = async ({ sealed }: PhotoLinkPorts, alert: string, { state, place }: PhotoRow): Promise<PhotoFacts | undefined> => {
  const plain = state === 'kept' ? await sealed.read(alert, 'photo-facts', String(place)) : undefined;
  return plain && JSON.parse(plain.toString('utf8')) as PhotoFacts;
};

export const createPhotoLinks = (ports: PhotoLinkPorts): PhotoLinks => async (alert, centre, holder) => {
  const { database, hash, clock, minutes, addressOf } = ports;
  const rows = await Promise.all((await photosOf(database, alert)).map(async (row) => [row.place, { row, facts: await factsOf(ports, alert, row) }] as const));
  const known = new Map(rows);
  const ends = Math.floor(clock.now().getTime() / 1_000) + minutes * 60;
  return (place) => {
    const { row, facts } = known.get(place) ?? {};
    return { uri: addressOf(writePhotoToken(hash, { alert, place, centre, holder, ends })), placeholder: (row?.placeholder ?? null) !== null, ...(facts ? { facts } : {}) };
  };
};
