// The socket under the API: opens the door, plain or with TLS, and closes it so that requests under way finish and nobody new comes in.
import { constants } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { createSecureContext, type SecureContextOptions } from 'node:tls';

export interface Listener {
  /** @returns the address callers use. @throws the system's error where the port is taken. */
  open(port: number, host: string): Promise<string>;
  /** New connections get the new certificate; those that stand go on. @throws where TLS cannot use it; the one before then stays. */
  renew(tls: ListenerTls): void;
  /** Lets requests under way finish for so long, then breaks off what is left. */
  close(patienceMs: number): Promise<void>;
}

/** All PEM. With `clientCa` callers are asked for a certificate; with `clientRequired` nobody comes in without one. */
export interface ListenerTls { cert: string; key: string; clientCa?: string; clientRequired: boolean }

const LIMITS = { requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 65_000, maxHeaderSize: 16_384 };
const HANDSHAKE_MS = 10_000;

/** A resumed session would bring back a judgement on a certificate made earlier: so, where certificates of callers count, none is resumed and each is judged anew. */
const contextOf = ({ cert, key, clientCa }: ListenerTls): SecureContextOptions => {
  const options: SecureContextOptions = { cert, key, minVersion: 'TLSv1.2', ...(clientCa ? { ca: clientCa, secureOptions: constants.SSL_OP_NO_TICKET } : {}) };
  try { createSecureContext(options); } catch (cause) {
    throw new Error(`TLS does not take the certificate or its key (${(cause as { reason?: string }).reason ?? (cause as Error).message}). Use a key of today's length, such as ECDSA P-256 or RSA with 3072 bits.`);
  }
  return options;
};

/**
 * Callers with a key need no certificate, so only `clientRequired` lets TLS itself turn people away. Otherwise a certificate that does not verify
 * is refused where it can be said why: authenticate.ts answers 401.
 */
const createSecure = (tls: ListenerTls, answer: RequestListener): SecureServer =>
  createSecureServer({ ...LIMITS, ...contextOf(tls), handshakeTimeout: HANDSHAKE_MS, requestCert: tls.clientCa !== undefined, rejectUnauthorized: tls.clientRequired }, answer);

/** A connection before and after its handshake is two sockets with one far end. */
const farEnd = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;

export function createListener(answer: RequestListener, tls?: ListenerTls): Listener {
  const secure = tls && createSecure(tls, answer);
  const server: Server | SecureServer = secure ?? createServer(LIMITS, answer);
  /** Connected, and not waiting for an answer: what Node calls idle leaves out those that never asked anything, and they would keep a closing server waiting. */
  const resting = new Map<string, Socket>();
  let closing = false;
  const rest = (socket: Socket): void => {
    if (closing) socket.destroySoon();
    else if (!socket.destroyed) resting.set(farEnd(socket), socket);
  };
  const arrive = (socket: Socket): void => {
    const far = farEnd(socket);
    rest(socket);
    socket.once('close', () => resting.delete(far));
  };
  server.on('connection', arrive);
  server.on('secureConnection', arrive);
  server.on('request', ({ socket }, response) => {
    resting.delete(farEnd(socket));
    response.once('close', () => rest(socket));
  });
  return {
    open: (port, host) => new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => {
        const { port: bound } = server.address() as AddressInfo;
        resolve(`${secure ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${bound}`);
      });
    }),
    renew: (fresh) => { secure?.setSecureContext(contextOf(fresh)); },
    close: (patienceMs) => new Promise((resolve) => {
      closing = true;
      const giveUp = setTimeout(() => { server.closeAllConnections(); }, patienceMs);
      server.close(() => { clearTimeout(giveUp); resolve(); });
      for (const socket of resting.values()) socket.destroySoon();
    }),
  };
}
