// Generated from schemas/redrive.schema.json by "npm run types". Do not edit.

/**
 * What became of one delivery that an operator wanted sent again.
 */
export interface RedriveView {
  /**
   * Of the delivery.
   */
  id: string;
  centre: string;
  alert: string;
  /**
   * State before.
   */
  from: string;
  /**
   * State after; absent where there is a problem.
   */
  to?: string;
  /**
   * Why it cannot be sent again: a code.
   */
  problem?: string;
  /**
   * The problem in words, and what can be done.
   */
  detail?: string;
}
