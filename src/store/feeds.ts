// What is fetched, and what has been seen in it: one lease per feed so that one process polls it, and a row per item so that each content enters once.
import { record } from './audit.js';
import type { Database, Sql } from './database.js';

/** Longer than one request may take; renewed before each. */
const LEASE_SECONDS = 60;
/** Between two requests to one host. */
export const PAUSE_MS = 1_000;
/** Failures in a row after which people are told. */
export const DOWN_AFTER = 3;
/** How long an item that is gone is remembered, in days: it may come back. */
const REMEMBERED_DAYS = 30;
/** Whoever claims looks at all hosts, so only one process may. */
const CLAIMING = 4_116_000_113n;

export interface FeedEntry { id: string; centre: string; host: string }

/** `rules`: by what the items were judged that were refused. */
export interface ClaimedFeed { id: string; token: number; etag: string | null; lastModified: string | null; failures: number; rules: string | null }

/** Makes the rows of feeds that are new in the network file. */
export const enrolFeeds = (sql: Sql, feeds: readonly FeedEntry[]): Promise<unknown> => sql.query(
  'insert into feed (id, centre, host) select id, centre, host from jsonb_to_recordset($1::jsonb) as f (id text, centre text, host text) on conflict (id) do nothing', [JSON.stringify(feeds)]);

/** Makes all of them due. */
export const hastenFeeds = (sql: Sql, ids: readonly string[]): Promise<unknown> => sql.query('update feed set next_at = now() where id = any($1::text[]) and next_at > now()', [ids]);

/** Gives a feed back as it was: nothing was learnt about it. */
export const releaseFeed = (sql: Sql, { id, token }: ClaimedFeed): Promise<unknown> =>
  sql.query('update feed set lease_until = null, lease_token = null where id = $1 and lease_token = $2', [id, token]);

/** The feed that has waited longest of those that are due and whose host is at rest. @returns undefined where there is none. */
export const claimFeed = (database: Database, ids: readonly string[]): Promise<ClaimedFeed | undefined> => database.transaction(async (sql) => (await sql.query<ClaimedFeed>(
  `update feed set lease_until = now() + interval '${LEASE_SECONDS} seconds', lease_token = nextval('delivery_fence'), last_attempt_at = now()
   where id = (select f.id from feed f where f.id = any($1::text[]) and f.next_at <= now() and (f.lease_until is null or f.lease_until < now())
     and not exists (select 1 from feed o where o.host = f.host and o.id <> f.id and (o.lease_until > now() or o.last_attempt_at > now() - interval '${PAUSE_MS} milliseconds'))
     order by f.next_at limit 1)
   returning id, lease_token as token, etag, last_modified as "lastModified", failures, rules`, [ids]))[0], [CLAIMING]);

/** @returns whether the feed is still ours. */
export const renewFeed = async (sql: Sql, { id, token }: ClaimedFeed): Promise<boolean> => (await sql.query(
  `update feed set lease_until = now() + interval '${LEASE_SECONDS} seconds' where id = $1 and lease_token = $2 returning id`, [id, token])).length > 0;

/** How a poll ended. The validators of a document are kept only once everything in it is settled: what is left would never be seen again. */
export type PollEnd = { waitMs: number } & ({ error: string } | { etag: string | null; lastModified: string | null; rules: string });

interface Ended { wentDown: boolean; cameUp: boolean }

/** Ends the lease and tells the audit trail where the feed went down or came up. Changes nothing where the lease is somebody else's by now. */
export const endPoll = (database: Database, centre: string, { id, token }: ClaimedFeed, end: PollEnd): Promise<Ended> => database.transaction(async (sql) => {
  const failed = 'error' in end;
  const [row] = await sql.query<Ended>(
    `with before as (select id, failures, down_since from feed where id = $1 and lease_token = $2 for update)
     update feed f set lease_until = null, lease_token = null, next_at = now() + make_interval(secs => $3::float8 / 1000), last_attempt_at = now(), last_error = $4,
       failures = case when $5::boolean then f.failures + 1 else 0 end,
       down_since = case when not $5::boolean then null when f.failures + 1 >= ${DOWN_AFTER} then coalesce(f.down_since, now()) else f.down_since end,
       last_success_at = case when $5::boolean then f.last_success_at else now() end,
       etag = case when $5::boolean then f.etag else $6 end, last_modified = case when $5::boolean then f.last_modified else $7 end, rules = case when $5::boolean then f.rules else $8 end
     from before where f.id = before.id
     returning (before.down_since is null and f.down_since is not null) as "wentDown", (before.down_since is not null and f.down_since is null) as "cameUp"`,
    [id, token, end.waitMs, failed ? end.error : null, failed, ...(failed ? [null, null, null] : [end.etag, end.lastModified, end.rules])]);
  const ended = row ?? { wentDown: false, cameUp: false };
  if (ended.wentDown) await record(sql, [{ type: 'feed.down', centre, detail: { feed: id, error: failed ? end.error : 'UNKNOWN' } }]);
  if (ended.cameUp) await record(sql, [{ type: 'feed.up', centre, detail: { feed: id } }]);
  return ended;
});

