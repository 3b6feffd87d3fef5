// The gateway's part around a blind adapter: bytes, limits, schema, places and losses, so that the adapter sees only plain checked objects.
import { refuse } from '../errors.js';
import type { DecodedMessage, Decoded, EncodeContext, Encoded, Format, Locate } from '../format/format.js';
import type { Alert } from '../model/generated/alert.js';
import type { Manifest } from '../model/generated/manifest.js';
import type { Mapping } from '../model/generated/mapping.js';
import { error, passes, type Issue } from '../model/issue.js';
import type { NationalSchema } from './check-document.js';
import type { Adapter, AdapterDocument, AdapterMessage } from './kit.js';
import { declaredLosses, lossesOf } from './losses.js';
import { nearest } from './nearest.js';
import { segments } from '../format/pointer.js';
import { readJson, type JsonDocument } from '../format/read-json.js';
import { writeXmlObject } from '../format/write-xml-object.js';
import { readXmlObject } from '../format/xml-object.js';

/** One adapter folder, loaded. An adapter that only reads has no `encode`, one that only writes no `decode`. */
export interface LoadedAdapter {
  manifest: Manifest;
  schema: NationalSchema;
  adapter: Partial<Adapter>;
  /** Of a form, which has it from its labels. */
  mapping?: Mapping;
  /** Of the carriers of a form. */
  syntax?: Syntax;
}

export interface Syntax { read(bytes: Uint8Array, manifest: Manifest): ReturnType<typeof readJson>; write(document: unknown): Uint8Array }

/** How the bytes around an adapter are read and written, by the syntax its manifest names. */
const SYNTAXES: { readonly [syntax in 'json' | 'xml']: Syntax } = {
  json: { read: (bytes) => readJson(bytes, { compose: true }), write: (document) => new TextEncoder().encode(JSON.stringify(document, null, 2)) },
  xml: { read: (bytes, { lists = [], prefixes }) => readXmlObject(bytes, lists, prefixes), write: (document) => new TextEncoder().encode(writeXmlObject(document)) },
};

const NOT_READ = error('ADAPTER_DIRECTION', '', 'Messages in this format are only written here, not read.');

const NOT_WRITTEN = error('ADAPTER_DIRECTION', '', 'Messages in this format are only read here, not written.');

const syntaxOf = ({ syntax, manifest }: LoadedAdapter): Syntax => syntax ?? SYNTAXES[manifest.syntax === 'xml' ? 'xml' : 'json'];

const valueAt = (document: unknown, pointer: string): unknown =>
  segments(pointer).reduce<unknown>((node, key) => (typeof node === 'object' && node !== null && Object.hasOwn(node, key) ? (node as Record<string, unknown>)[key] : []), document);

/** A list is a list of messages, of which one bad must not take the others along. */
const messagesOf = (document: unknown, at = ''): { root: string; message: unknown }[] => {
  const found = valueAt(document, at);
  return Array.isArray(found) ? (found as unknown[]).map((message, index) => ({ root: `${at}/${index}`, message })) : [{ root: at, message: found }];
};

/** The messages of a document as `decode` is shown them; none where it cannot be read. */
export const messagesIn = (loaded: LoadedAdapter, bytes: Uint8Array): { message: unknown; document: unknown }[] => {
  const read = syntaxOf(loaded).read(bytes, loaded.manifest);
  return 'unreadable' in read ? [] : messagesOf(read.document, loaded.manifest.messages).map(({ message }) => ({ message, document: read.document }));
};

type Place = (pointer: string) => ReturnType<Locate>;

const placeIn = (read: JsonDocument, root: string): Place => (pointer) => ({ path: read.pathOf?.(root + pointer) ?? root + pointer, ...read.positionOf(root + pointer) });

const placed = (place: Place, issues: readonly Issue[] = []): Issue[] => issues.map((issue) => ({ ...issue, ...place(issue.path) }));

/** The schema has said already that a field is not known, or what holds it. */
const isSaid = (seen: readonly Issue[]) => ({ code, path }: Issue): boolean => seen.some((said) => said.code === code && (said.path === path || path.startsWith(`${said.path}/`)));

const understood = (place: Place, seen: readonly Issue[], { issues, sources = {}, ...message }: AdapterMessage): DecodedMessage => ({
  ...message,
  issues: [...seen, ...placed(place, issues).filter((issue) => !isSaid(seen)(issue))],
  locate: (pointer) => place(nearest(sources, pointer)),
});

const failed = (place: Place): Issue => ({ ...error('ADAPTER_FAILED', '', 'The adapter for this format broke on this message; tell its maintainer, and send the alert in another format.'), ...place('') });

/** What is thrown is not repeated: it may quote the message. */
const decodeMessage = ({ schema, adapter }: LoadedAdapter, message: unknown, document: unknown, place: Place): DecodedMessage[] => {
  try {
    const issues = placed(place, schema.check(message));
    if (!passes(issues)) return [{ issues, locate: place }];
    return (adapter.decode?.(message, document) ?? []).map((one) => understood(place, issues, one));
  } catch {
    return [{ issues: [failed(place)], locate: place }];
  }
};

