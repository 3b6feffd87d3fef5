// The disclosure log: who was shown what of which alert, by which way and why. Ids and codes only, so that it stays when the alert is erased.
import type { Channel, DataClass, DisclosureView, Purpose, What, Why } from '../model/generated/disclosure.js';
import { chainOf, type ChainRow, type Place } from './chain.js';
import type { Database, Sql } from './database.js';

/** `incident` may be left out where there is an alert. */
export interface Disclosure {
  who: string; role: string; what: What; channel: Channel; why: Why; classes: readonly DataClass[];
  purpose?: Purpose; alert?: string; incident?: string; proposal?: string; found?: number;
}

interface Row extends ChainRow {
  at: Date; who: string; role: string; what: What; channel: Channel; why: Why; purpose: Purpose | null; classes: DataClass[];
  alert_id: string | null; incident_id: string | null; proposal_id: string | null; found: number | null;
}

const asEntry = (row: Row): DisclosureView => ({
  position: row.position!, at: row.at.toISOString(), who: row.who, role: row.role, what: row.what, channel: row.channel, why: row.why,
  ...(row.purpose ? { purpose: row.purpose } : {}), classes: row.classes,
  ...(row.alert_id ? { alert: row.alert_id } : {}), ...(row.incident_id ? { incident: row.incident_id } : {}), ...(row.proposal_id ? { proposal: row.proposal_id } : {}),
  ...(row.found === null ? {} : { found: row.found }), hash: row.hash?.toString('hex') ?? '',
});

export const DISCLOSURES = chainOf<Row, DisclosureView>({
  table: 'disclosure', head: 'disclosure_head', asEntry,
  columns: 'id, at, who, role, what, channel, why, purpose, classes, alert_id, incident_id, proposal_id, found, position, hash',
});

/** Writes entries. What they tell of may be shown once this has resolved, and not before. */
export async function recordDisclosures(sql: Sql, disclosures: readonly Disclosure[]): Promise<void> {
  if (disclosures.length === 0) return;
  await sql.query(
    `insert into disclosure (who, role, what, channel, why, purpose, classes, alert_id, incident_id, proposal_id, found)
     select f.who, f.role, f.what, f.channel, f.why, f.purpose, array(select jsonb_array_elements_text(f.classes)), f.alert,
       coalesce(f.incident, (select a.incident_id from alert a where a.id = f.alert)), f.proposal, f.found
     from jsonb_to_recordset($1::jsonb) as f (who text, role text, what text, channel text, why text, purpose text, classes jsonb, alert text, incident text, proposal text, found integer)`,
    [JSON.stringify(disclosures)]);
}

export const chainDisclosures = (database: Database): Promise<number> => DISCLOSURES.chainBatch(database);

export interface DisclosureFilter { alert?: string; who?: string; since?: Date; until?: Date }

const FILTER = '($3::text is null or alert_id = $3) and ($4::text is null or who = $4) and ($5::timestamptz is null or at >= $5) and ($6::timestamptz is null or at < $6)';

/** Chained entries after a position, oldest first. Only without a filter do they follow one another without gaps. */
export const readDisclosures = (sql: Sql, after: number, limit: number, { alert, who, since, until }: DisclosureFilter = {}): Promise<DisclosureView[]> =>
  DISCLOSURES.read(sql, after, limit, { sql: FILTER, params: [alert ?? null, who ?? null, since ?? null, until ?? null] });

export const disclosureHead = (sql: Sql): Promise<Place> => DISCLOSURES.head(sql);
