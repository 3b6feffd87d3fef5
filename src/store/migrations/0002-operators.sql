-- What operators do and hear: since when a centre is paused, what they sent again, who has been warned of what is late, and how far each alarm channel is.

alter table centre_state add column paused_since timestamptz;

alter table delivery add column redriven_at timestamptz;
alter table delivery add column escalation smallint not null default 0; -- 0 on time, 1 late (sender and centre warned), 2 overdue (operators paged)

-- A channel's place in the audit chain: everything up to "position" has been told. Positions are dense and final, so nothing is skipped.
create table alarm_cursor (
  channel text primary key,
  position bigint not null,
  sending_to bigint,                       -- end of the batch being told: a repeat tells the same batch under the same id
  lease_until timestamptz,
  lease_token bigint,
  attempts integer not null default 0,
  next_try_at timestamptz,
  last_success_at timestamptz,
  last_failure_at timestamptz,
  last_error text
);
