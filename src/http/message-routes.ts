// /v1/incidents/{id}/messages: what the desks of a case ask one another.
import type { Request, Response } from 'express';
import { AlertBridgeError } from '../errors.js';
import { ask, type AskPorts } from '../incident/ask.js';
import type { DeskMessage } from '../model/generated/desk-message.js';
import type { Why } from '../model/generated/disclosure.js';
import type { NetworkFile } from '../model/generated/network.js';
import { listMessages, messageRef, type DeskMessageRow } from '../store/desk-messages.js';
import { alertsOfIncident, type AlertRow } from '../store/reads.js';
import type { Principal } from './authenticate.js';
import { disclose, PURPOSE, whyOf, type Shown } from './disclose.js';
import { centreOf, jsonBody, pageQuery, PAGE_PARAMETERS, pathPart, scopeOf, type BeforeJson, type Page, type Route } from './route.js';

export interface MessageRoutePorts extends AskPorts { network: () => NetworkFile; nudge: () => void }

/** Whose messages the caller reads: a centre its own, a liaison those of its countries, or all where it serves the origin's. Null is all. */
export function sideOf(network: NetworkFile, { role, id, countries = [] }: Principal, { country }: Pick<AlertRow, 'country'>): string[] | null {
  if (role === 'centre') return [id];
  if (role !== 'liaison' || countries.includes('*') || countries.includes(country)) return null;
  return network.centres.filter((centre) => countries.includes(centre.country)).map((centre) => centre.id);
}

async function messageView({ sealed }: MessageRoutePorts, { id, incident, alert, from, to, at, answers, open }: DeskMessageRow): Promise<BeforeJson<DeskMessage>> {
  const text = await sealed.read(alert, 'words', messageRef(id));
  return { id, incident, alert, from, to, at, text: text?.toString('utf8') ?? null, erased: text === undefined, answers, open };
}

const shownOf = (alert: string, why: Why): Shown => ({ what: 'desk-message', why, alert, classes: ['prose'] });

async function answerList(ports: MessageRoutePorts, request: Request, response: Response, principal: Principal): Promise<void> {
  const page = pageQuery(request);
  const [first] = await alertsOfIncident(ports.database, pathPart(request, 'id'), scopeOf(principal));
  if (!first) throw new AlertBridgeError('NOT_FOUND', 'No incident of that id is known to you.');
  const { items, next } = await listMessages(ports.database, first.incident, sideOf(ports.network(), principal, first), page);
  const views = await Promise.all(items.map((row) => messageView(ports, row)));
  const readable = new Set(items.filter((_row, place) => !views[place]!.erased).map(({ alert }) => alert));
  await disclose(ports.database, request, principal, [...readable].map((alert) => shownOf(alert, whyOf(principal, first.origin))));
  const body: Page<BeforeJson<DeskMessage>> = { items: views, next };
  response.json(body);
}

async function answerAsk(ports: MessageRoutePorts, request: Request, response: Response, principal: Principal): Promise<void> {
  const { to, text, answers } = jsonBody(request, { to: 'text', text: 'text', answers: 'text' });
  if (to === undefined || text === undefined) throw new AlertBridgeError('BAD_REQUEST', 'Say in "to" which centre it is for, and in "text" what it should read.');
  const row = await ask(ports, centreOf(ports.network(), principal), pathPart(request, 'id'), { to, text, answers },
    (sql, { id, origin }) => disclose(sql, request, principal, [shownOf(id, whyOf(principal, origin))]));
  ports.nudge();
  response.status(201).json(await messageView(ports, row));
}

const BODY = {
  type: 'object', required: ['to', 'text'],
  properties: { to: { type: 'string', description: 'Id of the centre: a receiver writes to the origin, the origin to any receiver.' }, text: { type: 'string', description: 'Kept encrypted under the key of the alert.' }, answers: { type: 'string', description: 'Id of the message it answers.' } },
};

export const messageRoutes = (ports: MessageRoutePorts): Route[] => [
  {
    name: 'POST /v1/incidents/:id/messages', summary: 'Ask or answer the other desk of a case', headers: [PURPOSE],
    body: { description: 'The message.', contentTypes: ['application/json'], schema: BODY, examples: { 'application/json': { to: 'centre-of-the-origin', text: 'Which car were they in?' } } },
    responses: { 201: 'The message.', 400: 'Empty, or it answers no message of this case.', 403: 'Not a desk that the caller may write to.', 404: 'Not known to the caller.', 410: 'Erased.' },
    answer: (request, response, principal) => answerAsk(ports, request, response, principal),
  },
  {
    name: 'GET /v1/incidents/:id/messages', summary: 'What the desks of a case have asked and answered, oldest first', query: PAGE_PARAMETERS, headers: [PURPOSE],
    responses: { 200: 'A page of messages: a receiver reads its own with the origin. Texts of what is erased are null.', 404: 'Not known to the caller.' },
    answer: (request, response, principal) => answerList(ports, request, response, principal),
  },
];
