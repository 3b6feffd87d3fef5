// One picture on its way from the origin to us: out of the message or from its address, cleaned, sealed under the key of its alert.
import { createHash } from 'node:crypto';
import type { NetworkFile } from '../model/generated/network.js';
import { picturesOf, MOST_PICTURES, type Picture } from '../model/pictures.js';
import type { FetchDocument } from '../outbound/transport/fetch-document.js';
import type { AlertReader } from '../store/alert-reader.js';
import type { Database } from '../store/database.js';
import { failPhoto, keepPhoto, postponePhoto, releasePhoto, type ClaimedPhoto, type KeptPhoto, type PlaceholderReason } from '../store/photos.js';
import type { SealedStore } from '../store/sealed.js';
import type { KeyedHash } from '../trust/keyed-hash.js';
import { cleanPhoto, MOST_BYTES, Unclean, type CleanPhoto } from './clean-photo.js';
import { leadsToPlaceholder } from './placeholder-words.js';

export interface KeepPorts { database: Database; sealed: SealedStore; reader: AlertReader; hash: KeyedHash; fetch: FetchDocument; network: () => NetworkFile; random: () => number }

/** Of a cleaned picture: bytes, and digests in hexadecimal. */
export interface PhotoFacts { size: number; sha1: string; sha256: string }

export interface Tried { outcome: 'kept' | 'waiting' | 'failed' | 'released'; code?: string }

/** Why there is no picture, and whether it would be the same next time. */
interface Missing { code: string; final: boolean }

const SECOND = 1_000;
/** After the last of these that wait repeats. */
const WAITS = [5, 15, 60, 300, 900].map((seconds) => seconds * SECOND);
/** Whoever has a photo puts it there within this time of the alert. */
const GIVE_UP_MS = 2 * 60 * 60 * SECOND;

/** Answers that no waiting changes. A picture cut off on its way may come whole. */
const FINAL = new Set(['EMPTY', 'TOO_LARGE', 'NOT_A_PICTURE', 'TOO_MANY_PIXELS', 'TOO_SLOW', 'PLAIN_HTTP', 'ADDRESS_PRIVATE', 'ADDRESS_FORBIDDEN']);

const never = (code: string): Missing => ({ code, final: true });

const isFetchable = (uri = ''): boolean => URL.canParse(uri) && /^https?:$/.test(new URL(uri).protocol);

async function bytesOf({ fetch, network }: KeepPorts, { embedded, uri, place }: Picture, signal: AbortSignal): Promise<Buffer | Missing> {
  if (place >= MOST_PICTURES) return never('TOO_MANY');
  if (embedded !== undefined) return Buffer.from(embedded, 'base64');
  if (!isFetchable(uri)) return never('NO_ADDRESS');
  const allowPrivate = network().gateway.allowPrivateAddresses ?? false;
  const fetched = await fetch({ url: uri!, headers: { accept: 'image/jpeg, image/png, image/webp, image/gif' }, allowPrivate, maxBytes: MOST_BYTES, signal });
  if ('body' in fetched) return fetched.body;
  const code = 'failure' in fetched ? fetched.failure : 'UNCHANGED';
  return { code, final: FINAL.has(code) };
}

const cleaned = (bytes: Buffer, embedded: boolean): Promise<CleanPhoto | Missing> => cleanPhoto(bytes).catch((cause: unknown) => {
  if (!(cause instanceof Unclean)) throw cause;
  return { code: cause.code, final: embedded || FINAL.has(cause.code) };
});

const digest = (algorithm: 'sha1' | 'sha256', bytes: Buffer): string => createHash(algorithm).update(bytes).digest('hex');

const factsOf = (photo: Buffer): PhotoFacts => ({ size: photo.length, sha1: digest('sha1', photo), sha256: digest('sha256', photo) });

const reasonOf = ({ uri = '' }: Picture, { placeholder }: CleanPhoto): PlaceholderReason | null => (leadsToPlaceholder(uri) ? 'address' : placeholder ? 'content' : null);

const asKept = ({ hash }: KeepPorts, picture: Picture, clean: CleanPhoto): KeptPhoto =>
  ({ ...clean, facts: Buffer.from(JSON.stringify(factsOf(clean.photo))), pixels: hash('pixels', clean.pixels), placeholder: reasonOf(picture, clean) });

async function look(ports: KeepPorts, { alert: id, place, wanted }: ClaimedPhoto, signal: AbortSignal): Promise<KeptPhoto | Missing> {
  const alert = wanted ? await ports.reader.read(id) : undefined;
  const picture = alert && picturesOf(alert).pictures[place];
  if (!picture) return never('ALERT_ENDED');
  const bytes = await bytesOf(ports, picture, signal);
  if ('code' in bytes) return bytes;
  const clean = await cleaned(bytes, picture.embedded !== undefined);
  return 'code' in clean ? clean : asKept(ports, picture, clean);
}

const waitFor = (attempts: number, random: number): number => WAITS[Math.min(attempts, WAITS.length) - 1]! * (0.9 + 0.2 * random);

/** Tries one claimed picture. @param signal fires when the gateway stops. @throws what is no fault of the picture (the store went away); the lease then runs out. */
export async function tryPhoto(ports: KeepPorts, claimed: ClaimedPhoto, signal: AbortSignal): Promise<Tried> {
  const { database, sealed, random } = ports;
  const found = await look(ports, claimed, signal);
  if (!('code' in found)) { await keepPhoto(database, sealed, claimed, found); return { outcome: 'kept' }; }
  const { code } = found;
  if (signal.aborted) { await releasePhoto(database, claimed); return { outcome: 'released' }; }
  if (found.final || claimed.ageMs > GIVE_UP_MS) { await failPhoto(database, claimed, code, code !== 'ALERT_ENDED'); return { outcome: 'failed', code }; }
  await postponePhoto(database, claimed, code, waitFor(claimed.attempts, random()));
  return { outcome: 'waiting', code };
}
