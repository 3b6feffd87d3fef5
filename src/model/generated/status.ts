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
