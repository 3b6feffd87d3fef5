// Why nothing came back, as a code: the same words for every call to an address somebody else wrote.
import { RefusedAddress } from './safe-connector.js';

export interface Failure { failure: string; kind: 'transient' | 'certificate' | 'address' }

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH/;

/** The receiver's word on our certificate, or on its absence (RFC 8446, 6.2). */
const OURS_REFUSED = /^ERR_SSL_.*ALERT_(.*CERT|UNKNOWN_CA|ACCESS_DENIED)/;

/** By the system's or the dispatcher's own time limits. */
const TIMEOUT = /^(ETIMEDOUT|TimeoutError|UND_ERR_ABORTED|UND_ERR_(HEADERS|BODY|CONNECT)_TIMEOUT)$/;

export const asFailure = (cause: unknown): Failure => {
  const { name = 'UNKNOWN', code } = cause as { name?: string; code?: unknown };
  if (cause instanceof RefusedAddress) return { failure: cause.code, kind: 'address' };
  const failure = typeof code === 'string' ? code : name;
  if (OURS_REFUSED.test(failure)) return { failure: 'CLIENT_CERTIFICATE', kind: 'certificate' };
  if (CERTIFICATE.test(failure)) return { failure: 'CERTIFICATE', kind: 'certificate' };
  return { failure: TIMEOUT.test(failure) ? 'TIMEOUT' : failure, kind: 'transient' };
};
