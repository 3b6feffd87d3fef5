// What each route answers: status to content type to schema. /openapi.json is made from it, and a test holds the answers of a running gateway against it.
import type { RouteName } from './access.js';

/** Schemas of schemas/ that answers are made of, and what those refer to. */
export const SCHEMAS = [
  'alert', 'alert-summary', 'audit-entry', 'audit-head', 'centre', 'confirmation', 'decision', 'delivery', 'erasure', 'event', 'examination', 'inbox-item', 'incident', 'incident-summary',
  'issue', 'judgement', 'manifest', 'overview', 'problem', 'proposal', 'proposal-receipt', 'proposal-summary', 'readiness', 'receipt', 'receipts', 'redrive', 'rendering', 'rules', 'status',
] as const;

type SchemaName = (typeof SCHEMAS)[number];

/** Content type to schema; a status that is not named answers without content. */
export type Contents = Readonly<Record<string, object>>;

export const refTo = (name: SchemaName): { $ref: string } => ({ $ref: `#/components/schemas/${name}` });

const json = (schema: object): Contents => ({ 'application/json': schema });
const shape = (name: SchemaName): Contents => json(refTo(name));
const TEXT = { type: 'string' };
const HELD = json({ type: 'object', required: ['legalHold'], properties: { legalHold: { type: ['object', 'null'], required: ['since', 'by'], properties: { since: { type: 'string', format: 'date-time' }, by: TEXT } } } });
const IDS = { type: 'array', items: TEXT };
const NEXT = { type: ['string', 'null'], description: 'For ?after=; null on the last page.' };
const list = (name: SchemaName, more: Record<string, object> = {}): Contents =>
  json({ type: 'object', required: [...Object.keys(more), 'items', 'next'], properties: { ...more, items: { type: 'array', items: refTo(name) }, next: NEXT } });

const SUBMITTED = json({ oneOf: [refTo('receipt'), refTo('receipts')] });
const GATEWAY = { type: 'object', required: ['id', 'publicKey'], properties: { id: { type: 'string' }, publicKey: { type: 'object', additionalProperties: true, description: 'Ed25519 as a JWK: it signs webhooks and the heads of the audit chain.' } } };

export const ANSWERS = {
  'POST /v1/alerts': { 200: SUBMITTED, 201: SUBMITTED, 422: { 'application/problem+json': refTo('problem'), ...shape('receipts') } },
  'GET /v1/alerts': { 200: list('alert-summary') },
  'GET /v1/alerts/:id': {
    200: {
      ...shape('alert'), 'application/cap+json': refTo('alert'), 'application/cap+xml': TEXT,
      'application/geo+json': { type: 'object', required: ['type', 'features'], properties: { type: { const: 'FeatureCollection' }, features: { type: 'array', items: { type: 'object', additionalProperties: true } } } },
      'application/vnd.alertbridge.original': {},
    },
  },
  'GET /v1/alerts/:id/resources/:info/:resource': { 200: { '*/*': {} } },
  'GET /v1/alerts/:id/status': { 200: shape('status') },
  'POST /v1/alerts/:id/confirm': { 200: shape('confirmation') },
  'POST /v1/alerts/:id/erase': { 200: json({ type: 'object', required: ['id', 'erased', 'pending'], properties: { id: TEXT, erased: IDS, pending: { ...IDS, description: 'On its way this instant: erased as soon as that is over.' } } }) },
  'POST /v1/alerts/:id/hold': { 200: HELD },
  'POST /v1/alerts/:id/hold/lift': { 200: HELD },
  'GET /v1/erasures': { 200: list('erasure') },
  'GET /v1/erasures/:alert': { 200: shape('erasure') },
  'POST /v1/erasures/:alert/receipt': { 200: shape('erasure') },
  'POST /v1/proposals': { 200: shape('proposal-receipt'), 201: shape('proposal-receipt') },
  'GET /v1/proposals': { 200: list('proposal-summary') },
  'GET /v1/proposals/:id': { 200: { ...shape('proposal'), 'application/vnd.alertbridge.original': {} } },
  'POST /v1/proposals/:id/steps': { 200: shape('proposal') },
  'POST /v1/proposals/:id/issue': { 200: shape('receipt'), 201: shape('receipt') },
  'GET /v1/incidents': { 200: list('incident-summary') },
  'GET /v1/incidents/:id': { 200: shape('incident') },
  'GET /v1/inbox': { 200: list('inbox-item') },
  'POST /v1/inbox/:delivery/ack': {},
  'GET /v1/deliveries': { 200: list('delivery') },
  'POST /v1/deliveries/redrive': { 200: list('redrive', { dryRun: { type: 'boolean' } }) },
  'POST /v1/deliveries/:id/redrive': { 200: shape('delivery') },
  'POST /v1/centres/:id/pause': { 200: shape('centre') },
  'POST /v1/centres/:id/resume': { 200: shape('centre') },
  'GET /v1/centres': { 200: list('centre', { gateway: GATEWAY }) },
  'GET /v1/adapters': { 200: list('manifest') },
  'POST /v1/validate': { 200: shape('judgement') },
  'POST /v1/convert': { 200: { ...json({ anyOf: [refTo('judgement'), { description: 'The converted message, where its format is JSON.' }] }), '*/*': {} } },
  'POST /v1/render': { 200: json({ type: 'object', required: ['items'], properties: { items: { type: 'array', items: refTo('rendering') } } }) },
  'GET /v1/events': { 200: { 'text/event-stream': { type: 'string', description: 'Each event has an `id`, its type as `event`, and as `data` one line of JSON: #/components/schemas/event.' } } },
  'GET /v1/audit': { 200: list('audit-entry') },
  'GET /v1/audit/head': { 200: shape('audit-head') },
  'GET /v1/doctor': { 200: shape('examination') },
  'GET /healthz': { 200: json({ type: 'object', required: ['status'], properties: { status: { const: 'ok' } } }) },
  'GET /readyz': { 200: shape('readiness'), 503: shape('readiness') },
  'GET /metrics': { 200: { 'text/plain': TEXT } },
  'GET /openapi.json': { 200: json({ type: 'object', required: ['openapi', 'info', 'paths'], additionalProperties: true, properties: { openapi: TEXT, info: { type: 'object', additionalProperties: true }, paths: { type: 'object', additionalProperties: true } } }) },
  'GET /docs': { 200: { 'text/html': TEXT } },
  'GET /': { 200: { 'text/html': TEXT, ...shape('overview') } },
} as const satisfies Record<RouteName, Readonly<Record<number, Contents>>>;
