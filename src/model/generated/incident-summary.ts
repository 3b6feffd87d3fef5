// Generated from schemas/incident-summary.schema.json by "npm run types". Do not edit.

/**
 * A case as lists show it.
 */
export interface IncidentSummary {
  id: string;
  origin: string;
  country: string;
  /**
   * The strictest status found of each of its messages: a drill shows before anything is read.
   */
  statuses: ('Actual' | 'Exercise' | 'System' | 'Test')[];
  createdAt: string;
  messages: number;
  lastReceivedAt: string;
  /**
   * One of its alerts is active.
   */
  live: boolean;
}
