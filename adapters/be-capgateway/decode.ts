// The Belgian feed → common model: the way in for one item of the index, whose CAP is another document.
import {
  capTimeFrom, error, filled, identifierOf, languageOfText, linkOf, plainText, polygonOf, signalsIn, warning, type AdapterMessage, type Alert, type Area, type Info, type Issue,
} from '../../src/adapter/kit.js';
import { CATEGORIES, COUNTRY, OF_EVERY_ITEM, OWN_LANGUAGE, SENDER, SOURCES, TRIAL_HOST, type Feed, type Item, type Point } from './mapping.js';

const text = (value: string | null | undefined): string | undefined => plainText(value ?? '') || undefined;

const degrees = (value: unknown): number => (typeof value === 'number' ? value : NaN);

/** Latitude and longitude. */
const pointOf = (point: Point): [number, number] => (Array.isArray(point) ? [degrees(point[1]), degrees(point[0])] : [degrees(point?.y), degrees(point?.x)]);

const ringsOf = ({ area }: Item): (string | undefined)[] =>
  (area ?? []).flatMap(({ coordinates }) => (coordinates ?? []).map((line) => polygonOf((line.coordinates ?? []).map(pointOf))));

const areasOf = (item: Item): Area[] => {
  const polygon = ringsOf(item).flatMap((ring) => ring ?? []);
  return polygon.length > 0 ? [{ areaDesc: COUNTRY, polygon }] : [];
};

const categoriesOf = ({ category }: Item): NonNullable<Info['category']> => {
  const known = CATEGORIES.filter((one) => category?.includes(one));
  return known.length > 0 ? known : ['Other'];
};

const toldLanguage = ({ lang }: Item): string | undefined =>
  (/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$/.test(lang ?? '') ? lang!.replace(/^[A-Za-z]+/, (primary) => primary.toLowerCase()) : undefined);

const languageOfItem = (item: Item): string => toldLanguage(item) ?? languageOfText([item.title, item.description].join(' '), OWN_LANGUAGE);

const infoOf = (item: Item): Info => {
  const [headline, description] = [text(item.title), text(item.description)];
  return {
    language: languageOfItem(item), category: categoriesOf(item), ...OF_EVERY_ITEM,
    ...filled({ onset: capTimeFrom(item.startDate), expires: capTimeFrom(item.expirationDate), headline, description, web: linkOf(item.link), area: areasOf(item) }),
  };
};

const unread = (item: Item): Issue[] =>
  (ringsOf(item).includes(undefined) ? [warning('AREA_NOT_CARRIED', '/area', 'One of these is no ring of points on the earth, x being the longitude; it is not carried on.')] : []);

const isFeed = (document: unknown): document is Feed & { items: unknown[] } =>
  typeof document === 'object' && document !== null && Array.isArray((document as { items?: unknown }).items) && typeof (document as Feed).pubDate === 'string';

const isOwn = (item: unknown): boolean => typeof item === 'object' && item !== null && Object.hasOwn(item, 'guid');

/** An index with its time, also one of a quiet day, which its description tells from the feeds of others. */
export const detects = (document: unknown): boolean =>
  isFeed(document) && document.items.every(isOwn) && (document.items.length > 0 || /\bactiveOnly\b/.test(String(document.description)));

export const decode = (message: unknown, document: unknown): AdapterMessage[] => {
  const item = message as Item;
  const listedAt = isFeed(document) ? capTimeFrom(document.pubDate) : undefined;
  const sent = capTimeFrom(item.pubDate) ?? listedAt;
  if (!sent) return [{ issues: [error('TIME_UNREADABLE', '/pubDate', 'Neither this nor the "pubDate" of the feed is a time. Right would be one such as "2026-03-01T14:05:00+01:00".')] }];
  const alert: Alert = { identifier: identifierOf(item.guid), sender: SENDER, sent, status: 'Actual', msgType: 'Alert', scope: 'Public', info: [infoOf(item)] };
  return [{
    alert, listedAt, issues: unread(item), sources: SOURCES, statusSignals: signalsIn({ '/link': item.link }, TRIAL_HOST),
    assigned: [
      ...(capTimeFrom(item.pubDate) ? [] : [{ path: '/sent', value: sent, reason: 'The item has no time of its own; this is that of the feed.' }]),
      ...(toldLanguage(item) ? [] : [{ path: '/info/0/language', value: languageOfItem(item), reason: 'The item names no language; this is what the words look like.' }]),
      ...(areasOf(item).length > 0 ? [{ path: '/info/0/area/0/areaDesc', value: COUNTRY, reason: 'The feed does not name the area; it lies in this country.' }] : []),
    ],
  }];
};
