// The gateway's part around an adapter for a dialect of CAP: the message is read, judged and written as CAP, and the adapter adds what only the dialect knows.
import { checkAlert } from '../cap/check-alert.js';
import { readCapXml } from '../cap/read-cap-xml.js';
import { writeCapXml } from '../cap/write-cap-xml.js';
import { refuse } from '../errors.js';
import type { Decoded, DecodedMessage, EncodeContext, Encoded, Format, Locate } from '../format/format.js';
import { readXml, type XmlDocument } from '../format/xml.js';
import type { Alert } from '../model/generated/alert.js';
import type { Manifest } from '../model/generated/manifest.js';
import { error, passes, type Issue } from '../model/issue.js';
import type { Adapter, AdapterDocument, AdapterMessage } from './kit.js';
import { lossesOf } from './losses.js';
import { nearest } from './nearest.js';

/** One folder whose manifest says `dialectOf: cap`. It has no national schema: CAP is its schema. */
export interface LoadedDialect { manifest: Manifest; adapter: Partial<Adapter> }

const holds = (bytes: Uint8Array, text: string): boolean => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(text);

/** Looked for in the bytes first: most CAP is in no dialect, and need not be read once for each. */
const mayHold = ({ mark, namespace }: Manifest, bytes: Uint8Array): boolean => [mark, namespace].every((text) => text === undefined || holds(bytes, text));

const isIn = ({ namespace }: Manifest, { root }: XmlDocument): boolean => root.name === 'alert' && (namespace === undefined || root.namespace === namespace);

const isAt = ({ path, line, column }: Issue, place: ReturnType<Locate>): boolean => path === place.path && line === place.line && column === place.column;

/** What the adapter has put into CAP's words is judged as it now reads; the word of the dialect is no fault. */
const judgedAnew = (alert: Alert, read: DecodedMessage, repairs: readonly { path: string }[]): Issue[] => {
  if (repairs.length === 0) return read.issues;
  const places = repairs.map(({ path }) => read.locate(path));
  const kept = read.issues.filter((issue) => !places.some((place) => isAt(issue, place)));
  return [...kept, ...checkAlert(alert, read.locate).filter(({ code, path }) => !kept.some((issue) => issue.code === code && issue.path === path))];
};

const together = <T>(read: T[] | undefined, added: T[] | undefined): T[] => [...read ?? [], ...added ?? []];

/** The adapter's sources point into the alert as CAP was read. */
const added = (read: DecodedMessage, { alert = read.alert!, issues = [], sources = {}, ...notes }: AdapterMessage): DecodedMessage => {
  const locate: Locate = (pointer) => read.locate(nearest(sources, pointer) || pointer);
  return {
    ...read, ...notes, alert, locate,
    issues: [...judgedAnew(alert, read, notes.repairs ?? []), ...issues.map((issue) => ({ ...issue, ...locate(issue.path) }))],
    assigned: together(read.assigned, notes.assigned),
    repairs: together(read.repairs, notes.repairs),
    ...(notes.extracted && { extracted: notes.extracted }),
  };
};

/** An adapter need not stand up to what is no CAP: where it breaks on that, CAP's findings are the answer. What is thrown is not repeated: it may quote the message. */
const broken = (read: DecodedMessage): DecodedMessage => (passes(read.issues)
  ? { ...read, alert: undefined, issues: [...read.issues, { ...error('ADAPTER_FAILED', '', 'The adapter for this format broke on this message; tell its maintainer, and send the alert as cap.'), ...read.locate('') }] }
  : read);

const understand = ({ adapter }: LoadedDialect, read: DecodedMessage): DecodedMessage[] => {
  if (!read.alert) return [read];
  try { return (adapter.decode?.(structuredClone(read.alert), read.alert) ?? []).map((message) => added(read, message)); } catch { return [broken(read)]; }
};

const decode = (loaded: LoadedDialect, bytes: Uint8Array): Decoded => {
  const document = readXml(bytes);
  return 'issues' in document ? { unreadable: document.issues } : { messages: understand(loaded, readCapXml(document, loaded.manifest.namespace)), issues: [] };
};

const detects = ({ manifest, adapter }: LoadedDialect, bytes: Uint8Array): boolean => {
  if (!mayHold(manifest, bytes)) return false;
  const document = readXml(bytes);
  if ('issues' in document || !isIn(manifest, document)) return false;
  const { alert } = readCapXml(document, manifest.namespace);
  try { return alert !== undefined && adapter.detects?.(alert) === true; } catch { return false; }
};

const cannot = (manifest: Manifest, issues: Issue[] = []): never => refuse('ENCODE_FAILED', `The alert cannot be written as ${manifest.name}.`, issues);

const written = ({ manifest, adapter }: LoadedDialect, alert: Alert, context: EncodeContext): AdapterDocument & { text: string } => {
  try {
    const document = adapter.encode!(alert, context);
    return { ...document, text: passes(document.losses ?? []) ? writeCapXml(document.document as Alert) : '' };
  } catch { return cannot(manifest); }
};

/** UTC is written as CAP writes it, which is no loss. */
const inCapUtc = (alert: Alert): Alert => JSON.parse(JSON.stringify(alert).replace(/(?<="\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:Z|\+00:00)(?=")/g, '-00:00')) as Alert;

const encode = (loaded: LoadedDialect, { gateway, ...alert }: Alert, context: EncodeContext): Encoded => {
  const { manifest } = loaded;
  if (!loaded.adapter.encode) return cannot(manifest, [error('ADAPTER_DIRECTION', '', 'Messages in this format are only read here, not written.')]);
  const { text, info, losses = [] } = written(loaded, alert, context);
  if (!text) return cannot(manifest, losses);
  const body = new TextEncoder().encode(text);
  const back = decode(loaded, body);
  const [message] = 'messages' in back ? back.messages : [];
  if (!message?.alert) return cannot(manifest);
  return { body, contentType: manifest.mediaType, losses: [...losses, ...lossesOf(inCapUtc(alert), message.alert, info, manifest.losses)] };
};

/** The format a dialect's folder is to the rest of the gateway. Its adapter sees and writes alerts of the common model; the XML around them is CAP's. */
export const dialectFormat = (loaded: LoadedDialect): Format => ({
  id: loaded.manifest.id,
  manifest: loaded.manifest,
  detects: (bytes) => detects(loaded, bytes),
  decode: (bytes) => decode(loaded, bytes),
  encode: (alert, context) => encode(loaded, alert, context),
});
