-- Which of the bot's messages were there when a person took the conversation: by their order, as the clocks of two processes differ.
alter table handover add column taken_seq bigint;
update handover h set taken_seq = (
  select max(o.seq) from outbox o
  join conversation v on v.organization_id = o.organization_id and v.contact_id = o.contact_id
  where v.organization_id = h.organization_id and v.id = h.conversation_id and o.created_at <= h.taken_at
) where h.ended_at is null and h.taken_at is not null;
