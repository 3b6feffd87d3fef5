// Generated from schemas/centre.schema.json by "npm run types". Do not edit.

/**
 * A: an official page. B: the press or a partner's page. C: from memory.
 */
export type Confidence = 'A' | 'B' | 'C';

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
  /**
   * Of its country; null where nothing is written of it.
   */
  rules: NationalRules | null;
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
  /**
   * What the gateway fetches for the centre, and how that goes. For operators and the centre itself; absent for others.
   */
  feeds?: {
    /**
     * As alarms and figures name it.
     */
    id: string;
    kind: 'feed' | 'directory';
    /**
     * Without its parameters; a path for a directory.
     */
    address: string;
    state: 'up' | 'failing' | 'down' | 'not tried';
    /**
     * In a row.
     */
    failures: number;
    downSince: string | null;
    lastAttemptAt: string | null;
    lastSuccessAt: string | null;
    /**
     * Why the last look failed; null where it did not.
     */
    lastError: string | null;
  }[];
}
/**
 * How one country launches, repeats and ends a child alert. Advice to whoever reads it, never a limit of the gateway. What is not known is null or an empty list.
 */
export interface NationalRules {
  /**
   * ISO 3166-1 alpha-2; XK for Kosovo.
   */
  country: string;
  /**
   * Name of the alert; null where none is known.
   */
  system: string | null;
  /**
   * Who launches an alert.
   */
  decidedBy: string | null;
  /**
   * All must be met. The ids of `schemas/codes/criterion.json`, or one of this country's own.
   */
  criteria: {
    id: string;
    /**
     * How the country puts it, in English.
     */
    text: string;
  }[];
  /**
   * Categories of case for which there is no alert.
   */
  exclusions: ('criminal-abduction' | 'parental-abduction' | 'runaway' | 'missing-in-migration' | 'lost-injured' | 'other')[];
  /**
   * Children below this age, in years.
   */
  maxAge: number | null;
  /**
   * How long an alert is broadcast.
   */
  duration: {
    hours: number | null;
    /**
     * How often it may be prolonged.
     */
    extensions: number | null;
    maxHours: number | null;
    /**
     * Ends when the hours are over, though the child is still missing.
     */
    stopsItself: boolean | null;
  };
  /**
   * In the order of time.
   */
  repetition: {
    untilHour: number;
    everyMinutes: number;
  }[];
  /**
   * Whose consent is asked for; null where that is not known.
   */
  consent: {
    /**
     * Asked for before the name is published.
     */
    name: boolean;
    photo: boolean;
    by: string;
    /**
     * When it goes without.
     */
    waived: string | null;
  } | null;
  end: {
    /**
     * The public is told.
     */
    message: boolean | null;
    /**
     * Everything about the child is deleted.
     */
    erase: boolean | null;
    /**
     * How long after the end that is; absent where the rules do not say.
     */
    eraseAfterHours?: number;
    text: string | null;
  };
  /**
   * BCP 47: official languages, or those of the alert where they are known.
   *
   * @minItems 1
   */
  languages: [string, ...string[]];
  channels: Channel[];
  tipLines: TipLine[];
  referral?: Referral;
  notes?: string[];
  confidence: Confidence;
  source: string;
}
export interface Channel {
  /**
   * `cell-broadcast` is the AMBER channel of telephones, message ids 4379 and 4392.
   */
  kind: 'cell-broadcast' | 'social-media' | 'application';
  /**
   * `disabled`: telephones of this country cannot show it. `not configured`: the system says nothing of this country, and its default holds.
   */
  state: 'available' | 'disabled' | 'not configured';
  /**
   * As telephones show it in English.
   */
  name: string | null;
  nativeName: string | null;
  confidence: Confidence;
  source: string;
}
export interface TipLine {
  phone: string;
  kind: 'hotline' | 'police' | 'emergency';
  confidence: Confidence;
  source: string;
}
/**
 * How a proposal of an alert comes before the authority that decides. Absent: from a reporter straight to the centre.
 */
export interface Referral {
  /**
   * In order; the last is that of the centre which decides for the country.
   *
   * @minItems 2
   */
  steps: [
    {
      id: string;
      /**
       * Who that is, in English.
       */
      name: string;
    },
    {
      id: string;
      /**
       * Who that is, in English.
       */
      name: string;
    },
    ...{
      id: string;
      /**
       * Who that is, in English.
       */
      name: string;
    }[]
  ];
  confidence: Confidence;
  source: string;
}
