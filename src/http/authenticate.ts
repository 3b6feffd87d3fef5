// Way in, step 1: who is calling. By a key, of which only the SHA-256 is known here; by a client certificate; or by a token of an issuer.
import { createHash } from 'node:crypto';
import type { Request } from 'express';
import type { Principal } from '../config/centres.js';
import { AlertBridgeError } from '../errors.js';
import type { VerifiedToken } from '../trust/verify-token.js';
import type { Access } from './access.js';
import { presentedCertificate } from './presented-certificate.js';
import { holderOfToken, looksLikeToken } from './token-caller.js';

export type { Principal };

/** Finds the holder of what a caller shows. */
export interface FindPrincipal {
  byKey(sha256: string): Principal | undefined;
  byCertificate(sha256: string): Principal | undefined;
  bySubject(issuer: string, subject: string): Principal | undefined;
  verifyToken(token: string): Promise<VerifiedToken>;
  now(): Date;
}

const bearerOf = (request: Request): string | undefined => /^Bearer\s+(\S+)\s*$/i.exec(request.headers.authorization ?? '')?.[1];

async function holderOfBearer(bearer: string, find: FindPrincipal): Promise<Principal> {
  const principal = find.byKey(createHash('sha256').update(bearer).digest('hex'));
  if (!principal && looksLikeToken(bearer)) return holderOfToken(await find.verifyToken(bearer), find.bySubject);
  if (!principal) throw new AlertBridgeError('BAD_KEY', 'The key in the Authorization header belongs to nobody in the network file. Check that it was copied whole, or ask the operator for a new one.');
  return principal;
}

/**
 * The caller, or undefined where nothing was shown that names one. Everything that is shown counts: what is not good is refused even where something
 * else is, and certificate and key must belong to the same centre or client.
 * @throws AlertBridgeError BAD_CERTIFICATE, BAD_KEY, BAD_TOKEN, ISSUER_UNAVAILABLE, CALLERS_DIFFER
 */
export async function authenticate(request: Request, find: FindPrincipal, allowed: Access): Promise<Principal | undefined> {
  const fingerprint = presentedCertificate(request.socket, find.now());
  const holder = fingerprint === undefined ? undefined : find.byCertificate(fingerprint);
  const bearer = bearerOf(request);
  if (bearer === undefined) {
    if (fingerprint !== undefined && !holder && allowed !== 'optional') throw new AlertBridgeError('BAD_CERTIFICATE', 'Your certificate is good, but its SHA-256 fingerprint stands in no entry of the network file. Have it added, or send a key as well.');
    return holder;
  }
  const principal = await holderOfBearer(bearer, find);
  if (holder && (holder.id !== principal.id || holder.role !== principal.role)) {
    throw new AlertBridgeError('CALLERS_DIFFER', 'Your certificate and the Authorization header belong to two different holders. Send one of them, or both of the same holder.');
  }
  return principal;
}

/** @throws AlertBridgeError NO_KEY, NOT_ALLOWED */
export function authorise(principal: Principal | undefined, allowed: Access): void {
  if (allowed === 'public' || allowed === 'optional') return;
  if (!principal) throw new AlertBridgeError('NO_KEY', 'Send your key or token as "Authorization: Bearer KEY", or show a client certificate that the network file lists.');
  if (!allowed.includes(principal.role)) throw new AlertBridgeError('NOT_ALLOWED', `The role ${principal.role} may not do this. It takes one of: ${allowed.join(', ')}.`);
}
