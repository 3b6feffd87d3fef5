// The clock of escalation (reliability clause 7): what has not arrived after a minute is late, after five minutes overdue; each is said once.
import type { Sql } from './database.js';

export const LATE_SECONDS = 60;
export const OVERDUE_SECONDS = 300;

const STEPS = [
  { level: 1, type: 'delivery.late', seconds: LATE_SECONDS },
  { level: 2, type: 'delivery.overdue', seconds: OVERDUE_SECONDS },
] as const;

/** Held and paused time counts. Receipts may take their time, and what has been replaced or has ended is nobody's hurry; a Cancel always is. */
const step = async (sql: Sql, { level, type, seconds }: (typeof STEPS)[number]): Promise<number> => (await sql.query(
  `with ripe as (
     select d.id from delivery d join alert a on a.id = d.alert_id
     where d.state in ('queued', 'retrying', 'held') and d.escalation < ${level} and d.created_at <= now() - interval '${seconds} seconds'
       and d.priority < 3 and not d.cancelled and (d.priority = 0 or a.state = 'active')
     order by d.id for update of d skip locked),
   told as (
     update delivery d set escalation = ${level} from ripe where d.id = ripe.id
     returning d.id, d.alert_id, d.incident_id, d.centre, d.state, d.held_reason, d.last_error, d.attempts)
   insert into audit_entry (type, alert_id, incident_id, centre, detail)
   select '${type}', t.alert_id, t.incident_id, t.centre, jsonb_strip_nulls(jsonb_build_object('delivery', t.id, 'attempt', t.attempts, 'error', t.last_error,
     'reason', case when p.paused and t.state in ('queued', 'retrying') then 'paused' else t.held_reason end))
   from told t left join centre_state p on p.centre = t.centre returning id`, [])).length;

/** @returns how many warnings were written. */
export async function escalateDeliveries(sql: Sql): Promise<number> {
  let count = 0;
  for (const each of STEPS) count += await step(sql, each);
  return count;
}
