// The words of the FBI's list and what they are in the common model, as data.
import type { Alert, Info, Sex } from '../../src/adapter/kit.js';

/** The list names no sender: all is published through this host. */
export const SENDER = 'api.fbi.gov';
/** Of times without an offset: where the bureau is. */
export const ZONE = 'America/New_York';

/** What CAP wants to be told of every alert and the list does not tell. */
export const OF_EVERY_ITEM: Pick<Info, 'language' | 'category' | 'event' | 'responseType' | 'urgency' | 'severity' | 'certainty' | 'senderName'> =
  { language: 'en-US', category: ['Rescue'], event: 'Missing child', responseType: ['Monitor'], urgency: 'Immediate', severity: 'Severe', certainty: 'Likely', senderName: 'Federal Bureau of Investigation' };

/** The list holds fugitives, terrorists and witnesses too. Whoever is looked for is the victim of a poster of this kind. */
export const MISSING = /\b(?:missing|kidnap\w*)\b/i;
export const NOT_MISSING = /\bunidentified\b/i;
export const WANTED: readonly string[] = ['main', 'accomplice'];
export const BY_PARENT = /\bparental\b/i;

/** While somebody is looked for. All other words of the schema end it. */
export const OPEN = 'na';

/** A poster that says it is none. The gateway would take such a title for the child's name. */
export const TEST_WORDS: readonly (readonly [RegExp, Alert['status']])[] =
  [[/^\W*test\b[^\n]*\b(?:poster|page|item|entry|record|alert|publish)\b|^\W*test\W*$/i, 'Test'], [/^\W*(?:exercise|drill|training)\b[^\n]*\b(?:poster|page|item|entry|record|alert|publish|only)\b/i, 'Exercise']];

export const SEXES: Readonly<Record<string, Sex>> = { female: 'female', male: 'male' };

/** A colour that is none of these stays as written. */
export const HAIR: Readonly<Record<string, string>> = {
  black: 'black', brown: 'brown', 'dark brown': 'dark-brown', 'light brown': 'light-brown', blond: 'blond', blonde: 'blond', 'dark blonde': 'dark-blond', 'sandy': 'dark-blond', red: 'red', 'red/auburn': 'red', auburn: 'red', gray: 'grey', grey: 'grey', white: 'white',
};
export const EYES: Readonly<Record<string, string>> = { black: 'black', blue: 'blue', brown: 'brown', gray: 'grey', grey: 'grey', green: 'green', hazel: 'hazel' };
export const NATIONALITIES: Readonly<Record<string, string>> = { american: 'US', canadian: 'CA', mexican: 'MX' };
/** Countries of three letters, as far as they border on the United States. */
export const COUNTRIES: Readonly<Record<string, string>> = { USA: 'US', CAN: 'CA', MEX: 'MX' };
export const LANGUAGES: Readonly<Record<string, string>> = { english: 'en', spanish: 'es', french: 'fr', portuguese: 'pt', arabic: 'ar', chinese: 'zh', mandarin: 'zh', vietnamese: 'vi', russian: 'ru', german: 'de', italian: 'it' };

export const MONTHS: readonly string[] = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];

/** "9 years old", "7 to 10 years old", "11 months old". */
export const AGE = /(?<!\d)(?<least>\d{1,2})(?:\s*(?:-|–|to)\s*(?<most>\d{1,2}))?(?!\d)\s*(?<months>months?\b)?/i;
export const ABOUT = /\b(?:about|around|approx(?:imately)?)\b/i;

export const CM_OF_INCH = 2.54;
export const KG_OF_POUND = 0.453_592_37;
export const SECONDS_OF_A_DAY = 86_400;

/** Pointers of the alert → where the list keeps the value. */
export const SOURCES: Readonly<Record<string, string>> = {
  '/identifier': '/uid', '/incidents': '/uid', '/references': '/uid', '/sent': '/publication', '/msgType': '/status', '/note': '/status', '/info/0/headline': '/title', '/info/0/description': '/details', '/info/0/instruction': '/caution',
  '/info/0/web': '/url', '/info/0/resource': '/images', '/info/0/area': '/description', '/case/category': '/subjects', '/case/possibleCountries': '/possible_countries', '/case/lastSeen': '/description',
  '/case/children/0/name': '/title', '/case/children/0/aliases': '/aliases', '/case/children/0/age': '/age_range', '/case/children/0/dateOfBirth': '/dates_of_birth_used', '/case/children/0/sex': '/sex', '/case/children/0/nationality': '/nationality',
  '/case/children/0/heightCm': '/height_min', '/case/children/0/weightKg': '/weight_min', '/case/children/0/hair': '/hair', '/case/children/0/eyes': '/eyes', '/case/children/0/marks': '/scars_and_marks', '/case/children/0/languages': '/languages', '/case/children/0/photos': '/images',
};

type Text = string | null;
type Texts = string[] | null;

/** One poster. `race` and `race_raw` stand there too: data of a special category, which is never looked at. */
export interface Item {
  uid: string;
  title: string;
  description?: Text;
  subjects?: Texts;
  aliases?: Texts;
  dates_of_birth_used?: Texts;
  sex?: Text;
  hair?: Text;
  eyes?: Text;
  height_min?: number | null;
  height_max?: number | null;
  weight_min?: number | null;
  weight_max?: number | null;
  scars_and_marks?: Text;
  age_min?: number | null;
  age_max?: number | null;
  age_range?: Text;
  nationality?: Text;
  languages?: Texts;
  possible_countries?: Texts;
  images?: { original?: Text; large?: Text; thumb?: Text; caption?: Text }[] | null;
  files?: { url?: Text; name?: Text }[] | null;
  details?: Text;
  remarks?: Text;
  caution?: Text;
  warning_message?: Text;
  reward_text?: Text;
  status?: Text;
  person_classification?: Text;
  poster_classification?: Text;
  publication?: Text;
  modified?: Text;
  url?: Text;
}
