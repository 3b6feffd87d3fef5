// /v1/alerts: the way in for national messages, and what became of them.
import type { Request, Response } from 'express';
import { AlertBridgeError, problemOf } from '../errors.js';
import type { Formats } from '../format/formats.js';
import { areasAsGeoJson } from '../geo/areas-as-geojson.js';
import { confirm, type Confirmable } from '../inbound/confirm.js';
import { receive, type InboundPorts, type Received } from '../inbound/receive.js';
import { queryHashes, searchHashes } from '../inbound/search-terms.js';
import type { AlertSummary } from '../model/generated/alert-summary.js';
import type { Alert, Status } from '../model/generated/alert.js';
import type { Confirmation } from '../model/generated/confirmation.js';
import type { Centre } from '../model/generated/network.js';
import type { Receipts } from '../model/generated/receipts.js';
import { classesIn } from '../model/privacy-classes.js';
import { withoutExtracted } from '../model/without-extracted.js';
import { contentOf, type ContentAddress } from '../outbound/detach.js';
import { alertFor, earlierOf } from '../outbound/encode.js';
import { photosFor, type PhotoLinks } from '../outbound/link-photos.js';
import { cursorOf, deliveriesOf, findAlert, listAlerts, type AlertFilter, type AlertRow, type Page } from '../store/reads.js';
import type { Principal } from './authenticate.js';
import { disclose, PURPOSE, whyOf } from './disclose.js';
import { MESSAGE_EXAMPLES } from './examples.js';
import { sendProblem } from './problem.js';
import { bytesOf, centreOf, choiceQuery, jsonBody, pageQuery, PAGE_PARAMETERS, pathPart, scopeOf, textQuery, timeQuery, type BeforeJson, type Route } from './route.js';

export interface AlertRoutePorts extends InboundPorts { formats: Formats; nudge: () => void; contentAddress: (alert: string) => ContentAddress; photoLinks: PhotoLinks }

const STATUSES = ['Actual', 'Exercise', 'System', 'Test'] as const;
const MSG_TYPES = ['Alert', 'Update', 'Cancel', 'Ack', 'Error'] as const;
const STATES = ['active', 'superseded', 'cancelled', 'expired', 'erased'] as const;
const TIME = { type: 'string', format: 'date-time' };
const CONFIRMABLE: readonly Confirmable[] = ['Actual', 'Test', 'Exercise'];

/** A row as lists show it: ids, codes and times; the words are behind the id. */
export const alertSummary = ({ id, incident, msgType, status, effectiveStatus, state, heldReason, origin, country, adapter, sentAt, receivedAt, expiresAt }: AlertRow): BeforeJson<AlertSummary> =>
  ({ id, incident, msgType, status, effectiveStatus, state, heldReason, origin, country, adapter, sentAt, receivedAt, expiresAt });

const sendOne = (response: Response, result: Received): void => {
  if ('problem' in result) { sendProblem(response, result.problem); return; }
  response.status(result.http).location(`/v1/alerts/${result.receipt.id}`).json(result.receipt);
};

/** Several messages in one document: each stands alone, the status says whether any is new. */
const sendMany = (response: Response, results: Received[]): void => {
  const stands = results.filter((result) => 'receipt' in result);
  const status = stands.some(({ http }) => http === 201) ? 201 : stands.length > 0 || results.length === 0 ? 200 : 422;
  const body: Receipts = { items: results.map((result) => ('problem' in result ? { http: result.http, problem: problemOf(result.problem) } : result)) };
  response.status(status).json(body);
};

/** A liaison of receiving countries reads what its centre there reads; one of the origin's country, or of all, the whole. */
const readerOf = (ports: AlertRoutePorts, row: AlertRow, { role, id, countries = [] }: Principal, receivers: readonly string[]): Centre | undefined => {
  const { centres } = ports.network();
  if (role === 'centre') return row.origin === id ? undefined : centres.find((centre) => centre.id === id);
  if (countries.includes('*') || countries.includes(row.country)) return undefined;
  return centres.find((centre) => receivers.includes(centre.id) && countries.includes(centre.country));
};

