// Generated from schemas/audit-entry.schema.json by "npm run types". Do not edit.

/**
 * One entry of the audit chain. docs/audit.md says how to verify it.
 */
export interface AuditEntryView {
  position: number;
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
  /**
   * SHA-256 over the hash before and this entry.
   */
  hash: string;
}
