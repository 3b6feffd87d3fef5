// One text for one value: what hashes and signatures are taken over must not depend on who wrote the object down.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from '../../src/trust/canonical-json.js';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The same value, its keys in another order at every depth. */
const reordered = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(reordered);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([key, member]) => [key, reordered(member)]));
};

const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>;

describe('canonical JSON', () => {
  test('is the same text whatever the order of the keys', () => {
    fc.assert(fc.property(json, (value) => { expect(canonicalJson(reordered(value))).toBe(canonicalJson(value)); }));
  });

  test('is JSON that means the same', () => {
    fc.assert(fc.property(json, (value) => { expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value))); }));
  });

  test('is another text for another value', () => {
    fc.assert(fc.property(json, json, (one, two) => {
      expect(canonicalJson(one) === canonicalJson(two)).toBe(canonicalJson(JSON.parse(canonicalJson(one))) === canonicalJson(JSON.parse(canonicalJson(two))));
      if (canonicalJson(one) === canonicalJson(two)) expect(JSON.parse(JSON.stringify(one))).toEqual(JSON.parse(JSON.stringify(two)));
    }));
  });

  test.each([
    [{ b: 1, a: [2, { d: null, c: true }] }, '{"a":[2,{"c":true,"d":null}],"b":1}'],
    [{ é: 1, z: 2, Z: 3, 10: 4, 9: 5 }, '{"10":4,"9":5,"Z":3,"z":2,"é":1}'],
    [{ gone: undefined, kept: null }, '{"kept":null}'],
    [[undefined, 1], '[null,1]'],
    ['quote " and \u2028', JSON.stringify('quote " and \u2028')],
  ])('of %j is %s', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });
});
