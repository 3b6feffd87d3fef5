-- Notices: what a centre has to be told about an alert besides the alert itself. They travel as deliveries do: queued, leased, tried again, audited.

alter table delivery add column kind text not null default 'alert' check (kind in ('alert', 'erase', 'reminder'));
alter table delivery drop constraint delivery_alert_id_centre_key;
-- Reminders repeat; everything else is told once.
create unique index delivery_once on delivery (alert_id, centre, kind) where kind <> 'reminder';
