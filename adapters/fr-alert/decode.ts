// FR-Alert's export → common model: the way in for one message, which is CAP under French names.
import {
  capTimeFrom, clockTimeIn, error, filled, identifierOf, languageOfText, plainText, polygonOf, warning, type AdapterMessage, type Alert, type Area, type Info, type Issue, type Reference,
} from '../../src/adapter/kit.js';
import { CATEGORIES, CLOCK, EVENT, OFFSET, OWN_LANGUAGE, SENDER, SEVERITIES, STATUSES, TYPES, ZONE, type Block, type Message, type Zone, type Zoned } from './mapping.js';

const text = (value: string | null | undefined): string | undefined => plainText(value ?? '') || undefined;

/** Fields that go by two names; the empty one says nothing. */
const eitherOf = (...values: (string | null | undefined)[]): string | undefined => values.map((value) => value?.trim()).find(Boolean);

const folded = (word: string): string => word.normalize('NFD').replace(/\p{M}|[^\p{L}]/gu, '').toLowerCase();

const coded = <T>(table: Readonly<Record<string, T>>, word: string | null | undefined, otherwise: T): T => {
  const key = folded(text(word) ?? '');
  return Object.hasOwn(table, key) ? table[key]! : otherwise;
};

const two = (figures = '00'): string => figures.padStart(2, '0');

/** `+02:00` of "UTC+02"; zero is written as CAP does (rule A09). */
const offsetOf = (zone: Zone | undefined): string | undefined => {
  const { sign = '+', hours, minutes } = OFFSET.exec(zone?.utc ?? '')?.groups ?? {};
  const offset = `${two(hours)}:${two(minutes)}`;
  return hours === undefined ? undefined : `${offset === '00:00' ? '-' : sign}${offset}`;
};

interface Told { time?: string; guessed?: boolean }

/** A clock with the offset that stands apart from it, else by the clock of Paris. */
const timeOf = (written: string | null | undefined, zone: Zone | undefined): Told => {
  const { day, month, year, hour, minute, second } = CLOCK.exec((written ?? '').trim())?.groups ?? {};
  if (!year) return { time: capTimeFrom(written) };
  const clock = `${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${two(second)}`;
  const offset = offsetOf(zone);
  return offset ? { time: capTimeFrom(clock + offset) } : { time: clockTimeIn(clock, ZONE)?.time, guessed: true };
};

const flat = (value: Zoned['polygone']): string[] => (Array.isArray(value) ? value.flatMap(flat) : value ? [value] : []);

const ringOf = (points: string): string | undefined =>
  polygonOf(points.trim().split(/\s+/).map((pair) => pair.split(',').map((figures) => (figures ? Number(figures) : NaN)) as [number, number]));

const CIRCLE = /^\s*(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)\s+(\d+(?:\.\d+)?)\s*$/;

const circleOf = (written: string): string | undefined => {
  const [, lat, lon, km] = CIRCLE.exec(written) ?? [];
  return km && Math.abs(Number(lat)) <= 90 && Math.abs(Number(lon)) <= 180 ? `${lat},${lon} ${km}` : undefined;
};

const shapesOf = ({ polygone, cercle }: Zoned): Pick<Area, 'polygon' | 'circle'> =>
  filled({ polygon: flat(polygone).flatMap((one) => ringOf(one) ?? []), circle: flat(cercle).flatMap((one) => circleOf(one) ?? []) }) ?? {};

const areaOf = (area: Zoned): Area[] => {
  const [areaDesc, shapes] = [text(area.descriptionZone), shapesOf(area)];
  return areaDesc || shapes.polygon || shapes.circle ? [{ areaDesc: areaDesc ?? 'France', ...shapes }] : [];
};

const infoOf = (block: Block, zone: Zone | undefined): Info => {
  const [headline, description, instruction] = [text(block.titre), text(block.description), text(block.consigne) ?? text(block.instruction)];
  return {
    language: languageOfText([headline, description, instruction].join(' '), OWN_LANGUAGE), category: [coded(CATEGORIES, block['catégorie'], 'Other')], event: text(block['événement']) ?? EVENT,
    urgency: 'Unknown', severity: coded(SEVERITIES, block['sévérité'], 'Unknown'), certainty: 'Unknown',
    ...filled({ effective: timeOf(block.dateEffective, zone).time, expires: timeOf(block['dateExpiré'], zone).time, headline, description, instruction, area: (block.areas ?? []).flatMap(areaOf) }),
  };
};

/** CAP's triplets; of one that is only an id the time is not known. */
const referencesOf = ({ references, reference }: Message, sent: string): { references: Reference[]; undated: number[] } => {
  const told = (eitherOf(references, reference) ?? '').split(/\s+/).filter(Boolean).map((triplet) => {
    const parts = triplet.split(',');
    const [sender, identifier, time] = parts.length === 3 ? parts : [SENDER, parts[0]];
    return { sender: identifierOf(sender || SENDER), identifier: identifierOf(identifier ?? ''), sent: capTimeFrom(time) };
  }).filter(({ identifier }) => identifier);
  return { references: told.map((one) => ({ ...one, sent: one.sent ?? sent })), undated: told.flatMap((one, index) => (one.sent ? [] : [index])) };
};

