// NL-Alert's habits and what they are in the common model, as data.
import type { Info, Status } from '../../src/adapter/kit.js';

/** The list names no sender: every message comes from this host. */
export const SENDER = 'api.public-warning.app';
export const TYPE = 'nl-alert';

/** Between the languages of one text. */
export const BETWEEN_LANGUAGES = /\*{3,}/;
export const OWN_LANGUAGE = 'nl';
export const OTHER_LANGUAGE = 'en';

/** What CAP wants to be told of every alert and the list does not tell. */
export const OF_EVERY_MESSAGE: Pick<Info, 'category' | 'event' | 'urgency' | 'severity' | 'certainty'> = { category: ['Safety'], event: 'NL-Alert', urgency: 'Immediate', severity: 'Severe', certainty: 'Unknown' };

/** The half-yearly test says so in its first words, behind its name, day and hour. */
export const TEST_WORDS: readonly (readonly [RegExp, Status])[] = [[/(?<=^.{0,60})(?<![\p{L}-]|geen )(?:TEST|[Cc]ontrolebericht|CONTROLEBERICHT)(?![\p{L}-])/su, 'Test']];

export const COUNTRY = 'Nederland';

/** Pointers of the alert → where the list keeps the value. */
export const SOURCES: Readonly<Record<string, string>> = { '/identifier': '/id', '/sent': '/start_at', '/info': '/message', '/info/0/area': '/area', '/info/0/web': '/resource_uri', '/info/0/effective': '/start_at' };
export const SOURCES_OF_END: Readonly<Record<string, string>> = { ...SOURCES, '/sent': '/stop_at', '/references': '/start_at', '/msgType': '/stop_at' };

type Text = string | null;

export interface Message {
  id: string;
  message: string;
  type: string;
  start_at: string;
  stop_at?: Text;
  area?: Text[] | null;
  resource_uri?: Text;
}
