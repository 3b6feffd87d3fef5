// A first look at a document: with which sign it begins and, in XML, at which root, without reading the whole of it.

const START_BYTES = 16_384;

/** What may stand before the root: white space, declarations, comments. A DOCTYPE may not; it is refused later, with its reason. */
const PROLOGUE = /^(?:[\s\0]|<\?[\s\S]*?\?>|<!--[\s\S]*?-->)*<(?:[^\s<>/:!?]+:)?([^\s<>/:!?]+)/;

/** First sign after byte order mark and white space, in UTF-8 as in UTF-16. */
export const beginsWith = (bytes: Uint8Array, sign: string): boolean => {
  const start = new TextDecoder('windows-1252').decode(bytes.subarray(0, 1024)).replace(/^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, '');
  return /[^\s\0]/.exec(start)?.[0] === sign;
};

/** The start of an XML document; `root` is the root's name without prefix, undefined where no element was found in it. */
export interface XmlStart { root: string | undefined; text: string }

/** @returns undefined for what does not begin as XML. */
export const xmlStart = (bytes: Uint8Array): XmlStart | undefined => {
  if (!beginsWith(bytes, '<')) return undefined;
  const text = new TextDecoder('windows-1252').decode(bytes.subarray(0, START_BYTES)).replaceAll('\0', '').replace(/^[^<]*/, '');
  return { root: PROLOGUE.exec(text)?.[1], text };
};
