// Where an alert is and what was decided: /v1/alerts/{id}/status and /v1/incidents, what a liaison officer asks for.
import type { Request, Response } from 'express';
import { decidingCentre } from '../config/centres.js';
import { AlertBridgeError } from '../errors.js';
import type { Delivery } from '../model/generated/delivery.js';
import type { IncidentSummary } from '../model/generated/incident-summary.js';
import type { Incident } from '../model/generated/incident.js';
import type { NetworkFile } from '../model/generated/network.js';
import type { AlertStatus } from '../model/generated/status.js';
import { adviceOf } from '../rules/advice.js';
import { evaluateCriteria } from '../rules/criteria.js';
import type { RulesOf } from '../rules/national-rules.js';
import type { AlertReader } from '../store/alert-reader.js';
import { alertTimeline } from '../store/audit.js';
import { standingHold } from '../store/legal-holds.js';
import { countOpen } from '../store/desk-messages.js';
import { alertsOfIncident, deliveriesOf, findAlert, listIncidents, type AlertRow, type DeliveryRow } from '../store/reads.js';
import { photosOf } from '../store/photos.js';
import { alertSummary } from './alert-routes.js';
import type { Principal } from './authenticate.js';
import { sideOf } from './message-routes.js';
import { decisionsOf, type DecisionOf, type DecisionPorts } from './decision-view.js';
import { disclose, PURPOSE, whyOf } from './disclose.js';
import { codesOnly, pageQuery, PAGE_PARAMETERS, pathPart, scopeOf, type BeforeJson, type Page, type Route } from './route.js';

export interface StatusPorts extends DecisionPorts { reader: AlertReader; rulesOf: RulesOf }

const OPEN = new Set(['queued', 'retrying', 'held']);
/** Held until somebody speaks: nothing is tried by itself. */
const WAITING = new Set<DeliveryRow['heldReason']>(['status-conflict', 'paused', 'restore']);

/** What the receiving side answered; its words only for those who may read words. */
async function receiptOf(ports: DecisionPorts, { receipt, id, alert }: DeliveryRow, withWords: boolean): Promise<Delivery['receipt']> {
  if (receipt === null) return null;
  const words = withWords ? await ports.sealed.read(alert, 'words', id) : undefined;
  return { kind: receipt, reason: words?.toString('utf8') ?? null };
}

export async function deliveryView(ports: DecisionPorts, row: DeliveryRow, withWords: boolean, decisionOf: DecisionOf): Promise<BeforeJson<Delivery>> {
  const { id, centre, country, state, heldReason, attempts, firstAttemptAt, deliveredAt, acknowledgedAt, lastError } = row;
  return { id, centre, country, state, heldReason, attempts, firstAttemptAt, deliveredAt, acknowledgedAt, nextAttemptAt: OPEN.has(state) && row.transport === 'webhook' && !WAITING.has(heldReason) ? row.dueAt : null,
    lastError, receipt: await receiptOf(ports, row, withWords), decision: await decisionOf(row, withWords) };
}

const timelineOf = async (ports: StatusPorts, id: string): Promise<AlertStatus['timeline']> =>
  (await alertTimeline(ports.database, id)).map(({ at, type, centre, actor, detail }, index) => ({ seq: index + 1, at, type, centre: centre ?? null, actor: actor ?? null, detail }));

/** A centre's own words go to the origin, to liaison officers and to itself; to nobody else's desk. */
const mayReadWords = (principal: Principal, { origin }: Pick<AlertRow, 'origin'>, { centre }: DeliveryRow): boolean =>
  !codesOnly(principal) && (principal.role === 'liaison' || principal.id === origin || principal.id === centre);

/** What the receiver's rules advise for the broadcast. */
const adviceFor = ({ country }: DeliveryRow, rulesOf: RulesOf): Pick<BeforeJson<Delivery>, 'advice'> => {
  const rules = rulesOf(country);
  return rules ? { advice: adviceOf(rules) } : {};
};