/** As the caller may read it: the origin and its liaisons whole, a receiver as it was encoded for it. */
async function readableAlert(ports: AlertRoutePorts, row: AlertRow, principal: Principal): Promise<Alert> {
  // The row first: another process may have erased what this one still has in memory.
  const alert = row.state === 'erased' ? undefined : await ports.reader.read(row.id);
  if (!alert) throw new AlertBridgeError('ERASED', 'The alert has ended and everything in it has been erased.');
  const current: Alert = { ...alert, gateway: { ...alert.gateway, effectiveStatus: row.effectiveStatus as Status } };
  const receivers = (await deliveriesOf(ports.database, [row.id])).map(({ centre }) => centre);
  const reader = readerOf(ports, row, principal, receivers);
  if (!reader) return current;
  const [earlier, photoAt] = await Promise.all([earlierOf(ports.reader, current, row.id), photosFor(ports.photoLinks, row.id, alert, reader, principal.id)]);
  return alertFor(current, reader, row.effectiveStatus, { addressOf: ports.contentAddress(row.id), earlier, photoAt });
}

const found = async (ports: AlertRoutePorts, request: Request, principal: Principal): Promise<AlertRow> => {
  const row = await findAlert(ports.database, pathPart(request, 'id'), scopeOf(principal));
  if (row) return row;
  // Whether an id exists is told only to those who may read it.
  throw new AlertBridgeError('NOT_FOUND', 'No alert of that id was sent by or to you.');
};

const ORIGINAL = 'application/vnd.alertbridge.original';

async function sendOriginal(ports: AlertRoutePorts, row: AlertRow, request: Request, principal: Principal, response: Response): Promise<void> {
  if (row.origin !== principal.id) throw new AlertBridgeError('NOT_ALLOWED', 'The bytes as received are for the centre that submitted them. Ask for JSON or CAP instead.');
  const [bytes, alert] = await Promise.all([ports.reader.original(row.id), ports.reader.read(row.id)]);
  // What another process erased may still be in this one's memory.
  if (!alert || row.state === 'erased') throw new AlertBridgeError('ERASED', 'The alert has ended and everything in it has been erased.');
  if (!bytes) throw new AlertBridgeError('ERASED', 'The bytes as received have been erased: the document in which this alert came also told of another alert, which has been erased. This one is still here; ask for JSON or CAP.');
  await disclose(ports.database, request, principal, [{ what: 'original', why: 'origin', alert: row.id, classes: classesIn(alert) }]);
  response.type(ORIGINAL).send(bytes);
}

const sendAs: Record<string, (alert: Alert, ports: AlertRoutePorts, response: Response) => void> = {
  'application/json': (alert, _ports, response) => { response.json(alert); },
  'application/cap+json': (alert, _ports, response) => { response.type('application/cap+json').send(JSON.stringify(alert)); },
  'application/cap+xml': (alert, { formats }, response) => { response.type('application/cap+xml').send(Buffer.from(formats.get('cap')!.encode(withoutExtracted(alert), {}).body)); },
  'application/geo+json': (alert, _ports, response) => { response.type('application/geo+json').send(JSON.stringify(areasAsGeoJson(alert))); },
};

async function answerAlert(ports: AlertRoutePorts, request: Request, response: Response, principal: Principal): Promise<void> {
  const row = await found(ports, request, principal);
  const wanted = request.accepts([...Object.keys(sendAs), ORIGINAL]);
  if (wanted === ORIGINAL) { await sendOriginal(ports, row, request, principal, response); return; }
  const send = sendAs[wanted || ''];
  if (!send) throw new AlertBridgeError('NOT_ACCEPTABLE', `The alert can be had as ${[...Object.keys(sendAs), ORIGINAL].join(', ')}.`);
  const readable = await readableAlert(ports, row, principal);
  await disclose(ports.database, request, principal, [{ what: 'read', why: whyOf(principal, row.origin), alert: row.id, classes: classesIn(readable) }]);
  send(readable, ports, response);
}

