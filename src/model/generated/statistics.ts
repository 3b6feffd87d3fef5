// Generated from schemas/statistics.schema.json by "npm run types". Do not edit.

/**
 * Counts of cases without identity. docs/statistics.md says what is counted, and how small numbers are protected.
 */
export interface Statistics {
  /**
   * First day, UTC.
   */
  from: string;
  /**
   * Last day, included.
   */
  to: string;
  by: string[];
  protection: {
    /**
     * Counts from 1 to one less than this are protected.
     */
    below: number;
    /**
     * All other counts are rounded to a multiple of this.
     */
    roundedTo: number;
  };
  total: Figures;
  rows: Row[];
  /**
   * There are no rows, because a small number would follow from them and the totals.
   */
  withheld: boolean;
}
export interface Figures {
  cases: Count;
  alerts: Count;
  deliveries: Count;
  decisions: Counts;
  ends: Counts;
  times: Times;
}
export interface Count {
  /**
   * null where protected.
   */
  value: number | null;
  protected: boolean;
  /**
   * It may be any number: shown, a small one would follow from it.
   */
  withheld?: true;
}
export interface Counts {
  [k: string]: Count | undefined;
}
/**
 * From receipt to relay and to acknowledgement of each alert; from the first receipt to a country's first decision and to the end of the case.
 */
export interface Times {
  relay: Spread;
  acknowledged: Spread;
  decision: Spread;
  end: Spread;
}
/**
 * Seconds. null where too few were measured.
 */
export interface Spread {
  count: Count;
  median: number | null;
  p90: number | null;
}
export interface Row {
  by: {
    [k: string]: string | undefined;
  };
  cases: Count;
  alerts: Count;
  deliveries: Count;
  decisions: Counts;
  ends: Counts;
  times: Times;
}
