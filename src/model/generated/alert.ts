// Generated from schemas/alert.schema.json by "npm run types". Do not edit.

export type Status = 'Actual' | 'Exercise' | 'System' | 'Test' | 'Draft';
export type MsgType = 'Alert' | 'Update' | 'Cancel' | 'Ack' | 'Error';
export type Sex = 'female' | 'male' | 'other' | 'unknown';

/**
 * One message of the common model: OASIS CAP 1.2 by its own names, with two further blocks, `case` (the child) and `gateway` (what AlertBridge added or noticed). A list that would be empty is left out.
 */
export interface Alert {
  /**
   * CAP identifier, unique for its sender.
   */
  identifier: string;
  /**
   * CAP sender.
   */
  sender: string;
  /**
   * CAP sent, with the offset as written.
   */
  sent: string;
  status: Status;
  msgType: MsgType;
  source?: string;
  scope: 'Public' | 'Restricted' | 'Private';
  restriction?: string;
  addresses?: string[];
  code?: string[];
  note?: string;
  references?: Reference[];
  incidents?: string[];
  info?: Info[];
  case?: Case;
  gateway?: GatewayNotes;
}
/**
 * The CAP triplet that names one earlier message.
 */
export interface Reference {
  sender: string;
  identifier: string;
  sent: string;
}
export interface Info {
  /**
   * BCP 47; absent means en-US (CAP 1.2, 3.2.2).
   */
  language?: string;
  category: ('Geo' | 'Met' | 'Safety' | 'Security' | 'Rescue' | 'Fire' | 'Health' | 'Env' | 'Transport' | 'Infra' | 'CBRNE' | 'Other')[];
  event: string;
  responseType?: ('Shelter' | 'Evacuate' | 'Prepare' | 'Execute' | 'Avoid' | 'Monitor' | 'Assess' | 'AllClear' | 'None')[];
  urgency: 'Immediate' | 'Expected' | 'Future' | 'Past' | 'Unknown';
  severity: 'Extreme' | 'Severe' | 'Moderate' | 'Minor' | 'Unknown';
  certainty: 'Observed' | 'Likely' | 'Possible' | 'Unlikely' | 'Unknown';
  audience?: string;
  eventCode?: NamedValue[];
  effective?: string;
  onset?: string;
  expires?: string;
  senderName?: string;
  headline?: string;
  description?: string;
  instruction?: string;
  web?: string;
  contact?: string;
  parameter?: NamedValue[];
  resource?: Resource[];
  area?: Area[];
}
export interface NamedValue {
  valueName: string;
  value: string;
}
export interface Resource {
  resourceDesc: string;
  mimeType: string;
  /**
   * Bytes.
   */
  size?: number;
  uri?: string;
  /**
   * Base64 content.
   */
  derefUri?: string;
  /**
   * SHA-1 of the content.
   */
  digest?: string;
}
export interface Area {
  areaDesc: string;
  /**
   * Items: Space separated `lat,lon` pairs, WGS 84, first equal to last.
   */
  polygon?: string[];
  /**
   * Items: `lat,lon radius`, radius in kilometres.
   */
  circle?: string[];
  geocode?: NamedValue[];
  /**
   * Feet above mean sea level.
   */
  altitude?: number;
  /**
   * Feet above mean sea level.
   */
  ceiling?: number;
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
  sex?: Sex;
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
  sex?: Sex;
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
/**
 * What the gateway added or noticed; never sent as if the origin had said it.
 */
export interface GatewayNotes {
  adapter?: string;
  receivedAt?: string;
  contentSha256?: string;
  effectiveStatus?: Status;
  statusSignals?: {
    /**
     * Where the sign stands and which one.
     */
    signal: string;
    status: Status;
  }[];
  /**
   * The envelope the message came in.
   */
  envelope?: {
    /**
     * Id of the format: edxl-de, atom or rss.
     */
    format: string;
    /**
     * distributionID of EDXL-DE, id of an Atom feed, link of an RSS channel.
     */
    id?: string;
    /**
     * senderID of EDXL-DE.
     */
    sender?: string;
  };
  assigned?: {
    path: string;
    value: string;
    reason: string;
  }[];
  extracted?: {
    path: string;
    /**
     * The words as they stand.
     */
    text: string;
    /**
     * Pointer of the text they are from; absent where a format knows only the words.
     */
    from?: string;
    /**
     * Their offset in that text, in UTF-16 units.
     */
    at?: number;
  }[];
  repairs?: {
    path: string;
    reason: string;
  }[];
  /**
   * Items: JSON pointer.
   */
  withheld?: string[];
}
