// The scanner has to read exactly the JSON that JSON.parse reads, within limits, and to know where everything stands.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readJson, MAX_BYTES } from '../../src/format/read-json.js';
import { MAX_DEPTH, MAX_VALUES } from '../../src/format/scan-json.js';
import { BOUNDED_SECONDS, processorSeconds } from '../processor-time.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const read = (text: string) => {
  const result = readJson(bytes(text));
  if ('unreadable' in result) throw new Error(result.unreadable[0]!.code);
  return result;
};

const refusal = (source: string | Uint8Array) => {
  const result = readJson(typeof source === 'string' ? bytes(source) : source);
  if (!('unreadable' in result)) throw new Error('was read');
  return result.unreadable.map(({ code, level, path, line, column }) => ({ code, level, path, line, column }));
};

const parses = (text: string): boolean => {
  try { JSON.parse(text); return true; } catch { return false; }
};

describe('readJson', () => {
  test('reads every JSON text as JSON.parse does', () => {
    fc.assert(fc.property(fc.json({ depthSize: 'medium' }), fc.constantFrom(0, 2, '\t'), (json, indent) => {
      const value: unknown = JSON.parse(json);
      fc.pre(json === json.normalize('NFC') && !/"(?:__proto__|constructor|prototype)"|\\ud[89a-f]/i.test(json));
      expect(read(JSON.stringify(value, null, indent)).document).toEqual(value);
    }));
  });

  test('accepts and refuses the same texts as JSON.parse', () => {
    const pieces = fc.array(fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '"', '1', '-', '0', '.', 'e5', 'true', 'nul', ' ', '\n', '\\n', '\\u00e', '\t'), { maxLength: 8 });
    fc.assert(fc.property(pieces, (parts) => {
      const text = parts.join('');
      fc.pre(!/("[^"]*"):.*\1:/s.test(text));
      expect('unreadable' in readJson(bytes(text))).toBe(!parses(text));
    }), { numRuns: 3000 });
  });

  test.each([
    ['{"a": 1,}', 1, 9],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
    ['[1, 2', 1, 6],
    ['{"a": nul}', 1, 7],
    ['{a: 1}', 1, 2],
    ['{"a": "x', 1, 7],
    ['["\\x"]', 1, 2],
    ['["\\ud800"]', 1, 2],
    ['[1] 2', 1, 5],
    ['', 1, 1],
  ])('says where %j goes wrong', (text, line, column) => {
    expect(refusal(text)).toEqual([{ code: 'JSON_MALFORMED', level: 'error', path: '', line, column }]);
  });

  test('refuses bytes that are not UTF-8', () => {
    expect(refusal(Uint8Array.of(0x22, 0xff, 0x22))).toMatchObject([{ code: 'JSON_ENCODING' }]);
  });

  test('skips a byte order mark', () => {
    expect(read('\uFEFF[1]').document).toEqual([1]);
  });

  test('reads 64 levels and refuses the 65th', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(() => read(nested(MAX_DEPTH))).not.toThrow();
    expect(refusal(nested(MAX_DEPTH + 1))).toMatchObject([{ code: 'JSON_DEPTH', line: 1, column: MAX_DEPTH + 2 }]);
    expect(refusal('['.repeat(2_000_000))).toMatchObject([{ code: 'JSON_DEPTH' }]);
  });

  test('refuses more bytes or values than an alert can need', () => {
    expect(refusal(new Uint8Array(MAX_BYTES + 1).fill(32))).toMatchObject([{ code: 'JSON_SIZE' }]);
    expect(refusal(`[${'1,'.repeat(MAX_VALUES)}1]`)).toMatchObject([{ code: 'JSON_SIZE' }]);
  });

  test.each(['__proto__', 'constructor', 'prototype'])('drops a value under the name %s, and says so', (name) => {
    const { document, issues } = read(`{"a": 1,\n "${name}": {"polluted": true}}`);
    expect(Object.entries(document as object)).toEqual([['a', 1]]);
    expect((document as { polluted?: unknown }).polluted).toBeUndefined();
    expect(issues).toMatchObject([{ code: 'JSON_KEY', level: 'warning', line: 2, column: 2 }]);
  });

  test('does not choose between two values of one name', () => {
    expect(read('{"State": "Test",\n "State": "Actual"}').issues).toMatchObject([{ code: 'JSON_DUPLICATE', level: 'error', line: 2, column: 2 }]);
  });

  test('reads decomposed letters as the same name where asked to, and else as written', () => {
    const decomposed = '{"fëmijët": "Përditësim"}'.normalize('NFD');
    expect(readJson(new TextEncoder().encode(decomposed), { compose: true })).toMatchObject({ document: { fëmijët: 'Përditësim' }, issues: [] });
    expect(Object.keys(read(decomposed).document as object)).toEqual(['fëmijët'.normalize('NFD')]);
  });

  test('tells where a value stands, and for a missing one where it is missing from', () => {
    const { positionOf } = read('{\n  "a/b": [10,\n    {"c": true}]\n}');
    expect(positionOf('')).toEqual({ line: 1, column: 1 });
    expect(positionOf('/a~1b/0')).toEqual({ line: 2, column: 11 });
    expect(positionOf('/a~1b/1/c')).toEqual({ line: 3, column: 11 });
    expect(positionOf('/a~1b/1/nothing')).toEqual({ line: 3, column: 5 });
  });

  test('stays fast where every line has a fault', () => {
    const text = `{${Array.from({ length: 90_000 }, () => '"a":1').join(',\n')}}`;
    expect(processorSeconds(() => { expect(read(text).issues).toHaveLength(89_999); })).toBeLessThan(BOUNDED_SECONDS);
  });
});
