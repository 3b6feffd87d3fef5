// The audit trail: facts as ids and codes, written in the transaction they tell of, chained afterwards so that accepting stays fast.
import { createHash } from 'node:crypto';
import { canonicalJson } from '../trust/canonical-json.js';
import type { Database, Sql } from './database.js';

/** A fact. `detail` holds codes and numbers, never words or names. */
export interface Fact { type: string; alert?: string; incident?: string; centre?: string; actor?: string; detail?: Record<string, unknown> }

export interface AuditEntry extends Omit<Fact, 'detail'> { position: number; at: string; detail: Record<string, unknown>; hash: string }

interface Row {
  id: number; at: Date; type: string; alert_id: string | null; incident_id: string | null; centre: string | null; actor: string | null;
  detail: Record<string, unknown>; position: number | null; hash: Buffer | null;
}

/** Named one by one: a prepared "*" breaks in a running process when a migration adds a column. */
const COLUMNS = 'id, at, type, alert_id, incident_id, centre, actor, detail, position, hash';

const BATCH = 500;
export const GENESIS = Buffer.alloc(32);

/** Writes facts. Call it with the transaction they belong to. */
export async function record(sql: Sql, facts: readonly Fact[]): Promise<void> {
  if (facts.length === 0) return;
  await sql.query(
    `insert into audit_entry (type, alert_id, incident_id, centre, actor, detail)
     select type, alert, incident, centre, actor, coalesce(detail, '{}') from jsonb_to_recordset($1::jsonb) as f (type text, alert text, incident text, centre text, actor text, detail jsonb)`,
    [JSON.stringify(facts)]);
}

const asEntry = (row: Row): AuditEntry => ({
  position: row.position!, at: row.at.toISOString(), type: row.type,
  ...(row.alert_id ? { alert: row.alert_id } : {}), ...(row.incident_id ? { incident: row.incident_id } : {}),
  ...(row.centre ? { centre: row.centre } : {}), ...(row.actor ? { actor: row.actor } : {}),
  detail: row.detail, hash: row.hash?.toString('hex') ?? '',
});

/** SHA-256(previous hash ‖ canonical JSON of the entry without its hash): the rule by which anybody can verify an export (docs/audit.md). */
export const entryHash = (previous: Uint8Array, { hash: _hash, ...entry }: AuditEntry): Buffer =>
  createHash('sha256').update(previous).update(canonicalJson(entry)).digest();

/**
 * Chains one batch of entries that are not chained yet. The head's row lock lets one process work at a time; entries that commit late
 * simply come in a later batch, so none is skipped.
 * @returns how many were chained.
 */
export async function chainBatch(database: Database): Promise<number> {
  return database.transaction(async (sql) => {
    const [head] = await sql.query<{ position: number; hash: Buffer }>('select position, hash from audit_head for update');
    const rows = await sql.query<Row>(`select ${COLUMNS} from audit_entry where position is null order by id limit $1`, [BATCH]);
    if (!head || rows.length === 0) return 0;
    let previous = head.hash;
    const seals = rows.map((row, index) => {
      const position = head.position + index + 1;
      previous = entryHash(previous, asEntry({ ...row, position }));
      return { id: row.id, position, hash: previous.toString('hex') };
    });
    await sql.query(
      `update audit_entry e set position = s.position, hash = decode(s.hash, 'hex') from jsonb_to_recordset($1::jsonb) as s (id bigint, position bigint, hash text) where e.id = s.id`,
      [JSON.stringify(seals)]);
    await sql.query('update audit_head set position = $1, hash = $2', [head.position + rows.length, previous]);
    return rows.length;
  });
}

/** Chained entries after a position, oldest first. */
export const readAudit = async (sql: Sql, after: number, limit: number): Promise<AuditEntry[]> =>
  (await sql.query<Row>(`select ${COLUMNS} from audit_entry where position > $1 order by position limit $2`, [after, limit])).map(asEntry);

/** The chained entries at these positions, oldest first. */
export const readEntries = async (sql: Sql, positions: readonly number[]): Promise<AuditEntry[]> =>
  (await sql.query<Row>(`select ${COLUMNS} from audit_entry where position = any($1::bigint[]) order by position`, [positions])).map(asEntry);

export const auditHead = async (sql: Sql): Promise<{ position: number; hash: string }> => {
  const [head] = await sql.query<{ position: number; hash: Buffer }>('select position, hash from audit_head');
  return { position: head!.position, hash: head!.hash.toString('hex') };
};

/** An entry that may have no place yet. */
export type Unchained = Omit<AuditEntry, 'hash' | 'position'>;

const unchained = (row: Row): Unchained => {
  const { hash: _hash, position: _position, ...rest } = asEntry(row);
  return rest;
};

/** Everything that happened to an alert, chained or not yet, oldest first. */
export const alertTimeline = async (sql: Sql, alertId: string): Promise<Unchained[]> => (await sql.query<Row>(`select ${COLUMNS} from audit_entry where alert_id = $1 order by id`, [alertId])).map(unchained);

/** As `alertTimeline`. Entries on a proposal name it in their detail: what is told of an alert reaches countries that are to hear nothing of it. */
export const proposalTimeline = async (sql: Sql, proposal: string): Promise<Unchained[]> =>
  (await sql.query<Row>(`select ${COLUMNS} from audit_entry where detail ->> 'proposal' is not null and detail ->> 'proposal' = $1 order by id`, [proposal])).map(unchained);
