// Generated from schemas/decision.schema.json by "npm run types". Do not edit.

/**
 * What a country decided about an alert.
 */
export interface Decision {
  state: 'requested' | 'review' | 'activated' | 'declined' | 'needs-information' | 'suspended' | 'ended';
  /**
   * Who decided.
   */
  by: string | null;
  at: string | null;
  reason: string | null;
  until: string | null;
}
