// NCMEC → common model: the way in for the detail of one missing child.
import {
  clockTimeIn, cutToPrecision, error, filled, identifierOf, imageTypeOf, linkOf, plainText,
  type AdapterMessage, type Age, type Alert, type Area, type Case, type Child, type Info, type LastSeen, type Resource,
} from '../../src/adapter/kit.js';
import { CATEGORIES, CM_OF_INCH, EYES, FOUND, HAIR, KG_OF_POUND, MONTHS, OF_EVERY_CHILD, PHOTOGRAPHS, SENDER, SEXES, SOURCES, ZONE, type ChildBean } from './mapping.js';

const text = (value: string | number | null | undefined): string | undefined => plainText(String(value ?? '')) || undefined;

const known = <T>(table: Readonly<Record<string, T>>, word: string | undefined): T | undefined =>
  (word !== undefined && Object.hasOwn(table, word.toLowerCase()) ? table[word.toLowerCase()] : undefined);

const joined = (parts: readonly (string | null | undefined)[], between: string): string | undefined => parts.flatMap((part) => text(part) ?? []).join(between) || undefined;

const two = (figures: string | number): string => String(figures).padStart(2, '0');

/** "Mar 9, 2015 12:00:00 AM" as `2015-03-09T00:00:00`, with twelve for nought; undefined where there is no such moment. */
const clockOf = (written: string | null | undefined): string | undefined => {
  const [, month = '', day = '', year, hour = '12', minute = '00', second = '00', half = 'AM'] =
    /^(\p{L}{3})\p{L}*\.? (\d{1,2}), (\d{4})(?:,? (\d{1,2}):(\d\d):(\d\d) ([AP]M))?$/iu.exec(text(written)?.replace(/\s+/g, ' ') ?? '') ?? [];
  if (Number(hour) > 12) return undefined;
  const clock = `${year}-${two(MONTHS.indexOf(month.toLowerCase()) + 1)}-${two(day)}T${two(Number(hour) % 12 + (half.toUpperCase() === 'PM' ? 12 : 0))}:${minute}:${second}`;
  return clockTimeIn(clock, ZONE) ? clock : undefined;
};

/** Midnight stands for a day of which no hour is known. */
const isDay = (clock: string): boolean => clock.endsWith('T00:00:00');

const positive = (figures: string | number | null | undefined): number | undefined => {
  const value = Number(figures ?? 0);
  return Number.isFinite(value) && value > 0 ? value : undefined;
};

const ageOf = ({ approxAge }: ChildBean): Age | undefined => {
  const years = /(?<!\d)\d{1,2}(?!\d)/.exec(text(approxAge) ?? '')?.[0];
  return years ? { value: Number(years), unit: 'year', approximate: true } : undefined;
};

/** Where nothing is said of the unit, it is that of the country. */
const heightOf = ({ height, heightInInch }: ChildBean): number | undefined => {
  const told = positive(height);
  return told && Math.round(heightInInch === false ? told : told * CM_OF_INCH);
};

const weightOf = ({ weight, weightInPound }: ChildBean): number | undefined => {
  const told = positive(weight);
  return told && Math.round(weightInPound === false ? told : told * KG_OF_POUND);
};

const sequence = ({ seqNumber }: ChildBean): string => text(seqNumber) ?? '1';

/** `c` for the child as it was, `e` for how it would look by now. */
const addressOf = (bean: ChildBean, kind: 'c' | 'e'): string => `${PHOTOGRAPHS}/${encodeURIComponent(`${bean.orgPrefix}${bean.caseNumber}${kind}${sequence(bean)}`)}.jpg`;

/** Of a child without a photo the thumbnail is a picture that only says so. */
const photosOf = (bean: ChildBean): NonNullable<Child['photos']> => {
  const stand = linkOf(bean.thumbnailUrl);
  if (bean.hasPhoto !== true) return stand ? [{ uri: stand, mimeType: imageTypeOf(stand), placeholder: true }] : [];
  return [addressOf(bean, 'c'), ...(bean.hasAgedPhoto === true ? [addressOf(bean, 'e')] : [])].map((uri) => ({ uri, mimeType: imageTypeOf(uri) }));
};

const childOf = (bean: ChildBean): Child => {
  const [born, hair, eyes] = [clockOf(bean.birthDate), text(bean.hairColor), text(bean.eyeColor)];
  return filled({
    name: filled({ given: joined([bean.firstName, bean.middleName], ' '), family: text(bean.lastName) }), age: ageOf(bean), dateOfBirth: born?.slice(0, 10), sex: known(SEXES, text(bean.sex)),
    heightCm: heightOf(bean), weightKg: weightOf(bean), hair: hair ? { colour: known(HAIR, hair) ?? hair } : undefined, eyes: known(EYES, eyes) ?? eyes, photos: photosOf(bean),
  }) ?? {};
};