const isPartial = ({ feed }: Manifest, document: unknown): boolean => feed?.complete !== undefined && valueAt(document, feed.complete) !== true;

const decode = (loaded: LoadedAdapter, bytes: Uint8Array): Decoded => {
  if (!loaded.adapter.decode) return { unreadable: [NOT_READ] };
  const read = syntaxOf(loaded).read(bytes, loaded.manifest);
  if ('unreadable' in read) return read;
  if (!passes(read.issues)) return { unreadable: read.issues };
  const messages = messagesOf(read.document, loaded.manifest.messages).flatMap(({ root, message }) => decodeMessage(loaded, message, read.document, placeIn(read, root)));
  return { messages, issues: read.issues, ...(isPartial(loaded.manifest, read.document) && { partial: true }) };
};

/** Looked for in the bytes first: no other format's documents need to be read to the end to tell that they are not this one. */
const mayHold = ({ namespace, mark }: Manifest, bytes: Uint8Array): boolean =>
  [namespace, mark].every((told) => told === undefined || Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(told));

const detects = (loaded: LoadedAdapter, bytes: Uint8Array): boolean => {
  const { manifest, adapter } = loaded;
  if (!mayHold(manifest, bytes)) return false;
  const read = syntaxOf(loaded).read(bytes, manifest);
  try { return !('unreadable' in read) && adapter.detects?.(read.document) === true; } catch { return false; }
};

const cannot = (manifest: Manifest, issues: Issue[] = []): never => refuse('ENCODE_FAILED', `The alert cannot be written as ${manifest.name}.`, issues);

/** What the adapter wrote, as plain JSON. */
const written = ({ manifest, adapter }: LoadedAdapter, alert: Alert, context: EncodeContext): AdapterDocument => {
  try { return JSON.parse(JSON.stringify(adapter.encode?.(alert, context))) as AdapterDocument; } catch { return cannot(manifest); }
};

/** The document with other messages in the place of its own. */
const holding = (document: unknown, [key, ...rest]: readonly string[], messages: readonly unknown[]): unknown => {
  if (key !== undefined) return { ...document as object, [key]: holding((document as Record<string, unknown>)[key], rest, messages) };
  return Array.isArray(document) ? messages : messages[0];
};

/** The document without values the national schema forbids: a value too much must not stop an alert, it is a loss. */
const fitting = ({ manifest, schema }: LoadedAdapter, document: unknown): unknown => {
  const messages = messagesOf(document, manifest.messages).map(({ message }) => schema.fit(message));
  return messages.includes(undefined) ? undefined : holding(document, segments(manifest.messages ?? ''), messages);
};

/** A format with one message for each child gives an alert back as so many. */
const asOne = ([first, ...others]: readonly Alert[]): Partial<Alert> =>
  (first && others.length > 0 ? { ...first, case: { ...first.case, children: [first, ...others].flatMap((one) => one.case?.children ?? []) } } : first ?? {});

/** What is read of the written bytes; of a format that is only written, what its manifest says. */
const lost = (loaded: LoadedAdapter, alert: Alert, body: Uint8Array, info?: number): Issue[] => {
  const { manifest, adapter } = loaded;
  if (!adapter.decode) return declaredLosses(alert, manifest.losses);
  try {
    const back = messagesIn(loaded, body).flatMap(({ message, document }) => adapter.decode!(message, document)).flatMap((message) => message.alert ?? []);
    return lossesOf(alert, asOne(back), info, manifest.losses);
  } catch { return cannot(manifest); }
};

const encode = (loaded: LoadedAdapter, { gateway, ...alert }: Alert, context: EncodeContext): Encoded => {
  const { manifest } = loaded;
  if (!loaded.adapter.encode) return cannot(manifest, [NOT_WRITTEN]);
  const { document, info, losses = [] } = written(loaded, alert, { ...context, status: context.status ?? gateway?.effectiveStatus ?? alert.status });
  const fitted = passes(losses) ? fitting(loaded, document) : undefined;
  if (fitted === undefined) return cannot(manifest, losses);
  const body = syntaxOf(loaded).write(fitted);
  return { body, contentType: manifest.mediaType, losses: [...losses, ...lost(loaded, alert, body, info)] };
};

/** The format a loaded folder is to the rest of the gateway. `encode` never hands the adapter the `gateway` block: what the gateway noticed must not leave as if the origin had said it. */
export const adapterFormat = (loaded: LoadedAdapter): Format => ({
  id: loaded.manifest.id,
  manifest: loaded.manifest,
  schema: loaded.schema.source,
  detects: (bytes) => detects(loaded, bytes),
  decode: (bytes) => decode(loaded, bytes),
  encode: (alert, context) => encode(loaded, alert, context),
});
