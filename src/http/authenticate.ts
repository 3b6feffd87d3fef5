// Way in, step 1: who is calling. A key is known by its SHA-256 only.
import { createHash } from 'node:crypto';
import type { Request } from 'express';
import { AlertBridgeError } from '../errors.js';
import type { Principal } from '../config/centres.js';
import type { Access } from './access.js';

export type { Principal };

export type FindPrincipal = (keySha256: string) => Principal | undefined;

const bearerOf = (request: Request): string | undefined => /^Bearer\s+(\S+)\s*$/i.exec(request.headers.authorization ?? '')?.[1];

/** The caller, or undefined where no key was given. @throws AlertBridgeError BAD_KEY */
export function authenticate(request: Request, find: FindPrincipal): Principal | undefined {
  const key = bearerOf(request);
  if (key === undefined) return undefined;
  const principal = find(createHash('sha256').update(key).digest('hex'));
  if (!principal) throw new AlertBridgeError('BAD_KEY', 'The key in the Authorization header belongs to nobody in the network file. Check that it was copied whole, or ask the operator for a new one.');
  return principal;
}

/** @throws AlertBridgeError NO_KEY, NOT_ALLOWED */
export function authorise(principal: Principal | undefined, allowed: Access): void {
  if (allowed === 'public' || allowed === 'optional') return;
  if (!principal) throw new AlertBridgeError('NO_KEY', 'Send your key as "Authorization: Bearer KEY".');
  if (!allowed.includes(principal.role)) throw new AlertBridgeError('NOT_ALLOWED', `A key of the role ${principal.role} may not do this. It takes one of: ${allowed.join(', ')}.`);
}
