// The socket under the API: opens the door, and closes it so that requests under way finish and nobody new comes in.
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface Listener {
  /** @returns the address callers use. @throws the system's error where the port is taken. */
  open(port: number, host: string): Promise<string>;
  /** Lets requests under way finish for so long, then breaks off what is left. */
  close(patienceMs: number): Promise<void>;
}

const LIMITS = { requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 65_000, maxHeaderSize: 16_384 };

export function createListener(answer: RequestListener): Listener {
  const server = createServer(LIMITS, answer);
  /** Connected, and not waiting for an answer: what Node calls idle leaves out those that never asked anything, and they would keep a closing server waiting. */
  const resting = new Set<Socket>();
  let closing = false;
  const rest = (socket: Socket): void => { if (closing) socket.destroySoon(); else resting.add(socket); };
  server.on('connection', (socket: Socket) => { rest(socket); socket.once('close', () => resting.delete(socket)); });
  server.on('request', ({ socket }, response) => {
    resting.delete(socket);
    response.once('close', () => rest(socket));
  });
  return {
    open: (port, host) => new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => {
        const { port: bound } = server.address() as AddressInfo;
        resolve(`http://${host.includes(':') ? `[${host}]` : host}:${bound}`);
      });
    }),
    close: (patienceMs) => new Promise((resolve) => {
      closing = true;
      const giveUp = setTimeout(() => { server.closeAllConnections(); }, patienceMs);
      server.close(() => { clearTimeout(giveUp); resolve(); });
      for (const socket of resting) socket.destroySoon();
    }),
  };
}
