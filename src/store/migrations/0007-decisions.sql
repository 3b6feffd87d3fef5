-- What each country decided about an alert, and what the desks ask one another. Ids, codes and times; reasons and texts are in "sealed".

-- Where a country stands with a thread. No row: it was asked, and has taken no step.
create table country_state (
  thread_id text not null,
  country text not null,
  incident_id text not null references incident (id),
  alert_id text not null references alert (id),   -- the version it was decided on
  state text not null check (state in ('review', 'activated', 'declined', 'needs-information', 'suspended', 'ended')),
  end_reason text check (end_reason in ('found', 'expired', 'cancelled', 'withdrawn')),
  is_over boolean not null default false,         -- the origin ended the alert: no country takes another step
  by_centre text,                                 -- null: the gateway, when the time was over
  at timestamptz not null,
  until timestamptz,
  stops boolean not null default false,           -- ends by itself at "until"
  warned boolean not null default false,
  activated_at timestamptz,
  reminded integer not null default 0,
  next_reminder_at timestamptz,
  steps integer not null,                         -- counts them; whoever steps says from which
  primary key (thread_id, country),
  check ((state = 'ended') = (end_reason is not null))
);
create index country_state_incident on country_state (incident_id);
create index country_state_until on country_state (until) where state in ('activated', 'suspended');
create index country_state_reminder on country_state (next_reminder_at) where next_reminder_at is not null;

-- Every step, for good.
create table decision (
  thread_id text not null,
  country text not null,
  n integer not null,
  incident_id text not null,
  alert_id text not null,
  step text not null,
  state text not null,
  end_reason text,
  centre text,
  at timestamptz not null,
  until timestamptz,
  message_id text,                                -- the CAP message that told the origin
  primary key (thread_id, country, n)
);

-- Countries of which it was said that they have an alert and have not decided.
create table decision_overdue (
  thread_id text not null,
  country text not null,
  said_at timestamptz not null default now(),
  primary key (thread_id, country)
);

-- Reminders are few, and found by what they remind of.
create index delivery_reminder on delivery (alert_id, centre) where kind = 'reminder';

-- Questions and answers between the origin and one receiving centre.
create table desk_message (
  id text primary key,
  n bigint generated always as identity unique,
  incident_id text not null references incident (id),
  thread_id text not null,
  alert_id text not null references alert (id),   -- under whose key the text is sealed
  from_centre text not null,
  to_centre text not null,
  answers text references desk_message (id),
  at timestamptz not null
);
create index desk_message_incident on desk_message (incident_id, n);
create index desk_message_answers on desk_message (answers) where answers is not null;
