// The certificate a caller has shown in TLS, judged before anything is made of it.
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { AlertBridgeError } from '../errors.js';

interface Judged { fingerprint: string; ends: number; fault?: string }

/** What was found wrong, by the code of TLS; all others in one sentence. */
const FAULTS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'has expired; use a new one',
  CERT_NOT_YET_VALID: 'is not valid yet; check the clock of your system',
  INVALID_PURPOSE: 'was not made for clients: its extended key usage lacks clientAuth',
};
const NOT_TRUSTED = 'comes from no authority this gateway trusts for callers, or its intermediate certificates were not sent along';

/** Judged once for a connection: its certificate stays the same. */
const judgedOf = new WeakMap<TLSSocket, Judged | 'none'>();

const judge = (socket: TLSSocket): Judged | 'none' => {
  const certificate = socket.getPeerX509Certificate();
  if (!certificate) return 'none';
  // Of a server's socket this is the code of TLS as text, whatever the types say.
  const code = String(socket.authorizationError);
  return { fingerprint: certificate.fingerprint256, ends: Date.parse(certificate.validTo), ...(socket.authorized ? {} : { fault: FAULTS[code] ?? NOT_TRUSTED }) };
};

/**
 * The fingerprint of the caller's certificate; undefined where none was shown.
 * @throws AlertBridgeError BAD_CERTIFICATE for one that does not verify: it is never passed over, not even beside a good key.
 */
export function presentedCertificate(socket: Socket, now: Date): string | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const judged = judgedOf.get(socket) ?? judge(socket);
  judgedOf.set(socket, judged);
  if (judged === 'none') return undefined;
  const fault = judged.fault ?? (judged.ends < now.getTime() ? FAULTS.CERT_HAS_EXPIRED : undefined);
  if (fault) throw new AlertBridgeError('BAD_CERTIFICATE', `The certificate you showed ${fault}.`);
  return judged.fingerprint;
}
