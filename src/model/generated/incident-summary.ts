// Generated from schemas/incident-summary.schema.json by "npm run types". Do not edit.

/**
 * A case as lists show it.
 */
export interface IncidentSummary {
  id: string;
  origin: string;
  country: string;
  createdAt: string;
  messages: number;
  lastReceivedAt: string;
  /**
   * One of its alerts is active.
   */
  live: boolean;
}
