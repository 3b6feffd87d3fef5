// Sealed bytes open only with their key, in their place, and whole (reliability clause 14).
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { SEAL_OVERHEAD, seal, unseal } from '../../src/trust/seal.js';

const KEY = randomBytes(32);
const bytes = fc.uint8Array({ maxLength: 200 });

describe('sealed bytes', () => {
  test('come back as they were, for any content and place', () => {
    fc.assert(fc.property(bytes, fc.string(), (plain, context) => {
      const sealed = seal(KEY, context, plain);
      expect(sealed).toHaveLength(plain.length + SEAL_OVERHEAD);
      expect(unseal(KEY, context, sealed).equals(Buffer.from(plain))).toBe(true);
    }));
  });

  test('come back from a view into a larger buffer, too', () => {
    const sealed = seal(KEY, 'here', Buffer.from('Ana Shembull'));
    const larger = new Uint8Array(sealed.length + 20);
    larger.set(sealed, 7);
    expect(unseal(KEY, 'here', larger.subarray(7, 7 + sealed.length)).toString()).toBe('Ana Shembull');
  });

  test('are refused with any single bit changed', () => {
    const sealed = seal(KEY, 'here', Buffer.from('Ana Shembull'));
    fc.assert(fc.property(fc.nat({ max: sealed.length * 8 - 1 }), (bit) => {
      const changed = Buffer.from(sealed);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => unseal(KEY, 'here', changed)).toThrow();
    }));
  });

  test('are refused when cut short anywhere, or longer than they were', () => {
    const sealed = seal(KEY, 'here', Buffer.from('Ana Shembull'));
    for (let length = 0; length < sealed.length; length += 1) expect(() => unseal(KEY, 'here', sealed.subarray(0, length))).toThrow();
    expect(() => unseal(KEY, 'here', Buffer.concat([sealed, Buffer.alloc(1)]))).toThrow();
  });

  test('are refused in another place and with another key', () => {
    const sealed = seal(KEY, 'alert-1|alert|', Buffer.from('Ana Shembull'));
    expect(() => unseal(KEY, 'alert-2|alert|', sealed)).toThrow();
    expect(() => unseal(randomBytes(32), 'alert-1|alert|', sealed)).toThrow();
  });

  test('show neither their content nor that two contents are the same', () => {
    const plain = Buffer.from('Ana Shembull, Ana Shembull');
    const [one, two] = [seal(KEY, 'here', plain), seal(KEY, 'here', plain)];
    expect(one.equals(two)).toBe(false);
    expect(one.includes('Shembull')).toBe(false);
  });
});
