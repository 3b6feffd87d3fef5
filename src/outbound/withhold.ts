// What the network file keeps from a centre leaves the case block, and leaves the prose where its words stand there too.
import type { Alert, Case, Info } from '../model/generated/alert.js';

/** Marks a message that is no longer word for word the origin's (contract 8). */
export const CHANGED = 'urn:alertbridge:changed';

/** Names used in `receive.withhold`, and the members of the case they stand for. `*` is every item of a list. */
export const WITHHOLDABLE: Record<string, readonly string[]> = {
  'child.name': ['/children/*/name'],
  'child.dateOfBirth': ['/children/*/dateOfBirth'],
  'child.nationality': ['/children/*/nationality'],
  'child.photos': ['/children/*/photos'],
  'child.vulnerability': ['/children/*/vulnerability'],
  'suspect.identity': ['/suspects/*/name', '/suspects/*/age', '/suspects/*/relation'],
  'suspect.description': ['/suspects/*/description'],
  suspects: ['/suspects'],
  relatedPersons: ['/relatedPersons'],
  authority: ['/authority'],
  criteria: ['/criteria'],
  consent: ['/consent'],
};

const MARK = '[withheld]';
/** Shorter words ("a", "Li") stand inside too many others to be taken out safely; whole words of this length are. */
const SHORTEST_WORD = 2;

/** Removes what a path names from a copy-safe tree; reports the concrete pointers and the texts that went. */
function take(node: unknown, [step, ...rest]: string[], pointer: string, gone: { pointers: string[]; texts: string[] }): void {
  if (node === null || typeof node !== 'object' || step === undefined) return;
  const keys = step === '*' ? Object.keys(node) : step in node ? [step] : [];
  for (const key of keys) {
    const record = node as Record<string, unknown>;
    if (rest.length > 0) { take(record[key], rest, `${pointer}/${key}`, gone); continue; }
    gone.pointers.push(`${pointer}/${key}`);
    gone.texts.push(...leaves(record[key]));
    delete record[key];
  }
}

const leaves = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(leaves) : [];
};

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A withheld text and, for names, each of its words. */
const needles = (texts: readonly string[]): string[] => [...new Set(texts.flatMap((text) => [text, ...text.split(/\s+/)]))]
  .filter((text) => text.length >= SHORTEST_WORD).sort((a, b) => b.length - a.length);

const withoutTexts = (info: Info, texts: readonly string[]): Info => {
  const words = needles(texts);
  if (words.length === 0) return info;
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(${words.map(escaped).join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  const cleaned = { ...info };
  for (const field of ['headline', 'description', 'instruction', 'contact', 'audience'] as const) {
    const text = info[field];
    if (text !== undefined) cleaned[field] = text.replace(pattern, MARK);
  }
  return cleaned;
};

/** @returns the alert for this receiver, with `gateway.withheld` naming what was left out, never its value. */
export function withhold(alert: Alert, names: readonly string[]): Alert {
  if (!alert.case || names.length === 0) return alert;
  const reduced = structuredClone<Case>(alert.case);
  const gone = { pointers: [] as string[], texts: [] as string[] };
  for (const path of names.flatMap((name) => WITHHOLDABLE[name] ?? [])) take(reduced, path.slice(1).split('/'), '/case', gone);
  if (gone.pointers.length === 0) return alert;
  const photos = new Set(gone.pointers.some((pointer) => pointer.endsWith('/photos')) ? (alert.case.children ?? []).flatMap(({ photos: list }) => list?.map(({ uri }) => uri) ?? []) : []);
  const info = alert.info?.map((block) => ({ ...withoutTexts(block, gone.texts), ...(block.resource ? { resource: block.resource.filter(({ uri }) => !uri || !photos.has(uri)) } : {}) }));
  return { ...alert, code: [...(alert.code ?? []), CHANGED], ...(info ? { info } : {}), case: reduced, gateway: { ...alert.gateway, withheld: gone.pointers } };
}
