// Dials webhooks: resolves the name once, checks every address it has, connects to the one that was checked, and keeps the name for TLS.
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { buildConnector } from 'undici';
import { addressFault } from './address-check.js';
import { secureContextOf, type ClientTls } from './client-tls.js';

/** A destination the gateway refuses to call. `code` goes to the delivery; the address is not repeated. */
export class RefusedAddress extends Error {
  constructor(readonly code: 'ADDRESS_PRIVATE' | 'ADDRESS_FORBIDDEN') { super(code); }
}

export type Resolve = (hostname: string) => Promise<string[]>;

const resolveAll: Resolve = async (hostname) => (await lookup(hostname, { all: true, verbatim: true })).map(({ address }) => address);

const bare = (hostname: string): string => hostname.replace(/^\[(.*)\]$/, '$1');

/**
 * The address to dial. One forbidden address among several condemns the name: it could be the one answered next time.
 * @throws RefusedAddress, or the resolver's error.
 */
export async function checkedAddress(hostname: string, allowPrivate: boolean, resolve: Resolve = resolveAll): Promise<string> {
  const name = bare(hostname);
  const addresses = isIP(name) ? [name] : await resolve(name);
  for (const address of addresses) {
    const fault = addressFault(address, allowPrivate);
    if (fault) throw new RefusedAddress(fault);
  }
  const [first] = addresses;
  if (first === undefined) throw new RefusedAddress('ADDRESS_FORBIDDEN');
  return first;
}

/**
 * In TLS 1.3 a receiver refuses our certificate after the handshake. The dispatcher would forget that word over the end of the stream that comes with
 * it, and the failure would look like any broken line.
 */
const keepingReasons = (callback: buildConnector.Callback): buildConnector.Callback => (...result) => {
  const [, socket] = result;
  socket?.once('error', (cause: Error) => socket.destroy(cause));
  callback(...result);
};

/** undici's own look-up hook is skipped for literal addresses, so the whole connection is ours. */
export function createSafeConnector(allowPrivate: boolean, resolve?: Resolve, tls?: ClientTls): buildConnector.connector {
  const dial = buildConnector({ timeout: 10_000, ...(tls ? { secureContext: secureContextOf(tls) } : {}) });
  return (options, callback) => {
    checkedAddress(options.hostname, allowPrivate, resolve).then(
      (address) => dial({ ...options, hostname: address, host: undefined, servername: options.servername ?? (isIP(bare(options.hostname)) ? undefined : options.hostname) }, keepingReasons(callback)),
      (cause: unknown) => callback(cause as Error, null),
    );
  };
}
