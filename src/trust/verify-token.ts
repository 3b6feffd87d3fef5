// Whether a token (JWT, RFC 7519) was made by an issuer we know, for us, and is good now; and whom it names. What that person may do is said elsewhere.
import { decodeJwt, decodeProtectedHeader, errors, jwtVerify, type JWTPayload } from 'jose';
import type { IssuerKeys, KeySet } from './issuer-keys.js';

export interface TokenIssuer { issuer: string; audience: string; /** The claim that holds the subject. */ claim: string; keys: IssuerKeys }

export type TokenFault = 'unreadable' | 'algorithm' | 'issuer' | 'issuer-away' | 'key' | 'signature' | 'expired' | 'early' | 'audience' | 'claims';

export type VerifiedToken = { issuer: string; subject: string } | { fault: TokenFault };

/** Signatures by a key that only the issuer has. Shared secrets (HS…) and `none` would make whoever can verify an issuer too (RFC 8725, 3.1). */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'];
const CLOCKS_APART_SECONDS = 30;

const FAULTS: Readonly<Record<string, TokenFault>> = {
  ERR_JWT_EXPIRED: 'expired', ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'signature', ERR_JOSE_ALG_NOT_ALLOWED: 'algorithm', ERR_JOSE_NOT_SUPPORTED: 'algorithm', ERR_JWKS_NO_MATCHING_KEY: 'key',
  ERR_JWKS_INVALID: 'issuer-away', ERR_JWK_INVALID: 'issuer-away',
};
const CLAIM_FAULTS: Readonly<Record<string, TokenFault>> = { aud: 'audience', nbf: 'early' };

const faultOf = (cause: unknown): TokenFault => {
  if (cause instanceof errors.JWTClaimValidationFailed) return (cause.reason === 'missing' ? undefined : CLAIM_FAULTS[cause.claim]) ?? 'claims';
  return FAULTS[(cause as { code?: string }).code ?? ''] ?? 'unreadable';
};

/** What a token says of itself before anything of it is proven. */
const claimed = (token: string): { alg: string | undefined; iss: unknown } | undefined => {
  try { return { alg: decodeProtectedHeader(token).alg, iss: decodeJwt(token).iss }; } catch { return undefined; }
};

async function payloadOf(token: string, keys: KeySet, { issuer, audience, claim }: TokenIssuer, now: Date): Promise<JWTPayload> {
  const options = { algorithms: ALGORITHMS, issuer, audience, requiredClaims: ['exp', claim], clockTolerance: CLOCKS_APART_SECONDS, currentDate: now };
  try { return (await jwtVerify(token, keys, options)).payload; } catch (cause) {
    if (!(cause instanceof errors.JWKSMultipleMatchingKeys)) throw cause;
    // The token names no key, and several would do.
    for await (const key of cause) {
      try { return (await jwtVerify(token, key, options)).payload; } catch (failure) { if (faultOf(failure) !== 'signature') throw failure; }
    }
    throw new errors.JWSSignatureVerificationFailed();
  }
}

const subjectOf = (payload: JWTPayload, { issuer, claim }: TokenIssuer): VerifiedToken => {
  const subject = payload[claim];
  return typeof subject === 'string' && subject !== '' ? { issuer, subject } : { fault: 'claims' };
};

/** Verified with the keys we have, and once more with newer ones where the token was signed by a key that is not among them. */
async function verifiedBy(issuer: TokenIssuer, token: string, now: Date): Promise<VerifiedToken> {
  const keys = await issuer.keys.current();
  if (!keys) return { fault: 'issuer-away' };
  try { return subjectOf(await payloadOf(token, keys, issuer, now), issuer); } catch (cause) {
    if (faultOf(cause) !== 'key') return { fault: faultOf(cause) };
  }
  const newer = await issuer.keys.newerThan(keys);
  if (newer === 'away') return { fault: 'issuer-away' };
  if (newer === 'none') return { fault: 'key' };
  return payloadOf(token, newer, issuer, now).then((payload) => subjectOf(payload, issuer), (cause: unknown) => ({ fault: faultOf(cause) }));
}

/** Never throws; keys are only looked for where issuer and algorithm are ones we take. */
export async function verifyToken(token: string, issuers: readonly TokenIssuer[], now: Date): Promise<VerifiedToken> {
  const said = claimed(token);
  if (!said) return { fault: 'unreadable' };
  if (said.alg === undefined || !ALGORITHMS.includes(said.alg)) return { fault: 'algorithm' };
  const issuer = issuers.find((one) => one.issuer === said.iss);
  return issuer ? verifiedBy(issuer, token, now) : { fault: 'issuer' };
}
