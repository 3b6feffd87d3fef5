// /v1/events: what happens, as server-sent events over the audit chain. Positions in the chain are dense and final, so a reader that resumes misses nothing.
import type { Response } from 'express';
import { findCentre } from '../config/centres.js';
import type { AlertEvent } from '../model/generated/event.js';
import type { NetworkFile } from '../model/generated/network.js';
import type { Doorbell } from '../outbound/doorbell.js';
import { auditHead, readAudit, type AuditEntry } from '../store/audit.js';
import type { Database } from '../store/database.js';
import { readableProposals } from '../store/proposals.js';
import { readableAlerts } from '../store/reads.js';
import type { Principal } from './authenticate.js';
import { codesOnly, scopeOf, stillAllowed, type Route } from './route.js';
import { AlertBridgeError } from '../errors.js';

export interface EventPorts {
  database: Database; network: () => NetworkFile; doorbell: Doorbell;
  /** Fires when the gateway stops: streams end, and readers resume elsewhere. */
  stopping: AbortSignal;
}

/** The bell rung after entries joined the chain. */
export const CHAINED = 'chain';

const EVENTS = new Set([
  'alert.accepted', 'alert.held', 'alert.confirmed', 'alert.superseded', 'alert.ended', 'alert.erased', 'alert.retention',
  'delivery.delivered', 'delivery.acknowledged', 'delivery.held', 'delivery.refused', 'delivery.expired', 'delivery.superseded', 'delivery.dead', 'delivery.redriven', 'delivery.released', 'delivery.late', 'delivery.overdue',
  'decision.made', 'decision.ending', 'decision.overdue',
  'hold.set', 'hold.lifted',
  'erase.delivered', 'erase.acknowledged', 'erase.refused', 'erase.held', 'erase.dead',
  'erasure.overdue',
  'reminder.due',
  'desk.message',
  'centre.down', 'centre.up', 'centre.paused', 'centre.resumed', 'gateway.restored',
  'proposal.made', 'proposal.referred', 'proposal.returned', 'proposal.declined', 'proposal.withdrawn', 'proposal.issued', 'proposal.erased',
  'feed.down', 'feed.up', 'feed.gone', 'feed.refused',
  'photo.failed',
]);

const BATCH = 200;
const LOOK_AGAIN_MS = 1_000;
const HEARTBEAT_MS = 15_000;

const eventOf = ({ position: _position, hash: _hash, ...entry }: AuditEntry): AlertEvent => entry;

const frame = (entry: AuditEntry): string => `id: ${entry.position}\nevent: ${entry.type}\ndata: ${JSON.stringify(eventOf(entry))}\n\n`;

const proposalOf = ({ detail: { proposal } }: AuditEntry): string | undefined => (typeof proposal === 'string' ? proposal : undefined);

const isOwn = ({ role, id }: Principal, centre: string | undefined): boolean => role === 'centre' && id === centre;

/** What stands between the origin and one country, or two desks: no other receiver is told. */
const isParty = (network: NetworkFile, id: string, origin: string, { detail }: AuditEntry): boolean =>
  id === origin || (typeof detail.country === 'string' ? detail.country === findCentre(network, id)?.country : detail.to === id || detail.from === id);

const PARTIES_ONLY = /^(?:decision|reminder|desk)\./;

/** That an alert was in doubt is between its origin and those who oversee it, also where a receiver may read it by the time the entry is chained. */
const isTold = (network: NetworkFile, principal: Principal, origin: string, event: AuditEntry): boolean => {
  if (principal.role === 'liaison') return true;
  return event.type === 'alert.held' ? isOwn(principal, event.centre) : !PARTIES_ONLY.test(event.type) || isParty(network, principal.id, origin, event);
};

/** Entries the caller may know of: everything as codes for operators, else what concerns alerts it may read, proposals it has had, and a centre's own feeds. Lines of centres are for operators. */
async function visible({ database, network }: EventPorts, entries: readonly AuditEntry[], principal: Principal): Promise<AuditEntry[]> {
  const events = entries.filter(({ type }) => EVENTS.has(type));
  if (codesOnly(principal)) return events;
  const ids = [...new Set(events.flatMap(({ alert }) => (alert ? [alert] : [])))];
  const mine = await readableAlerts(database, ids, scopeOf(principal));
  const proposals = principal.role === 'centre' ? await readableProposals(database, [...new Set(events.flatMap((event) => proposalOf(event) ?? []))], principal.id) : new Set();
  const isFound = (event: AuditEntry): boolean => proposals.has(proposalOf(event)) || (event.type.startsWith('feed.') && isOwn(principal, event.centre));
  return events.filter((event) => (event.alert === undefined ? isFound(event) : mine.has(event.alert) && isTold(network(), principal, mine.get(event.alert)!, event)));
}

const write = async (response: Response, text: string, signal: AbortSignal): Promise<void> => {
  if (response.write(text) || signal.aborted) return;
  await new Promise<void>((resolve) => {
    response.once('drain', resolve);
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
};

async function stream(ports: EventPorts, response: Response, principal: Principal, from: number, signal: AbortSignal): Promise<void> {
  const { database, doorbell } = ports;
  let position = from;
  let quietSince = performance.now();
  // A key that was taken away ends its stream, and one whose countries changed has its reader come back under the new ones.
  while (!signal.aborted && await stillAllowed(response)) {
    const entries = await readAudit(database, position, BATCH);
    const shown = await visible(ports, entries, principal);
    position = entries.at(-1)?.position ?? position;
    if (shown.length > 0) { await write(response, shown.map(frame).join(''), signal); quietSince = performance.now(); }
    if (entries.length > 0) continue;
    if (performance.now() - quietSince >= HEARTBEAT_MS) { await write(response, ': still here\n\n', signal); quietSince = performance.now(); }
    await doorbell.wait(CHAINED, LOOK_AGAIN_MS, signal);
  }
}

const startFrom = async (database: Database, lastEventId: string | undefined): Promise<number> => {
  if (lastEventId === undefined || lastEventId === '') return (await auditHead(database)).position;
  if (!/^\d{1,15}$/.test(lastEventId)) throw new AlertBridgeError('BAD_REQUEST', 'Last-Event-ID takes the id of an event of this stream.');
  return Number(lastEventId);
};

export const eventRoutes = (ports: EventPorts): Route[] => [{
  name: 'GET /v1/events', summary: 'What happens, live; resume with Last-Event-ID and miss nothing',
  headers: [{ name: 'Last-Event-ID', description: 'Id of the last event had; where absent, the stream begins now. 0 is the beginning.', schema: { type: 'integer', minimum: 0 } }],
  responses: { 200: 'A stream of server-sent events (text/event-stream).' },
  answer: async (request, response, principal) => {
    const from = await startFrom(ports.database, request.get('last-event-id'));
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    // The place to begin at, for a reader that is cut off before it has seen anything.
    response.write(`retry: 2000${request.get('last-event-id') ? '' : `\nid: ${from}`}\n\n`);
    await stream(ports, response, principal, from, AbortSignal.any([gone.signal, ports.stopping]));
    response.end();
  },
}];
