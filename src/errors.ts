// One error class over one table: every refusal a caller can meet has its code, HTTP status and a title that says what happened.
import type { Problem } from './model/generated/problem.js';
import type { Issue } from './model/issue.js';

export const CODES = {
  UNREADABLE: { status: 400, title: 'The document cannot be read' },
  BAD_REQUEST: { status: 400, title: 'The request is not understood' },
  NO_KEY: { status: 401, title: 'A key is needed' },
  BAD_KEY: { status: 401, title: 'The key is not known here' },
  BAD_CERTIFICATE: { status: 401, title: 'The client certificate is not accepted' },
  BAD_TOKEN: { status: 401, title: 'The token is not accepted' },
  NOT_ALLOWED: { status: 403, title: 'This key may not do that' },
  CALLERS_DIFFER: { status: 403, title: 'Certificate and key belong to different holders' },
  SENDER_NOT_YOURS: { status: 403, title: 'The sender belongs to somebody else' },
  ALERT_NOT_YOURS: { status: 403, title: 'The referenced alert belongs to another centre' },
  PHOTO_LINK_INVALID: { status: 403, title: 'This is no link of this gateway' },
  PHOTO_WITHHELD: { status: 403, title: 'The picture may no longer be shown to you' },
  NOT_FOUND: { status: 404, title: 'There is no such thing here' },
  PHOTO_FAILED: { status: 404, title: 'The picture cannot be had' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'This address does not take that method' },
  NOT_ACCEPTABLE: { status: 406, title: 'The alert cannot be given in the form asked for' },
  KEY_TAKEN: { status: 409, title: 'Another message already has this sender, identifier and sent' },
  NOT_POSSIBLE_NOW: { status: 409, title: 'The present state does not allow this step' },
  ERASED: { status: 410, title: 'The alert has been erased' },
  PHOTO_LINK_ENDED: { status: 410, title: 'The link to the picture has ended' },
  TOO_LARGE: { status: 413, title: 'The body is too large' },
  UNKNOWN_FORMAT: { status: 415, title: 'The format is not recognised' },
  INVALID: { status: 422, title: 'The message breaks rules' },
  EXPIRED: { status: 422, title: 'The alert had ended before it arrived' },
  ENCODE_FAILED: { status: 422, title: 'The alert cannot be written in that format' },
  TOO_MANY: { status: 429, title: 'Too many requests' },
  INTERNAL: { status: 500, title: 'The gateway failed' },
  ISSUER_UNAVAILABLE: { status: 503, title: 'The token cannot be verified right now' },
  PHOTO_WAITING: { status: 503, title: 'The picture is not here yet' },
  UNAVAILABLE: { status: 503, title: 'The gateway cannot store anything right now' },
} as const satisfies Record<string, { status: number; title: string }>;

export type Code = keyof typeof CODES;

/** A refusal. `detail` is for a person and holds no personal data; `issues` say what is wrong, one by one; `retryAfter` seconds later it may pass. */
export class AlertBridgeError extends Error {
  /** What of ours failed, for the operator; shown to nobody else. */
  override cause?: unknown;
  readonly code: Code;
  readonly issues: Issue[];
  readonly retryAfter: number | undefined;

  constructor(code: Code, detail: string, issues: Issue[] = [], retryAfter?: number) {
    super(detail);
    this.name = 'AlertBridgeError';
    this.code = code;
    this.issues = issues;
    this.retryAfter = retryAfter;
  }

  get status(): number { return CODES[this.code].status; }

  get title(): string { return CODES[this.code].title; }
}

/** As it is told outside (RFC 9457). */
export const problemOf = (error: AlertBridgeError): Problem =>
  ({ type: `urn:alertbridge:problem:${error.code.toLowerCase().replaceAll('_', '-')}`, title: error.title, status: error.status, code: error.code, detail: error.message, issues: error.issues });

export const refuse = (code: Code, detail: string, issues: Issue[] = []): never => { throw new AlertBridgeError(code, detail, issues); };
