// VMA → common model: the way in for one message of the Swedish list, which is CAP in JSON.
import { capTimeFrom, filled, identifierOf, linkOf, plainText, warning, type AdapterMessage, type Alert, type Area, type Info, type Issue, type Reference } from '../../src/adapter/kit.js';
import { OWN_LANGUAGE, SENDER, type Block, type NamedList, type Vma } from './mapping.js';

const text = (value: string | null | undefined): string | undefined => plainText(value ?? '') || undefined;

const words = (value: string | null | undefined): string[] => (value ?? '').split(/\s+/).filter(Boolean);

const namedIn = (list: NamedList | undefined): NonNullable<Info['parameter']> =>
  (list ?? []).flatMap(({ valueName, value }) => (valueName.trim() && text(value) ? [{ valueName: valueName.trim(), value: plainText(value ?? '') }] : []));

/** `sender,identifier,sent`; undefined where one of the three is missing. */
const referenceOf = (triplet: string): Reference | undefined => {
  const [sender, identifier, sent] = triplet.split(',');
  const time = capTimeFrom(sent);
  return sender && identifier && time ? { sender: identifierOf(sender), identifier: identifierOf(identifier), sent: time } : undefined;
};

const languageOfBlock = ({ language }: Block): string => (/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$/.test(language ?? '') ? language! : OWN_LANGUAGE);

const areasOf = ({ area }: Block): Area[] =>
  (area ?? []).flatMap(({ areaDesc, geocode }) => (text(areaDesc) ? [{ areaDesc: plainText(areaDesc), ...filled({ geocode: namedIn(geocode) }) }] : []));

const infoOf = (block: Block): Info => {
  const { category, urgency, severity, certainty } = block;
  return {
    language: languageOfBlock(block), category, event: plainText(block.event) || block.event, urgency, severity, certainty,
    ...filled({
      responseType: block.responseType ?? undefined, audience: text(block.audience), eventCode: namedIn(block.eventCode),
      effective: capTimeFrom(block.effective), onset: capTimeFrom(block.onset), expires: capTimeFrom(block.expires),
      senderName: text(block.senderName), headline: text(block.headline), description: text(block.description), instruction: text(block.instruction),
      web: linkOf(block.web), contact: text(block.contact), parameter: namedIn(block.parameter), area: areasOf(block),
    }),
  };
};

const unread = ({ references }: Vma): Issue[] => (words(references).every(referenceOf) ? []
  : [warning('REFERENCE_UNREADABLE', '/references', 'Not every reference is sender,identifier,sent; those that are were taken. Put all three, with commas and no spaces.')]);

/** Fields stand where CAP has them. */
const sourcesIn = (message: Vma): Record<string, string> => {
  const places = [...Object.keys(message).map((key) => `/${key}`), ...(message.info ?? []).flatMap((block, index) => ['', ...Object.keys(block).map((key) => `/${key}`)].map((key) => `/info/${index}${key}`))];
  return Object.fromEntries(places.map((place) => [place, place]));
};

const isOwn = (message: unknown): boolean =>
  typeof message === 'object' && message !== null && SENDER.test(String((message as { sender?: unknown }).sender));

/** A list with the time it was made; the empty one is the answer of a quiet day. */
export const detects = (document: unknown): boolean => {
  if (typeof document !== 'object' || document === null) return false;
  const { alerts, timestamp } = document as { alerts?: unknown; timestamp?: unknown };
  return Array.isArray(alerts) && typeof timestamp === 'string' && alerts.every(isOwn);
};

const madeAt = (document: unknown): string | undefined => {
  const { timestamp } = (document ?? {}) as { timestamp?: unknown };
  return typeof timestamp === 'string' ? capTimeFrom(timestamp) : undefined;
};

export const decode = (one: unknown, document: unknown): AdapterMessage[] => {
  const message = one as Vma;
  const { status, msgType, scope } = message;
  const alert: Alert = {
    identifier: identifierOf(message.identifier), sender: identifierOf(message.sender), sent: capTimeFrom(message.sent) ?? message.sent, status, msgType, scope,
    ...filled({
      source: text(message.source), code: message.code ?? undefined, note: text(message.note), references: words(message.references).flatMap((triplet) => referenceOf(triplet) ?? []),
      incidents: words(message.incidents).map(identifierOf), info: (message.info ?? []).map(infoOf),
    }),
  };
  return [{ alert, listedAt: madeAt(document), issues: unread(message), sources: sourcesIn(message) }];
};