const countryOf = ({ missingCountry }: ChildBean): string | undefined => (/^[A-Z]{2}$/.test(missingCountry ?? '') ? missingCountry! : undefined);

const placeOf = ({ missingCity, missingCounty, missingState, missingProvince }: ChildBean): string | undefined => joined([missingCity ?? missingCounty, missingState, missingProvince], ', ');

const lastSeenOf = (bean: ChildBean, clock: string): LastSeen => {
  const at = isDay(clock) ? clock.slice(0, 10) : clockTimeIn(clock, ZONE)?.time ?? '';
  return { ...cutToPrecision({ at, precision: isDay(clock) ? 'day' : 'minute' }), ...filled({ place: placeOf(bean), country: countryOf(bean) }) };
};

const siblingsOf = ({ otherChildList }: ChildBean): NonNullable<Case['relatedPersons']> =>
  (otherChildList ?? []).flatMap(({ firstName, middleName, lastName }) => joined([firstName, middleName, lastName], ' ') ?? []).map((name) => ({ name, kind: 'other' }));

const phonesIn = (words: string | undefined): NonNullable<Case['tipLines']> => (words?.match(/(?<![\d-])\+?\d[\d-]{6,}\d(?![\d-])/g) ?? []).map((phone) => ({ phone }));

const infoOf = (bean: ChildBean): Info => {
  const areaDesc = joined([bean.missingCounty, bean.missingState, bean.missingProvince, bean.missingCountry], ', ');
  const area: Area[] = areaDesc ? [{ areaDesc }] : [];
  const resource: Resource[] = photosOf(bean).map(({ uri, mimeType = '', placeholder }) => ({ resourceDesc: placeholder ? 'No photo' : 'Photo', mimeType, uri }));
  const language = text(bean.langId)?.replaceAll('_', '-') ?? '';
  return {
    language: /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(language) ? language : 'en-US', ...OF_EVERY_CHILD,
    ...filled({
      senderName: text(bean.orgName), headline: joined([bean.firstName, bean.middleName, bean.lastName], ' '), description: joined([bean.circumstance, bean.profileNarrative, bean.possibleLocation], '\n\n'),
      contact: joined([bean.orgContactInfo, bean.altContact], ', '), resource, area,
    }),
  };
};

const UNDATED: AdapterMessage = { issues: [error('TIME_UNREADABLE', '/childBean/missingDate', 'This is no day, and the detail tells no other time. Right would be one such as "Mar 9, 2026 12:00:00 AM".')] };

const NOBODY_MISSING: AdapterMessage = { issues: [error('NOT_MISSING', '/childBean/caseType', 'This case is of somebody found whose name is not known; nobody is looked for, so it is no alert. Send cases of missing children.')] };

const isHolder = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** The detail of one child; the lists of the search hold no details. */
export const detects = (document: unknown): boolean => isHolder(document) && isHolder(document.childBean) && 'orgPrefix' in document.childBean && 'caseNumber' in document.childBean;

export const decode = (document: unknown): AdapterMessage[] => {
  const { childBean: bean } = document as { childBean: ChildBean };
  const [clock, kind] = [clockOf(bean.missingDate), text(bean.caseType)?.replace(/[^a-z]/gi, '').toLowerCase()];
  if (kind === FOUND) return [NOBODY_MISSING];
  const sent = clock && clockTimeIn(clock, ZONE)?.time;
  if (!sent) return [UNDATED];
  const number = `${bean.orgPrefix}${bean.caseNumber}`;
  const alert: Alert = {
    identifier: identifierOf(`${number}-${sequence(bean)}`), sender: SENDER, sent, status: 'Actual', msgType: 'Alert', scope: 'Public', incidents: [identifierOf(number)], info: [infoOf(bean)],
    case: {
      tier: 'endangered-missing', children: [childOf(bean)], lastSeen: lastSeenOf(bean, clock),
      ...filled({ category: known(CATEGORIES, kind), relatedPersons: siblingsOf(bean), tipLines: phonesIn(text(bean.orgContactInfo)), number }),
    },
  };
  return [{ alert, sources: SOURCES, assigned: [{ path: '/sent', value: sent, reason: 'The detail does not tell when it was published; this is since when the child is missing, by the clocks of the center.' }] }];
};
