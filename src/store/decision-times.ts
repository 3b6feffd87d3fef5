// What the clock alone asks for: broadcasts that end, desks to be reminded, countries that have not decided. Each is taken once, whoever looks; `now` is the caller's.
import type { Database, Sql } from './database.js';
import { record } from './audit.js';
import type { CountryState } from './decisions.js';

export interface Running { thread: string; country: string; incident: string; alert: string; activatedAt: Date; until: Date | null; stops: boolean; reminded: number; nextReminderAt: Date | null }

/** `activatedAt` is null where the country broadcasts no longer. */
export interface Standing extends Omit<Running, 'activatedAt'> { activatedAt: Date | null; state: CountryState }

const RUNNING = `c.thread_id as thread, c.country, c.incident_id as incident, c.alert_id as alert, c.activated_at as "activatedAt", c.until, c.stops, c.reminded, c.next_reminder_at as "nextReminderAt"`;

const BATCH = 50;

/** What has ended or is erased for all is nobody's to broadcast, whatever a country's own row says. */
const STANDS = `exists (select 1 from alert a where a.thread_id = c.thread_id and a.state not in ('cancelled', 'erased'))`;

/** Broadcasts that stop by themselves and whose time is over. */
export const broadcastsOver = (sql: Sql, now: Date): Promise<{ thread: string; country: string; alert: string }[]> => sql.query(
  `select thread_id as thread, country, alert_id as alert from country_state where state in ('activated', 'suspended') and stops and until <= $1::timestamptz order by until limit ${BATCH}`, [now]);

/** A quarter of an hour ahead, or a tenth of the time where that is shorter: said once per end. */
export const warnOfEnds = (sql: Sql, now: Date): Promise<Running[]> => sql.query<Running>(
  `with warned as (
     update country_state c set warned = true
     where c.state in ('activated', 'suspended') and not c.warned and c.until > $1::timestamptz and c.until <= $1::timestamptz + least(interval '15 minutes', (c.until - c.at) / 10) and ${STANDS}
     returning c.*
   ), facts as (
     insert into audit_entry (type, alert_id, incident_id, detail)
     select 'decision.ending', c.alert_id, c.incident_id, jsonb_build_object('country', c.country, 'until', c.until, 'stops', c.stops) from warned c)
   select ${RUNNING} from warned c`, [now]);

/** Holds those who are due, each in one process only, until the transaction ends. */
export const remindersDue = (sql: Sql, now: Date): Promise<Running[]> => sql.query<Running>(
  `select ${RUNNING} from country_state c where c.next_reminder_at <= $1::timestamptz and c.state = 'activated' and ${STANDS} order by c.next_reminder_at limit ${BATCH} for update skip locked`, [now]);

export async function countReminder(sql: Sql, { thread, country, incident, alert, reminded }: Running, next: Date | null): Promise<void> {
  await sql.query('update country_state set reminded = $3, next_reminder_at = $4 where thread_id = $1 and country = $2', [thread, country, reminded + 1, next]);
  await record(sql, [{ type: 'reminder.due', alert, incident, detail: { country, number: reminded + 1, next: next?.toISOString() ?? null } }]);
}

/** Where the country of a centre stands with the thread of an alert: what a reminder says. */
export const runningOf = async (sql: Sql, alert: string, country: string): Promise<Standing | undefined> => (await sql.query<Standing>(
  `select ${RUNNING}, c.state from country_state c join alert a on a.thread_id = c.thread_id where a.id = $1 and c.country = $2`, [alert, country]))[0];

const LATE = `
with late as (
  select distinct on (a.thread_id, d.country) a.thread_id, a.incident_id, a.id as alert_id, d.country, d.centre
  from alert a join alert v on v.thread_id = a.thread_id join delivery d on d.alert_id = v.id and d.kind = 'alert' and d.priority in (1, 2)
  where a.state = 'active' and a.held_reason is null and a.msg_type in ('Alert', 'Update') and d.centre = any($2::text[]) and d.state in ('delivered', 'acknowledged')
    and d.delivered_at <= $1::timestamptz - make_interval(mins => $3::int)
    and not exists (select 1 from country_state c where c.thread_id = a.thread_id and c.country = d.country)
    and not exists (select 1 from decision_overdue o where o.thread_id = a.thread_id and o.country = d.country)
), said as (
  insert into decision_overdue (thread_id, country) select thread_id, country from late order by 1, 2 on conflict do nothing returning thread_id, country)
select late.incident_id as incident, late.alert_id as alert, late.country, late.centre from late join said using (thread_id, country)`;

/**
 * Says of countries that they have had an alert for so long and have not decided, once.
 * @param deciding id and telephone of the centres that decide. @returns how many.
 */
export const sayOverdue = (database: Database, now: Date, minutes: number, deciding: ReadonlyMap<string, string | null>): Promise<number> => database.transaction(async (sql) => {
  const late = await sql.query<{ incident: string; alert: string; country: string; centre: string }>(LATE, [now, [...deciding.keys()], minutes]);
  await record(sql, late.map(({ incident, alert, country, centre }) => ({ type: 'decision.overdue', alert, incident, centre, detail: { country, minutes, call: deciding.get(centre) ?? null } })));
  return late.length;
});
