// Way out: one alert in one centre's format and language. Made anew for each attempt from the sealed alert, so no encoded copy lies anywhere.
import { LRUCache } from 'lru-cache';
import { AlertBridgeError } from '../errors.js';
import type { Format } from '../format/format.js';
import type { Formats } from '../format/formats.js';
import type { Alert, Status } from '../model/generated/alert.js';
import type { Centre } from '../model/generated/network.js';
import type { DeliveryKind, NoticeKind } from '../model/relay.js';
import { withoutExtracted } from '../model/without-extracted.js';
import { textsInstead, withRendering } from '../render/with-rendering.js';
import type { AlertReader } from '../store/alert-reader.js';
import { detach, type ContentAddress } from './detach.js';
import { minimise, minimiseKey } from './minimise.js';
import { asChanged, type RenderTexts } from './withhold.js';
import { tellsAnEnd, withoutIdentity, type Earlier } from './without-identity.js';

/** The delivery, as far as its form depends on it. */
export interface Transmission { alert: string; thread: string; effectiveStatus: string; kind: DeliveryKind }

/** `alert`: what the body says; absent where it is a notice. */
export interface EncodedFor { body: Buffer; contentType: string; alert?: Alert }

export interface Encoder { encode(transmission: Transmission, centre: Centre): Promise<EncodedFor>; /** Must be called when an alert is erased. */ forget(alert: string): void }

/** @throws AlertBridgeError where there is nothing left to tell. */
export type WriteNotice = (alert: string, centre: Centre) => Promise<{ body: Buffer; contentType: string }>;

export interface EncoderPorts {
  reader: AlertReader;
  formats: Formats;
  /** Puts this gateway's signature into CAP it has written. */
  signXml: (body: Uint8Array) => Promise<Buffer>;
  /** Where what was embedded in an alert can be fetched. */
  contentAddress: (alert: string) => ContentAddress;
  /** How notices are written: in one form for every centre, whatever its format. */
  notices: Record<NoticeKind, WriteNotice>;
}

/** The only format that has a place for a signature. */
const SIGNABLE = 'cap';

/** A message confirmed to be a test must not travel as Actual, nor the end of a real alert as a test, whatever their origin wrote. */
const underConfirmedStatus = (alert: Alert, effectiveStatus: string): Alert =>
  ((alert.status === 'Actual') !== (effectiveStatus === 'Actual') ? asChanged({ ...alert, status: effectiveStatus as Status }) : alert);

/** Values the gateway assigned go into the message only where the centre asked for them. */
const withAssigned = (alert: Alert): Alert => {
  const end = alert.gateway?.assigned?.find(({ path }) => path === '/info/0/expires');
  if (!end || !alert.info?.[0]) return alert;
  return { ...alert, info: alert.info.map((info) => ({ ...info, expires: info.expires ?? end.value })) };
};

/** A centre that asked for it reads the facts in its own language; after everything it may not read has gone. */
const inWords = (alert: Alert, { languages, receive }: Centre, effectiveStatus: string): Alert => {
  const rendered = receive?.render ? withRendering(alert, languages, effectiveStatus) : alert;
  return rendered === alert ? alert : asChanged(rendered);
};

/**
 * What this centre may read of the alert: the form both the wire and the API give it.
 * @param earlier what the alert ends, where it ends anything (`earlierOf`).
 */
export function alertFor(alert: Alert, centre: Centre, effectiveStatus: string, addressOf: ContentAddress, earlier: Earlier | undefined): Alert {
  const render: RenderTexts = (left, info) => textsInstead(left, info, effectiveStatus);
  const minimised = minimise(detach(underConfirmedStatus(alert, effectiveStatus), addressOf), centre, render);
  const reduced = earlier ? withoutIdentity(minimised, earlier, render) : minimised;
  return inWords(centre.receive?.extracted ? withAssigned(reduced) : withoutExtracted(reduced), centre, effectiveStatus);
}

