// Generated from schemas/disclosure.schema.json by "npm run types". Do not edit.

/**
 * delivered: sent to a webhook that answered for it; sent: left for a webhook that gave no good answer, noted once; fetched: out of a mailbox; read: the alert in one of its forms; original: its bytes as received; resource: embedded content; photo: a photo by its link; status-words: what people wrote in answers and decisions; desk-message: what desks of a case wrote to one another; searched: a search by name, plate or number; proposal: a proposal's content.
 */
export type What =
  'delivered' | 'sent' | 'fetched' | 'read' | 'original' | 'resource' | 'photo' | 'status-words' | 'desk-message' | 'searched' | 'proposal';
/**
 * How it left.
 */
export type Channel = 'webhook' | 'mailbox' | 'api' | 'page' | 'link';
/**
 * What entitled the reader: its own alert, one that was sent to it, oversight of its countries, or a search.
 */
export type Why = 'origin' | 'addressee' | 'oversight' | 'consultation';
/**
 * What the reader said it was for, in the header alertbridge-purpose.
 */
export type Purpose = 'case-work' | 'decision' | 'supervision' | 'complaint' | 'training' | 'other';
/**
 * A class of x-privacy in schemas/alert.schema.json, or prose: text that a person wrote, which may say anything.
 */
export type DataClass = 'public' | 'restricted' | 'identity' | 'health' | 'suspect' | 'third-party' | 'audit' | 'prose';

/**
 * One entry of the disclosure log: who was shown what of an alert, when and why. docs/audit.md says how to verify the chain.
 */
export interface DisclosureView {
  position: number;
  at: string;
  /**
   * Id of the centre or client.
   */
  who: string;
  role: string;
  what: What;
  channel: Channel;
  why: Why;
  purpose?: Purpose;
  /**
   * What kinds of data were in it, after everything kept from this receiver had gone.
   */
  classes: DataClass[];
  alert?: string;
  incident?: string;
  proposal?: string;
  /**
   * How many alerts a page of search results named. What was searched for is not kept.
   */
  found?: number;
  /**
   * SHA-256 over the hash before and this entry.
   */
  hash: string;
}
