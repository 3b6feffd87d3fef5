// What the network file keeps from a centre leaves the case block, and leaves the prose where its words stand there too.
import type { Alert, Case, Info } from '../model/generated/alert.js';
import type { Receive } from '../model/generated/network.js';

/** Marks a message that is no longer word for word the origin's (contract 8). */
export const CHANGED = 'urn:alertbridge:changed';

export const asChanged = (alert: Alert): Alert => (alert.code?.includes(CHANGED) ? alert : { ...alert, code: [...(alert.code ?? []), CHANGED] });

/** Names used in `receive.withhold` (schemas/network.schema.json lists the same), and the members of the case they stand for. `*` is every item of a list. */
export const WITHHOLDABLE: Record<NonNullable<Receive['withhold']>[number], readonly string[]> = {
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

const MARK = '[withheld]';
/** Shorter words ("a", "Li") stand inside too many others to be taken out safely; whole words of this length are. */
const SHORTEST_WORD = 2;

const HOLDS_NAMES = new Set(['name', 'relatedPersons']);

/** Members that hold codes, times and addresses, no words: nothing is taken out of them, and taking "year", "IT" or "parent" out of prose would take far more than is withheld. */
const NO_WORDS = new Set([
  'language', 'category', 'responseType', 'urgency', 'severity', 'certainty', 'eventCode', 'effective', 'onset', 'expires', 'valueName', 'web', 'uri', 'derefUri', 'mimeType', 'digest', 'polygon', 'circle', 'geocode',
  'id', 'tier', 'precision', 'sex', 'unit', 'kind', 'at', 'nationality', 'languages', 'country', 'plateCountry', 'possibleCountries', 'path',
]);

interface Gone { pointers: string[]; texts: string[]; names: string[] }

/** Removes what a path names from a copy-safe tree; reports the concrete pointers and the texts that went. */
function take(node: unknown, [step, ...rest]: string[], pointer: string, gone: Gone): void {
  if (node === null || typeof node !== 'object' || step === undefined) return;
  const keys = step === '*' ? Object.keys(node) : step in node ? [step] : [];
  for (const key of keys) {
    const record = node as Record<string, unknown>;
    if (rest.length > 0) { take(record[key], rest, `${pointer}/${key}`, gone); continue; }
    gone.pointers.push(`${pointer}/${key}`);
    (HOLDS_NAMES.has(key) ? gone.names : gone.texts).push(...wordsIn(record[key], key));
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

/** What to look for in prose: each withheld text, and of names each word, because prose says "Ana" where the case says "Ana Shembull". Numbers stay: they could be anything, a telephone number first of all. */
const needles = ({ texts, names }: Gone, left: Case): string[] => {
  const known = namesLeft(left);
  const kept = new Set([...known, ...split(known)].map(folded));
  const wanted = [...texts, ...[...names, ...split(names)].filter((name) => !kept.has(folded(name)))];
  // In capitals a word may be spelt otherwise: "Groß" is "GROSS".
  return [...new Set([...wanted, ...wanted.map((text) => text.toLocaleUpperCase('en'))])]
    .filter((text) => text.length >= SHORTEST_WORD).sort((a, b) => b.length - a.length);
};

/** Which picture is the child's photo cannot be told from outside: where photos are withheld no picture goes. */
const withoutPhotos = (info: Info, photos: ReadonlySet<string>): Info =>
  (info.resource ? { ...info, resource: info.resource.filter(({ uri, mimeType }) => !photos.has(uri ?? '') && !mimeType.toLowerCase().startsWith('image/')) } : info);

const photosOf = ({ children = [] }: Case): Set<string> => new Set(children.flatMap(({ photos = [] }) => photos.map(({ uri }) => uri)));

/** Takes withheld words out of every text a person wrote. */
function withoutWords(alert: Alert, gone: Gone): Alert {
  const words = needles(gone, alert.case ?? {});
  if (words.length === 0) return alert;
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(${words.map(escaped).join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  const { note, info, case: left, gateway } = alert;
  const rewrite = (text: string): string => text.replace(pattern, MARK);
  return {
    ...alert, ...(left ? { case: rewritten(left, rewrite) } : {}), gateway: { ...gateway, ...(gateway?.extracted ? { extracted: rewritten(gateway.extracted, rewrite) } : {}) },
    ...(note === undefined ? {} : { note: rewrite(note) }), ...(info ? { info: rewritten(info, rewrite) } : {}),
  };
}

/** What the gateway noted of a withheld value quotes it, and goes with it. */
const notesLeft = (gateway: Alert['gateway'], withheld: string[]): Alert['gateway'] => {
  const extracted = gateway?.extracted?.filter(({ path }) => !withheld.some((pointer) => path === pointer || path.startsWith(`${pointer}/`)));
  return { ...gateway, ...(extracted ? { extracted } : {}), withheld };
};

/** Pictures go where photos are withheld, from messages without a case as well. */
const withoutPictures = (alert: Alert): Alert => {
  const info = alert.info?.map((block) => withoutPhotos(block, photosOf(alert.case ?? {})));
  const same = (info ?? []).every((block, index) => block.resource?.length === alert.info![index]!.resource?.length);
  return same || !info ? alert : { ...alert, info };
};

/** @returns the alert for this receiver, with `gateway.withheld` naming what was left out, never its value. */
export function withhold(alert: Alert, names: NonNullable<Receive['withhold']>): Alert {
  const pictured = names.includes('child.photo') ? withoutPictures(alert) : alert;
  const gone: Gone = { pointers: pictured === alert ? [] : ['/info/*/resource'], texts: [], names: [] };
  const reduced = structuredClone<Case>(alert.case ?? {});
  for (const path of names.flatMap((name) => WITHHOLDABLE[name])) take(reduced, path.slice(1).split('/'), '/case', gone);
  if (gone.pointers.length === 0) return alert;
  const changed = { ...asChanged(pictured), ...(alert.case ? { case: reduced } : {}), gateway: notesLeft(alert.gateway, gone.pointers) };
  return withoutWords(changed, gone);
}
