// The audit trail: facts as ids and codes, written in the transaction they tell of, chained afterwards so that accepting stays fast.
import { chainOf, type ChainRow, type Place } from './chain.js';
import type { Database, Sql } from './database.js';

/** A fact. `detail` holds codes and numbers, never words or names. */
export interface Fact { type: string; alert?: string; incident?: string; centre?: string; actor?: string; detail?: Record<string, unknown> }

export interface AuditEntry extends Omit<Fact, 'detail'> { position: number; at: string; detail: Record<string, unknown>; hash: string }

interface Row extends ChainRow {
  at: Date; type: string; alert_id: string | null; incident_id: string | null; centre: string | null; actor: string | null;
  detail: Record<string, unknown>;
}

/** Named one by one: a prepared "*" breaks in a running process when a migration adds a column. */
const COLUMNS = 'id, at, type, alert_id, incident_id, centre, actor, detail, position, hash';

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

export const AUDIT = chainOf<Row, AuditEntry>({ table: 'audit_entry', head: 'audit_head', columns: COLUMNS, asEntry });

export const chainBatch = (database: Database): Promise<number> => AUDIT.chainBatch(database);

/** Chained entries after a position, oldest first. */
export const readAudit = (sql: Sql, after: number, limit: number): Promise<AuditEntry[]> => AUDIT.read(sql, after, limit);

/** The chained entries at these positions, oldest first. */
export const readEntries = async (sql: Sql, positions: readonly number[]): Promise<AuditEntry[]> =>
  (await sql.query<Row>(`select ${COLUMNS} from audit_entry where position = any($1::bigint[]) order by position`, [positions])).map(asEntry);

export const auditHead = (sql: Sql): Promise<Place> => AUDIT.head(sql);

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
