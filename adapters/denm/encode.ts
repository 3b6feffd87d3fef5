// Common model → DENM: that a child abduction is in progress, for cars. No word about a child is in it.
import { error, isAbduction, note, unixOfCapTime, type AdapterDocument, type Alert, type EncodeContext, type Issue, type Status } from '../../src/adapter/kit.js';
import {
  CHILD_ABDUCTION_CODE, EPOCH, EVENT_TYPE, LEAP_SECONDS, LONGEST, MESSAGE_ID, NO_LATITUDE, NO_LONGITUDE, PROTOCOL_VERSION, QUALITY, RELEVANCE, STATION_TYPE, UNKNOWN_ACCURACY, WIDEST,
} from './mapping.js';
import { placeOf, type Place } from './place.js';

/** FNV-1a, 32 bits: the same text has the same number in every gateway. */
const hashOf = (text: string): number => [...text].reduce((hash, sign) => Math.imul(hash ^ sign.codePointAt(0)!, 0x01000193) >>> 0, 0x811c9dc5);

/** One actionID for the whole life of an alert: that of the first message of its thread. */
const actionOf = (alert: Alert, { original }: EncodeContext): { originatingStationID: number; sequenceNumber: number } => {
  const { sender, identifier } = alert.msgType === 'Alert' ? alert : original ?? alert.references?.[0] ?? alert;
  const number = hashOf(identifier);
  return { originatingStationID: hashOf(sender), sequenceNumber: (number >>> 16) ^ (number & 0xffff) };
};

/** Milliseconds since 2004 with the leap seconds there have been: 94694401000 for the beginning of 2007. */
const timestampIts = (unix: number): number => (unix - EPOCH + LEAP_SECONDS.filter((since) => since <= unix).length) * 1000;

const tenMillionths = (degrees: number): number => Math.round(degrees * 1e7);

const positionOf = (place: Place | undefined): object => ({
  latitude: place ? tenMillionths(place.latitude) : NO_LATITUDE, longitude: place ? tenMillionths(place.longitude) : NO_LONGITUDE, ...UNKNOWN_ACCURACY,
});

const relevanceOf = ({ radius }: Place): string => RELEVANCE.find(([below]) => radius < below)![1];

const validityOf = ({ sent, info: [first] = [] }: Alert): number => {
  const seconds = first?.expires === undefined ? LONGEST : unixOfCapTime(first.expires) - unixOfCapTime(sent);
  return Math.min(LONGEST, Math.max(0, Number.isNaN(seconds) ? LONGEST : seconds));
};

/** Detected is what the message tells, when it was sent: from then on validityDuration counts. */
const managementOf = (alert: Alert, actionID: object, place: Place | undefined): object => ({
  actionID,
  detectionTime: timestampIts(unixOfCapTime(alert.sent)),
  referenceTime: timestampIts(unixOfCapTime(alert.sent)),
  ...(alert.msgType === 'Cancel' && { termination: 'isCancellation' }),
  eventPosition: positionOf(place),
  ...(place && place.radius > 0 && { relevanceDistance: relevanceOf(place) }),
  relevanceTrafficDirection: 'allTrafficDirections',
  validityDuration: validityOf(alert),
  stationType: STATION_TYPE,
});

/** No trace of points: an area is not a way by which cars come to the event, and a wrong one would keep the message from those it is for. */
const eventOf = ({ info: [first] = [] }: Alert): object => ({
  situation: { informationQuality: first ? QUALITY[first.certainty] : 0, eventType: EVENT_TYPE },
  location: { traces: [[]] },
});

/** Where a geographic broadcast takes it (EN 302 636-4-1), which is no part of the message. */
const geoAreaOf = ({ latitude, longitude, radius }: Place): object => ({
  shape: 'circle', geoAreaPosLatitude: tenMillionths(latitude), geoAreaPosLongitude: tenMillionths(longitude), distanceA: Math.min(WIDEST, Math.round(radius)), distanceB: 0, angle: 0,
});

const isAboutAbduction = ({ case: about, info = [] }: Alert): boolean =>
  (about !== undefined && isAbduction(about)) || info.some(({ eventCode = [] }) => eventCode.some(({ value }) => value === CHILD_ABDUCTION_CODE));

const impossible = (alert: Alert, status: Status, place: Place | undefined): Issue[] => [
  ...(status === 'Actual' ? [] : [error('LOSS', '/status', 'A DENM has no mark for a test or an exercise; every car would take it for real.')]),
  ...(['Alert', 'Update', 'Cancel'].includes(alert.msgType) ? [] : [error('LOSS', '/msgType', 'A DENM tells of an event, or that it has ended.')]),
  ...(alert.scope === 'Public' ? [] : [error('LOSS', '/scope', 'Every car receives a DENM; a restricted alert has to go another way.')]),
  ...(alert.msgType === 'Cancel' || isAboutAbduction(alert) ? [] : [error('LOSS', '/case/category', 'The only event a DENM has for a child is an abduction, and the case says of none (category, tier or event code CAE).')]),
  ...(alert.msgType === 'Cancel' || place ? [] : [error('LOSS', '/info', 'A DENM needs a place, and the alert has neither polygon nor circle, nor a point where the child was last seen.')]),
  ...(Number.isNaN(unixOfCapTime(alert.sent)) ? [error('LOSS', '/sent', 'The time of the message cannot be read.')] : []),
];

export const encode = (alert: Alert, context: EncodeContext): AdapterDocument => {
  const { status = alert.status } = context;
  const place = placeOf(alert);
  const refused = impossible(alert, status, place);
  if (refused.length > 0) return { document: {}, losses: refused };
  const actionID = actionOf(alert, context);
  const document = {
    header: { protocolVersion: PROTOCOL_VERSION, messageID: MESSAGE_ID, stationID: actionID.originatingStationID },
    denm: { management: managementOf(alert, actionID, place), ...(alert.msgType !== 'Cancel' && eventOf(alert)) },
    ...(place && place.radius > 0 && { geoArea: geoAreaOf(place) }),
  };
  return { document, losses: place && place.radius > WIDEST ? [note('LOSS', '/info', 'The areas are wider than a geographic broadcast reaches: 65 km around their middle.')] : [] };
};
