-- Pictures of children: where each stands on its way from the origin to us. The pictures themselves lie in "sealed" under the alert's own key; here are codes, sizes and a keyed hash.

create table photo (
  alert_id text not null references alert (id),
  place integer not null,                  -- which picture of the alert (src/model/pictures.ts)
  path text not null,                      -- JSON pointer to where the alert first shows it
  state text not null default 'waiting' check (state in ('waiting', 'kept', 'failed')),
  code text,                               -- why it failed, or why the last attempt did
  placeholder text check (placeholder in ('declared', 'address', 'content', 'repeated')), -- by what it was recognised as standing for a missing photo
  attempts integer not null default 0,
  created_at timestamptz not null default now(),
  attempted_at timestamptz,
  next_at timestamptz not null default now(),
  lease_until timestamptz,
  lease_token bigint,
  width integer,
  height integer,
  bytes integer,
  pixels_hash bytea,                       -- keyed; of the same picture in other cases, and gone with the alert
  primary key (alert_id, place)
);
create index photo_due on photo (next_at) where state = 'waiting';
create index photo_pixels on photo (pixels_hash) where pixels_hash is not null;
