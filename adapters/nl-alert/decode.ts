// NL-Alert → common model: the way in for one message to the phones of the Netherlands, and for its end.
import {
  capTimeFrom, error, filled, identifierOf, languageOfText, linkOf, plainText, polygonOf, signalsIn, warning, type AdapterMessage, type Alert, type Area, type Info, type Issue,
} from '../../src/adapter/kit.js';
import { BETWEEN_LANGUAGES, COUNTRY, OF_EVERY_MESSAGE, OTHER_LANGUAGE, OWN_LANGUAGE, SENDER, SOURCES, SOURCES_OF_END, TEST_WORDS, TYPE, type Message } from './mapping.js';

const ringOf = (points: string): string | undefined =>
  polygonOf(points.trim().split(/\s+/).map((pair) => pair.split(',').map((figures) => (figures ? Number(figures) : NaN)) as [number, number]));

const areasOf = ({ area }: Message): Area[] => {
  const polygon = (area ?? []).flatMap((points) => ringOf(points ?? '') ?? []);
  return polygon.length > 0 ? [{ areaDesc: COUNTRY, polygon }] : [];
};

/** One text for each language. A part of one word is a mark between stars, not a language. */
const textsOf = ({ message }: Message): string[] => {
  const parts = plainText(message).split(BETWEEN_LANGUAGES).map((part) => part.trim()).filter(Boolean);
  return parts.length > 0 && parts.every((part) => /\s/.test(part)) ? parts : [plainText(message)];
};

const languageAt = (index: number, words: string): string => {
  if (index === 0) return OWN_LANGUAGE;
  const guessed = languageOfText(words, OTHER_LANGUAGE);
  return guessed === OWN_LANGUAGE ? OTHER_LANGUAGE : guessed;
};

const infosOf = (message: Message): Info[] => textsOf(message).map((description, index) => ({
  language: languageAt(index, description), ...OF_EVERY_MESSAGE,
  ...filled({ effective: capTimeFrom(message.start_at), description, web: linkOf(message.resource_uri), area: areasOf(message) }),
}));

const unread = ({ area }: Message): Issue[] => ((area ?? []).every((points) => ringOf(points ?? '')) ? []
  : [warning('AREA_NOT_CARRIED', '/area', 'One of these is no ring of points with the latitude first; it is not carried on.')]);

const filledIn = ({ info = [] }: Alert): NonNullable<AdapterMessage['assigned']> => info.flatMap(({ language = '', area }, index) => [
  ...(index > 0 ? [{ path: `/info/${index}/language`, value: language, reason: 'The list names no language; this is what the words look like.' }] : []),
  ...(area ? [{ path: `/info/${index}/area/0/areaDesc`, value: COUNTRY, reason: 'The list does not name the area; it lies in this country.' }] : []),
]);

/** A list of which every entry says that it is one; the empty list could be anybody's. */
export const detects = (document: unknown): boolean => {
  const { data } = (document ?? {}) as { data?: unknown };
  return Array.isArray(data) && data.length > 0 && data.every((one: unknown) => typeof one === 'object' && one !== null && (one as Partial<Message>).type === TYPE);
};

const UNDATED: AdapterMessage = { issues: [error('TIME_UNREADABLE', '/start_at', 'There is no such day or hour. Right would be one such as "2026-03-01T13:05:00Z".')] };

export const decode = (document: unknown): AdapterMessage[] => {
  const message = document as Message;
  const [sent, stop] = [capTimeFrom(message.start_at), capTimeFrom(message.stop_at)];
  if (!sent) return [UNDATED];
  const statusSignals = textsOf(message).flatMap((text) => signalsIn({ '/message': text }, TEST_WORDS)).slice(0, 1);
  const info = infosOf(message);
  const alert: Alert = { identifier: identifierOf(message.id), sender: SENDER, sent, status: 'Actual', msgType: 'Alert', scope: 'Public', info };
  const began = { alert, issues: unread(message), sources: SOURCES, statusSignals, assigned: [{ path: '/sent', value: sent, reason: 'The list does not tell when this was sent; this is when it began.' }, ...filledIn(alert)] };
  if (!stop) return [began];
  const end: Alert = { ...alert, identifier: `${alert.identifier}.stop`, sent: stop, msgType: 'Cancel', references: [{ sender: SENDER, identifier: alert.identifier, sent }] };
  return [began, { alert: end, sources: SOURCES_OF_END, statusSignals, assigned: [{ path: '/sent', value: stop, reason: 'The list does not tell when the end was sent; this is the end.' }, ...filledIn(end)] }];
};
