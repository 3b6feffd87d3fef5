// The only door to libxml2: canonical forms of a signed XML document, and its signatures as plain data. It gets only what src/format/xml.ts has read
// before, with its limits and without DOCTYPE.
import type * as Libxml2 from 'libxml2-wasm';

/** C14N 1.0, 1.1 (which lets an element inherit neither `xml:id` nor a wrong `xml:base`) or exclusive 1.0. `prefixes`: those whose declarations stay although unused, in the exclusive form. */
export interface Canonicalisation { kind: '1.0' | '1.1' | 'exclusive'; comments: boolean; prefixes?: string[] }

/** An element of a signature. What is neither element nor text is a child named after its kind, so that whoever expects certain children notices it. */
export interface SignaturePart { name: string; namespace: string; attributes: Record<string, string>; children: SignaturePart[]; text: string }

export interface SignedXml {
  /** Every Signature of the document, wherever it stands. */
  signatures: SignaturePart[];
  /** The last element of the root is a Signature. */
  signedLast: boolean;
  /** A comment stands in the middle of a value: nobody signs comments, and careless readers take the text before one for the whole. */
  commentInValue: boolean;
  /** What an enveloped signature covers: all but the signature. Comments are left out of a reference to the whole document (XML-DSig 4.4.3.3). */
  content(form: Canonicalisation): Buffer;
  signedInfo(form: Canonicalisation): Buffer;
}

export const XMLDSIG = 'http://www.w3.org/2000/09/xmldsig#';

type Library = typeof Libxml2;

const NAMESPACES = { ds: XMLDSIG };

/** A document lies in the memory of WebAssembly, which nobody else tidies. */
const withDocument = <T>({ XmlDocument, ParseOption }: Library, bytes: Uint8Array, use: (document: Libxml2.XmlDocument) => T): T => {
  const document = XmlDocument.fromBuffer(bytes, { option: ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_SYS_CATALOG });
  try { return use(document); } finally { document.dispose(); }
};

/** As bytes: the library's own way to a string breaks characters that lie across two chunks. */
const collected = (write: (handler: Libxml2.XmlOutputBufferHandler) => void): Buffer => {
  const chunks: Buffer[] = [];
  write({ write: (chunk) => { chunks.push(Buffer.from(chunk)); return chunk.byteLength; }, close: () => true });
  return Buffer.concat(chunks);
};

const MODES = { '1.0': 'XML_C14N_1_0', '1.1': 'XML_C14N_1_1', exclusive: 'XML_C14N_EXCLUSIVE_1_0' } as const;

const optionsOf = ({ XmlC14NMode }: Library, { kind, comments, prefixes = [] }: Canonicalisation): Libxml2.SubtreeC14NOptions => ({
  mode: XmlC14NMode[MODES[kind]], withComments: comments, ...(kind === 'exclusive' && prefixes.length > 0 ? { inclusiveNamespacePrefixes: prefixes } : {}),
});

const childrenOf = (element: Libxml2.XmlElement): Libxml2.XmlTreeNode[] => {
  const children: Libxml2.XmlTreeNode[] = [];
  for (let child = element.firstChild; child; child = child.next) children.push(child);
  return children;
};

const partOf = (library: Library, node: Libxml2.XmlNode): SignaturePart => {
  if (!(node instanceof library.XmlElement)) return { name: '#other', namespace: '', attributes: {}, children: [], text: '' };
  const children = childrenOf(node);
  return {
    name: node.name, namespace: node.namespaceUri,
    attributes: Object.fromEntries(node.attrs.map(({ name, namespaceUri, value }) => [namespaceUri ? `{${namespaceUri}}${name}` : name, value])),
    children: children.filter((child) => !(child instanceof library.XmlText)).map((child) => partOf(library, child)),
    text: children.map((child) => (child instanceof library.XmlText ? child.content : '')).join(''),
  };
};

/** From a copy in which nothing else is left but what is above it: the library asks a function for every node it might leave out. */
const signedInfoOf = (library: Library, bytes: Uint8Array, form: Canonicalisation): Buffer => withDocument(library, bytes, (document) => {
  for (const node of document.find('/*/node()[not(self::ds:Signature)] | /*/ds:Signature/node()[not(self::ds:SignedInfo)]', NAMESPACES)) node.remove();
  const signedInfo = document.get('/*/ds:Signature/ds:SignedInfo', NAMESPACES);
  return collected((handler) => signedInfo?.canonicalize(handler, optionsOf(library, form)));
});

const contentOf = (library: Library, bytes: Uint8Array, form: Canonicalisation): Buffer => withDocument(library, bytes, (document) => {
  document.get('/*/ds:Signature', NAMESPACES)?.remove();
  return collected((handler) => document.canonicalize(handler, optionsOf(library, { ...form, comments: false })));
});

/** Calls a function with a document that carries a signature or is to get one. @returns 'unreadable' where libxml2 does not read it, or cannot bring it into a canonical form. */
export async function withSignedXml<T>(bytes: Uint8Array, use: (xml: SignedXml) => T): Promise<T | 'unreadable'> {
  // A quarter of a megabyte of WebAssembly, which only signed messages need.
  const library = await import('libxml2-wasm');
  try {
    const facts = withDocument(library, bytes, (document) => ({
      signatures: document.find('//ds:Signature', NAMESPACES).map((node) => partOf(library, node)),
      signedLast: document.get('/*/*[last()][self::ds:Signature]', NAMESPACES) !== null,
      commentInValue: document.get('/*//comment()[../text()[normalize-space()]]') !== null,
    }));
    return use({ ...facts, content: (form) => contentOf(library, bytes, form), signedInfo: (form) => signedInfoOf(library, bytes, form) });
  } catch (cause) {
    if (cause instanceof library.XmlError) return 'unreadable';
    throw cause;
  }
}
