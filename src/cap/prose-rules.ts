// The rules that CAP 1.2 states in words, as data: id, level, where they break and what to say. Ids are those of the rule list.
import type { Alert, Area, Info, NamedValue, Reference, Resource } from '../model/generated/alert.js';
import { isBefore, timeProblem } from './cap-time.js';
import { EMBEDDED_CONTENT_RULES } from './embedded-content.js';
import type { Rule } from './rule.js';
import { isAbsoluteUri, isRelativeReference } from './uri.js';

/** Not allowed in a sender or identifier: they are joined by commas and spaces in `references` (3.2.1). */
const UNSAFE = /[\s,<&]/;
const ABBREVIATED_WITH_PERIODS = /^(?:\p{L}\.){2,}\p{L}?$/u;
const MIME_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;.*)?$/s;
const SHA_1 = /^(?:[0-9A-Fa-f]{40}|[A-Za-z0-9+/]{27}=)$/;
const BASE_64 = /^[A-Za-z0-9+/]+={0,2}$/;
const MAX_HEADLINE = 160;

/** One for all: hardly any rule is broken, and there are many of them. */
const NOWHERE: readonly string[] = [];

const when = (broken: boolean, place: string): readonly string[] => (broken ? [place] : NOWHERE);

const at = (name: string, value: string | undefined, broken: (value: string) => boolean): readonly string[] => when(value !== undefined && broken(value), name);

const each = <T>(name: string, values: readonly T[] | undefined, broken: (value: T) => boolean): readonly string[] =>
  (values?.some(broken) ? values.flatMap((value, i) => when(broken(value), `${name}/${i}`)) : NOWHERE);

const both = (some: readonly string[], others: readonly string[]): readonly string[] => (some.length === 0 ? others : [...some, ...others]);

const isBlank = (text: string | undefined): boolean => text === undefined || text.trim() === '';
const isUnsafe = (text: string): boolean => UNSAFE.test(text);
const hasNone = (list: readonly unknown[] | undefined): boolean => list === undefined || list.length === 0;
const hasQuote = (text: string): boolean => text.includes('"');
const isAbbreviated = ({ valueName }: NamedValue): boolean => valueName !== undefined && valueName.includes('.') && ABBREVIATED_WITH_PERIODS.test(valueName);
const isBadTime = (text: string): boolean => { const found = timeProblem(text); return found === 'malformed' || found === 'letters'; };

const isBase64 = (text: string): boolean => {
  const packed = text.replace(/\s+/g, '');
  return packed.length % 4 === 0 && BASE_64.test(packed);
};

/** In JSON any of the three may be missing. */
const isTriplet = ({ sender, identifier, sent }: Reference): boolean => [sender, identifier, sent].every(Boolean) && !sent.includes(',');
const isSame = (one: Reference, other: Reference): boolean => one.sender === other.sender && one.identifier === other.identifier && one.sent === other.sent;

export const ALERT_RULES: readonly Rule<Alert>[] = [
  { id: 'A03', level: 'error', says: 'The identifier is empty; give the message one that is unique for its sender.',
    breaks: ({ identifier }) => at('identifier', identifier, (text) => text === '') },
  { id: 'A02', level: 'error', says: 'An identifier holds no space, comma, "<" or "&".', breaks: ({ identifier }) => at('identifier', identifier, isUnsafe) },
  { id: 'A05', level: 'error', says: 'A sender is a name unique in the world, not empty and without space, comma, "<" or "&".',
    breaks: ({ sender }) => at('sender', sender, (text) => text === '' || isUnsafe(text)) },
  { id: 'A11', level: 'warning', says: 'An exercise should be named in note.', misses: 'note',
    breaks: ({ status, note }) => when(status === 'Exercise' && isBlank(note), 'note') },
  { id: 'A14', level: 'error', says: 'Update, Cancel, Ack and Error need references: the message they are about.', misses: 'references',
    breaks: ({ msgType, references }) => when(['Update', 'Cancel', 'Ack', 'Error'].includes(msgType) && hasNone(references), 'references') },
  { id: 'A15', level: 'warning', says: 'A message of type Error should say in note what the error was.', misses: 'note',
    breaks: ({ msgType, note }) => when(msgType === 'Error' && isBlank(note), 'note') },
  { id: 'A19', level: 'error', says: 'Scope Restricted needs a restriction that says to whom.', misses: 'restriction',
    breaks: ({ scope, restriction }) => when(scope === 'Restricted' && isBlank(restriction), 'restriction') },
  { id: 'A20', level: 'warning', says: 'A restriction belongs to scope Restricted only.',
    breaks: ({ scope, restriction }) => when(['Public', 'Private'].includes(scope) && restriction !== undefined, 'restriction') },
  { id: 'A22', level: 'error', says: 'Scope Private needs addresses.', misses: 'addresses',
    breaks: ({ scope, addresses }) => when(scope === 'Private' && hasNone(addresses), 'addresses') },
  { id: 'A23', level: 'error', says: 'Addresses are separated by spaces; double quotes stand in pairs around an address with spaces and nowhere else.',
    breaks: ({ addresses }) => each('addresses', addresses, hasQuote).slice(0, 1) },
  { id: 'A24', level: 'warning', says: 'Addresses are meant for scope Private; other readers will get this message too.',
    breaks: ({ scope, addresses }) => when(['Public', 'Restricted'].includes(scope) && !hasNone(addresses), 'addresses') },
  // One finding for the whole list: a stray space after a comma would otherwise be reported three times.
  { id: 'A28', level: 'error', says: 'References are "sender,identifier,sent" triplets, with spaces between the triplets and none inside them.',
    breaks: ({ references }) => each('references', references, (one) => !isTriplet(one)).slice(0, 1) },
  { id: 'A29', level: 'error', says: 'A reference names a sender and an identifier without space, comma, "<" or "&", and a time such as 2026-01-31T08:00:00+01:00.',
    breaks: ({ references }) => each('references', references, (one) => isTriplet(one) && (isUnsafe(one.sender) || isUnsafe(one.identifier) || isBadTime(one.sent))) },
  { id: 'A09', level: 'warning', says: 'UTC is written -00:00, not +00:00.',
    breaks: ({ references }) => each('references', references, (one) => isTriplet(one) && timeProblem(one.sent) === 'plus-zero') },
  { id: 'A30', level: 'warning', says: 'The message refers to itself.', breaks: (alert) => each('references', alert.references, (one) => isSame(one, alert)) },
  { id: 'A31', level: 'error', says: 'Incidents are separated by spaces; double quotes stand in pairs around a name with spaces and nowhere else.',
    breaks: ({ incidents }) => each('incidents', incidents, hasQuote).slice(0, 1) },
];

