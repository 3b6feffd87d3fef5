// The words of the National Center for Missing & Exploited Children and what they are in the common model, as data.
import type { Case, Info, Sex } from '../../src/adapter/kit.js';

/** The detail names no sender: all are published through this host. */
export const SENDER = 'api.missingkids.org';
export const PHOTOGRAPHS = 'https://api.missingkids.org/photographs';
/** Of dates without an offset: where the center is. */
export const ZONE = 'America/New_York';

/** What CAP wants to be told of every alert and the detail does not tell. */
export const OF_EVERY_CHILD: Pick<Info, 'category' | 'event' | 'responseType' | 'urgency' | 'severity' | 'certainty'> =
  { category: ['Rescue'], event: 'Missing child', responseType: ['Monitor'], urgency: 'Immediate', severity: 'Severe', certainty: 'Likely' };

/** By the letters of `caseType` alone. What is not here says no more than that a child is missing. */
export const CATEGORIES: Readonly<Record<string, Case['category']>> = {
  endangeredrunaway: 'runaway', runaway: 'runaway', familyabduction: 'parental-abduction', haguecase: 'parental-abduction', nonfamilyabduction: 'criminal-abduction', lostinjuredmissing: 'lost-injured',
};

/** Children found, dead mostly, whose name nobody knows: no one is looked for. */
export const FOUND = 'unidentified';

export const SEXES: Readonly<Record<string, Sex>> = { female: 'female', male: 'male', unknown: 'unknown' };

/** A colour that is none of these stays as written. */
export const HAIR: Readonly<Record<string, string>> = {
  black: 'black', brown: 'brown', 'dark brown': 'dark-brown', 'light brown': 'light-brown', blond: 'blond', blonde: 'blond', 'lt. brown': 'light-brown', 'dk. brown': 'dark-brown', sandy: 'dark-blond', red: 'red', auburn: 'red', gray: 'grey', grey: 'grey', white: 'white',
};
export const EYES: Readonly<Record<string, string>> = { black: 'black', blue: 'blue', brown: 'brown', gray: 'grey', grey: 'grey', green: 'green', hazel: 'hazel' };

export const MONTHS: readonly string[] = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

export const CM_OF_INCH = 2.54;
export const KG_OF_POUND = 0.453_592_37;

/** Pointers of the alert → where the detail keeps the value. */
export const SOURCES: Readonly<Record<string, string>> = {
  '/identifier': '/childBean/caseNumber', '/incidents': '/childBean/caseNumber', '/sent': '/childBean/missingDate', '/info/0/language': '/childBean/langId', '/info/0/senderName': '/childBean/orgName', '/info/0/headline': '/childBean/firstName',
  '/info/0/description': '/childBean/circumstance', '/info/0/contact': '/childBean/orgContactInfo', '/info/0/resource': '/childBean/hasPhoto', '/info/0/area': '/childBean/missingState', '/case/category': '/childBean/caseType', '/case/number': '/childBean/caseNumber',
  '/case/lastSeen': '/childBean/missingDate', '/case/lastSeen/place': '/childBean/missingCity', '/case/lastSeen/country': '/childBean/missingCountry', '/case/tipLines': '/childBean/orgContactInfo', '/case/relatedPersons': '/childBean/otherChildList',
  '/case/children/0/name': '/childBean/firstName', '/case/children/0/age': '/childBean/approxAge', '/case/children/0/dateOfBirth': '/childBean/birthDate', '/case/children/0/sex': '/childBean/sex', '/case/children/0/heightCm': '/childBean/height',
  '/case/children/0/weightKg': '/childBean/weight', '/case/children/0/hair': '/childBean/hairColor', '/case/children/0/eyes': '/childBean/eyeColor', '/case/children/0/photos': '/childBean/hasPhoto',
};

type Text = string | null;
type Figures = string | number | null;

/** One child. `race` stands there too: data of a special category, which is never looked at. */
export interface ChildBean {
  caseNumber: string | number;
  orgPrefix: string;
  seqNumber?: Figures;
  langId?: Text;
  firstName?: Text;
  middleName?: Text;
  lastName?: Text;
  approxAge?: Figures;
  birthDate?: Text;
  sex?: Text;
  height?: Figures;
  heightInInch?: boolean | null;
  weight?: Figures;
  weightInPound?: boolean | null;
  eyeColor?: Text;
  hairColor?: Text;
  hasPhoto?: boolean | null;
  hasAgedPhoto?: boolean | null;
  thumbnailUrl?: Text;
  caseType?: Text;
  missingDate?: Text;
  missingCity?: Text;
  missingCounty?: Text;
  missingState?: Text;
  missingProvince?: Text;
  missingCountry?: Text;
  possibleLocation?: Text;
  circumstance?: Text;
  profileNarrative?: Text;
  orgName?: Text;
  orgContactInfo?: Text;
  altContact?: Text;
  otherChildList?: { firstName?: Text; middleName?: Text; lastName?: Text }[] | null;
}
