// Real servers on the loopback address, each with a port of its own, that remember what reached them.
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SELF_SIGNED } from './self-signed.js';

export interface LocalServer {
  port: number;
  /** Requests that arrived, with their bodies. */
  requests: { method: string; url: string; headers: IncomingMessage['headers']; body: Buffer }[];
  /** How many connections were made, whether or not a request came over them. */
  connections: () => number;
  /** Names asked for in TLS. */
  names: string[];
  close: () => Promise<void>;
}

/** @param answer is called once the request has been read. */
export async function startServer(answer: (response: ServerResponse, request: IncomingMessage) => void, options: { tls?: boolean | ServerOptions } = {}): Promise<LocalServer> {
  const requests: LocalServer['requests'] = [];
  const names: string[] = [];
  let connections = 0;
  const listener: RequestListener = (request, response) => {
    void buffer(request).then((body) => {
      requests.push({ method: request.method!, url: request.url!, headers: request.headers, body });
      answer(response, request);
    });
  };
  const server = options.tls ? createSecureServer({ ...(options.tls === true ? SELF_SIGNED : options.tls), SNICallback: (name, done) => { names.push(name); done(null); } }, listener) : createServer(listener);
  server.on('connection', () => { connections += 1; });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    port: (server.address() as AddressInfo).port, requests, names, connections: () => connections,
    close: () => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }),
  };
}
