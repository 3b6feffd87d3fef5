// Generated from schemas/event.schema.json by "npm run types". Do not edit.

/**
 * The `data` of one server-sent event; its `id` is its place in the audit chain.
 */
export interface AlertEvent {
  at: string;
  type: string;
  alert?: string;
  incident?: string;
  centre?: string;
  /**
   * Who did it, where somebody did.
   */
  actor?: string;
  /**
   * Codes and numbers, never words or names.
   */
  detail: {
    [k: string]: unknown | undefined;
  };
}
