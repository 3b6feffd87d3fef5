// Where each country stands with a thread, and every step it took. Rows hold ids and codes; reasons are sealed.
import type { DecidedState } from '../model/relay.js';
import { UNWANTED_STATUS } from './deliveries.js';
import type { Sql } from './database.js';

export type CountryState = 'requested' | DecidedState;
export type EndReason = 'found' | 'expired' | 'cancelled' | 'withdrawn';

export interface Standing {
  state: CountryState; endReason: EndReason | null;
  /** The origin has ended the alert: no country takes another step. */
  isOver: boolean;
  until: Date | null;
  /** Ends by itself at `until`. */
  stops: boolean;
  activatedAt: Date | null; steps: number;
}

export interface CountryRow extends Standing {
  thread: string; country: string; incident: string; alert: string; by: string | null; at: Date; reminded: number; nextReminderAt: Date | null;
  /** When an Update came after what was decided. */
  updatedAt: Date | null;
}

/** A country that has taken no step. */
export const REQUESTED: Standing = { state: 'requested', endReason: null, isOver: false, until: null, stops: false, activatedAt: null, steps: 0 };

const COUNTRY = `c.thread_id as thread, c.country, c.incident_id as incident, c.alert_id as alert, c.state, c.end_reason as "endReason", c.is_over as "isOver", c.by_centre as by, c.at, c.until, c.stops,
  c.activated_at as "activatedAt", c.steps, c.reminded, c.next_reminder_at as "nextReminderAt",
  (select max(u.received_at) from alert u, alert v where v.id = c.alert_id and u.thread_id = c.thread_id and u.msg_type = 'Update' and u.held_reason is null and u.seq > v.seq) as "updatedAt"`;

export const countriesOfThreads = (sql: Sql, threads: readonly string[]): Promise<CountryRow[]> =>
  sql.query<CountryRow>(`select ${COUNTRY} from country_state c where c.thread_id = any($1::text[]) order by c.thread_id, c.country`, [threads]);

export const countryOf = async (sql: Sql, thread: string, country: string): Promise<CountryRow | undefined> =>
  (await sql.query<CountryRow>(`select ${COUNTRY} from country_state c where c.thread_id = $1 and c.country = $2`, [thread, country]))[0];

/** The number of a step is where its reason is found among the sealed words of the version it was taken on. */
export const reasonRef = (country: string, step: number): string => `decision ${country} ${step}`;

/** A step, as it is written. `from` counts the steps before it. @property centre null where the time was over. */
export interface NewStep extends Pick<Standing, 'state' | 'endReason' | 'until' | 'stops' | 'activatedAt'> {
  thread: string; country: string; incident: string; alert: string; step: string; from: number; centre: string | null; at: Date; nextReminderAt: Date | null; message: string | null;
}

const STEP = `jsonb_to_record($1::jsonb) as n (thread text, country text, incident text, alert text, step text, state text, "endReason" text, until timestamptz, stops boolean, "activatedAt" timestamptz,
  "from" integer, centre text, at timestamptz, "nextReminderAt" timestamptz, message text)`;

