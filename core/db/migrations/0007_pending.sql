-- What is still to be done, found without passing all that has been: each turn and each message looks for it, whatever the
-- length of a contact's history.

create index outbox_pending on outbox (organization_id, contact_id, seq) where state in ('queued', 'errored', 'wired');
create index inbound_message_pending on inbound_message (organization_id, conversation_id, seq) where state = 'waiting';
