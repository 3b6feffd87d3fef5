// The way out, for one claimed delivery: encode, sign, carry, judge. Settling is the worker's, because many outcomes share one statement.
import { AlertBridgeError } from '../errors.js';
import type { Clock } from '../clock.js';
import type { Alert } from '../model/generated/alert.js';
import type { Centre, NetworkFile, WebhookTransport } from '../model/generated/network.js';
import type { Claimed, Outcome } from '../store/deliveries.js';
import type { Encoder, EncodedFor } from './encode.js';
import { judgeAnswer } from './judge-answer.js';
import type { Hold } from './leases.js';
import { readErased } from './read-erased.js';
import { retryWait } from './retry-schedule.js';
import type { ClientTls } from './transport/client-tls.js';
import type { Answer, Webhook } from './transport/webhook.js';

export interface DeliverPorts {
  network: () => NetworkFile;
  encoder: Encoder;
  webhook: Webhook;
  /** The certificates for calling this centre, where it has any of its own. */
  tlsOf: (transport: WebhookTransport) => ClientTls | undefined;
  /** The headers that prove where the bytes come from. @param timestamp Unix seconds. */
  sign: (transport: WebhookTransport, delivery: string, timestamp: number, body: Uint8Array) => string;
  /** Finds a CAP Ack or Error in an answer that speaks of this alert. */
  readReceipt: (body: Buffer, alert: Alert) => { kind: 'Ack' | 'Error'; note?: string } | undefined;
  /** Seals what a person at the receiving desk wrote in a receipt. */
  keepWords: (alert: string, delivery: string, words: string) => Promise<void>;
  clock: Clock;
  random: () => number;
}

type Verdict = Omit<Outcome, 'id' | 'token' | 'centre'>;

const webhookOf = (centre: Centre | undefined): WebhookTransport | undefined =>
  (centre?.receive?.transport.type === 'webhook' ? centre.receive.transport : undefined);

/** A centre missing from the network file may only be a mistake in the file: nothing is thrown away for it. */
const waitForCentre = (claimed: Claimed, ports: DeliverPorts): Verdict =>
  ({ state: 'retrying', error: 'CENTRE_NOT_IN_NETWORK', waitMs: retryWait(claimed.attempt, ageOf(claimed, ports.clock), ports.random()) });

const ageOf = ({ firstAttemptAt }: Claimed, clock: Clock): number => Math.max(0, clock.now().getTime() - firstAttemptAt.getTime());

/** Poison: the same input fails the same way for ever, so trying again helps nobody. */
const asPoison = (cause: unknown): Verdict => {
  if (cause instanceof AlertBridgeError) return { state: 'dead', error: cause.code };
  throw cause;
};

const isVerdict = (value: EncodedFor | Verdict): value is Verdict => 'state' in value;

const call = (ports: DeliverPorts, claimed: Claimed, transport: WebhookTransport, { body, contentType }: EncodedFor, { signal, stillOurs }: Hold): Promise<Answer> => {
  if (!stillOurs()) return Promise.resolve({ failure: 'LEASE_LOST', kind: 'transient' });
  const timestamp = Math.floor(ports.clock.now().getTime() / 1000);
  const allowPrivate = transport.allowPrivateAddresses ?? ports.network().gateway.allowPrivateAddresses ?? false;
  const headers = { 'content-type': contentType, 'webhook-id': claimed.id, 'webhook-timestamp': String(timestamp), 'webhook-signature': ports.sign(transport, claimed.id, timestamp, body), 'user-agent': 'AlertBridge' };
  return ports.webhook.post({ url: transport.url, headers, body, allowPrivate, tls: ports.tlsOf(transport), signal });
};

/** What an answer says besides its status: of an alert its CAP receipt, of an erase order that it was followed. */
const receiptIn = ({ readReceipt }: DeliverPorts, answer: Answer, { kind, alert: id }: Claimed, { alert }: EncodedFor): { kind: 'Ack' | 'Error' | 'Erased'; note?: string } | undefined => {
  if (!('body' in answer)) return undefined;
  if (alert) return readReceipt(answer.body, alert);
  return kind === 'erase' && readErased(answer.body, id) ? { kind: 'Erased' } : undefined;
};

/**
 * Attempts one delivery.
 * @param hold ends the attempt when the lease is lost or the gateway stops.
 * @throws what is no fault of receiver or message (the store went away); the lease then simply runs out.
 */
export async function deliver(ports: DeliverPorts, claimed: Claimed, hold: Hold): Promise<Verdict> {
  const centre = ports.network().centres.find(({ id }) => id === claimed.centre);
  const transport = webhookOf(centre);
  if (!centre || !transport) return waitForCentre(claimed, ports);
  const encoded = await ports.encoder.encode(claimed, centre).catch(asPoison);
  if (isVerdict(encoded)) return encoded;
  const answer = await call(ports, claimed, transport, encoded, hold);
  const receipt = receiptIn(ports, answer, claimed, encoded);
  if (receipt?.note) await ports.keepWords(claimed.alert, claimed.id, receipt.note);
  return judgeAnswer(answer, { attempt: claimed.attempt, ageMs: ageOf(claimed, ports.clock), random: ports.random(), now: ports.clock.now().getTime(), receipt: receipt?.kind });
}
