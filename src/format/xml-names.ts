// Which characters a name in XML may hold (XML 1.0, 2.3): those of ASCII, by far the most, as tables by code; all of them as patterns.
export const ASCII_NAME = Uint8Array.from({ length: 0x80 }, (_, code) => Number(/[\w.:-]/.test(String.fromCharCode(code))));
export const ASCII_START = Uint8Array.from({ length: 0x80 }, (_, code) => Number(/[A-Za-z_:]/.test(String.fromCharCode(code))));
const START = ':A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}\\u{200D}\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}';
export const ANY_NAME = new RegExp(`[${START}][${START}\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}\\u{2040}]*`, 'uy');
export const LOCAL_START = new RegExp(`^[${START.slice(1)}]`, 'u');
