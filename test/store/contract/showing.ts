// Pictures in the store: one process works on each, what it learns is written once, and an erased alert takes no picture any more.
import { expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import type { Database } from '../../../src/store/database.js';
import { claimPhoto, failPhoto, findPhoto, forgetPhotos, hastenPhoto, insertPhotos, keepPhoto, photosOf, postponePhoto, releasePhoto, type ClaimedPhoto, type KeptPhoto } from '../../../src/store/photos.js';
import type { SealedPart, SealedStore } from '../../../src/store/sealed.js';
import { firstTo, fresh, laterOf, stored } from '../sample-acceptance.js';
import type { Acceptance } from '../../../src/store/accept.js';

const PICTURE = { place: 0, path: '/info/0/resource/0', declaredPlaceholder: false };
const content = (pixels: Buffer = randomBytes(32)): KeptPhoto => ({ photo: Buffer.from('photo'), thumbnail: Buffer.from('small'), facts: Buffer.from('{}'), width: 4, height: 3, pixels, placeholder: null });

export function showing(database: () => Database): void {
  const sealed: (SealedPart & { alert: string })[] = [];
  /** Sealing is another part's contract. */
  const sealing: SealedStore = { read: async () => undefined, write: async (_sql, alert, part) => { sealed.push({ ...part, alert }); return true; } };

  const shown = async (acceptance: Acceptance = firstTo([fresh('gr')], { origin: fresh('al') }), pictures = [PICTURE]): Promise<Acceptance> => {
    await stored(database(), acceptance);
    await insertPhotos(database(), acceptance.id, pictures);
    return acceptance;
  };
  /** The next picture of this alert; those of others are left as they are. */
  const claimed = async ({ id }: Acceptance): Promise<ClaimedPhoto> => {
    await database().query(`update photo set next_at = case when alert_id = $1 then now() - interval '1 hour' else now() + interval '1 hour' end where state = 'waiting'`, [id]);
    return (await claimPhoto(database(), []))!;
  };
  const expired = ({ id }: Acceptance): Promise<unknown> => database().query(`update photo set lease_until = now() - interval '1 second' where alert_id = $1`, [id]);
  const photoOf = ({ id }: Acceptance) => findPhoto(database(), id, 0);

  test('a picture is claimed by one of many, until it is given back, put off, or the lease ends', async () => {
    const alert = await shown();
    await claimed(alert);
    await expired(alert);
    const [first, ...others] = (await Promise.all(Array.from({ length: 5 }, () => claimPhoto(database(), [])))).filter((one) => one !== undefined);
    expect([first!.alert, others, first!.attempts]).toEqual([alert.id, [], 2]);
    await releasePhoto(database(), first!);
    expect((await photoOf(alert))!.attempts).toBe(1);
    const again = (await claimPhoto(database(), []))!;
    await postponePhoto(database(), again, 'HTTP_503', 60_000);
    expect([await claimPhoto(database(), []), (await photoOf(alert))]).toMatchObject([undefined, { state: 'waiting', code: 'HTTP_503', attempts: 2 }]);
  });

  test('whoever wakes up after the lease changes nothing', async () => {
    const alert = await shown();
    const late = await claimed(alert);
    await expired(alert);
    const holder = await claimed(alert);
    await keepPhoto(database(), sealing, late, content());
    await failPhoto(database(), late, 'NOT_A_PICTURE', true);
    await postponePhoto(database(), late, 'HTTP_500', 0);
    expect(await photoOf(alert)).toMatchObject({ state: 'waiting', code: null, attempts: 2 });
    await keepPhoto(database(), sealing, holder, content());
    expect(await photoOf(alert)).toMatchObject({ state: 'kept', width: 4, height: 3, bytes: 5, nextAttemptAt: null });
    expect(sealed.filter((part) => part.alert === alert.id).map(({ kind, ref }) => `${kind} ${ref}`)).toEqual(['photo 0', 'thumbnail 0', 'photo-facts 0']);
  });

  test('origins that are resting are passed over', async () => {
    const alert = await shown();
    const { origin, ...rest } = await claimed(alert);
    await releasePhoto(database(), { origin, ...rest });
    expect(await claimPhoto(database(), [alert.origin])).toBeUndefined();
    expect((await claimPhoto(database(), ['another']))?.alert).toBe(alert.id);
  });

  test('people are told of a failure once, and not where the alert has only ended', async () => {
    const [told, quiet] = [await shown(), await shown()];
    const one = await claimed(told);
    await failPhoto(database(), one, 'NOT_A_PICTURE', true);
    await failPhoto(database(), one, 'NOT_A_PICTURE', true);
    await failPhoto(database(), await claimed(quiet), 'ALERT_ENDED', false);
    const facts = await database().query<{ alert_id: string; detail: object }>(`select alert_id, detail from audit_entry where type = 'photo.failed' and alert_id = any($1::text[])`, [[told.id, quiet.id]]);
    expect(facts).toEqual([{ alert_id: told.id, detail: { place: 0, error: 'NOT_A_PICTURE' } }]);
  });

  test('an alert that was cancelled wants no picture, an erased one takes none, and what is known of its pictures goes', async () => {
    const [cancelled, erased, kept] = [await shown(), await shown(), await shown()];
    await database().query(`update alert set state = 'cancelled' where id = $1`, [cancelled.id]);
    expect((await claimed(cancelled)).wanted).toBe(false);
    const late = await claimed(erased);
    await database().query(`update alert set state = 'erased' where id = $1`, [erased.id]);
    await keepPhoto(database(), sealing, late, content());
    expect([(await photoOf(erased))!.state, sealed.some((part) => part.alert === erased.id)]).toEqual(['waiting', false]);
    await keepPhoto(database(), sealing, await claimed(kept), content());
    for (const { id } of [erased, kept]) await forgetPhotos(database(), id);
    expect([await photoOf(erased), await photoOf(kept)]).toMatchObject([{ state: 'failed', code: 'ALERT_ENDED' }, { state: 'kept', width: null, height: null, bytes: null }]);
    expect(await database().query('select 1 from photo where pixels_hash is not null and alert_id = any($1::text[])', [[erased.id, kept.id]])).toEqual([]);
  });

  test('asking makes a picture due, but not more often than every few seconds', async () => {
    const alert = await shown();
    await postponePhoto(database(), await claimed(alert), 'HTTP_503', 600_000);
    const wait = async (): Promise<number> => (await photoOf(alert))!.nextAttemptAt!.getTime() - Date.now();
    await hastenPhoto(database(), alert.id, 0);
    expect(await wait()).toBeGreaterThan(500_000);
    await database().query(`update photo set attempted_at = now() - interval '6 seconds' where alert_id = $1`, [alert.id]);
    await hastenPhoto(database(), alert.id, 0);
    expect(await wait()).toBeLessThan(1_000);
  });

  test('one picture in three real cases of one origin shows none of the children; in versions of one case, at other origins and in drills it may', async () => {
    const [origin, pixels] = [fresh('al'), randomBytes(32)];
    const keep = async (acceptance: Acceptance): Promise<Acceptance> => { await shown(acceptance); await keepPhoto(database(), sealing, await claimed(acceptance), content(pixels)); return acceptance; };
    const first = await keep(firstTo([fresh('gr')], { origin }));
    const second = await keep(firstTo([fresh('gr')], { origin }));
    await keep(laterOf(first, 'Update', { origin }));
    await keep(firstTo([fresh('gr')], { origin: fresh('other') }));
    await keep(firstTo([fresh('gr')], { origin, status: 'Exercise', effectiveStatus: 'Exercise' }));
    expect((await photoOf(second))!.placeholder).toBeNull();
    const third = await keep(firstTo([fresh('gr')], { origin }));
    expect([(await photoOf(first))!.placeholder, (await photoOf(third))!.placeholder]).toEqual(['repeated', 'repeated']);
  });

  test('all pictures of an alert are entered with it, in their order', async () => {
    const alert = await shown(undefined, [PICTURE, { place: 1, path: '/case/children/0/photos/0', declaredPlaceholder: true }]);
    expect((await photosOf(database(), alert.id)).map(({ place, placeholder, state }) => [place, placeholder, state])).toEqual([[0, null, 'waiting'], [1, 'declared', 'waiting']]);
  });
}