export const INFO_RULES: readonly Rule<Info>[] = [
  { id: 'I05', level: 'error', says: 'The event is empty; name what happened.', breaks: ({ event }) => at('event', event, isBlank) },
  { id: 'I07', level: 'warning', says: 'Response type Assess should not be used in a public warning.',
    breaks: ({ responseType }, { scope }) => each('responseType', responseType, (one) => scope === 'Public' && one === 'Assess') },
  { id: 'I14', level: 'warning', says: 'An abbreviation used as valueName should be written in capitals without periods.',
    breaks: ({ eventCode, parameter }) => both(each('eventCode', eventCode, isAbbreviated), each('parameter', parameter, isAbbreviated)) },
  { id: 'I18', level: 'warning', says: 'The information expires before it begins or before it was sent.',
    breaks: ({ effective, onset, expires }, { sent }) => when(expires !== undefined && [effective, onset, sent].some((start) => isBefore(expires, start)), 'expires') },
  { id: 'I20', level: 'warning', says: `A headline should not be longer than ${MAX_HEADLINE} characters; some displays cut it off.`,
    breaks: ({ headline }) => at('headline', headline, (text) => text.length > MAX_HEADLINE && [...text].length > MAX_HEADLINE) },
  { id: 'I21', level: 'error', says: 'The web address has to be absolute, such as https://example.org/page, without spaces and other signs that no URI has.',
    breaks: ({ web }) => at('web', web, (text) => !isAbsoluteUri(text)) },
];

export const RESOURCE_RULES: readonly Rule<Resource>[] = [
  { id: 'R04', level: 'error', says: 'A mimeType is written type/subtype, such as image/jpeg.',
    breaks: ({ mimeType }) => at('mimeType', mimeType, (text) => !MIME_TYPE.test(text)) },
  { id: 'R05', level: 'error', says: 'Size is a whole number of bytes, not negative.',
    breaks: ({ size }) => when(size !== undefined && !(Number.isSafeInteger(size) && size >= 0), 'size') },
  { id: 'R06', level: 'warning', says: 'A resource elsewhere should come with its size in bytes.', misses: 'size',
    breaks: ({ uri, derefUri, size }) => when(uri !== undefined && isAbsoluteUri(uri) && derefUri === undefined && size === undefined, 'size') },
  { id: 'R07', level: 'error', says: 'This is no URI: it is empty, holds spaces or other signs that no URI has, or names no host. A percent sign is followed by two digits or letters from A to F.',
    breaks: ({ uri }) => at('uri', uri, (text) => !isAbsoluteUri(text) && !isRelativeReference(text)) },
  { id: 'R08', level: 'error', says: 'A relative uri only names the content of derefUri, and there is none; write the full address.', misses: 'derefUri',
    breaks: ({ uri, derefUri }) => at('uri', uri, (text) => derefUri === undefined && isRelativeReference(text)) },
  { id: 'R09', level: 'error', says: 'The content of derefUri has to be base64.', breaks: ({ derefUri }) => at('derefUri', derefUri, (text) => !isBase64(text)) },
  { id: 'R12', level: 'error', says: 'A digest is SHA-1: 40 hexadecimal digits (or the same in base64).',
    breaks: ({ digest }) => at('digest', digest, (text) => !SHA_1.test(text)) },
  ...EMBEDDED_CONTENT_RULES,
];

export const AREA_RULES: readonly Rule<Area>[] = [
  { id: 'G02', level: 'error', says: 'The areaDesc is empty; describe the area in words.', breaks: ({ areaDesc }) => at('areaDesc', areaDesc, isBlank) },
  { id: 'I14', level: 'warning', says: 'An abbreviation used as valueName should be written in capitals without periods.',
    breaks: ({ geocode }) => each('geocode', geocode, isAbbreviated) },
  { id: 'G12', level: 'warning', says: 'A geocode should come with a polygon or circle: not every reader knows the code.', misses: 'polygon',
    breaks: ({ geocode, polygon, circle }) => when(!hasNone(geocode) && hasNone(polygon) && hasNone(circle), 'polygon') },
  { id: 'G15', level: 'error', says: 'A ceiling needs an altitude, the lower limit.', misses: 'altitude',
    breaks: ({ altitude, ceiling }) => when(ceiling !== undefined && altitude === undefined, 'ceiling') },
  { id: 'G16', level: 'error', says: 'The ceiling lies below the altitude; it is the upper limit.',
    breaks: ({ altitude, ceiling }) => when(altitude !== undefined && ceiling !== undefined && ceiling < altitude, 'ceiling') },
];
