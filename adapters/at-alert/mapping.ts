// AT-Alert's words and habits and what they are in the common model, as data.
import type { Info, Status } from '../../src/adapter/kit.js';

/** The list names an authority, no address: every entry comes from this host. */
export const SENDER = 'warnungen.at-alert.at';
/** Where the words do not tell. */
export const OWN_LANGUAGE = 'de';

type Grade = Pick<Info, 'category' | 'event' | 'urgency' | 'severity' | 'certainty'>;

const OTHER: Grade = { category: ['Safety'], event: 'AT-Alert', urgency: 'Unknown', severity: 'Unknown', certainty: 'Unknown' };

/** The levels of Austria's phones; the first is the highest. */
export const LEVELS: Readonly<Record<string, Grade>> = {
  AlertLevel1: { ...OTHER, event: 'Notfallalarm', urgency: 'Immediate', severity: 'Extreme' },
  AlertLevel2: { ...OTHER, event: 'Extreme Gefahr', severity: 'Extreme' },
  AlertLevel3: { ...OTHER, event: 'Erhebliche Gefahr', severity: 'Severe' },
  AlertLevel4: { ...OTHER, event: 'Gefahreninformation', severity: 'Minor' },
  Amber: { ...OTHER, category: ['Rescue'], event: 'Suche nach abgängiger Person', urgency: 'Immediate', severity: 'Severe' },
};
export const OTHER_LEVEL = OTHER;

/** The level that is a status: the list has no other field for one. */
export const TEST_LEVEL = 'Test';
/** Tests of the system are sent at real levels too, and then only the words say so. */
export const TEST_WORDS: readonly (readonly [RegExp, Status])[] = [[/(?<!\p{L})(?<!kein(?:e[nr]?)? )(?:Systemtest|Testnachricht|amtlicher Test)(?!\p{L})/iu, 'Test']];

export const ALL_CLEAR = /^(?:\W*AT-Alert\W+)?Entwarnung(?!\p{L})/iu;

/** What stands where nobody named the area. */
export const NO_AREA = 'DefaultAreaDescription';
export const COUNTRY = 'Österreich';

/** Latitudes of Austria. They are no longitudes of Austria, so that they tell in which order a pair is written. */
export const LATITUDES = { from: 46, to: 50 } as const;

/** Pointers of the alert → where the list keeps the value. */
export const SOURCES: Readonly<Record<string, string>> = {
  '/identifier': '/consolidation_identifier', '/sent': '/sent', '/status': '/alert_level', '/info/0/severity': '/alert_level', '/info/0/headline': '/title', '/info/0/description': '/info_description',
  '/info/0/onset': '/begin_date', '/info/0/expires': '/info_expires', '/info/0/senderName': '/sender', '/info/0/area': '/polygons', '/info/0/area/0/areaDesc': '/info_area_description',
};

type Text = string | null;
type Point = (number | null)[];

export interface Geometry { type?: Text; coordinates?: unknown[] | null }

export interface Warning {
  consolidation_identifier: string;
  alert_level: string;
  title?: Text;
  description?: Text;
  info_description?: Text;
  info_area_description?: Text;
  info_expires?: Text;
  begin_date?: Text;
  end_date?: Text;
  sent?: Text;
  sender?: Text;
  polygons?: Point[][] | null;
  geometries?: Geometry[] | null;
  matched_polygons?: { name?: Text }[] | null;
}
