-- What has failed for good is looked at, and sent again once; what notices came to in the last day is counted at each scrape.

-- A dead letter is sent again once; what fails again is a dead letter of its own.
create unique index outbox_retry on outbox (organization_id, retry_of) where retry_of is not null;
create index inbound_message_dead on inbound_message (organization_id, handled_at) where state = 'dead';
create index notice_recent on notice (due_at);
