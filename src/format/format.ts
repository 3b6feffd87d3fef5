// What every format, CAP or national, is to the gateway: bytes in, alerts out, and back.
import type { Alert } from '../model/generated/alert.js';
import type { Manifest } from '../model/generated/manifest.js';
import type { Issue } from '../model/issue.js';

/** A point in the source text, both counted from 1. */
export interface Position { line: number; column: number }

/**
 * Turns a JSON pointer into the common model (`/info/0/area/1/circle/0`) into the place a reader of the source would look:
 * an XPath with line and column for XML, the pointer itself for JSON.
 */
export type Locate = (pointer: string) => { path: string } & Partial<Position>;

/** One message found in a document. `alert` is absent where the message could not be understood without guessing. */
export interface DecodedMessage {
  alert?: Alert;
  issues: Issue[];
  locate: Locate;
  /** Set where the format has judged the message by the CAP rules itself, knowing more of the source than the alert shows. */
  judged?: boolean;
  /** The bytes carry an enveloped XML signature, so they must leave unchanged. `locate` finds it as `/Signature`. */
  signed?: boolean;
  /** Pointers of values that the source does not carry and the format had to fill in, with the reason (`gateway.assigned`). */
  assigned?: { path: string; value: string; reason: string }[];
  /** What the format understood although, or read otherwise than, it was written: pointers with the reason (`gateway.repairs`). */
  repairs?: { path: string; reason: string }[];
  /** Of the issues, those of which nothing is left in the alert: whoever sent it is told, and the alert need not be refused for them. */
  mended?: ReadonlySet<Issue>;
  /** Values read out of prose, with the words they came from (`gateway.extracted`). */
  extracted?: { path: string; text: string; from?: string; at?: number }[];
  /** Signs of test or exercise that only the format knows of (`gateway.statusSignals`). */
  statusSignals?: { signal: string; status: Alert['status'] }[];
  /** When the list was made in which the message stands, as a CAP time. */
  listedAt?: string;
  /** The envelope the message came in (`gateway.envelope`). */
  envelope?: { format: string; id?: string; sender?: string };
}

/** A whole document: `unreadable` where no message could be looked for at all (answered 400), else its messages in document order. */
export type Decoded =
  | { unreadable: Issue[] }
  | { messages: DecodedMessage[]; /** Of the document, not of one message in it. */ issues: Issue[]; /** More of the list stands in other documents. */ partial?: boolean };

export interface EncodeContext {
  /** BCP 47, the reader's preference; a format falls back to its own first language. */
  language?: string;
  /** First message of the thread an Update or Cancel belongs to, for formats that keep one id for the whole life of an alert. */
  original?: { sender: string; identifier: string; sent: string };
  /** ISO 3166-1 alpha-2, the reader's, for formats of channels that not every country has. */
  country?: string;
  /** The confirmed status, or the strictest of which there is a sign; default that in `gateway.effectiveStatus`, else what the origin wrote. */
  status?: Alert['status'];
}

export interface Encoded { body: Uint8Array; contentType: string; /** What this alert loses in this format. */ losses: Issue[] }

export interface Format {
  id: string;
  manifest: Manifest;
  /** JSON Schema of one national message. */
  schema?: object;
  /** Judges by content, never by name: does this document look like mine? */
  detects(bytes: Uint8Array): boolean;
  decode(bytes: Uint8Array): Decoded;
  /** Throws AlertBridgeError ENCODE_FAILED when the format cannot carry the alert at all. */
  encode(alert: Alert, context: EncodeContext): Encoded;
  /** Several alerts as one document, where the format is a list and more than that. */
  encodeAll?(alerts: readonly Alert[], context: EncodeContext): Encoded;
}
