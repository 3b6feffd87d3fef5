// Generated from schemas/audit-head.schema.json by "npm run types". Do not edit.

/**
 * The end of the audit chain, signed by this gateway.
 */
export interface AuditHead {
  checkpoint: {
    gateway: string;
    /**
     * Which chain it is the head of; absent for the audit trail.
     */
    log?: 'disclosures';
    position: number;
    hash: string;
    at: string;
  };
  /**
   * Ed25519 over the canonical JSON of `checkpoint`, base64.
   */
  signature: string;
  /**
   * Ed25519, as a JWK.
   */
  publicKey: {
    [k: string]: unknown | undefined;
  };
}
