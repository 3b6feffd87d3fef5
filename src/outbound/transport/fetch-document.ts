// Fetches a document that somebody publishes, under the same rules as any call to an address somebody else wrote: read up to a limit, and only where it has changed.
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Agent, request } from 'undici';
import type { ClientTls } from './client-tls.js';
import { asFailure } from './failure.js';
import { createSafeConnector } from './safe-connector.js';

/** What the server said of the document when it was last had (RFC 9110, 8.8). */
export interface Validators { etag: string | null; lastModified: string | null }

export interface DocumentCall {
  url: string; headers: Record<string, string>; allowPrivate: boolean; tls?: ClientTls;
  /** Of the document, unpacked. */
  maxBytes: number;
  known?: Validators;
  signal: AbortSignal;
}

/** `lastModified` of an unchanged document is what the server says now, or said then. */
export type Fetched =
  | Validators & { body: Buffer }
  | { unchanged: true; lastModified: string | null }
  | { failure: string; /** As the server wrote it. */ retryAfter?: string };

export type FetchDocument = (call: DocumentCall) => Promise<Fetched>;

const HEADERS_MS = 10_000;
const WHOLE_MS = 30_000;

const failed = (code: string): Error => Object.assign(new Error(code), { code });

const one = (header: string | string[] | undefined): string | null => (Array.isArray(header) ? header[0] : header) ?? null;

const conditions = ({ etag, lastModified }: Partial<Validators> = {}): Record<string, string> =>
  ({ ...(etag ? { 'if-none-match': etag } : {}), ...(lastModified ? { 'if-modified-since': lastModified } : {}) });

/** Stops at the limit: what unpacks to more, however little it is packed, is never held. */
async function collect(source: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > maxBytes) throw failed('TOO_LARGE');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const unpacked = (body: Readable, encoding: string | null, maxBytes: number): Promise<Buffer> => {
  const packed = (encoding ?? 'identity').toLowerCase();
  if (packed === 'identity') return collect(body, maxBytes);
  if (packed !== 'gzip' && packed !== 'x-gzip') throw failed('ENCODING');
  const unpacking = createGunzip();
  // What breaks the body off breaks off what reads it, and the other way round.
  pipeline(body, unpacking, () => undefined);
  return collect(unpacking, maxBytes);
};

async function exchange(agent: Agent, call: DocumentCall, signal: AbortSignal): Promise<Fetched> {
  const { statusCode, headers, body } = await request(call.url, {
    dispatcher: agent, signal, headersTimeout: HEADERS_MS, bodyTimeout: HEADERS_MS,
    headers: { accept: '*/*', 'accept-encoding': 'gzip', 'user-agent': 'AlertBridge', ...call.headers, ...conditions(call.known) },
  });
  const lastModified = one(headers['last-modified']);
  if (statusCode === 304 && call.known) return { unchanged: true, lastModified: lastModified ?? call.known.lastModified };
  if (statusCode !== 200) return { failure: `HTTP_${statusCode}`, retryAfter: one(headers['retry-after']) ?? undefined };
  return { body: await unpacked(body, one(headers['content-encoding']), call.maxBytes), etag: one(headers.etag), lastModified };
}

/** A connection of its own each time: feeds are asked seldom. No redirect is followed. Never throws. */
export const fetchDocument: FetchDocument = async (call) => {
  if (!call.allowPrivate && !call.url.startsWith('https:')) return { failure: 'PLAIN_HTTP' };
  const agent = new Agent({ connect: createSafeConnector(call.allowPrivate, undefined, call.tls) });
  const signal = AbortSignal.any([call.signal, AbortSignal.timeout(WHOLE_MS)]);
  try { return await exchange(agent, call, signal); } catch (cause) {
    return { failure: signal.aborted ? 'TIMEOUT' : asFailure(cause).failure };
  } finally { await agent.destroy(); }
};
