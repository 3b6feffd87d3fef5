// One look at one feed, top to bottom: fetch what has changed, let in what is new, note what is gone. Says how it went; when to come again is decided elsewhere.
import { createHash } from 'node:crypto';
import { AlertBridgeError } from '../errors.js';
import type { FeedSource } from '../model/feed-sources.js';
import type { Validators } from '../outbound/transport/fetch-document.js';
import { parseRetryAfter } from '../outbound/transport/retry-after.js';
import { markGone, renewFeed, type ClaimedFeed } from '../store/feeds.js';
import { canonicalJson } from '../trust/canonical-json.js';
import { followLinks } from './follow-links.js';
import { isComplete } from './items.js';
import { MOST_BYTES, type FeedPorts, type Look, type Tally } from './ports.js';
import { takeItems } from './take-items.js';

/** By what items of a feed are judged: once that changes, what was refused is judged again. */
export const rulesOf = ({ version }: Pick<FeedPorts, 'version'>, { centre, feed }: FeedSource): string =>
  createHash('sha256').update(canonicalJson({ version, adapter: feed.adapter, follow: feed.follow, item: feed.item, senders: centre.send?.senders, strict: centre.send?.strict, signing: centre.signing })).digest('hex');

const isStale = ({ feed }: FeedSource, lastModified: string | null, now: number): boolean =>
  feed.staleSeconds !== undefined && lastModified !== null && Date.parse(lastModified) < now - feed.staleSeconds * 1_000;

interface Read { keys: Buffer[]; left: boolean; error?: string; /** What is not in it is gone. */ complete: boolean; absenceIsNews: boolean }

/** An index in JSON is read for its links only; a feed in Atom or RSS may hold messages and links to others. */
async function read(ports: FeedPorts, source: FeedSource, claimed: ClaimedFeed, body: Buffer, tally: Tally, signal: AbortSignal): Promise<Read> {
  const rulesChanged = claimed.rules !== rulesOf(ports, source);
  const { feed } = source;
  const taken = feed.item === undefined ? await takeItems(ports, source, body, rulesChanged, tally) : undefined;
  const links = feed.follow === 'links' ? await followLinks(ports, source, claimed, { bytes: body, rulesChanged, tally, signal }) : undefined;
  if (!taken && !links) throw new AlertBridgeError('UNREADABLE', 'The document is no index that links could be read from.');
  return {
    keys: [...taken?.keys ?? [], ...links?.keys ?? []], left: (taken?.left ?? false) || (links?.left ?? false), error: links?.error,
    complete: taken ? isComplete(taken.document) : true, absenceIsNews: taken?.document.format.manifest.feed?.absence === 'ended',
  };
}

async function settle(ports: FeedPorts, source: FeedSource, claimed: ClaimedFeed, { body, etag, lastModified }: Validators & { body: Buffer }, tally: Tally, signal: AbortSignal): Promise<Look> {
  // Fetching may have taken as long as the lease.
  if (!await renewFeed(ports.database, claimed)) return { error: 'LEASE_LOST' };
  const { keys, left, error, complete, absenceIsNews } = await read(ports, source, claimed, body, tally, signal);
  if (complete && error === undefined) Object.assign(tally, { gone: await markGone(ports.database, { id: source.id, centre: source.centre.id }, keys, absenceIsNews) });
  if (error !== undefined) return { error };
  return left ? { etag: null, lastModified: null } : { etag, lastModified };
}

/** What must be judged again has to be had again. */
const knownOf = ({ etag, lastModified, rules }: ClaimedFeed, rulesNow: string): Validators | undefined =>
  (rules === rulesNow && (etag !== null || lastModified !== null) ? { etag, lastModified } : undefined);

/** @param tally is filled while it goes on. Never throws. */
export async function lookAt(ports: FeedPorts, source: FeedSource, claimed: ClaimedFeed, tally: Tally, signal: AbortSignal): Promise<Look> {
  const { feed } = source;
  const now = ports.clock.now().getTime();
  const known = knownOf(claimed, rulesOf(ports, source));
  try {
    const allowPrivate = feed.allowPrivateAddresses ?? ports.network().gateway.allowPrivateAddresses ?? false;
    const fetched = await ports.fetch({ url: feed.url, ...ports.accessOf(feed), allowPrivate, maxBytes: feed.maxBytes ?? MOST_BYTES, known, signal });
    if ('failure' in fetched) return { error: fetched.failure, waitMs: parseRetryAfter(fetched.retryAfter, now) };
    const look = 'body' in fetched ? await settle(ports, source, claimed, fetched, tally, signal) : { etag: known?.etag ?? null, lastModified: fetched.lastModified };
    return 'error' in look || !isStale(source, fetched.lastModified, now) ? look : { error: 'STALE' };
  } catch (cause) {
    if (cause instanceof AlertBridgeError) return { error: cause.code };
    if (signal.aborted) return { error: 'STOPPED' };
    ports.telemetry.failed('feed', cause);
    return { error: 'INTERNAL' };
  }
}
