// The door to XML: what it hands on, what it refuses and where, and that size and shape of a document cannot hurt.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { escapeXml, readXml, type XmlElement } from '../../src/format/xml.js';
import { BOUNDED_SECONDS, processorSeconds } from '../processor-time.js';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

const rootOf = (source: string | Uint8Array): XmlElement => {
  const document = readXml(typeof source === 'string' ? bytesOf(source) : source);
  if ('issues' in document) throw new Error(JSON.stringify(document.issues));
  return document.root;
};

const refusal = (source: string | Uint8Array): string => {
  const document = readXml(typeof source === 'string' ? bytesOf(source) : source);
  return 'issues' in document ? document.issues.map(({ code, level, line, column }) => `${level} ${code} ${line}:${column}`).join() : 'none';
};

describe('An XML document', () => {
  test('becomes elements with names free of prefixes, attributes, text and places', () => {
    const root = rootOf('<p:a xmlns:p="urn:x"\n  b="1&#9;2" p:c="3">x<p:d/>\n <e>&amp;<![CDATA[<]]></e>y<p:d>z</p:d></p:a>');
    expect(root).toMatchObject({ name: 'a', namespace: 'urn:x', text: 'xy', position: { line: 1, column: 1 } });
    expect(root.attributes).toEqual([{ name: 'b', namespace: '', value: '1\t2' }, { name: 'c', namespace: 'urn:x', value: '3' }]);
    expect(root.children.map(({ name, namespace, text, index, position: { line, column } }) => [name, namespace, text, index, line, column])).toEqual([
      ['d', 'urn:x', '', 1, 2, 23], ['e', '', '&<', 1, 3, 2], ['d', 'urn:x', 'z', 2, 3, 28],
    ]);
    expect(root.children[0]!.parent).toBe(root);
  });

  test('has its places counted in any kind of line end', () => {
    expect(rootOf('<a>\r\n<b/>\r<c\r\n/></a>').children).toMatchObject([{ position: { line: 2, column: 1 } }, { position: { line: 3, column: 1 } }]);
  });

  test('may use names that programming languages reserve', () => {
    const root = rootOf('<__proto__ constructor="1"><constructor/><toString/><constructor/></__proto__>');
    expect(root.children.map(({ name, index }) => [name, index])).toEqual([['constructor', 1], ['toString', 1], ['constructor', 2]]);
    expect(refusal('<constructor:a/>')).toBe('error XML_MALFORMED 1:1');
  });

  test('tells where CDATA or a character reference first stands', () => {
    expect(readXml(bytesOf('<a>\n b<![CDATA[c]]></a>'))).toMatchObject({ discouraged: { line: 2, column: 3 } });
    expect(readXml(bytesOf('<a>b&#x20AC;</a>'))).toMatchObject({ discouraged: { line: 1, column: 5 } });
    expect(readXml(bytesOf('<a>b&amp;&#13;&#xD;</a>'))).toMatchObject({ discouraged: undefined });
  });

  test.each([
    ['UTF-8', bytesOf('<a>ë</a>')],
    ['UTF-8 with byte order mark', bytesOf('\ufeff<?xml version="1.0" encoding="utf-8"?><a>ë</a>')],
    ['ISO-8859-1', latin1('<?xml version="1.0" encoding="ISO-8859-1"?><a>\u00eb</a>')],
    ['windows-1252', latin1("<?xml version='1.0' encoding='windows-1252'?><a>\u00eb</a>")],
    ['UTF-16', new Uint8Array(Buffer.from('\ufeff<?xml version="1.0" encoding="UTF-16"?><a>ë</a>', 'utf16le'))],
    ['UTF-16, big end first', new Uint8Array(Buffer.from('\ufeff<a>ë</a>', 'utf16le').swap16())],
  ])('may be in %s', (_encoding, bytes) => {
    expect(rootOf(bytes).text).toBe('ë');
  });

  test('in windows-1252 has its quotation marks and euro signs', () => {
    expect(rootOf(Uint8Array.from([...latin1('<?xml version="1.0" encoding="windows-1252"?><a>'), 0x80, 0x92, 0x99, 0x9f, 0xff, ...latin1('</a>')])).text).toBe('€’™Ÿÿ');
  });

  test.each([
    ['declares UTF-16 and is UTF-8', bytesOf('<?xml version="1.0" encoding="UTF-16"?><a/>'), '1:31'],
    ['declares ISO-8859-1 behind the byte order mark of UTF-8', bytesOf('\ufeff<?xml version="1.0" encoding="ISO-8859-1"?><a/>'), '1:31'],
    ['declares UTF-8 and is UTF-16', new Uint8Array(Buffer.from('\ufeff<?xml version="1.0" encoding="UTF-8"?><a/>', 'utf16le')), '1:31'],
    ['declares an encoding not read here', bytesOf('<?xml version="1.0" encoding="EBCDIC"?><a/>'), '1:31'],
    ['declares none and is not UTF-8', latin1('<a>\n\u00eb</a>'), '2:1'],
    ['is not UTF-8 behind line ends of every kind', latin1('<a>\r\n\r\n\n\r \u00eb</a>'), '5:2'],
    ['is not UTF-8 behind a carriage return alone', latin1('<a>\rb\u00eb</a>'), '2:2'],
    ['declares one not read here on its third line', bytesOf('<?xml\r\nversion="1.0"\r encoding="EBCDIC"?><a/>'), '3:12'],
    ['is UTF-32', new Uint8Array([0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0]), '1:1'],
  ])('is refused as XML_ENCODING where it %s', (_what, bytes, place) => {
    expect(refusal(bytes)).toBe(`error XML_ENCODING ${place}`);
  });

  test.each([
    ['<!DOCTYPE a><a/>', '1:1'],
    ['<?xml version="1.0"?>\n<!-- x -->\n <!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', '3:2'],
    ['<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a>&d;</a>', '1:1'],
    ['<!DOCTYPE a [ <<< not even well-formed', '1:1'],
    ['<!doctype html><html>', '1:1'],
    ['<a/><!DOCTYPE a>', '1:5'],
    ['<a><!DOCTYPE a></a>', '1:4'],
  ])('is refused as XML_DOCTYPE: %s', (text, place) => {
    expect(refusal(text)).toBe(`error XML_DOCTYPE ${place}`);
  });

  test.each(['', ' ', 'x', '<a', '<a>', '<a></b>', '<a/><b/>', '<a>&undefined;</a>', '<a b="1" b="2"/>', '<a>\u0001</a>', '<a>&#0;</a>', '<p:a/>', ' <?xml version="1.0"?><a/>'])('is refused as XML_MALFORMED: %j', (text) => {
    expect(refusal(text)).toMatch(/^error XML_MALFORMED \d+:\d+$/);
  });

  test('has no name of its own repeated in a refusal', () => {
    expect(JSON.stringify(readXml(bytesOf('<Ana><Shembull></Ana>')))).not.toMatch(/Ana|Shembull/);
  });

  test('may be nested 32 deep and no deeper', () => {
    const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth);
    expect(refusal(nested(32))).toBe('none');
    expect(refusal(nested(33))).toBe('error XML_DEPTH 1:97');
  });

  test('may have 200 000 elements and 5 MB and no more', () => {
    const wide = (count: number) => `<a>${'<b/>'.repeat(count - 1)}</a>`;
    expect(refusal(wide(200_000))).toBe('none');
    expect(refusal(wide(200_001))).toBe('error XML_SIZE 1:800000');
    expect(refusal(`<a>${' '.repeat(5 * 1024 * 1024)}</a>`)).toBe('error XML_SIZE undefined:undefined');
  });

  test.each([
    ['references', `<a>${'&amp;'.repeat(900_000)}</a>`],
    ['comments before the root', `${'<!---->'.repeat(600_000)}<a/>`],
    ['an open comment', `<!--${'-'.repeat(4_000_000)}`],
    ['CDATA sections', `<a>${'<![CDATA[x]]>'.repeat(300_000)}</a>`],
    ['attributes', `<a ${Array.from({ length: 250_000 }, (_, i) => `a${i}="1"`).join(' ')}/>`],
    ['lines', `<a>${'x\n'.repeat(2_000_000)}</a>`],
  ])('of nothing but %s is judged with bounded work', (_what, text) => {
    expect(processorSeconds(() => { readXml(bytesOf(text)); })).toBeLessThan(BOUNDED_SECONDS);
  });

  test('never throws, whatever the bytes', () => {
    fc.assert(fc.property(fc.oneof(fc.uint8Array(), fc.string({ unit: fc.constantFrom(...'<>/!?[]-="\'& ax:;#\n') }).map(bytesOf)), (bytes) => {
      const document = readXml(bytes);
      expect('root' in document || document.issues.length === 1).toBe(true);
    }), { numRuns: 500 });
  });
});

describe('Escaped text', () => {
  test('is read again as it was, but for what XML cannot carry', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      // These are what XML 1.0 leaves out.
      const carried = text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu, '');
      expect(rootOf(`<a>${escapeXml(text)}</a>`).text).toBe(carried);
    }), { numRuns: 300 });
  });
});
