// Generated from schemas/exercise.schema.json by "npm run types". Do not edit.

/**
 * The scenario of a drill: who takes part, what is told, and who is to do what by when. Everything in it is invented.
 */
export interface Exercise {
  /**
   * Small letters, digits and hyphens, as the file is named.
   */
  id: string;
  title: string;
  /**
   * In a sentence, what whoever takes part can do afterwards.
   */
  trains: string;
  /**
   * BCP 47, such as sq: the language of the texts, that of the origin.
   */
  language: string;
  /**
   * The word for exercise in that language. It stands behind EXERCISE in the headline and the note of every message.
   */
  mark: string;
  /**
   * For the trainer: what to prepare.
   */
  notes?: string;
  /**
   * One entry for each day; without it there is one day.
   *
   * @minItems 1
   */
  days?: [Day, ...Day[]];
  /**
   * @minItems 2
   */
  cast: [Player, Player, ...Player[]];
  /**
   * What messages say, by a name that steps refer to.
   */
  contents?: {
    [k: string]: Content | undefined;
  };
  /**
   * @minItems 1
   */
  steps: [Step, ...Step[]];
}
export interface Day {
  title: string;
  /**
   * Time of day on the trainer's plan, such as 09:00.
   */
  starts?: string;
  notes?: string;
}
export interface Player {
  /**
   * Small letters, digits and hyphens. On a running gateway the id there, or said with --as.
   */
  id: string;
  /**
   * An observer sits in the room and has no key.
   */
  role: 'centre' | 'reporter' | 'liaison' | 'observer';
  name: string;
  /**
   * Two capitals, such as AL.
   */
  country?: string;
  /**
   * Of a reporter: the step of the country's referral chain.
   */
  step?: string;
  /**
   * Of a centre, first is preferred.
   *
   * @minItems 1
   */
  languages?: [string, ...string[]];
}
export interface Content {
  /**
   * Another content that this one changes: what is not given here is taken from there.
   */
  from?: string;
  headline?: string;
  description?: string;
  instruction?: string;
  /**
   * @minItems 1
   */
  areas?: [Place, ...Place[]];
  /**
   * Before the message is sent; written as lastSeen.at.
   */
  lastSeenMinutesAgo?: number;
  case?: Case;
}
export interface Place {
  name: string;
  /**
   * Latitude, longitude and radius in kilometres: "41.33,19.82 20".
   */
  circle?: string;
}
/**
 * The child-alert profile, urn:alertbridge:cap:child-alert:1.0.
 */
