// Which addresses the gateway may call (reliability clause 15): decided on the resolved address, before anything is dialled.
import ipaddr from 'ipaddr.js';

/** Cloud metadata services that answer on addresses of other ranges (Amazon and Google over IPv6, Alibaba, Azure); link-local covers the usual one. */
const METADATA = new Set(['fd00:ec2::254', 'fd20:ce::254', '100.100.100.200', '168.63.129.16']);

/** All of IPv6 that is handed out to the public; the library calls everything else unicast that it has no name for. */
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number];

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
  if (range === 'unicast') return parsed instanceof ipaddr.IPv6 && !parsed.match(GLOBAL_UNICAST) ? 'ADDRESS_FORBIDDEN' : undefined;
  if (PRIVATE.has(range)) return allowPrivate ? undefined : 'ADDRESS_PRIVATE';
  return 'ADDRESS_FORBIDDEN';
}
