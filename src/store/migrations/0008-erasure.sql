-- Erasure: what has to go, since when it is decided, and what those who had it have answered. Ids, codes and times; words and keys are sealed.

alter table alert add column ended_at timestamptz;                        -- when a Cancel ended it; null where it came after its Cancel
alter table alert add column end_journalled boolean not null default false;
alter table alert add column erase_asked_at timestamptz;                  -- its origin asked for it
alter table alert add column retention_warned_at timestamptz;             -- on the newest version of a thread
-- What could be tested against a guess goes with the content; what recognises the message again some time later.
alter table alert alter column key_hash drop not null;
alter table alert alter column name_hash drop not null;
alter table alert alter column bytes_hash drop not null;
alter table alert alter column content_hash drop not null;
create index alert_end_unjournalled on alert (id) where state = 'cancelled' and not end_journalled;
create index alert_ended on alert ((coalesce(ended_at, received_at))) where state = 'cancelled';
create index alert_kept on alert (received_at) where state <> 'erased';
create index alert_erase_asked on alert (id) where erase_asked_at is not null and state <> 'erased';
create index alert_receipts on alert (id) where msg_type in ('Ack', 'Error') and state <> 'erased';

-- From this row on the erasure of an alert is decided, and whoever comes next goes on with it.
create table erasure (
  id text primary key references alert (id),
  reason text not null check (reason in ('ended', 'requested', 'retention')),
  begun_at timestamptz not null default now(),
  done_at timestamptz,
  forgotten_at timestamptz,                -- the last keyed hashes are gone
  orders_by timestamptz,                   -- by when those who had it are to have erased it; null where nobody had it
  overdue_told_at timestamptz,
  key_ref text                             -- of what the orders say, apart from the alert's key
);
create index erasure_begun on erasure (begun_at) where done_at is null;
create index erasure_done on erasure (done_at) where forgotten_at is null;
create index erasure_ordered on erasure (orders_by) where key_ref is not null;

-- As "sealed" is for alerts: AES-256-GCM under the key of the orders, until all receipts are in.
create table erasure_sealed (
  erasure_id text not null references erasure (id),
  kind text not null,
  ref text not null default '',
  data bytea not null,
  primary key (erasure_id, kind, ref)
);

-- While a court or an authority holds a thread, nothing of it is erased. The words are sealed with the alert they were written to.
create table legal_hold (
  id text primary key,
  alert_id text not null references alert (id),
  incident_id text not null,
  thread_id text not null,
  set_by text not null,
  set_at timestamptz not null default date_trunc('milliseconds', now()),
  lifted_by text,
  lifted_at timestamptz
);
create unique index legal_hold_standing on legal_hold (thread_id) where lifted_at is null;
create index legal_hold_incident on legal_hold (incident_id) where lifted_at is null;
