// Keyed hashes: comparable for us, meaningless for whoever has only the database.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createHash, randomBytes } from 'node:crypto';
import { createKeyedHash, type HashPurpose } from '../../src/trust/keyed-hash.js';

const PEPPER = randomBytes(32);
const hash = createKeyedHash(PEPPER);

const purpose = fc.constantFrom<HashPurpose>('key', 'name', 'bytes', 'content', 'token', 'search');
const values = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '|', '1', '2', 'ë', '🙂') }), { maxLength: 4 });

describe('a keyed hash', () => {
  test('is the same for the same values, as text or as bytes', () => {
    fc.assert(fc.property(purpose, values, (kind, list) => {
      expect(hash(kind, ...list.map((text) => Buffer.from(text, 'utf8'))).equals(createKeyedHash(PEPPER)(kind, ...list))).toBe(true);
    }));
  });

  test('is another one for other values, however they are cut into parts', () => {
    fc.assert(fc.property(purpose, values, values, (kind, one, two) => {
      fc.pre(JSON.stringify(one) !== JSON.stringify(two));
      expect(hash(kind, ...one).equals(hash(kind, ...two))).toBe(false);
    }), { numRuns: 500, examples: [['name', ['ab', 'c'], ['a', 'bc']], ['name', ['a|1|b'], ['a', 'b']], ['name', [], ['']]] });
  });

  test('is another one for another purpose', () => {
    fc.assert(fc.property(purpose, purpose, values, (one, two, list) => {
      fc.pre(one !== two);
      expect(hash(one, ...list).equals(hash(two, ...list))).toBe(false);
    }));
  });

  test('is another one in another deployment, and never the plain hash', () => {
    fc.assert(fc.property(purpose, fc.string(), (kind, text) => {
      expect(hash(kind, text).equals(createKeyedHash(randomBytes(32))(kind, text))).toBe(false);
      expect(hash(kind, text).equals(createHash('sha256').update(text).digest())).toBe(false);
    }));
  });
});
