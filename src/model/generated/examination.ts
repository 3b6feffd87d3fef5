// Generated from schemas/examination.schema.json by "npm run types". Do not edit.

/**
 * What the gateway found when it examined itself.
 */
export interface ExaminationView {
  /**
   * No finding is an error.
   */
  healthy: boolean;
  findings: {
    check: string;
    level: 'ok' | 'warning' | 'error';
    /**
     * What was found and what to do.
     */
    message: string;
  }[];
}
