// /v1/inbox: mailboxes, for centres that fetch instead of being called.
import { isUtf8 } from 'node:buffer';
import type { Request, Response } from 'express';
import { AlertBridgeError } from '../errors.js';
import type { InboxItem } from '../model/generated/inbox-item.js';
import type { NetworkFile } from '../model/generated/network.js';
import type { Doorbell } from '../outbound/doorbell.js';
import type { Encoder } from '../outbound/encode.js';
import type { Database } from '../store/database.js';
import { acknowledgeDelivery, endPoisoned } from '../store/deliveries.js';
import { handOut, hasWaiting, readMailbox, type MailboxItem } from '../store/mailbox.js';
import { findDelivery } from '../store/reads.js';
import type { SealedStore } from '../store/sealed.js';
import type { Principal } from './authenticate.js';
import { disclose, PURPOSE, purposeOf, type Shown } from './disclose.js';
import { centreOf, jsonBody, numberQuery, PAGE_PARAMETERS, pathPart, stillAllowed, textQuery, visitOf, type Route } from './route.js';

export interface InboxPorts {
  database: Database; sealed: SealedStore; encoder: Encoder; network: () => NetworkFile; doorbell: Doorbell; nudge: () => void;
  /** Fires when the gateway stops: whoever waits is answered. */
  stopping: AbortSignal;
}

/** Another process may have accepted: without a bell of our own we look this often. */
const LOOK_AGAIN_MS = 1_000;

const cursor = (request: Request): number | undefined => {
  const text = textQuery(request, 'after');
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw new AlertBridgeError('BAD_REQUEST', 'after takes the `next` of an earlier answer.');
  return Number(text);
};

/** What was handed out before comes first; what waits is handed out only as far as the page has room. */
async function page(ports: InboxPorts, centre: string, after: number | undefined, limit: number): Promise<MailboxItem[]> {
  const before = await readMailbox(ports.database, centre, after, limit);
  if (before.length === limit || !await hasWaiting(ports.database, centre)) return before;
  const handed = await handOut(ports.database, centre, limit - before.length);
  if (handed.length === 0) return before;
  ports.nudge();
  return readMailbox(ports.database, centre, after, limit);
}

/** Waits for the first item where there is none. */
async function collect(ports: InboxPorts, centre: string, after: number | undefined, limit: number, waitMs: number, signal: AbortSignal, response: Response): Promise<MailboxItem[]> {
  const deadline = performance.now() + waitMs;
  for (;;) {
    const items = await page(ports, centre, after, limit);
    const left = deadline - performance.now();
    if (items.length > 0 || left <= 0 || signal.aborted) return items;
    await visitOf(response).rest(() => ports.doorbell.wait(centre, Math.min(left, LOOK_AGAIN_MS), signal));
    if (!await stillAllowed(response)) throw new AlertBridgeError('BAD_KEY', 'What you showed has ended, or was taken out of the network file, while the call was waiting.');
  }
}

/** Text where the bytes are UTF-8; a signed message in another encoding leaves as it came. */
const bodyView = (body: Buffer): Pick<InboxItem, 'body' | 'encoding'> => (isUtf8(body) ? { body: body.toString('utf8') } : { body: body.toString('base64'), encoding: 'base64' });

/** An item as the centre reads it. One that cannot be written in its format is poison: it ends as dead, so that nobody believes the centre has it. */
async function itemView(ports: InboxPorts, item: MailboxItem, principal: Principal): Promise<{ view: InboxItem; shown: Shown[] } | undefined> {
  const { delivery, alert, position } = item;
  try {
    const { body, contentType, classes } = await ports.encoder.encode(item, centreOf(ports.network(), principal));
    return { view: { delivery, alert, position: String(position), contentType, ...bodyView(body) }, shown: classes ? [{ what: 'fetched', channel: 'mailbox', why: 'addressee', alert, classes }] : [] };
  } catch (cause) {
    if (!(cause instanceof AlertBridgeError)) throw cause;
    await endPoisoned(ports.database, delivery, cause.code);
    ports.nudge();
    return undefined;
  }
}

async function answerInbox(ports: InboxPorts, request: Request, response: Response, principal: Principal): Promise<void> {
  purposeOf(request);
  const after = cursor(request);
  const waitMs = numberQuery(request, 'wait', { min: 0, max: 30, default: 0 }) * 1_000;
  const limit = numberQuery(request, 'limit', { min: 1, max: 500, default: 50 });
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const items = await collect(ports, principal.id, after, limit, waitMs, AbortSignal.any([gone.signal, ports.stopping]), response);
  const last = items.at(-1)?.position ?? after;
  const written = (await Promise.all(items.map((item) => itemView(ports, item, principal)))).filter((one) => one !== undefined);
  // They are the centre's from here on, whether or not this can be written down: it finds them again where it asks again.
  await disclose(ports.database, request, principal, written.flatMap(({ shown }) => shown));
  response.json({ items: written.map(({ view }) => view), next: last === undefined ? null : String(last) });
}

const SETTLED: Record<string, string> = { received: 'acknowledged', refused: 'refused' };

async function answerAck(ports: InboxPorts, request: Request, response: Response, principal: Principal): Promise<void> {
  const { result, reason } = jsonBody(request, { result: ['received', 'refused'], reason: 'text' });
  const id = pathPart(request, 'delivery');
  const state = SETTLED[result!] as 'acknowledged' | 'refused';
  const answered = await acknowledgeDelivery(ports.database, id, principal.id, state, `mailbox-${result}`);
  if (answered) {
    if (reason) await ports.sealed.write(ports.database, answered.alert, { kind: 'words', ref: id, plain: Buffer.from(reason) });
    ports.nudge();
  } else {
    const row = await findDelivery(ports.database, id);
    if (row?.centre !== principal.id) throw new AlertBridgeError('NOT_FOUND', 'No delivery of that id is in your mailbox.');
    if (row.state !== state) throw new AlertBridgeError('NOT_POSSIBLE_NOW', `The delivery is ${row.state} already, and a later answer does not change that.`);
  }
  response.status(204).end();
}

export const inboxRoutes = (ports: InboxPorts): Route[] => [
  {
    name: 'GET /v1/inbox', summary: 'Fetch what waits in the caller\'s mailbox, oldest first',
    query: [{ name: 'after', description: 'The `next` of an earlier answer; where absent, everything not acknowledged.' }, { name: 'wait', description: 'Seconds to wait for the first item, up to 30.', schema: { type: 'integer', minimum: 0, maximum: 30, default: 0 } }, PAGE_PARAMETERS[0]!], headers: [PURPOSE],
    responses: { 200: 'Items in the centre\'s own format, and the cursor.' },
    answer: (request, response, principal) => answerInbox(ports, request, response, principal),
  },
  {
    name: 'POST /v1/inbox/:delivery/ack', summary: 'Say that an item was received or refused',
    body: { description: 'The answer.', contentTypes: ['application/json'], schema: { type: 'object', required: ['result'], properties: { result: { type: 'string', enum: ['received', 'refused'] }, reason: { type: 'string' } } }, examples: { 'application/json': { result: 'received' } } },
    responses: { 204: 'Noted.', 404: 'Not in the caller\'s mailbox.', 409: 'Answered otherwise before.' },
    answer: (request, response, principal) => answerAck(ports, request, response, principal),
  },
];
