// Generated from schemas/incident.schema.json by "npm run types". Do not edit.

/**
 * A case: all its messages, and how each country stands.
 */
export interface Incident {
  id: string;
  origin: string;
  country: string;
  /**
   * The strictest status found of each of its messages: a drill shows before anything is read.
   */
  statuses: ('Actual' | 'Exercise' | 'System' | 'Test')[];
  /**
   * One of its alerts is active.
   */
  live: boolean;
  /**
   * Oldest first.
   */
  alerts: AlertSummary[];
  countries: {
    /**
     * The desk that decides for the country; null where the network file names none any more.
     */
    call: Desk | null;
    country: string;
    /**
     * The newest delivery of each.
     */
    centres: {
      centre: string;
      state: 'queued' | 'retrying' | 'held' | 'delivered' | 'acknowledged' | 'refused' | 'superseded' | 'expired' | 'dead';
      heldReason: 'status-conflict' | 'receiver' | 'paused' | 'restore' | null;
      deliveredAt: string | null;
      acknowledgedAt: string | null;
    }[];
    decision: Decision | null;
  }[];
}
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
export interface Desk {
  centre: string;
  name: string;
  phone: string | null;
  email: string | null;
}
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
