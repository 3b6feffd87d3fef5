// Signed links: what they say cannot be altered, by one bit or one letter, and those of another deployment are nobody's here.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readPhotoToken, writePhotoToken, type PhotoClaim } from '../../src/photos/photo-link.js';
import { leadsToPlaceholder } from '../../src/photos/placeholder-words.js';
import { createKeyedHash } from '../../src/trust/keyed-hash.js';

const hash = createKeyedHash(Buffer.alloc(32, 7));
const claims: fc.Arbitrary<PhotoClaim> = fc.record({ alert: fc.uuid(), place: fc.nat(20), centre: fc.stringMatching(/^[a-z0-9-]{1,12}$/), holder: fc.stringMatching(/^[a-z0-9-]{1,12}$/), ends: fc.nat() });

test('a link says what it was made to say', () => {
  fc.assert(fc.property(claims, (claim) => { expect(readPhotoToken(hash, writePhotoToken(hash, claim))).toEqual(claim); }));
});

test('with any bit flipped it is no link', () => {
  fc.assert(fc.property(claims, fc.nat(), (claim, at) => {
    const bytes = Buffer.from(writePhotoToken(hash, claim), 'base64url');
    bytes[Math.floor(at / 8) % bytes.length]! ^= 1 << (at % 8);
    expect(readPhotoToken(hash, bytes.toString('base64url'))).toBeUndefined();
  }), { numRuns: 500 });
});

test('with any letter changed, added or missing it is no link', () => {
  fc.assert(fc.property(claims, fc.nat(), fc.constantFrom(...'AZaz09-_=+/ %'), (claim, at, letter) => {
    const token = writePhotoToken(hash, claim);
    const place = at % token.length;
    for (const other of [token.slice(0, place) + letter + token.slice(place + 1), token.slice(0, place) + letter + token.slice(place), token.slice(0, place) + token.slice(place + 1), token + letter]) {
      expect(other === token || readPhotoToken(hash, other) === undefined).toBe(true);
    }
  }), { numRuns: 300 });
});

test('no text is a link by chance, nor one of another deployment', () => {
  const other = createKeyedHash(Buffer.alloc(32, 8));
  fc.assert(fc.property(claims, (claim) => { expect(readPhotoToken(hash, writePhotoToken(other, claim))).toBeUndefined(); }));
  fc.assert(fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => { expect(readPhotoToken(hash, text)).toBeUndefined(); }));
});

test.each([
  ['https://example.org/img/Geen_Foto%202.png', true], ['https://example.org/no-photo.svg', true], ['https://example.org/static/PLACEHOLDER.jpg?v=3', true], ['https://example.org/images/brak_zdj%C4%99cia.jpg', true],
  ['https://no-photo.example.org/children/ana.jpg', false], ['https://example.org/img/anonymous-noimagery.jpg', false], ['https://example.org/photos/2026/ana-shembull.jpg', false], ['photo.jpg', false],
])('%s leads to a placeholder: %s', (uri, expected) => {
  expect(leadsToPlaceholder(uri)).toBe(expected);
});
