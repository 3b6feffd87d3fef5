// Generated from schemas/inbox-item.schema.json by "npm run types". Do not edit.

/**
 * A message in a mailbox.
 */
export interface InboxItem {
  /**
   * To be acknowledged by.
   */
  delivery: string;
  alert: string;
  position: string;
  contentType: string;
  /**
   * In the centre's own format.
   */
  body: string;
  /**
   * Only where the body is not UTF-8.
   */
  encoding?: 'base64';
}
