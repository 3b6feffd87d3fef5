// Generated from schemas/problem.schema.json by "npm run types". Do not edit.

/**
 * A refusal (RFC 9457). Its words hold no personal data.
 */
export interface Problem {
  /**
   * A URN for the code.
   */
  type: string;
  /**
   * What happened.
   */
  title: string;
  status: number;
  /**
   * Stable; docs/errors.md explains each.
   */
  code: string;
  /**
   * What happened here and what to do.
   */
  detail: string;
  /**
   * What is wrong, one by one; empty where there is nothing to point at.
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
