// What the network file keeps from a centre leaves the case block, and leaves the prose where its words stand there too.
import type { Alert, Case, Info } from '../model/generated/alert.js';
import type { Receive } from '../model/generated/network.js';

/** Marks a message that is no longer word for word the origin's (contract 8). */
export const CHANGED = 'urn:alertbridge:changed';

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
  'suspect.identity': ['/suspects/*/name', '/suspects/*/age'],
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

interface Gone { pointers: string[]; texts: string[]; names: string[] }

/** Removes what a path names from a copy-safe tree; reports the concrete pointers and the texts that went. */
function take(node: unknown, [step, ...rest]: string[], pointer: string, gone: Gone): void {
  if (node === null || typeof node !== 'object' || step === undefined) return;
  const keys = step === '*' ? Object.keys(node) : step in node ? [step] : [];
  for (const key of keys) {
    const record = node as Record<string, unknown>;
    if (rest.length > 0) { take(record[key], rest, `${pointer}/${key}`, gone); continue; }
    gone.pointers.push(`${pointer}/${key}`);
    (HOLDS_NAMES.has(key) ? gone.names : gone.texts).push(...leaves(record[key]));
    delete record[key];
  }
}

const leaves = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(leaves) : [];
};

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** What to look for in prose: each withheld text, and of names each word, because prose says "Ana" where the case says "Ana Shembull". */
const needles = ({ texts, names }: Gone): string[] => [...new Set([...texts, ...names, ...names.flatMap((name) => name.split(/\s+/))])]
  .filter((text) => text.length >= SHORTEST_WORD).sort((a, b) => b.length - a.length);

const replaceIn = <T extends object>(holder: T, fields: readonly (keyof T)[], pattern: RegExp): T => {
  const cleaned = { ...holder };
  for (const field of fields) if (typeof cleaned[field] === 'string') cleaned[field] = (cleaned[field] as string).replace(pattern, MARK) as T[keyof T];
  return cleaned;
};

const PROSE = ['headline', 'description', 'instruction', 'contact', 'audience', 'senderName'] as const;

const withoutPhotos = (info: Info, gone: Gone): Info =>
  (info.resource ? { ...info, resource: info.resource.filter(({ uri }) => !uri || !gone.texts.includes(uri)) } : info);

/** Takes withheld words out of every text a person wrote. */
function withoutWords(alert: Alert, gone: Gone): Alert {
  const words = needles(gone);
  if (words.length === 0) return alert;
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(${words.map(escaped).join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  const info = alert.info?.map((block) => withoutPhotos(replaceIn(block, PROSE, pattern), gone));
  return { ...replaceIn(alert, ['note'], pattern), ...(info ? { info } : {}) };
}

/** @returns the alert for this receiver, with `gateway.withheld` naming what was left out, never its value. */
export function withhold(alert: Alert, names: NonNullable<Receive['withhold']>): Alert {
  if (!alert.case || names.length === 0) return alert;
  const reduced = structuredClone<Case>(alert.case);
  const gone: Gone = { pointers: [], texts: [], names: [] };
  for (const path of names.flatMap((name) => WITHHOLDABLE[name])) take(reduced, path.slice(1).split('/'), '/case', gone);
  if (gone.pointers.length === 0) return alert;
  return withoutWords({ ...alert, code: [...(alert.code ?? []), CHANGED], case: reduced, gateway: { ...alert.gateway, withheld: gone.pointers } }, gone);
}
