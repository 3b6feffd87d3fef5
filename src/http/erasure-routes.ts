// Erasing: an origin has an ended alert erased at once, those who had it say that they have erased it too, and everybody concerned sees who has not.
import type { Request, Response } from 'express';
import { AlertBridgeError } from '../errors.js';
import { ask } from '../erasure/ask.js';
import type { ErasePorts } from '../erasure/erase.js';
import type { Erasure } from '../model/generated/erasure.js';
import { answerOrder, findErasure, listErasures, type ErasureRow, type ErasureScope, type OrderRow } from '../store/erase-orders.js';
import type { Principal } from './authenticate.js';
import { choiceQuery, codesOnly, jsonBody, pageQuery, PAGE_PARAMETERS, pathPart, timeOf, type BeforeJson, type Route } from './route.js';

export interface ErasureRoutePorts { erasure: ErasePorts; nudge: () => void }

const STATES = ['erasing', 'overdue', 'refused', 'outstanding', 'complete'] as const;

async function answerErase({ erasure, nudge }: ErasureRoutePorts, request: Request, response: Response, { id }: Principal): Promise<void> {
  const asked = await ask(erasure, id, pathPart(request, 'id'));
  nudge();
  response.json(asked);
}

const scopeOf = ({ role, id, countries }: Principal): ErasureScope => {
  if (role === 'centre') return { centre: id };
  return role === 'liaison' ? { countries: countries ?? [] } : 'all';
};

type Order = BeforeJson<Erasure>['orders'][number];

/** A centre's own words go to the origin, to liaison officers and to itself. */
async function orderView({ erasure: { sealedErasures } }: ErasureRoutePorts, { alert }: ErasureRow, order: OrderRow, principal: Principal): Promise<Order> {
  const words = codesOnly(principal) || order.state !== 'refused' ? undefined : await sealedErasures.read(alert, 'words', order.centre);
  return { ...order, reason: words?.toString('utf8') ?? null };
}

const erasureView = async (ports: ErasureRoutePorts, row: ErasureRow, principal: Principal): Promise<BeforeJson<Erasure>> =>
  ({ ...row, orders: await Promise.all(row.orders.map((order) => orderView(ports, row, order, principal))) });

async function answerOne(ports: ErasureRoutePorts, response: Response, alert: string, principal: Principal): Promise<void> {
  const row = await findErasure(ports.erasure.database, alert, scopeOf(principal));
  if (!row) throw new AlertBridgeError('NOT_FOUND', 'No erasure of an alert of that id is known to you. GET /v1/alerts/{id}/status says whether it is erased.');
  response.json(await erasureView(ports, row, principal));
}

async function answerList(ports: ErasureRoutePorts, request: Request, response: Response, principal: Principal): Promise<void> {
  const { items, next } = await listErasures(ports.erasure.database, scopeOf(principal), choiceQuery(request, 'state', STATES), pageQuery(request));
  response.json({ items: await Promise.all(items.map((row) => erasureView(ports, row, principal))), next });
}

/** The same words as in the answer of a webhook are good here, and so is an empty body. */
function receiptOf(request: Request, alert: string): { result: 'erased' | 'refused'; reason?: string; at?: Date } {
  const { result = 'erased', reason, at, erased = alert } = jsonBody(request, { result: 'text', reason: 'text', at: 'text', erased: 'text' });
  if (result !== 'erased' && result !== 'refused') throw new AlertBridgeError('BAD_REQUEST', 'result takes one of erased, refused.');
  if (erased !== alert) throw new AlertBridgeError('BAD_REQUEST', 'erased names another alert than the address does. Send each receipt to the address of its own alert.');
  return { result, reason, ...(at === undefined ? {} : { at: timeOf('at', at) }) };
}

async function answerReceipt(ports: ErasureRoutePorts, request: Request, response: Response, principal: Principal): Promise<void> {
  const alert = pathPart(request, 'alert');
  const { result, reason, at } = receiptOf(request, alert);
  const { database, sealedErasures } = ports.erasure;
  const answered = await answerOrder(database, alert, principal.id, result, at);
  if (!answered) throw new AlertBridgeError('NOT_FOUND', 'There is no order to this centre to erase an alert of that id.');
  if (answered.before === 'erased' && result === 'refused') throw new AlertBridgeError('NOT_POSSIBLE_NOW', 'This centre has said already that it erased the alert, and a later refusal does not change that.');
  if (reason && result === 'refused') await sealedErasures.write(database, alert, { kind: 'words', ref: principal.id, plain: Buffer.from(reason) });
  ports.nudge();
  await answerOne(ports, response, alert, principal);
}

const RECEIPT = { type: 'object', properties: { result: { type: 'string', enum: ['erased', 'refused'], default: 'erased' }, erased: { type: 'string', description: 'The alert, as in the order.' }, at: { type: 'string', format: 'date-time' }, reason: { type: 'string' } } };

export const erasureRoutes = (ports: ErasureRoutePorts): Route[] => [
  {
    name: 'POST /v1/alerts/:id/erase', summary: 'Erase an ended alert at once, with all versions of it',
    responses: { 200: 'What of it is erased, and what will be in a moment.', 403: 'Another centre\'s alert.', 404: 'Not known to the caller.', 409: 'Live, or held by law.' },
    answer: (request, response, principal) => answerErase(ports, request, response, principal),
  },
  {
    name: 'GET /v1/erasures', summary: 'What was erased, and who has not followed, newest first',
    query: [{ name: 'state', description: 'The worst of its orders.', enum: STATES }, ...PAGE_PARAMETERS], responses: { 200: 'A page of erasures: those of the caller\'s alerts and those it was ordered; operators and auditors see all, as codes.' },
    answer: (request, response, principal) => answerList(ports, request, response, principal),
  },
  {
    name: 'GET /v1/erasures/:alert', summary: 'Who has erased an alert, and who has not', responses: { 200: 'The erasure.', 404: 'Not known to the caller.' },
    answer: (request, response, principal) => answerOne(ports, response, pathPart(request, 'alert'), principal),
  },
  {
    name: 'POST /v1/erasures/:alert/receipt', summary: 'Say that an order to erase was followed, or why not',
    body: { description: 'The answer of a centre that had the alert.', contentTypes: ['application/json'], schema: RECEIPT, examples: { 'application/json': { result: 'erased', at: '2026-05-26T12:00:00+02:00' } } },
    responses: { 200: 'The erasure, as far as it concerns the caller.', 404: 'No such order.', 409: 'Said already that it was erased.' },
    answer: (request, response, principal) => answerReceipt(ports, request, response, principal),
  },
];
