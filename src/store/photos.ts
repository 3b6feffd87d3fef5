// Pictures in the store: where each stands, under a lease while somebody works on it. The pictures themselves are sealed parts of their alert.
import { record } from './audit.js';
import { recordDisclosures } from './disclosures.js';
import type { Database, Sql } from './database.js';
import type { SealedStore } from './sealed.js';

export type PlaceholderReason = 'declared' | 'address' | 'content' | 'repeated';

export interface PhotoRow {
  place: number; path: string; state: 'waiting' | 'kept' | 'failed'; code: string | null; placeholder: PlaceholderReason | null;
  attempts: number; nextAttemptAt: Date | null; width: number | null; height: number | null; bytes: number | null;
}

/** Longer than a picture may take to be fetched, to wait its turn and to be cleaned. */
const LEASE_SECONDS = 90;
/** Whoever asks for a picture makes it due, so often and not oftener. */
const ASKED_AGAIN_SECONDS = 5;
/** A picture shown in so many cases of one origin shows none of the children. */
const REPEATED_IN = 3;

const PHOTO = `p.place, p.path, p.state, p.code, p.placeholder, p.attempts, case when p.state = 'waiting' then p.next_at end as "nextAttemptAt", p.width, p.height, p.bytes`;

/** Enters what an alert shows, in the transaction that accepts it. */
export async function insertPhotos(sql: Sql, alert: string, pictures: readonly { place: number; path: string; declaredPlaceholder: boolean }[]): Promise<void> {
  if (pictures.length === 0) return;
  await sql.query(
    `insert into photo (alert_id, place, path, placeholder) select $1, n.place, n.path, case when n."declaredPlaceholder" then 'declared' end
     from jsonb_to_recordset($2::jsonb) as n (place integer, path text, "declaredPlaceholder" boolean)`,
    [alert, JSON.stringify(pictures.map(({ place, path, declaredPlaceholder }) => ({ place, path, declaredPlaceholder })))]);
}

/** `ageMs`: since the alert was accepted. `wanted`: its alert still goes round. */
export interface ClaimedPhoto { alert: string; place: number; token: number; attempts: number; ageMs: number; origin: string; incident: string; wanted: boolean }

/** The picture that has waited longest of those that are due. @param resting origins for which enough is under way. */
export const claimPhoto = async (sql: Sql, resting: readonly string[]): Promise<ClaimedPhoto | undefined> => (await sql.query<ClaimedPhoto>(
  `update photo p set lease_until = now() + interval '${LEASE_SECONDS} seconds', lease_token = nextval('delivery_fence'), attempts = p.attempts + 1, attempted_at = now()
   from alert a where a.id = p.alert_id and (p.alert_id, p.place) = (
     select w.alert_id, w.place from photo w join alert o on o.id = w.alert_id
     where w.state = 'waiting' and w.next_at <= now() and (w.lease_until is null or w.lease_until < now()) and o.origin <> all($1::text[])
     order by w.next_at limit 1 for update of w skip locked)
   returning p.alert_id as alert, p.place, p.lease_token as token, p.attempts, (extract(epoch from now() - p.created_at) * 1000)::float8 as "ageMs", a.origin, a.incident_id as incident,
     a.state in ('active', 'superseded') as wanted`, [resting]))[0];

/** Gives a picture back as it was: nothing was learnt about it. */
export const releasePhoto = (sql: Sql, { alert, place, token }: ClaimedPhoto): Promise<unknown> =>
  sql.query('update photo set lease_until = null, lease_token = null, attempts = attempts - 1 where alert_id = $1 and place = $2 and lease_token = $3', [alert, place, token]);

/** It will be tried again. */
export const postponePhoto = (sql: Sql, { alert, place, token }: ClaimedPhoto, code: string, waitMs: number): Promise<unknown> => sql.query(
  `update photo set lease_until = null, lease_token = null, code = $4, next_at = now() + make_interval(secs => $5::float8 / 1000) where alert_id = $1 and place = $2 and lease_token = $3`, [alert, place, token, code, waitMs]);

/** It is given up. @param told whether people have to hear of it. */
export const failPhoto = (database: Database, { alert, place, token, origin, incident }: ClaimedPhoto, code: string, told: boolean): Promise<void> => database.transaction(async (sql) => {
  const failed = await sql.query(
    `update photo set state = 'failed', lease_until = null, lease_token = null, code = $4 where alert_id = $1 and place = $2 and lease_token = $3 and state = 'waiting' returning place`, [alert, place, token, code]);
  if (failed.length > 0 && told) await record(sql, [{ type: 'photo.failed', alert, incident, centre: origin, detail: { place, error: code } }]);
});

