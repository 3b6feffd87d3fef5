// Carries bytes to a centre's webhook and brings back what it answered; what the answer means is judged elsewhere (outbound/judge-answer.ts).
import { Agent, type Dispatcher } from 'undici';
import type { ClientTls } from './client-tls.js';
import { asFailure, type Failure } from './failure.js';
import { createSafeConnector } from './safe-connector.js';

/** Of an answer no more than this is read, and none of it is repeated to anybody. */
const ANSWER_BYTES = 64 * 1024;
const HEADERS_MS = 10_000;
const WHOLE_MS = 15_000;

export interface Call { url: string; headers: Record<string, string>; body: Uint8Array; allowPrivate: boolean; /** What this centre alone trusts and is shown. */ tls?: ClientTls; signal: AbortSignal }

/** What came back, or the code of why nothing did. `definite`: the bytes certainly never arrived. */
export type Answer =
  | { status: number; retryAfter: string | undefined; body: Buffer }
  | Failure;

export interface Webhook {
  post(call: Call): Promise<Answer>;
  /** Lets the connections that stand end with what is under way; whatever follows is called over new ones. */
  renew(): void;
  close(): Promise<void>;
}

/** What has come of an answer. Once the status is here it counts, and a body that breaks off or drips adds nothing to it. */
function collectAnswer() {
  const chunks: Buffer[] = [];
  let size = 0;
  let head: { status: number; retryAfter: string | undefined } | undefined;
  return {
    begin: (status: number, { 'retry-after': retryAfter }: Record<string, string | string[] | undefined>): void => {
      // An interim answer (1xx) is followed by the real one.
      if (status >= 200) head = { status, retryAfter: Array.isArray(retryAfter) ? retryAfter[0] : retryAfter };
    },
    /** @returns whether enough has come. */
    add: (chunk: Buffer): boolean => { chunks.push(chunk); size += chunk.length; return size >= ANSWER_BYTES; },
    answer: (): Answer | undefined => head && { ...head, body: Buffer.concat(chunks).subarray(0, ANSWER_BYTES) },
  };
}

/** Undici's own lowest door: a fan-out has no use for a stream and four promises a call. */
const exchange = (pool: Dispatcher, { url, headers, body, signal }: Call): Promise<Answer> => new Promise((resolve) => {
  const { origin, pathname, search } = new URL(url);
  const collected = collectAnswer();
  let begun: Dispatcher.DispatchController | undefined;
  let over = false;
  const end = (answer: Answer): void => {
    if (over) return;
    over = true;
    clearTimeout(patience);
    signal.removeEventListener('abort', breakOff);
    resolve(answer);
  };
  /** What waits for a connection is not begun any more; what is under way is torn down. */
  const breakOff = (): void => {
    end(collected.answer() ?? { failure: 'TIMEOUT', kind: 'transient' });
    begun?.abort(new Error('broken off'));
  };
  const patience = setTimeout(breakOff, WHOLE_MS);
  if (signal.aborted) { breakOff(); return; }
  signal.addEventListener('abort', breakOff);
  pool.dispatch({ origin, path: `${pathname}${search}`, method: 'POST', headers, body }, {
    onRequestStart: (controller) => { begun = controller; if (over) controller.abort(new Error('broken off')); },
    onResponseStart: (_controller, status, answered) => collected.begin(status, answered),
    onResponseData: (_controller, chunk) => { if (collected.add(chunk)) breakOff(); },
    onResponseEnd: () => end(collected.answer()!),
    onResponseError: (_controller, cause) => end(collected.answer() ?? asFailure(cause)),
  });
});

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
    post: async (call) => {
      if (!call.allowPrivate && !call.url.startsWith('https:')) return { failure: 'PLAIN_HTTP', kind: 'address' };
      try { return await exchange(pools.of(call.allowPrivate, call.tls), call); } catch (cause) { return asFailure(cause); }
    },
    renew: () => { for (const pool of pools.empty()) void pool.close().catch(() => pool.destroy()); },
    close: async () => { await Promise.all(pools.empty().map((pool) => pool.destroy())); },
  };
}
