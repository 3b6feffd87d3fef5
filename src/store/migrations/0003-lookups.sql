-- Look-ups that stay quick when there are many alerts, and rows that are cheap to change while they are on their way.

-- Messages are found by (sender, identifier), whoever sent them; the whole key contains that pair, so no other look-up is needed.
drop index alert_name;
create index alert_name on alert (name_hash);

-- Only mailboxes number what they hand out.
drop index delivery_mailbox;
create index delivery_mailbox on delivery (centre, position) where position is not null;

-- A delivery is claimed on the page it was written to: with room there, no index has to learn of it.
alter table delivery set (fillfactor = 50);
