// The gateway about itself: alive, ready, figures, documentation, the start page, and its own examination.
import { isIP } from 'node:net';
import type { Request, Response } from 'express';
import { AlertBridgeError } from '../errors.js';
import type { ExaminationView } from '../model/generated/examination.js';
import type { NetworkFile } from '../model/generated/network.js';
import type { Overview } from '../model/generated/overview.js';
import type { Readiness } from '../model/generated/readiness.js';
import { packageVersion, webFile } from '../package-files.js';
import type { Queue } from '../queue/queue.js';
import type { Database } from '../store/database.js';
import { countStates } from '../store/reads.js';
import type { Metrics } from '../telemetry/metrics.js';
import type { Examination } from '../upkeep/examination.js';
import { authorise, type Principal } from './authenticate.js';
import { docsPage } from './docs-page.js';
import type { Route } from './route.js';

export interface SystemPorts {
  database: Database; queue: Queue; metrics: Metrics; network: () => NetworkFile;
  /** False once the gateway has begun to stop. */
  open: () => boolean;
  describe: () => object;
  examineGateway: () => Promise<Examination[]>;
}

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/** A request that a proxy on this machine passed on comes from somewhere else. */
const fromLoopback = (request: Request): boolean => {
  if (request.headers.forwarded !== undefined || request.headers['x-forwarded-for'] !== undefined) return false;
  const address = request.socket.remoteAddress ?? '';
  return isIP(address) !== 0 && LOOPBACK.test(address);
};

type Checks = Omit<Readiness, 'ready'>;

/** Who asks while the answer is being found shares it: anybody may ask, and many asking must cost no more than one. */
const createReadiness = ({ database, queue }: SystemPorts): (() => Promise<Checks>) => {
  const look = async (): Promise<Checks> => ({
    database: await database.query('select 1 as one', []).then(() => true, () => false),
    queue: await queue.healthy().catch(() => false),
  });
  let looking: Promise<Checks> | undefined;
  return () => (looking ??= look().finally(() => { looking = undefined; }));
};

/** Without its queue the gateway delivers by the sweep, a little later: taking it out of service would only make that worse (reliability clause 12). */
async function answerReady({ open }: SystemPorts, look: () => Promise<Checks>, response: Response): Promise<void> {
  const checks = await look();
  const ready = open() && checks.database;
  const body: Readiness = { ready, ...checks };
  response.status(ready ? 200 : 503).json(body);
}

/** Numbers only for a key; without one the page says what this is and no more. */
async function answerStart({ database, network }: SystemPorts, request: Request, response: Response, principal: Principal | undefined): Promise<void> {
  if (request.accepts(['text/html', 'application/json']) !== 'application/json') { response.sendFile(webFile('index.html')); return; }
  response.setHeader('cache-control', 'no-store');
  const counts: Required<Pick<Overview, 'alerts' | 'deliveries'>> = { alerts: {}, deliveries: {} };
  for (const { kind, state, count } of principal ? await countStates(database) : []) counts[`${kind === 'alert' ? 'alert' : 'deliverie'}s`][state] = count;
  const known = principal ? { you: { id: principal.id, role: principal.role }, gateway: network().gateway.id, centres: network().centres.length, ...counts } : {};
  const body: Overview = { name: 'AlertBridge', version: packageVersion(), ...known };
  response.json(body);
}

export const systemRoutes = (ports: SystemPorts, readiness = createReadiness(ports)): Route[] => [
  { name: 'GET /healthz', summary: 'The process is alive', responses: { 200: 'Alive.' }, answer: (_request, response) => { response.json({ status: 'ok' }); } },
  { name: 'GET /readyz', summary: 'The gateway takes work: the database answers; whether the queue does is said beside it', responses: { 200: 'Ready.', 503: 'Not ready.' }, answer: (_request, response) => answerReady(ports, readiness, response) },
  {
    name: 'GET /metrics', summary: 'Figures for Prometheus: with an operator\'s key, or from this machine', responses: { 200: 'Prometheus text.', 401: 'No key, and not from this machine.' },
    answer: async (request, response, principal) => {
      if (!fromLoopback(request)) authorise(principal, ['operator']);
      response.setHeader('content-type', ports.metrics.contentType);
      response.send(await ports.metrics.render());
    },
  },
  { name: 'GET /openapi.json', summary: 'This API as OpenAPI 3.1', responses: { 200: 'The document.' }, answer: (_request, response) => { response.json(ports.describe()); } },
  { name: 'GET /docs', summary: 'This API for human readers', responses: { 200: 'A page.' }, answer: (_request, response) => { response.type('html').send(docsPage(ports.describe())); } },
  { name: 'GET /', summary: 'What this is; with a key, live counts', responses: { 200: 'The start page, or JSON where asked for.' }, answer: (request, response, principal) => answerStart(ports, request, response, principal) },
  {
    name: 'GET /v1/doctor', summary: 'The gateway examines itself: database, queue, clock, disk, keys, centres', responses: { 200: 'Findings, one by one.' },
    answer: async (_request, response) => {
      const findings = await ports.examineGateway();
      if (findings.length === 0) throw new AlertBridgeError('INTERNAL', 'The examination gave no finding.');
      const body: ExaminationView = { healthy: findings.every(({ level }) => level !== 'error'), findings };
      response.json(body);
    },
  },
];
