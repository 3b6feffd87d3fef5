// Facts about a case out of the prose of an alert, each with its words and their place. Nothing the alert says is overridden, and nothing doubtful is chosen.
import type { Alert, Case, Info } from '../model/generated/alert.js';
import { readAges } from './ages.js';
import { readAppearance } from './appearance.js';
import { readCircumstances } from './circumstances.js';
import { readDates } from './dates.js';
import { headingForm, readForm, type Form } from './form.js';
import { readNames } from './names.js';
import { readPlaces } from './places.js';
import { readText, type Finding, type Reading } from './reading.js';
import { readVehicles } from './vehicles.js';

/** A value read out of prose: where in the alert it stands now, its words, the text they are from and their offset in it. */
export interface Extracted { path: string; text: string; from: string; at: number }

/** Two texts, or a text and a field, that say two things. `at` is the offset in a text, absent for a field. */
export interface Contradiction { path: string; places: readonly { from: string; at?: number }[] }

export interface Facts { case: Case | undefined; extracted: Extracted[]; contradictions: Contradiction[] }

interface Placed extends Finding { from: string; words: string; language: string; index: number; /** Of the lines of several children. */ isNumbered: boolean }

const TEXTS = ['headline', 'event', 'description', 'instruction'] as const;

/** What is spelt otherwise in each language; two languages do not contradict each other there. An event names a kind of thing, and none of these. */
const SPELT = new Set(['name', 'place', 'suspect name']);

const factsOf = (reading: Reading, sent: string): Finding[] => {
  const ages = readAges(reading);
  const names = readNames(reading, ages.map(({ token }) => token));
  // Jean-Luc wears no jeans.
  const isInName = ({ at, end }: Finding): boolean => names.some((name) => at >= name.at && end <= name.end);
  return [...names, ...[
    ...ages, ...readDates(reading, sent), ...readPlaces(reading),
    ...readAppearance(reading), ...readVehicles(reading), ...readCircumstances(reading),
  ].filter((fact) => !isInName(fact))];
};

/** `/children/0/eyes` of the second child is `/children/1/eyes`. */
const numbered = (path: string, index: number): string => path.replace('/0', `/${index}`);

interface Text { field: (typeof TEXTS)[number]; reading: Reading; languages: string[]; form: Form }

const textsOf = (info: Info): Text[] => TEXTS.flatMap((field) => {
  const text = info[field];
  if (!text) return [];
  const reading = readText(text, info.language);
  const languages = [info.language ?? '', reading.language.tag];
  return [{ field, reading, languages, form: readForm(text, languages) }];
});

const inText = ({ field, reading, form }: Text, index: number, sent: string): Placed[] => {
  const facts = [...form.findings, ...factsOf(reading, sent).filter(({ at }) => !form.covers(at))].filter(({ topic }) => field !== 'event' || !SPELT.has(topic));
  return facts.map(({ index: of = 0, leaves, ...fact }) => ({
    ...fact, index: of, leaves: of > 0 ? Object.fromEntries(Object.entries(leaves).map(([path, value]) => [numbered(path, of), value])) : leaves,
    from: `/info/${index}/${field}`, words: reading.text.slice(fact.at, fact.end), language: reading.language.tag, isNumbered: form.isOfSeveral && form.covers(fact.at),
  }));
};

const inInfo = (info: Info, index: number, sent: string): Placed[] => {
  const texts = textsOf(info);
  const lines = texts.find(({ field, form }) => field === 'description' && form.findings.length > 0);
  return texts.map((text) => (text.field === 'headline' && lines ? { ...text, form: headingForm(text.reading.text, lines.reading.text, lines.languages) } : text)).flatMap((text) => inText(text, index, sent));
};

/** One time is the other, told more exactly: 2026-05 and 2026-05-17, 2026-05-17 and 2026-05-17T14:30. */
const agree = (one: unknown, other: unknown): boolean => {
  if (typeof one === 'string' && typeof other === 'string') return one.startsWith(other) || other.startsWith(one) || alike(one) === alike(other);
  return one === other;
};

