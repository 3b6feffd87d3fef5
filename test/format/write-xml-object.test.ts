// What is written as XML is read back as the object it was.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { writeXmlObject } from '../../src/format/write-xml-object.js';
import { readXmlObject } from '../../src/format/xml-object.js';

const back = (xml: string, lists: readonly string[] = []): unknown => {
  const read = readXmlObject(new TextEncoder().encode(xml), lists);
  return 'unreadable' in read ? read : read.document;
};

/** White space at the ends goes in reading; signs outside XML go in writing. */
const text = fc.string({ unit: fc.constantFrom(...'<>&"\' ;#aë🙂0]'), maxLength: 12 }).map((value) => value.trim());

describe('an object written as XML', () => {
  test('comes back: texts, attributes, lists and what is in them', () => {
    const feed = { rss: { '@xmlns:np': 'urn:x', '@version': '2.0', channel: { title: 'A', item: [{ guid: { '@isPermaLink': 'false', '#text': '1' }, 'np:at': { 'np:lat': '51.50' } }, { guid: '2' }] } } };
    expect(back(writeXmlObject(feed), ['rss.channel.item'])).toEqual(feed);
  });

  test('comes back whatever its texts hold', () => {
    fc.assert(fc.property(text, text, text, (one, two, three) => {
      const document = { a: { '@b': `x${one}x`, c: two, d: [`x${three}`, 'y'] } };
      expect(back(writeXmlObject(document), ['a.d'])).toEqual(document);
    }), { numRuns: 300 });
  });

  test('keeps line ends in attributes, and leaves out what XML cannot carry', () => {
    expect(back(writeXmlObject({ a: { '@b': 'one\ntwo\tthree', '#text': 'x\u0000\u0007y' } }))).toEqual({ a: { '@b': 'one\ntwo\tthree', '#text': 'xy' } });
  });

  test('has no element for what is not there', () => {
    expect(writeXmlObject({ a: { b: undefined, c: [], d: '' } })).toBe('<?xml version="1.0" encoding="UTF-8"?>\n<a>\n  <d></d>\n</a>\n');
  });
});
