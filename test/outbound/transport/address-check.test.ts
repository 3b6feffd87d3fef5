// Which addresses the gateway may call, in every notation they can be written in (reliability clause 15).
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addressFault } from '../../../src/outbound/transport/address-check.js';

const judged = (address: string): [guarded: string | undefined, trial: string | undefined] => [addressFault(address, false), addressFault(address, true)];

describe('clause 15: an address', () => {
  test.each(['93.184.216.34', '8.8.8.8', '2606:2800:220:1:248:1893:25c8:1946', '::ffff:93.184.216.34'])('%s is public and may be called', (address) => {
    expect(judged(address)).toEqual([undefined, undefined]);
  });

  test.each([
    '127.0.0.1', '127.1', '127.255.255.254', '0x7f000001', '2130706433', '0177.0.0.1', '::1', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1', '::ffff:7f00:1',
    '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '::ffff:192.168.1.1', '100.64.0.1', 'fc00::1', 'fd12:3456:789a::1',
  ])('%s is private, for trials only', (address) => {
    expect(judged(address)).toEqual(['ADDRESS_PRIVATE', undefined]);
  });

  test.each([
    ['link-local', '169.254.169.254'], ['link-local', '169.254.0.1'], ['link-local', '::ffff:169.254.169.254'], ['link-local', '0xa9fea9fe'], ['link-local', '2852039166'], ['link-local', 'fe80::1'], ['link-local', 'fe80::1%eth0'],
    ['metadata', 'fd00:ec2::254'], ['metadata', 'FD00:0EC2:0:0:0:0:0:254'], ['metadata', 'fd20:ce::254'], ['metadata', '100.100.100.200'], ['metadata', '::ffff:100.100.100.200'], ['metadata', '168.63.129.16'], ['metadata', '192.0.0.192'],
    ['no host', '0.0.0.0'], ['no host', '::'], ['no host', '255.255.255.255'], ['multicast', '224.0.0.1'], ['multicast', 'ff02::1'], ['reserved', '240.0.0.1'], ['documentation', '192.0.2.1'], ['documentation', '2001:db8::1'],
    ['IPv4 inside IPv6', '64:ff9b::7f00:1'], ['IPv4 inside IPv6', '2002:7f00:1::'], ['IPv4 inside IPv6', '::7f00:1'], ['IPv4 inside IPv6', '::ffff:0:7f00:1'], ['IPv4 inside IPv6', '2001::7f00:1'],
    ['not handed out', '4000::1'], ['former site-local', 'fec0::1'],
  ])('of %s (%s) is never called, not even in trials', (_, address) => {
    expect(judged(address)).toEqual(['ADDRESS_FORBIDDEN', 'ADDRESS_FORBIDDEN']);
  });

  test.each(['', 'localhost', '1.2.3.4.5', '999.1.1.1', '::1::', '127.0.0.1:80', '[::1]'])('"%s" that is none is never called', (address) => {
    expect(judged(address)).toEqual(['ADDRESS_FORBIDDEN', 'ADDRESS_FORBIDDEN']);
  });

  test('is judged alike as IPv4 and as IPv4 mapped into IPv6', () => {
    fc.assert(fc.property(fc.ipV4(), fc.boolean(), (address, allowPrivate) => {
      expect(addressFault(`::ffff:${address}`, allowPrivate)).toBe(addressFault(address, allowPrivate));
    }));
  });

  test('that may be called when guarded may be called in trials, too', () => {
    fc.assert(fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
      if (addressFault(address, false) === undefined) expect(addressFault(address, true)).toBeUndefined();
    }));
  });
});
