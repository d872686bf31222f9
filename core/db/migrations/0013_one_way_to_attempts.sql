-- One way to the attempts at a notice, and one to what a contact was sent. While the statistics know of no attempt yet, Postgres
-- takes an index "where notice_id is not null" for empty, and goes through all that it holds by now: with every claim, and every
-- turn. An index of all rows is never read so; what asks for a contact's messages has outbox_contact.
drop index outbox_notices;
drop index outbox_notice;
create index outbox_notice on outbox (notice_id);
