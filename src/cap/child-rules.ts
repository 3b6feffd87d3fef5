// The child-alert profile as numbered rules: what a case has to keep beyond its shape. docs/child-alert-profile.md is written from here. Every breach is a warning: no alert is lost over it.
import { ageInYears } from '../model/age-at.js';
import { momentOf } from '../model/cap-moment.js';
import type { Alert, Case } from '../model/generated/alert.js';
import { codesOf } from '../model/vocabularies.js';
import { CASE_SCHEMA, resolved, type Schema } from './alert-schema.js';
import { isAbsoluteUri } from './uri.js';

export interface ChildRule {
  id: string;
  /** The issue that tells of a breach; several rules may share one. */
  code: string;
  demands: string;
  /** What to say of a breach. Rules without it are found while the parameters are read (src/cap/case-parameters.ts) or written. */
  says?: string;
  /** Pointers below the case where it does not hold. */
  breaks?(it: Case, alert: Alert): readonly string[];
}

type Child = NonNullable<Case['children']>[number];

const OF_AGE = 18;

const places = <T>(list: string, items: readonly T[] | undefined, broken: (item: T) => boolean): string[] =>
  (items ?? []).flatMap((item, i) => (broken(item) ? [`${list}/${i}`] : []));

/** Whether a value stands at its place that its vocabulary does not have: walked along the schema, so that no element is named twice. */
const uncoded = (value: unknown, schema: Schema, pointer: string): string[] => {
  if (value === undefined) return [];
  if (schema.type === 'array') return (value as unknown[]).flatMap((item, i) => uncoded(item, resolved(schema.items!), `${pointer}/${i}`));
  if (schema.type === 'object') return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => uncoded((value as Record<string, unknown>)[name], resolved(inner), `${pointer}/${name}`));
  const vocabulary = schema['x-vocabulary'];
  return vocabulary === undefined || codesOf(vocabulary).includes(value as string) ? [] : [pointer];
};

/** Of the date of birth, where an exact age stands beside it that is another. */
const disagrees = ({ age, dateOfBirth }: Child, sent: string): boolean => {
  const [told, lived] = [ageInYears({ age }, sent), ageInYears({ dateOfBirth }, sent)];
  return told !== undefined && lived !== undefined && age?.approximate !== true && told !== lived;
};

/** How a moment looks that is cut off at its precision. */
const CUT: Readonly<Record<string, RegExp>> = { year: /^\d{4}$/, month: /^\d{4}-\d\d$/, day: /^\d{4}-\d\d-\d\d$/, hour: /^\d{4}-\d\d-\d\dT\d\d(?::00(?::00)?)?(?:Z|[+-]\d\d:\d\d)?$/, minute: /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?$/ };

/** The beginning of what is meant: a year that has begun is not later than a day in it. */
const beginningOf = (at: string): number => momentOf(/^\d{4}(?:-\d\d(?:-\d\d)?)?$/.test(at) ? at : at.replace(/T(\d\d)(?=Z|[+-]|$)/, 'T$1:00'));
const DAY_MS = 86_400_000;

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
const isCountry = (code: string): boolean => /^[A-Z]{2}$/.test(code) && regions.of(code) !== undefined;

const isOnEarth = ([latitude, longitude]: readonly number[]): boolean => Math.abs(latitude!) <= 90 && Math.abs(longitude!) <= 180;

const isOutside = (value: number | undefined, least: number, most: number): boolean => value !== undefined && (value < least || value > most);

const fullNames = ({ name }: Child): string[] => [name?.full, name?.given && name.family ? `${name.given} ${name.family}` : undefined].filter((one): one is string => one !== undefined && one !== '');

const namesIn = (alert: Alert, names: readonly string[]): boolean =>
  (alert.info ?? []).some(({ headline = '', description = '', instruction = '' }) => names.some((name) => `${headline}\n${description}\n${instruction}`.toLowerCase().includes(name.toLowerCase())));

const isPhotoPlace = (uri: string, { info = [] }: Alert): boolean =>
  isAbsoluteUri(uri) || info.some(({ resource = [] }) => resource.some((one) => one.uri === uri && one.derefUri !== undefined));

