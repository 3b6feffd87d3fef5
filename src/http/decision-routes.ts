// /v1/alerts/{id}/decision: what a country decides about an alert that was sent to it.
import type { Request, Response } from 'express';
import { STEP_NAMES, OWN_ENDS, type OwnEnd, type Step } from '../incident/country-state.js';
import { decide, type DecidePorts } from '../incident/decide.js';
import { AlertBridgeError } from '../errors.js';
import type { Decision } from '../model/generated/decision.js';
import { countryOf } from '../store/decisions.js';
import type { Principal } from './authenticate.js';
import { decisionView } from './decision-view.js';
import { timeOf, centreOf, jsonBody, pathPart, type BeforeJson, type Route } from './route.js';

export interface DecisionRoutePorts extends DecidePorts { nudge: () => void }

const isOwnEnd = (value: string | undefined): value is OwnEnd | undefined => value === undefined || (OWN_ENDS as readonly string[]).includes(value);

function wantedOf(request: Request) {
  const { decision, reason, until, endReason } = jsonBody(request, { decision: STEP_NAMES, reason: 'text', until: 'text', endReason: 'text' });
  if (!isOwnEnd(endReason)) throw new AlertBridgeError('BAD_REQUEST', `endReason takes one of ${OWN_ENDS.join(', ')}.`);
  return { step: decision as Step, reason, until: until === undefined ? undefined : timeOf('until', until), endReason };
}

async function answerDecision(ports: DecisionRoutePorts, request: Request, response: Response, principal: Principal): Promise<void> {
  const caller = centreOf(ports.network(), principal);
  const wanted = wantedOf(request);
  const { row, issues } = await decide(ports, caller, pathPart(request, 'id'), wanted);
  ports.nudge();
  const standing = (await countryOf(ports.database, row.thread, caller.country))!;
  const body: BeforeJson<Decision> = { ...await decisionView(ports, standing, principal, true), country: caller.country, alert: row.id, issues };
  response.json(body);
}

const BODY = {
  type: 'object', required: ['decision'],
  properties: {
    decision: { type: 'string', enum: STEP_NAMES }, reason: { type: 'string', description: 'In the desk\'s own words, read by the origin and by liaison officers. Kept encrypted. Needed to decline and to ask.' },
    until: { type: 'string', format: 'date-time', description: 'With activate, resume and prolong: when the broadcast ends by itself.' },
    endReason: { type: 'string', enum: OWN_ENDS, description: 'With end: withdrawn where absent. Found tells the origin, who ends the alert for all.' },
  },
};

export const decisionRoutes = (ports: DecisionRoutePorts): Route[] => [{
  name: 'POST /v1/alerts/:id/decision', summary: 'Decide about an alert, for the country of the calling centre',
  body: { description: 'The step.', contentTypes: ['application/json'], schema: BODY, examples: { 'application/json': { decision: 'activate', until: '2030-01-31T20:00:00+01:00' } } },
  responses: { 200: 'The country\'s state.', 400: 'A reason or a time is missing.', 403: 'Not sent to the caller, or another centre decides for its country.', 404: 'Not known to the caller.', 409: 'Not possible from the present state; `detail` says what is.', 410: 'Erased.' },
  answer: (request, response, principal) => answerDecision(ports, request, response, principal),
}];
