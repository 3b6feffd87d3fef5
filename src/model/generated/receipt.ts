// Generated from schemas/receipt.schema.json by "npm run types". Do not edit.

/**
 * What a centre gets back for a message that was accepted.
 */
export interface Receipt {
  /**
   * The alert, here.
   */
  id: string;
  /**
   * The case it belongs to.
   */
  incident: string;
  /**
   * What the origin calls it.
   */
  key: {
    sender: string;
    identifier: string;
    /**
     * As the origin wrote it.
     */
    sent: string;
  };
  msgType: 'Alert' | 'Update' | 'Cancel' | 'Ack' | 'Error';
  /**
   * As the origin wrote it.
   */
  status: 'Actual' | 'Exercise' | 'System' | 'Test';
  /**
   * The same message was accepted before; this is its receipt.
   */
  duplicate: boolean;
  /**
   * One for each centre it goes to.
   */
  deliveries: {
    id: string;
    centre: string;
    state: 'queued' | 'retrying' | 'held' | 'delivered' | 'acknowledged' | 'refused' | 'superseded' | 'expired' | 'dead';
  }[];
  /**
   * Warnings and notes.
   */
  issues: Issue[];
}
/**
 * One thing wrong with, or worth knowing about, a message. Its text never repeats a value that could identify a person.
 */
export interface Issue {
  /**
   * Stable code, such as CAP_G06 or XML_DOCTYPE.
   */
  code: string;
  level: 'error' | 'warning' | 'note';
  /**
   * XPath for XML, JSON pointer for JSON; empty for the whole document.
   */
  path: string;
  /**
   * What is wrong and what would be right.
   */
  message: string;
  line?: number;
  column?: number;
}
