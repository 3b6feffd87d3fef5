// Generated from schemas/manifest.schema.json by "npm run types". Do not edit.

/**
 * What one adapter folder says of itself.
 */
export interface Manifest {
  /**
   * Equal to the folder's name.
   */
  id: string;
  name: string;
  countries: string[];
  /**
   * How the gateway parses and writes the bytes around the adapter. csv and text are carriers of a form (form.json), made by the gateway; no folder names them.
   */
  syntax: 'json' | 'xml' | 'csv' | 'text';
  /**
   * XML only: the namespace without which a document is not of this format.
   */
  namespace?: string;
  /**
   * XML only: false where elements are known by their names without prefixes, because writers choose their own.
   */
  prefixes?: boolean;
  /**
   * The format is CAP and more: it is read, judged and written as CAP, and decode is given the alert so read and adds to it. Such a folder has no national.schema.json.
   */
  dialectOf?: 'cap';
  /**
   * Text that stands in every document of this format, so that others need not be read to tell. A form has one of its own.
   */
  mark?: string;
  /**
   * XML only: elements that are lists even where there is one, as paths with periods between.
   */
  lists?: string[];
  /**
   * JSON pointer of the list of messages, where the document is more than that list.
   */
  messages?: string;
  /**
   * Content type of what the adapter writes.
   */
  mediaType: string;
  direction: 'in' | 'out' | 'both';
  /**
   * BCP 47; the first is the one written.
   *
   * @minItems 1
   */
  languages: [string, ...string[]];
  /**
   * IANA zone of times that carry no offset.
   */
  timeZone: string;
  /**
   * assumed: inferred from public text; published: a public specification is cited; confirmed: test messages were exchanged.
   */
  standing: 'assumed' | 'published' | 'confirmed';
  feed?: FeedHabits;
  /**
   * @minItems 1
   */
  sources: [string, ...string[]];
  /**
   * What does not survive the way out.
   */
  losses: {
    /**
     * JSON pointer into the alert, * for any item.
     */
    path: string;
    reason: string;
  }[];
}
/**
 * How documents of this format behave when they are fetched again and again. Left out: messages have versions of their own, and one that is gone is no news.
 */
export interface FeedHabits {
  /**
   * none: a message keeps identifier and time of sending when its content changes; the change becomes an Update.
   */
  versions?: 'own' | 'none';
  /**
   * What it means that a message is no longer there. ended: a person is told.
   */
  absence?: 'nothing' | 'ended';
  /**
   * JSON pointer of what is true where the document is the whole list; elsewhere absence means nothing.
   */
  complete?: string;
}
