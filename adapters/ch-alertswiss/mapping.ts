// Alertswiss' words on its public page and what they are in the common model, as data.
import type { Info, Status } from '../../src/adapter/kit.js';

/** The page tells day and clock without offset. */
export const ZONE = 'Europe/Zurich';

/** "Tue, 20.05.2025, 12:41", the weekday in the language of the page. */
export const CLOCK = /^[^,]*, ?(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4}), ?(?<hour>\d{1,2}):(?<minute>\d{2})$/;

/** The last of an id's two numbers counts the editions of one alert; an id with one number, such as TEST-1163, has one edition. */
export const EDITION = /^(?<thread>.+-.+)-(?<edition>\d{1,6})$/;

/** `en-x-mtfrom-it`: English, by machine, from Italian. */
export const MACHINE_TAG = /^(?<language>[A-Za-z]{2,3})-x-mtfrom-(?<from>[A-Za-z]{2,3})$/;

/** The page's word → CAP's. */
export const SEVERITIES: Readonly<Record<string, Info['severity']>> = { minor: 'Minor', moderate: 'Moderate', severe: 'Severe', extreme: 'Extreme', unknown: 'Unknown' };

/** What CAP wants to be told of every alert and the page does not tell. */
export const OF_EVERY_ALERT: Pick<Info, 'category' | 'urgency' | 'certainty'> = { category: ['Other'], urgency: 'Unknown', certainty: 'Unknown' };
/** The languages of the page; a short text that looks like another one is not in it. */
export const LANGUAGES: readonly string[] = ['de', 'fr', 'it', 'rm', 'en'];

export const EVENT = 'Alertswiss';

/** Flags that are no part of CAP's status on this page, which has none. */
export const TEST_FLAGS: Readonly<Record<'testAlert' | 'technicalTestAlert', Status>> = { testAlert: 'Test', technicalTestAlert: 'Test' };

/** Names under which facts without a place in CAP travel as parameters. */
export const PARAMETERS = { machine: 'ALERTSWISS_LANGUAGE', original: 'ALERTSWISS_ORIGINAL', nationWide: 'ALERTSWISS_NATIONWIDE' } as const;
export const CANTON = 'CANTON';

/** Pointers of the alert → where the page keeps the value. */
export const SOURCES: Readonly<Record<string, string>> = {
  '/identifier': '/identifier', '/sender': '/sender', '/sent': '/sent', '/msgType': '/allClear', '/references': '/identifier', '/incidents': '/identifier',
  '/info/0/language': '/gtransOrigin', '/info/0/event': '/event', '/info/0/severity': '/severity', '/info/0/senderName': '/publisherName', '/info/0/headline': '/title',
  '/info/0/description': '/description', '/info/0/instruction': '/instructions', '/info/0/web': '/link', '/info/0/contact': '/contact', '/info/0/area': '/areas',
};

type Text = string | null;
type Translated = Record<string, Text> | null;

export interface PublicArea {
  description?: Translated;
  /** `coordinates`: latitude and longitude as texts. `excludes`: holes, which CAP has no place for. */
  polygons?: { coordinates?: string[][] | null; excludes?: unknown[] | null }[] | null;
  circles?: unknown[] | null;
  regions?: { region?: Text }[] | null;
}

/** One alert in the one language that was asked for. */
export interface PublicAlert {
  identifier: string;
  gtransOrigin?: Text;
  language?: Text;
  sent: string;
  title: Translated;
  description?: Translated;
  contact?: Translated;
  nationWide?: boolean | null;
  instructions?: { text?: Text }[] | null;
  sender: string;
  publisherName?: Text;
  link?: Text;
  event?: Text;
  allClear?: boolean | null;
  severity?: Text;
  testAlert?: boolean | null;
  technicalTestAlert?: boolean | null;
  areas?: PublicArea[] | null;
  reference?: Text;
}
