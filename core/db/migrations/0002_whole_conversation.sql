-- What the whole conversation needs: limits a clinic sets on its patients' changes, rooms, a reason for the visit, handing over to
-- a person, opting out, and what is known of an address.

alter table organization
  add column cancel_notice_minutes integer not null default 120 check (cancel_notice_minutes >= 0),
  add column move_notice_minutes integer not null default 120 check (move_notice_minutes >= 0),
  add column most_moves integer not null default 3 check (most_moves >= 0),
  add column most_visits integer not null default 4 check (most_visits >= 1), -- ahead, held by one contact
  add column idle_minutes integer not null default 180 check (idle_minutes >= 10), -- then a conversation has expired
  add column answer_minutes integer not null default 30 check (answer_minutes >= 1), -- in opening hours, a person answers within
  add column quiet_minutes integer not null default 240 check (quiet_minutes >= 5), -- how long the bot keeps quiet for a person
  add column on_call_phone text; -- staff's, E.164: told by SMS that a patient waits for a person

alter table branch
  add column latitude double precision check (latitude between -90 and 90),
  add column longitude double precision check (longitude between -180 and 180),
  add check ((latitude is null) = (longitude is null));

alter table service add column asks_reason boolean not null default false;

-- A room, a chair, a machine: what only one visit can have at a time. A service that has rooms at a branch needs one there.
create table room (
  organization_id uuid not null,
  id uuid not null,
  branch_id uuid not null,
  key text not null,
  name text not null,
  position integer not null,
  active boolean not null,
  primary key (organization_id, id),
  unique (organization_id, key),
  foreign key (organization_id, branch_id) references branch (organization_id, id)
);

create table service_room (
  organization_id uuid not null,
  service_id uuid not null,
  room_id uuid not null,
  primary key (organization_id, service_id, room_id),
  foreign key (organization_id, service_id) references service (organization_id, id),
  foreign key (organization_id, room_id) references room (organization_id, id)
);

-- The room's range includes the buffer, as the practitioner's does.
alter table appointment
  add column room_id uuid,
  add column cancelled_by text check (cancelled_by in ('patient', 'staff')),
  add foreign key (organization_id, room_id) references room (organization_id, id),
  add constraint room_busy exclude using gist (organization_id with =, room_id with =, busy with &&)
    where (status in ('hold', 'pending', 'booked', 'arrived') and room_id is not null);

-- Why a patient comes, in their own words, where the service asks for it: read by staff, never sent out again.
create table vault.appointment (
  organization_id uuid not null,
  appointment_id uuid not null,
  patient_id uuid not null,
  reason bytea not null, -- encrypted with the patient's key
  primary key (organization_id, appointment_id),
  foreign key (organization_id, appointment_id) references appointment (organization_id, id),
  foreign key (organization_id, patient_id) references patient (organization_id, id)
);

-- A number a patient gave us to be reached by; nobody has verified it.
alter table vault.patient add column phone bytea;

alter table contact
  add column opted_out_at timestamptz, -- of what we start; a question is always answered
  add column opted_out_by text check (opted_out_by in ('patient', 'provider')),
  add column unreachable_at timestamptz, -- the provider says that this address cannot be written to
  add column unreachable_reason text check (unreachable_reason in ('bad_number', 'blocked')),
  add column detached_at timestamptz, -- "wrong number": it belongs to none of our patients
  add check ((opted_out_at is null) = (opted_out_by is null)),
  add check ((unreachable_at is null) = (unreachable_reason is null));

-- A conversation in the hands of a person: while it is open and quiet_until has not passed the bot says nothing.
create table handover (
  organization_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  reason text not null check (reason in ('asked', 'not_understood', 'not_me', 'refused')),
  asked_at timestamptz not null,
  answer_by timestamptz not null, -- what the patient was told
  quiet_until timestamptz not null,
  ended_at timestamptz,
  ended_by text check (ended_by in ('patient', 'staff', 'time')),
  primary key (organization_id, id),
  foreign key (organization_id, conversation_id) references conversation (organization_id, id),
  check ((ended_at is null) = (ended_by is null))
);
create unique index handover_open on handover (organization_id, conversation_id) where ended_at is null;

-- What staff have to look at, until somebody has done it.
create table worklist_item (
  organization_id uuid not null references organization (id),
  id uuid not null,
  kind text not null check (kind in ('person', 'not_me', 'dead_turn', 'failed_delivery', 'number_given')),
  record_kind text not null,
  record_id uuid not null,
  opened_at timestamptz not null,
  due_at timestamptz,
  closed_at timestamptz,
  primary key (organization_id, id)
);
create unique index worklist_item_open on worklist_item (organization_id, kind, record_id) where closed_at is null;
