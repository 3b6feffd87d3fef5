// Signs that a message is no real alert, wherever they stand. The strictest counts: a test must never be taken for real, nor a real alert for a test.
import type { Alert, Case, Info, NamedValue, Status } from '../model/generated/alert.js';
import type { DecodedMessage } from '../format/format.js';
import { folded, isDenied, phrasesIn, plain, type Found } from './status-phrases.js';
import { NAME_PARAMETERS, SET, SYSTEM_LABELS, TEST_EVENT_CODES, TEXT_PARAMETERS, UNSET } from './status-words.js';

export interface StatusSignal { signal: string; status: Status }

/** From the least to the most careful reading. */
const STRICTNESS: readonly Status[] = ['Actual', 'Exercise', 'Test', 'System', 'Draft'];

interface Sign { word: string; status: Status }
interface Reading { language?: string | undefined; names: readonly string[] }

/** How far into a long text a sign still speaks of the message, in characters. */
const OPENING = 100;
const LETTER = /[\p{L}\p{N}]/u;

/** What surrounds a word: signs that set it off, and whether it stands at either end. */
const settingOf = (text: string, { from, to }: Found) => {
  const [before, word, after] = [text.slice(0, from), text.slice(from, to), text.slice(to)];
  const [first, last] = [!LETTER.test(before), !LETTER.test(after)];
  const opens = first || /(?:[[({<*#|:;!•~–—]\s*|\s-+\s*)$/u.test(before);
  const closes = last || /^\s*(?:[\])}>*#|:;!•~–—]|-+(?:\s|$)|\.(?:\s|$))/u.test(after);
  return {
    first, last, opens, alone: opens && closes,
    capitals: word === word.toUpperCase() && word !== word.toLowerCase(), lower: word === word.toLowerCase(), amidSmall: /\p{Ll}/u.test(before + after),
    bracketed: /[[({<*#|]\s*$/u.test(before) && /^\s*[\])}>*#|]/u.test(after),
    joined: /[\p{L}\p{N}]-$/u.test(before) || /^-[\p{L}\p{N}]/u.test(after),
    /** "Test, Anna": family names come first in lists. */
    named: /^, ?\p{Lu}\p{Ll}/u.test(after),
    doubled: folded(after).replace(/^[ \p{P}\p{S}]+/u, '').startsWith(folded(word)) && !LETTER.test(after.charAt(0)),
  };
};

const isMark = (text: string, found: Found): boolean => {
  const { first, last, opens, alone, capitals, lower, amidSmall, bracketed, joined, named, doubled } = settingOf(text, found);
  if (doubled || bracketed || alone) return true;
  if (found.kind === 'faint') return capitals && amidSmall;
  return capitals || (!joined && ((first && !named) || (last && (lower || opens))));
};

const isMarkInProse = (text: string, found: Found): boolean => {
  const { first, alone, capitals, bracketed, doubled } = settingOf(text, found);
  return doubled || (bracketed && capitals) || (found.from < OPENING && (bracketed || alone || (first && capitals)));
};

const signsIn = (text: string, { language, names }: Reading, counts: (text: string, found: Found) => boolean): Sign[] => {
  const [written, letters] = [plain(text), folded(plain(text))];
  return phrasesIn(letters, names)
    .filter((found) => counts(written, found) && !isDenied(letters, found, language))
    .map(({ from, to, status }) => ({ word: written.slice(from, to), status }));
};

const isWord = ({ kind }: Found): boolean => kind === 'words' || kind === 'faint';

/** A headline, or another short text. */
const inLabel = (text: string, reading: Reading): Sign[] => signsIn(text, reading, (written, found) => !isWord(found) || isMark(written, found));

/** A text of several sentences, of which the first words tell what it is. */
const inProse = (text: string, reading: Reading): Sign[] => signsIn(text, reading, (written, found) =>
  (isWord(found) ? isMarkInProse(written, found) : found.kind === 'sentences' || found.from < OPENING));

const labelled = (label: string): Sign[] => {
  const status = Object.hasOwn(SYSTEM_LABELS, folded(label)) ? SYSTEM_LABELS[folded(label)] : undefined;
  return status ? [{ word: label, status }] : [];
};

/** Parts of a code or an identifier. Shorter labels ("acc") are too likely to be part of a random one. */
const inToken = (text: string): Sign[] => text.split(/[^\p{L}\p{N}]+/u).map((part) => part.replace(/\d+$/, '')).filter((part) => part.length > 3).flatMap(labelled);

/** The registered name of a host is a name ("drug-test.org"); what stands before it names systems. */
const inHost = (host: string): Sign[] => {
  const labels = host.replace(/:\d+$/, '').split('.');
  return labels.flatMap((label, index) => (index < labels.length - 2 ? label.split('-') : [label]).flatMap(labelled));
};

/** "anna.test@" is a person. */
const inMailbox = (local: string): Sign[] => [...local.split(/[-_+]/), local.split('.')[0]!].flatMap(labelled);

const WEB = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@]*@)?([^/?#]*)([^?#]*)/i;
const MAIL = /^(?:mailto:)?([^\s@]+)@([^\s@]+)$/i;

/** Host and path of an address, or both sides of a mailbox. */
const inAddress = (text: string): Sign[] => {
  const [, host, path] = WEB.exec(text) ?? [];
  if (host !== undefined) return [...inHost(host), ...path!.split('/').flatMap(labelled)];
  const [, local, domain] = MAIL.exec(text) ?? [];
  return local !== undefined ? [...inMailbox(local), ...inHost(domain!)] : [];
};

/**
 * Signs in the address from which a message was fetched, which our operator wrote: every word of it counts, also those of its parameters.
 * What it says is told without the address, which is nobody else's business.
 */
export const signsOfAddress = (address: string): StatusSignal[] => {
  const { pathname, search } = new URL(address);
  return [...inAddress(address), ...inToken(pathname + search)].slice(0, 1).map(({ word, status }) => ({ signal: `address of the feed: ${word}`, status }));
};

const inSender = (text: string, reading: Reading): Sign[] => (MAIL.test(text) || WEB.test(text) ? inAddress(text) : [...inLabel(text, reading), ...inHost(text)]);

/** `technicalTestAlert` and `Is_Test` both name a test. */
const wordsOfName = (name: string): string[] => name.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').split(/[^\p{L}\p{N}]+/u);

/** A flag that is set, a level or type that is a test, or a text for the public. */
/** Of a message that is not valid a name or a value may be missing. */
const inParameter = ({ valueName = '', value = '' }: Partial<NamedValue>, reading: Reading): Sign[] => {
  const name = valueName.split(':').at(-1)!;
  if (TEXT_PARAMETERS.test(name)) return inLabel(value, reading);
  if (NAME_PARAMETERS.test(name)) return [];
  const flags = wordsOfName(name).flatMap(labelled);
  const given = folded(value.trim());
  const isSet = SET.includes(given) || (/^layer:/i.test(valueName) && !UNSET.includes(given));
  if (flags[0]) return isSet || labelled(given).length > 0 ? [{ word: `${name} ${value}`, status: flags[0].status }] : [];
  // Only where the whole value is the word: anything longer may be somebody's prose.
  return [...labelled(value.trim()), ...signsIn(value, reading, (written, found) => found.from === 0 && found.to === written.trim().length)];
};

const inEventCode = ({ value = '' }: Partial<NamedValue>): Sign[] => {
  const status = Object.hasOwn(TEST_EVENT_CODES, value) ? TEST_EVENT_CODES[value] : undefined;
  return status ? [{ word: value, status }] : inToken(value);
};

/** Persons of the case: names in which at least one word is no sign, for a child called "TEST TEST" is none. */
const namesIn = ({ children = [], suspects = [], relatedPersons = [] }: Case): string[] => {
  const persons = [...children, ...suspects].flatMap(({ name: { given = '', family = '', full = '' } = {} }) => [full, ...(given && family ? [`${given} ${family}`, `${family} ${given}`, `${family}, ${given}`] : [])]);
  return [...persons, ...relatedPersons.map(({ name }: { name?: string }) => name ?? '')].map((name) => folded(plain(name)).trim())
    .filter((name) => name.split(/[ ,]+/).some((word) => word !== '' && phrasesIn(word, []).length === 0));
};

type Place = [pointer: string, signs: Sign[]];

/** Every member of an info block that may say so, each read in its own way. */
const placesOfInfo = (info: Info, at: string, names: readonly string[]): Place[] => {
  const reading = { language: info.language?.toLowerCase().split('-')[0], names };
  const of = (member: 'headline' | 'event' | 'senderName' | 'description' | 'instruction', read: typeof inLabel): Place => [`${at}/${member}`, read(info[member] ?? '', reading)];
  return [
    of('headline', inLabel), of('event', inLabel), of('senderName', inLabel), of('description', inProse), of('instruction', inProse),
    [`${at}/web`, inAddress(info.web ?? '')],
    ...(info.eventCode ?? []).map((code, index): Place => [`${at}/eventCode/${index}`, inEventCode(code)]),
    ...(info.parameter ?? []).map((parameter, index): Place => [`${at}/parameter/${index}`, inParameter(parameter, reading)]),
    ...(info.resource ?? []).map(({ uri = '' }, index): Place => [`${at}/resource/${index}/uri`, inAddress(uri)]),
  ];
};

const placesOf = (alert: Alert, envelope: DecodedMessage['envelope']): Place[] => {
  const reading = { names: namesIn(alert.case ?? {}) };
  return [
    ['/gateway/envelope/id', inAddress(envelope?.id ?? '')], ['/gateway/envelope/sender', inSender(envelope?.sender ?? '', reading)],
    ['/identifier', inToken(alert.identifier ?? '')], ['/sender', inSender(alert.sender ?? '', reading)], ['/source', inLabel(alert.source ?? '', reading)],
    ['/restriction', inLabel(alert.restriction ?? '', reading)], ['/note', inLabel(alert.note ?? '', reading)],
    ...(alert.code ?? []).map((code, index): Place => [`/code/${index}`, [...inToken(code), ...inLabel(code, reading)]]),
    ...(alert.incidents ?? []).map((incident, index): Place => [`/incidents/${index}`, inToken(incident)]),
    ...(alert.info ?? []).flatMap((info, index) => placesOfInfo(info, `/info/${index}`, reading.names)),
  ];
};

/**
 * Every sign of test or exercise in an alert, with the place it stands in and the word; of each place the first sign of each status.
 * @param envelope what the message came in, whose address may be that of a test system.
 */
export const findStatusSignals = (alert: Alert, envelope?: DecodedMessage['envelope']): StatusSignal[] => placesOf(alert, envelope).flatMap(([pointer, signs]) =>
  [...new Map([...signs].reverse().map((sign) => [sign.status, sign])).values()].reverse().map(({ word, status }) => ({ signal: `${pointer}: ${word}`, status })));

/** The most careful of the given readings. */
export const strictest = (statuses: readonly Status[]): Status =>
  statuses.reduce<Status>((strict, status) => (STRICTNESS.indexOf(status) > STRICTNESS.indexOf(strict) ? status : strict), 'Actual');
