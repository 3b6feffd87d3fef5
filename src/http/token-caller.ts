// A caller with a token: whom it names in the network file, or in words for a person why it names nobody here. The token itself is never repeated.
import type { Principal } from '../config/centres.js';
import { AlertBridgeError, type Code } from '../errors.js';
import type { TokenFault, VerifiedToken } from '../trust/verify-token.js';

const FAULTS: Readonly<Record<TokenFault, { code: Code; detail: string }>> = {
  unreadable: { code: 'BAD_TOKEN', detail: 'The token cannot be read. Check that it was copied whole.' },
  algorithm: { code: 'BAD_TOKEN', detail: 'The token is not signed in a way this gateway takes. It takes RS256, PS256, ES256, ES384 and EdDSA; shared secrets and unsigned tokens never.' },
  issuer: { code: 'BAD_TOKEN', detail: 'The token comes from an issuer that the network file does not name.' },
  'issuer-away': { code: 'ISSUER_UNAVAILABLE', detail: 'The issuer of the token does not give out its keys at the moment, so the token cannot be verified. Try again soon; keys and client certificates work meanwhile.' },
  key: { code: 'BAD_TOKEN', detail: 'The token is signed with a key that its issuer does not publish. Fetch a new token.' },
  signature: { code: 'BAD_TOKEN', detail: 'The signature of the token is not that of its issuer.' },
  expired: { code: 'BAD_TOKEN', detail: 'The token has expired. Fetch a new one.' },
  early: { code: 'BAD_TOKEN', detail: 'The token is not valid yet. Check the clocks of your system and of the issuer.' },
  audience: { code: 'BAD_TOKEN', detail: 'The token was made for another audience than this gateway.' },
  claims: { code: 'BAD_TOKEN', detail: 'The token lacks a claim this gateway needs, or one is not of the right kind: iss, aud, exp, and the one that names the subject.' },
};
const NOBODY = 'The token is good, but its subject stands in no entry of the network file. Ask the operator to have it added.';

/** A JWT begins with the base64 of a JSON object; no key made here does. */
export const looksLikeToken = (bearer: string): boolean => /^eyJ[\w-]*\.[\w-]+\.[\w-]*$/.test(bearer);

/** @throws AlertBridgeError BAD_TOKEN, ISSUER_UNAVAILABLE */
export function holderOfToken(verified: VerifiedToken, bySubject: (issuer: string, subject: string) => Principal | undefined): Principal {
  if ('fault' in verified) throw new AlertBridgeError(FAULTS[verified.fault].code, FAULTS[verified.fault].detail);
  const principal = bySubject(verified.issuer, verified.subject);
  if (!principal) throw new AlertBridgeError('BAD_TOKEN', NOBODY);
  return principal;
}
