// NINA → common model: the way in for one warning, which is CAP in JSON but for its texts, languages and areas.
import {
  capTimeFrom, filled, identifierOf, linkOf, plainText, polygonOf, signalsIn, warning, type AdapterMessage, type Alert, type Area, type Info, type Issue, type Reference,
} from '../../src/adapter/kit.js';
import { AREA_KEY_GEOCODE, AREA_KEYS, LANGUAGE_PARAMETER, LANGUAGES, LATITUDES, OWN_ID, OWN_LANGUAGE, SENDER_NAMES, TEST_WORDS, type Block, type Named, type Warning } from './mapping.js';

type NamedValue = NonNullable<Info['parameter']>[number];

const text = (value: string | null | undefined): string | undefined => plainText(value ?? '') || undefined;

const namedIn = (list: readonly Named[] | null | undefined): NamedValue[] =>
  (list ?? []).flatMap(({ valueName, value }) => (valueName.trim() && value?.trim() ? [{ valueName: valueName.trim(), value: plainText(value) }] : []));

/** `mow.1 sent` as a triplet; undefined where one of its three parts is missing. */
const referenceOf = (triplet: string): Reference | undefined => {
  const [sender, identifier, sent] = triplet.split(',');
  const time = capTimeFrom(sent);
  return sender && identifier && time ? { sender: identifierOf(sender), identifier: identifierOf(identifier), sent: time } : undefined;
};

const tripletsOf = ({ references }: Warning): string[] => (references ?? '').split(/\s+/).filter(Boolean);

const referencesOf = (message: Warning): Reference[] => tripletsOf(message).flatMap((triplet) => referenceOf(triplet) ?? []);

const languageOfBlock = ({ language }: Block): { language: string; written?: string } => {
  const tag = language?.trim() ?? '';
  const known = LANGUAGES[tag.toUpperCase()];
  if (!known && /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$/.test(tag)) return { language: tag.replace(/^[A-Za-z]+/, (primary) => primary.toLowerCase()) };
  return { language: known ?? OWN_LANGUAGE, written: tag };
};

/** Germany's latitudes and longitudes share no number, so the first pair tells the order of all. */
const ringOf = (polygon: string): string | undefined => {
  const pairs = polygon.trim().split(/\s+/).map((pair) => pair.split(',').map(Number) as [number, number]);
  const latitudeFirst = (pairs[0]?.[0] ?? 0) >= LATITUDES.from && (pairs[0]?.[0] ?? 0) <= LATITUDES.to;
  return polygonOf(pairs.map(([one, other]) => (latitudeFirst ? [one, other] : [other, one])));
};

const keysIn = ({ parameter }: Block): NamedValue[] => (parameter?.find(({ valueName }) => valueName === AREA_KEYS)?.value ?? '').split(',')
  .flatMap((key) => (/^\d{12}$/.test(key.trim()) ? [{ valueName: AREA_KEY_GEOCODE, value: key.trim() }] : []));

/** The keys stand for the whole block; of several areas it is not told which key is whose. */
const areasOf = (block: Block): Area[] => {
  const areas = (block.area ?? []).filter(({ areaDesc }) => text(areaDesc));
  const keys = areas.length === 1 ? keysIn(block) : [];
  return areas.map(({ areaDesc, polygon, geocode }) => ({
    areaDesc: plainText(areaDesc), ...filled({ polygon: (polygon ?? []).flatMap((ring) => ringOf(ring) ?? []), geocode: [...namedIn(geocode), ...keys] }),
  }));
};

const senderNameOf = ({ senderName, parameter }: Block): string | undefined =>
  text(senderName) ?? SENDER_NAMES.map((name) => text(parameter?.find(({ valueName }) => valueName === name)?.value)).find(Boolean);

const infoOf = (block: Block): Info => {
  const { language, written } = languageOfBlock(block);
  const { category, event, urgency, severity, certainty } = block;
  return {
    language, category, event: plainText(event) || event, urgency, severity, certainty,
    ...filled({
      responseType: block.responseType ?? undefined, audience: text(block.audience), eventCode: namedIn(block.eventCode),
      effective: capTimeFrom(block.effective), onset: capTimeFrom(block.onset), expires: capTimeFrom(block.expires),
      senderName: senderNameOf(block), headline: text(block.headline), description: text(block.description), instruction: text(block.instruction),
      web: linkOf(block.web), contact: text(block.contact),
      parameter: [...(written ? [{ valueName: LANGUAGE_PARAMETER, value: written }] : []), ...namedIn(block.parameter)],
      area: areasOf(block),
    }),
  };
};

const unread = (message: Warning): Issue[] => (tripletsOf(message).every(referenceOf) ? []
  : [warning('REFERENCE_UNREADABLE', '/references', 'Not every reference is sender,identifier,sent; those that are were taken. Put all three, with commas and no spaces.')]);

const headlinesOf = ({ info }: Warning): Record<string, string | undefined> =>
  Object.fromEntries((info ?? []).map(({ headline }, index) => [`/info/${index}/headline`, text(headline)]));

/** Fields stand where CAP has them. */
const sourcesIn = (message: Warning): Record<string, string> => {
  const places = [...Object.keys(message).map((key) => `/${key}`), ...(message.info ?? []).flatMap((block, index) => ['', ...Object.keys(block).map((key) => `/${key}`)].map((key) => `/info/${index}${key}`))];
  return Object.fromEntries(places.map((place) => [place, place]));
};

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** One warning, known by an id of the systems that feed NINA. */
export const detects = (document: unknown): boolean =>
  isObject(document) && typeof document.identifier === 'string' && OWN_ID.test(document.identifier) && typeof document.msgType === 'string';

export const decode = (document: unknown): AdapterMessage[] => {
  const message = document as Warning;
  const { status, msgType, scope } = message;
  const alert: Alert = {
    identifier: identifierOf(message.identifier), sender: identifierOf(message.sender), sent: capTimeFrom(message.sent) ?? message.sent, status, msgType, scope,
    ...filled({
      source: text(message.source), code: message.code ?? undefined, note: text(message.note), references: referencesOf(message),
      incidents: (message.incidents ?? '').split(/\s+/).filter(Boolean), info: (message.info ?? []).map(infoOf),
    }),
  };
  return [{ alert, issues: unread(message), sources: sourcesIn(message), statusSignals: signalsIn(headlinesOf(message), TEST_WORDS) }];
};
