-- Documents with several messages: kept once, under a key of their own, which is destroyed with the first alert erased of those it tells of.

-- The row outlives the bytes: by it their reader is told that they have gone.
create table document (
  id text primary key,
  key_ref text                             -- null once destroyed, and where nothing was kept
);

create table document_sealed (
  document_id text not null references document (id),
  kind text not null,
  ref text not null default '',
  data bytea not null,
  primary key (document_id, kind, ref)
);

-- Of which alerts it tells: keyed hashes (sender, identifier) of all its messages, accepted or not, and of those they reference.
create table document_name (
  document_id text not null references document (id),
  name_hash bytea not null,
  primary key (document_id, name_hash)
);
create index document_name_hash on document_name (name_hash);

-- Null where the message came alone; then the bytes are sealed with it. So they are with each of several that came before this migration.
alter table alert add column document_id text references document (id);