const alike = (text: string): string => text.normalize('NFKD').replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();

const isExactness = (path: string): boolean => /\/(?:precision|approximate)$/.test(path);

/** A year that was guessed contradicts none that is told. */
const isGuessed = (one: Finding, other: Finding): boolean => Boolean(one.isYearGuessed) !== Boolean(other.isYearGuessed);

const withoutYear = (value: unknown): unknown => (typeof value === 'string' ? value.slice(4) : value);

const sameValue = (one: Finding, other: Finding, path: string): boolean =>
  (path === '/lastSeen/at' && isGuessed(one, other) ? agree(withoutYear(one.leaves[path]), withoutYear(other.leaves[path])) : agree(one.leaves[path], other.leaves[path]));

const isCompatible = (one: Finding, other: Finding): boolean => Object.keys(one.leaves).every((path) => isExactness(path) || !(path in other.leaves) || sameValue(one, other, path));

const weight = ({ leaves, isYearGuessed = false }: Finding): number => (isYearGuessed ? 0 : 50) + Object.values(leaves).reduce<number>((sum, value) => sum + 100 + String(value).length, 0);

/** Of findings on one topic the one that tells most; undefined where two do not go together. */
const settle = (findings: readonly Placed[]): Placed | undefined => {
  const [first, ...rest] = findings;
  const most = rest.reduce((best, one) => (weight(one) > weight(best) ? one : best), first!);
  return findings.every((one) => isCompatible(one, most)) ? most : undefined;
};

const LISTS: Readonly<Record<string, string>> = { clothing: '/children/0/clothing', mark: '/children/0/marks', item: '/children/0/items', related: '/relatedPersons' };

const listOf = ({ topic, index }: Placed): string | undefined => {
  const list = LISTS[topic.split(' ', 1)[0]!];
  return list && numbered(list, index);
};

const byTopic = (placed: readonly Placed[]): Map<string, Placed[]> => {
  const topics = new Map<string, Placed[]>();
  for (const one of placed) {
    const name = `${one.topic} #${one.index}`;
    const topic = topics.get(name);
    if (topic) topic.push(one); else topics.set(name, [one]);
  }
  return topics;
};

/** Spellings are compared within the language of the first text that has one. */
const comparable = (topic: string, findings: readonly Placed[]): readonly Placed[] => (SPELT.has(topic) ? findings.filter(({ language }) => language === findings[0]!.language) : findings);

type Node = Record<string, unknown>;

const valueAt = (root: unknown, path: string): unknown => path.split('/').slice(1).reduce<unknown>((node, key) => (typeof node === 'object' && node !== null && Object.hasOwn(node, key) ? (node as Node)[key] : undefined), root);

const put = (root: Node, path: string, value: unknown): void => {
  const keys = path.split('/').slice(1);
  let node: Node = root;
  keys.slice(0, -1).forEach((key, index) => {
    // The second of whom the first is not told stays the second.
    if (Array.isArray(node)) while (node.length < Number(key)) node.push({});
    node[key] ??= /^\d+$/.test(keys[index + 1]!) ? [] : {};
    node = node[key] as Node;
  });
  node[keys.at(-1)!] = value;
};

/** Fields that prose may be held against; names and places are spelt in many ways. */
const HELD = new Set(['age', 'sex', 'height', 'weight', 'hair colour', 'eyes', 'seen', 'country', 'vehicle type', 'vehicle colour', 'make', 'plate', 'category']);

/** The field that says something else, if any. */
const disagreesWithField = (stated: Case | undefined, { topic, leaves }: Finding): string | undefined => (HELD.has(topic) ? Object.keys(leaves) : [])
  .find((path) => !isExactness(path) && !isFree(stated, path) && !agree(valueAt(stated, path), leaves[path]));

/** A list in the alert is the origin's, and complete. A value that stands beside a stated one would look as if it belonged to it. */
const isFree = (stated: Case | undefined, path: string): boolean => valueAt(stated, path) === undefined;

