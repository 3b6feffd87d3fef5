// Generated from schemas/centre.schema.json by "npm run types". Do not edit.

/**
 * A centre of the network, without addresses, secrets and keys.
 */
export interface CentreView {
  id: string;
  /**
   * Null, like the name, where the centre has left the network file and something still waits for it.
   */
  country: string | null;
  name: string | null;
  /**
   * BCP 47, the first preferred.
   */
  languages: string[];
  contact: {
    phone?: string;
    email?: string;
  } | null;
  /**
   * Takes its country's decision.
   */
  decides: boolean;
  /**
   * Format of what it sends.
   */
  sends: string | null;
  receives: {
    adapter: string;
    transport: 'webhook' | 'mailbox';
    statuses: ('Actual' | 'Exercise' | 'System' | 'Test')[];
  } | null;
  health: {
    line: 'up' | 'failing' | 'down' | 'paused' | 'not tried';
    /**
     * In a row.
     */
    failures: number;
    downSince: string | null;
    pausedSince: string | null;
    lastSuccessAt: string | null;
    lastFailureAt: string | null;
  };
}
