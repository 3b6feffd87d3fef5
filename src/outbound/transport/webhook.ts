// Carries bytes to a centre's webhook and brings back what it answered; what the answer means is judged elsewhere (outbound/judge-answer.ts).
import { Agent, request } from 'undici';
import type { ClientTls } from './client-tls.js';
import { createSafeConnector, RefusedAddress } from './safe-connector.js';

/** Of an answer no more than this is read, and none of it is repeated to anybody. */
const ANSWER_BYTES = 64 * 1024;
const HEADERS_MS = 10_000;
const WHOLE_MS = 15_000;

export interface Call { url: string; headers: Record<string, string>; body: Uint8Array; allowPrivate: boolean; /** What this centre alone trusts and is shown. */ tls?: ClientTls; signal: AbortSignal }

/** What came back, or the code of why nothing did. `definite`: the bytes certainly never arrived. */
export type Answer =
  | { status: number; retryAfter: string | undefined; body: Buffer }
  | { failure: string; kind: 'transient' | 'certificate' | 'address' };

export interface Webhook {
  post(call: Call): Promise<Answer>;
  /** Lets the connections that stand end with what is under way; whatever follows is called over new ones. */
  renew(): void;
  close(): Promise<void>;
}

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH/;

/** The receiver's word on our certificate, or on its absence (RFC 8446, 6.2). */
const OURS_REFUSED = /^ERR_SSL_.*ALERT_(.*CERT|UNKNOWN_CA|ACCESS_DENIED)/;

/** Broken off by us: by a signal (whose reason carries a number for a code) or by one of the dispatcher's own time limits. */
const TIMEOUT = /^(TimeoutError|AbortError|ABORT_ERR|ETIMEDOUT|UND_ERR_ABORTED|UND_ERR_(HEADERS|BODY|CONNECT)_TIMEOUT)$/;

const asFailure = (cause: unknown): Answer => {
  const { name = 'UNKNOWN', code } = cause as { name?: string; code?: unknown };
  if (cause instanceof RefusedAddress) return { failure: cause.code, kind: 'address' };
  const failure = typeof code === 'string' ? code : name;
  if (OURS_REFUSED.test(failure)) return { failure: 'CLIENT_CERTIFICATE', kind: 'certificate' };
  if (CERTIFICATE.test(failure)) return { failure: 'CERTIFICATE', kind: 'certificate' };
  return { failure: TIMEOUT.test(failure) ? 'TIMEOUT' : failure, kind: 'transient' };
};

const readStart = async (body: AsyncIterable<Buffer> & { destroy(): unknown }): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= ANSWER_BYTES) { body.destroy(); break; }
    }
  } catch { /* The status has come, and with it the answer; a body that breaks off or drips adds nothing to it. */ }
  return Buffer.concat(chunks).subarray(0, ANSWER_BYTES);
};

const createPool = (allowPrivate: boolean, tls: ClientTls | undefined): Agent =>
  new Agent({ connect: createSafeConnector(allowPrivate, undefined, tls), headersTimeout: HEADERS_MS, bodyTimeout: HEADERS_MS, keepAliveTimeout: 30_000, connections: 16 });

/** Kept-alive connections: a pool for each centre with certificates of its own, and two for all others, told apart by whether they may have private addresses. */
function createPools(): { of(allowPrivate: boolean, tls: ClientTls | undefined): Agent; empty(): Agent[] } {
  const pools = { guarded: new Map<ClientTls | undefined, Agent>(), trial: new Map<ClientTls | undefined, Agent>() };
  return {
    of: (allowPrivate, tls) => {
      const those = allowPrivate ? pools.trial : pools.guarded;
      const pool = those.get(tls) ?? createPool(allowPrivate, tls);
      those.set(tls, pool);
      return pool;
    },
    empty: () => [pools.guarded, pools.trial].flatMap((those) => {
      const all = [...those.values()];
      those.clear();
      return all;
    }),
  };
}

export function createWebhook(): Webhook {
  const pools = createPools();
  return {
    post: async ({ url, headers, body, allowPrivate, tls, signal }) => {
      if (!allowPrivate && !url.startsWith('https:')) return { failure: 'PLAIN_HTTP', kind: 'address' };
      try {
        const response = await request(url, {
          method: 'POST', headers, body, dispatcher: pools.of(allowPrivate, tls),
          signal: AbortSignal.any([signal, AbortSignal.timeout(WHOLE_MS)]),
        });
        const retryAfter = response.headers['retry-after'];
        return { status: response.statusCode, retryAfter: Array.isArray(retryAfter) ? retryAfter[0] : retryAfter, body: await readStart(response.body) };
      } catch (cause) {
        return asFailure(cause);
      }
    },
    renew: () => { for (const pool of pools.empty()) void pool.close().catch(() => pool.destroy()); },
    close: async () => { await Promise.all(pools.empty().map((pool) => pool.destroy())); },
  };
}
