// Feeds in the store: one process looks at one feed, one request goes to one host, and what was seen is remembered as it was first seen.
import { expect, test } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import type { Database } from '../../../src/store/database.js';
import { claimFeed, DOWN_AFTER, endPoll, enrolFeeds, hastenFeeds, markGone, noticeItems, readFeedHealth, releaseFeed, renewFeed, settleItems, type ClaimedFeed } from '../../../src/store/feeds.js';
import { firstTo, stored } from '../sample-acceptance.js';

const READ = { etag: '"a"', lastModified: null, rules: 'r', waitMs: 0 };

export function polling(database: () => Database): void {
  const enrolled = async (host: string = randomUUID()): Promise<string> => {
    const id = randomUUID();
    await enrolFeeds(database(), [{ id, centre: 'nl', host }]);
    return id;
  };
  const claimed = async (id: string): Promise<ClaimedFeed> => (await claimFeed(database(), [id]))!;
  const typesOf = async (feed: string): Promise<string[]> => (await database().query<{ type: string }>(`select type from audit_entry where detail->>'feed' = $1 order by id`, [feed])).map(({ type }) => type);
  const resting = (id: string): Promise<unknown> => database().query(`update feed set last_attempt_at = now() - interval '1 hour' where id = $1`, [id]);

  test('a feed is claimed by one, until it is given back or its lease ends', async () => {
    const id = await enrolled();
    const together = await Promise.all(Array.from({ length: 4 }, () => claimFeed(database(), [id])));
    const [first, ...others] = together.filter((one) => one !== undefined);
    expect(others).toEqual([]);
    expect(await renewFeed(database(), first!)).toBe(true);
    await database().query(`update feed set lease_until = now() - interval '1 second' where id = $1`, [id]);
    const second = await claimed(id);
    expect(await renewFeed(database(), first!)).toBe(false);
    await endPoll(database(), 'nl', first!, { error: 'LATE', waitMs: 0 });
    await releaseFeed(database(), first!);
    expect((await readFeedHealth(database())).find((row) => row.id === id)).toMatchObject({ failures: 0, lastError: null });
    expect(await renewFeed(database(), second)).toBe(true);
  });

  test('feeds of one host are asked one at a time and not in quick succession, those of others meanwhile', async () => {
    const host = randomUUID();
    const [one, two, elsewhere] = [await enrolled(host), await enrolled(host), await enrolled()];
    const first = await claimed(one);
    expect(await claimFeed(database(), [two])).toBeUndefined();
    expect((await claimFeed(database(), [two, elsewhere]))?.id).toBe(elsewhere);
    await endPoll(database(), 'nl', first, READ);
    expect(await claimFeed(database(), [two])).toBeUndefined();
    await resting(one);
    expect((await claimFeed(database(), [two]))?.id).toBe(two);
  });

  test('a feed is not looked at before its time, unless all are hastened, and brings its validators', async () => {
    const id = await enrolled();
    await endPoll(database(), 'nl', await claimed(id), { ...READ, waitMs: 60_000 });
    expect(await claimFeed(database(), [id])).toBeUndefined();
    await hastenFeeds(database(), [id]);
    expect(await claimed(id)).toMatchObject({ id, etag: '"a"', lastModified: null, rules: 'r', failures: 0 });
  });

  test('a feed that fails is told of once, keeps its validators, and is told of again when it is well', async () => {
    const id = await enrolled();
    await endPoll(database(), 'nl', await claimed(id), READ);
    const ends = [];
    for (let failure = 0; failure < DOWN_AFTER + 2; failure += 1) ends.push(await endPoll(database(), 'nl', await claimed(id), { error: 'HTTP_500', waitMs: 0 }));
    expect(ends.map(({ wentDown }) => wentDown)).toEqual(ends.map((_, index) => index === DOWN_AFTER - 1));
    const again = await claimed(id);
    expect(again).toMatchObject({ failures: DOWN_AFTER + 2, etag: '"a"' });
    expect(await endPoll(database(), 'nl', again, READ)).toEqual({ wentDown: false, cameUp: true });
    expect(await typesOf(id)).toEqual(['feed.down', 'feed.up']);
  });

  test('an item keeps the moment its content was first seen, however often it is seen, and gets a new one with other content', async () => {
    const id = await enrolled();
    const [key, one, other] = [randomBytes(32), randomBytes(32), randomBytes(32)];
    const notice = async (version: Buffer) => (await noticeItems(database(), id, [{ key, version }]))[0]!;
    const first = await notice(one);
    await database().query(`update feed_item set noticed_at = noticed_at - interval '1 hour' where feed = $1`, [id]);
    const again = await notice(one);
    expect([first.outcome, first.noticedAt.getTime() - again.noticedAt.getTime()]).toEqual([null, 3_600_000]);
    await settleItems(database(), { id, centre: 'nl' }, [{ key, outcome: 'accepted', alert: 'a' }], []);
    expect(await notice(one)).toMatchObject({ outcome: 'accepted', alert: 'a', noticedAt: again.noticedAt });
    const changed = await notice(other);
    expect(changed).toMatchObject({ outcome: null, alert: 'a' });
    expect(changed.noticedAt.getTime()).toBeGreaterThan(again.noticedAt.getTime());
    await settleItems(database(), { id, centre: 'nl' }, [{ key, outcome: 'INVALID', alert: null }], ['INVALID']);
    expect(await notice(other)).toMatchObject({ outcome: 'INVALID', alert: 'a' });
    expect(await typesOf(id)).toEqual(['feed.refused']);
  });

  test('what is gone is told where that is news and its alert goes round still, once; nothing else changes', async () => {
    const id = await enrolled();
    const [active, ended] = await stored(database(), firstTo(['gr']), firstTo(['gr']));
    await database().query(`update alert set state = 'cancelled' where id = $1`, [ended.id]);
    const items = [active.id, ended.id, null].map((alert) => ({ key: randomBytes(32), version: randomBytes(32), outcome: 'accepted', alert }));
    await noticeItems(database(), id, items);
    await settleItems(database(), { id, centre: 'nl' }, items, []);
    const gone = (present: Buffer[], isNews: boolean): Promise<number> => markGone(database(), { id, centre: 'nl' }, present, isNews);
    expect(await gone(items.map(({ key }) => key), true)).toBe(0);
    expect(await gone([], true)).toBe(1);
    expect(await gone([], true)).toBe(0);
    await noticeItems(database(), id, items);
    expect(await gone([], false)).toBe(0);
    expect(await typesOf(id)).toEqual(['feed.gone']);
    expect(await database().query('select state from alert where id = $1', [active.id])).toEqual([{ state: 'active' }]);
  });
}
