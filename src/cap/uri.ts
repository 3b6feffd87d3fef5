// What is a URI and what a relative reference: RFC 3986, with the letters that RFC 3987 adds. Asked of every message, so two patterns, made once.
// `URL.canParse` is not asked: Node 20 answers wrongly for hosts beyond ASCII once it has compiled the call, and it takes broken percent signs.

const HEX = '[0-9A-Fa-f]';
const PERCENT = `%${HEX}{2}`;
/** Letters of any script; control characters and halves of a pair are none. */
const LETTERS = '\\u{a0}-\\u{d7ff}\\u{e000}-\\u{10ffff}';
/** RFC 3986 leaves these out, schemas take them, and addresses in use have them. */
const TOLERATED = '{}|^`\\\\';
const UNRESERVED = `A-Za-z0-9._~${LETTERS}${TOLERATED}\\-`;
const SUB_DELIMITERS = '!$&\'()*+,;=';

/** Any number of these signs, and of those written as a percent sign and two digits. There is one way to read a text so, which keeps the time linear. */
const run = (signs: string): string => `[${signs}]*(?:${PERCENT}[${signs}]*)*`;

const NAME = `${UNRESERVED}${SUB_DELIMITERS}`;
const SEGMENT = `${NAME}:@`;
/** Whether an address in brackets exists is for those who call it; that it looks like one is enough here. */
const ADDRESS = `\\[(?:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]+|[vV]${HEX}+\\.[${NAME}:]+)\\]`;

/** @param lookahead what the host may not be. A port has digits, and no more than ports have. */
const authority = (lookahead = ''): string => `//(?:${run(`${NAME}:`)}@)?${lookahead}(?:${ADDRESS}|${run(NAME)})(?::\\d{1,5})?(?=[/?#]|$)`;
/** Two slashes always begin an authority. */
const ANY_AUTHORITY = `(?:${authority()}|(?!//))`;
const BEHIND_AUTHORITY = `${run(`${SEGMENT}/`)}(?:\\?${run(`${SEGMENT}/?`)})?(?:#${run(`${SEGMENT}/?`)})?`;

const WEB = `[Hh][Tt][Tt][Pp][Ss]?:`;
const WITH_SCHEME = `(?:${WEB}${authority('(?![:/?#]|$)')}|(?!${WEB})[A-Za-z][A-Za-z0-9+.\\-]*:${ANY_AUTHORITY})`;

const ABSOLUTE = new RegExp(`^${WITH_SCHEME}${BEHIND_AUTHORITY}$`, 'u');
/** A colon before the first slash would make a scheme of what stands before it. */
const RELATIVE = new RegExp(`^(?![^/?#]*:)${ANY_AUTHORITY}${BEHIND_AUTHORITY}$`, 'u');

/** Whether a text is a URI with its scheme; one of http or https names a host. */
export const isAbsoluteUri = (text: string): boolean => ABSOLUTE.test(text);

/** Whether a text is a reference that needs another URI to stand on. An empty one names nothing here. */
export const isRelativeReference = (text: string): boolean => text !== '' && RELATIVE.test(text);
