// The cases of a time as codes and seconds: what statistics are made of. What may be shown of it is decided in src/statistics.
import type { CaseRecord, CountryRecord } from '../statistics/tabulate.js';
import type { Sql } from './database.js';

/** Cases received from `from` on and before `until`. `centre`: only those it sent or was sent. */
export interface CaseQuestion { from: Date; until: Date; centre?: string }

/** More than Europe has in decades: whoever asks for more has a test bench before him, and should ask for less at once. */
export const MOST_CASES = 50_000;

const WANTED = `select * from case_fact c where c.received_at >= $1 and c.received_at < $2
  and ($3::text is null or c.origin = $3 or exists (select 1 from delivery r where r.thread_id = c.thread_id and r.centre = $3
    and (r.attempts > 0 or r.state in ('queued', 'retrying', 'delivered', 'acknowledged', 'refused'))))`;

const CASES = `with f as (${WANTED} limit ${MOST_CASES + 1})
select f.thread_id as thread, f.country as origin, f.status, f.category, f.tier, f.outcome, f.found_by as "foundBy", to_char(f.received_at at time zone 'UTC', 'YYYY-MM') as month, f.end_reason as end,
  extract(epoch from f.ended_at - f.received_at)::float8 as "endedAfter", (select count(*)::int from alert a where a.thread_id = f.thread_id and a.msg_type in ('Alert', 'Update')) as alerts
from f`;

/** Alerts and Updates only: what else travels as a delivery is no alert for that country. */
const COUNTRIES = `with f as (${WANTED})
select d.thread_id as thread, d.country, count(*)::int as deliveries,
  array_remove(array_agg(extract(epoch from d.delivered_at - a.received_at)::float8), null) as relayed, array_remove(array_agg(extract(epoch from d.acknowledged_at - a.received_at)::float8), null) as acknowledged
from delivery d join f using (thread_id) join alert a on a.id = d.alert_id where d.priority in (1, 2) group by d.thread_id, d.country`;

/** What a country had decided last, whatever ended it afterwards. */
const DECISIONS = `with f as (${WANTED})
select f.thread_id as thread, s.country,
  coalesce((select d.state from decision d where d.thread_id = f.thread_id and d.country = s.country and d.state <> 'ended' order by d.n desc limit 1), 'requested') as state,
  (select extract(epoch from min(d.at) - f.received_at)::float8 from decision d where d.thread_id = f.thread_id and d.country = s.country) as "decidedAfter"
from country_state s join f using (thread_id)`;

interface Decided { thread: string; country: string; state: string; decidedAfter: number | null }
type CountryRow = Omit<CountryRecord, 'decision' | 'decidedAfter'> & { thread: string };

const place = (thread: string, country: string): string => `${thread} ${country}`;

/** @returns one more than `MOST_CASES` at most. */
export async function readCases(sql: Sql, { from, until, centre }: CaseQuestion): Promise<CaseRecord[]> {
  const params = [from, until, centre ?? null];
  const cases = await sql.query<Omit<CaseRecord, 'countries'> & { thread: string }>(CASES, params);
  if (cases.length > MOST_CASES) return cases.map((one) => ({ ...one, countries: [] }));
  const decided = new Map((await sql.query<Decided>(DECISIONS, params)).map((row) => [place(row.thread, row.country), row]));
  const countries = new Map<string, CountryRecord[]>();
  for (const { thread, ...row } of await sql.query<CountryRow>(COUNTRIES, params)) {
    const { state = 'requested', decidedAfter = null } = decided.get(place(thread, row.country)) ?? {};
    countries.set(thread, [...(countries.get(thread) ?? []), { ...row, decision: state, decidedAfter }]);
  }
  return cases.map(({ thread, ...one }) => ({ ...one, countries: countries.get(thread) ?? [] }));
}
