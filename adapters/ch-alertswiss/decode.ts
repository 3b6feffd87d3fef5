// Alertswiss' public page → common model: the way in for one alert in one language.
import {
  capTimeFrom, clockTimeIn, error, filled, identifierOf, languageOfText, linkOf, plainText, polygonOf, warning, type AdapterMessage, type Alert, type Area, type Info, type Issue,
} from '../../src/adapter/kit.js';
import { CANTON, CLOCK, EDITION, EVENT, LANGUAGES, MACHINE_TAG, OF_EVERY_ALERT, PARAMETERS, SEVERITIES, SOURCES, TEST_FLAGS, ZONE, type PublicAlert, type PublicArea } from './mapping.js';

const text = (value: string | null | undefined): string | undefined => plainText(value ?? '') || undefined;

type Named = NonNullable<Info['parameter']>[number];

const named = (valueName: string, value: string | undefined): Named[] => (value ? [{ valueName, value }] : []);

const clockOf = (sent: string): string => {
  const { year = '', month = '', day = '', hour = '', minute = '' } = CLOCK.exec(sent)?.groups ?? {};
  const two = (figures: string): string => figures.padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:00`;
};

/** When it was sent. `reference` repeats it with second and offset, and is believed as long as it shows the same clock. */
const sentOf = ({ sent, reference }: PublicAlert): { time?: string; doubt?: 'twice' | 'never' } => {
  const repeated = capTimeFrom(reference?.split(',').at(-1));
  const clock = clockOf(sent);
  return repeated?.startsWith(clock.slice(0, 16)) ? { time: repeated } : clockTimeIn(clock, ZONE) ?? {};
};

const DOUBTS = { twice: 'the clock showed this time twice, in the night it went back; the first was taken', never: 'the clock never showed this time, in the night it went forward; it was read as if the clock had not gone' } as const;

interface Identity extends Pick<Alert, 'identifier' | 'msgType' | 'references' | 'incidents'> { earlier?: string }

/** Editions of one alert differ by the last number only; the one before is what this one replaces or ends. */
const identityOf = ({ identifier, sender, allClear }: PublicAlert, sent: string): Identity => {
  const { thread = identifier, edition = '0' } = EDITION.exec(identifier)?.groups ?? {};
  const own = { identifier: identifierOf(identifier), incidents: [identifierOf(thread)] };
  if (Number(edition) < 2) return { ...own, msgType: 'Alert' };
  const earlier = identifierOf(`${thread}-${Number(edition) - 1}`);
  return { ...own, msgType: allClear ? 'Cancel' : 'Update', references: [{ sender: identifierOf(sender), identifier: earlier, sent }], earlier };
};

const assignedIn = ({ earlier }: Identity, sent: { time?: string; doubt?: 'twice' | 'never' }): AdapterMessage['assigned'] => [
  ...(sent.doubt ? [{ path: '/sent', value: sent.time ?? '', reason: `Alertswiss tells no offset, and ${DOUBTS[sent.doubt]}.` }] : []),
  ...(earlier ? [
    { path: '/references/0/identifier', value: earlier, reason: 'Alertswiss names no earlier edition; this is the id with the number before.' },
    { path: '/references/0/sent', value: sent.time ?? '', reason: 'Alertswiss does not repeat when the earlier edition was sent; this is the time of this one.' },
  ] : []),
];

/** The texts of a field: its own and, under names that end in Origin, what a machine translated. */
const ownText = (field: PublicAlert['title'] | undefined): string | undefined => text(Object.entries(field ?? {}).find(([name]) => !name.endsWith('Origin'))?.[1]);
const originalText = (field: PublicAlert['title'] | undefined): string | undefined => text(Object.entries(field ?? {}).find(([name]) => name.endsWith('Origin'))?.[1]);

const languageOfAlert = ({ gtransOrigin, language }: PublicAlert, words: string): string => {
  const told = [MACHINE_TAG.exec(gtransOrigin ?? '')?.groups?.language, language].find((tag) => /^[A-Za-z]{2,3}$/.test(tag ?? ''));
  const guessed = languageOfText(words, LANGUAGES[0]);
  return told?.toLowerCase() ?? (LANGUAGES.includes(guessed) ? guessed : LANGUAGES[0]!);
};

const parametersOf = (message: PublicAlert): Named[] => [
  ...named(PARAMETERS.machine, text(message.gtransOrigin)),
  ...named(`${PARAMETERS.original}_TITLE`, originalText(message.title)),
  ...named(`${PARAMETERS.original}_DESCRIPTION`, originalText(message.description)),
  ...named(PARAMETERS.nationWide, message.nationWide ? 'true' : undefined),
];

/** Degrees as text; an empty one is no zero. */
const degreesOf = (figures: string | undefined): number => (figures?.trim() ? Number(figures) : NaN);

const ringsOf = ({ polygons }: PublicArea): string[] =>
  (polygons ?? []).flatMap(({ coordinates }) => polygonOf((coordinates ?? []).map(([lat, lon]) => [degreesOf(lat), degreesOf(lon)])) ?? []);

const cantonsOf = ({ regions }: PublicArea): Named[] => (regions ?? []).flatMap(({ region }) => named(CANTON, text(region)));

const areaOf = (area: PublicArea): Area[] => {
  const [polygon, geocode] = [ringsOf(area), cantonsOf(area)];
  const areaDesc = ownText(area.description) ?? geocode.map(({ value }) => value).join(', ');
  return areaDesc ? [{ areaDesc, ...filled({ polygon, geocode }) }] : [];
};

const infoOf = (message: PublicAlert): Info => {
  const [headline, description] = [ownText(message.title), ownText(message.description)];
  return {
    language: languageOfAlert(message, `${headline ?? ''} ${description ?? ''}`), ...OF_EVERY_ALERT, event: text(message.event) ?? EVENT, severity: SEVERITIES[message.severity ?? 'unknown'] ?? 'Unknown',
    ...(message.allClear && { responseType: ['AllClear' as const] }),
    ...filled({
      senderName: text(message.publisherName), headline, description, instruction: (message.instructions ?? []).flatMap((one) => text(one.text) ?? []).join('\n'),
      web: linkOf(message.link), contact: ownText(message.contact), parameter: parametersOf(message), area: (message.areas ?? []).flatMap(areaOf),
    }),
  };
};

/** A hole in an area, or a circle, of which no message has told the form. */
const unreadIn = ({ areas }: PublicAlert): Issue[] => (areas ?? []).flatMap(({ polygons, circles }, index) => [
  ...(polygons ?? []).flatMap(({ excludes }, ring) => (excludes?.length ? [warning('AREA_NOT_CARRIED', `/areas/${index}/polygons/${ring}/excludes`, 'CAP has no holes: the excluded part is alerted too.')] : [])),
  ...(circles?.length ? [warning('AREA_NOT_CARRIED', `/areas/${index}/circles`, 'The form of circles here is not known; they are not carried on. Draw a polygon.')] : []),
]);

const signalsOf = (message: PublicAlert): AdapterMessage['statusSignals'] =>
  (Object.keys(TEST_FLAGS) as (keyof typeof TEST_FLAGS)[]).flatMap((flag) => (message[flag] ? [{ signal: `/${flag}: true`, status: TEST_FLAGS[flag] }] : []));

/** Known by the flag that no other format has. */
export const detects = (document: unknown): boolean =>
  typeof document === 'object' && document !== null && Object.hasOwn(document, 'technicalTestAlert') && Object.hasOwn(document, 'allClear');

export const decode = (document: unknown): AdapterMessage[] => {
  const message = document as PublicAlert;
  const sent = sentOf(message);
  if (!sent.time) return [{ issues: [error('TIME_UNREADABLE', '/sent', 'There is no such day or hour. Right would be one such as "Tue, 20.05.2025, 12:41".')] }];
  const { earlier, ...identity } = identityOf(message, sent.time);
  const alert: Alert = { ...identity, sender: identifierOf(message.sender), sent: sent.time, status: 'Actual', scope: 'Public', info: [infoOf(message)] };
  return [{ alert, issues: unreadIn(message), sources: SOURCES, assigned: assignedIn({ ...identity, earlier }, sent), statusSignals: signalsOf(message) }];
};
