// What operators do: pause a centre, let it go on, and send again what did not arrive. Codes only, and every step is in the audit trail.
import type { Request, Response } from 'express';
import { findCentre } from '../config/centres.js';
import { AlertBridgeError } from '../errors.js';
import type { CentreView } from '../model/generated/centre.js';
import type { NetworkFile } from '../model/generated/network.js';
import type { RedriveView } from '../model/generated/redrive.js';
import type { Dispatch } from '../outbound/dispatch.js';
import type { RulesOf } from '../rules/national-rules.js';
import { readCentreHealth } from '../store/centre-states.js';
import type { Database } from '../store/database.js';
import { hasTraces, pauseCentre, resumeCentre } from '../store/pauses.js';
import { findDelivery } from '../store/reads.js';
import { findRedrive, listRedrives, redrive, type Redrive, type RedriveProblem } from '../store/redrives.js';
import type { SealedStore } from '../store/sealed.js';
import type { Principal } from './authenticate.js';
import { centreView, healthView, operatorsView } from './network-routes.js';
import { choiceQuery, jsonBody, numberQuery, PAGE_PARAMETERS, pageQuery, pathPart, textQuery, type BeforeJson, type Page, type Route } from './route.js';

export interface OperatorPorts { database: Database; sealed: SealedStore; network: () => NetworkFile; rulesOf: RulesOf; dispatch: Dispatch; nudge: () => void }

/** No words are kept: what is not one of these codes is noted as `other`. */
const REASONS = ['maintenance', 'centre-request', 'security', 'exercise'] as const;

const reasonOf = (request: Request): string | undefined => {
  const { reason } = jsonBody(request, { reason: 'text' });
  if (reason === undefined || reason === '') return undefined;
  return REASONS.find((code) => code === reason) ?? 'other';
};

/** More than this the workers' sweep finds by itself in a moment. */
const HINTS = 500;

/** Wakes workers and mailboxes, kind by kind: what comes first follows from the kind. */
const wake = (ports: OperatorPorts, woken: readonly { id: string; centre: string; msgType: string }[]): void => {
  const kinds = new Map<string, { id: string; centre: string; state: string }[]>();
  for (const { id, centre, msgType } of woken.slice(0, HINTS)) kinds.set(msgType, [...(kinds.get(msgType) ?? []), { id, centre, state: 'queued' }]);
  for (const [msgType, deliveries] of kinds) ports.dispatch(deliveries, msgType);
  ports.nudge();
};

/** @throws AlertBridgeError NOT_FOUND. A centre that left the network file may have left deliveries behind. */
async function knownCentre({ database, network }: OperatorPorts, id: string): Promise<void> {
  if (!findCentre(network(), id) && !await hasTraces(database, id)) throw new AlertBridgeError('NOT_FOUND', 'No centre of that id is in the network, and nothing waits for one.');
}

async function sendCentre({ database, network, rulesOf }: OperatorPorts, id: string, response: Response): Promise<void> {
  const centre = findCentre(network(), id);
  const health = (await readCentreHealth(database)).find((row) => row.centre === id);
  const gone: BeforeJson<CentreView> = { id, country: null, name: null, languages: [], contact: null, decides: false, sends: null, receives: null, health: healthView(health), rules: null };
  response.json(centre ? centreView(centre, network(), health, rulesOf) : gone);
}

async function answerPause(ports: OperatorPorts, request: Request, response: Response, principal: Principal): Promise<void> {
  const id = pathPart(request, 'id');
  const reason = reasonOf(request);
  await knownCentre(ports, id);
  if (await pauseCentre(ports.database, id, principal.id, reason)) ports.nudge();
  await sendCentre(ports, id, response);
}

async function answerResume(ports: OperatorPorts, request: Request, response: Response, principal: Principal): Promise<void> {
  const id = pathPart(request, 'id');
  const reason = reasonOf(request);
  await knownCentre(ports, id);
  const woken = await ports.database.transaction((sql) => resumeCentre(sql, id, principal.id, reason));
  if (!woken) {
    throw new AlertBridgeError('NOT_POSSIBLE_NOW', 'The centre is not paused, so there is nothing to resume. What is held for its status waits for its origin to confirm it; what its receiver refused is probed by itself, and redrive tries it at once.');
  }
  wake(ports, woken);
  await sendCentre(ports, id, response);
}

/** Each says what the operator can do instead. */
const PROBLEMS: Record<RedriveProblem, string> = {
  'status-conflict': 'The alert says both real and test. Only the centre that sent it can end that, by confirming which it is. Call it.',
  paused: 'The centre is paused. Resume the centre, and everything that waits for it goes out.',
  delivered: 'The centre has it already.',
  acknowledged: 'The centre has it already and has said so.',
  refused: 'The centre has refused it, which is final. Call the centre.',
  superseded: 'A later message has taken its place, or the centre does not take its status.',
  expired: 'The alert ended before it could be delivered. Its origin can send it anew with a later end.',
  'alert-superseded': 'An Update has taken the place of this alert. Send the Update\'s own delivery again instead.',
  'alert-cancelled': 'The alert has been cancelled, and nothing of it is sent any more. The delivery of its Cancel may be sent again.',
  'alert-expired': 'The alert has ended. Its origin can send it anew with a later end.',
  'alert-erased': 'The alert has been erased.',
};