export interface Case {
  tier?: 'amber' | 'endangered-missing';
  category?: 'criminal-abduction' | 'parental-abduction' | 'runaway' | 'missing-in-migration' | 'lost-injured' | 'other';
  children?: Child[];
  lastSeen?: LastSeen;
  suspects?: Suspect[];
  vehicles?: Vehicle[];
  /**
   * Items: ISO 3166-1 alpha-2.
   */
  possibleCountries?: string[];
  criteria?: {
    id: string;
    met: boolean;
    by?: string;
  }[];
  consent?: {
    /**
     * The name may be published.
     */
    name?: boolean;
    /**
     * The photo may be published.
     */
    photo?: boolean;
    by?: string;
    reference?: string;
  };
  authority?: {
    name?: string;
    /**
     * Reference of the decision.
     */
    decision?: string;
    legalBasis?: string;
    at?: string;
  };
  tipLines?: {
    phone: string;
    kind?: string;
  }[];
  relatedPersons?: {
    name: string;
    kind: 'sibling' | 'parent' | 'other';
  }[];
  outcome?: {
    result?: string;
    foundBy?: string;
    at?: string;
  };
  /**
   * Case number at the origin.
   */
  number?: string;
}
export interface Child {
  name?: PersonName;
  age?: Age;
  /**
   * YYYY-MM-DD.
   */
  dateOfBirth?: string;
  sex?: 'female' | 'male' | 'other' | 'unknown';
  /**
   * Items: ISO 3166-1 alpha-2.
   */
  nationality?: string[];
  heightCm?: number;
  weightKg?: number;
  hair?: {
    colour?: string;
    style?: string;
  };
  eyes?: string;
  marks?: string[];
  clothing?: {
    garment?: string;
    colour?: string;
    pattern?: string;
  }[];
  items?: string[];
  /**
   * Items: BCP 47.
   */
  languages?: string[];
  vulnerability?: string[];
  photos?: Photo[];
  /**
   * Nicknames and other names.
   */
  aliases?: string[];
}
export interface PersonName {
  given?: string;
  family?: string;
  full?: string;
}
export interface Age {
  value: number;
  unit: 'year' | 'month';
  approximate?: boolean;
}
export interface Photo {
  uri: string;
  mimeType?: string;
  /**
   * SHA-256 of the content, hexadecimal.
   */
  digest?: string;
  /**
   * True where the picture only stands for a missing photo.
   */
  placeholder?: boolean;
}
export interface LastSeen {
  /**
   * RFC 3339, cut off at its precision (`2025-05` for a month).
   */
  at?: string;
  precision?: 'minute' | 'hour' | 'day' | 'month' | 'year';
  /**
   * As written.
   */
  place?: string;
  /**
   * ISO 3166-1 alpha-2.
   */
  country?: string;
  /**
   * Latitude, longitude, WGS 84.
   *
   * @minItems 2
   * @maxItems 2
   */
  point?: [number, number];
}
export interface Suspect {
  name?: PersonName;
  sex?: 'female' | 'male' | 'other' | 'unknown';
  age?: Age;
  relation?: string;
  description?: string;
  caution?: string[];
}
export interface Vehicle {
  type?: string;
  make?: string;
  model?: string;
  year?: number;
  colour?: string;
  /**
   * As written.
   */
  plate?: string;
  /**
   * ISO 3166-1 alpha-2.
   */
  plateCountry?: string;
}
export interface Step {
  /**
   * Small letters, digits and hyphens.
   */
  id: string;
  /**
   * Default 1.
   */
  day?: number;
  /**
   * Minutes after the day began.
   */
  at?: number;
  /**
   * The step that gives the cue.
   */
  after?: string;
  /**
   * Minutes after the cue at which a scripted desk acts. Default 0.
   */
  plus?: number;
  /**
   * Minutes after the cue by which it has to be done. Where it is missing, a scripted desk has no limit and a person 15 minutes.
   */
  within?: number;
  /**
   * Somebody of the cast, or trainer.
   */
  by: string;
  /**
   * brief: something is told in the room. propose to withdraw: steps of a proposal; issue makes it an alert. submit, update, cancel: alerts. acknowledge, decide: what a receiving centre does. read: whoever it is looks where an alert stands.
   */
  do:
    | 'brief'
    | 'propose'
    | 'refer'
    | 'return'
    | 'decline'
    | 'withdraw'
    | 'issue'
    | 'submit'
    | 'update'
    | 'cancel'
    | 'acknowledge'
    | 'decide'
    | 'read';
  /**
   * The step whose proposal or alert is meant.
   */
  of?: string;
  /**
   * Who gets it: of a proposal the next in the chain, of an alert centres of the cast; all of them where it is missing.
   *
   * @minItems 1
   */
  to?: [string, ...string[]];
  /**
   * What the message says: a name under contents.
   */
  content?: string;
  decision?: 'review' | 'activate' | 'decline' | 'needs-information' | 'suspend' | 'resume' | 'prolong' | 'end';
  /**
   * With a decision: until when it stands, in minutes from then.
   */
  untilMinutes?: number;
  reason?: string;
  /**
   * With read: by centre, what its country has decided.
   */
  expect?: {
    [k: string]: 'requested' | 'review' | 'activated' | 'declined' | 'needs-information' | 'suspended' | 'ended' | undefined;
  };
  /**
   * A scripted desk leaves it out, so that the others see what then happens.
   */
  silent?: boolean;
  /**
   * For the trainer.
   */
  notes?: string;
}
