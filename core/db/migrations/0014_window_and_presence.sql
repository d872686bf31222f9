-- WhatsApp's window is closed and staff have something to say: the clinic's approved text asks the patient to write.
alter table message_template drop constraint message_template_key_check;
alter table message_template add constraint message_template_key_check
  check (key in ('reminder', 'confirmed', 'changed', 'cancelled', 'follow_up', 'staff_message'));
alter table outbox add column template text check (template = 'staff_message'); -- null: not sent for a template's sake
create index outbox_templates on outbox (organization_id, contact_id, seq) where template is not null;

-- Whether somebody has a page of ours open: then they hear of what is urgent, and the on-call phone need not. Renewed while it
-- is open, some three times a minute, for all pages of a process in one statement; no index has it, so that the rows stay in place.
alter table staff.sign_in add column page_open_at timestamptz;

-- Left to the open pages at that moment. Whoever takes the item is heard of in time; else the on-call phone gets its SMS after all.
alter table worklist_item add column left_to_pages_at timestamptz;
create index worklist_item_left_to_pages on worklist_item (left_to_pages_at) where left_to_pages_at is not null;
