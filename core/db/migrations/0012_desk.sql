-- The desk: what staff need to step into a conversation, answer, note, find, and work through what waits for them. Who they are
-- lies in schema staff; here an id names a member of staff, and nothing refers to it.

-- A hand-over that somebody has taken is a lease: until held_until it is theirs, from then on a colleague may take it. The bot
-- keeps quiet until quiet_until, whoever has it.
alter table handover
  add column holder_id uuid, -- null: it waits for a person
  add column taken_at timestamptz, -- what the bot had queued up to then does not go out any more
  add column held_until timestamptz,
  add check ((holder_id is null) = (held_until is null)),
  add check (holder_id is null or taken_at is not null); -- from a paired phone somebody has it, and nobody knows who
alter table handover drop constraint handover_reason_check;
alter table handover add constraint handover_reason_check
  check (reason in ('asked', 'not_understood', 'not_me', 'refused', 'danger', 'staff')); -- staff: nobody had asked them to
create index handover_conversation on handover (organization_id, conversation_id, asked_at);

alter table outbox
  add column author text not null default 'bot' check (author in ('bot', 'staff', 'phone')), -- phone: staff, from a paired one
  add column staff_id uuid,
  add check ((author = 'staff') = (staff_id is not null));

-- What staff wrote when WhatsApp's window was closed: it goes out when the patient writes next.
create table held_reply (
  organization_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  staff_id uuid not null,
  text bytea not null, -- encrypted with the contact's key
  correlation_id uuid not null,
  held_at timestamptz not null,
  until timestamptz not null, -- too old to be an answer to anything from then on
  ended_at timestamptz,
  ended_by text check (ended_by in ('sent', 'staff', 'time')),
  primary key (organization_id, id),
  foreign key (organization_id, conversation_id) references conversation (organization_id, id),
  check ((ended_at is null) = (ended_by is null))
);
create index held_reply_open on held_reply (organization_id, conversation_id, held_at) where ended_at is null;

-- What staff often answer. {name}, {visit}, {place}, {clinic} and {phone} are filled in; a part in [brackets] goes where one in it is not known.
create table canned_reply (
  organization_id uuid not null references organization (id),
  key text not null,
  position integer not null,
  title_en text not null,
  title_sw text not null,
  text_en text not null,
  text_sw text not null,
  active boolean not null default true,
  primary key (organization_id, key)
);

create table conversation_note (
  organization_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  staff_id uuid not null,
  text bytea not null, -- encrypted with the contact's key
  noted_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, conversation_id) references conversation (organization_id, id)
);
create index conversation_note_of on conversation_note (organization_id, conversation_id, noted_at);

alter table worklist_item
  add column taken_by uuid,
  add column taken_at timestamptz,
  add column closed_by uuid, -- null: it closed with what it was about
  add check ((taken_by is null) = (taken_at is null));

-- Of an item that concerns nobody (the day's budget) a comment may still name somebody: it has a key of the organization's own.
alter table vault.organization_key add column notes_key bytea; -- wrapped by VAULT_KEY; made with the first such comment

create table worklist_comment (
  organization_id uuid not null,
  id uuid not null,
  item_id uuid not null,
  staff_id uuid not null,
  text bytea not null, -- encrypted with the key of whom the item is about
  commented_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, item_id) references worklist_item (organization_id, id)
);
create index worklist_comment_of on worklist_comment (organization_id, item_id, commented_at);

-- Words by which staff find people and messages: keyed hashes, gone with the key of the person they are about.
create table vault.search_term (
  organization_id uuid not null,
  hash bytea not null,
  record_kind text not null check (record_kind in ('patient', 'message')),
  record_id uuid not null,
  contact_id uuid, -- of a message
  patient_id uuid, -- of a patient
  primary key (organization_id, hash, record_kind, record_id),
  foreign key (organization_id, contact_id) references vault.contact (organization_id, contact_id) on delete cascade,
  foreign key (organization_id, patient_id) references vault.patient (organization_id, patient_id) on delete cascade,
  check ((record_kind = 'message') = (contact_id is not null)),
  check ((record_kind = 'patient') = (patient_id is not null))
);
create index search_term_contact on vault.search_term (organization_id, contact_id) where contact_id is not null;
create index search_term_patient on vault.search_term (organization_id, patient_id) where patient_id is not null;

-- How far the words of messages and the names of patients have been taken into it. By id (they sort by age): an index that the turn's statement has to keep
-- up would be needed for any other order.
create table search_progress (
  organization_id uuid primary key references organization (id),
  message_id uuid,
  patient_id uuid
);

-- Opening a conversation or a patient's record is told once for each member of staff, record and hour.
create unique index event_read_once on event (organization_id, actor_id, record_kind, record_id, date_trunc('hour', at at time zone 'UTC'))
  where type in ('conversation.read', 'patient.read');

create index appointment_pending on appointment (organization_id, created_at) where status = 'pending';
