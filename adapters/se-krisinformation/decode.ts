// Krisinformation's VMA → common model: the way in for one message of the Swedish feed.
import {
  capTimeFrom, error, filled, identifierOf, linkOf, plainText, polygonOf, unixOfCapTime, warning, type AdapterMessage, type Alert, type Area, type Info, type Issue,
} from '../../src/adapter/kit.js';
import { COUNTRY, OF_EVERY_TEXT, OWN_LANGUAGE, SENDER, SOURCES, type Area as NationalArea, type Message } from './mapping.js';

const text = (value: string | null | undefined): string | undefined => plainText(value ?? '') || undefined;

const listIn = (value: unknown): unknown[] => (Array.isArray(value) ? value as unknown[] : []);

const pointOf = (position: unknown): [lat: number, lon: number] => {
  const [lon, lat] = listIn(position);
  return [typeof lat === 'number' ? lat : NaN, typeof lon === 'number' ? lon : NaN];
};

/** The polygons of an area, each a list of rings; undefined where the geometry is of another kind. */
const polygonsIn = ({ GeometryInformation: place }: NationalArea): unknown[][] | undefined => {
  const { type, coordinates } = place?.Geometry ?? {};
  if (!type) return [];
  if (type === 'Polygon') return [listIn(coordinates)];
  return type === 'MultiPolygon' ? listIn(coordinates).map(listIn) : undefined;
};

const ringOf = ([outer]: unknown[]): string | undefined => polygonOf(listIn(outer).map(pointOf));

interface Place { name?: string; rings: string[] }

/** Where neither a name nor a ring is told, there is no place: the country would be too much. */
const placesIn = ({ Area: areas }: Message): Place[] => (areas ?? [])
  .map((area) => ({ name: text(area.Description), rings: (polygonsIn(area) ?? []).flatMap((rings) => ringOf(rings) ?? []) }))
  .filter(({ name, rings }) => name !== undefined || rings.length > 0);

const areaOf = ({ name, rings }: Place): Area => ({ areaDesc: name ?? COUNTRY, ...filled({ polygon: rings }) });

const notCarried = (area: NationalArea, index: number): Issue[] => {
  const [path, polygons] = [`/Area/${index}/GeometryInformation/Geometry`, polygonsIn(area)];
  return [
    ...(polygons?.every(ringOf) ? [] : [warning('AREA_NOT_CARRIED', path, 'Not all of this is a ring of points on the earth, longitude first; what is none is not carried on.')]),
    ...(polygons?.some((rings) => rings.length > 1) ? [warning('AREA_NOT_CARRIED', path, 'CAP has no holes: the part that is cut out is alerted too.')] : []),
  ];
};

/** A message that was changed keeps its id: its later edition gets one of its own, and names the first. */
const identityOf = (id: string, published: string, updated: string): Pick<Alert, 'identifier' | 'sent' | 'msgType' | 'references'> => {
  const identifier = identifierOf(id);
  return unixOfCapTime(updated) > unixOfCapTime(published)
    ? { identifier: `${identifier}.${unixOfCapTime(updated)}`, sent: updated, msgType: 'Update', references: [{ sender: SENDER, identifier, sent: published }] }
    : { identifier, sent: published, msgType: 'Alert' };
};

const wordsOf = (message: Message): Pick<Info, 'headline' | 'description'> => ({
  headline: text(message.Headline) ?? text(message.PushMessage),
  description: [text(message.Preamble), text(message.BodyText)].filter(Boolean).join('\n\n') || undefined,
});

const infoOf = (message: Message): Info => {
  const { headline, description } = wordsOf(message);
  return {
    ...OF_EVERY_TEXT, language: text(message.Language) ?? OWN_LANGUAGE,
    ...filled({ event: text(message.Event) ?? OF_EVERY_TEXT.event, senderName: text(message.SenderName), headline, description, web: linkOf(message.Web), area: placesIn(message).map(areaOf) }),
  };
};

const assignedIn = (message: Message): AdapterMessage['assigned'] => [
  ...(text(message.Language) ? [] : [{ path: '/info/0/language', value: OWN_LANGUAGE, reason: 'The message names no language; the site writes Swedish where it does not say otherwise.' }]),
  ...placesIn(message).flatMap(({ name }, index) => (name ? []
    : [{ path: `/info/0/area/${index}/areaDesc`, value: COUNTRY, reason: 'The message does not name the area; it lies in this country.' }])),
];

const isOwn = (message: unknown): boolean =>
  typeof message === 'object' && message !== null && Object.hasOwn(message, 'Identifier') && Object.hasOwn(message, 'IsTest');

/** The site's news have the same fields but for `IsTest`; a message that forgot it must not hide the others. */
export const detects = (document: unknown): boolean => (Array.isArray(document) ? document.some(isOwn) : isOwn(document));

export const decode = (document: unknown): AdapterMessage[] => {
  const message = document as Message;
  const published = capTimeFrom(message.Published);
  const updated = message.Updated ? capTimeFrom(message.Updated) : published;
  if (!published || !updated) return [{ issues: [error('TIME_UNREADABLE', published ? '/Updated' : '/Published', 'There is no such day or hour. Right would be one such as "2026-03-01T14:05:00+01:00".')] }];
  const alert: Alert = { ...identityOf(message.Identifier, published, updated), sender: SENDER, status: message.IsTest ? 'Test' : 'Actual', scope: 'Public', info: [infoOf(message)] };
  return [{
    alert, issues: (message.Area ?? []).flatMap(notCarried), sources: SOURCES, assigned: assignedIn(message),
    statusSignals: message.IsTest ? [{ signal: '/IsTest: true', status: 'Test' }] : [],
  }];
};
