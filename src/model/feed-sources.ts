// What the gateway fetches for itself, as the network file has it: the feeds and drop directories of the centres, each under an id of its own.
import { createHash } from 'node:crypto';
import type { Centre, DropDirectory, Feed, NetworkFile } from './generated/network.js';

/** `address` as people may see it: what may be secret in an address stands behind it, or before its host. `host` is what is asked one at a time. */
interface Common { id: string; centre: Centre; address: string; host: string }

export type FeedSource = Common & { kind: 'feed'; feed: Feed };
export type DirectorySource = Common & { kind: 'directory'; directory: DropDirectory };
export type Source = FeedSource | DirectorySource;

/** The same as long as centre and address are: what was seen there stays seen. */
const idOf = (centre: Centre, address: string): string => createHash('sha256').update(`${centre.id}\n${address}`).digest('hex').slice(0, 16);

const feedSource = (centre: Centre, feed: Feed): FeedSource => {
  const { origin, pathname, host } = new URL(feed.url);
  return { id: idOf(centre, feed.url), centre, kind: 'feed', feed, host, address: origin + pathname };
};

const directorySource = (centre: Centre, directory: DropDirectory): DirectorySource => {
  const id = idOf(centre, directory.path);
  return { id, centre, kind: 'directory', directory, host: id, address: directory.path };
};

export const sourcesOf = ({ centres }: NetworkFile): Source[] => centres.flatMap((centre) => [
  ...(centre.send?.feeds ?? []).map((feed) => feedSource(centre, feed)),
  ...(centre.send?.directory ? [directorySource(centre, centre.send.directory)] : []),
]);
