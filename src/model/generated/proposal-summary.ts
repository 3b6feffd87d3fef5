// Generated from schemas/proposal-summary.schema.json by "npm run types". Do not edit.

/**
 * A proposal as lists show it: ids, codes and times.
 */
export interface ProposalSummary {
  id: string;
  country: string;
  /**
   * The step of the chain that holds it, or `issued`, `declined`, `withdrawn`.
   */
  state: string;
  /**
   * Whose turn it is; null once it has ended.
   */
  holder: string | null;
  /**
   * The steps of the country's referral chain, in order; the last is that of the centre which decides.
   *
   * @minItems 2
   */
  chain: [
    {
      step: string;
      /**
       * Id of the reporter or centre it has come to there; null where it has not been.
       */
      holder: string | null;
    },
    {
      step: string;
      /**
       * Id of the reporter or centre it has come to there; null where it has not been.
       */
      holder: string | null;
    },
    ...{
      step: string;
      /**
       * Id of the reporter or centre it has come to there; null where it has not been.
       */
      holder: string | null;
    }[]
  ];
  /**
   * As its maker wrote it; null where it says none.
   */
  status: 'Actual' | 'Exercise' | 'System' | 'Test' | null;
  /**
   * The strictest sign found.
   */
  effectiveStatus: 'Actual' | 'Exercise' | 'System' | 'Test' | 'Draft';
  /**
   * The reporter that made it.
   */
  maker: string;
  /**
   * Format it came in.
   */
  adapter: string;
  madeAt: string;
  endedAt: string | null;
  /**
   * Since when nothing of its content is left.
   */
  erasedAt: string | null;
  /**
   * The alert it became.
   */
  alert: string | null;
  /**
   * The case of that alert.
   */
  incident: string | null;
}
