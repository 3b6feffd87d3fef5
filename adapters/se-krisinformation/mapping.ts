// Krisinformation's words and habits and what they are in the common model, as data.
import type { Info } from '../../src/adapter/kit.js';

/** The feed names no sender's address: every entry comes from this host. */
export const SENDER = 'api.krisinformation.se';
/** Where the message names none. */
export const OWN_LANGUAGE = 'sv';
/** What stands where nobody named the area. */
export const COUNTRY = 'Sverige';

/** A VMA is about any danger, and the feed does not grade it. */
export const OF_EVERY_TEXT: Pick<Info, 'category' | 'event' | 'urgency' | 'severity' | 'certainty'> =
  { category: ['Safety'], event: 'Viktigt meddelande till allmänheten', urgency: 'Unknown', severity: 'Unknown', certainty: 'Unknown' };

/** Pointers of the alert → where the feed keeps the value. */
export const SOURCES: Readonly<Record<string, string>> = {
  '/identifier': '/Identifier', '/status': '/IsTest', '/sent': '/Updated', '/msgType': '/Updated', '/references': '/Published', '/info/0/language': '/Language', '/info/0/event': '/Event',
  '/info/0/senderName': '/SenderName', '/info/0/headline': '/Headline', '/info/0/description': '/Preamble', '/info/0/web': '/Web', '/info/0/area': '/Area',
};

type Text = string | null;

/** GeoJSON: the longitude first, and of the rings of a polygon the outer one. */
export interface Geometry { type?: Text; coordinates?: unknown }

export interface Area { Description?: Text; GeometryInformation?: { Geometry?: Geometry | null } | null }

export interface Message {
  Identifier: string;
  IsTest: boolean;
  Published: string;
  Updated?: Text;
  Headline?: Text;
  PushMessage?: Text;
  Preamble?: Text;
  BodyText?: Text;
  Event?: Text;
  SenderName?: Text;
  Language?: Text;
  Web?: Text;
  Area?: Area[] | null;
}
