// Generated from schemas/confirmation.schema.json by "npm run types". Do not edit.

/**
 * A held alert after its origin said what it is.
 */
export interface Confirmation {
  id: string;
  incident: string;
  status: 'Actual' | 'Exercise' | 'System' | 'Test';
  effectiveStatus: 'Actual' | 'Exercise' | 'System' | 'Test';
  deliveries: {
    id: string;
    centre: string;
    state: 'queued' | 'retrying' | 'held' | 'delivered' | 'acknowledged' | 'refused' | 'superseded' | 'expired' | 'dead';
  }[];
}
