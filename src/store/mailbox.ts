// Mailboxes: a centre fetches instead of being called. Its cursor is given at first hand-out, so no late commit can slip in behind it.
import type { DeliveryKind } from '../model/relay.js';
import type { Database } from './database.js';
import { factType } from './deliveries.js';

export interface MailboxItem { delivery: string; alert: string; position: number; effectiveStatus: string; thread: string; kind: DeliveryKind }

/** Taken under lock: what a Cancel is superseding in this instant is not handed out any more, and leaves no gap. */
const HAND_OUT = `
with ours as (
  select d.id, d.n from delivery d
  where d.centre = $1 and d.transport = 'mailbox' and d.state = 'queued' and d.due_at <= now() and (d.expires_at is null or d.expires_at > now())
  order by d.n limit $2 for update skip locked
), waiting as (
  select id, row_number() over (order by n) as place from ours
), counted as (
  update centre_state set mailbox_position = mailbox_position + (select count(*) from waiting) where centre = $1 returning mailbox_position
), handed as (
  update delivery d set state = 'delivered', attempts = d.attempts + 1, first_attempt_at = coalesce(d.first_attempt_at, now()), last_error = null, delivered_at = now(),
    position = counted.mailbox_position - (select count(*) from waiting) + waiting.place
  from waiting, counted where d.id = waiting.id
  returning d.id, d.alert_id, d.incident_id, d.centre, d.kind, d.state)
insert into audit_entry (type, alert_id, incident_id, centre, detail)
select ${factType('handed')}, alert_id, incident_id, centre, jsonb_build_object('delivery', id, 'by', 'mailbox') from handed returning alert_id as alert`;

/**
 * Gives the oldest waiting items of a mailbox their places and marks them delivered: no more than are being asked for, because what is handed out
 * can no longer be superseded. Returns the alerts handed out now.
 */
export const handOut = (database: Database, centre: string, limit = 500): Promise<{ alert: string }[]> => database.transaction(async (sql) => {
  await sql.query('insert into centre_state (centre) values ($1) on conflict do nothing', [centre]);
  // One hand-out at a time per centre: places are then in the order in which they became visible. Nor can a pause come in between.
  const [state] = await sql.query<{ paused: boolean }>('select paused from centre_state where centre = $1 for update', [centre]);
  if (state?.paused) return [];
  return sql.query<{ alert: string }>(HAND_OUT, [centre, limit]);
});

export const hasWaiting = async (database: Database, centre: string): Promise<boolean> =>
  (await database.query(`select 1 from delivery where centre = $1 and transport = 'mailbox' and state = 'queued' and due_at <= now() and (expires_at is null or expires_at > now())
    and not exists (select 1 from centre_state where centre = $1 and paused) limit 1`, [centre])).length > 0;

/** Handed-out items after a cursor, oldest first; without a cursor everything not yet acknowledged. Of what is erased only the order to erase it is left. */
export const readMailbox = (database: Database, centre: string, after: number | undefined, limit: number): Promise<MailboxItem[]> => database.query<MailboxItem>(
  `select d.id as delivery, d.alert_id as alert, d.position, d.effective_status as "effectiveStatus", d.thread_id as thread, d.kind from delivery d join alert a on a.id = d.alert_id
   where d.centre = $1 and d.position is not null and ${after === undefined ? `d.state = 'delivered' and $2::bigint is null` : 'd.position > $2::bigint'} and (a.state <> 'erased' or d.kind = 'erase')
   order by d.position limit $3`, [centre, after ?? null, limit]);
