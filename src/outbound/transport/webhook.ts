// Carries bytes to a centre's webhook and brings back what it answered; what the answer means is judged elsewhere (outbound/judge-answer.ts).
import { Agent, request } from 'undici';
import { createSafeConnector, RefusedAddress } from './safe-connector.js';

/** Of an answer no more than this is read, and none of it is repeated to anybody. */
const ANSWER_BYTES = 64 * 1024;
const HEADERS_MS = 10_000;
const WHOLE_MS = 15_000;

export interface Call { url: string; headers: Record<string, string>; body: Uint8Array; allowPrivate: boolean; signal: AbortSignal }

/** What came back, or the code of why nothing did. `definite`: the bytes certainly never arrived. */
export type Answer =
  | { status: number; retryAfter: string | undefined; body: Buffer }
  | { failure: string; kind: 'transient' | 'certificate' | 'address' };

export interface Webhook { post(call: Call): Promise<Answer>; close(): Promise<void> }

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ERR_TLS_CERT|HOSTNAME_MISMATCH/;

/** Broken off by us: by a signal (whose reason carries a number for a code) or by one of the dispatcher's own time limits. */
const TIMEOUT = /^(TimeoutError|AbortError|ABORT_ERR|ETIMEDOUT|UND_ERR_ABORTED|UND_ERR_(HEADERS|BODY|CONNECT)_TIMEOUT)$/;

const asFailure = (cause: unknown): Answer => {
  const { name = 'UNKNOWN', code } = cause as { name?: string; code?: unknown };
  if (cause instanceof RefusedAddress) return { failure: cause.code, kind: 'address' };
  const failure = typeof code === 'string' ? code : name;
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

/** One pool of kept-alive connections for centres that may have private addresses, one for all others. */
export function createWebhook(): Webhook {
  const agentFor = (allowPrivate: boolean): Agent => new Agent({
    connect: createSafeConnector(allowPrivate), headersTimeout: HEADERS_MS, bodyTimeout: HEADERS_MS, keepAliveTimeout: 30_000, connections: 16,
  });
  const agents = { guarded: agentFor(false), trial: agentFor(true) };
  return {
    post: async ({ url, headers, body, allowPrivate, signal }) => {
      if (!allowPrivate && !url.startsWith('https:')) return { failure: 'PLAIN_HTTP', kind: 'address' };
      try {
        const response = await request(url, {
          method: 'POST', headers, body, dispatcher: allowPrivate ? agents.trial : agents.guarded,
          signal: AbortSignal.any([signal, AbortSignal.timeout(WHOLE_MS)]),
        });
        const retryAfter = response.headers['retry-after'];
        return { status: response.statusCode, retryAfter: Array.isArray(retryAfter) ? retryAfter[0] : retryAfter, body: await readStart(response.body) };
      } catch (cause) {
        return asFailure(cause);
      }
    },
    close: async () => { await Promise.all([agents.guarded.destroy(), agents.trial.destroy()]); },
  };
}