/** `facts`: size and digests, as JSON. `pixels`: a keyed hash of what it shows. */
export interface KeptPhoto { photo: Buffer; thumbnail: Buffer; facts: Buffer; width: number; height: number; pixels: Buffer; placeholder: PlaceholderReason | null }

/** Whether the picture is still ours, and there is still an alert to show it: held until the transaction ends, so that erasing comes before or after. */
const isWanted = async (sql: Sql, { alert, place, token }: ClaimedPhoto): Promise<boolean> => (await sql.query(
  `select 1 from photo p join alert a on a.id = p.alert_id
   where p.alert_id = $1 and p.place = $2 and p.lease_token = $3 and p.state = 'waiting' and a.state <> 'erased' for update of p for share of a`, [alert, place, token])).length > 0;

/** Drills show one picture again and again, and make no placeholder of it. */
const markRepeated = (sql: Sql, origin: string, pixels: Buffer): Promise<unknown> => sql.query(
  `update photo p set placeholder = 'repeated' from alert a where a.id = p.alert_id and a.origin = $1 and p.pixels_hash = $2 and p.placeholder is null
     and (select count(distinct o.incident_id) from photo q join alert o on o.id = q.alert_id where q.pixels_hash = $2 and o.origin = $1 and o.effective_status = 'Actual') >= ${REPEATED_IN}`, [origin, pixels]);

/** Seals a cleaned picture under the key of its alert. Changes nothing where the lease is somebody else's by now, or the alert erased. */
export const keepPhoto = (database: Database, sealed: SealedStore, claimed: ClaimedPhoto, kept: KeptPhoto): Promise<void> => database.transaction(async (sql) => {
  if (!await isWanted(sql, claimed)) return;
  const { alert, place, origin } = claimed;
  const { photo, thumbnail, facts, width, height, pixels, placeholder } = kept;
  const ref = String(place);
  for (const part of [{ kind: 'photo', plain: photo }, { kind: 'thumbnail', plain: thumbnail }, { kind: 'photo-facts', plain: facts }] as const) await sealed.write(sql, alert, { ...part, ref });
  await sql.query(
    `update photo set state = 'kept', code = null, lease_until = null, lease_token = null, width = $3, height = $4, bytes = $5, pixels_hash = $6, placeholder = coalesce(placeholder, $7)
     where alert_id = $1 and place = $2`,
    [alert, place, width, height, photo.length, pixels, placeholder]);
  await markRepeated(sql, origin, pixels);
});

export const photosOf = (sql: Sql, alert: string): Promise<PhotoRow[]> => sql.query<PhotoRow>(`select ${PHOTO} from photo p where p.alert_id = $1 order by p.place`, [alert]);

export const findPhoto = async (sql: Sql, alert: string, place: number): Promise<PhotoRow | undefined> =>
  (await sql.query<PhotoRow>(`select ${PHOTO} from photo p where p.alert_id = $1 and p.place = $2`, [alert, place]))[0];

/** Somebody waits for it. */
export const hastenPhoto = (sql: Sql, alert: string, place: number): Promise<unknown> => sql.query(
  `update photo set next_at = now() where alert_id = $1 and place = $2 and state = 'waiting' and next_at > now() and attempted_at < now() - interval '${ASKED_AGAIN_SECONDS} seconds'`, [alert, place]);

export interface PhotoAccess { alert: string; incident: string; /** Whose copy of the alert held the link. */ centre: string; /** Whom the link was made for. */ holder: string; }

/** Written before the first byte goes out: who was shown a picture. */
export const recordPhotoAccess = (sql: Sql, { alert, incident, centre, holder }: PhotoAccess): Promise<void> => recordDisclosures(sql, [
  { who: holder, role: holder === centre ? 'centre' : 'liaison', what: 'photo', channel: 'link', why: holder === centre ? 'addressee' : 'oversight', classes: ['identity'], alert, incident }]);

/** For erasing an alert, beside its sealed parts: what is left says that there were pictures, and nothing of what they showed. */
export const forgetPhotos = (sql: Sql, alert: string): Promise<unknown> => sql.query(
  `update photo set pixels_hash = null, width = null, height = null, bytes = null, lease_until = null, lease_token = null,
     code = case when state = 'waiting' then 'ALERT_ENDED' else code end, state = case when state = 'waiting' then 'failed' else state end where alert_id = $1`, [alert]);
