-- What is asked for, and not yet settled: a name until it is confirmed; a danger to life, told to staff at once; and which command
-- an idempotency key stands for.

-- A corrected name until the contact who wrote it has confirmed it: until then the record keeps the name it has.
alter table vault.patient
  add column proposed_name bytea, -- encrypted with the patient's key
  add column proposed_by uuid, -- the contact: another phone of the family must not confirm it
  add foreign key (organization_id, proposed_by) references contact (organization_id, id),
  add check ((proposed_name is null) = (proposed_by is null));

alter table handover
  add column alarmed_at timestamptz; -- when whoever is on call was last told of a danger to life
alter table handover drop constraint handover_reason_check;
alter table handover add constraint handover_reason_check
  check (reason in ('asked', 'not_understood', 'not_me', 'refused', 'danger'));

alter table worklist_item drop constraint worklist_item_kind_check;
alter table worklist_item add constraint worklist_item_kind_check check (kind in (
  'person', 'danger', 'not_me', 'dead_turn', 'failed_delivery', 'number_given', 'late', 'flood', 'budget'
));

-- Null: answered before commands were kept.
alter table idempotency add column command text;
