// NINA's fields and habits and what they are in the common model, as data.
import type { Alert, Info, Status } from '../../src/adapter/kit.js';

/** Tags of NINA that BCP 47 knows otherwise or not: LS is "Leichte Sprache", where BCP 47 reads Lesotho. The tag as written goes along as a parameter. */
export const LANGUAGES: Readonly<Record<string, string>> = { 'DE-LS': 'de' };
/** Of a block that names no language: CAP would take it for English. */
export const OWN_LANGUAGE = 'de';
export const LANGUAGE_PARAMETER = 'language';

/** Where MoWaS names the sending post in words; CAP has a field for it. */
export const SENDER_NAMES = ['sender_langname', 'sender_signature'] as const;

/** Twelve-figure keys of the municipalities (amtlicher Regionalschlüssel), with commas between. */
export const AREA_KEYS = 'warnVerwaltungsbereiche';
export const AREA_KEY_GEOCODE = 'ARS';

/** Warning systems that feed NINA, as the ids begin: MoWaS, KATWARN, BIWAPP, police. Weather and floods come in other forms. */
export const OWN_ID = /^(?:mow|kat|biw|pol)\./;

/** Latitudes of Germany. They are no longitudes of Germany, so that they tell in which order a pair is written. */
export const LATITUDES = { from: 47, to: 56 } as const;

/** Tests are sent as Actual, and only the headline says so; "kein Probealarm" denies it. */
export const TEST_WORDS: readonly (readonly [RegExp, Status])[] = [
  [/(?<!\p{L})(?<!kein(?:e[nr]?)? )(?:Probe|Test)(?:alarm|warnung|meldung|nachricht|betrieb)(?!\p{L})|(?<!\p{L})Warntag(?!\p{L})/iu, 'Test'],
  [/(?<!\p{L})(?<!keine )(?:Übung|Alarmübung|Katastrophenschutzübung)(?!\p{L})/iu, 'Exercise'],
];

export interface Named { valueName: string; value: string | null }

type Text = string | null;

export interface Block extends Pick<Info, 'event' | 'urgency' | 'severity' | 'certainty'> {
  language?: Text;
  category: NonNullable<Info['category']>;
  responseType?: Info['responseType'] | null;
  audience?: Text;
  eventCode?: Named[] | null;
  effective?: Text;
  onset?: Text;
  expires?: Text;
  senderName?: Text;
  headline?: Text;
  description?: Text;
  instruction?: Text;
  web?: Text;
  contact?: Text;
  parameter?: Named[] | null;
  area?: { areaDesc: string; polygon?: string[] | null; geocode?: Named[] | null }[] | null;
}

/** One warning: CAP's elements in JSON, with mark-up in the texts. */
export interface Warning extends Pick<Alert, 'identifier' | 'sender' | 'sent' | 'status' | 'msgType' | 'scope'> {
  source?: Text;
  note?: Text;
  incidents?: Text;
  code?: string[] | null;
  /** `sender,identifier,sent`, several with spaces between. */
  references?: Text;
  info?: Block[] | null;
}
