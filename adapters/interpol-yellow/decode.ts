// INTERPOL → common model: the way in for one yellow notice.
import { clockTimeIn, cutToPrecision, error, filled, identifierOf, imageTypeOf, linkOf, plainText, type AdapterMessage, type Alert, type Area, type Child, type Info, type LastSeen } from '../../src/adapter/kit.js';
import { CM_OF_METRE, EYES, HAIR, OF_EVERY_NOTICE, SENDER, SEXES, SOURCES, TALLEST_METRES, type Notice } from './mapping.js';

const text = (value: string | null | undefined): string | undefined => plainText(value ?? '') || undefined;

const codeOf = (table: Readonly<Record<string, string>>, code: string | undefined): string | undefined => (code !== undefined && Object.hasOwn(table, code) ? table[code] : code);

/** `2026/03/01`, `2026/03` or `2026` with hyphens, as far as there is such a day; undefined where it is none. */
const dateOf = (written: string | null | undefined): string | undefined => {
  const date = text(written)?.replaceAll('/', '-') ?? '';
  const day = `${date}-01-01`.slice(0, 10);
  return /^\d{4}(?:-\d\d){0,2}$/.test(date) && clockTimeIn(`${day}T00:00:00`, 'UTC') ? date : undefined;
};

const dayOf = (written: string | null | undefined): string | undefined => {
  const date = dateOf(written);
  return date?.length === 10 ? date : undefined;
};

/** ISO 639 in capitals, also the codes of libraries (GER) → BCP 47: the shortest code of the language. */
const languageOfCode = (code: string): string[] => (/^[A-Za-z]{2,3}$/.test(code) ? Intl.getCanonicalLocales(code) : []);

const countriesIn = (codes: readonly (string | null | undefined)[]): string[] => codes.flatMap((code) => (/^[A-Z]{2}$/.test(code ?? '') ? [code!] : []));

/** Nought stands for what is not known. */
const measured = (value: number | null | undefined): number | undefined => (value === 0 ? undefined : value ?? undefined);

/** Metres; nobody is as tall as the least number of centimetres. */
const heightOf = (height: number | undefined): number | undefined => height && Math.round(height < TALLEST_METRES ? height * CM_OF_METRE : height);

const photosOf = ({ _links: { thumbnail } }: Notice): NonNullable<Child['photos']> => [linkOf(thumbnail?.href)].flatMap((uri) => (uri ? [{ uri, mimeType: imageTypeOf(uri) }] : []));

const childOf = (notice: Notice): Child => {
  const [hair, marks, alias] = [codeOf(HAIR, text(notice.hairs_id?.[0])), text(notice.distinguishing_marks), text(notice.birth_name)];
  return filled({
    name: filled({ given: text(notice.forename), family: text(notice.name) }), aliases: alias ? [alias] : undefined, dateOfBirth: dayOf(notice.date_of_birth), sex: Object.hasOwn(SEXES, notice.sex_id ?? '') ? SEXES[notice.sex_id!] : undefined,
    nationality: countriesIn(notice.nationalities ?? []), heightCm: heightOf(measured(notice.height)), weightKg: measured(notice.weight),
    hair: hair ? { colour: hair } : undefined, eyes: codeOf(EYES, text(notice.eyes_colors_id?.[0])), marks: marks ? [marks] : undefined,
    languages: (notice.languages_spoken_ids ?? []).flatMap(languageOfCode), photos: photosOf(notice),
  }) ?? {};
};

const lastSeenOf = (notice: Notice): LastSeen | undefined => {
  const at = dateOf(notice.date_of_event);
  return filled({ ...(at && cutToPrecision({ at })), place: text(notice.place), country: countriesIn([notice.country])[0] });
};

const infoOf = (notice: Notice): Info => {
  const place = text(notice.place);
  const area: Area[] = place ? [{ areaDesc: place }] : [];
  return {
    ...OF_EVERY_NOTICE,
    ...filled({
      headline: [notice.forename, notice.name].flatMap((name) => text(name) ?? []).join(' '), description: text(notice.distinguishing_marks), web: linkOf(notice._links.self?.href),
      resource: photosOf(notice).map(({ uri, mimeType = '' }) => ({ resourceDesc: 'Photo', mimeType, uri })), area,
    }),
  };
};

const UNDATED: AdapterMessage = { issues: [error('TIME_UNREADABLE', '/date_of_event', 'This is no day. A notice tells no other time, so right would be one such as "2026/03/01".')] };

const isHolder = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** One notice, known by its address: red notices look for wanted persons, and have another. Of lists, only those of notices in full. */
const isNotice = (document: unknown): boolean => {
  const links = isHolder(document) && typeof document.entity_id === 'string' ? document._links : undefined;
  const self = isHolder(links) && isHolder(links.self) ? links.self.href : undefined;
  return typeof self === 'string' && /\/notices\/v\d+\/yellow\//.test(self);
};

export const detects = (document: unknown): boolean => (Array.isArray(document) ? document.length > 0 && document.every(isNotice) : isNotice(document));

export const decode = (document: unknown): AdapterMessage[] => {
  const notice = document as Notice;
  const day = dayOf(notice.date_of_event);
  if (!day) return [UNDATED];
  const [identifier, sent] = [identifierOf(notice.entity_id), `${day}T00:00:00-00:00`];
  const alert: Alert = {
    identifier, sender: SENDER, sent, status: 'Actual', msgType: 'Alert', scope: 'Public', incidents: [identifier],
    info: [infoOf(notice)], case: { tier: 'endangered-missing', children: [childOf(notice)], ...filled({ lastSeen: lastSeenOf(notice), number: notice.entity_id }) },
  };
  return [{ alert, sources: SOURCES, assigned: [{ path: '/sent', value: sent, reason: 'A notice does not tell when it was published; this is the start of the day of the event, in UTC.' }] }];
};
