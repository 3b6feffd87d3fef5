// Whether a webhook can be reached at all: connects to the checked address, and for https looks at the certificate, without sending anything.
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { secureContextOf, type ClientTls } from './client-tls.js';
import { checkedAddress } from './safe-connector.js';

export interface Reached { /** When the certificate ends; undefined for plain http. */ certificateEnds?: Date }

const PATIENCE_MS = 5_000;
const REFUSAL_MS = 300;

const portOf = ({ port, protocol }: URL): number => Number(port || (protocol === 'https:' ? 443 : 80));

const opened = (socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> => new Promise((resolve, reject) => {
  socket.setTimeout(PATIENCE_MS, () => socket.destroy(Object.assign(new Error('no answer'), { code: 'TIMEOUT' })));
  socket.once(event, resolve).once('error', reject);
});

/** In TLS 1.3 a receiver judges our certificate, or that there is none, after the handshake: with an alert, or by hanging up. */
const refusedAfterwards = (socket: Socket): Promise<void> => new Promise((resolve, reject) => {
  const patience = setTimeout(resolve, REFUSAL_MS);
  const refuse = (cause: Error): void => { clearTimeout(patience); reject(cause); };
  socket.once('error', refuse).once('close', () => refuse(Object.assign(new Error('closed'), { code: 'CLOSED_AFTER_HANDSHAKE' }))).resume();
});

/** @throws RefusedAddress, or the error of resolver, connection or certificate. */
export async function reachWebhook(address: string, allowPrivate: boolean, tls?: ClientTls): Promise<Reached> {
  const url = new URL(address);
  const host = await checkedAddress(url.hostname, allowPrivate);
  const secure = url.protocol === 'https:';
  const place = { host, port: portOf(url) };
  const socket = secure ? connectTls({ ...place, servername: isIP(url.hostname) ? undefined : url.hostname, ...(tls ? { secureContext: secureContextOf(tls) } : {}) }) : connectPlain(place);
  try {
    await opened(socket, secure ? 'secureConnect' : 'connect');
    if (!secure) return {};
    const certificateEnds = new Date((socket as TLSSocket).getPeerCertificate().valid_to);
    await refusedAfterwards(socket);
    return { certificateEnds };
  } finally { socket.destroy(); }
}
