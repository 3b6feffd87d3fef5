// Generated from schemas/proposal.schema.json by "npm run types". Do not edit.

/**
 * A proposal of an alert, for its reporters and the centre that decides.
 */
export interface Proposal {
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
  maker: string;
  adapter: string;
  madeAt: string;
  endedAt: string | null;
  erasedAt: string | null;
  alert: string | null;
  incident: string | null;
  /**
   * What the caller may do now.
   */
  possible: ('refer' | 'return' | 'decline' | 'withdraw' | 'issue')[];
  /**
   * As much of an alert of the common model as could be read; null where nothing could, and once erased.
   */
  content: {
    [k: string]: unknown | undefined;
  } | null;
  issues: Issue[];
  /**
   * Every step, oldest first.
   */
  timeline: {
    seq: number;
    at: string;
    type: string;
    /**
     * Who did it; null for the gateway itself.
     */
    actor: string | null;
    /**
     * What it was after that.
     */
    state: string;
    /**
     * Who holds it since.
     */
    to: string | null;
    reason: string | null;
  }[];
}
/**
 * One thing wrong with, or worth knowing about, a message. Its text never repeats a value that could identify a person.
 */
export interface Issue {
  /**
   * Stable code, such as CAP_G06 or XML_DOCTYPE.
   */
  code: string;
  level: 'error' | 'warning' | 'note';
  /**
   * XPath for XML, JSON pointer for JSON; empty for the whole document.
   */
  path: string;
  /**
   * What is wrong and what would be right.
   */
  message: string;
  line?: number;
  column?: number;
}