/** Shown as what it is only where a browser does nothing with it but show it. */
const SHOWN = /^(?:image\/(?:jpeg|png|gif|webp)|audio\/[\w.+-]+|video\/[\w.+-]+|application\/pdf)$/i;

/** Content that was embedded in the message: for whoever was sent the address, or was sent the message whole. */
async function answerContent(ports: AlertRoutePorts, request: Request, response: Response, principal: Principal): Promise<void> {
  const row = await found(ports, request, principal);
  const [info, resource] = [Number(pathPart(request, 'info')), Number(pathPart(request, 'resource'))];
  const readable = await readableAlert(ports, row, principal);
  const embedded = (await ports.reader.read(row.id))?.info?.[info]?.resource?.[resource];
  const address = ports.contentAddress(row.id)(info, resource);
  const isReadable = readable.info?.some((block) => block.resource?.some(({ uri, derefUri }) => uri === address || derefUri === embedded?.derefUri)) ?? false;
  if (embedded?.derefUri === undefined || !isReadable) throw new AlertBridgeError('NOT_FOUND', 'Nothing embedded in this message stands there for you. The addresses are in the resources of the alert.');
  // Whatever is embedded may show the child.
  await disclose(ports.database, request, principal, [{ what: 'resource', why: whyOf(principal, row.origin), alert: row.id, classes: ['identity'] }]);
  const { mimeType } = embedded;
  response.setHeader('cache-control', 'private, no-store');
  response.setHeader('content-disposition', 'attachment');
  response.type(SHOWN.test(mimeType) ? mimeType : 'application/octet-stream').send(contentOf(embedded));
}

/** Whoever may not read a name or a plate may not find the alert by it either: a guess could be tested so. */
const mayFind = async (ports: AlertRoutePorts, row: AlertRow, principal: Principal, hashes: readonly string[]): Promise<boolean> =>
  (await ports.reader.read(row.id)) !== undefined && searchHashes(await readableAlert(ports, row, principal), ports.hash).some((hash) => hashes.includes(hash));

/** Not even that there is more to come is told of an alert that the caller may not find. */
async function findAlerts(ports: AlertRoutePorts, principal: Principal, filter: AlertFilter, page: Page, hashes: readonly string[]): Promise<{ items: AlertRow[]; next: string | null }> {
  const found: AlertRow[] = [];
  let after = page.after;
  do {
    const { items, next } = await listAlerts(ports.database, scopeOf(principal), { ...filter, search: [...hashes] }, { ...page, after });
    for (const row of items) if (await mayFind(ports, row, principal, hashes)) found.push(row);
    after = next ?? undefined;
  } while (after !== undefined && found.length <= page.limit);
  const items = found.slice(0, page.limit);
  return { items, next: found.length > page.limit ? cursorOf(items.at(-1)!) : null };
}

async function answerList(ports: AlertRoutePorts, request: Request, response: Response, principal: Principal): Promise<void> {
  const q = textQuery(request, 'q');
  const page = pageQuery(request);
  const filter = {
    status: choiceQuery(request, 'status', STATUSES), msgType: choiceQuery(request, 'msgType', MSG_TYPES), state: choiceQuery(request, 'state', STATES),
    country: textQuery(request, 'country')?.toUpperCase(), incident: textQuery(request, 'incident'), since: timeQuery(request, 'since'), until: timeQuery(request, 'until'),
  };
  const isSearch = q !== undefined;
  const { items, next } = !isSearch ? await listAlerts(ports.database, scopeOf(principal), filter, page) : await findAlerts(ports, principal, filter, page, queryHashes(q, ports.hash));
  if (isSearch) await disclose(ports.database, request, principal, [{ what: 'searched', why: 'consultation', classes: [], found: items.length }]);
  response.json({ items: items.map(alertSummary), next });
}

