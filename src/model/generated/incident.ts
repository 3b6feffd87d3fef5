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
   * Messages between the desks that wait for an answer, of those the caller may read.
   */
  openQuestions: number;
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
 * What a country decided about an alert: where it stands, and since when.
 */
export interface Decision {
  state: 'requested' | 'review' | 'activated' | 'declined' | 'needs-information' | 'suspended' | 'ended';
  /**
   * Who decided.
   */
  by: string | null;
  at: string | null;
  reason: string | null;
  /**
   * The end of the broadcast, as the desk said it, else as the rules of the country advise.
   */
  until: string | null;
  /**
   * Why it has ended; null while it has not.
   */
  endReason?: 'found' | 'expired' | 'cancelled' | 'withdrawn' | null;
  /**
   * The version of the alert that was decided on.
   */
  decidedOn?: string | null;
  /**
   * An Update came after it was decided: the decision was taken on an older version.
   */
  updatedAt?: string | null;
  /**
   * Steps the caller could take now; only for the centre that decides for the country.
   */
  possible?: ('review' | 'activate' | 'decline' | 'needs-information' | 'suspend' | 'resume' | 'prolong' | 'end')[];
  /**
   * In the answer to a decision, like the two after it.
   */
  country?: string;
  alert?: string;
  /**
   * What the desk should know of its own step. Rules are advice, never a limit.
   */
  issues?: Issue[];
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
