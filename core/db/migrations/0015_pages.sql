-- The log as staff read it, newest first: narrowed to some types of events, or to what one colleague did. What is asked for is a list of types, and
-- each is a look-up of its newest, whatever else there is. A turn's own event is left out: it is most of the log, stands in the conversation anyway, and
-- an index entry for each (5 to 8 µs, 170 bytes of the write-ahead log; measured with 2,000,000 events) would be paid by every turn.
create index event_kind on event (organization_id, type, at, seq) where type <> 'conversation.turn_taken';
create index event_of_staff on event (organization_id, actor_id, type, at, seq) where actor_kind = 'staff';

-- Reading the log, and a practitioner's own list of visits, are told once an hour as well.
drop index event_read_once;
create unique index event_read_once on event (organization_id, actor_id, record_kind, record_id, date_trunc('hour', at at time zone 'UTC'))
  where type in ('conversation.read', 'patient.read', 'audit.read', 'practitioner.visits_read');

-- A practitioner's own visits, the past ones too: practitioner_busy holds those that are still to be.
create index appointment_of_practitioner on appointment (organization_id, practitioner_id, lower(visit));

-- What needed a person, by whom it was about, also when it is done.
create index worklist_item_of on worklist_item (organization_id, record_id);
