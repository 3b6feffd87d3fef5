// What the desks of an incident ask one another: ids and times; the texts are sealed under the alert's key.
import { record } from './audit.js';
import type { Sql } from './database.js';
import type { Page } from './reads.js';

export interface DeskMessageRow {
  id: string; n: number; incident: string; thread: string; alert: string; from: string; to: string; answers: string | null; at: Date;
  /** Waits for an answer. */
  open: boolean;
}

/** A message that answers nothing asks something: until it is answered, or its receiver, whose alert it is about, sends an Update. */
const OPEN = `(m.answers is null and not exists (select 1 from desk_message r where r.answers = m.id)
  and not exists (select 1 from alert u where u.thread_id = m.thread_id and u.origin = m.to_centre and u.msg_type = 'Update' and u.held_reason is null and u.received_at > m.at))`;

const MESSAGE = `m.id, m.n, m.incident_id as incident, m.thread_id as thread, m.alert_id as alert, m.from_centre as "from", m.to_centre as "to", m.answers, m.at, ${OPEN} as open`;

/** Where its text is found among the sealed words of its alert. */
export const messageRef = (id: string): string => `message ${id}`;

export async function insertMessage(sql: Sql, { id, incident, thread, alert, from, to, answers, at }: Omit<DeskMessageRow, 'n' | 'open'>): Promise<void> {
  await sql.query('insert into desk_message (id, incident_id, thread_id, alert_id, from_centre, to_centre, answers, at) values ($1, $2, $3, $4, $5, $6, $7, $8)', [id, incident, thread, alert, from, to, answers, at]);
  await record(sql, [{ type: 'desk.message', alert, incident, centre: from, actor: from, detail: { message: id, from, to, answers } }]);
}

/** `centres` null: of all. */
const SIDE = `($2::text[] is null or m.from_centre = any($2::text[]) or m.to_centre = any($2::text[]))`;

export async function listMessages(sql: Sql, incident: string, centres: readonly string[] | null, page: Page): Promise<{ items: DeskMessageRow[]; next: string | null }> {
  const rows = await sql.query<DeskMessageRow>(`select ${MESSAGE} from desk_message m where m.incident_id = $1 and ${SIDE} and m.n > $3::bigint order by m.n limit $4`, [incident, centres, page.after ?? 0, page.limit + 1]);
  const items = rows.slice(0, page.limit);
  return { items, next: rows.length > page.limit ? String(items.at(-1)!.n) : null };
}

export const findMessage = async (sql: Sql, id: string): Promise<DeskMessageRow | undefined> => (await sql.query<DeskMessageRow>(`select ${MESSAGE} from desk_message m where m.id = $1`, [id]))[0];

export const countOpen = async (sql: Sql, incident: string, centres: readonly string[] | null): Promise<number> =>
  (await sql.query<{ count: number }>(`select count(*)::int as count from desk_message m where m.incident_id = $1 and ${SIDE} and ${OPEN}`, [incident, centres]))[0]!.count;

/** Whether anything of the incident has reached the centre or is on its way there. */
export const takesPart = async (sql: Sql, incident: string, centre: string): Promise<boolean> => (await sql.query(
  `select 1 from alert v join delivery r on r.alert_id = v.id where v.incident_id = $1 and r.centre = $2 and r.kind = 'alert' and r.priority in (0, 1, 2) and r.held_reason is distinct from 'status-conflict'
     and (r.attempts > 0 or r.state in ('queued', 'retrying', 'held', 'delivered', 'acknowledged', 'refused')) limit 1`, [incident, centre])).length > 0;
