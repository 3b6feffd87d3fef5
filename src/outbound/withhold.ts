// What is kept from a centre leaves the case block, and leaves the prose where its words stand there too.
import { ageAt } from '../model/age-at.js';
import type { Alert, Case, Info, NamedValue } from '../model/generated/alert.js';
import type { Receive } from '../model/generated/network.js';

/** Marks a message that is no longer word for word the origin's (contract 8). */
export const CHANGED = 'urn:alertbridge:changed';

export const asChanged = (alert: Alert): Alert => (alert.code?.includes(CHANGED) ? alert : { ...alert, code: [...(alert.code ?? []), CHANGED] });

export type Withholdable = NonNullable<Receive['withhold']>[number];

/** Names used in `receive.withhold` (schemas/network.schema.json lists the same), and the members of the case they stand for. `*` is every item of a list. */
export const WITHHOLDABLE: Record<Withholdable, readonly string[]> = {
  'child.name': ['/children/*/name'],
  'child.dob': ['/children/*/dateOfBirth'],
  'child.age': ['/children/*/age', '/children/*/dateOfBirth'],
  'child.nationality': ['/children/*/nationality'],
  'child.languagesSpoken': ['/children/*/languages'],
  'child.marks': ['/children/*/marks'],
  'child.photo': ['/children/*/photos'],
  'child.medical': ['/children/*/vulnerability'],
  'case.related': ['/relatedPersons'],
  'seen.place': ['/lastSeen/place', '/lastSeen/point'],
  'seen.point': ['/lastSeen/point'],
  'suspect.identity': ['/suspects/*/name', '/suspects/*/age', '/suspects/*/sex'],
  'suspect.relation': ['/suspects/*/relation'],
  'suspect.description': ['/suspects/*/description'],
  'suspect.caution': ['/suspects/*/caution'],
  'vehicle.plate': ['/vehicles/*/plate', '/vehicles/*/plateCountry'],
  'auth.approver': ['/authority'],
  'auth.criteria': ['/criteria'],
  'auth.consent': ['/consent'],
};

export const MARK = '[withheld]';
/** Shorter words ("a", "Li") stand inside too many others to be taken out safely; whole words of this length are. */
const SHORTEST_WORD = 2;

/** Members that hold codes, times and addresses, no words: nothing is taken out of them, and taking "year", "IT" or "parent" out of prose would take far more than is withheld. */
const NO_WORDS = new Set([
  'language', 'category', 'responseType', 'urgency', 'severity', 'certainty', 'eventCode', 'effective', 'onset', 'expires', 'valueName', 'web', 'uri', 'derefUri', 'mimeType', 'digest', 'polygon', 'circle', 'geocode',
  'id', 'tier', 'precision', 'sex', 'unit', 'kind', 'at', 'nationality', 'languages', 'country', 'plateCountry', 'possibleCountries', 'path',
]);

interface Gone { pointers: string[]; texts: string[]; names: string[]; plates: string[]; dates: string[] }

/** How each kind of value is looked for in prose. */
const KIND: Readonly<Record<string, 'names' | 'plates' | 'dates'>> = { name: 'names', relatedPersons: 'names', plate: 'plates', dateOfBirth: 'dates' };

/** Removes what a path names from a copy-safe tree; reports the concrete pointers and the texts that went. */
function take(node: unknown, [step, ...rest]: string[], pointer: string, gone: Gone): void {
  if (node === null || typeof node !== 'object' || step === undefined) return;
  const keys = step === '*' ? Object.keys(node) : step in node ? [step] : [];
  for (const key of keys) {
    const record = node as Record<string, unknown>;
    if (rest.length > 0) { take(record[key], rest, `${pointer}/${key}`, gone); continue; }
    gone.pointers.push(`${pointer}/${key}`);
    gone[Object.hasOwn(KIND, key) ? KIND[key]! : 'texts'].push(...wordsIn(record[key], key));
    delete record[key];
  }
}

/** The texts in a value that hold words. */
const wordsIn = (value: unknown, key: string): string[] => {
  if (typeof value === 'string') return NO_WORDS.has(key) ? [] : [value];
  if (Array.isArray(value)) return value.flatMap((item) => wordsIn(item, key));
  return value !== null && typeof value === 'object' ? Object.entries(value).flatMap(([name, member]) => wordsIn(member, name)) : [];
};

/** The value with every text in it that holds words rewritten. */
const rewritten = <T>(value: T, rewrite: (text: string) => string, key = ''): T => {
  if (NO_WORDS.has(key)) return value;
  if (typeof value === 'string') return rewrite(value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => rewritten(item, rewrite, key)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, rewritten<unknown>(member, rewrite, name)])) as T;
};

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** The words of a text, without the signs around them. */
const split = (texts: readonly string[]): string[] => texts.flatMap((text) => text.split(/\s+/)).map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''));
const folded = (text: string): string => text.toLocaleLowerCase('en');

/** Names the receiver may still read: a suspect's family name is often the child's. */
const namesLeft = ({ children = [], suspects = [], relatedPersons = [] }: Case): string[] =>
  [...[...children, ...suspects].flatMap(({ name }) => wordsIn(name, 'name')), ...relatedPersons.map(({ name }) => name)];

