// Burgernet → common model: the way in for one message of the Dutch list.
import { blank, capTimeOfUnix, signalsIn, warning, type AdapterMessage, type Alert, type Area, type Case, type Child, type Info, type Issue, type Resource } from '../../src/adapter/kit.js';
import {
  ABDUCTED, BY_TIER, EVENT_CODE, LEVELS, METRES_PER_KILOMETRE, NAME_AND_AGE, POSTER, scaled, SENDER, SMALL_POSTER, SOURCES, TEST_ADDRESS, TEST_WORDS, type Message,
} from './mapping.js';

const text = (value: string | null | undefined): string | undefined => (value && !blank(value) ? value : undefined);

/** Removes what is undefined, and the whole where nothing is left. */
const filled = <T extends object>(value: T): T | undefined => {
  const entries = Object.entries(value).filter(([, inner]) => !blank(inner));
  return entries.length ? Object.fromEntries(entries) as T : undefined;
};

const tierOf = ({ AlertLevel }: Message): Case['tier'] =>
  (Object.keys(LEVELS) as NonNullable<Case['tier']>[]).find((tier) => LEVELS[tier] === AlertLevel);

/** Both forms in kilometres, as CAP has them: a factor of 1000 that turns a town into a continent when forgotten. */
const circlesOf = ({ Area: area }: Message): { metres?: string; stated?: string } => {
  const [metres, stated] = [text(area?.Circle), text(area?.CircleKM)];
  return { metres: metres && scaled(metres, 1 / METRES_PER_KILOMETRE), stated: stated && scaled(stated, 1) };
};

const areaOf = (message: Message): Area | undefined => {
  const { metres, stated } = circlesOf(message);
  const circle = metres ?? stated;
  const areaDesc = text(message.Area?.Description) ?? (circle && `Gebied rond ${circle.split(' ', 1)[0]!}`);
  return areaDesc ? { areaDesc, ...(circle && { circle: [circle] }) } : undefined;
};

const mimeTypeOf = (uri: string): string => (/\.png(?:[?#]|$)/i.test(uri) ? 'image/png' : 'image/jpeg');

const resourcesOf = ({ Message: content }: Message): Resource[] =>
  ([[POSTER, content?.Media?.Image], [SMALL_POSTER, content?.Media?.SmallImage]] as const).flatMap(([resourceDesc, link]) => {
    const uri = text(link);
    return uri ? [{ resourceDesc, mimeType: mimeTypeOf(uri), uri }] : [];
  });

interface Title { name?: string; age?: string; unit?: string }

const titleOf = ({ Message: content }: Message): Title => {
  const { name = '', ...rest } = NAME_AND_AGE.exec(content?.Title?.trim() ?? '')?.groups ?? {};
  return blank(name) ? {} : { name: name.trim(), ...rest };
};

const childOf = (message: Message): Child | undefined => {
  const { name, age, unit } = titleOf(message);
  const uri = text(message.Message?.Media?.Image);
  return filled({
    name: name ? { full: name } : undefined,
    age: age ? { value: Number(age), unit: unit === 'maanden' ? 'month' as const : 'year' as const } : undefined,
    photos: uri ? [{ uri, mimeType: mimeTypeOf(uri) }] : undefined,
  });
};

const extractedFrom = (message: Message): AdapterMessage['extracted'] => {
  const { name, age, unit } = titleOf(message);
  const words = [age, unit].filter(Boolean).join(' ');
  return name ? [
    { path: '/case/children/0/name/full', text: name },
    { path: '/case/children/0/age/value', text: words },
    { path: '/case/children/0/age/unit', text: words },
  ] : undefined;
};

/** A Cancel closes with nulls: then there is nothing to tell. */
const infoOf = (message: Message): Info[] | undefined => {
  const { Message: content } = message;
  const area = areaOf(message);
  const code = text(content?.DescriptionExt);
  const told = filled({
    eventCode: code ? [{ valueName: EVENT_CODE, value: code }] : undefined,
    headline: text(content?.Title),
    description: text(content?.Description),
    web: text(content?.Readmore_URL),
    resource: resourcesOf(message),
    area: area && [area],
  });
  if (message.Type === 'Cancel' && !told) return undefined;
  const constant = { language: 'nl', category: ['Rescue' as const], responseType: ['Monitor' as const], urgency: 'Immediate' as const };
  return [{ ...constant, ...BY_TIER[tierOf(message) ?? 'none'], certainty: code === ABDUCTED ? 'Observed' : 'Likely', ...told }];
};

/** An Update or a Cancel keeps the AlertId of its Alert, where CAP wants a name of its own and the old one as reference. */
const identityOf = ({ AlertId, Sent, Type }: Message): Pick<Alert, 'identifier' | 'references'> => {
  if (Type === 'Alert') return { identifier: AlertId };
  return { identifier: `${AlertId}.${Sent}`, references: [{ sender: SENDER, identifier: AlertId, sent: capTimeOfUnix(Number(Sent)) }] };
};

const assignedIn = ({ references }: Alert): AdapterMessage['assigned'] => references?.map(({ sent }) => ({
  path: '/references/0/sent', value: sent, reason: 'Burgernet does not repeat when the first message was sent; this is the time of this message.',
}));

/** The two circles say one thing twice; Circle counts, because it is the one the Dutch consumers read. */
const contradictions = (message: Message): Issue[] => {
  const { metres, stated } = circlesOf(message);
  return !metres || !stated || metres === stated
    ? [] : [warning('FIELDS_DISAGREE', '/Area/CircleKM', 'CircleKM and Circle tell different areas; Circle (in metres) was taken. Both have to tell the same.')];
};

const signalsOf = ({ State, Message: content }: Message): AdapterMessage['statusSignals'] => {
  const links = { '/Message/Media/Image': content?.Media?.Image, '/Message/Media/SmallImage': content?.Media?.SmallImage, '/Message/Readmore_URL': content?.Readmore_URL };
  const found = [...signalsIn(links, TEST_ADDRESS), ...signalsIn({ '/Message/Title': content?.Title }, TEST_WORDS)];
  return State === 'Actual' ? found : [{ signal: `/State: "${State}"`, status: State }, ...found];
};

const isMessage = (value: unknown): boolean => typeof value === 'object' && value !== null && Object.hasOwn(value, 'AlertId');

/** A list of Burgernet messages; the empty list is the usual answer of a quiet day. */
export const detects = (document: unknown): boolean => (Array.isArray(document) ? document.every(isMessage) : isMessage(document));

export const decode = (document: unknown): AdapterMessage[] => {
  const message = document as Message;
  const child = childOf(message);
  const about = filled({ tier: tierOf(message), children: child && [child] });
  const info = infoOf(message);
  const alert: Alert = {
    ...identityOf(message),
    sender: SENDER,
    sent: capTimeOfUnix(Number(message.Sent)),
    status: message.State,
    msgType: message.Type,
    scope: 'Public',
    incidents: [message.AlertId],
    ...(info && { info }),
    ...(about && { case: about }),
  };
  return [{ alert, issues: contradictions(message), sources: SOURCES, assigned: assignedIn(alert), extracted: extractedFrom(message), statusSignals: signalsOf(message) }];
};
