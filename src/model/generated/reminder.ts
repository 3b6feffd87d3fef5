// Generated from schemas/reminder.schema.json by "npm run types". Do not edit.

/**
 * What the desk of a country that broadcasts an alert is sent as often as its national rules repeat it: a webhook or mailbox item of type application/vnd.alertbridge.reminder+json.
 */
export interface Reminder {
  /**
   * The alert, in the version that was decided on.
   */
  reminder: string;
  incident: string;
  country: string;
  /**
   * Where the country stands now. Only `activated` is to be repeated.
   */
  decision: 'requested' | 'review' | 'activated' | 'declined' | 'needs-information' | 'suspended' | 'ended';
  /**
   * When it was activated; null where it is no longer.
   */
  since: string | null;
  until: string | null;
  /**
   * How many there have been since then, this one included.
   */
  number: number;
  /**
   * When the next one comes; this one is worth nothing after that.
   */
  next: string | null;
}
