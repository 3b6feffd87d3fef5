-- What the gateway fetches by itself: how each feed is doing, and which of its items have been seen. Items hold keyed hashes and codes, no word of an alert.

create table feed (
  id text primary key,                     -- made of centre and address
  centre text not null,
  host text not null,                      -- one request at a time to each
  etag text,
  last_modified text,
  next_at timestamptz not null default now(),
  lease_until timestamptz,
  lease_token bigint,
  failures integer not null default 0,     -- in a row
  down_since timestamptz,                  -- the alarm has been raised
  last_attempt_at timestamptz,
  last_success_at timestamptz,
  last_error text,
  rules text                               -- by what its items were judged when they were last read
);

create table feed_item (
  feed text not null references feed on delete cascade,
  key bytea not null,                      -- which item
  version bytea not null,                  -- its content, as last seen
  noticed_at timestamptz not null,         -- when that content was first seen
  outcome text,                            -- accepted, or the code of its refusal; null where it has to be tried again
  alert_id text,                           -- the last message accepted for it
  gone_at timestamptz,
  primary key (feed, key)
);
