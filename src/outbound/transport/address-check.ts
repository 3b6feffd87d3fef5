// Which addresses the gateway may call (reliability clause 15): decided on the resolved address, before anything is dialled.
import ipaddr from 'ipaddr.js';

/** Cloud metadata services answer on addresses that look ordinary in IPv6; link-local covers the IPv4 one. */
const METADATA = new Set(['fd00:ec2::254']);

/** Ranges that are allowed in trials and tests only. */
const PRIVATE = new Set(['loopback', 'private', 'uniqueLocal', 'carrierGradeNat']);

/**
 * Judges one resolved address, in any notation. IPv4 inside IPv6 is judged as the IPv4 address it reaches.
 * @returns why it must not be called, or undefined when it may.
 */
export function addressFault(address: string, allowPrivate: boolean): 'ADDRESS_PRIVATE' | 'ADDRESS_FORBIDDEN' | undefined {
  if (!ipaddr.isValid(address)) return 'ADDRESS_FORBIDDEN';
  const parsed = ipaddr.process(address);
  const range = parsed.range();
  if (METADATA.has(parsed.toString())) return 'ADDRESS_FORBIDDEN';
  if (range === 'unicast') return undefined;
  if (PRIVATE.has(range)) return allowPrivate ? undefined : 'ADDRESS_PRIVATE';
  return 'ADDRESS_FORBIDDEN';
}