/** Whose criteria the caller reads: the origin and who oversees both sides all of them, a receiver its own and the origin's, a reporter the origin's. */
const criteriaFor = (row: AlertRow, deliveries: readonly DeliveryRow[], principal: Principal): string[] => {
  if (principal.role === 'reporter') return [];
  const isReceiver = principal.role === 'centre' && principal.id !== row.origin;
  const receivers = deliveries.filter(({ centre }) => !isReceiver || centre === principal.id).map(({ country }) => country);
  return [...new Set(receivers)].filter((country) => country !== row.country);
};

async function criteriaOf({ reader, rulesOf }: StatusPorts, row: AlertRow, receivers: readonly string[]): Promise<AlertStatus['criteria']> {
  const alert = row.state === 'erased' ? undefined : await reader.read(row.id);
  const about = alert?.case;
  if (!about) return [];
  const judged = (country: string, role: 'origin' | 'receiver') => ({ country, role, ...evaluateCriteria(about, rulesOf(country), alert.sent) });
  return [judged(row.country, 'origin'), ...receivers.map((country) => judged(country, 'receiver'))];
}

const holdOf = async ({ database }: StatusPorts, { thread }: AlertRow): Promise<BeforeJson<AlertStatus>['legalHold']> => {
  const hold = await standingHold(database, thread);
  return hold ? { since: hold.since, by: hold.by } : null;
};

async function statusOf(ports: StatusPorts, row: AlertRow, principal: Principal): Promise<BeforeJson<AlertStatus>> {
  const deliveries = await deliveriesOf(ports.database, [row.id]);
  const decisionOf = await decisionsOf(ports, deliveries, principal);
  const views = await Promise.all(deliveries.map(async (delivery) =>
    ({ ...await deliveryView(ports, delivery, mayReadWords(principal, row, delivery), decisionOf), ...adviceFor(delivery, ports.rulesOf) })));
  return { id: row.id, incident: row.incident, msgType: row.msgType, status: row.status, effectiveStatus: row.effectiveStatus, state: row.state, heldReason: row.heldReason, expiresAt: row.expiresAt,
    legalHold: await holdOf(ports, row), deliveries: views, criteria: await criteriaOf(ports, row, criteriaFor(row, deliveries, principal)),
    openQuestions: await countOpen(ports.database, row.incident, sideOf(ports.network(), principal, row)), photos: await photosOf(ports.database, row.id),
    timeline: await timelineOf(ports, row.id) };
}

/** What people wrote in answers and decisions is content; the rest of a status is codes. */
const holdsWords = (parts: readonly { receipt?: { reason: unknown } | null; decision?: { reason: unknown } | null }[]): boolean =>
  parts.some(({ receipt, decision }) => Boolean(receipt?.reason ?? decision?.reason));

async function answerStatus(ports: StatusPorts, request: Request, response: Response, principal: Principal): Promise<void> {
  const row = await findAlert(ports.database, pathPart(request, 'id'), scopeOf(principal));
  if (!row) throw new AlertBridgeError('NOT_FOUND', 'No alert of that id is known to you.');
  const body = await statusOf(ports, row, principal);
  if (holdsWords(body.deliveries)) await disclose(ports.database, request, principal, [{ what: 'status-words', why: whyOf(principal, row.origin), alert: row.id, classes: ['prose'] }]);
  response.json(body);
}

/** A case lives as long as one of its alerts does; receipts and what is held for its status say nothing about that. */
const isLive = ({ state, msgType, heldReason }: AlertRow): boolean => state === 'active' && heldReason === null && (msgType === 'Alert' || msgType === 'Update');

/** Whom to call in a country. */
const deskOf = (network: NetworkFile, country: string): Incident['countries'][number]['call'] => {
  const centre = decidingCentre(network, country);
  return centre ? { centre: centre.id, name: centre.name, phone: centre.contact?.phone ?? null, email: centre.contact?.email ?? null } : null;
};

