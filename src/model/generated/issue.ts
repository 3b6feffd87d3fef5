// Generated from schemas/issue.schema.json by "npm run types". Do not edit.

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
