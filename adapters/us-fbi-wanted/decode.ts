// FBI → common model: the way in for one poster of the list.
import {
  capTimeFrom, clockTimeIn, error, filled, identifierOf, linkOf, plainText, signalsIn, unixOfCapTime, type AdapterMessage, type Alert, type Area, type Case, type Info, type LastSeen, type Resource,
} from '../../src/adapter/kit.js';
import { childOf, dayOf, known, photosOf, text } from './child.js';
import { BY_PARENT, COUNTRIES, MISSING, NOT_MISSING, OF_EVERY_ITEM, OPEN, SECONDS_OF_A_DAY, SENDER, SOURCES, TEST_WORDS, WANTED, ZONE, type Item } from './mapping.js';

const kindOf = ({ poster_classification: kind, subjects }: Item): string => [kind ?? '', ...subjects ?? []].join('\n');

const isMissing = (item: Item): boolean =>
  MISSING.test(kindOf(item)) && !NOT_MISSING.test(kindOf(item)) && !WANTED.includes((item.person_classification ?? '').toLowerCase());

/** Publications have no offset, changes have one. */
const timeOf = (written: string | null | undefined): string | undefined =>
  capTimeFrom(written) ?? clockTimeIn((written ?? '').trim().replace(/\.\d+$/, ''), ZONE)?.time;

const isOver = ({ status }: Item): boolean => (status ?? OPEN) !== OPEN;

/** A poster keeps its id, where CAP wants a name for each message. One that was changed on the day it went out is still the first. */
const identityOf = (item: Item): Pick<Alert, 'identifier' | 'sent' | 'msgType' | 'references'> | undefined => {
  const [published, modified] = [timeOf(item.publication), timeOf(item.modified)];
  const [first, last] = [published ?? modified, modified ?? published];
  if (!first || !last) return undefined;
  const uid = identifierOf(item.uid);
  const isChanged = unixOfCapTime(last) - unixOfCapTime(first) >= SECONDS_OF_A_DAY;
  if (!isOver(item) && !isChanged) return { identifier: uid, sent: first, msgType: 'Alert' };
  return { identifier: `${uid}.${unixOfCapTime(last)}`, sent: last, msgType: isOver(item) ? 'Cancel' : 'Update', references: [{ sender: SENDER, identifier: uid, sent: first }] };
};

const joined = (...texts: (string | null | undefined)[]): string | undefined => texts.flatMap((one) => text(one) ?? []).join('\n\n') || undefined;

/** The lines under a title: the day, then the place. */
const linesOf = ({ description }: Item): { day?: string; words?: string; place?: string } => {
  const [first, ...others] = (text(description) ?? '').split('\n');
  const day = dayOf(first);
  const place = (day ? others : [first, ...others]).filter(Boolean).join(', ');
  return { ...(day && { day, words: first! }), ...(place && { place }) };
};

const lastSeenOf = (item: Item): LastSeen | undefined => {
  const { day, place } = linesOf(item);
  return filled({ ...(day && { at: day, precision: 'day' as const }), place });
};

const resourcesOf = (item: Item): Resource[] => [
  ...photosOf(item).map(({ uri, mimeType = '' }) => ({ resourceDesc: 'Photo', mimeType, uri })),
  ...(item.files ?? []).flatMap(({ url, name }) => {
    const uri = linkOf(url);
    return uri ? [{ resourceDesc: `Poster ${text(name) ?? ''}`.trim(), mimeType: 'application/pdf', uri }] : [];
  }),
];

const infoOf = (item: Item): Info => {
  const { place } = linesOf(item);
  const area: Area[] = place ? [{ areaDesc: place }] : [];
  return {
    ...OF_EVERY_ITEM,
    ...filled({
      headline: plainText(item.title), description: joined(item.description, item.details, item.remarks), instruction: joined(item.warning_message, item.caution, item.reward_text),
      web: linkOf(item.url), resource: resourcesOf(item), area,
    }),
  };
};

const countriesOf = ({ possible_countries: countries }: Item): string[] =>
  (countries ?? []).flatMap((code) => (/^[A-Z]{2}$/.test(code) ? code : known(COUNTRIES, code) ?? []));

const caseOf = (item: Item): Case => ({
  tier: 'endangered-missing', children: [childOf(item)],
  ...filled({ category: BY_PARENT.test(kindOf(item)) ? 'parental-abduction' as const : undefined, lastSeen: lastSeenOf(item), possibleCountries: countriesOf(item) }),
});

/** What was read out of a title is told apart from what stood in a field of its own. */
const extractedFrom = (item: Item): AdapterMessage['extracted'] => {
  const { words } = linesOf(item);
  return [
    { path: '/case/children/0/name/full', text: plainText(item.title), from: '/info/0/headline', at: 0 },
    ...(words ? [{ path: '/case/lastSeen/at', text: words, from: '/info/0/description', at: 0 }] : []),
  ];
};

const UNDATED: AdapterMessage = { issues: [error('TIME_UNREADABLE', '/publication', 'Neither this nor "modified" is a time. Right would be one such as "2026-01-02T00:00:00".')] };

const isItem = (value: unknown): boolean => typeof value === 'object' && value !== null && Object.hasOwn(value, 'uid') && Object.hasOwn(value, 'poster_classification');

/** A page of the list, also one on which nobody stands. */
export const detects = (document: unknown): boolean => {
  if (typeof document !== 'object' || document === null) return false;
  const { total, page, items } = document as Record<string, unknown>;
  return typeof total === 'number' && typeof page === 'number' && Array.isArray(items) && items.every(isItem);
};

/** Posters of others than the missing are passed over. */
export const decode = (document: unknown): AdapterMessage[] => {
  const item = document as Item;
  if (!isMissing(item)) return [];
  const identity = identityOf(item);
  if (!identity) return [UNDATED];
  const statusSignals = signalsIn({ '/title': text(item.title), ...Object.fromEntries((item.subjects ?? []).map((subject, index) => [`/subjects/${index}`, text(subject)])) }, TEST_WORDS);
  const head: Alert = { ...identity, sender: SENDER, status: 'Actual', scope: 'Public', incidents: [identifierOf(item.uid)] };
  // What ends an alert says nothing of the child any more.
  if (isOver(item)) return [{ alert: { ...head, note: `Status at the FBI: ${item.status!}` }, sources: SOURCES, statusSignals }];
  return [{ alert: { ...head, info: [infoOf(item)], case: caseOf(item) }, sources: SOURCES, extracted: extractedFrom(item), statusSignals }];
};