const impossible = (problem: RedriveProblem): never => { throw new AlertBridgeError('NOT_POSSIBLE_NOW', PROBLEMS[problem]); };

const isTrial = (request: Request): boolean => choiceQuery(request, 'dryRun', ['true', 'false']) === 'true';

async function perform(ports: OperatorPorts, items: readonly Redrive[], principal: Principal): Promise<Redrive[]> {
  const done = await ports.database.transaction((sql) => redrive(sql, items, principal.id));
  if (done.length > 0) wake(ports, done);
  return done;
}

async function answerRedriveOne(ports: OperatorPorts, request: Request, response: Response, principal: Principal): Promise<void> {
  const id = pathPart(request, 'id');
  const trial = isTrial(request);
  const item = await findRedrive(ports.database, id);
  if (!item) throw new AlertBridgeError('NOT_FOUND', 'No delivery of that id is known.');
  if (item.problem) impossible(item.problem);
  if (!trial && (await perform(ports, [item], principal)).length === 0) impossible((await findRedrive(ports.database, id))?.problem ?? 'superseded');
  const [view] = await operatorsView(ports, [(await findDelivery(ports.database, id))!], principal);
  response.json(view);
}

const REDRIVABLE = ['dead', 'held', 'retrying', 'queued'] as const;

const redriveView = ({ id, centre, alert, from, to, problem }: Redrive): BeforeJson<RedriveView> =>
  ({ id, centre, alert, from, ...(problem ? { problem, detail: PROBLEMS[problem] } : { to }) });

async function answerRedriveMany(ports: OperatorPorts, request: Request, response: Response, principal: Principal): Promise<void> {
  const trial = isTrial(request);
  const page = { after: pageQuery(request).after, limit: numberQuery(request, 'limit', { min: 1, max: 500, default: 500 }) };
  const items = await listRedrives(ports.database, { state: choiceQuery(request, 'state', REDRIVABLE), centre: textQuery(request, 'centre') }, page);
  const done = trial ? undefined : new Set((await perform(ports, items, principal)).map(({ id }) => id));
  // What changed between the look and the deed has no problem of its own: it is left out.
  const told = items.filter(({ id, problem }) => problem !== undefined || !done || done.has(id));
  const body: Page<RedriveView> & { dryRun: boolean } = { dryRun: trial, items: told.map(redriveView), next: items.length === page.limit ? String(items.at(-1)!.n) : null };
  response.json(body);
}

const DRY_RUN = { name: 'dryRun', description: 'true tells what would happen and changes nothing.', enum: ['true', 'false'] };
const REASON_BODY = { description: `Optional. reason: ${REASONS.join(', ')}; anything else is noted as other, because no words are kept.`, contentTypes: ['application/json'], schema: { type: 'object', properties: { reason: { type: 'string' } } }, examples: { 'application/json': { reason: 'maintenance' } }, optional: true };

export const operatorRoutes = (ports: OperatorPorts): Route[] => [
  {
    name: 'POST /v1/centres/:id/pause', summary: 'Hold everything that waits for a centre; an attempt under way finishes', body: REASON_BODY,
    responses: { 200: 'Paused, also where it was before; the centre.', 404: 'No such centre.' },
    answer: (request, response, principal) => answerPause(ports, request, response, principal),
  },
  {
    name: 'POST /v1/centres/:id/resume', summary: 'Let a paused centre\'s deliveries go on, all at once', body: REASON_BODY,
    responses: { 200: 'Resumed; the centre.', 404: 'No such centre.', 409: 'The centre is not paused.' },
    answer: (request, response, principal) => answerResume(ports, request, response, principal),
  },
  {
    name: 'POST /v1/deliveries/redrive', summary: 'Send again all that has not arrived, or what a filter finds, oldest first',
    query: [{ name: 'state', description: 'Only deliveries in this state.', enum: REDRIVABLE }, { name: 'centre', description: 'Centre id.' }, DRY_RUN, { ...PAGE_PARAMETERS[0]!, description: 'Deliveries of one call, 1 to 500; 500 where absent.' }, PAGE_PARAMETERS[1]!],
    responses: { 200: 'What was done, one by one: from and to, or the problem. `next` where there are more.' },
    answer: (request, response, principal) => answerRedriveMany(ports, request, response, principal),
  },
  {
    name: 'POST /v1/deliveries/:id/redrive', summary: 'Send one delivery again, now', query: [DRY_RUN],
    responses: { 200: 'It is due now; the delivery.', 404: 'No such delivery.', 409: 'It cannot be sent again; the detail says why and what can be done.' },
    answer: (request, response, principal) => answerRedriveOne(ports, request, response, principal),
  },
];
