// Talks to a running gateway for the commands that need one.
import { createSecureContext, rootCertificates } from 'node:tls';
import { Agent, request, type Dispatcher } from 'undici';
import type { Caller } from './caller.js';
import { UsageError } from './io.js';

/** No answer at all: exit 3. */
export class Unreachable extends Error {}

/** An answer, but not the one wanted: exit 1. */
export class Refused extends Error {}

export interface ApiAnswer { status: number; body: unknown; text: string }

export interface Api {
  call(method: 'GET' | 'POST', path: string, body?: Uint8Array, contentType?: string, accept?: string): Promise<ApiAnswer>;
  /** Server-sent events, one by one, until the stream ends. The first of a stream that resumes nothing only tells its place. @throws Unreachable, Refused */
  events(path: string, lastEventId?: string): AsyncGenerator<{ id: string; data?: Record<string, unknown> }>;
}

const parsed = (text: string): unknown => { try { return JSON.parse(text); } catch { return undefined; } };

const codeOf = (cause: unknown): string => (cause as { code?: string }).code ?? (cause as Error).message;

const fields = (frame: string): Record<string, string> => Object.fromEntries(frame.split('\n').flatMap((line) => {
  const [, name, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
  return name ? [[name, value ?? '']] : [];
}));

const answerOf = async ({ statusCode, body }: Dispatcher.ResponseData): Promise<ApiAnswer> => {
  const text = await body.text();
  return { status: statusCode, text, body: parsed(text) };
};

async function* untilBroken(body: AsyncIterable<unknown>, base: string): AsyncGenerator<string> {
  try { for await (const text of body) yield text as string; } catch (cause) { throw new Unreachable(`The connection to ${base} broke (${codeOf(cause)}).`); }
}

const checkUrl = (url: string): void => {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw new UsageError(`--url takes the address of a gateway, such as http://127.0.0.1:8080, and not ${url}.`);
};

/** Connections of one command; with certificates of its own, in a pool of its own. The gateway's certificate is always verified. */
const dispatcherOf = ({ ca, cert, certKey }: Caller): Dispatcher | undefined => {
  if (ca === undefined && cert === undefined) return undefined;
  try {
    return new Agent({ connect: { secureContext: createSecureContext({ minVersion: 'TLSv1.2', ...(ca === undefined ? {} : { ca: [...rootCertificates, ca] }), ...(cert === undefined ? {} : { cert, key: certKey }) }) } });
  } catch { throw new UsageError('TLS does not take --ca, --cert or --cert-key. The key has to fit the certificate, in PEM and without a passphrase.'); }
};

const HINTS: readonly [RegExp, string][] = [
  [/ALTNAME/, 'Its certificate is made for another name: use that name in --url.'],
  [/SELF_SIGNED|UNABLE_TO_/, 'Its certificate comes from an authority this machine does not know: name that with --ca.'],
  [/CERT_HAS_EXPIRED|CERT_NOT_YET/, 'Its certificate is not valid now: tell its operator, or check the clock.'],
  [/ALERT|ECONNRESET|UND_ERR_SOCKET/, 'It hung up: where it speaks TLS, --url begins with https://; it may want a certificate, --cert with --cert-key.'],
];

const unreachable = (base: string, cause: unknown): Unreachable => {
  const code = codeOf(cause);
  return new Unreachable(`${base} cannot be reached (${code}). ${HINTS.find(([pattern]) => pattern.test(code))?.[1] ?? 'Is the gateway running, and is --url right?'}`);
};

/** @param url of the gateway, such as http://127.0.0.1:8080. @throws UsageError */
export function createApi(url: string, caller: Caller): Api {
  checkUrl(url);
  const base = url.replace(/\/+$/, '');
  const dispatcher = dispatcherOf(caller);
  const proof: Record<string, string> = caller.key === undefined ? {} : { authorization: `Bearer ${caller.key}` };
  const reach = <T>(what: Promise<T>): Promise<T> => what.catch((cause: unknown) => { throw unreachable(base, cause); });
  return {
    call: async (method, path, body, contentType = 'application/json', accept = 'application/json') => {
      const response = await reach(request(base + path, { method, body, dispatcher, headers: { ...proof, accept, ...(body ? { 'content-type': contentType } : {}) }, headersTimeout: 40_000 }));
      return answerOf(response);
    },
    events: async function* events(path, lastEventId) {
      const response = await reach(request(base + path, { dispatcher, headers: { ...proof, accept: 'text/event-stream', ...(lastEventId ? { 'last-event-id': lastEventId } : {}) }, bodyTimeout: 60_000 }));
      if (response.statusCode !== 200) throw new Refused(problemText(await answerOf(response)));
      response.body.setEncoding('utf8');
      let pending = '';
      for await (const text of untilBroken(response.body, base)) {
        const frames = (pending + text).split('\n\n');
        pending = frames.pop()!;
        for (const { id, data } of frames.map(fields)) if (id) yield { id, ...(data ? { data: JSON.parse(data) as Record<string, unknown> } : {}) };
      }
    },
  };
}

interface Problem { title?: string; detail?: string; code?: string; issues?: { code: string; level: string; path: string; message: string; line?: number; column?: number }[] }

/** A problem as a person reads it: what happened, then each issue on a line. */
export function problemText(answer: ApiAnswer): string {
  const { title, detail, code, issues = [] } = (answer.body ?? {}) as Problem;
  if (!code) return `The gateway answered ${answer.status}.`;
  return [`${title} (${code}). ${detail}`, ...issues.map(issueText)].join('\n');
}

export const issueText = ({ code, level, path, message, line, column }: { code: string; level: string; path: string; message: string; line?: number; column?: number }): string =>
  `  ${level} ${code} ${path}${line ? ` (line ${line}${column ? `, column ${column}` : ''})` : ''}: ${message}`;
