-- The on-call phone has sent STOP: its alarms reach nobody until it sends START, or the clinic names another.
alter table worklist_item drop constraint worklist_item_kind_check;
alter table worklist_item add constraint worklist_item_kind_check check (kind in (
  'person', 'danger', 'not_me', 'dead_turn', 'failed_delivery', 'number_given', 'late', 'flood', 'budget',
  'call', 'unanswered', 'out_of_credit', 'on_call_stopped'
));
