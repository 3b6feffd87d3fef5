// Common model → what a cell broadcast centre has to know: the way out to telephones.
import {
  broadcastText, chooseInfo, error, languageOf, note, warning, type AdapterDocument, type Alert, type Area, type EncodeContext, type Info, type Issue, type Status,
} from '../../src/adapter/kit.js';
import { AS_OF, channelOf, IDENTIFIERS, REQUESTS, type Channel } from './mapping.js';

interface Message { messageIdentifier: number; language: string; encoding: 'gsm-7' | 'ucs-2'; characters: number; pages: number; words: 'origin' | 'draft' | 'reviewed'; text: string }

const primary = (tag: string): string => tag.toLowerCase().split('-')[0]!;

/** The reader's own language goes first, also where the origin wrote nothing in it; each language once. */
const languagesOf = (alert: Alert, wanted: string | undefined): { language: string; info?: number }[] => {
  const infos = alert.info ?? [];
  const told = infos.map((one, index) => ({ language: languageOf(one), info: index }));
  const first = chooseInfo(alert, [wanted]);
  const ordered = [...(wanted === undefined || told.some(({ language }) => primary(language) === primary(wanted)) ? [] : [{ language: wanted }]), ...told.slice(first, first + 1), ...told];
  return ordered.filter(({ language }, place) => ordered.findIndex((other) => primary(other.language) === primary(language)) === place);
};

const messagesOf = (alert: Alert, status: Status, wanted: string | undefined): { messages: Message[]; losses: Issue[] } => {
  const { first, additional } = IDENTIFIERS[status]!;
  const written = languagesOf(alert, wanted).flatMap(({ language, info }) => {
    const found = broadcastText(alert, language, info === undefined ? undefined : alert.info![info], status);
    return found ? [{ language, info, found }] : [];
  });
  return {
    messages: written.map(({ language, found: { alphabet, characters, pages, words, text } }, index) =>
      ({ messageIdentifier: index === 0 ? first : additional, language, encoding: alphabet, characters, pages, words, text })),
    losses: written.flatMap(({ info, found }) => (found.cut && info !== undefined ? [note('LOSS', `/info/${info}/description`, 'Cut after fifteen pages, which is all that a telephone takes.')] : [])),
  };
};

/** Where to broadcast, as CAP tells it, once for all languages. */
const areasOf = (infos: readonly Info[]): Area[] => {
  const areas = infos.flatMap(({ area = [] }) => area)
    .map(({ areaDesc, polygon, circle, geocode }) => ({ areaDesc, ...(polygon && { polygon }), ...(circle && { circle }), ...(geocode && { geocode }) }));
  const shapes = areas.map(({ polygon, circle, geocode }) => JSON.stringify([polygon, circle, geocode]));
  return areas.filter((_, index) => shapes.indexOf(shapes[index]!) === index);
};

const UNSEEN: Readonly<Partial<Record<Channel['state'], string>>> = {
  disabled: 'Telephones there are configured not to show child abduction alerts (message identifiers 4379 and 4392) at all; send the text by a channel of public warning that they show.',
  hidden: 'Telephones there hide the setting for child abduction alerts (message identifiers 4379 and 4392), so that nobody can tell who sees them; do not rely on them.',
};

const unseen = (country: string, status: Status): Issue[] => {
  const reason = status === 'Actual' ? UNSEEN[channelOf(country).state] : undefined;
  return reason ? [warning('CHANNEL_UNSEEN', '', `${country}: ${reason} (${AS_OF}.)`)] : [];
};

/** A reader that names no country may be in that of its language: `el-GR`. */
const countryOf = ({ country, language = '' }: EncodeContext): string | undefined => country ?? /^[a-z]{2,3}(?:-[a-z]{4})?-([a-z]{2})\b/i.exec(language)?.[1]?.toUpperCase();

const impossible = ({ msgType, scope }: Alert, status: Status): Issue[] => [
  ...(IDENTIFIERS[status] ? [] : [error('LOSS', '/status', 'Telephones have message identifiers for Actual, Test and Exercise only.')]),
  ...(REQUESTS[msgType] ? [] : [error('LOSS', '/msgType', 'Telephones get Alert, Update and Cancel only.')]),
  ...(scope === 'Public' ? [] : [error('LOSS', '/scope', 'Every telephone shows it; a restricted alert has to go another way.')]),
];

const SILENT = error('LOSS', '/info', 'There is no text to broadcast: the alert has none, and no facts of a case to write one from.');

/** One warning for the whole life of an alert: that of the first message of its thread. */
const warningOf = ({ msgType, identifier, references }: Alert, { original }: EncodeContext): string => (msgType === 'Alert' ? identifier : original?.identifier ?? references?.[0]?.identifier ?? identifier);

export const encode = (alert: Alert, context: EncodeContext): AdapterDocument => {
  const { status = alert.status, language } = context;
  const refused = impossible(alert, status);
  if (refused.length > 0) return { document: {}, losses: refused };
  const country = countryOf(context);
  const isEnd = alert.msgType === 'Cancel';
  const { messages, losses } = isEnd ? { messages: [], losses: [] } : messagesOf(alert, status, language);
  const expires = alert.info?.[0]?.expires;
  const document = {
    request: REQUESTS[alert.msgType], warning: warningOf(alert, context), identifier: alert.identifier, sender: alert.sender, sent: alert.sent, status,
    ...(expires && !isEnd && { expires }), messages, areas: areasOf(alert.info ?? []),
    ...(country && { channel: { country, ...channelOf(country), source: AS_OF } }),
  };
  return { document, losses: [...losses, ...(messages.length === 0 && !isEnd ? [SILENT] : []), ...(country && !isEnd ? unseen(country, status) : [])] };
};
