// Whether feeds can be reached and drop directories be used from here, and how the last looks at them went: a part of the gateway's examination of itself.
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { sourcesOf, type DirectorySource, type FeedSource } from '../model/feed-sources.js';
import type { Feed, NetworkFile } from '../model/generated/network.js';
import type { ClientTls } from '../outbound/transport/client-tls.js';
import { reachWebhook } from '../outbound/transport/reach.js';
import { RefusedAddress } from '../outbound/transport/safe-connector.js';
import type { Database } from '../store/database.js';
import { readFeedHealth, type FeedHealth } from '../store/feeds.js';
import type { Examination } from './examination.js';

interface Ports { database: Database; network: () => NetworkFile; accessOf: (feed: Feed) => { tls?: ClientTls } }

const codeOf = (cause: unknown): string => (cause as NodeJS.ErrnoException).code ?? 'unknown reason';

/** What can be used is judged by how the last look at it went. */
const describeLook = (check: string, { failures = 0, lastError = null, lastSuccessAt = null }: Partial<FeedHealth> = {}): Examination => {
  if (failures > 0) return { check, level: 'error', message: `can be reached, but the last ${failures} looks in a row failed (${lastError}); see feed.down in the runbook` };
  return { check, level: 'ok', message: lastSuccessAt ? `was last read at ${lastSuccessAt.toISOString()}` : 'can be reached; it has not been read yet' };
};

async function examineFeed({ network, accessOf }: Ports, { id, centre, feed }: FeedSource, health: FeedHealth | undefined): Promise<Examination> {
  const check = `feed ${id} of ${centre.id}`;
  try {
    await reachWebhook(feed.url, feed.allowPrivateAddresses ?? network().gateway.allowPrivateAddresses ?? false, accessOf(feed).tls);
    return describeLook(check, health);
  } catch (cause) {
    const why = cause instanceof RefusedAddress ? 'its address is private or forbidden; correct the URL in the network file' : `cannot be reached (${codeOf(cause)}); check the URL and the way there, then call its operator`;
    return { check, level: 'error', message: why };
  }
}

async function examineDirectory({ id, centre, directory }: DirectorySource, health: FeedHealth | undefined): Promise<Examination> {
  const check = `drop directory ${id} of ${centre.id}`;
  try {
    await access(directory.path, constants.R_OK | constants.W_OK | constants.X_OK);
    return describeLook(check, health);
  } catch (cause) {
    return { check, level: 'error', message: `cannot be used (${codeOf(cause)}); the gateway has to read, write and rename in it` };
  }
}

export async function examineFeeds(ports: Ports): Promise<Examination[]> {
  const sources = sourcesOf(ports.network());
  if (sources.length === 0) return [];
  const health = new Map((await readFeedHealth(ports.database).catch(() => [])).map((row) => [row.id, row]));
  return Promise.all(sources.map((source) => (source.kind === 'feed' ? examineFeed(ports, source, health.get(source.id)) : examineDirectory(source, health.get(source.id)))));
}