/** What a message that tells of an end must not repeat. */
export const earlierOf = async (reader: AlertReader, alert: Alert, id: string): Promise<Earlier | undefined> => (tellsAnEnd(alert) ? reader.earlier(id) : undefined);

/** The first message of the thread, for formats that keep one id for the life of an alert. */
const originalOf = async (reader: AlertReader, { alert, thread }: Transmission): Promise<{ sender: string; identifier: string; sent: string } | undefined> => {
  if (thread === alert) return undefined;
  const first = await reader.read(thread);
  return first && { sender: first.sender, identifier: first.identifier, sent: first.sent };
};

/** Bytes in a dialect that has no namespace of its own are CAP to every reader of CAP. */
const isReadAs = (format: Format, adapter: string | undefined, formats: Formats): boolean => {
  const { dialectOf, namespace } = formats.get(adapter ?? '')?.manifest ?? {};
  return format.id === adapter || (dialectOf === format.id && namespace === undefined);
};

async function encodeFor({ reader, formats, signXml, contentAddress }: EncoderPorts, transmission: Transmission, centre: Centre): Promise<EncodedFor> {
  const alert = await reader.read(transmission.alert);
  if (!alert) throw new AlertBridgeError('ERASED', 'The alert has been erased.');
  const format = formats.get(centre.receive!.adapter);
  if (!format) throw new AlertBridgeError('ENCODE_FAILED', 'The adapter of this centre is not installed.');
  const reduced = alertFor(alert, centre, transmission.effectiveStatus, contentAddress(transmission.alert), await earlierOf(reader, alert, transmission.alert));
  if (reduced === withoutExtracted(alert) && isReadAs(format, alert.gateway?.adapter, formats) && await reader.isSigned(transmission.alert)) {
    // Any rewriting would break the origin's signature: the bytes leave as they came.
    return { alert, contentType: format.manifest.mediaType, body: (await reader.original(transmission.alert))! };
  }
  const { body, contentType } = format.encode(reduced, {
    language: centre.languages[0], country: centre.country, status: transmission.effectiveStatus as Status, original: await originalOf(reader, transmission),
  });
  return { alert: reduced, contentType, body: centre.receive?.sign && format.id === SIGNABLE ? await signXml(body) : Buffer.from(body) };
}

const MEGABYTE = 1024 * 1024;
/** What an entry weighs besides its body: the alert it was made from. */
const ENTRY_BYTES = 4_096;

/** One encoding serves all centres with the same format, language and restrictions. Held in bounded memory, a minute at most. */
export function createEncoder(ports: EncoderPorts): Encoder {
  const made = new LRUCache<string, EncodedFor>({ ttl: 60_000, maxSize: 32 * MEGABYTE, sizeCalculation: ({ body }) => body.length + ENTRY_BYTES });
  const inTheMaking = new Map<string, Promise<EncodedFor>>();

  const make = async (key: string, transmission: Transmission, centre: Centre): Promise<EncodedFor> => {
    try {
      const encoded = await encodeFor(ports, transmission, centre);
      made.set(key, encoded);
      return encoded;
    } finally { inTheMaking.delete(key); }
  };

  return {
    encode: async (transmission, centre) => {
      if (transmission.kind !== 'alert') return ports.notices[transmission.kind](transmission.alert, centre);
      const { adapter, extracted, sign, render } = centre.receive!;
      // CAP, which most centres receive, is the same in every country.
      const country = adapter === SIGNABLE ? undefined : centre.country;
      const language = render ? centre.languages : centre.languages[0];
      const key = JSON.stringify([transmission.alert, transmission.effectiveStatus, adapter, country, language, minimiseKey(centre), extracted, sign, render]);
      const encoding = made.get(key) ?? inTheMaking.get(key) ?? make(key, transmission, centre);
      if (encoding instanceof Promise) inTheMaking.set(key, encoding);
      return encoding;
    },
    forget: (alert) => { for (const key of made.keys()) if ((JSON.parse(key) as unknown[])[0] === alert) made.delete(key); },
  };
}
