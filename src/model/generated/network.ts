// Generated from schemas/network.schema.json by "npm run types". Do not edit.

export type Transport = WebhookTransport | MailboxTransport;

/**
 * Who takes part: the centres, how their messages are read and how they are reached, and the other readers.
 */
export interface NetworkFile {
  gateway: GatewayEntry;
  /**
   * @minItems 1
   */
  centres: [Centre, ...Centre[]];
  clients?: Client[];
  routing?: Routing;
}
export interface GatewayEntry {
  /**
   * Name of this gateway, such as gateway.example.eu.
   */
  id: string;
  /**
   * Allows webhooks to private and loopback addresses and plain http: trials and tests only.
   */
  allowPrivateAddresses?: boolean;
  /**
   * Minutes after which a country that has an alert and has not decided is told of: an event, and an alarm. 15 where absent.
   */
  decisionMinutes?: number;
  /**
   * Nothing goes to a centre without a transferBasis.
   */
  requireTransferBasis?: boolean;
  /**
   * Days after which a proposal that was issued, declined or withdrawn is erased. Default 30.
   */
  proposalRetentionDays?: number;
  /**
   * Hours after its end at which an alert is erased, where the rules of its country say nothing. Default 0 where the child was found, else 24.
   */
  eraseAfterHours?: number;
  /**
   * Hours that those who had an alert are given to erase it, once it is erased here. Default 72.
   */
  eraseWithinHours?: number;
  /**
   * Whose tokens (JWT) are taken. Who may do what still stands in this file: see subject.
   */
  issuers?: Issuer[];
}
export interface Issuer {
  /**
   * The claim iss of its tokens, sign for sign.
   */
  issuer: string;
  /**
   * What the claim aud has to name: this gateway, as the issuer calls it.
   */
  audience: string;
  /**
   * Its public keys: a path, file:PATH, env:NAME, or the JSON Web Key Set itself.
   */
  jwks?:
    | string
    | {
        /**
         * @minItems 1
         */
        keys: [{}, ...{}[]];
      };
  /**
   * Where its public keys are fetched, instead of jwks.
   */
  jwksUrl?: string;
  /**
   * The claim that holds the subject. Default sub.
   */
  claim?: string;
  /**
   * Certificate authorities trusted for jwksUrl besides the public ones: a path, file:PATH, env:NAME or PEM as it is.
   */
  ca?: string;
  /**
   * Allows a jwksUrl at a private address, and plain http: for an issuer in your own network, over https.
   */
  allowPrivateAddresses?: boolean;
}
export interface Centre {
  /**
   * Lower case letters, digits and hyphens; unique in the file.
   */
  id: string;
  /**
   * ISO 3166-1 alpha-2.
   */
  country: string;
  name: string;
  /**
   * The first is preferred.
   *
   * @minItems 1
   *
   * Items: BCP 47.
   */
  languages: [string, ...string[]];
  contact?: Contact;
  send?: Send;
  receive?: Receive;
  /**
   * The one centre of its country that takes the decision; default the first.
   */
  decides?: boolean;
  /**
   * Days after which an alert of this centre that nobody has ended is erased, counted from its last Alert or Update. Default 30; a day before, the centre is told.
   */
  retentionDays?: number;
  /**
   * The legal basis for receiving from another legal area.
   */
  transferBasis?: string;
  credentials?: Credential[];
  signing?: Signing;
}
export interface Contact {
  /**
   * Free text.
   */
  phone?: string;
  email?: string;
}
export interface Send {
  /**
   * How its messages are decoded where the content does not say.
   */
  adapter?: string;
  /**
   * CAP senders this centre may use; where given, another sender is refused, and these are reserved for it.
   */
  senders?: string[];
  /**
   * Rules beyond CAP that its messages are held against when they arrive; what breaks them is a warning in the receipt.
   */
  profiles?: ('ipaws' | 'cap-cp' | 'child-alert-eu')[];
  /**
   * Refuses what is only spelt wrongly too (Z instead of -00:00, elements out of order, attributes, spaces around a word of a list). Otherwise it is mended, noted in gateway.repairs and told as a warning.
   */
  strict?: boolean;
  /**
   * Documents of this centre that the gateway fetches; what is new in them enters as if the centre had submitted it.
   */
  feeds?: Feed[];
  directory?: DropDirectory;
}
export interface Feed {
  /**
   * What is fetched: an address that begins with https://, each for one centre only.
   */
  url: string;
  /**
   * How the document is read.
   */
  adapter: string;
  /**
   * How often, give or take a tenth.
   */
  everySeconds?: number;
  /**
   * A longer document, unpacked, is not read to its end.
   */
  maxBytes?: number;
  /**
   * A document that its server last changed longer ago than this counts as failed. Unset: it may be as old as it likes.
   */
  staleSeconds?: number;
  /**
   * Sent with each request. Values literal, env:NAME or file:PATH.
   */
  headers?: {
    [k: string]: string | undefined;
  };
  /**
   * Certificate authorities trusted for this feed besides the public ones: a path, file:PATH, env:NAME or PEM as it is.
   */
  ca?: string;
  /**
   * Allows private and loopback addresses and plain http for this feed: trials and tests only.
   */
  allowPrivateAddresses?: boolean;
  /**
   * links: entries that only link to a CAP message have it fetched, from the same host only.
   */
  follow?: 'none' | 'links';
  /**
   * With follow: links, for an index in JSON: the address of one message, with members of its entry in braces, such as https://example.org/alert/{guid}.
   */
  item?: string;
}
/**
 * A folder from which the gateway takes this centre's messages.
 */
