// XML 1.0 with namespaces, read in one pass into a tree. Our own, because reading CAP quickly and saying exactly where it is wrong is what this project is for.
import { createCodeReader } from '../model/text-codes.js';
import { positionsIn } from './positions.js';
import { ANY_NAME, ASCII_NAME, ASCII_START, LOCAL_START } from './xml-names.js';
import { interned, keptScope, LONGEST, MOST_NAMES, outermostScope, scopeWith, XML } from './xml-scopes.js';
import { Element, NO_ATTRIBUTES, type Name, type Scope, type XmlAttribute, type XmlElement } from './xml-element.js';

/** Why a document cannot be read, at an offset in its text. */
export type Fail = (code: 'XML_MALFORMED' | 'XML_DOCTYPE' | 'XML_DEPTH' | 'XML_SIZE', message: string, offset: number) => never;

export interface Limits { depth: number; elements: number }

const XMLNS = 'http://www.w3.org/2000/xmlns/';

const TAB = 0x09, NEWLINE = 0x0a, RETURN = 0x0d, SPACE = 0x20, BANG = 0x21, QUOTE = 0x22, APOSTROPHE = 0x27, SLASH = 0x2f, LESS = 0x3c, EQUALS = 0x3d, GREATER = 0x3e, QUESTION = 0x3f;

const BLANK = /^[ \t\r\n]*$/;
const isSpace = (code: number): boolean => code <= SPACE && (code === SPACE || code === NEWLINE || code === TAB || code === RETURN);

const DECLARATION = /<\?xml[ \t\n\r]+version[ \t\n\r]*=[ \t\n\r]*(?:"1\.\d+"|'1\.\d+')(?:[ \t\n\r]+encoding[ \t\n\r]*=[ \t\n\r]*(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?:[ \t\n\r]+standalone[ \t\n\r]*=[ \t\n\r]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\n\r]*\?>/y;

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'' };
const REFERENCE = /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));/y;

const isCharacter = (code: number): boolean =>
  code === TAB || code === NEWLINE || code === RETURN || (code >= SPACE && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);

interface Raw { qname: string; value: string; at: number }
const NO_RAWS: readonly Raw[] = Object.freeze([]);

/** Nobody asks for the codes of one document while another is read. */
const codesOf = createCodeReader();

/** `discouraged`: offset of the first CDATA section, or reference to a character that could have been written as it is. */
export interface Parsed { root: XmlElement; discouraged?: number }

