// What the gateway trusts and shows in TLS when it calls one centre, beyond what is public.
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';

/** All PEM. `ca` is trusted besides the public authorities; `cert` and `key` come together. One object stands for one centre as its files were last read. */
export interface ClientTls { ca?: string; cert?: string; key?: string }

/** Made once: reading the public authorities again for every connection would cost more than the handshake. */
const contexts = new WeakMap<ClientTls, SecureContext>();

const create = ({ ca, cert, key }: ClientTls): SecureContext => {
  try {
    return createSecureContext({ minVersion: 'TLSv1.2', ...(ca ? { ca: [...rootCertificates, ca] } : {}), ...(cert ? { cert, key } : {}) });
  } catch (cause) {
    throw new Error(`TLS does not take a client certificate, its key or an authority of the network file (${(cause as { reason?: string }).reason ?? (cause as Error).message}).`);
  }
};

/** @throws where TLS cannot use what it is given. */
export const secureContextOf = (tls: ClientTls): SecureContext => {
  const context = contexts.get(tls) ?? create(tls);
  contexts.set(tls, context);
  return context;
};
