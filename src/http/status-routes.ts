// Where an alert is and what was decided: /v1/alerts/{id}/status and /v1/incidents, what a liaison officer asks for.
import type { Request, Response } from 'express';
import { AlertBridgeError } from '../errors.js';
import type { Decision } from '../model/generated/decision.js';
import type { Delivery } from '../model/generated/delivery.js';
import type { IncidentSummary } from '../model/generated/incident-summary.js';
import type { Incident } from '../model/generated/incident.js';
import type { AlertStatus } from '../model/generated/status.js';
import { adviceOf } from '../rules/advice.js';
import { evaluateCriteria } from '../rules/criteria.js';
import type { RulesOf } from '../rules/national-rules.js';
import type { AlertReader } from '../store/alert-reader.js';
import { alertTimeline } from '../store/audit.js';
import type { Database } from '../store/database.js';
import { standingHold } from '../store/legal-holds.js';
import { alertsOfIncident, deliveriesOf, findAlert, listIncidents, type AlertRow, type DeliveryRow } from '../store/reads.js';
import type { SealedStore } from '../store/sealed.js';
import { alertSummary } from './alert-routes.js';
import type { Principal } from './authenticate.js';
import { codesOnly, pageQuery, PAGE_PARAMETERS, pathPart, scopeOf, type BeforeJson, type Page, type Route } from './route.js';

export interface DeliveryPorts { database: Database; sealed: SealedStore }

export interface StatusPorts extends DeliveryPorts { reader: AlertReader; rulesOf: RulesOf }

const OPEN = new Set(['queued', 'retrying', 'held']);

/** The country's decision as far as it is known: a relayed alert is a request, until the country says more. */
const decisionOf = ({ state }: DeliveryRow): BeforeJson<Decision> | null =>
  (state === 'delivered' || state === 'acknowledged' ? { state: 'requested', by: null, at: null, reason: null, until: null } : null);

/** What the receiving side answered; its words only for those who may read words. */
async function receiptOf(ports: DeliveryPorts, { receipt, id, alert }: DeliveryRow, withWords: boolean): Promise<Delivery['receipt']> {
  if (receipt === null) return null;
  const words = withWords ? await ports.sealed.read(alert, 'words', id) : undefined;
  return { kind: receipt, reason: words?.toString('utf8') ?? null };
}

export async function deliveryView(ports: DeliveryPorts, row: DeliveryRow, withWords: boolean): Promise<BeforeJson<Delivery>> {
  const { id, centre, country, state, heldReason, attempts, firstAttemptAt, deliveredAt, acknowledgedAt, lastError } = row;
  return { id, centre, country, state, heldReason, attempts, firstAttemptAt, deliveredAt, acknowledgedAt, nextAttemptAt: OPEN.has(state) && row.transport === 'webhook' && heldReason !== 'status-conflict' && heldReason !== 'restore' && heldReason !== 'paused' ? row.dueAt : null,
    lastError, receipt: await receiptOf(ports, row, withWords), decision: decisionOf(row) };
}

const timelineOf = async (ports: StatusPorts, id: string): Promise<AlertStatus['timeline']> =>
  (await alertTimeline(ports.database, id)).map(({ at, type, centre, actor, detail }, index) => ({ seq: index + 1, at, type, centre: centre ?? null, actor: actor ?? null, detail }));

/** A centre's own words go to the origin, to liaison officers and to itself; to nobody else's desk. */
const mayReadWords = (principal: Principal, { origin }: AlertRow, { centre }: DeliveryRow): boolean =>
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
  const views = await Promise.all(deliveries.map(async (delivery) => ({ ...await deliveryView(ports, delivery, mayReadWords(principal, row, delivery)), ...adviceFor(delivery, ports.rulesOf) })));
  return { id: row.id, incident: row.incident, msgType: row.msgType, status: row.status, effectiveStatus: row.effectiveStatus, state: row.state, heldReason: row.heldReason, expiresAt: row.expiresAt,
    legalHold: await holdOf(ports, row), deliveries: views, criteria: await criteriaOf(ports, row, criteriaFor(row, deliveries, principal)), timeline: await timelineOf(ports, row.id) };
}

async function answerStatus(ports: StatusPorts, request: Request, response: Response, principal: Principal): Promise<void> {
  const row = await findAlert(ports.database, pathPart(request, 'id'), scopeOf(principal));
  if (!row) throw new AlertBridgeError('NOT_FOUND', 'No alert of that id is known to you.');
  response.json(await statusOf(ports, row, principal));
}

/** A case lives as long as one of its alerts does; receipts and what is held for its status say nothing about that. */
const isLive = ({ state, msgType, heldReason }: AlertRow): boolean => state === 'active' && heldReason === null && (msgType === 'Alert' || msgType === 'Update');

/** Per country, what its centres have: the newest delivery of each centre counts. */
function countriesOf(deliveries: readonly DeliveryRow[]): BeforeJson<Incident['countries']> {
  const newest = new Map<string, DeliveryRow>();
  for (const delivery of deliveries) newest.set(delivery.centre, delivery);
  return [...grouped([...newest.values()])].map(([country, rows]) => ({
    country, centres: rows.map(({ centre, state, heldReason, deliveredAt, acknowledgedAt }) => ({ centre, state, heldReason, deliveredAt, acknowledgedAt })),
    decision: rows.map(decisionOf).find((decision) => decision !== null) ?? null,
  }));
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
  const body: BeforeJson<Incident> = { id, origin: alerts[0]!.origin, country: alerts[0]!.country, live: alerts.some(isLive), alerts: alerts.map(alertSummary), countries: countriesOf(deliveries) };
  response.json(body);
}

export const statusRoutes = (ports: StatusPorts): Route[] => [
  {
    name: 'GET /v1/alerts/:id/status', summary: 'Who has an alert, what happened to it, and what was decided',
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
    name: 'GET /v1/incidents/:id', summary: 'One case: all its messages and the state per country', responses: { 200: 'The case.', 404: 'Not known to the caller.' },
    answer: (request, response, principal) => answerIncident(ports, request, response, principal),
  },
];
