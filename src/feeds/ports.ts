// What polling needs of the rest, passed in by the gateway: the same way in as for pushed messages, and a way to fetch.
import type { InboundPorts } from '../inbound/receive.js';
import type { Feed } from '../model/generated/network.js';
import type { ClientTls } from '../outbound/transport/client-tls.js';
import type { FetchDocument } from '../outbound/transport/fetch-document.js';

export interface FeedPorts extends InboundPorts {
  fetch: FetchDocument;
  /** What a feed is asked with: secrets and certificates as the network file was last read. */
  accessOf: (feed: Feed) => { headers: Record<string, string>; tls?: ClientTls };
  random: () => number;
  /** Of this program: another version may judge otherwise. */
  version: string;
  /** Told after something was written, for whoever watches. */
  changed: () => void;
}

/** How one look at a feed ended, before it is known when the next one is. `waitMs`: what whoever was asked wants us to wait. */
export type Look =
  | { error: string; waitMs?: number }
  | { etag: string | null; lastModified: string | null };

/** What became of the items of one look. */
export interface Tally { items: number; accepted: number; refused: number; gone: number }

export const emptyTally = (): Tally => ({ items: 0, accepted: 0, refused: 0, gone: 0 });

/** Of one document, as of one that is pushed. */
export const MOST_BYTES = 5 * 1024 * 1024;
