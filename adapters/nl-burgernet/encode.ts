// Common model → Burgernet: the way out to the Dutch list.
import { blank, chooseInfo, error, unixOfCapTime, type AdapterDocument, type Alert, type Area, type EncodeContext, type Info, type Issue } from '../../src/adapter/kit.js';
import { BY_TIER, DESCRIPTION_BY_CATEGORY, EVENT_CODE, LEVEL_BY_SEVERITY, LEVELS, METRES_PER_KILOMETRE, scaled, SMALL_POSTER, type Message } from './mapping.js';

type Content = NonNullable<Message['Message']>;

const NO_CONTENT: Pick<Message, 'Message' | 'Area'> = {
  Message: { Title: null, Description: null, DescriptionExt: null, Readmore_URL: null, Media: { Image: null, SmallImage: null } },
  Area: { Description: null, Circle: null, CircleKM: null },
};

const OWN_EVENTS = Object.values(BY_TIER).map(({ event }) => event);

const joined = (texts: readonly (string | undefined)[], between: string): string | null =>
  texts.filter((text) => !blank(text)).join(between) || null;

const levelOf = ({ case: about }: Alert, info?: Info): string | null =>
  about?.tier ? LEVELS[about.tier] : info ? LEVEL_BY_SEVERITY[info.severity] : null;

/** An event of our own wording says no more than AlertLevel; one from elsewhere is better than no title. */
const titleOf = ({ headline, event }: Info): string | null =>
  joined([headline], '') ?? (OWN_EVENTS.includes(event) ? null : event);

const descriptionExtOf = ({ case: about }: Alert, info: Info): string | null =>
  info.eventCode?.find(({ valueName }) => valueName === EVENT_CODE)?.value ?? (about?.category ? DESCRIPTION_BY_CATEGORY[about.category] : null);

const mediaOf = ({ case: about }: Alert, { resource = [] }: Info): Content['Media'] => {
  const links = resource.filter(({ mimeType, uri }) => mimeType.startsWith('image/') && /^https?:/.test(uri ?? ''));
  const image = links.find(({ resourceDesc }) => resourceDesc !== SMALL_POSTER)?.uri;
  // Burgernet is public: a photo that may not be published stays with the desks.
  const photo = about?.consent?.photo === false ? undefined : about?.children?.flatMap(({ photos = [] }) => photos).find(({ placeholder }) => !placeholder)?.uri;
  return { Image: image ?? photo ?? null, SmallImage: links.find(({ resourceDesc }) => resourceDesc === SMALL_POSTER)?.uri ?? null };
};

const messageOf = (alert: Alert, info: Info): Content => ({
  Title: titleOf(info),
  Description: joined([info.description, info.instruction], '\n\n'),
  DescriptionExt: descriptionExtOf(alert, info),
  Readmore_URL: info.web ?? null,
  Media: mediaOf(alert, info),
});

const areaOf = (areas: Area[] = []): Message['Area'] => {
  const circle = areas.flatMap((area) => area.circle ?? [])[0];
  return { Description: joined(areas.map(({ areaDesc }) => areaDesc), '; '), Circle: circle ? scaled(circle, METRES_PER_KILOMETRE) : null, CircleKM: circle ? scaled(circle, 1) : null };
};

/** One AlertId for the whole life of an alert: that of the first message of its thread. */
const alertIdOf = ({ msgType, identifier, references }: Alert, { original }: EncodeContext): string =>
  (msgType === 'Alert' ? identifier : original?.identifier ?? references?.[0]?.identifier ?? identifier);

/** What must not be tried: a message for few made public, or a receipt shown as an alert. */
const impossible = ({ msgType, scope }: Alert): Issue[] => [
  ...(['Alert', 'Update', 'Cancel'].includes(msgType) ? [] : [error('LOSS', '/msgType', 'Burgernet knows Alert, Update and Cancel only.')]),
  ...(scope === 'Public' ? [] : [error('LOSS', '/scope', 'Every Burgernet message is public; a restricted alert has to go another way.')]),
];

export const encode = (alert: Alert, context: EncodeContext): AdapterDocument => {
  const index = chooseInfo(alert, [context.language, 'nl']);
  const info = alert.info?.[index];
  const content = info && alert.msgType !== 'Cancel' ? { Message: messageOf(alert, info), Area: areaOf(info.area) } : NO_CONTENT;
  const head = {
    AlertId: alertIdOf(alert, context),
    Sent: String(unixOfCapTime(alert.sent)),
    State: alert.status,
    Type: alert.msgType,
    Scope: alert.scope,
    AlertLevel: levelOf(alert, info),
  };
  return { document: [{ ...head, ...content }], info: index, losses: impossible(alert) };
};
