// Generated from schemas/status.schema.json by "npm run types". Do not edit.

/**
 * Where an alert is, what happened to it, and what was decided.
 */
export interface AlertStatus {
  id: string;
  incident: string;
  msgType: 'Alert' | 'Update' | 'Cancel' | 'Ack' | 'Error';
  status: 'Actual' | 'Exercise' | 'System' | 'Test';
  effectiveStatus: 'Actual' | 'Exercise' | 'System' | 'Test';
  state: 'active' | 'superseded' | 'cancelled' | 'expired' | 'erased';
  heldReason: 'status-conflict' | 'receiver' | 'paused' | 'restore' | null;
  expiresAt: string | null;
  /**
   * Nothing of the alert is erased while a court or an authority holds it.
   */
  legalHold: {
    since: string;
    /**
     * The centre or operator that set it.
     */
    by: string;
  } | null;
  deliveries: Delivery[];
  /**
   * What the case meets of the criteria of the origin and of each receiving country, in codes. A receiver reads its own and the origin's; empty where the alert has no case.
   */
  criteria: CountryCriteria[];
  /**
   * What became of the pictures of a child alert, in codes (docs/photos.md); empty where it shows none.
   */
  photos: PhotoState[];
  /**
   * Messages between the desks of the incident that wait for an answer, of those the caller may read.
   */
  openQuestions: number;
  /**
   * Oldest first.
   */
  timeline: {
    seq: number;
    at: string;
    /**
     * As in events.
     */
    type: string;
    centre: string | null;
    /**
     * Who did it, where somebody did.
     */
    actor: string | null;
    /**
     * Codes and numbers.
     */
    detail: {
      [k: string]: unknown | undefined;
    };
  }[];
}
/**
 * One alert for one centre.
 */
export interface Delivery {
  /**
   * Also the `webhook-id`.
   */
  id: string;
  centre: string;
  country: string;
  state: 'queued' | 'retrying' | 'held' | 'delivered' | 'acknowledged' | 'refused' | 'superseded' | 'expired' | 'dead';
  heldReason: 'status-conflict' | 'receiver' | 'paused' | 'restore' | null;
  attempts: number;
  firstAttemptAt: string | null;
  /**
   * The centre has it.
   */
  deliveredAt: string | null;
  /**
   * The centre answered.
   */
  acknowledgedAt: string | null;
  /**
   * Null where nothing is due, and for mailboxes.
   */
  nextAttemptAt: string | null;
  /**
   * A code.
   */
  lastError: string | null;
  receipt: {
    /**
     * What kind of answer: unsigned, cap-ack, cap-error, mailbox-received, mailbox-refused.
     */
    kind: string;
    /**
     * The centre's own words; null for those who read codes only.
     */
    reason: string | null;
  } | null;
  /**
   * Of the country, as far as it is known.
   */
  decision: Decision | null;
  advice?: Advice;
  /**
   * In lists of deliveries only, like the three after it.
   */
  alert?: string;
  incident?: string;
  createdAt?: string;
  expiresAt?: string | null;
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
/**
 * What the national rules of the receiver say of the broadcast, in the status of an alert only: advice, never a limit. Null is not known.
 */
export interface Advice {
  hours: number | null;
  maxHours: number | null;
  repetition: {
    untilHour: number;
    everyMinutes: number;
  }[];
  channels: {
    kind: string;
    name: string | null;
  }[];
  endMessage: boolean | null;
  confidence: 'A' | 'B' | 'C';
}
export interface CountryCriteria {
  country: string;
  role: 'origin' | 'receiver';
  /**
   * `common`: the five criteria of SEC(2008) 2912, where those of the country are not known.
   */
  basis: 'national' | 'common';
  items: {
    id: string;
    verdict: 'met' | 'not met' | 'unknown';
    /**
     * What it rests on: the list of the case, the ages of the children, or the category.
     */
    from: 'criteria' | 'age' | 'category' | null;
  }[];
}
export interface PhotoState {
  place: number;
  /**
   * JSON pointer to where the alert shows it first.
   */
  path: string;
  state: 'waiting' | 'kept' | 'failed';
  /**
   * Why it failed, or why the last attempt did.
   */
  code: string | null;
  /**
   * By what it was recognised as standing for a missing photo.
   */
  placeholder: 'declared' | 'address' | 'content' | 'repeated' | null;
  attempts: number;
  nextAttemptAt: string | null;
  width: number | null;
  height: number | null;
  /**
   * Of the cleaned picture.
   */
  bytes: number | null;
}
