// Our reader of XML against two others, on whatever chance comes up with: the same verdict, and the same tree where there is one.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ParseOption, XmlDocument } from 'libxml2-wasm';
import { SaxesParser } from 'saxes';
import { readXml, type XmlElement } from '../../src/format/xml.js';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

interface Plain { name: string; namespace: string; attributes: string[]; text: string; children: Plain[] }

/** White space that sets children apart is no text to us. */
const told = (text: string, children: readonly unknown[]): string => (children.length > 0 ? text.replace(/[ \t\r\n]+/g, '') : text);

const plain = ({ name, namespace, attributes, text, children }: XmlElement): Plain =>
  ({ name, namespace, text: told(text, children), attributes: attributes.map((one) => `${one.namespace} ${one.name} ${one.value}`).sort(), children: children.map(plain) });

const ours = (text: string): Plain | 'refused' => {
  const read = readXml(bytesOf(text));
  return 'root' in read ? plain(read.root) : 'refused';
};

const saxes = (text: string): Plain | 'refused' => {
  const parser = new SaxesParser({ xmlns: true });
  const open: Plain[] = [];
  let root: Plain | undefined;
  parser.on('error', (cause) => { throw cause; });
  parser.on('doctype', () => { throw new Error('doctype'); });
  parser.on('opentag', ({ local, uri, attributes }) => {
    const own = Object.values(attributes).filter((one) => one.uri !== 'http://www.w3.org/2000/xmlns/');
    const element: Plain = { name: local, namespace: uri, text: '', attributes: own.map((one) => `${one.uri} ${one.local} ${one.value}`).sort(), children: [] };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  const keep = (chunk: string): void => { const current = open.at(-1); if (current) current.text += chunk; };
  parser.on('text', keep);
  parser.on('cdata', keep);
  parser.on('closetag', () => { const closed = open.pop()!; closed.text = told(closed.text, closed.children); });
  try { parser.write(text.replace(/\r\n?/g, '\n')).close(); return root ?? 'refused'; } catch { return 'refused'; }
};

const libxml2 = (text: string): 'read' | 'refused' => {
  try {
    const read = XmlDocument.fromBuffer(bytesOf(text), { option: ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE });
    const verdict = read.dtd ? 'refused' : 'read';
    read.dispose();
    return verdict;
  } catch { return 'refused'; }
};

/** libxml2 wants URIs as namespaces; in XML a name of a namespace is compared and nothing else. */
const hasOddNamespace = (text: string): boolean => [...text.matchAll(/xmlns[^=<>]*=\s*(?:"([^"]*)"|'([^']*)')/g)].some(([, one, other]) => !/^(?:urn:[xy])?$/.test(one ?? other!));

/** Names and values are few, so that they meet: the same attribute twice, a prefix declared here and used there. */
const name = fc.constantFrom('a', 'b', 'p:a', 'p:b', 'q:a', 'é', '_', 'x-1', 'a.b');
const value = fc.constantFrom('', '1', 'urn:x', 'a  b', '&amp;', '&#9;', '\t', 'é', '>', '&quot;', '&#x20AC;', '\ud83d\ude00');
const attribute = fc.oneof(
  fc.tuple(name, value).map(([one, text]) => ` ${one}="${text}"`),
  fc.constantFrom(' xmlns="urn:x"', ' xmlns=""', ' xmlns:p="urn:x"', " xmlns:q = 'urn:x'", ' xmlns:p="urn:y"', ' xml:lang="sq"', ' xmlns:p=""', ' xmlns:xml="urn:x"', ' xmlns:xmlns="urn:x"'),
);
const piece = fc.constantFrom('text', ' ', '\n', '\r\n', '&lt;', '&#13;', '<!-- c -->', '<![CDATA[<&]]>', '<?t x?>', ']]&gt;', 'é', '>', '\ud83d\ude00');

const element: fc.Arbitrary<string> = fc.letrec<{ element: string }>((tie) => ({
  element: fc.tuple(name, fc.array(attribute, { maxLength: 3 }), fc.array(fc.oneof({ maxDepth: 3 }, piece, tie('element')), { maxLength: 4 }), fc.boolean())
    .map(([tag, attributes, content, short]) => (short && content.length === 0 ? `<${tag}${attributes.join('')}/>` : `<${tag}${attributes.join('')}>${content.join('')}</${tag} >`)),
})).element;

const document = fc.tuple(fc.constantFrom('', '<?xml version="1.0"?>', "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n", '<!-- c -->', '\n'), element, fc.constantFrom('', '\n', '<!-- c -->', '<?t?>', 'x', '<a/>'))
  .map((parts) => parts.join(''));

/** A document with one place changed, as a hand would change it. Not in its declaration, of which libxml2 takes what XML does not allow, and not half a character. */
const damaged = fc.tuple(element, fc.nat(), fc.constantFrom('', '<', '>', '&', '"', '\'', '/', '=', ':', '!', '?', '-', ' ', ']]>', '--', '&x;', '&#0;', '\u0001', '\ufffe', '<!DOCTYPE a>', '<?xml?>', 'é', '·'), fc.boolean())
  .map(([text, place, sign, replace]) => { const at = place % (text.length + 1); return (text.slice(0, at) + sign + text.slice(at + (replace ? 1 : 0))).replace(/\p{Surrogate}/gu, ''); });

describe('Our reader of XML', () => {
  test.each([['good and bad documents', document], ['damaged documents', damaged]])('reads of %s what libxml2 reads, and finds in them what saxes finds', (_, documents) => {
    const verdicts = { read: 0, refused: 0 };
    fc.assert(fc.property(documents, (text) => {
      fc.pre(!hasOddNamespace(text));
      const mine = ours(text);
      const verdict = libxml2(text);
      verdicts[verdict] += 1;
      expect(mine === 'refused' ? 'refused' : 'read').toBe(verdict);
      if (verdict === 'read') expect(mine).toEqual(saxes(text));
    }), { numRuns: 5_000 });
    expect(Math.min(verdicts.read, verdicts.refused)).toBeGreaterThan(100);
  });

  test.each([
    ["<?xml version='1.'?>", 'refused'], ['<?xml version="1.0" ?>', 'read'], ['<?xml version="2.0"?>', 'refused'], ['<?xml encoding="UTF-8"?>', 'refused'], ['<?xml version="1.0" standalone="no"?>', 'read'],
    ['<?xml version="1.0" standalone="no" encoding="UTF-8"?>', 'refused'], ['<?xml version="1.0"encoding="UTF-8"?>', 'refused'], ['<?xml version="1.0\'?>', 'refused'], ['<?XML version="1.0"?>', 'refused'], ['<?xml?>', 'refused'],
  ])('takes only declarations that XML has: %s', (declaration, verdict) => {
    expect(ours(`${declaration}<a/>`) === 'refused' ? 'refused' : 'read').toBe(verdict);
  });

  test('says of each fault what it is, in a sentence without a name or value of the document', () => {
    const faults = [
      '<Ana', '<Ana>', '<Ana></Ena>', '<Ana/><Ena/>', '<a>&Ana;</a>', '<a Ana="1" Ana="2"/>', '<a Ana/>', '<a Ana=1/>', '<a Ana="<"/>', '<a Ana="/>', '<Ana:a/>', '<a>]]></a>', '<!-- Ana -- -->', '<a><![CDATA[Ana</a>',
      'Ana<a/>', '<a/>Ana', '<1Ana/>', '<a><?xml Ana?></a>', '<a>&#xFFFE;</a>', '<a xmlns:Ana=""/>', '</Ana>', '<Ana:b:c xmlns:Ana="urn:x"/>', '<!Ana>', '<?a:b?><a/>',
    ];
    const messages = faults.map((text) => { const read = readXml(bytesOf(text)); return 'issues' in read ? read.issues[0]!.message : 'none'; });
    expect(messages.filter((message) => !/^The document is not well-formed XML: [^:]+\.$/.test(message) || message.includes('Ana'))).toEqual([]);
    expect(new Set(messages).size).toBeGreaterThan(15);
  });
});
