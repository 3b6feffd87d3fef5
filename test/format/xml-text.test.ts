// The quick look for control characters, against looking at each byte.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mayHoldControls } from '../../src/format/xml-text.js';

const isForbidden = (byte: number): boolean => byte < 0x20 && ![0x09, 0x0a, 0x0d].includes(byte);

test('finds every control character, at every place, and none among letters, spaces and line ends', () => {
  const byte = fc.oneof({ weight: 20, arbitrary: fc.constantFrom(0x09, 0x0a, 0x0d, 0x20, 0x61, 0x7f, 0x80, 0x8a, 0xff) }, fc.integer({ min: 0, max: 0x1f }));
  fc.assert(fc.property(fc.array(byte, { maxLength: 80 }), fc.integer({ min: 0, max: 4 }), (bytes, offset) => {
    // Begins at any place of its buffer, as part of a greater one does.
    const within = Uint8Array.from([...Array.from({ length: offset }, () => 0x61), ...bytes]).subarray(offset);
    expect(mayHoldControls(within)).toBe(bytes.some(isForbidden));
  }), { numRuns: 5000 });
});
