// Generated from schemas/erasure.schema.json by "npm run types". Do not edit.

/**
 * An alert that was erased here, and what those who had it have answered: ids, codes and times.
 */
export interface Erasure {
  alert: string;
  incident: string;
  /**
   * The centre that submitted it.
   */
  origin: string;
  /**
   * Of the origin, ISO 3166-1 alpha-2.
   */
  country: string;
  /**
   * ended: the case was found, cancelled or withdrawn. requested: by its origin. retention: kept for as long as its origin keeps alerts.
   */
  reason: 'ended' | 'requested' | 'retention' | 'restore';
  /**
   * When it was decided.
   */
  begunAt: string;
  /**
   * Null for the moment that it takes.
   */
  erasedAt: string | null;
  /**
   * By when those who had it are to have erased it; null where nobody had it.
   */
  by: string | null;
  /**
   * The worst of its orders; complete once all have erased.
   */
  state: 'erasing' | 'overdue' | 'refused' | 'outstanding' | 'complete';
  /**
   * One for each centre that had it.
   */
  orders: EraseOrderState[];
}
export interface EraseOrderState {
  delivery: string;
  centre: string;
  country: string;
  state: 'outstanding' | 'overdue' | 'erased' | 'refused';
  attempts: number;
  /**
   * When the order reached the centre.
   */
  deliveredAt: string | null;
  /**
   * When it erased, as it says itself; or when it refused.
   */
  answeredAt: string | null;
  lastError: string | null;
  /**
   * Why it refused, in its own words: for the origin, liaison officers and itself.
   */
  reason: string | null;
}