export interface DropDirectory {
  /**
   * An absolute path of a folder that exists. Files put into it are taken as submissions.
   */
  path: string;
  /**
   * How the files are read; without it, by their content.
   */
  adapter?: string;
  /**
   * What becomes of a file that was accepted: moved to done/ with its receipt, or deleted. One that was refused is always kept in failed/.
   */
  done?: 'move' | 'delete';
}
export interface Receive {
  /**
   * How messages for it are encoded.
   */
  adapter: string;
  transport: Transport;
  /**
   * Which messages the centre wants; exercises and tests only where listed. Default: Actual.
   */
  statuses?: ('Actual' | 'Exercise' | 'Test')[];
  /**
   * Elements of the case that never go to this centre.
   */
  withhold?: (
    | 'child.name'
    | 'child.dob'
    | 'child.age'
    | 'child.nationality'
    | 'child.languagesSpoken'
    | 'child.marks'
    | 'child.photo'
    | 'child.medical'
    | 'case.related'
    | 'seen.place'
    | 'seen.point'
    | 'suspect.identity'
    | 'suspect.relation'
    | 'suspect.description'
    | 'suspect.caution'
    | 'vehicle.plate'
    | 'auth.approver'
    | 'auth.criteria'
    | 'auth.consent'
  )[];
  /**
   * This centre also gets what is known of a child's health and vulnerability. Default: it does not.
   */
  health?: boolean;
  /**
   * This centre also gets dates of birth. Default: the age on the day of sending instead.
   */
  dateOfBirth?: boolean;
  /**
   * Also write values the gateway extracted or assigned into the message.
   */
  extracted?: boolean;
  /**
   * Where a child alert is in none of the centre's languages, add its facts in the first of them that the gateway writes, as one more info block, marked.
   */
  render?: boolean;
  /**
   * CAP that the gateway writes for this centre carries its XML signature (ECDSA P-256). What the origin signed leaves as it came. Only with adapter cap.
   */
  sign?: boolean;
}
export interface WebhookTransport {
  type: 'webhook';
  /**
   * Where the gateway posts to.
   */
  url: string;
  /**
   * Standard Webhooks secret `whsec_<base64>`: literal, env:NAME or file:PATH.
   */
  secret: string;
  /**
   * Default hmac (`v1`); ed25519 asks for `v1a`.
   */
  signature?: 'hmac' | 'ed25519';
  /**
   * Allows private and loopback addresses and plain http for this centre: trials and tests only.
   */
  allowPrivateAddresses?: boolean;
  /**
   * Certificate authorities trusted for this centre besides the public ones: a path, file:PATH, env:NAME or PEM as it is.
   */
  ca?: string;
  clientCertificate?: ClientCertificate;
}
/**
 * What the gateway shows to this centre in TLS.
 */
export interface ClientCertificate {
  /**
   * The certificate, its intermediates after it: file:PATH, env:NAME or PEM as it is.
   */
  cert: string;
  /**
   * Its private key without a passphrase: file:PATH, env:NAME or PEM as it is.
   */
  key: string;
}
export interface MailboxTransport {
  type: 'mailbox';
}
export interface Credential {
  role: 'centre';
  name?: string;
  /**
   * SHA-256 of the key, 64 hexadecimal digits; the key itself never stands in this file.
   */
  keySha256?: string;
  /**
   * SHA-256 fingerprint of a client certificate: 64 hexadecimal digits, with or without colons.
   */
  certificateSha256?: string;
  /**
   * With subject: which of gateway.issuers names the holder.
   */
  issuer?: string;
  /**
   * What the issuer's tokens call the holder.
   */
  subject?: string;
}
export interface Signing {
  /**
   * Refuse messages without a signature (XML-DSig, enveloped) that is good by one of the keys. Otherwise a signature that is not good is a warning.
   */
  required?: boolean;
  /**
   * By whom its messages may be signed. What a message says of its own key is not believed.
   *
   * Items: Public key (PEM or JWK), or certificate of an authority that issues to this centre only (PEM): a path, file:PATH, env:NAME, or as it is.
   */
  keys?: (string | {})[];
}
export interface Client {
  /**
   * Lower case letters, digits and hyphens; unique in the file.
   */
  id: string;
  role: 'liaison' | 'operator' | 'auditor' | 'integrator' | 'reporter';
  name?: string;
  /**
   * SHA-256 of the key, 64 hexadecimal digits; the key itself never stands in this file.
   */
  keySha256?: string;
  /**
   * SHA-256 fingerprint of a client certificate: 64 hexadecimal digits, with or without colons.
   */
  certificateSha256?: string;
  /**
   * With subject: which of gateway.issuers names the holder.
   */
  issuer?: string;
  /**
   * What the issuer's tokens call the holder.
   */
  subject?: string;
  /**
   * For a liaison: the countries it serves.
   *
   * Items: ISO 3166-1 alpha-2, or * for all.
   */
  countries?: string[];
  /**
   * For a reporter: the country whose centre its proposals go to, ISO 3166-1 alpha-2.
   */
  country?: string;
  /**
   * For a reporter: its place in the country's referral chain, such as directorate. Default the first.
   */
  step?: string;
}
export interface Routing {
  /**
   * Default neighbours.
   */
  default?: 'neighbours' | 'all' | 'addressed';
}
