// Generated from schemas/rendering.schema.json by "npm run types". Do not edit.

/**
 * An alert in one language, written from the coded facts of its case.
 */
export interface Rendering {
  /**
   * BCP 47, as the languages of the gateway are named.
   */
  language: string;
  /**
   * Whether somebody whose first language it is has read the words.
   */
  review: 'draft' | 'reviewed';
  /**
   * At most 160 characters.
   */
  headline: string;
  /**
   * A fact on each line.
   */
  description: string;
  instruction: string;
  shortTexts: ShortText[];
}
/**
 * For cell broadcast. Shortened by leaving out whole facts, the least important first.
 */
export interface ShortText {
  /**
   * Most characters of this text: 90, 360 or 1395.
   */
  limit: number;
  text: string;
  /**
   * The default alphabet of 3GPP TS 23.038, where every character is in it.
   */
  alphabet: 'gsm-7' | 'ucs-2';
  /**
   * In units of the alphabet; those of the extension table count twice.
   */
  characters: number;
  /**
   * Of 82 octets (3GPP TS 23.041): 93 characters in the default alphabet, 41 in UCS-2.
   */
  pages: number;
}
