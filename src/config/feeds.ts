// Feeds and drop directories of the network file: what a feed is asked with, and what is wrong with what the file says of them.
import { statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { Feed } from '../model/generated/network.js';
import { attempted } from './attempted.js';
import { entries, objects, repeated, texts, type Entry } from './entries.js';
import type { Finding } from './network-schema.js';
import { textBehind, type SecretSources } from './secret.js';
import { resolveWebhookTls, type WebhookTls } from './webhook-tls.js';

export interface FeedAccess { headers: Record<string, string>; tls?: WebhookTls }

/** What the gateway writes itself, or what belongs to the connection. */
const OURS = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'accept-encoding', 'if-none-match', 'if-modified-since', 'range']);

const headerProblem = (name: string, value: string): string | undefined => {
  if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name)) return 'is no name of a header';
  if (OURS.has(name.toLowerCase())) return 'is written by the gateway itself; leave it out';
  return /[^\t\x20-\x7e]/.test(value) ? 'has a value that no header can carry: letters of ASCII on one line' : undefined;
};

const headerOf = (name: string, reference: string, sources: SecretSources): { value: string } | { problem: string } => {
  const found = textBehind(reference, sources);
  if ('problem' in found) return found;
  const problem = headerProblem(name, found.secret);
  return problem ? { problem } : { value: found.secret };
};

/** It was checked, so each secret is there. */
export function resolveFeedAccess({ headers = {}, ca }: Pick<Feed, 'headers' | 'ca'>, sources: SecretSources): FeedAccess {
  const { tls, findings } = resolveWebhookTls(ca === undefined ? {} : { ca }, sources);
  if (findings[0]) throw new Error(`the authority of a feed ${findings[0].message}`);
  const resolved = Object.entries(headers).map(([name, reference = '']): [string, string] => {
    const found = headerOf(name, reference, sources);
    if ('problem' in found) throw new Error(`a header of a feed ${found.problem}`);
    return [name, found.value];
  });
  return { headers: Object.fromEntries(resolved), ...(tls && { tls }) };
}

const FEEDS = '/centres/*/send/feeds/*';

const headerFindings = (data: unknown, sources: SecretSources): Finding[] => objects(data, `${FEEDS}/headers`).flatMap(({ path, value }) => texts(value, '/*').flatMap((entry) => {
  const found = headerOf(entry.path.slice(1), entry.value, sources);
  return 'problem' in found ? [{ path: `${path}${entry.path}`, message: found.problem }] : [];
}));

const authorityFindings = (data: unknown, sources: SecretSources): Finding[] => texts(data, `${FEEDS}/ca`).flatMap(({ path, value }) =>
  (value === '' ? [] : resolveWebhookTls({ ca: value }, sources).findings.map(({ message }) => ({ path, message }))));

const addressFindings = (data: unknown): Finding[] => texts(data, `${FEEDS}/url`).filter(({ value }) => /^https?:/.test(value)).flatMap(({ path, value }) => {
  const url = attempted(() => new URL(value));
  if (!url) return [{ path, message: 'is no address that can be asked' }];
  return url.username === '' && url.password === '' ? [] : [{ path, message: 'must hold no user and no password; put them into headers, as env:NAME or file:PATH' }];
});

const isPlain = ({ value }: Entry<Record<string, unknown>>): boolean => /^http:/i.test(String(value.url));

const plainFindings = (data: unknown): Finding[] => {
  const everywhere = entries(data, '/gateway/allowPrivateAddresses').some(({ value }) => value === true);
  return objects(data, FEEDS).filter(isPlain).flatMap(({ path, value }) => [
    ...(!everywhere && value.allowPrivateAddresses !== true ? [{ path: `${path}/url`, message: 'must start with https://; plain http is for trials, where allowPrivateAddresses: true allows it' }] : []),
    ...(value.ca === undefined ? [] : [{ path: `${path}/ca`, message: 'has no effect on an address that does not begin with https://' }]),
  ]);
};

/** Formats whose entries may link to a message; others have links only where `item` says how they are made. */
const LINKING = new Set(['atom', 'rss']);

const hostOf = (url: unknown): string | undefined => attempted(() => new URL(String(url).replace(/\{[^{}]*\}/g, 'x')).host);

const linkFindings = (data: unknown): Finding[] => objects(data, FEEDS).flatMap(({ path, value: { url, item, follow, adapter } }) => [
  ...(item !== undefined && follow !== 'links' ? [{ path: `${path}/item`, message: 'has no effect without follow: links' }] : []),
  ...(item !== undefined && hostOf(item) !== hostOf(url) ? [{ path: `${path}/item`, message: 'must be on the host of url: no other is asked' }] : []),
  ...(follow === 'links' && item === undefined && !LINKING.has(String(adapter)) ? [{ path: `${path}/follow`, message: 'needs adapter: atom or rss, or for an index in JSON item, the address of one message' }] : []),
]);

const isDirectory = (path: string): boolean => attempted(() => statSync(path).isDirectory()) ?? false;

const directoryProblem = (path: string): string | undefined => {
  if (!isAbsolute(path)) return 'must be an absolute path, such as /srv/alertbridge/drop';
  return isDirectory(path) ? undefined : 'is no folder that exists here and can be seen by the gateway; make it first';
};

const directoryFindings = (data: unknown): Finding[] => texts(data, '/centres/*/send/directory/path').flatMap(({ path, value }) => {
  const problem = value === '' ? undefined : directoryProblem(value);
  return problem ? [{ path, message: problem }] : [];
});

const repeats = (data: unknown): Finding[] => [
  ...repeated(texts(data, `${FEEDS}/url`), (first) => `is already fetched at ${first}; what is in a feed belongs to one centre`),
  ...repeated(texts(data, '/centres/*/send/directory/path'), (first) => `is already emptied at ${first}; what is in a folder belongs to one centre`),
];

export const feedFindings = (data: unknown, sources: SecretSources): Finding[] =>
  [...addressFindings(data), ...headerFindings(data, sources), ...authorityFindings(data, sources), ...plainFindings(data), ...linkFindings(data), ...directoryFindings(data), ...repeats(data)];
