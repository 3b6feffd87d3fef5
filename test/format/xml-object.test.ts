// National XML as a plain object: refused by our own reader first, then texts only, with places.
import { describe, expect, test } from '@jest/globals';
import { readXmlObject } from '../../src/format/xml-object.js';

const read = (text: string, lists: string[] = []) => readXmlObject(Buffer.from(text), lists);
const objectOf = (text: string, lists?: string[]): unknown => { const found = read(text, lists); return 'unreadable' in found ? found.unreadable : found.document; };

describe('a document', () => {
  test('is texts and attributes, never numbers, with lists where they are asked for', () => {
    expect(objectOf('<a x="01"><b>051.50</b><c>true</c><d/></a>', ['a.b'])).toEqual({ a: { '@x': '01', b: ['051.50'], c: 'true', d: '' } });
  });

  test('has the entities of XML resolved once', () => {
    expect(objectOf('<a>&amp;lt;b&gt; &#233; &amp;eacute;<![CDATA[&amp;]]></a>')).toEqual({ a: '&lt;b> é &eacute;&amp;' });
  });

  test.each(['__proto__', 'constructor', 'prototype'])('is not changed in its nature by an element %s', (name) => {
    const found = objectOf(`<a><${name}><polluted>yes</polluted></${name}><b>1</b></a>`) as { a: object };
    expect(JSON.stringify(found)).not.toContain('polluted');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test.each<[string, string]>([
    ['XML_DOCTYPE', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'], ['XML_DEPTH', '<a>'.repeat(40) + '</a>'.repeat(40)], ['XML_MALFORMED', '<a>&b;</a>'], ['XML_MALFORMED', '<a><b></a>'],
  ])('is refused with %s before it is copied', (code, text) => {
    expect(objectOf(text)).toEqual([expect.objectContaining({ code })]);
  });

  test('knows where its values stand, by path, line and column', () => {
    const found = read('<r>\n <i>1</i>\n <i><t>2</t></i>\n</r>', ['r.i']);
    if ('unreadable' in found) throw new Error('unreadable');
    expect([found.pathOf?.('/r/i/1/t'), found.positionOf('/r/i/1/t')]).toEqual(['/r/i[2]/t', { line: 3, column: 5 }]);
  });
});
