// Lets the new and changed items of one fetched document enter by the way every message takes, and remembers what became of each.
import { readDocument, receiveMessages, type Received } from '../inbound/receive.js';
import { signsOfAddress } from '../inbound/status-signals.js';
import type { DecodedMessage } from '../format/format.js';
import type { DecodedDocument } from '../inbound/decode.js';
import type { Reference } from '../model/generated/alert.js';
import type { FeedSource } from '../model/feed-sources.js';
import { noticeItems, settleItems, type FeedItem, type SettledItem } from '../store/feeds.js';
import { ACCEPTED, asUpdate, isDue, itemsOf, PAST, type SeenItem } from './items.js';
import type { FeedPorts, Tally } from './ports.js';

/** What only waiting can mend, so that it is tried again: our own store, or a clock that is ahead. */
const passes = (result: Received): boolean => 'problem' in result && (result.problem.code === 'UNAVAILABLE' || result.problem.issues.some(({ code, level }) => level === 'error' && code === 'SENT_AHEAD'));

/** As it is remembered; null where it has to be tried again. */
export const outcomeOf = (result: Received): string | null => ('receipt' in result ? ACCEPTED : passes(result) ? null : result.problem.code);

/** What people hear of: once, and not of what had ended before. */
export const isTold = (outcome: string | null, before: string | null): outcome is string => outcome !== null && outcome !== ACCEPTED && outcome !== PAST && outcome !== 'ERASED' && outcome !== before;

/** Undefined once it has been erased: then the item begins anew. */
const lastOf = async ({ reader }: FeedPorts, { alert }: FeedItem): Promise<Reference | undefined> => {
  const last = alert === null ? undefined : await reader.read(alert);
  return last && { sender: last.sender, identifier: last.identifier, sent: last.sent };
};

type Due = SeenItem & { row: FeedItem; before: string | null };

async function prepared(ports: FeedPorts, document: DecodedDocument, item: Due, signs: DecodedMessage['statusSignals'] = []): Promise<DecodedMessage> {
  const last = document.format.manifest.feed?.versions === 'none' ? await lastOf(ports, item.row) : undefined;
  const message = last ? asUpdate(item, item.row.noticedAt, last) : item.message;
  return { ...message, statusSignals: [...message.statusSignals ?? [], ...signs] };
}

export interface Taken { document: DecodedDocument; keys: Buffer[]; /** Something has to be tried again, so the document must be had again. */ left: boolean }

/** @param bytes what was fetched. @throws AlertBridgeError where the document cannot be read at all. */
export async function takeItems(ports: FeedPorts, source: FeedSource, bytes: Buffer, rulesChanged: boolean, tally: Tally): Promise<Taken> {
  const { centre, feed, id } = source;
  const document = readDocument(ports, centre, bytes, feed.adapter);
  const items = itemsOf(ports.hash, document);
  const rows = new Map((await noticeItems(ports.database, id, items)).map((row) => [row.key.toString('hex'), row]));
  const due = items.flatMap((item): Due[] => {
    const row = rows.get(item.key.toString('hex'))!;
    return isDue(row, rulesChanged) ? [{ ...item, row, before: row.outcome }] : [];
  });
  const signs = signsOfAddress(feed.url);
  const messages: DecodedMessage[] = [];
  for (const item of due) messages.push(await prepared(ports, document, item, signs));
  const results = await receiveMessages(ports, centre, bytes, document, messages);
  const settled = results.map((result, index): SettledItem => ({ key: due[index]!.key, outcome: outcomeOf(result), alert: 'receipt' in result ? result.receipt.id : null }));
  const told = settled.flatMap(({ outcome }, index) => (isTold(outcome, due[index]!.before) ? [outcome] : []));
  await settleItems(ports.database, { id, centre: centre.id }, settled, told);
  Object.assign(tally, { items: tally.items + items.length, accepted: tally.accepted + results.filter(({ http }) => http === 201).length, refused: tally.refused + told.length });
  return { document, keys: items.map(({ key }) => key), left: settled.some(({ outcome }) => outcome === null) };
}
