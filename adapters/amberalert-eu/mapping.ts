// The words of the np: feed and what they are in the common model, as data.
import type { Info } from '../../src/adapter/kit.js';

/** The feed names no sender. */
export const SENDER = 'rss.amberalert.eu';
export const NAMESPACE = 'http://netpresenter.com/#';

/** The channel's title; and that of an item of whose child nothing is known. */
export const TITLE = 'Missing children';
/** Seconds for which a screen shows an item: the same for all in the feed. */
export const DURATION = '20';
/** How the descriptions of the feed begin, in its two languages. */
export const SENTENCE = /^\d+ (?:years? old|months? old|jaar|maand(?:en)?)\b/i;
/** `resourceDesc` of a slide, with its kind. */
export const SLIDE = /^Slide ?(.*)$/;

/** What CAP wants to be told of every alert; the feed tells of missing children only. */
export const OF_EVERY_ITEM: Pick<Info, 'category' | 'event' | 'responseType' | 'urgency' | 'severity' | 'certainty'> =
  { category: ['Rescue'], event: 'Missing child', responseType: ['Monitor'], urgency: 'Immediate', severity: 'Severe', certainty: 'Likely' };

/** File names of pictures that show nobody. */
export const PLACEHOLDER = /placeholder|no[-_]?(?:photo|image|picture)|silhouette|unknown|anonym/i;

/** Pointers of the alert → where the feed keeps the value. */
export const SOURCES: Readonly<Record<string, string>> = {
  '/identifier': '/guid', '/sent': '/np:PublishedDate', '/info/0/headline': '/title', '/info/0/description': '/description', '/info/0/web': '/np:url', '/info/0/resource': '/np:media',
  '/case/children/0': '/title', '/case/children/0/photos': '/np:media', '/case/lastSeen/point': '/np:geometry',
};

/** An element with attributes is an object, one without is its text. */
export type Element = string | Record<string, string>;

export interface Item {
  title: string;
  description?: string;
  guid: Element;
  link?: string;
  'np:msgid'?: string;
  'np:Duration'?: string;
  'np:PublishedDate': string;
  'np:url'?: string;
  'np:media'?: Element[];
  'np:SlideImages'?: string | { 'np:SlideImage'?: Element[] };
  'np:geometry'?: string | { 'np:location'?: string | { 'np:lat'?: string; 'np:lng'?: string } };
}
