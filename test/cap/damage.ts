// Ways to spoil a made-up message: its structure, its values, its XML. Each takes chance and leaves the rest as it was.
import type { Field } from '../../src/cap/content-model.js';
import { TEXTS, type Node } from './made-up.js';
import type { Random } from './random.js';

const DSIG = 'http://www.w3.org/2000/09/xmldsig#';

const isNode = (part: Node | string): part is Node => typeof part !== 'string';

/** The element and everything in it. */
const all = (node: Node): Node[] => [node, ...node.content.filter(isNode).flatMap(all)];

/** A place in a block, or undefined where there is nothing to take hold of. */
const somewhere = (root: Node, random: Random): { parent: Node; at: number } | undefined => {
  const parent = random.pick(all(root).filter(({ content }) => content.some(isNode)));
  return parent && { parent, at: random.below(parent.content.length) };
};

const inBlock = (change: (content: Node['content'], at: number, random: Random) => void) => (root: Node, random: Random): void => {
  const place = somewhere(root, random);
  if (place) change(place.parent.content, place.at, random);
};

const onElement = (change: (node: Node, random: Random) => void) => (root: Node, random: Random): void => { change(random.pick(all(root)), random); };

const NAMES = ['Info', 'inf', 'alert', 'info', 'value', 'valueName', 'identifier', 'sent', 'area', 'password', 'x', 'été', 'Signature', 'constructor', '__proto__', 'toString'] as const;
const ATTRIBUTES = [' id="1"', ' xml:lang="en"', ' o:x=""', ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:a b"', ' xmlns=""', ' xmlns="urn:example:other"'] as const;
const BETWEEN = ['stray', '\u00a0', '\u2003', ' \t\n', '0', '🙂'] as const;

const added = (random: Random): Node => random.pick([
  { name: 'Signature', prefix: '', attributes: ` xmlns="${DSIG}"`, content: [] },
  { name: 'extra', prefix: 'o:', attributes: '', content: ['x'] },
  { name: random.pick(NAMES), attributes: '', content: [random.pick(TEXTS)] },
]);

/** Of the tree of elements. */
export const STRUCTURE: Readonly<Record<string, (root: Node, random: Random) => void>> = {
  drop: inBlock((content, at) => { content.splice(at, 1); }),
  double: inBlock((content, at) => { content.splice(at, 0, content[at]!); }),
  move: inBlock((content, at, random) => { content.splice(random.below(content.length), 0, ...content.splice(at, 1)); }),
  add: inBlock((content, at, random) => { content.splice(at, 0, added(random)); }),
  append: (root, random) => { root.content.push(added(random)); },
  rename: onElement((node, random) => { node.name = random.pick(NAMES); }),
  namespace: onElement((node) => { node.prefix = 'o:'; }),
  attribute: onElement((node, random) => { node.attributes += random.pick(ATTRIBUTES); }),
  between: inBlock((content, at, random) => { content.splice(at, 0, random.pick(BETWEEN)); }),
  nest: onElement((node, random) => { node.content.push({ name: random.pick(NAMES), attributes: '', content: [] }); }),
  empty: onElement((node) => { node.content = []; }),
};

const repeated = (text: string, times: number): string => text.repeat(times);

/** Values at the edges of their types, by name and by type; `*` for every element. */
const NASTY: Readonly<Record<string, readonly string[]>> = {
  '*': [...TEXTS, '', ' ', '\t\n', '\u0000', '\u0008', '\u001b[31m', '\ufffe', '\ufeff', '\ud800', '\udc00x', '\u{1f642}', '\u{e0001}', '\u200f', '\u2066', repeated('x', 20_000), repeated('🙂', 3_000), repeated('a ', 5_000), '__proto__', '${x}', '../../etc'],
  time: [
    '2026-01-01T24:00:00+01:00', '2026-01-01T24:00:01+01:00', '2026-01-01T23:59:60+01:00', '2026-02-30T08:00:00+01:00', '2028-02-29T08:00:00-00:00', '2026-02-29T08:00:00-00:00', '1900-02-29T08:00:00-00:00', '0000-01-01T08:00:00+01:00',
    '2026-01-31T08:00:00Z', '2026-01-31T08:00:00', '2026-01-31T08:00:00.5+01:00', '2026-01-31T08:00:00+14:00', '2026-01-31T08:00:00+14:01', '2026-01-31T08:00:00-14:00', '2026-01-31T08:00:00,01:00', '2026-01-31 08:00:00+01:00',
    ' 2026-01-31T08:00:00+01:00 ', '\n2026-01-31T08:00:00+00:00', '12026-01-31T08:00:00+01:00', '-2026-01-31T08:00:00+01:00', '2026-01-31T08:00:00+1:00', '２０２６-01-31T08:00:00+01:00', '2026-13-01T08:00:00+01:00', '2026-00-01T08:00:00+01:00', '2026-01-31T08:60:00+01:00',
    '2026-01-31T25:00:00+01:00', '2026-01-31T08:00:00+01:60', '2026-01-31T08:00:00-00:00\u00a0', '0001-01-01T00:00:00+14:00', '9999-12-31T24:00:00-14:00',
  ],
  enumeration: ['actual', ' Actual', 'Actual ', 'Actual\n', 'ACTUAL', 'Very Likely', 'Alert,Update', 'Other', 'Unknown', 'None', 'Safety'],
  language: ['en_US', 'x', 'abcdefghi', 'en-', '-en', 'en--GB', 'en-abcdefghi', 'ë', 'en GB', 'i-klingon', '1', 'en-1', '\ten\n', ' ', '\n', '\u00a0'],
  uri: ['http://', 'http://[', 'a b', '%', '%zz', 'http://x/%zz', 'relative', '//host/x', '#', '?', ':', 'http://x y', '<x>', 'http://x/"', 'javascript:alert(1)', 'http://x:port/', 'http://x:99999/', 'urn:', '1:x', 'http:\\\\x', 'data:,x', '{x}', 'x^y', '`', '|', 'http://[::1]/', 'a:b:c', 'é:x', 'https://ë.example/%4', 'http://x:/', 'a%20b', './a:b'],
  integer: ['-1', '1.0', '1e3', '0x10', '९', '+0', '-0', repeated('9', 17), repeated('9', 400), '1 2', '١', '- 1', '1_000', 'NaN', 'Infinity'],
  decimal: ['-1', '.5', '5.', '.', '+.5', '1e3', 'NaN', 'INF', '-0', '-0.0', repeated('9', 30), repeated('9', 400), `0.${repeated('0', 9)}1`, `0.${repeated('0', 30)}1`, `-0.${repeated('0', 320)}5`, `1${repeated('0', 300)}`, '1,5', '0.1', '1.7976931348623157', '--1'],
  list: ['"', '"a', 'a"', '"a"b', 'a "b c" "', '""', '"" ""', '" "', '\u00a0', 'a,b', 'a\u2003b', repeated('"a b" ', 3_000)],
  references: [
    'a,b', 'a,b,c', ',,', 'a,b,2026-01-31T08:00:00Z', 'a, b,2026-01-31T08:00:00+01:00', 'a,b,2026-01-31T08:00:00+00:00', 'a,b,2026-01-31T08:00:00+01:00,d', 'a<b,c,2026-01-31T08:00:00+01:00', 'a,b,2026-01-31T08:00:00+01:00\u00a0c,d,e',
    repeated('a,b,2026-01-31T08:00:00+01:00 ', 1_000), repeated(',', 5_000), 'a,b,c,d', '7/al', 'al', '/', '7/', '/al', ',b,2026-01-31T08:00:00+01:00', 'a,,2026-01-31T08:00:00+01:00', 'http://x/y,7,2026-01-31T08:00:00+01:00',
  ],
  polygon: [
    '1,1 1,2 2,2 2,1 1,1', '1,1 2,2 1,2 2,1 1,1', '1,1 1,2 1,1', '1,1', '0,0 0,0 0,0 0,0', '1,1 1,2 2,2 2,1', '91,1 1,2 2,2 91,1', '1,181 1,2 2,2 1,181', '-90,-180 90,180 0,0 -90,-180', '1 1 1 2', '1;1 1;2', '1,1,1 1,2,1', 'NaN,1 1,2 2,2 NaN,1', '1e1,1 1,2 2,2 1e1,1',
    '1e999,1 1,2 2,2 1e999,1', '.5,.5 .5,1. 1,1 .5,.5', '1,1\u00a01,2 2,2 1,1', '0x1,1 1,2 2,2 0x1,1', ',', ',, ,,', repeated('1,1 ', 3_000), repeated('1,1 1,2 ', 3_000), repeated('1', 20_000), '0,179 0,-179 1,-179 1,179 0,179', '-0,0 0,1 1,1 0,0',
  ],
  circle: ['1,1', '1,1 -1', '1,1 0', '1 1 1', '1,1 1 1', '91,0 1', '0,181 1', '0,0 1e999', '0,0 1e9', '0,0  1', ' 0,0 1 ', '0,0,1', 'x,y z', '0,0 NaN', '-0,-0 -0', '0,0\u00a01', '1.,.1 1.'],
  digest: ['2FD4E1C67A2D28FCED849EE1BB76E7391B93EB12', '2fd4', 'sha1:2fd4', '='],
  derefUri: ['=', 'a', 'aa', 'aaa', 'aaaa', 'aaaa=', 'a===', 'a-_a', ' aGVs bG8= ', repeated('aaaa', 20_000)],
  mimeType: ['image', 'image/', '/jpeg', 'image/jpeg; a="b"', 'image jpeg', 'image/jpeg\n;x', 'ë/x'],
  identifier: ['a b', 'a,b', 'a<b', 'a&b', 'a\u00a0b', '', ' '],
  sender: ['a b', 'a,b', 'a<b', 'a&b', '', '\u2003'],
};

const kindOf = ({ name, type }: Field): string => (NASTY[name] ? name : typeof type === 'string' ? type : 'enumeration');

/** One value for another. @returns false where there is no element with a value. */
export const spoilValue = (root: Node, random: Random): boolean => {
  const node = random.pick(all(root).filter(({ field }) => field && !field.fields));
  if (!node) return false;
  node.content = [random.pick(random.onceIn(3) ? NASTY['*']! : NASTY[kindOf(node.field!)] ?? NASTY['*']!)];
  return true;
};

/** At any place between two signs of the text. */
const inserted = (...pieces: string[]) => (text: string, random: Random): string => {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + random.pick(pieces) + text.slice(at);
};

/** Where text stands in an element: behind a start tag. */
const inText = (...pieces: string[]) => (text: string, random: Random): string => {
  const ends = [...text.matchAll(/[^/?-]>/g)].map(({ index }) => index + 2);
  if (ends.length === 0) return text;
  const at = random.pick(ends);
  return text.slice(0, at) + random.pick(pieces) + text.slice(at);
};

const manyAttributes = Array.from({ length: 300 }, (_, i) => ` a${i}="${i}"`).join('');

/** Of the text of the document. */
export const MARKUP: Readonly<Record<string, (text: string, random: Random) => string>> = {
  cut: (text, random) => text.slice(0, random.below(text.length + 1)),
  lose: (text, random) => { const at = random.below(text.length); return text.slice(0, at) + text.slice(at + 1 + random.below(3)); },
  sign: inserted('<', '>', '&', '"', '\'', '/', '=', ' ', ']]>', '\0', '\ufeff', '\ufffe', '<a>', '</a>', '<!', '<?', '-->', '<![CDATA['),
  reference: inText('&amp;', '&#65;', '&#x1F642;', '&#0;', '&#xD800;', '&#x110000;', '&nbsp;', '&lol;', '&', '&#13;', '&#x0D;', '&#;', '&#xFFFFFFFFFF;'),
  cdata: inText('<![CDATA[a<b]]>', '<![CDATA[]]>', '<![CDATA[ ]]>', '<![CDATA[x', ']]>', '<![CDATA[]]]]>'),
  comment: inText('<!-- x -->', '<!---->', '<!-- -- -->', '<!-- x', '<!--->', '<!-- <a> -->'),
  instruction: inText('<?x y?>', '<?x?>', '<?xml version="1.0"?>', '<?x', '<? x?>', '<?a:b c?>'),
  doctype: (text, random) => random.pick([
    '<!DOCTYPE alert>', '<!DOCTYPE alert [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;&a;">]>', '<!DOCTYPE alert SYSTEM "file:///etc/passwd">', '<!doctype alert>',
  ]) + text,
  deep: inText(repeated('<a>', 40) + repeated('</a>', 40), repeated('<a>', 2_000), repeated('<info>', 31)),
  attributes: (text) => text.replace(/<([\w:]+)/, (start) => start + manyAttributes),
  trailing: (text, random) => text + random.pick([' ', '\n<!-- end -->', 'x', '<a/>', '\0', '<?x y?>', '&amp;', '\ufeff']),
  leading: (text, random) => random.pick([' ', '\n', '\ufeff', '\ufeff\ufeff', 'x', '<!-- x -->', '<?x y?>', '\0']) + text,
  lie: (text, random) => `<?xml version="1.0" encoding="${random.pick(['UTF-16', 'ISO-8859-1', 'windows-1252', 'us-ascii', 'UTF-7', 'EBCDIC', '', 'utf-8 '])}"?>${text.replace(/^<\?xml.*?\?>/, '')}`,
};

const bytes = (text: string, encoding: BufferEncoding, mark: number[] = []): Uint8Array => Buffer.concat([Buffer.from(mark), Buffer.from(text, encoding)]);

/** Of the bytes of the document. */
export const BYTES: Readonly<Record<string, (text: string, random: Random) => Uint8Array>> = {
  flip: (text, random) => {
    const flipped = bytes(text, 'utf8');
    if (flipped.length > 0) flipped[random.below(flipped.length)]! ^= 1 << random.below(8);
    return flipped;
  },
  'cut byte': (text, random) => { const whole = bytes(text, 'utf8'); return whole.subarray(0, random.below(whole.length + 1)); },
  mark: (text) => bytes(text, 'utf8', [0xef, 0xbb, 0xbf]),
  'UTF-16': (text) => bytes(text, 'utf16le', [0xff, 0xfe]),
  'UTF-16, no mark': (text) => bytes(text, 'utf16le'),
  'UTF-16, big': (text) => bytes(text, 'utf16le', [0xff, 0xfe]).slice().reverse(),
  'Latin 1': (text) => bytes(text, 'latin1'),
  'UTF-32': (text) => bytes(text, 'utf8', [0xff, 0xfe, 0, 0]),
};
