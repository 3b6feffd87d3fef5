// What a fetched document holds, item by item, as far as telling new from known needs it. Pure: hashes in, decisions out.
import type { DecodedDocument } from '../inbound/decode.js';
import { contentOf } from '../inbound/accept.js';
import type { DecodedMessage } from '../format/format.js';
import type { Alert, Reference } from '../model/generated/alert.js';
import { capTimeOf } from '../model/cap-moment.js';
import type { FeedItem } from '../store/feeds.js';
import type { KeyedHash } from '../trust/keyed-hash.js';

export interface SeenItem { key: Buffer; version: Buffer; message: DecodedMessage }

export const ACCEPTED = 'accepted';
/** What had ended before it was seen here is history, not a fault: a feed may keep cases for years. */
export const PAST = 'EXPIRED';

const hasOwnVersions = ({ format }: DecodedDocument): boolean => format.manifest.feed?.versions !== 'none';

/** As the way in compares content: without what was read out of prose, which a later version may read better. */
const contentOfMessage = (alert: Alert, { extracted = [] }: DecodedMessage): string => contentOf({ ...alert, gateway: { extracted } });

/** A time that was filled in may be that of the list, which is another one each time. */
const withoutFilledTime = (alert: Alert, { assigned = [] }: DecodedMessage): Alert => (assigned.some(({ path }) => path === '/sent') ? { ...alert, sent: '' } : alert);

/** Where nothing was understood, the item is what is wrong with it: refused the same way again it says nothing new. */
const unread = ({ issues }: DecodedMessage): string => JSON.stringify(issues.map(({ code, message }) => [code, message]));

const seen = (hash: KeyedHash, ownVersions: boolean) => (message: DecodedMessage): SeenItem => {
  const { alert } = message;
  if (!alert) return { key: hash('feed', 'unread', unread(message)), version: hash('feed', unread(message)), message };
  const name = [alert.sender ?? '', alert.identifier ?? '', ...(ownVersions ? [alert.sent ?? ''] : [])];
  return { key: hash('feed', 'item', ...name), version: hash('feed', contentOfMessage(ownVersions ? alert : withoutFilledTime(alert, message), message)), message };
};

/** The items of a document, each once: of two with one name the first counts, or they would take turns in being the newer. */
export const itemsOf = (hash: KeyedHash, document: DecodedDocument): SeenItem[] => {
  const all = document.messages.map(seen(hash, hasOwnVersions(document)));
  return all.filter(({ key }, index) => all.findIndex((other) => other.key.equals(key)) === index);
};

/** What has no outcome has to be tried, and what was refused again once the rules have changed by which it was judged. */
export const isDue = ({ outcome }: Pick<FeedItem, 'outcome'>, rulesChanged: boolean): boolean => outcome === null || (rulesChanged && outcome !== ACCEPTED && outcome !== PAST);

/** The whole list was read, so that what is missing from it is gone. */
export const isComplete = ({ partial, messages }: DecodedDocument): boolean => !partial && messages.every(({ alert }) => alert !== undefined);

const SUFFIX = 12;

/**
 * An item whose format lets it change without saying so, as a message that does: an Update of the last one accepted, sent when the change was noticed.
 * Made of the content and that moment, its name is the same however often the work is begun, and another when a content comes back later.
 * A Cancel says already what it is, and stays as it came.
 */
export const asUpdate = ({ message, version }: SeenItem, noticedAt: Date, last: Reference): DecodedMessage => {
  const { alert } = message;
  if (!alert || (alert.msgType !== 'Alert' && alert.msgType !== 'Update')) return message;
  const sent = capTimeOf(noticedAt.getTime());
  const identifier = `${alert.identifier}.${version.toString('hex').slice(0, SUFFIX)}-${Math.floor(noticedAt.getTime() / 1_000)}`;
  const ours = [
    { path: '/identifier', value: identifier, reason: 'The feed changes an item without a new id; this is its id with the hash of its content and the time of the change.' },
    { path: '/sent', value: sent, reason: 'The feed does not tell when it changed an item; this is when the gateway noticed.' },
    { path: '/references/0/identifier', value: last.identifier, reason: 'The feed names no earlier version; this is the one the gateway last took from it.' },
  ];
  const assigned = (message.assigned ?? []).filter(({ path }) => path !== '/sent' && !path.startsWith('/references/'));
  return { ...message, alert: { ...alert, identifier, sent, msgType: 'Update', references: [last] }, assigned: [...assigned, ...ours] };
};
