// Generated from schemas/desk-message.schema.json by "npm run types". Do not edit.

/**
 * A question or an answer between the desk that issued an alert and one that got it.
 */
export interface DeskMessage {
  id: string;
  incident: string;
  /**
   * The version it was written about.
   */
  alert: string;
  from: string;
  to: string;
  at: string;
  /**
   * Null where it is erased.
   */
  text: string | null;
  /**
   * The text went with the alert it was written about; who wrote to whom and when is left.
   */
  erased: boolean;
  /**
   * The message it answers; null where it asks.
   */
  answers: string | null;
  /**
   * It waits for an answer, or for an Update of the alert.
   */
  open: boolean;
}