/** The newest delivery of each centre counts. */
const newestOf = (deliveries: readonly DeliveryRow[]): DeliveryRow[] => [...new Map(deliveries.map((delivery) => [delivery.centre, delivery])).values()];

const firstDecision = async (rows: readonly DeliveryRow[], decide: (row: DeliveryRow) => ReturnType<DecisionOf>): Promise<Awaited<ReturnType<DecisionOf>>> =>
  (await Promise.all(rows.map(decide))).find((decision) => decision !== null) ?? null;

/** Per country, what its centres have and what it decided. */
async function countriesOf(ports: StatusPorts, origin: string, deliveries: readonly DeliveryRow[], principal: Principal): Promise<BeforeJson<Incident['countries']>> {
  const decisionOf = await decisionsOf(ports, deliveries, principal);
  return Promise.all([...grouped(newestOf(deliveries))].map(async ([country, rows]) => ({
    country, call: deskOf(ports.network(), country), centres: rows.map(({ centre, state, heldReason, deliveredAt, acknowledgedAt }) => ({ centre, state, heldReason, deliveredAt, acknowledgedAt })),
    decision: await firstDecision(rows, (row) => decisionOf(row, mayReadWords(principal, { origin }, row))),
  })));
}

const grouped = (rows: readonly DeliveryRow[]): Map<string, DeliveryRow[]> => {
  const groups = new Map<string, DeliveryRow[]>();
  for (const row of rows) groups.set(row.country, [...(groups.get(row.country) ?? []), row]);
  return groups;
};

async function answerIncident(ports: StatusPorts, request: Request, response: Response, principal: Principal): Promise<void> {
  const id = pathPart(request, 'id');
  const alerts = await alertsOfIncident(ports.database, id, scopeOf(principal));
  if (alerts.length === 0) throw new AlertBridgeError('NOT_FOUND', 'No incident of that id is known to you.');
  // Receipts travel back to the origin, whose country is asked for nothing.
  const asking = alerts.filter(({ msgType }) => msgType !== 'Ack' && msgType !== 'Error');
  const deliveries = await deliveriesOf(ports.database, asking.map((alert) => alert.id));
  const { origin, country } = alerts[0]!;
  const body: BeforeJson<Incident> = {
    id, origin, country, statuses: [...new Set(alerts.map(({ effectiveStatus }) => effectiveStatus))], live: alerts.some(isLive),
    openQuestions: await countOpen(ports.database, id, sideOf(ports.network(), principal, { country })),
    alerts: alerts.map(alertSummary), countries: await countriesOf(ports, origin, deliveries, principal),
  };
  if (holdsWords(body.countries)) await disclose(ports.database, request, principal, [{ what: 'status-words', why: whyOf(principal, origin), incident: id, classes: ['prose'] }]);
  response.json(body);
}

export const statusRoutes = (ports: StatusPorts): Route[] => [
  {
    name: 'GET /v1/alerts/:id/status', summary: 'Who has an alert, what happened to it, and what was decided', headers: [PURPOSE],
    responses: { 200: 'State, deliveries and timeline; operators and auditors get codes only.', 404: 'Not known to the caller.' },
    answer: (request, response, principal) => answerStatus(ports, request, response, principal),
  },
  {
    name: 'GET /v1/incidents', summary: 'Cases, newest first', query: PAGE_PARAMETERS, responses: { 200: 'A page of cases.' },
    answer: async (request, response, principal) => {
      const page: Page<IncidentSummary> = await listIncidents(ports.database, scopeOf(principal), pageQuery(request));
      response.json(page);
    },
  },
  {
    name: 'GET /v1/incidents/:id', summary: 'One case: all its messages and the state per country', headers: [PURPOSE], responses: { 200: 'The case.', 404: 'Not known to the caller.' },
    answer: (request, response, principal) => answerIncident(ports, request, response, principal),
  },
];