export const CHILD_RULES: readonly ChildRule[] = [
  { id: 'P01', code: 'CHILD_NO_INFO', demands: 'The case travels as parameters of the first info, and the URN of the profile is a code of the message. A message without info cannot carry it.' },
  { id: 'P02', code: 'CHILD_UNKNOWN', demands: 'A parameter of the profile is named by the path of an element.' },
  { id: 'P03', code: 'CHILD_TYPE', demands: 'Its value is of the type of that element, written as in JSON.' },
  { id: 'P04', code: 'CHILD_REPEATED', demands: 'Each path stands once.' },
  { id: 'P05', code: 'CHILD_INCOMPLETE', demands: 'Elements that only mean something together stand together.' },
  { id: 'P06', code: 'CHILD_NOBODY', demands: 'A case is about at least one child.', says: 'The case names no child; add one to children, even if nothing but an age or the sex is known.',
    breaks: ({ children }) => (children === undefined || children.length === 0 ? ['/children'] : []) },
  { id: 'P07', code: 'CHILD_CODE', demands: 'Where there is a vocabulary, its codes are used.', says: 'This is no code of the vocabulary for this element (schemas/codes), so no other country gets it in its own language. It is passed on as written.',
    breaks: (it) => uncoded(it, CASE_SCHEMA, '') },
  { id: 'P08', code: 'CHILD_OF_AGE', demands: 'A child is under 18.', says: 'Whoever is 18 or older is no child to the systems that get this alert; check the age.',
    breaks: ({ children }, { sent }) => places('/children', children, (child) => (ageInYears(child, sent) ?? 0) >= OF_AGE) },
  { id: 'P09', code: 'CHILD_AGE', demands: 'Age and date of birth agree on the day the message is sent, unless the age is approximate.', says: 'The age is not that of the date of birth on the day of sending; correct one of them.',
    breaks: ({ children }, { sent }) => places('/children', children, (child) => disagrees(child, sent)) },
  { id: 'P10', code: 'CHILD_PRECISION', demands: 'The moment the child was last seen is cut off at its precision.', says: 'This moment is not written as its precision says: 2026 for a year, 2026-05 for a month, 2026-05-25 for a day, 2026-05-25T18:40+02:00 for a minute.',
    breaks: ({ lastSeen }) => (lastSeen?.at !== undefined && lastSeen.precision !== undefined && CUT[lastSeen.precision]?.test(lastSeen.at) === false ? ['/lastSeen/at'] : []) },
  { id: 'P11', code: 'CHILD_LATER', demands: 'The child was last seen before the message was sent.', says: 'The child is said to have been seen after this message was sent; check the date.',
    breaks: ({ lastSeen }, { sent }) => (lastSeen?.at !== undefined && beginningOf(lastSeen.at) > momentOf(sent) + DAY_MS ? ['/lastSeen/at'] : []) },
  { id: 'P12', code: 'CHILD_COUNTRY', demands: 'Countries are given by codes of ISO 3166-1 that exist.', says: 'There is no country of this code, so nobody there gets the alert; the codes are those of ISO 3166-1, such as AL.',
    breaks: ({ possibleCountries, lastSeen, vehicles, children }) => [
      ...places('/possibleCountries', possibleCountries, (code) => !isCountry(code)), ...(lastSeen?.country === undefined || isCountry(lastSeen.country) ? [] : ['/lastSeen/country']),
      ...places('/vehicles', vehicles, ({ plateCountry }) => plateCountry !== undefined && !isCountry(plateCountry)), ...places('/children', children, ({ nationality }) => (nationality ?? []).some((code) => !isCountry(code)))] },
  { id: 'P13', code: 'CHILD_POINT', demands: 'A point is latitude and longitude on WGS 84.', says: 'This point is not on earth: latitude from -90 to 90 comes first, then longitude from -180 to 180.',
    breaks: ({ lastSeen }) => (lastSeen?.point !== undefined && !isOnEarth(lastSeen.point) ? ['/lastSeen/point'] : []) },
  { id: 'P14', code: 'CHILD_MEASURE', demands: 'Height is in centimetres, weight in kilograms.', says: 'This cannot be a height in centimetres (30 to 220) or a weight in kilograms (1 to 200); check the unit.',
    breaks: ({ children }) => places('/children', children, ({ heightCm, weightKg }) => isOutside(heightCm, 30, 220) || isOutside(weightKg, 1, 200)) },
  { id: 'P15', code: 'CHILD_PHOTO', demands: 'A photo is at an address, or is embedded in the message under its name.', says: 'Nobody can fetch this photo: its uri is no full address, and no resource of the message embeds it.',
    breaks: ({ children }, alert) => (children ?? []).flatMap(({ photos }, i) => places(`/children/${i}/photos`, photos, ({ uri }) => !isPhotoPlace(uri, alert))) },
  { id: 'P16', code: 'CHILD_CONSENT', demands: 'What may not be published does not stand in the texts that are.', says: 'The name may not be published, and the texts of this message hold it; take it out of them.',
    breaks: ({ consent, children }, alert) => (consent?.name === false && namesIn(alert, (children ?? []).flatMap(fullNames)) ? ['/consent/name'] : []) },
  { id: 'P17', code: 'CHILD_ENDED', demands: 'The message that ends an alert says nothing of who the child is.', says: 'The alert ends with this message, and it still says who the child is; whoever passes it on would publish that once more. Leave name, date of birth and photos out.',
    breaks: ({ children }, { msgType }) => (msgType === 'Cancel' ? places('/children', children, ({ name, dateOfBirth, photos }) => name !== undefined || dateOfBirth !== undefined || photos !== undefined) : []) },
];
