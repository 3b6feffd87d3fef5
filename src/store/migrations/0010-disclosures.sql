-- Who was shown what, and the codes of each case that are left when everything in it is erased. Neither holds a word, a name or an identifier of a message.

-- The disclosure log (Directive (EU) 2016/680, Article 25): chained afterwards as audit entries are.
create table disclosure (
  id bigint generated always as identity primary key,
  at timestamptz not null default date_trunc('milliseconds', clock_timestamp()),
  who text not null,                       -- centre or client
  role text not null,
  what text not null,                      -- codes: schemas/disclosure.schema.json
  channel text not null,
  why text not null,
  purpose text,
  classes text[] not null,                 -- privacy classes of what was really shown
  alert_id text,
  incident_id text,
  proposal_id text,
  found integer,                           -- how many a search found
  position bigint unique,
  hash bytea
);
create index disclosure_unchained on disclosure (id) where position is null;
create index disclosure_alert on disclosure (alert_id, who) where alert_id is not null;

create table disclosure_head (
  only_row boolean primary key default true check (only_row),
  position bigint not null,
  hash bytea not null
);
insert into disclosure_head (position, hash) values (0, decode(repeat('00', 32), 'hex'));

-- For any chained log, whatever its other columns: nothing changes but that place and hash are given, once.
create function chained_log_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.position is not null or new.hash is not null then raise exception 'entries are chained after the fact, not on insert'; end if;
    return new;
  end if;
  if tg_op = 'UPDATE' and old.position is null and new.position is not null and new.hash is not null
     and to_jsonb(new) - 'position' - 'hash' = to_jsonb(old) - 'position' - 'hash' then
    return new;
  end if;
  raise exception 'the log is append-only';
end $$;
create trigger disclosure_rows before insert or update or delete on disclosure for each row execute function chained_log_guard();
create trigger disclosure_table before truncate on disclosure for each statement execute function audit_no_truncate();

-- One row per thread of an alert with its Updates and its Cancel: what statistics count, and nothing else. It survives the erasure.
create table case_fact (
  thread_id text primary key,
  incident_id text not null,
  origin text not null,
  country text not null,
  status text not null,                    -- effective
  category text,
  tier text,
  outcome text,
  found_by text,
  received_at timestamptz not null,
  ended_at timestamptz,
  end_reason text
);
create index case_fact_recent on case_fact (received_at);

-- What was accepted before has its codes sealed; its times and its end are known.
insert into case_fact (thread_id, incident_id, origin, country, status, received_at, ended_at, end_reason)
select distinct on (a.thread_id) a.thread_id, a.incident_id, a.origin, a.country, a.effective_status, a.received_at, e.ended_at, case when e.ended_at is not null then 'cancelled' end
from alert a left join lateral (select min(c.received_at) as ended_at from alert c where c.thread_id = a.thread_id and c.msg_type = 'Cancel') e on true
where a.msg_type in ('Alert', 'Update') order by a.thread_id, a.received_at;
