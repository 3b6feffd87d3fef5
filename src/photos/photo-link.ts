// The link by which one recipient sees one picture: what it says is signed, so that nobody can alter it, and it says when it ends.
import { timingSafeEqual } from 'node:crypto';
import type { KeyedHash } from '../trust/keyed-hash.js';

/** `centre`: whose copy of the alert holds the link. `holder`: whom it was made for: the centre itself, or a liaison officer who read that copy. `ends`: Unix seconds. */
export interface PhotoClaim { alert: string; place: number; centre: string; holder: string; ends: number }

const MAC_BYTES = 32;

const said = ({ alert, place, centre, holder, ends }: PhotoClaim): string => JSON.stringify([alert, place, centre, holder, ends]);

export const writePhotoToken = (hash: KeyedHash, claim: PhotoClaim): string => {
  const text = said(claim);
  return Buffer.concat([hash('photo-link', text), Buffer.from(text)]).toString('base64url');
};

/** @returns undefined for what was not written by this deployment, letter by letter. */
export function readPhotoToken(hash: KeyedHash, token: string): PhotoClaim | undefined {
  const bytes = Buffer.from(token, 'base64url');
  const [mac, text] = [bytes.subarray(0, MAC_BYTES), bytes.subarray(MAC_BYTES)];
  // base64url has several spellings of the same bytes; ours is one of them.
  if (mac.length !== MAC_BYTES || bytes.toString('base64url') !== token || !timingSafeEqual(mac, hash('photo-link', text))) return undefined;
  const [alert, place, centre, holder, ends] = JSON.parse(text.toString('utf8')) as [string, number, string, string, number];
  return { alert, place, centre, holder, ends };
}