const TIMES = ['dateEffective', 'dateExpiré'] as const;

const unread = ({ infos, fuseauHoraire }: Message): Issue[] => (infos ?? []).flatMap((block, index) => [
  ...TIMES.flatMap((name) => (block[name]?.trim() && !timeOf(block[name], block.fuseauHoraire ?? fuseauHoraire).time
    ? [warning('TIME_UNREADABLE', `/infos/${index}/${name}`, 'There is no such day or hour; it is not carried on. Right would be one such as "01/03/2026 14:05:00".')] : [])),
  ...(block.areas ?? []).flatMap(({ polygone, cercle }, area) => [
    ...(flat(polygone).every(ringOf) ? [] : [warning('AREA_NOT_CARRIED', `/infos/${index}/areas/${area}/polygone`, 'One of these is no ring of points with the latitude first; it is not carried on.')]),
    ...(flat(cercle).every(circleOf) ? [] : [warning('AREA_NOT_CARRIED', `/infos/${index}/areas/${area}/cercle`, 'One of these is no point, latitude first, with a radius; it is not carried on.')]),
  ]),
]);

const NO_OFFSET = 'FR-Alert tells the offset apart, and here not at all; this is the clock of Paris.';

const assignedIn = ({ infos, dateEmission, fuseauHoraire }: Message, sent: string, undated: readonly number[]): AdapterMessage['assigned'] => [
  ...(timeOf(dateEmission, fuseauHoraire).guessed ? [{ path: '/sent', value: sent, reason: NO_OFFSET }] : []),
  ...(infos ?? []).flatMap((block, index) => TIMES.flatMap((name) => {
    const { time, guessed } = timeOf(block[name], block.fuseauHoraire ?? fuseauHoraire);
    return time && guessed ? [{ path: `/info/${index}/${name === 'dateExpiré' ? 'expires' : 'effective'}`, value: time, reason: NO_OFFSET }] : [];
  })),
  ...(infos ?? []).map((block, index) => ({ path: `/info/${index}/language`, value: infoOf(block, undefined).language ?? '', reason: 'FR-Alert names no language; this is what the words look like.' })),
  ...undated.map((index) => ({ path: `/references/${index}/sent`, value: sent, reason: 'The reference is an id without a time; this is the time of this message.' })),
];

const PLACES = { headline: 'titre', description: 'description', instruction: 'consigne', category: 'catégorie', severity: 'sévérité', event: 'événement', effective: 'dateEffective', expires: 'dateExpiré', area: 'areas' } as const;

const sourcesIn = ({ infos }: Message): Record<string, string> => ({
  '/identifier': '/identifiant', '/status': '/status', '/sent': '/dateEmission', '/msgType': '/msgType', '/references': '/references', '/info': '/infos',
  ...Object.fromEntries((infos ?? []).flatMap((_, index): [string, string][] => [[`/info/${index}`, `/infos/${index}`], ...Object.entries(PLACES).map(([own, theirs]): [string, string] => [`/info/${index}/${own}`, `/infos/${index}/${theirs}`])])),
});

const isOwn = (message: unknown): boolean => typeof message === 'object' && message !== null && Object.hasOwn(message, 'identifiant') && Object.hasOwn(message, 'dateEmission');

/** A list, each of it with an id and a time of emission under their French names. */
export const detects = (document: unknown): boolean => Array.isArray(document) && document.length > 0 && (document as unknown[]).every(isOwn);

export const decode = (document: unknown): AdapterMessage[] => {
  const message = document as Message;
  const { time: sent } = timeOf(message.dateEmission, message.fuseauHoraire);
  if (!sent) return [{ issues: [error('TIME_UNREADABLE', '/dateEmission', 'There is no such day or hour. Right would be one such as "01/03/2026 14:05:00".')] }];
  const { references, undated } = referencesOf(message, sent);
  const status = STATUSES[message.status]!;
  const alert: Alert = {
    identifier: identifierOf(message.identifiant), sender: SENDER, sent, status, msgType: TYPES[(eitherOf(message.msgType, message.typeMessage) ?? 'alert').toLowerCase()]!, scope: 'Public',
    ...filled({ references, info: (message.infos ?? []).map((block) => infoOf(block, block.fuseauHoraire ?? message.fuseauHoraire)) }),
  };
  return [{
    alert, issues: unread(message), sources: sourcesIn(message), assigned: assignedIn(message, sent, undated),
    statusSignals: status === 'Actual' ? [] : [{ signal: `/status: "${message.status}"`, status }],
  }];
};