/** Set by compare-and-set: of two steps from the same place the second finds nobody there. Reminders that wait are out of date with every step. */
const WRITE = `
with moved as (
  insert into country_state as c (thread_id, country, incident_id, alert_id, state, end_reason, by_centre, at, until, stops, activated_at, next_reminder_at, steps)
  select thread, country, incident, alert, state, "endReason", centre, at, until, stops, "activatedAt", "nextReminderAt", "from" + 1 from ${STEP}
  on conflict (thread_id, country) do update set alert_id = excluded.alert_id, state = excluded.state, end_reason = excluded.end_reason, by_centre = excluded.by_centre, at = excluded.at, until = excluded.until,
    stops = excluded.stops, warned = false, activated_at = excluded.activated_at, next_reminder_at = excluded.next_reminder_at, steps = excluded.steps,
    reminded = case when excluded.activated_at is not distinct from c.activated_at then c.reminded else 0 end
    where c.steps = excluded.steps - 1 and not c.is_over
  returning thread_id, country, steps
), history as (
  insert into decision (thread_id, country, n, incident_id, alert_id, step, state, end_reason, centre, at, until, message_id)
  select m.thread_id, m.country, m.steps, n.incident, n.alert, n.step, n.state, n."endReason", n.centre, n.at, n.until, n.message from moved m, ${STEP}
), fact as (
  insert into audit_entry (type, alert_id, incident_id, centre, actor, detail)
  select 'decision.made', n.alert, n.incident, n.centre, n.centre, jsonb_build_object('country', n.country, 'decision', n.step, 'state', n.state, 'until', n.until, 'endReason', n."endReason", 'n', m.steps) from moved m, ${STEP}
), outdated as (
  update delivery d set state = 'superseded', held_reason = null from moved m, alert v
  where v.thread_id = m.thread_id and d.alert_id = v.id and d.country = m.country and d.kind = 'reminder' and d.state in ('queued', 'retrying', 'held') and (d.lease_until is null or d.lease_until < now())
)
select steps from moved`;

/** @returns whether the country still stood where the step began; else nothing was written. */
export const writeStep = async (sql: Sql, step: NewStep): Promise<boolean> => (await sql.query(WRITE, [JSON.stringify(step)])).length > 0;

/**
 * The origin has ended threads: so has every country that any version went to, whatever it had decided. One statement, in the transaction that accepts
 * the Cancel. What a country had decided stays in its history.
 */
export const endCountries = (sql: Sql, end: { threads: readonly string[]; alert: string; incident: string; origin: string; endReason: 'found' | 'cancelled'; at: Date }): Promise<unknown> => sql.query(
  `with sides as (
     select distinct v.thread_id, d.country from alert v join delivery d on d.alert_id = v.id
     where v.thread_id = any($1::text[]) and d.kind = 'alert' and d.alert_id <> $2 and d.centre in (select centre from delivery where alert_id = $2 and kind = 'alert')
       and d.last_error is distinct from '${UNWANTED_STATUS}'
     union select thread_id, country from country_state where thread_id = any($1::text[])
   ), ended as (
     insert into country_state as c (thread_id, country, incident_id, alert_id, state, end_reason, is_over, by_centre, at, steps)
     select thread_id, country, $3, $2, 'ended', $5, true, $4, $6::timestamptz, 1 from sides
     on conflict (thread_id, country) do update set alert_id = $2, state = 'ended', end_reason = $5, is_over = true, by_centre = $4, at = $6::timestamptz, until = null, stops = false,
       activated_at = null, next_reminder_at = null, steps = c.steps + 1 where not c.is_over
     returning thread_id, country, steps
   ), history as (
     insert into decision (thread_id, country, n, incident_id, alert_id, step, state, end_reason, centre, at)
     select thread_id, country, steps, $3, $2, 'end', 'ended', $5, $4, $6::timestamptz from ended)
   insert into audit_entry (type, alert_id, incident_id, centre, actor, detail)
   select 'decision.made', $2, $3, $4, $4, jsonb_build_object('country', country, 'decision', 'end', 'state', 'ended', 'until', null, 'endReason', $5::text, 'n', steps) from ended`,
  [end.threads, end.alert, end.incident, end.origin, end.endReason, end.at]);

/** What of a thread has reached a centre or is on its way there; what is held for its status does not exist for it. */
export const hasThread = async (sql: Sql, thread: string, centre: string): Promise<boolean> => (await sql.query(
  `select 1 from alert v join delivery r on r.alert_id = v.id where v.thread_id = $1 and r.centre = $2 and r.kind = 'alert' and r.held_reason is distinct from 'status-conflict'
     and (r.attempts > 0 or r.state in ('queued', 'retrying', 'held', 'delivered', 'acknowledged', 'refused')) limit 1`, [thread, centre])).length > 0;
