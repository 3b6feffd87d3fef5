-- Restoring a backup: that it was noticed, once for each mark of the chain, and erasures that were done again because the journal knew of them.

alter table erasure drop constraint erasure_reason_check;
alter table erasure add constraint erasure_reason_check check (reason in ('ended', 'requested', 'retention', 'restore'));

create table restore (
  mark_position bigint not null,           -- how far the chain had come before the backup took its place
  mark_hash bytea not null,
  at timestamptz not null default date_trunc('milliseconds', now()),
  held integer not null default 0,
  primary key (mark_position, mark_hash)
);
create index delivery_held_restore on delivery (thread_id) where held_reason = 'restore';
