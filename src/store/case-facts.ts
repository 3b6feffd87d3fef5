// The codes of each case that statistics count: written with the acceptance, kept when everything in the case is erased.
import type { Sql } from './database.js';

/** Codes of schemas/codes, or null where the alert tells none; never a word of the message. */
export interface CaseCodes { category: string | null; tier: string | null; outcome: string | null; foundBy: string | null }

const CODES = `jsonb_to_record(coalesce($1->'codes', '{}')) as c (category text, tier text, outcome text, "foundBy" text)`;
const MEMBERS = [['category', 'category'], ['tier', 'tier'], ['outcome', 'outcome'], ['found_by', '"foundBy"']] as const;

/** A version that was overtaken on its way adds what nobody has told and changes nothing. */
const newest = MEMBERS.map(([column]) => `${column} = case when $1->>'state' = 'superseded' then coalesce(f.${column}, excluded.${column}) else coalesce(excluded.${column}, f.${column}) end`).join(', ');

/**
 * Parts of the accept statement ($1: the acceptance). An Alert begins a case and an Update renews it, unless it is held in doubt and might be no part of it; a Cancel ends
 * the cases it names. How a child was found is told by the outcome.
 */
export const CASE_FACTS = `cases as (
  insert into case_fact as f (thread_id, incident_id, origin, country, status, category, tier, outcome, found_by, received_at, ended_at, end_reason)
  select $1->>'thread', $1->>'incident', $1->>'origin', $1->>'country', $1->>'effectiveStatus', ${MEMBERS.map(([, member]) => `c.${member}`).join(', ')}, ($1->>'receivedAt')::timestamptz,
    case when $1->>'state' = 'cancelled' then ($1->>'receivedAt')::timestamptz end, case when $1->>'state' = 'cancelled' then 'cancelled' end
  from ${CODES} where $1->>'msgType' in ('Alert', 'Update') and ($1->>'heldReason' is null or $1->>'thread' = $1->>'id')
  on conflict (thread_id) do update set ${newest},
    ended_at = case when f.end_reason = 'expired' and $1->>'state' = 'active' then null else coalesce(f.ended_at, excluded.ended_at) end,
    end_reason = case when f.end_reason = 'expired' and $1->>'state' = 'active' then null else coalesce(f.end_reason, excluded.end_reason) end
), cases_ended as (
  update case_fact f set ${MEMBERS.map(([column, member]) => `${column} = coalesce(c.${member}, f.${column})`).join(', ')},
    ended_at = case when f.ended_at is null or f.end_reason = 'expired' then ($1->>'receivedAt')::timestamptz else f.ended_at end,
    end_reason = case when coalesce(c.outcome, f.outcome) like 'found-%' then 'found' else 'cancelled' end
  from ${CODES} where $1->>'msgType' = 'Cancel' and f.thread_id in (select jsonb_array_elements_text(coalesce($1->'affects'->'threads', '[]')))
)`;

/** What was held in doubt turned out to be. */
export const confirmCase = (sql: Sql, thread: string, status: string): Promise<unknown> => sql.query('update case_fact set status = $2 where thread_id = $1', [thread, status]);
