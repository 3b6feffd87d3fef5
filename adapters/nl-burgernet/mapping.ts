// Burgernet's words and what they are in the common model, as data.
import { decimal, type Alert, type Case, type Info, type Status } from '../../src/adapter/kit.js';

/** The feed names no sender: every message is the Dutch police's, through this host. */
export const SENDER = 'landactiehost.burgernet.nl';

type Tier = NonNullable<Case['tier']>;

/** AlertLevel: 10 is the national AMBER Alert, 5 the regional Vermist Kind Alert. */
export const LEVELS: Readonly<Record<Tier, string>> = { amber: '10', 'endangered-missing': '5' };

/** What CAP wants to be told of every alert and Burgernet tells by its level alone; `none` is a message without level. */
export const BY_TIER: Readonly<Record<Tier | 'none', Pick<Info, 'event' | 'severity'>>> = {
  amber: { event: 'AMBER Alert', severity: 'Extreme' },
  'endangered-missing': { event: 'Vermist Kind Alert', severity: 'Severe' },
  none: { event: 'Vermist kind', severity: 'Unknown' },
};

/** For alerts from elsewhere that name no tier. Only the gravest may ring in the whole country. */
export const LEVEL_BY_SEVERITY: Readonly<Record<Info['severity'], string | null>> = { Extreme: '10', Severe: '5', Moderate: '5', Minor: '5', Unknown: null };

/** DescriptionExt travels as an event code of this name. It says that a child was abducted, not by whom, so that it is no `case.category`. */
export const EVENT_CODE = 'DescriptionExt';
export const ABDUCTED = 'Ontvoerd';
export const MISSING = 'Vermist';

export const DESCRIPTION_BY_CATEGORY: Readonly<Record<NonNullable<Case['category']>, string>> = {
  'criminal-abduction': ABDUCTED,
  'parental-abduction': ABDUCTED,
  runaway: MISSING,
  'missing-in-migration': MISSING,
  'lost-injured': MISSING,
  other: MISSING,
};

export const POSTER = 'Poster';
export const SMALL_POSTER = 'Poster, klein formaat';

/** The operator's test system marks its messages Actual, but its links lead to a folder or a host of this name. */
export const TEST_ADDRESS: readonly (readonly [RegExp, Status])[] = [[/\/test(?:\/|$)|^https?:\/\/(?:[^/]+[.-])?test[.-]/i, 'Test']];

export const TEST_WORDS: readonly (readonly [RegExp, Status])[] = [
  [/(?<!\p{L})(?:test(?:bericht|alert|alarm|melding)?|proef(?:alarm|bericht|alert))(?!\p{L})/iu, 'Test'],
  [/(?<!\p{L})oefening(?!\p{L})/iu, 'Exercise'],
];

/** Pointers of the alert → where Burgernet keeps the value. */
export const SOURCES: Readonly<Record<string, string>> = {
  '/identifier': '/AlertId',
  '/sent': '/Sent',
  '/status': '/State',
  '/msgType': '/Type',
  '/scope': '/Scope',
  '/references': '/AlertId',
  '/references/0/sent': '/Sent',
  '/incidents': '/AlertId',
  '/case/tier': '/AlertLevel',
  '/case/children/0': '/Message/Title',
  '/case/children/0/photos': '/Message/Media/Image',
  '/info/0': '/Message',
  '/info/0/event': '/AlertLevel',
  '/info/0/severity': '/AlertLevel',
  '/info/0/eventCode': '/Message/DescriptionExt',
  '/info/0/certainty': '/Message/DescriptionExt',
  '/info/0/headline': '/Message/Title',
  '/info/0/description': '/Message/Description',
  '/info/0/web': '/Message/Readmore_URL',
  '/info/0/resource': '/Message/Media',
  '/info/0/area/0': '/Area',
  '/info/0/area/0/areaDesc': '/Area/Description',
  '/info/0/area/0/circle': '/Area/Circle',
};

/** "Sanne Voorbeeld (8)": Burgernet's convention for a title, not free prose. The name may end in a space. */
export const NAME_AND_AGE = /^(?<name>[^()]+)\((?<age>\d{1,2})(?: (?<unit>jaar|maanden))?\)$/;

/** One message of the feed. All values are text, also the numbers; any of the optional ones may be null. */
export interface Message {
  AlertId: string;
  /** Unix seconds. */
  Sent: string;
  State: Alert['status'];
  Type: 'Alert' | 'Update' | 'Cancel';
  Scope?: 'Public' | null;
  AlertLevel?: string | null;
  Message?: {
    Title?: string | null;
    Description?: string | null;
    DescriptionExt?: string | null;
    Readmore_URL?: string | null;
    Media?: { Image?: string | null; SmallImage?: string | null } | null;
  } | null;
  Area?: {
    Description?: string | null;
    /** `lat,lon radius`, the radius in METRES. */
    Circle?: string | null;
    /** The same with the radius in kilometres, as in CAP. */
    CircleKM?: string | null;
  } | null;
}

export const METRES_PER_KILOMETRE = 1000;

/** A circle `lat,lon radius` with its radius in another unit. */
export const scaled = (circle: string, factor: number): string => {
  const [point, radius] = circle.trim().split(/\s+/);
  return `${point} ${decimal(Number(radius) * factor)}`;
};
