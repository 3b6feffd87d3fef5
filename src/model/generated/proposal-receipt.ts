// Generated from schemas/proposal-receipt.schema.json by "npm run types". Do not edit.

/**
 * What a reporter gets back for a proposal that was kept.
 */
export interface ProposalReceipt {
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
   * The same bytes were proposed before; this is that proposal as it stands now.
   */
  duplicate: boolean;
  /**
   * What is odd, and as `error` what has to be put right before it can be issued as it is.
   */
  issues: Issue[];
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
