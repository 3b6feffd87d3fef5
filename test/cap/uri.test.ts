// URIs (rules I21, R07, R08) against libxml2's anyURI: what is wrong to it is wrong to us, and where only the grammar decides both say the same.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isAbsoluteUri, isRelativeReference } from '../../src/cap/uri.js';
import { BOUNDED_SECONDS, processorSeconds } from '../processor-time.js';
import { isUriToLibxml2 } from './schema-of.js';

const isUri = (text: string): boolean => isAbsoluteUri(text) || isRelativeReference(text);

const PIECES = ['http:', 'https:', 'HTTPS:', 'urn:', 'mailto:', 'a', 'Z', '7', '80', ':', '/', '//', '///', '?', '#', '@', '%', '%41', '%e', '%zz', '.', '-', '+', '[::1]', '[v7.a:b]', '127.0.0.1', 'é', '東', '🙂', '!$&\'()*+,;=', '~_', 'example.org'];
/** Taken by libxml2 and by us, though RFC 3986 leaves them out. */
const TOLERATED = ['{', '}', '|', '^', '`', '\\'];
/** Taken by libxml2, and no part of a URI. */
const FOREIGN = ['<', '>', '"', '\u0085'];
const BRACKETS = ['[', ']', '[1]', '[x'];

const textOf = (...pieces: string[]): fc.Arbitrary<string> => fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''));

/** Left out is what libxml2 takes and we do not: http without a host, a port no machine has, brackets in a fragment (RFC 3986 has them around an address only). */
const isAsked = (text: string): boolean => !/^https?:(?!\/\/(?:[^/?#@]*@|(?![^/?#]*@))[^/?#@:])/i.test(text) && !/:\d{6,}/.test(text) && !/#.*[[\]]/.test(text);

describe('A URI', () => {
  test('is one to us where it is one to libxml2', () => {
    fc.assert(fc.property(textOf(...PIECES).filter(isAsked), (text) => { expect([text, isUri(text)]).toEqual([text, isUriToLibxml2(text)]); }), { numRuns: 20_000 });
  });

  test('is none to us where it is none to libxml2, whatever signs stand in it', () => {
    fc.assert(fc.property(textOf(...PIECES, ...TOLERATED, ...FOREIGN, ...BRACKETS, ' ', '\u00a0'), (text) => { if (isUri(text)) expect([text, isUriToLibxml2(text)]).toEqual([text, true]); }), { numRuns: 20_000 });
  });

  test.each(TOLERATED)('may hold %j', (sign) => { expect([`https://example.org/${sign}`, `photo${sign}.jpg`].filter(isUri)).toHaveLength(2); });

  test.each([...FOREIGN, ' ', '\n', '\ud800'])('holds no %j', (sign) => { expect([`https://example.org/${sign}`, `photo${sign}.jpg`].filter(isUri)).toEqual([]); });

  test.each([
    'https://example.org', 'HTTPS://example.org:8443/a/b;c=1?d=e/f&g=?#h', 'https://ë.example/ü?Ω#東', 'https://desk:word@example.org/', 'http://[2001:db8::7]:80/', 'http://127.0.0.1/a//b', 'https://x/a%20b', 'urn:example:7',
    'mailto:desk@example.org', 'tel:+355', 'file:///photo.jpg', 'data:,x', 'a:', 'cid:7@example.org',
  ])('with a scheme is %s', (text) => { expect([isAbsoluteUri(text), isRelativeReference(text)]).toEqual([true, false]); });

  test.each(['photo.jpg', './1:x', '/a:b', '//host/x', '?a', '#', 'ü/%41', '../7.jpg?a:b'])('without one is %s', (text) => { expect([isAbsoluteUri(text), isRelativeReference(text)]).toEqual([false, true]); });

  test.each([
    '', '1:x', 'é:x', ':', '%', '%zz', 'https://x/%', 'http://', 'http:', 'https:///x', 'http://:80/', 'http://desk@/', 'http://desk@:80', 'http:example.org', 'http://[', 'http://[::1', 'http://[]/', 'http://x[::1]/', 'http://x:port/', 'http://x:123456/', 'https://x/[', '//x:/', 'a b', 'httpſ://',
  ])('is not %j', (text) => { expect([isAbsoluteUri(text), isRelativeReference(text)]).toEqual([false, false]); });

  test('is the same however often it is asked', () => {
    expect(Array.from({ length: 50_000 }, () => isAbsoluteUri('https://ë.example/7')).indexOf(false)).toBe(-1);
  });

  test.each(['a', ':', '%41', '/', '@', 'a%41', 'a:', '?', '#', '[', '//', 'a@', 'é'])('takes no time to speak of, with %j a hundred thousand times', (piece) => {
    const texts = ['', 'http://', 'http://a@', 'urn:', '//', 'a?', 'http://['].flatMap((start) => ['', ' ', '%', ':x '].map((end) => start + piece.repeat(100_000) + end));
    expect(processorSeconds(() => { texts.forEach(isUri); })).toBeLessThan(BOUNDED_SECONDS);
  });
});
