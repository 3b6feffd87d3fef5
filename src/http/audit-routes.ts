// /v1/audit: the chain for auditors, and its head signed by this gateway.
import { sign, type KeyObject } from 'node:crypto';
import type { Clock } from '../clock.js';
import type { AuditEntryView } from '../model/generated/audit-entry.js';
import type { AuditHead } from '../model/generated/audit-head.js';
import { auditHead, readAudit } from '../store/audit.js';
import type { Database } from '../store/database.js';
import { canonicalJson } from '../trust/canonical-json.js';
import { numberQuery, PAGE_PARAMETERS, type Page, type Route } from './route.js';

export interface AuditPorts { database: Database; signingKey: KeyObject; publicKey: KeyObject; clock: Clock; network: () => { gateway: { id: string } } }

const MAX_POSITION = Number.MAX_SAFE_INTEGER;

export const auditRoutes = (ports: AuditPorts): Route[] => [
  {
    name: 'GET /v1/audit', summary: 'The audit chain, oldest first, with hashes', query: [{ name: 'after', description: 'Position of the last entry already had.', schema: { type: 'integer', minimum: 0 } }, PAGE_PARAMETERS[0]!],
    responses: { 200: 'Entries and the cursor.' },
    answer: async (request, response) => {
      const limit = numberQuery(request, 'limit', { min: 1, max: 500, default: 50 });
      const items = await readAudit(ports.database, numberQuery(request, 'after', { min: 0, max: MAX_POSITION, default: 0 }), limit);
      const page: Page<AuditEntryView> = { items, next: items.length === limit ? String(items.at(-1)!.position) : null };
      response.json(page);
    },
  },
  {
    name: 'GET /v1/audit/head', summary: 'The last entry\'s position and hash, signed', responses: { 200: 'A checkpoint, Ed25519 over the canonical JSON of `checkpoint`.' },
    answer: async (_request, response) => {
      const checkpoint = { gateway: ports.network().gateway.id, ...await auditHead(ports.database), at: ports.clock.now().toISOString() };
      const body: AuditHead = { checkpoint, signature: sign(null, Buffer.from(canonicalJson(checkpoint)), ports.signingKey).toString('base64'), publicKey: { ...ports.publicKey.export({ format: 'jwk' }) } };
      response.json(body);
    },
  },
];
