// AT-Alert → common model: the way in for one warning of the Austrian list.
import {
  capTimeFrom, error, filled, identifierOf, languageOfText, plainText, polygonOf, signalsIn, unixOfCapTime, warning, type AdapterMessage, type Alert, type Area, type Info, type Issue,
} from '../../src/adapter/kit.js';
import { ALL_CLEAR, COUNTRY, LATITUDES, LEVELS, NO_AREA, OTHER_LEVEL, OWN_LANGUAGE, SENDER, SOURCES, TEST_LEVEL, TEST_WORDS, type Geometry, type Warning } from './mapping.js';

const text = (value: string | null | undefined): string | undefined => plainText(value ?? '') || undefined;

const numbersIn = (point: unknown): [number, number] => {
  const [one, other] = Array.isArray(point) ? point as unknown[] : [];
  return [typeof one === 'number' ? one : NaN, typeof other === 'number' ? other : NaN];
};

/** Austria's latitudes and longitudes share no number, so the first pair tells the order of all. */
const ringOf = (points: readonly unknown[]): string | undefined => {
  const pairs = points.map(numbersIn);
  const first = pairs[0]?.[0] ?? NaN;
  const latitudeFirst = first >= LATITUDES.from && first <= LATITUDES.to;
  return polygonOf(pairs.map(([one, other]) => (latitudeFirst ? [one, other] : [other, one])));
};

const listIn = (value: unknown): unknown[] => (Array.isArray(value) ? value as unknown[] : []);

/** The polygons of one geometry, each a list of rings of which the first is the outer one. */
const polygonsIn = ({ type, coordinates }: Geometry): unknown[][] => {
  if (type === 'Polygon') return [listIn(coordinates)];
  return type === 'MultiPolygon' ? listIn(coordinates).map(listIn) : [];
};

const ringsOf = ({ polygons, geometries }: Warning): (string | undefined)[] =>
  (polygons?.length ? polygons.map(ringOf) : (geometries ?? []).flatMap(polygonsIn).map(([outer]) => ringOf(listIn(outer))));

const areaNameOf = ({ info_area_description: told, matched_polygons: matched }: Warning): string | undefined => {
  const named = text(told);
  const names = [...new Set((matched ?? []).flatMap(({ name }) => text(name) ?? []))].join(', ');
  return named && named !== NO_AREA ? named : names || undefined;
};

const areasOf = (message: Warning): Area[] => {
  const [name, rings] = [areaNameOf(message), ringsOf(message).flatMap((ring) => ring ?? [])];
  return name || rings.length > 0 ? [{ areaDesc: name ?? COUNTRY, ...filled({ polygon: rings }) }] : [];
};

/** The description begins with the title on phones, where nothing else shows it. */
const bodyOf = (message: Warning, title: string | undefined): string | undefined => {
  const body = text(message.info_description) ?? text(message.description);
  return title && body?.startsWith(title) ? body.slice(title.length).trim() || undefined : body;
};

const languageOfWarning = (message: Warning): string => languageOfText([message.title, message.info_description ?? message.description].join(' '), OWN_LANGUAGE);

const endOf = ({ end_date: end, info_expires: expires }: Warning): string | undefined =>
  [capTimeFrom(expires), capTimeFrom(end)].flatMap((time) => time ?? []).sort((one, other) => unixOfCapTime(other) - unixOfCapTime(one))[0];

const infoOf = (message: Warning): Info => {
  const headline = text(message.title);
  const description = bodyOf(message, headline);
  const grade = Object.hasOwn(LEVELS, message.alert_level) ? LEVELS[message.alert_level]! : OTHER_LEVEL;
  return {
    language: languageOfWarning(message), ...grade, ...(ALL_CLEAR.test(headline ?? '') && { responseType: ['AllClear' as const] }),
    ...filled({ onset: capTimeFrom(message.begin_date), expires: endOf(message), senderName: text(message.sender), headline, description, area: areasOf(message) }),
  };
};

const unread = (message: Warning): Issue[] => [
  ...(ringsOf(message).includes(undefined) ? [warning('AREA_NOT_CARRIED', message.polygons?.length ? '/polygons' : '/geometries', 'One of these is no ring of points on the earth; it is not carried on.')] : []),
  ...(!message.polygons?.length && (message.geometries ?? []).flatMap(polygonsIn).some((rings) => rings.length > 1)
    ? [warning('AREA_NOT_CARRIED', '/geometries', 'CAP has no holes: the part that is cut out is alerted too.')] : []),
];

const assignedIn = (message: Warning, sent: string): AdapterMessage['assigned'] => [
  { path: '/info/0/language', value: languageOfWarning(message), reason: 'The list names no language; this is what the words look like.' },
  ...(capTimeFrom(message.sent) ? [] : [{ path: '/sent', value: sent, reason: 'The list does not tell when this was sent; this is when it begins.' }]),
  ...(!areaNameOf(message) && areasOf(message).length > 0 ? [{ path: '/info/0/area/0/areaDesc', value: COUNTRY, reason: 'The list does not name the area; it lies in this country.' }] : []),
];

const isOwn = (message: unknown): boolean => typeof message === 'object' && message !== null && Object.hasOwn(message, 'consolidation_identifier');

/** A counted list inside `json`, also one of a quiet day. */
export const detects = (document: unknown): boolean => {
  const { json } = (document ?? {}) as { json?: { totalCount?: unknown; alerts?: unknown } | null };
  return typeof json === 'object' && json !== null && typeof json.totalCount === 'number' && Array.isArray(json.alerts) && json.alerts.every(isOwn);
};

export const decode = (document: unknown): AdapterMessage[] => {
  const message = document as Warning;
  const sent = capTimeFrom(message.sent) ?? capTimeFrom(message.begin_date);
  if (!sent) return [{ issues: [error('TIME_UNREADABLE', '/begin_date', 'Neither this nor "sent" is a time. Right would be one such as "2026-03-01T13:05:00.000Z".')] }];
  const isTest = message.alert_level === TEST_LEVEL;
  const alert: Alert = { identifier: identifierOf(message.consolidation_identifier), sender: SENDER, sent, status: isTest ? 'Test' : 'Actual', msgType: 'Alert', scope: 'Public', info: [infoOf(message)] };
  const { title, info_description, description } = message;
  return [{
    alert, issues: unread(message), sources: SOURCES, assigned: assignedIn(message, sent),
    statusSignals: [...(isTest ? [{ signal: `/alert_level: "${TEST_LEVEL}"`, status: 'Test' as const }] : []), ...signalsIn({ '/title': title, '/info_description': info_description, '/description': description }, TEST_WORDS)],
  }];
};
