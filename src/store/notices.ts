// Notices: what a centre has to be told about an alert besides the alert itself. They wait in the outbox like alerts, and hold none of them up.
import type { NoticeKind } from '../model/relay.js';
import type { Sql } from './database.js';

/** `expiresAt` null: tried until it is answered. */
export interface NewNotice { id: string; alert: string; kind: NoticeKind; centre: string; country: string; transport: string; expiresAt: Date | null }

/** Call it with the transaction of what is told. One that was told before is left as it is. @returns those that wait now. */
export const insertNotices = (sql: Sql, notices: readonly NewNotice[]): Promise<{ id: string; centre: string; alert: string }[]> => sql.query(
  `insert into delivery (id, alert_id, incident_id, thread_id, seq, priority, effective_status, centre, country, transport, state, kind, expires_at)
   select n.id, a.id, a.incident_id, a.thread_id, a.seq, 3, a.effective_status, n.centre, n.country, n.transport, 'queued', n.kind, n."expiresAt"
   from jsonb_to_recordset($1::jsonb) as n (id text, alert text, kind text, centre text, country text, transport text, "expiresAt" timestamptz) join alert a on a.id = n.alert
   on conflict (alert_id, centre, kind) where kind <> 'reminder' do nothing
   returning id, centre, alert_id as alert`, [JSON.stringify(notices)]);
