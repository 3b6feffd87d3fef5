// `alertbridge sandbox`: a pretend centre that verifies signatures, remembers ids and answers, for trying a network out.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { resolveSecret } from '../config/secret.js';
import { verifySymmetric } from '../trust/sign-webhook.js';
import { readInput, UsageError, type Io } from './io.js';

export interface SandboxOptions {
  centre: string; port: number; secret?: string;
  /** Address to listen on; loopback where absent. */
  host?: string;
  /** Share of calls answered 503, 0 to 1. */
  fail?: number;
  /** Milliseconds before each answer. */
  delay?: number;
  /** Files in PEM. */
  tlsCert?: string; tlsKey?: string; clientCa?: string;
}

const MAX_BODY = 5 * 1024 * 1024;
/** Older or newer than this, a signature may be a replay (Standard Webhooks). Seconds. */
const TOLERANCE = 300;

const checkOptions = ({ fail = 0, delay = 0, port }: SandboxOptions): void => {
  if (!(fail >= 0 && fail <= 1)) throw new UsageError('--fail takes a share from 0 to 1, such as 0.2.');
  if (!(Number.isInteger(delay) && delay >= 0)) throw new UsageError('--delay takes whole milliseconds.');
  if (!(Number.isInteger(port) && port >= 0 && port <= 65_535)) throw new UsageError('--port takes a whole number from 0 to 65535.');
};

/** Certificates are judged by TLS itself: whoever has none that verifies is turned away before a request. */
const openServer = ({ tlsCert, tlsKey, clientCa }: SandboxOptions, answer: RequestListener): Server => {
  if (tlsCert === undefined && tlsKey === undefined && clientCa === undefined) return createServer(answer);
  if (tlsCert === undefined || tlsKey === undefined) throw new UsageError('--tls-cert and --tls-key go together, and --client-ca needs both.');
  const pair = { cert: readInput(tlsCert), key: readInput(tlsKey), minVersion: 'TLSv1.2' as const };
  try {
    return createSecureServer({ ...pair, ...(clientCa === undefined ? {} : { ca: readInput(clientCa), requestCert: true, rejectUnauthorized: true }) }, answer);
  } catch (cause) { throw cause instanceof UsageError ? cause : new UsageError('TLS does not take --tls-cert, --tls-key or --client-ca. All are PEM, and the key has to fit the certificate.'); }
};

/** As in the network file: the secret itself, `env:NAME` or `file:PATH`. */
const readSecret = (reference: string, { env }: Io): string => {
  const found = resolveSecret(reference, { env, readFile: (path) => readFileSync(path, 'utf8') });
  if ('problem' in found) throw new UsageError(`--secret ${found.problem}.`);
  return found.secret;
};

/** An address of IPv6 as addresses of the web spell it. */
const asHost = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** It keeps no message, so what it is ordered to erase is erased. */
const receiptFor = (contentType: string | undefined, body: Buffer): string => {
  if (contentType !== 'application/vnd.alertbridge.erase+json') return '';
  return JSON.stringify({ erased: (JSON.parse(body.toString('utf8')) as { erase: string }).erase, at: new Date().toISOString() });
};

/** Starts the pretend centre, on loopback unless told otherwise; prints its address and secret, then one JSON line per message received. */
export async function startSandbox(options: SandboxOptions, io: Io): Promise<{ server: Server; url: string; secret: string }> {
  checkOptions(options);
  const { centre, port, host = '127.0.0.1', fail = 0, delay = 0 } = options;
  const secret = options.secret === undefined ? `whsec_${randomBytes(32).toString('base64')}` : readSecret(options.secret, io);
  const seen = new Set<string>();

  const judge = (headers: Record<string, string | string[] | undefined>, body: Buffer): { status: number; signed: boolean; id: string; repeat: boolean } => {
    const id = String(headers['webhook-id'] ?? '');
    const timestamp = Number(headers['webhook-timestamp']);
    const fresh = Math.abs(Date.now() / 1_000 - timestamp) <= TOLERANCE;
    const signed = fresh && verifySymmetric(secret, String(headers['webhook-signature'] ?? ''), id, timestamp, body);
    if (!signed) return { status: 401, signed, id, repeat: false };
    if (Math.random() < fail) return { status: 503, signed, id, repeat: seen.has(id) };
    const repeat = seen.has(id);
    seen.add(id);
    return { status: 200, signed, id, repeat };
  };

  const server = openServer(options, (request, response) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => { size += chunk.length; if (size > MAX_BODY) request.destroy(); else chunks.push(chunk); });
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const { status, signed, id, repeat } = judge(request.headers, body);
      io.out(JSON.stringify({ centre, at: new Date().toISOString(), id, contentType: request.headers['content-type'] ?? null, signed, repeat, status, body: body.toString('utf8') }));
      setTimeout(() => { response.writeHead(status); response.end(status === 200 ? receiptFor(request.headers['content-type'], body) : ''); }, delay);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', () => reject(new UsageError(`Port ${port} of ${host} cannot be listened on: another program may have it, or this machine has no such address. Choose others with --port and --host.`)));
    server.listen(port, host, resolve);
  });
  const url = `${options.tlsCert === undefined ? 'http' : 'https'}://${asHost(host)}:${(server.address() as AddressInfo).port}/`;
  io.err(`Pretend centre ${centre} listens on ${url}`);
  if (!options.secret) io.err(`Its secret for the network file: ${secret}`);
  return { server, url, secret };
}
