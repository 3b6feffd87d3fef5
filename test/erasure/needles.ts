// What a secret may look like on a disk: every encoding that software on the way could have put it in.

/** One way in which one secret could stand somewhere. */
export interface Needle { what: string; encoding: string; bytes: Buffer }

/** Shorter ones are found in any noise. */
const SHORTEST = 5;

type Encoded = [encoding: string, bytes: Buffer];

const unique = (items: Encoded[]): Encoded[] => [...new Map(items.map((item) => [item[1].toString('latin1'), item] as const)).values()];

/** As people and machines write it. */
const spellings = (text: string): [string, string][] => [
  ['as it is', text.normalize('NFC')], ['upper case', text.toUpperCase().normalize('NFC')], ['lower case', text.toLowerCase().normalize('NFC')],
  ['NFD', text.normalize('NFD')], ['NFD upper case', text.toUpperCase().normalize('NFD')], ['NFD lower case', text.toLowerCase().normalize('NFD')],
];

const bigEndian = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
const isLatin = (text: string): boolean => [...text].every((letter) => letter.codePointAt(0)! < 256);

const characters = (text: string): Encoded[] => [
  ['UTF-8', Buffer.from(text)], ['UTF-16LE', Buffer.from(text, 'utf16le')], ['UTF-16BE', bigEndian(text)], ...(isLatin(text) ? [['Latin-1', Buffer.from(text, 'latin1')] as Encoded] : []),
];

/** Only whole sextets of the secret's own: its neighbours share the first and the last character. */
const inBase64 = (bytes: Buffer, alphabet: 'base64' | 'base64url'): Encoded[] => [0, 1, 2].map((shift) => {
  const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString(alphabet).replaceAll('=', '');
  return [`${alphabet}, shifted by ${shift}`, Buffer.from(text.slice(shift === 0 ? 0 : shift + 1, Math.floor((shift + bytes.length) * 8 / 6)))];
});

const wrapped = (bytes: Buffer): Encoded[] => [
  ...inBase64(bytes, 'base64'), ...inBase64(bytes, 'base64url'), ['hex', Buffer.from(bytes.toString('hex'))], ['HEX', Buffer.from(bytes.toString('hex').toUpperCase())],
];

const each = (text: string, isPlain: RegExp, escape: (letter: string) => string): string => [...text].map((letter) => (isPlain.test(letter) ? letter : escape(letter))).join('');
const units = (letter: string): string[] => letter.split('').map((unit) => unit.charCodeAt(0).toString(16).padStart(4, '0'));
const octets = (letter: string, sign: string): string => [...Buffer.from(letter)].map((octet) => sign + octet.toString(16).padStart(2, '0').toUpperCase()).join('');
const code = (letter: string): number => letter.codePointAt(0)!;

const NAMED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&apos;' };
const ASCII = /^[\x20-\x7e]$/;
const UNRESERVED = /^[A-Za-z0-9\-_.~]$/;
const NOT_MARKUP = /^[^&<>"']$/;

const escapes = (text: string): [string, string][] => {
  const markup = each(text, NOT_MARKUP, (letter) => NAMED[letter]!);
  const percent = each(text, UNRESERVED, (letter) => octets(letter, '%'));
  const json = JSON.stringify(text).slice(1, -1);
  return [
    ['URL', percent], ['URL, lower hex', percent.replaceAll(/%../g, (found) => found.toLowerCase())], ['URL, path kept', encodeURI(text)], ['form', percent.replaceAll('%20', '+')],
    ['JSON', json], ['JSON, ASCII', each(json, ASCII, (letter) => units(letter).map((unit) => `\\u${unit}`).join(''))],
    ['JSON, ASCII, upper hex', each(json, ASCII, (letter) => units(letter).map((unit) => `\\u${unit.toUpperCase()}`).join(''))],
    ['JSON in JSON', JSON.stringify(json).slice(1, -1)], ['XML', markup],
    ['XML, decimal', each(markup, ASCII, (letter) => `&#${code(letter)};`)], ['XML, hex', each(markup, ASCII, (letter) => `&#x${code(letter).toString(16)};`)],
    ['XML, upper hex', each(markup, ASCII, (letter) => `&#x${code(letter).toString(16).toUpperCase()};`)],
    ['quoted-printable', each(text, /^[\x20-\x3c\x3e-\x7e]$/, (letter) => octets(letter, '='))],
  ];
};

const escaped = (text: string): Encoded[] => escapes(text).flatMap(([name, value]) => [[name, Buffer.from(value)], [`${name}, UTF-16LE`, Buffer.from(value, 'utf16le')], [`${name}, UTF-16BE`, bigEndian(value)]]);

const named = (prefix: string, items: Encoded[]): Encoded[] => items.map(([name, bytes]) => [`${prefix}, ${name}`, bytes]);

const ofText = (text: string): Encoded[] => spellings(text).flatMap(([spelling, value]) =>
  named(spelling, [...characters(value), ...characters(value).flatMap(([name, bytes]) => named(name, wrapped(bytes))), ...escaped(value)]));

const ofBytes = (bytes: Buffer): Encoded[] => [['bytes', bytes], ...wrapped(bytes)];

/** @param secrets by what they are: texts, or the bytes of a photo or a key. @throws for one too short to be told from noise. */
export const needlesOf = (secrets: Readonly<Record<string, string | Buffer>>): Needle[] => Object.entries(secrets).flatMap(([what, secret]) =>
  unique(typeof secret === 'string' ? ofText(secret) : ofBytes(secret)).map(([encoding, bytes]) => {
    if (bytes.length < SHORTEST) throw new Error(`${what} is too short to be looked for`);
    return { what, encoding, bytes };
  }));
