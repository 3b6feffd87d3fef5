// /v1/audit and /v1/disclosures: two chained logs for auditors, each with its head signed by this gateway.
import { sign, type KeyObject } from 'node:crypto';
import type { Request } from 'express';
import type { Clock } from '../clock.js';
import type { AuditEntryView } from '../model/generated/audit-entry.js';
import type { AuditHead } from '../model/generated/audit-head.js';
import type { DisclosureView } from '../model/generated/disclosure.js';
import { auditHead, readAudit } from '../store/audit.js';
import type { Place } from '../store/chain.js';
import type { Database } from '../store/database.js';
import { disclosureHead, readDisclosures } from '../store/disclosures.js';
import { canonicalJson } from '../trust/canonical-json.js';
import { numberQuery, PAGE_PARAMETERS, textQuery, timeQuery, type Page, type Parameter, type Route } from './route.js';

export interface AuditPorts { database: Database; signingKey: KeyObject; publicKey: KeyObject; clock: Clock; network: () => { gateway: { id: string } } }

const MAX_POSITION = Number.MAX_SAFE_INTEGER;
const POSITION: Parameter = { name: 'after', description: 'Position of the last entry already had.', schema: { type: 'integer', minimum: 0 } };
const TIME = { type: 'string', format: 'date-time' };

const placeOf = (request: Request): { after: number; limit: number } =>
  ({ after: numberQuery(request, 'after', { min: 0, max: MAX_POSITION, default: 0 }), limit: numberQuery(request, 'limit', { min: 1, max: 500, default: 50 }) });

const pageOf = <Entry extends Place>(items: Entry[], limit: number): { items: Entry[]; next: string | null } => ({ items, next: items.length === limit ? String(items.at(-1)!.position) : null });

/** @param log named where it is not the audit trail, so that the head of one cannot stand for the other's. */
const signedHead = (ports: AuditPorts, place: Place, log?: 'disclosures'): AuditHead => {
  const checkpoint = { gateway: ports.network().gateway.id, ...(log ? { log } : {}), ...place, at: ports.clock.now().toISOString() };
  return { checkpoint, signature: sign(null, Buffer.from(canonicalJson(checkpoint)), ports.signingKey).toString('base64'), publicKey: { ...ports.publicKey.export({ format: 'jwk' }) } };
};

export const auditRoutes = (ports: AuditPorts): Route[] => [
  {
    name: 'GET /v1/audit', summary: 'The audit chain, oldest first, with hashes', query: [POSITION, PAGE_PARAMETERS[0]!],
    responses: { 200: 'Entries and the cursor.' },
    answer: async (request, response) => {
      const { after, limit } = placeOf(request);
      const page: Page<AuditEntryView> = pageOf(await readAudit(ports.database, after, limit), limit);
      response.json(page);
    },
  },
  {
    name: 'GET /v1/audit/head', summary: 'The last entry\'s position and hash, signed', responses: { 200: 'A checkpoint, Ed25519 over the canonical JSON of `checkpoint`.' },
    answer: async (_request, response) => { response.json(signedHead(ports, await auditHead(ports.database))); },
  },
  {
    name: 'GET /v1/disclosures', summary: 'Who was shown what of which alert, oldest first, with hashes',
    query: [POSITION, PAGE_PARAMETERS[0]!, { name: 'alert', description: 'Alert id.' }, { name: 'who', description: 'Id of a centre or client.' },
      { name: 'since', description: 'Shown at or after.', schema: TIME }, { name: 'until', description: 'Shown before.', schema: TIME }],
    responses: { 200: 'Entries and the cursor. Only without a filter do they follow one another without gaps.' },
    answer: async (request, response) => {
      const { after, limit } = placeOf(request);
      const filter = { alert: textQuery(request, 'alert'), who: textQuery(request, 'who'), since: timeQuery(request, 'since'), until: timeQuery(request, 'until') };
      const page: Page<DisclosureView> = pageOf(await readDisclosures(ports.database, after, limit, filter), limit);
      response.json(page);
    },
  },
  {
    name: 'GET /v1/disclosures/head', summary: 'The last entry\'s position and hash in the disclosure log, signed', responses: { 200: 'A checkpoint as of the audit trail, with `log`.' },
    answer: async (_request, response) => { response.json(signedHead(ports, await disclosureHead(ports.database), 'disclosures')); },
  },
];
