-- Proposals: alerts that somebody who may not issue one puts before the authority that may. Never relayed; ids and codes only, the content is sealed.

create table proposal (
  id text primary key,
  country text not null,
  maker text not null,
  chain text[] not null,                   -- steps of the country's referral chain as it was when the proposal was made
  path jsonb not null,                     -- from the maker to the last who held it: [{ step, holder }]
  state text not null,                     -- the step that holds it, or its end
  holder text,                             -- whose turn it is; null once it has ended
  readers text[] not null,                 -- everybody it has been with
  moves integer not null,                  -- steps taken; numbers the reasons among the sealed parts
  status text,                             -- as its maker wrote it; null where it says none
  effective_status text not null,
  adapter text not null,
  bytes_hash bytea,
  alert_id text references alert (id),
  key_ref text,
  made_at timestamptz not null,
  ended_at timestamptz,
  erase_at timestamptz,
  erased_at timestamptz,
  check (state = any(chain) or state in ('issued', 'declined', 'withdrawn')),
  check ((holder is null) = (state in ('issued', 'declined', 'withdrawn'))),
  check ((alert_id is not null) = (state = 'issued'))
);
-- The same bytes are the same proposal, until it was turned down or taken back.
create unique index proposal_bytes on proposal (maker, bytes_hash) where state not in ('declined', 'withdrawn');
create index proposal_recent on proposal (made_at desc, id desc);
create index proposal_alert on proposal (alert_id) where alert_id is not null;
create index proposal_erasure on proposal (erase_at) where erased_at is null;

-- As "sealed" is for alerts: AES-256-GCM under the proposal's own key.
create table proposal_sealed (
  proposal_id text not null references proposal (id),
  kind text not null,
  ref text not null default '',
  data bytea not null,
  primary key (proposal_id, kind, ref)
);

create index audit_proposal on audit_entry ((detail ->> 'proposal'), id) where detail ->> 'proposal' is not null;
