// Generated from schemas/readiness.schema.json by "npm run types". Do not edit.

/**
 * Whether the gateway takes work.
 */
export interface Readiness {
  ready: boolean;
  /**
   * It answers.
   */
  database: boolean;
  /**
   * It answers.
   */
  queue: boolean;
}
