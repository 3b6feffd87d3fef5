// A text as numbers. Reading these one by one is several times as fast as asking a string for each, which pays where every character is looked at.
import { keptRoom } from './kept-room.js';

/** Behind the text stand zeros, so that looking a few characters ahead needs no question whether there are any. */
const AHEAD = 8;

/** Up to here the loop is done before a copy by the system has begun. */
const SHORT = 256;

/** Units of the longest text that finds room which is kept. */
const MOST_KEPT = 1 << 20;

/**
 * A reader of UTF-16 units, with zeros behind them. It keeps its room for the next text, since a fresh one for each costs more than reading it: what it
 * gives is good until it is asked again.
 */
export const createCodeReader = (): ((text: string) => Uint16Array) => {
  const roomFor = keptRoom((length) => { const codes = new Uint16Array(length); return { length, codes, bytes: Buffer.from(codes.buffer) }; }, MOST_KEPT);
  return (text) => {
    const { length } = text;
    const { codes, bytes } = roomFor(length + AHEAD);
    if (length > SHORT) bytes.write(text, 'utf16le');
    else for (let at = 0; at < length; at += 1) codes[at] = text.charCodeAt(at);
    for (let at = length; at < length + AHEAD; at += 1) codes[at] = 0;
    return codes;
  };
};

/** ASCII, one byte a character with zeros behind them, and the same as a view that reads several at once. */
export interface Ascii { codes: Uint8Array; view: DataView }

/** A reader of ASCII that keeps its room in the same way; it gives undefined for any other text, which takes more bytes than it has characters. */
export const createAsciiReader = (): ((text: string) => Ascii | undefined) => {
  const roomFor = keptRoom((length) => { const codes = Buffer.alloc(length); return { length, codes, view: new DataView(codes.buffer, codes.byteOffset, length) }; }, MOST_KEPT);
  return (text) => {
    const { length } = text;
    const room = roomFor(length + AHEAD);
    if (room.codes.write(text, 'utf8') !== length) return undefined;
    for (let at = length; at < length + AHEAD; at += 1) room.codes[at] = 0;
    return room;
  };
};