/** @param text with line ends already as `\n`, and without characters that XML forbids. Every fault ends in `fail`. */
export function parseXml(text: string, limits: Limits, fail: Fail): Parsed {
  const codes = codesOf(text);
  const place = positionsIn(text);
  const outermost = outermostScope();
  /** Both looked for once: hardly any document has the first outside a CDATA section, many have no reference. */
  const mayEndCdata = text.includes(']]>');
  const mayRefer = text.includes('&');
  let root: Element | undefined;
  /** The innermost element that is not closed yet. */
  let current: Element | undefined;
  let [depth, count] = [0, 0];
  let discouraged: number | undefined;

  const malformed = (message: string, offset: number): never => fail('XML_MALFORMED', `The document is not well-formed XML: ${message}.`, offset);

  const skipSpace = (from: number): number => {
    let at = from;
    while (isSpace(codes[at]!)) at += 1;
    return at;
  };

  /** Of the name read last: tells the names of one document apart, nearly always. */
  let mark = 0;

  /** End of the name that begins here. */
  const nameEnd = (from: number): number => {
    let end = from;
    let code = codes[end]!;
    mark = 0;
    if (code < 0x80 && ASCII_START[code] === 1) {
      while (code < 0x80 && ASCII_NAME[code] === 1) {
        mark = (Math.imul(mark, 31) + code) | 0;
        end += 1;
        code = codes[end]!;
      }
    }
    if (!(code >= 0x80)) return end > from ? end : malformed('a name is missing, or begins with a sign that no name begins with', from);
    ANY_NAME.lastIndex = from;
    return ANY_NAME.test(text) ? ANY_NAME.lastIndex : malformed('a name begins with a sign that no name begins with', from);
  };

  const markOf = (from: number): number => {
    nameEnd(from);
    return mark;
  };

  const standsAt = (name: Uint16Array, from: number): boolean => {
    for (let i = 0; i < name.length; i += 1) if (name[i] !== codes[from + i]) return false;
    return true;
  };

  const resolved = (chunk: string, from: number): string => {
    let out = '';
    let at = 0;
    for (let next = chunk.indexOf('&'); next !== -1; next = chunk.indexOf('&', at)) {
      REFERENCE.lastIndex = next;
      const [whole, name, decimal, hexadecimal] = REFERENCE.exec(chunk) ?? malformed('a "&" begins no reference; a "&" of the text is written &amp;, and only lt, gt, amp, quot and apos are known', from + next);
      const code = name ? 0 : decimal ? Number(decimal) : parseInt(hexadecimal!, 16);
      if (!name && !isCharacter(code)) malformed('a reference stands for a character that XML does not allow', from + next);
      // A carriage return can only be written as a reference, so that one is needed.
      if (!name && code !== RETURN) discouraged ??= from + next;
      out += chunk.slice(at, next) + (name ? ENTITIES[name]! : String.fromCodePoint(code));
      at = next + whole.length;
    }
    return at === 0 ? chunk : out + chunk.slice(at);
  };

  /** @param blankEnd where its leading white space ends. */
  const characters = (element: Element | undefined, from: number, blankEnd: number, to: number): void => {
    if (!element) {
      if (blankEnd < to) malformed('text stands outside the root element', blankEnd);
      return;
    }
    if (blankEnd === to && element.children.length > 0) return;
    const chunk = text.slice(from, to);
    if (mayEndCdata && chunk.includes(']]>')) malformed('"]]>" stands in text; write ]]&gt;', from + chunk.indexOf(']]>'));
    const content = mayRefer && chunk.includes('&') ? resolved(chunk, from) : chunk;
    if (blankEnd < to && (content === chunk || !BLANK.test(content))) element.isBlank = false;
    element.text += content;
  };

  const until = (end: string, from: number, what: string, at: number): number => {
    const found = text.indexOf(end, from);
    return found === -1 ? malformed(`${what} is not closed`, at) : found;
  };

  const comment = (at: number): number => {
    const end = until('--', at + 4, 'a comment', at);
    if (codes[end + 2] !== GREATER) malformed('"--" stands inside a comment', end);
    return end + 3;
  };

  const cdata = (at: number): number => {
    const element = current ?? malformed('a CDATA section stands outside the root element', at);
    const end = until(']]>', at + 9, 'a CDATA section', at);
    const chunk = text.slice(at + 9, end);
    discouraged ??= at;
    element.isBlank &&= BLANK.test(chunk);
    element.text += chunk;
    return end + 3;
  };

  const declaration = (at: number): number => {
    if (text.startsWith('<!--', at)) return comment(at);
    if (text.startsWith('<![CDATA[', at)) return cdata(at);
    if (/^<!DOCTYPE/i.test(text.slice(at, at + 9))) fail('XML_DOCTYPE', 'The document has a DOCTYPE, which is never read; leave it out.', at);
    return malformed('"<!" begins neither a comment nor a CDATA section', at);
  };

  const instruction = (at: number): number => {
    const end = nameEnd(at + 2);
    const target = text.slice(at + 2, end);
    if (target.toLowerCase() === 'xml') malformed('an XML declaration stands elsewhere than at the very beginning, or is not written as XML has it', at);
    if (target.includes(':')) malformed('the name of a processing instruction holds a colon', at);
    if (!isSpace(codes[end]!) && !text.startsWith('?>', end)) malformed('a processing instruction is not written as XML has it', at);
    return until('?>', end, 'a processing instruction', at) + 2;
  };

  const split = (qname: string, at: number): [prefix: string, local: string] => {
    const colon = qname.indexOf(':');
    if (colon === -1) return ['', qname];
    const local = qname.slice(colon + 1);
    if (colon === 0 || local.includes(':') || !LOCAL_START.test(local)) malformed('a name holds a colon in a place where namespaces have none', at);
    return [qname.slice(0, colon), local];
  };

  const namespaceOf = (prefix: string, { bindings }: Scope, at: number): string =>
    bindings.get(prefix) ?? malformed('a prefix belongs to no namespace; declare it in an xmlns attribute', at);

  /** Of the element that began last. */
  let latest: Name | undefined;

  const endsName = (code: number): boolean => code < 0x80 && ASCII_NAME[code] === 0;

  /** Elements mostly follow each other as they did before, and comparing a name is quicker than finding it. */
  const guessAt = (from: number): Name | undefined => {
    const guess = latest?.next;
    return guess && standsAt(guess.codes, from) && endsName(codes[from + guess.codes.length]!) ? guess : undefined;
  };

  /** The few names of a document are made once; which one stands here, its mark tells before it is cut out of the text. */
  const nameAt = (from: number, end: number, marked: number, scope: Scope): Name => {
    const known = scope.names.get(marked);
    if (known?.codes.length === end - from && standsAt(known.codes, from)) return known;
    const qname = text.slice(from, end);
    const [prefix, local] = split(qname, from - 1);
    const name = { codes: codes.slice(from, end), local: scope.kept ? interned(local) : local, namespace: namespaceOf(prefix, scope, from - 1), scope };
    if (end - from > LONGEST) return name;
    if (scope.names.size >= MOST_NAMES) scope.names.clear();
    scope.names.set(marked, name);
    return name;
  };

  const bind = (bindings: Map<string, string>, prefix: string, { value, at }: Raw): void => {
    if (prefix === 'xmlns' || value === XMLNS) malformed('the namespace of xmlns is declared, which nobody may', at);
    if ((prefix === 'xml') !== (value === XML)) malformed('the namespace of xml is declared for another prefix, or another for it', at);
    if (prefix !== '' && value === '') malformed('a prefix is declared without a namespace', at);
    bindings.set(prefix, value);
  };

  const isDeclaration = ({ qname }: Raw): boolean => qname === 'xmlns' || qname.startsWith('xmlns:');

  const refuseTwice = (keys: readonly string[], raws: readonly Raw[]): void => {
    const seen = new Set<string>();
    keys.forEach((key, i) => { if (seen.size === seen.add(key).size) malformed('an attribute stands twice', raws[i]!.at); });
  };

  const scopeOf = (declarations: readonly Raw[], outer: Scope): Scope => {
    if (declarations.length === 0) return outer;
    if (declarations.length > 1) refuseTwice(declarations.map(({ qname }) => qname), declarations);
    const bindings = new Map(outer.bindings);
    for (const raw of declarations) bind(bindings, raw.qname === 'xmlns' ? '' : split(raw.qname, raw.at)[1], raw);
    const [{ qname, value }, ...others] = declarations as [Raw, ...Raw[]];
    const isUsual = outer === outermost && others.length === 0 && qname.length + value.length <= LONGEST;
    return isUsual ? keptScope(qname.slice('xmlns:'.length), value) : scopeWith(bindings);
  };

  const attributesOf = (raws: readonly Raw[], scope: Scope): readonly XmlAttribute[] => {
    if (raws.length === 0) return NO_ATTRIBUTES;
    const attributes = raws.map(({ qname, value, at }) => {
      const [prefix, name] = split(qname, at);
      return { name, namespace: prefix === '' ? '' : namespaceOf(prefix, scope, at), value };
    });
    if (raws.length > 1) refuseTwice(attributes.map(({ name, namespace }) => `${namespace} ${name}`), raws);
    return attributes;
  };

  /** One attribute; appended to `raws`. @returns the offset behind it. */
  const attribute = (at: number, raws: Raw[]): number => {
    const end = nameEnd(at);
    const equals = skipSpace(end);
    if (codes[equals] !== EQUALS) malformed('an attribute has no value', at);
    const begin = skipSpace(equals + 1);
    const quote = codes[begin]!;
    if (quote !== QUOTE && quote !== APOSTROPHE) malformed('the value of an attribute stands in no quotes', begin);
    const close = until(quote === QUOTE ? '"' : '\'', begin + 1, 'the value of an attribute', at);
    const value = text.slice(begin + 1, close);
    if (value.includes('<')) malformed('"<" stands in the value of an attribute; write &lt;', begin);
    raws.push({ qname: text.slice(at, end), value: resolved(value.replace(/[\t\n\r]/g, ' '), begin + 1), at });
    return close + 1;
  };

  const begin = (at: number, end: number, guess: Name | undefined, marked: number, raws: readonly Raw[]): Element => {
    if (depth >= limits.depth) fail('XML_DEPTH', `Elements are nested more than ${limits.depth} deep.`, at);
    if ((count += 1) > limits.elements) fail('XML_SIZE', `The document has more than ${limits.elements} elements.`, at);
    const outer = current?.scope ?? outermost;
    const scope = raws.length > 0 ? scopeOf(raws.filter(isDeclaration), outer) : outer;
    const attributes = raws.length > 0 ? attributesOf(raws.filter((raw) => !isDeclaration(raw)), scope) : NO_ATTRIBUTES;
    const name = guess?.scope === scope ? guess : nameAt(at + 1, end, guess ? markOf(at + 1) : marked, scope);
    // A long name is not kept, and nothing that is kept may lead to it.
    if (latest && name.codes.length <= LONGEST) latest.next = name;
    latest = name;
    const element = new Element(name, current, attributes, at, place);
    current?.add(element);
    root ??= element;
    return element;
  };

  const enter = (element: Element): void => {
    current = element;
    depth += 1;
  };

  /** Most elements hold a text and nothing else, and are done in one go. @returns the offset behind it; -1 where more follows. */
  const leaf = (element: Element, from: number): number => {
    const to = text.indexOf('<', from);
    const { codes: name } = element.called;
    const end = to + 2 + name.length;
    if (to === -1 || codes[to + 1] !== SLASH || codes[end] !== GREATER || !standsAt(name, to + 2)) return -1;
    if (to > from) characters(element, from, skipSpace(from), to);
    return end + 1;
  };

  const opening = (at: number): number => {
    if (root && !current) malformed('a second element stands beside the root', at);
    const guess = guessAt(at + 1);
    const end = guess ? at + 1 + guess.codes.length : nameEnd(at + 1);
    const marked = mark;
    if (codes[end] === GREATER) {
      const element = begin(at, end, guess, marked, NO_RAWS);
      const behind = leaf(element, end + 1);
      if (behind === -1) enter(element);
      return behind === -1 ? end + 1 : behind;
    }
    const raws: Raw[] = [];
    for (let next = end; ;) {
      const behind = skipSpace(next);
      const code = codes[behind]!;
      if (code === GREATER) { enter(begin(at, end, guess, marked, raws)); return behind + 1; }
      if (code === SLASH && codes[behind + 1] === GREATER) { begin(at, end, guess, marked, raws); return behind + 2; }
      if (behind === next) malformed('the tag of an element is not closed, or a space is missing between its attributes', at);
      next = attribute(behind, raws);
    }
  };

  const closing = (at: number): number => {
    const { called, parent } = current ?? malformed('a closing tag has no opening one', at);
    const end = standsAt(called.codes, at + 2) ? skipSpace(at + 2 + called.codes.length) : -1;
    if (end === -1 || codes[end] !== GREATER) malformed('a closing tag does not belong to the element that is open', at);
    current = parent;
    depth -= 1;
    return end + 1;
  };

  const markup = (at: number): number => {
    const code = codes[at + 1]!;
    if (code === SLASH) return closing(at);
    if (code === BANG) return declaration(at);
    return code === QUESTION ? instruction(at) : opening(at);
  };

  DECLARATION.lastIndex = 0;
  let at = DECLARATION.test(text) ? DECLARATION.lastIndex : 0;
  while (at < text.length) {
    const blankEnd = skipSpace(at);
    const next = codes[blankEnd] === LESS ? blankEnd : text.indexOf('<', blankEnd);
    const end = next === -1 ? text.length : next;
    if (end > at) characters(current, at, blankEnd, end);
    at = next === -1 ? end : markup(next);
  }
  if (current) malformed('an element is not closed', text.length);
  return { root: root ?? malformed('it has no element', text.length), discouraged };
}
