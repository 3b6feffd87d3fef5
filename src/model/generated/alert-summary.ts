// Generated from schemas/alert-summary.schema.json by "npm run types". Do not edit.

/**
 * An alert as lists show it: ids, codes and times. The words are behind the id.
 */
export interface AlertSummary {
  id: string;
  incident: string;
  msgType: 'Alert' | 'Update' | 'Cancel' | 'Ack' | 'Error';
  /**
   * As the origin wrote it.
   */
  status: 'Actual' | 'Exercise' | 'System' | 'Test';
  /**
   * The strictest sign found; this one counts.
   */
  effectiveStatus: 'Actual' | 'Exercise' | 'System' | 'Test';
  state: 'active' | 'superseded' | 'cancelled' | 'expired' | 'erased';
  heldReason: 'status-conflict' | 'receiver' | 'paused' | 'restore' | null;
  /**
   * Centre that sent it.
   */
  origin: string;
  /**
   * Country of the origin.
   */
  country: string;
  /**
   * Format it came in.
   */
  adapter: string;
  sentAt: string;
  receivedAt: string;
  /**
   * End of the relay's validity.
   */
  expiresAt: string | null;
}
