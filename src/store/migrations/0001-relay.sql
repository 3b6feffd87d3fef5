-- The relay: who sent what, where it must go, and what happened. Ids and codes only; everything that can identify a person is in "sealed".

create table deployment (
  only_row boolean primary key default true check (only_row),
  pepper_check bytea not null,
  created_at timestamptz not null default now()
);

create table incident (
  id text primary key,
  origin text not null,
  country text not null,
  last_seq integer not null,
  created_at timestamptz not null default now()
);

-- Tokens of CAP "incidents", as keyed hashes: never joined across centres by token alone.
create table incident_token (
  origin text not null,
  token_hash bytea not null,
  incident_id text not null references incident (id),
  primary key (origin, token_hash)
);

create table alert (
  id text primary key,
  incident_id text not null references incident (id),
  thread_id text not null,                 -- first alert of the versions that reference one another
  seq integer not null,                    -- order inside the incident, drawn under the incident's row lock
  origin text not null,
  country text not null,
  key_hash bytea not null unique,          -- (sender, identifier, sent)
  name_hash bytea not null,                -- (sender, identifier)
  bytes_hash bytea not null,
  content_hash bytea not null,
  msg_type text not null,
  status text not null,
  effective_status text not null,
  adapter text not null,
  signed boolean not null,                 -- the bytes carry an XML signature
  state text not null check (state in ('active', 'superseded', 'cancelled', 'expired', 'erased')),
  held_reason text,
  key_ref text,                            -- place of the alert's key in the key store
  sent_at timestamptz not null,
  received_at timestamptz not null,
  expires_at timestamptz,                  -- relay validity; null never ends
  unique (incident_id, seq)
);
create index alert_recent on alert (received_at desc, id desc);
create index alert_name on alert (origin, name_hash);
create index alert_thread on alert (thread_id);
create index alert_ending on alert (expires_at) where state = 'active';

create table alert_reference (
  alert_id text not null references alert (id),
  key_hash bytea not null,
  name_hash bytea not null,
  primary key (alert_id, key_hash)
);
create index alert_reference_name on alert_reference (name_hash);

create table search_hash (
  hash bytea not null,
  alert_id text not null references alert (id),
  primary key (hash, alert_id)
);

-- Raw bytes, normalised alert, receipt, words people wrote: AES-256-GCM under the alert's own key, which lies outside the database.
create table sealed (
  alert_id text not null references alert (id),
  kind text not null,
  ref text not null default '',
  data bytea not null,
  primary key (alert_id, kind, ref)
);

-- Outbox and truth of every transmission: one row per alert and centre.
create table delivery (
  id text primary key,
  n bigint generated always as identity unique,
  alert_id text not null references alert (id),
  incident_id text not null,
  thread_id text not null,
  seq integer not null,
  priority smallint not null,              -- 0 Cancel, 1 Alert, 2 Update, 3 the rest
  effective_status text not null,
  centre text not null,
  country text not null,
  transport text not null,
  state text not null check (state in ('queued', 'retrying', 'held', 'delivered', 'acknowledged', 'refused', 'superseded', 'expired', 'dead')),
  held_reason text,
  attempts integer not null default 0,
  created_at timestamptz not null default now(),
  due_at timestamptz not null default now(),
  expires_at timestamptz,
  first_attempt_at timestamptz,
  delivered_at timestamptz,
  acknowledged_at timestamptz,
  last_error text,
  receipt text,
  lease_until timestamptz,
  lease_token bigint,
  cancelled boolean not null default false, -- a Cancel came while an attempt was in flight
  position bigint,                          -- mailbox cursor, given at first hand-out
  unique (alert_id, centre)
);
create index delivery_due on delivery (due_at) where state in ('queued', 'retrying', 'held');
create index delivery_open on delivery (incident_id, centre, seq) where state in ('queued', 'retrying', 'held');
create index delivery_mailbox on delivery (centre, position);
create index delivery_waiting_mailbox on delivery (centre, n) where transport = 'mailbox' and state = 'queued';
create sequence delivery_fence;

create table centre_state (
  centre text primary key,
  failures integer not null default 0,
  open_since timestamptz,                  -- breaker
  next_probe_at timestamptz,
  paused boolean not null default false,
  last_success_at timestamptz,
  last_failure_at timestamptz,
  mailbox_position bigint not null default 0
);

-- Business facts, written in the transaction they tell of; chained afterwards, one seal per entry.
create table audit_entry (
  id bigint generated always as identity primary key,
  at timestamptz not null default date_trunc('milliseconds', clock_timestamp()),
  type text not null,
  alert_id text,
  incident_id text,
  centre text,
  actor text,
  detail jsonb not null default '{}',
  position bigint unique,
  hash bytea
);
create index audit_unchained on audit_entry (id) where position is null;
create index audit_alert on audit_entry (alert_id, id);

create table audit_head (
  only_row boolean primary key default true check (only_row),
  position bigint not null,
  hash bytea not null
);
insert into audit_head (position, hash) values (0, decode(repeat('00', 32), 'hex'));

create function audit_entry_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.position is not null or new.hash is not null then raise exception 'audit entries are chained after the fact, not on insert'; end if;
    return new;
  end if;
  if tg_op = 'UPDATE' and old.position is null and new.position is not null and new.hash is not null
     and (new.id, new.at, new.type, new.detail) = (old.id, old.at, old.type, old.detail)
     and (new.alert_id, new.incident_id, new.centre, new.actor) is not distinct from (old.alert_id, old.incident_id, old.centre, old.actor) then
    return new;
  end if;
  raise exception 'audit entries are append-only';
end $$;
create trigger audit_entry_rows before insert or update or delete on audit_entry for each row execute function audit_entry_guard();
create function audit_no_truncate() returns trigger language plpgsql as $$ begin raise exception 'audit entries are append-only'; end $$;
create trigger audit_entry_table before truncate on audit_entry for each statement execute function audit_no_truncate();
