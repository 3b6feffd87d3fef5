// What a text costs in cell broadcast, against tables written down from 3GPP TS 23.038 by code position and not from the source.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { costOf, inPlainSigns } from '../../src/render/cell-broadcast.js';

/** TS 23.038, 6.2.1: code positions of the default alphabet in Unicode, row by row; 0x1B is the escape. */
const DEFAULT = [
  0x40, 0xa3, 0x24, 0xa5, 0xe8, 0xe9, 0xf9, 0xec, 0xf2, 0xc7, 0x0a, 0xd8, 0xf8, 0x0d, 0xc5, 0xe5, 0x394, 0x5f, 0x3a6, 0x393, 0x39b, 0x3a9, 0x3a0, 0x3a8, 0x3a3, 0x398, 0x39e, -1, 0xc6, 0xe6, 0xdf, 0xc9,
  ...Array.from({ length: 0x20 }, (_, i) => (i === 4 ? 0xa4 : 0x20 + i)), 0xa1, ...Array.from({ length: 26 }, (_, i) => 0x41 + i), 0xc4, 0xd6, 0xd1, 0xdc, 0xa7,
  0xbf, ...Array.from({ length: 26 }, (_, i) => 0x61 + i), 0xe4, 0xf6, 0xf1, 0xfc, 0xe0,
];
/** 6.2.1.1. */
const EXTENSION = [0x0c, 0x5e, 0x7b, 0x7d, 0x5c, 0x5b, 0x7e, 0x5d, 0x7c, 0x20ac];
const sign = (code: number): string => String.fromCodePoint(code);

test('the table of this test has all 128 places', () => { expect(DEFAULT).toHaveLength(128); });

test('every sign of the default alphabet counts once, of the extension twice, any other makes the text UCS-2', () => {
  for (let code = 0; code < 0x3000; code += 1) {
    const expected = DEFAULT.includes(code) ? { alphabet: 'gsm-7', characters: 1 } : EXTENSION.includes(code) ? { alphabet: 'gsm-7', characters: 2 } : { alphabet: 'ucs-2', characters: 1 };
    expect({ code, ...costOf(sign(code)) }).toEqual({ code, ...expected, pages: 1 });
  }
});

describe('pages of 82 octets', () => {
  test.each([
    ['', 0], ['a'.repeat(93), 1], ['a'.repeat(94), 2], ['a'.repeat(1_395), 15], ['a'.repeat(1_396), 16], ['ж'.repeat(41), 1], ['ж'.repeat(42), 2], ['ж'.repeat(615), 15], ['ж'.repeat(616), 16],
  ])('%# holds what it should', (text, pages) => { expect(costOf(text).pages).toBe(pages); });

  test('no sign is cut in two', () => {
    expect(costOf(`${'a'.repeat(92)}€`)).toEqual({ alphabet: 'gsm-7', characters: 94, pages: 2 });
    expect(costOf('€'.repeat(47))).toEqual({ alphabet: 'gsm-7', characters: 94, pages: 2 });
    expect(costOf(`${'a'.repeat(40)}😀`)).toEqual({ alphabet: 'ucs-2', characters: 42, pages: 2 });
    expect(costOf('😀'.repeat(21))).toMatchObject({ characters: 42, pages: 2 });
  });

  test('are never fewer than the characters need', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', '€', 'ж', '😀'), maxLength: 400 }), (text) => {
      const { alphabet, characters, pages } = costOf(text);
      const size = alphabet === 'gsm-7' ? 93 : 41;
      expect(pages).toBeGreaterThanOrEqual(Math.ceil(characters / size));
      expect(pages).toBeLessThanOrEqual(Math.ceil(characters / (size - 1)));
    }));
  });
});

test('signs of typography become those of a typewriter, so that they do not cost half the room', () => {
  expect(inPlainSigns('L’enfant\u00a0: «\u202fx\u202f» – „y“')).toBe('L\'enfant : " x " - "y"');
});