async function answerConfirm(ports: AlertRoutePorts, request: Request, response: Response, principal: Principal): Promise<void> {
  const { status } = jsonBody(request, { status: CONFIRMABLE });
  const id = pathPart(request, 'id');
  await found(ports, request, principal);
  const freed = await confirm(ports, centreOf(ports.network(), principal), id, status as Confirmable);
  const row = (await findAlert(ports.database, id))!;
  ports.dispatch(freed, row.msgType);
  ports.nudge();
  const deliveries = (await deliveriesOf(ports.database, [id])).map(({ id: delivery, centre, state }) => ({ id: delivery, centre, state }));
  const body: Confirmation = { id, incident: row.incident, status: row.status, effectiveStatus: row.effectiveStatus, deliveries };
  response.json(body);
}

export const alertRoutes = (ports: AlertRoutePorts): Route[] => [
  {
    name: 'POST /v1/alerts', summary: 'Submit a national message as it is',
    query: [{ name: 'adapter', description: 'The format, where the content should not decide.' }],
    body: { description: 'The message in any installed format, at most 5 MB.', contentTypes: ['application/cap+xml', 'application/json', '*/*'], examples: MESSAGE_EXAMPLES },
    responses: { 200: 'The same message was accepted before; its receipt.', 201: 'Accepted; the receipt.', 400: 'Unreadable.', 403: 'Not this centre\'s sender or alert.', 409: 'The key is taken by other content.', 413: 'Over 5 MB.', 415: 'Format not recognised.', 422: 'Breaks rules; every issue is listed.', 429: 'Too many at once; Retry-After says when to come back.', 503: 'Nothing stored; send again.' },
    answer: async (request, response, principal) => {
      if (bytesOf(request).length === 0) throw new AlertBridgeError('BAD_REQUEST', 'The body is empty. Send the national message as it is.');
      const results = await receive(ports, centreOf(ports.network(), principal), bytesOf(request), textQuery(request, 'adapter'));
      ports.nudge();
      if (results.length === 1) sendOne(response, results[0]!); else sendMany(response, results);
    },
  },
  {
    name: 'GET /v1/alerts', summary: 'Alerts sent by or to the caller, newest first',
    query: [
      { name: 'status', description: 'As the origin wrote it.', enum: STATUSES }, { name: 'msgType', description: 'CAP message type.', enum: MSG_TYPES }, { name: 'state', description: 'State of the alert.', enum: STATES },
      { name: 'country', description: 'Origin or destination, ISO 3166-1 alpha-2.' }, { name: 'incident', description: 'Incident id.' },
      { name: 'since', description: 'Received at or after.', schema: TIME }, { name: 'until', description: 'Received before.', schema: TIME }, { name: 'q', description: 'Exact name, plate, identifier or incident token.' }, ...PAGE_PARAMETERS], headers: [PURPOSE],
    responses: { 200: 'A page of alerts.' },
    answer: (request, response, principal) => answerList(ports, request, response, principal),
  },
  {
    name: 'GET /v1/alerts/:id', summary: 'One alert in the common model, as CAP, as areas, or as received', headers: [PURPOSE],
    responses: { 200: 'The alert in the form the Accept header asks for.', 404: 'Not known to the caller.', 406: 'No such form.', 410: 'Erased.' },
    answer: (request, response, principal) => answerAlert(ports, request, response, principal),
  },
  {
    name: 'GET /v1/alerts/:id/resources/:info/:resource', summary: 'Content that was embedded in a message and is not sent on', headers: [PURPOSE],
    responses: { 200: 'The content, of the type its resource names where that is a picture, sound, film or PDF.', 404: 'Not known to the caller, or nothing embedded there.', 410: 'Erased.' },
    answer: (request, response, principal) => answerContent(ports, request, response, principal),
  },
  {
    name: 'POST /v1/alerts/:id/confirm', summary: 'Say what a held alert is',
    body: { description: 'The true status.', contentTypes: ['application/json'], schema: { type: 'object', required: ['status'], properties: { status: { type: 'string', enum: CONFIRMABLE } } }, examples: { 'application/json': { status: 'Test' } } },
    responses: { 200: 'Freed; the deliveries.', 403: 'Another centre\'s alert.', 409: 'Not held for its status.' },
    answer: (request, response, principal) => answerConfirm(ports, request, response, principal),
  },
];
