// A text as numbers. Reading these one by one is several times as fast as asking a string for each, which pays where every character is looked at.

/** Behind the text stand zeros, so that looking a few characters ahead needs no question whether there are any. */
const AHEAD = 8;

/** Up to here the loop is done before a copy by the system has begun. */
const SHORT = 256;

/** Units of the longest text that finds room which is kept; a longer one gets its own. */
const MOST_KEPT = 1 << 20;

const createRoom = <T extends { codes: Uint8Array | Uint16Array }>(make: (units: number) => T): ((units: number) => T) => {
  let room = make(SHORT + AHEAD);
  return (units) => {
    const { length } = room.codes;
    if (units <= length) return room;
    const fresh = make(Math.max(units, Math.min(2 * length, MOST_KEPT)));
    if (units <= MOST_KEPT) room = fresh;
    return fresh;
  };
};

/**
 * A reader of UTF-16 units, with zeros behind them. It keeps its room for the next text, since a fresh one for each costs more than reading it: what it
 * gives is good until it is asked again.
 */
export const createCodeReader = (): ((text: string) => Uint16Array) => {
  const roomFor = createRoom((units) => { const codes = new Uint16Array(units); return { codes, bytes: Buffer.from(codes.buffer) }; });
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
  const roomFor = createRoom((units) => { const codes = Buffer.alloc(units); return { codes, view: new DataView(codes.buffer, codes.byteOffset, units) }; });
  return (text) => {
    const { length } = text;
    const room = roomFor(length + AHEAD);
    if (room.codes.write(text, 'utf8') !== length) return undefined;
    for (let at = length; at < length + AHEAD; at += 1) room.codes[at] = 0;
    return room;
  };
};
