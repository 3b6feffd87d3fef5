// Fetches the messages that an index only links to, one after the other and from the index's own host, and lets each enter as a document of its own.
import { setTimeout as sleep } from 'node:timers/promises';
import { AlertBridgeError } from '../errors.js';
import { readDocument, receiveMessages } from '../inbound/receive.js';
import { signsOfAddress } from '../inbound/status-signals.js';
import type { FeedSource } from '../model/feed-sources.js';
import { noticeItems, PAUSE_MS, renewFeed, settleItems, type ClaimedFeed, type FeedItem, type SettledItem } from '../store/feeds.js';
import { ACCEPTED, isDue } from './items.js';
import { linksOf, type Link } from './links.js';
import { MOST_BYTES, type FeedPorts, type Tally } from './ports.js';
import { isTold, outcomeOf } from './take-items.js';

/** Of one look; what is left comes with the next, so that a long index keeps its host busy no longer than others. */
const MOST_AT_ONCE = 30;

/** What the link itself is to blame for, and the next request would be answered the same way. */
const FINAL = /^HTTP_(?!408|425|429)4\d\d$|^TOO_LARGE$|^ENCODING$/;

interface Followed { settled: SettledItem; /** Why it has to be tried again. */ error?: string; fresh: number }

const sameHost = (one: string, other: string): boolean => new URL(one).host === new URL(other).host && new URL(one).protocol === new URL(other).protocol;

/** The first outcome that is not a good one stands for the document: most hold one message. */
async function enter(ports: FeedPorts, { centre, feed }: FeedSource, { url }: Link, key: Buffer, bytes: Buffer): Promise<Followed> {
  const document = readDocument(ports, centre, bytes, feed.item === undefined ? undefined : feed.adapter);
  const signs = [...signsOfAddress(feed.url), ...signsOfAddress(url)].slice(0, 1);
  const results = await receiveMessages(ports, centre, bytes, document, document.messages.map((message) => ({ ...message, statusSignals: [...message.statusSignals ?? [], ...signs] })));
  const outcomes = results.map(outcomeOf);
  const outcome = outcomes.includes(null) ? null : outcomes.find((one) => one !== ACCEPTED) ?? ACCEPTED;
  const alert = results.flatMap((result) => ('receipt' in result ? [result.receipt.id] : [])).at(-1) ?? null;
  return { settled: { key, outcome, alert }, fresh: results.filter(({ http }) => http === 201).length, ...(outcome === null && { error: 'LINK_UNSETTLED' }) };
}

async function followOne(ports: FeedPorts, source: FeedSource, link: Link, key: Buffer, allowPrivate: boolean, signal: AbortSignal): Promise<Followed> {
  const { feed } = source;
  const settledAs = (outcome: string | null, error?: string): Followed => ({ settled: { key, outcome, alert: null }, fresh: 0, ...(error !== undefined && { error }) });
  if (!sameHost(link.url, feed.url)) return settledAs('LINK_ELSEWHERE');
  const fetched = await ports.fetch({ url: link.url, ...ports.accessOf(feed), allowPrivate, maxBytes: feed.maxBytes ?? MOST_BYTES, signal });
  if ('failure' in fetched) return FINAL.test(fetched.failure) ? settledAs(fetched.failure) : settledAs(null, fetched.failure);
  if (!('body' in fetched)) return settledAs(null, 'LINK_UNSETTLED');
  try { return await enter(ports, source, link, key, fetched.body); } catch (cause) {
    if (cause instanceof AlertBridgeError && cause.code !== 'UNAVAILABLE') return settledAs(cause.code);
    throw cause;
  }
}

export interface LinksTaken { keys: Buffer[]; /** Some have to be tried again. */ left: boolean; error?: string }

/** @returns undefined where the document is no index. */
export async function followLinks(
  ports: FeedPorts, source: FeedSource, claimed: ClaimedFeed, { bytes, rulesChanged, tally, signal }: { bytes: Buffer; rulesChanged: boolean; tally: Tally; signal: AbortSignal },
): Promise<LinksTaken | undefined> {
  const { id, centre, feed } = source;
  const links = linksOf(bytes, feed);
  if (!links) return undefined;
  const found = links.map((link) => ({ link, key: ports.hash('feed', 'link', link.url), version: ports.hash('feed', link.version) }));
  const rows = new Map((await noticeItems(ports.database, id, found)).map((row): [string, FeedItem] => [row.key.toString('hex'), row]));
  const due = found.filter(({ key }) => isDue(rows.get(key.toString('hex'))!, rulesChanged));
  const allowPrivate = feed.allowPrivateAddresses ?? ports.network().gateway.allowPrivateAddresses ?? false;
  let [error, left] = [undefined as string | undefined, due.length > MOST_AT_ONCE];
  for (const { link, key } of due.slice(0, MOST_AT_ONCE)) {
    await sleep(PAUSE_MS, undefined, { signal });
    if (!await renewFeed(ports.database, claimed)) return { keys: [], left: true, error: 'LEASE_LOST' };
    const { settled, error: failed, fresh } = await followOne(ports, source, link, key, allowPrivate, signal);
    const told = isTold(settled.outcome, rows.get(key.toString('hex'))!.outcome) ? [settled.outcome] : [];
    await settleItems(ports.database, { id, centre: centre.id }, [settled], told);
    Object.assign(tally, { accepted: tally.accepted + fresh, refused: tally.refused + told.length });
    error ??= failed;
    left ||= settled.outcome === null;
  }
  Object.assign(tally, { items: tally.items + found.length });
  return { keys: found.map(({ key }) => key), left, ...(error !== undefined && { error }) };
}
