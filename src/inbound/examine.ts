// The way in up to the judgement, for validate and convert: nothing is stored, fetched or asked of the clock.
import type { Profile } from '../cap/profiles/profile.js';
import { AlertBridgeError } from '../errors.js';
import type { DecodedMessage, Encoded, Format } from '../format/format.js';
import type { Formats } from '../format/formats.js';
import type { Alert } from '../model/generated/alert.js';
import { passes, type Issue } from '../model/issue.js';
import { withoutExtracted } from '../model/without-extracted.js';
import { momentOf } from '../model/cap-moment.js';
import { contentSha256 } from './accept.js';
import { checkSignature, type SignatureRules } from './check-signature.js';
import { decode } from './decode.js';
import { normalise, withFacts } from './normalise.js';
import { findStatusSignals, strictest } from './status-signals.js';
import { validate } from './validate.js';

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export interface Examined { valid: boolean; adapter: string | null; alerts: { alert: Alert | null; issues: Issue[] }[]; issues: Issue[] }

/**
 * Judges a document. Unreadable ones are judged too: they are simply not valid.
 * @param profiles asked for beyond CAP; what breaks their errors is not valid.
 * @throws AlertBridgeError UNKNOWN_FORMAT
 */
export function examine(bytes: Uint8Array, formats: Formats, adapter?: string, profiles: readonly Profile[] = []): Examined {
  try {
    const { format, messages, issues } = decode(bytes, formats, { adapter });
    // Once for the document: for each of its messages the work would grow with the square.
    const source = { adapter: format.id, contentSha256: contentSha256(bytes) };
    const alerts = messages.map((message) => {
      if (!message.alert) return { alert: null, issues: message.issues };
      const understood = withFacts({ ...message, alert: message.alert });
      const alert = normalise(understood, source);
      return { alert, issues: validate(alert, understood, profiles) };
    });
    // What is said of the document stands in every message, and is one finding.
    const all = alerts.length > 0 ? [...new Set(alerts.flatMap((one) => one.issues))] : issues;
    return { valid: passes(all), adapter: format.id, alerts, issues: all };
  } catch (cause) {
    if (!(cause instanceof AlertBridgeError) || cause.code !== 'UNREADABLE') throw cause;
    return { valid: false, adapter: adapter ?? formats.detect(bytes)?.id ?? null, alerts: [], issues: cause.issues };
  }
}

const NOBODY: SignatureRules = { keys: [], authorities: [], required: false };

/** What can be said of the signature of a document that is one message, where no key of its sender is known: that it is broken, or that it is not known whose it is. */
const signatureFindings = async (bytes: Uint8Array, formats: Formats, adapter?: string): Promise<Issue[]> => {
  const { format, messages } = decode(bytes, formats, { adapter });
  const [message, ...others] = messages;
  return message?.alert && message.signed && others.length === 0 ? checkSignature(bytes, message, format, NOBODY, new Date(momentOf(message.alert.sent))) : [];
};

/** As `examine`, and the signature is looked at too. */
export async function examineWithSignature(bytes: Uint8Array, formats: Formats, adapter?: string, profiles: readonly Profile[] = []): Promise<Examined> {
  const examined = examine(bytes, formats, adapter, profiles);
  const [only, ...others] = examined.alerts;
  if (!only?.alert || others.length > 0 || !asBuffer(bytes).includes('Signature')) return examined;
  const findings = await signatureFindings(bytes, formats, adapter);
  return { ...examined, alerts: [{ ...only, issues: [...only.issues, ...findings] }], issues: [...examined.issues, ...findings] };
}

export interface Converted { body: Buffer; contentType: string; /** Pointers into the alert; of several, into their list. */ losses: Issue[] }

/** What a delivery would go by: the strictest sign, also one that only the format or the envelope has. */
const statusOf = ({ alert, statusSignals = [], envelope }: DecodedMessage): Alert['status'] =>
  strictest([alert!.status, ...[...statusSignals, ...findStatusSignals(alert!, envelope)].map(({ status }) => status)]);

/** What the gateway read out of prose is not written as if the origin had said it, here as in a delivery. */
const asSaid = (message: DecodedMessage): Alert =>
  withoutExtracted({ ...message.alert!, gateway: { ...message.alert!.gateway, effectiveStatus: statusOf(message), ...(message.extracted ? { extracted: message.extracted } : {}) } });

const asBuffered = ({ body, contentType, losses }: Encoded): Converted => ({ body: Buffer.from(body), contentType, losses });

/** Several messages of a JSON format are one list; lists are joined. */
const asOneList = (bodies: Uint8Array[]): Buffer => Buffer.from(JSON.stringify(bodies.flatMap((body) => JSON.parse(Buffer.from(body).toString('utf8')) as unknown), null, 2));

/**
 * One format to another.
 * @param language BCP 47, the reader's preference.
 * @throws AlertBridgeError UNKNOWN_FORMAT, UNREADABLE, INVALID (a message that could not be understood), ENCODE_FAILED.
 */
export function convert(bytes: Uint8Array, formats: Formats, options: { from?: string; to: string; language?: string }): Converted {
  const target: Format | undefined = formats.get(options.to);
  if (!target) throw new AlertBridgeError('UNKNOWN_FORMAT', `There is no format ${options.to}. Known are ${formats.all.map(({ id }) => id).join(', ')}.`);
  const { messages, issues } = decode(bytes, formats, { adapter: options.from });
  const broken = messages.filter((message) => !message.alert || !passes(message.issues));
  if (broken.length > 0) throw new AlertBridgeError('INVALID', 'The message breaks rules, so it cannot be converted without guessing.', [...new Set(broken.flatMap((message) => message.issues))]);
  if (messages.length === 0) throw new AlertBridgeError('INVALID', 'The document holds no message.', issues);
  if (messages.length > 1 && target.encodeAll) return asBuffered(target.encodeAll(messages.map((message) => asSaid(message)), { language: options.language }));
  const encoded = messages.map((message) => target.encode(asSaid(message), { language: options.language }));
  if (encoded.length > 1 && target.manifest.syntax !== 'json') throw new AlertBridgeError('ENCODE_FAILED', 'The document holds several messages, and the target format carries one. Convert to cap-json, which takes a list, or one by one.');
  const body = encoded.length === 1 ? Buffer.from(encoded[0]!.body) : asOneList(encoded.map((one) => one.body));
  return { body, contentType: encoded[0]!.contentType, losses: encoded.length === 1 ? encoded[0]!.losses : encoded.flatMap(({ losses }, index) => losses.map((loss) => ({ ...loss, path: `/${index}${loss.path}` }))) };
}