/** What is known of one item. `version` is that of its content, `outcome` null where it has to be tried again. */
export interface FeedItem { key: Buffer; version: Buffer; noticedAt: Date; outcome: string | null; alert: string | null }

const ITEM = `key, version, noticed_at as "noticedAt", outcome, alert_id as alert`;

const base64 = (value: Buffer): string => value.toString('base64');

/**
 * Notes that these items are in the feed with this content, before anything is done about it: the moment a content was first seen stays the same,
 * however often the work on it is begun.
 */
export const noticeItems = (sql: Sql, feed: string, items: readonly { key: Buffer; version: Buffer }[]): Promise<FeedItem[]> => sql.query<FeedItem>(
  `insert into feed_item as i (feed, key, version, noticed_at)
   select $1, decode(n.key, 'base64'), decode(n.version, 'base64'), date_trunc('second', now()) from jsonb_to_recordset($2::jsonb) as n (key text, version text)
   on conflict (feed, key) do update set version = excluded.version, gone_at = null,
     noticed_at = case when i.version = excluded.version then i.noticed_at else excluded.noticed_at end, outcome = case when i.version = excluded.version then i.outcome end
   returning ${ITEM}`, [feed, JSON.stringify(items.map(({ key, version }) => ({ key: base64(key), version: base64(version) })))]);

export interface SettledItem { key: Buffer; outcome: string | null; alert: string | null }

/** What became of items, and what people have to hear of those that were refused: once each, as codes. */
export const settleItems = (database: Database, feed: { id: string; centre: string }, items: readonly SettledItem[], told: readonly string[]): Promise<void> => database.transaction(async (sql) => {
  await sql.query(
    `update feed_item i set outcome = s.outcome, alert_id = coalesce(s.alert, i.alert_id) from jsonb_to_recordset($2::jsonb) as s (key text, outcome text, alert text)
     where i.feed = $1 and i.key = decode(s.key, 'base64')`, [feed.id, JSON.stringify(items.map(({ key, ...rest }) => ({ ...rest, key: base64(key) })))]);
  if (told.length > 0) await record(sql, [{ type: 'feed.refused', centre: feed.centre, detail: { feed: feed.id, error: told[0], codes: [...new Set(told)], items: told.length } }]);
});

/**
 * Marks what is no longer in the feed. Nothing ends by that: where absence may mean an end, the audit trail is told of each alert that still goes round.
 * @returns how many were told of.
 */
export const markGone = (database: Database, feed: { id: string; centre: string }, present: readonly Buffer[], isNews: boolean): Promise<number> => database.transaction(async (sql) => {
  await sql.query(`delete from feed_item where feed = $1 and gone_at < now() - interval '${REMEMBERED_DAYS} days'`, [feed.id]);
  const gone = await sql.query<{ alert: string | null }>(
    `update feed_item i set gone_at = now() where i.feed = $1 and i.gone_at is null
       and not exists (select 1 from jsonb_array_elements_text($2::jsonb) k where decode(k, 'base64') = i.key) returning i.alert_id as alert`, [feed.id, JSON.stringify(present.map(base64))]);
  const alerts = gone.flatMap(({ alert }) => alert ?? []);
  if (!isNews || alerts.length === 0) return 0;
  return (await sql.query(
    `insert into audit_entry (type, alert_id, incident_id, centre, detail)
     select 'feed.gone', a.id, a.incident_id, $2, jsonb_build_object('feed', $3::text) from alert a where a.id = any($1::text[]) and a.state = 'active' and a.msg_type <> 'Cancel' returning id`, [alerts, feed.centre, feed.id])).length;
});

export interface FeedHealth { id: string; centre: string; failures: number; downSince: Date | null; lastAttemptAt: Date | null; lastSuccessAt: Date | null; lastError: string | null }

export const readFeedHealth = (sql: Sql): Promise<FeedHealth[]> => sql.query<FeedHealth>(
  `select id, centre, failures, down_since as "downSince", last_attempt_at as "lastAttemptAt", last_success_at as "lastSuccessAt", last_error as "lastError" from feed order by centre, id`, []);