/** In capitals a word may be spelt otherwise: "Groß" is "GROSS". */
const inBothCases = (texts: readonly string[]): string[] => [...texts, ...texts.map((text) => text.toLocaleUpperCase('en'))].filter((text) => text.length >= SHORTEST_WORD);

/** Of names each word too, because prose says "Ana" where the case says "Ana Shembull". */
const nameWords = (names: readonly string[], left: Case): string[] => {
  const known = namesLeft(left);
  const kept = new Set([...known, ...split(known)].map(folded));
  return inBothCases([...names, ...split(names)].filter((name) => !kept.has(folded(name))));
};

/** Longer names are found with an ending as well: "Shembullit", "Shembullová". Shorter ones begin too many other words. */
const ENDED_FROM = 5;
const namePattern = (name: string): string => escaped(name) + (name.length >= ENDED_FROM ? '\\p{Ll}{0,3}' : '');

/** "AA 123-BB" is "AA123BB" to the next writer. */
const platePattern = (plate: string): string => plate.replace(/[^\p{L}\p{N}]/gu, '').split('').join('[ .-]*');

/** A date as it is written from Lisbon to Helsinki; the year alone stays, for it could be any. */
const datePatterns = (date: string): string[] => {
  const [year, month, day] = date.split('-');
  if (!year || !month || !day) return [escaped(date)];
  const [m, d] = [`0?${Number(month)}`, `0?${Number(day)}`];
  return [`${year}[-/.]${m}[-/.]${d}`, `${d}[-/.] ?${m}[-/.] ?${year}`, `${m}/${d}/${year}`];
};

const EMERGENCY = ['112', '116000'];
/** Digits of three or more say which plate or house it was, but a telephone number must stay whole. */
const numberPatterns = (texts: readonly string[], { tipLines = [] }: Case, info: readonly Info[]): string[] => {
  const dialled = [...EMERGENCY, ...[...tipLines.map(({ phone }) => phone), ...info.map(({ contact = '' }) => contact)].flatMap((text) => text.match(/\d+/g) ?? [])];
  const numbers = texts.flatMap((text) => text.match(/\d{3,}/g) ?? []).filter((number) => !dialled.includes(number));
  return numbers.map((number) => `(?<!\\+|\\d[ ./-]?)${number}(?![ ./-]?\\d)`);
};

/** Everything to look for in prose, as one pattern; undefined where nothing was withheld that has words. */
const patternOf = ({ texts, names, plates, dates }: Gone, left: Case, info: readonly Info[]): RegExp | undefined => {
  const patterns = [
    ...inBothCases(texts).map(escaped), ...nameWords(names, left).map(namePattern), ...plates.map(platePattern).filter((pattern) => pattern !== ''), ...dates.flatMap(datePatterns),
    ...numberPatterns([...texts, ...plates], left, info),
  ];
  const longestFirst = [...new Set(patterns)].sort((a, b) => b.length - a.length);
  return patterns.length > 0 ? new RegExp(`(?<![\\p{L}\\p{N}])(?:${longestFirst.join('|')})(?![\\p{L}\\p{N}])`, 'giu') : undefined;
};

/** Which picture is the child's photo cannot be told from outside: where photos are withheld no picture goes. */
const withoutPhotos = (info: Info, photos: ReadonlySet<string>): Info =>
  (info.resource ? { ...info, resource: info.resource.filter(({ uri, mimeType }) => !photos.has(uri ?? '') && !mimeType.toLowerCase().startsWith('image/')) } : info);

const photosOf = ({ children = [] }: Case): Set<string> => new Set(children.flatMap(({ photos = [] }) => photos.map(({ uri }) => uri)));

/** Texts in our own words, from the coded facts that the receiver may read, for one info block of an alert that is reduced already; each marked as ours. */
export type RenderTexts = (alert: Alert, info: Info) => Partial<Pick<Info, 'headline' | 'description' | 'instruction'>> & { mark?: NamedValue };

const RENDERED = ['headline', 'description', 'instruction'] as const;

/** Where words were taken out of a text, our own rendering stands in its place; without one, the text with its gaps. */
const withRendering = (alert: Alert, before: readonly Info[], rewrite: (text: string) => string, render: RenderTexts): Alert => ({
  ...alert,
  info: alert.info?.map((info, index) => {
    const changed = RENDERED.filter((member) => info[member] !== before[index]?.[member]);
    if (changed.length === 0) return info;
    const texts = render(alert, info);
    const ours = changed.flatMap((member) => (texts[member] === undefined ? [] : [[member, rewrite(texts[member])] as const]));
    const parameter = texts.mark && ours.length > 0 ? { parameter: [...(info.parameter ?? []), texts.mark] } : {};
    return { ...info, ...Object.fromEntries(ours), ...parameter };
  }),
});

const decoded = (uri: string): string => { try { return decodeURIComponent(uri); } catch { return uri; } };