interface Gathered { case: Node; extracted: Extracted[]; contradictions: Contradiction[] }

const take = (gathered: Gathered, path: string, value: unknown, { words, from, at }: Placed): void => {
  put(gathered.case, path, value);
  gathered.extracted.push({ path: `/case${path}`, text: words, from, at });
};

const takeListed = (gathered: Gathered, stated: Case | undefined, list: string, one: Placed): void => {
  if (!isFree(stated, list)) return;
  const index = (valueAt(gathered.case, list) as unknown[] | undefined)?.length ?? 0;
  const isPlain = list.endsWith('marks') || list.endsWith('items');
  for (const [key, value] of Object.entries(one.leaves)) take(gathered, isPlain ? `${list}/${index}` : `${list}/${index}/${key}`, value, one);
};

const takeTopic = (gathered: Gathered, stated: Case | undefined, all: readonly Placed[]): void => {
  const { topic } = all[0]!;
  const findings = comparable(topic, all);
  const one = settle(findings);
  const list = listOf(findings[0]!);
  const path = list ?? Object.keys(findings[0]!.leaves)[0]!;
  if (!one) { gathered.contradictions.push({ path: `/case${path}`, places: unlike(findings) }); return; }
  if (list) { takeListed(gathered, stated, list, one); return; }
  const against = disagreesWithField(stated, one);
  if (against) { gathered.contradictions.push({ path: `/case${against}`, places: [{ from: `/case${against}` }, one] }); return; }
  if (!Object.keys(one.leaves).every((leaf) => isFree(stated, leaf))) return;
  for (const [leaf, value] of Object.entries(one.leaves)) take(gathered, leaf, value, one);
};

/** The first finding and the first that does not go with it. */
const unlike = (findings: readonly Placed[]): Placed[] => {
  const first = findings[0]!;
  return [first, findings.find((one) => !isCompatible(one, first)) ?? findings.at(-1)!];
};

const ofChild = ({ topic }: Placed): boolean => ['age', 'name', 'sex', 'height', 'weight', 'hair', 'eyes', 'clothing', 'mark', 'item', 'languages'].includes(topic.split(' ', 1)[0]!);

/** Several children: what prose says of one of them cannot be told from what it says of another. Lines that are numbered can, unless the alert has an order of its own, which may be another. */
const withoutDoubtful = (placed: readonly Placed[], stated: Case): Placed[] => {
  const { children = [] } = stated;
  const isTold = ({ topic }: Placed): boolean => ((topic.startsWith('suspect') ? stated.suspects : stated.vehicles) ?? []).length > 0;
  const areSeveral = children.length > 1 || placed.some(({ isNumbered }) => isNumbered);
  return placed.filter((one) => (ofChild(one) ? !areSeveral || (one.isNumbered && children.length === 0) : one.index === 0 || !isTold(one)));
};

/** The name of the child is no companion's, and a suspect is none either. */
const withoutDoubles = (placed: readonly Placed[], stated: Case | undefined): Placed[] => {
  const known = new Set([...placed.filter(({ topic }) => topic === 'name' || topic === 'suspect name').map(({ words }) => alike(words)), alike(stated?.children?.[0]?.name?.full ?? '')]);
  return placed.filter(({ topic, words }) => !topic.startsWith('related ') || !known.has(alike(words)));
};

/**
 * @returns the case with what was absent filled in, what was filled in, and where the texts contradict each other or a field: nothing is filled in there.
 */
export const readFacts = (alert: Alert): Facts => {
  const placed = withoutDoubtful(withoutDoubles((alert.info ?? []).flatMap((info, index) => inInfo(info, index, alert.sent)), alert.case), alert.case ?? {});
  const gathered: Gathered = { case: structuredClone(alert.case ?? {}) as Node, extracted: [], contradictions: [] };
  for (const findings of byTopic(placed).values()) takeTopic(gathered, alert.case, findings);
  return { case: alert.case || gathered.extracted.length > 0 ? gathered.case : undefined, extracted: gathered.extracted, contradictions: gathered.contradictions };
};
