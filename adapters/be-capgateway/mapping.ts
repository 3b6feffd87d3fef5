// The Belgian feed's habits and what they are in the common model, as data.
import type { Info, Status } from '../../src/adapter/kit.js';

/** The feed names no sender: every item comes from this host. */
export const SENDER = 'publicalerts.be';
/** Where an item names no language and its words do not tell. */
export const OWN_LANGUAGE = 'nl';

export const CATEGORIES: readonly NonNullable<Info['category']>[number][] = ['Geo', 'Met', 'Safety', 'Security', 'Rescue', 'Fire', 'Health', 'Env', 'Transport', 'Infra', 'CBRNE', 'Other'];

/** What CAP wants to be told of every alert and the feed does not tell. */
export const OF_EVERY_ITEM: Pick<Info, 'event' | 'urgency' | 'severity' | 'certainty'> = { event: 'BE-Alert', urgency: 'Unknown', severity: 'Unknown', certainty: 'Unknown' };

/** The feed of the trial system links to itself. */
export const TRIAL_HOST: readonly (readonly [RegExp, Status])[] = [[/^https?:\/\/sandbox\.publicalerts\.be(?=[:/]|$)/i, 'Test']];

export const COUNTRY = 'België / Belgique / Belgien';

/** Pointers of the alert → where the feed keeps the value. */
export const SOURCES: Readonly<Record<string, string>> = {
  '/identifier': '/guid', '/sent': '/pubDate', '/info/0/language': '/lang', '/info/0/category': '/category', '/info/0/onset': '/startDate', '/info/0/expires': '/expirationDate',
  '/info/0/headline': '/title', '/info/0/description': '/description', '/info/0/web': '/link', '/info/0/area': '/area',
};

type Text = string | null;

/** `x` is the longitude. */
export type Point = { x?: number | null; y?: number | null } | (number | null)[] | null;

export interface Item {
  guid: string;
  title?: Text;
  description?: Text;
  category?: Text[] | null;
  lang?: Text;
  pubDate?: Text;
  startDate?: Text;
  expirationDate?: Text;
  link?: Text;
  area?: { type?: Text; coordinates?: { type?: Text; coordinates?: Point[] | null }[] | null }[] | null;
}

export interface Feed { description?: Text; pubDate?: Text }