/** Addresses cannot be rewritten: one that spells a withheld word goes whole, and with it what it leads to. */
function withoutTellingAddresses(alert: Alert, tells: (text: string) => boolean, pointers: string[]): Alert {
  const isTelling = (uri: string | undefined, pointer: string): boolean => {
    const telling = uri !== undefined && tells(decoded(uri));
    if (telling) pointers.push(pointer);
    return telling;
  };
  const info = alert.info?.map(({ web, ...block }, i) => ({
    ...block, ...(web === undefined || isTelling(web, `/info/${i}/web`) ? {} : { web }),
    ...(block.resource ? { resource: block.resource.filter(({ uri }, j) => !isTelling(uri, `/info/${i}/resource/${j}`)) } : {}),
  }));
  const children = alert.case?.children?.map((child, i) => (child.photos ? { ...child, photos: child.photos.filter(({ uri }, j) => !isTelling(uri, `/case/children/${i}/photos/${j}`)) } : child));
  return { ...alert, ...(info ? { info } : {}), ...(children ? { case: { ...alert.case, children } } : {}) };
}

/** Takes withheld words out of every text a person wrote. */
function withoutWords(alert: Alert, gone: Gone, render: RenderTexts | undefined): Alert {
  const pattern = patternOf(gone, alert.case ?? {}, alert.info ?? []);
  if (!pattern) return alert;
  const rewrite = (text: string): string => text.replace(pattern, MARK);
  const pointers: string[] = [];
  const { note, info, case: left, gateway, ...rest } = withoutTellingAddresses(alert, (text) => text !== rewrite(text), pointers);
  const masked: Alert = {
    ...rest, ...(left ? { case: rewritten(left, rewrite) } : {}),
    gateway: { ...gateway, withheld: [...(gateway?.withheld ?? []), ...pointers], ...(gateway?.extracted ? { extracted: rewritten(gateway.extracted, rewrite) } : {}) },
    ...(note === undefined ? {} : { note: rewrite(note) }), ...(info ? { info: rewritten(info, rewrite) } : {}),
  };
  return render ? withRendering(masked, info ?? [], rewrite, render) : masked;
}

/** What the gateway noted of a withheld value quotes it, and goes with it. */
const notesLeft = (gateway: Alert['gateway'], withheld: string[]): Alert['gateway'] => {
  const extracted = gateway?.extracted?.filter(({ path }) => !withheld.some((pointer) => path === pointer || path.startsWith(`${pointer}/`)));
  return { ...gateway, ...(extracted ? { extracted } : {}), withheld: [...(gateway?.withheld ?? []), ...withheld] };
};

/** Pictures go where photos are withheld, from messages without a case as well. */
const withoutPictures = (alert: Alert): Alert => {
  const info = alert.info?.map((block) => withoutPhotos(block, photosOf(alert.case ?? {})));
  const same = (info ?? []).every((block, index) => block.resource?.length === alert.info![index]!.resource?.length);
  return same || !info ? alert : { ...alert, info };
};

/** A finder needs an age, not a birthday. */
const withAges = (about: Case, sent: string): Case => (!about.children ? about : {
  ...about, children: about.children.map((child) => {
    const age = child.age ?? (child.dateOfBirth === undefined ? undefined : ageAt(child.dateOfBirth, sent));
    return age ? { ...child, age } : child;
  }),
});

/** What is looked for in the prose of a message because other messages of the case say it. */
function takeFrom(cases: readonly Case[], names: readonly Withholdable[], gone: Gone): void {
  const elsewhere: Gone = { ...gone, pointers: [] };
  for (const about of cases.map((one) => structuredClone(one))) for (const path of names.flatMap((name) => WITHHOLDABLE[name])) take(about, path.slice(1).split('/'), '/case', elsewhere);
}

const said = ({ note, info, case: about }: Alert): string => JSON.stringify([note, info, about]);

/**
 * @param render gives texts of our own where words had to be taken out of the origin's (contract 8).
 * @param others further cases, what `of` names in which leaves the prose of this alert too.
 * @returns the alert for this receiver, with `gateway.withheld` naming what was left out, never its value; the very alert where there is nothing to leave out.
 */
export function withhold(alert: Alert, names: readonly Withholdable[], render?: RenderTexts, others: { cases: readonly Case[]; of: readonly Withholdable[] } = { cases: [], of: [] }): Alert {
  const pictured = names.includes('child.photo') ? withoutPictures(alert) : alert;
  const gone: Gone = { pointers: pictured === alert ? [] : ['/info/*/resource'], texts: [], names: [], plates: [], dates: [] };
  const reduced = structuredClone<Case>(names.includes('child.dob') ? withAges(alert.case ?? {}, alert.sent) : alert.case ?? {});
  for (const path of names.flatMap((name) => WITHHOLDABLE[name])) take(reduced, path.slice(1).split('/'), '/case', gone);
  takeFrom(others.cases, others.of, gone);
  const isItself = gone.pointers.length === 0;
  if (isItself && others.cases.length === 0) return alert;
  const changed = { ...asChanged(pictured), ...(alert.case ? { case: reduced } : {}), gateway: notesLeft(alert.gateway, gone.pointers) };
  const masked = withoutWords(changed, gone, render);
  return isItself && said(masked) === said(alert) ? alert : masked;
}
