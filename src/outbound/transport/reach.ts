// Whether a webhook can be reached at all: connects to the checked address, and for https looks at the certificate, without sending anything.
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { checkedAddress } from './safe-connector.js';

export interface Reached { /** When the certificate ends; undefined for plain http. */ certificateEnds?: Date }

const PATIENCE_MS = 5_000;

const portOf = ({ port, protocol }: URL): number => Number(port || (protocol === 'https:' ? 443 : 80));

const opened = (socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> => new Promise((resolve, reject) => {
  socket.setTimeout(PATIENCE_MS, () => socket.destroy(Object.assign(new Error('no answer'), { code: 'TIMEOUT' })));
  socket.once(event, resolve).once('error', reject);
});

/** @throws RefusedAddress, or the error of resolver, connection or certificate. */
export async function reachWebhook(address: string, allowPrivate: boolean): Promise<Reached> {
  const url = new URL(address);
  const host = await checkedAddress(url.hostname, allowPrivate);
  const secure = url.protocol === 'https:';
  const socket = secure ? connectTls({ host, port: portOf(url), servername: isIP(url.hostname) ? undefined : url.hostname }) : connectPlain({ host, port: portOf(url) });
  try {
    await opened(socket, secure ? 'secureConnect' : 'connect');
    return secure ? { certificateEnds: new Date((socket as TLSSocket).getPeerCertificate().valid_to) } : {};
  } finally { socket.destroy(); }
}
