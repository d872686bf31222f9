-- The clinic's records. Conventions, for every table:
--  * organization_id stands in every table and in every foreign key, so that a row of another organization cannot be referred to;
--  * ids are UUIDs (version 7) made by the program; time is timestamptz, spans are tstzrange '[)';
--  * now() is never used: the program's clock hands "now" in, so that tests and /wait own time;
--  * what each column may hold (public, internal, phi, secret) is listed in core/db/classification.ts and checked against this schema.

create extension if not exists btree_gist;

create table organization (
  id uuid primary key,
  slug text not null unique,
  name text not null,
  phone text not null,
  default_language text not null check (default_language in ('en', 'sw')),
  zone text not null,
  currency text not null,
  notice_minutes integer not null check (notice_minutes >= 0),
  horizon_days integer not null check (horizon_days between 1 and 365),
  slot_minutes integer not null check (slot_minutes between 5 and 240),
  hold_minutes integer not null check (hold_minutes between 1 and 120),
  staff_confirm boolean not null,
  settings_revision integer not null default 1, -- counts every change of settings: what processes keep of them hangs on it
  applied_digest text not null, -- of the settings as the clinic file last left them
  created_at timestamptz not null
);

create table branch (
  organization_id uuid not null references organization (id),
  id uuid not null,
  key text not null,
  name text not null,
  address text not null,
  phone text not null,
  zone text not null,
  position integer not null,
  active boolean not null,
  primary key (organization_id, id),
  unique (organization_id, key)
);

create table service (
  organization_id uuid not null references organization (id),
  id uuid not null,
  key text not null,
  name_en text not null,
  name_sw text not null,
  keywords text[] not null,
  duration_minutes integer not null check (duration_minutes between 5 and 480),
  buffer_minutes integer not null check (buffer_minutes between 0 and 240),
  price numeric(12, 2),
  position integer not null,
  active boolean not null,
  primary key (organization_id, id),
  unique (organization_id, key)
);

create table practitioner (
  organization_id uuid not null references organization (id),
  id uuid not null,
  key text not null,
  name text not null,
  speciality_en text not null,
  speciality_sw text not null,
  position integer not null,
  active boolean not null,
  primary key (organization_id, id),
  unique (organization_id, key)
);

create table practitioner_service (
  organization_id uuid not null,
  practitioner_id uuid not null,
  service_id uuid not null,
  primary key (organization_id, practitioner_id, service_id),
  foreign key (organization_id, practitioner_id) references practitioner (organization_id, id),
  foreign key (organization_id, service_id) references service (organization_id, id)
);

-- One row a span; a break is the gap between two rows of a day. Without practitioner: the branch's opening hours,
-- which are also the hours of a practitioner who works at the branch (practitioner_branch) and has no rows there.
create table weekly_hours (
  organization_id uuid not null,
  id uuid not null,
  branch_id uuid not null,
  practitioner_id uuid,
  weekday integer not null check (weekday between 1 and 7), -- ISO: 1 is Monday
  opens time not null,
  closes time not null check (closes > opens),
  primary key (organization_id, id),
  foreign key (organization_id, branch_id) references branch (organization_id, id),
  foreign key (organization_id, practitioner_id) references practitioner (organization_id, id)
);

create table practitioner_branch (
  organization_id uuid not null,
  practitioner_id uuid not null,
  branch_id uuid not null,
  primary key (organization_id, practitioner_id, branch_id),
  foreign key (organization_id, practitioner_id) references practitioner (organization_id, id),
  foreign key (organization_id, branch_id) references branch (organization_id, id)
);

-- A holiday closes a branch (or all), an absence takes one practitioner away, extra hours add one. Days are the branch's
-- own; without times the whole day is meant (extra hours always have times).
create table hours_exception (
  organization_id uuid not null references organization (id),
  id uuid not null,
  kind text not null check (kind in ('holiday', 'absence', 'extra')),
  branch_id uuid,
  practitioner_id uuid,
  first_day date not null,
  last_day date not null check (last_day >= first_day),
  opens time,
  closes time,
  label text not null,
  primary key (organization_id, id),
  foreign key (organization_id, branch_id) references branch (organization_id, id),
  foreign key (organization_id, practitioner_id) references practitioner (organization_id, id),
  check ((opens is null) = (closes is null)),
  check (closes > opens),
  check (kind <> 'holiday' or practitioner_id is null),
  check (kind <> 'absence' or practitioner_id is not null),
  check (kind <> 'extra' or (practitioner_id is not null and branch_id is not null and opens is not null))
);

-- A number of the clinic's at a provider. A short code may be shared by clinics: then each has a reserved keyword.
create table channel (
  organization_id uuid not null references organization (id),
  id uuid not null,
  provider text not null check (provider in ('twilio', 'africastalking')),
  kind text not null check (kind in ('whatsapp', 'sms')),
  address text not null,
  keyword text,
  can_receive boolean not null,
  active boolean not null,
  primary key (organization_id, id),
  check (kind <> 'whatsapp' or provider = 'twilio')
);
create unique index channel_address on channel (provider, kind, address, coalesce(keyword, '')) where active;

-- People. An identity is (kind of channel, address); the address itself lies in the vault, here is its keyed hash.
create table contact (
  organization_id uuid not null references organization (id),
  id uuid not null,
  kind text not null check (kind in ('whatsapp', 'sms')),
  address_hash bytea not null,
  created_at timestamptz not null,
  primary key (organization_id, id),
  unique (organization_id, kind, address_hash)
);

create table patient (
  organization_id uuid not null references organization (id),
  id uuid not null,
  created_at timestamptz not null,
  primary key (organization_id, id)
);

-- One phone may serve a family: a contact is not a patient.
create table contact_patient (
  organization_id uuid not null,
  contact_id uuid not null,
  patient_id uuid not null,
  relation text not null check (relation in ('self', 'child', 'other')),
  created_at timestamptz not null,
  primary key (organization_id, contact_id, patient_id),
  foreign key (organization_id, contact_id) references contact (organization_id, id),
  foreign key (organization_id, patient_id) references patient (organization_id, id)
);
create index contact_patient_patient on contact_patient (organization_id, patient_id);

create table consent (
  organization_id uuid not null,
  contact_id uuid not null,
  purpose text not null check (purpose in ('chat')),
  wording text not null, -- which wording was shown: text key and its edition
  language text not null check (language in ('en', 'sw')),
  given_at timestamptz not null,
  primary key (organization_id, contact_id, purpose),
  foreign key (organization_id, contact_id) references contact (organization_id, id)
);

-- The vault: personal data, encrypted by a key per person. Destroying data_key erases the person.
create schema vault;

create table vault.organization_key (
  organization_id uuid primary key references organization (id),
  lookup_key bytea not null -- wrapped by VAULT_KEY; keys the hashes of addresses
);

create table vault.contact (
  organization_id uuid not null,
  contact_id uuid not null,
  data_key bytea not null, -- wrapped by VAULT_KEY
  address bytea not null,
  primary key (organization_id, contact_id),
  foreign key (organization_id, contact_id) references contact (organization_id, id)
);

create table vault.patient (
  organization_id uuid not null,
  patient_id uuid not null,
  data_key bytea not null, -- wrapped by VAULT_KEY
  name bytea not null,
  primary key (organization_id, patient_id),
  foreign key (organization_id, patient_id) references patient (organization_id, id)
);

-- Visits. A hold is a row too, so that the same constraints keep holds and visits apart. now() cannot stand in a
-- constraint's predicate: whoever takes a slot deletes expired holds in the same transaction.
create table appointment (
  organization_id uuid not null references organization (id),
  id uuid not null,
  status text not null check (status in ('hold', 'pending', 'booked', 'arrived', 'fulfilled', 'noshow', 'cancelled')),
  branch_id uuid not null,
  service_id uuid not null,
  practitioner_id uuid not null,
  contact_id uuid not null,
  patient_id uuid,
  visit tstzrange not null,
  busy tstzrange not null, -- the visit and the buffer behind it
  expires_at timestamptz, -- holds only
  moves integer not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, branch_id) references branch (organization_id, id),
  foreign key (organization_id, service_id) references service (organization_id, id),
  foreign key (organization_id, practitioner_id) references practitioner (organization_id, id),
  foreign key (organization_id, contact_id) references contact (organization_id, id),
  foreign key (organization_id, patient_id) references patient (organization_id, id),
  check ((status = 'hold') = (expires_at is not null)),
  check (status = 'hold' or patient_id is not null),
  check (not isempty(visit) and lower_inc(visit) and not upper_inc(visit)),
  check (busy @> visit),
  constraint practitioner_busy exclude using gist (organization_id with =, practitioner_id with =, busy with &&)
    where (status in ('hold', 'pending', 'booked', 'arrived')),
  constraint patient_busy exclude using gist (organization_id with =, patient_id with =, visit with &&)
    where (status in ('hold', 'pending', 'booked', 'arrived'))
);
create index appointment_patient on appointment (organization_id, patient_id, lower(visit));
create index appointment_contact on appointment (organization_id, contact_id, lower(visit));
create index appointment_expiring on appointment (expires_at) where status = 'hold';

-- What a command with this key has answered, so that a repeated one gets the same answer and does nothing.
create table idempotency (
  organization_id uuid not null references organization (id),
  key text not null,
  result jsonb not null, -- ids and codes only
  created_at timestamptz not null,
  primary key (organization_id, key)
);

-- Messaging. revision counts every change of a conversation and is the gate of a turn; turns counts the turns taken.
create table conversation (
  organization_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  channel_id uuid not null, -- where the contact last wrote
  language text check (language in ('en', 'sw')),
  revision integer not null default 0,
  turns integer not null default 0,
  frames jsonb not null, -- ids and plain JSON, nothing personal
  misses integer not null default 0, -- messages in a row that were not understood
  offered bytea, -- the choices as last shown, encrypted (labels may name a patient)
  created_at timestamptz not null,
  last_turn_at timestamptz,
  primary key (organization_id, id),
  unique (organization_id, contact_id),
  foreign key (organization_id, contact_id) references contact (organization_id, id),
  foreign key (organization_id, channel_id) references channel (organization_id, id)
);

create table inbound_message (
  organization_id uuid not null,
  id uuid not null,
  seq bigint generated always as identity,
  conversation_id uuid not null,
  channel_id uuid not null,
  provider_message_id text not null,
  body bytea not null, -- encrypted with the contact's key
  state text not null check (state in ('handled', 'waiting', 'dead')),
  tries integer not null default 0,
  next_try_at timestamptz,
  correlation_id uuid not null,
  received_at timestamptz not null,
  handled_at timestamptz,
  primary key (organization_id, id),
  constraint inbound_message_once unique (organization_id, channel_id, provider_message_id),
  foreign key (organization_id, conversation_id) references conversation (organization_id, id),
  foreign key (organization_id, channel_id) references channel (organization_id, id),
  check ((state = 'waiting') = (next_try_at is not null))
);
create index inbound_message_conversation on inbound_message (organization_id, conversation_id, seq);
create index inbound_message_waiting on inbound_message (next_try_at) where state = 'waiting';

-- What is to be sent, committed together with what it tells of. See contracts: queued → wired → sent → delivered → read;
-- beside it errored (will retry), unknown (the provider may have taken it), failed, cancelled.
create table outbox (
  organization_id uuid not null,
  id uuid not null,
  seq bigint generated always as identity,
  contact_id uuid not null,
  channel_id uuid not null,
  prompt bytea not null, -- encrypted with the contact's key; rendered when it is sent
  language text not null check (language in ('en', 'sw')),
  state text not null check (state in ('queued', 'wired', 'sent', 'delivered', 'read', 'errored', 'unknown', 'failed', 'cancelled')),
  tries integer not null default 0,
  in_doubt boolean not null default false, -- once unknown: may have gone out twice
  next_attempt_at timestamptz,
  provider_message_id text,
  error_code text,
  segments integer,
  correlation_id uuid not null,
  created_at timestamptz not null,
  wired_at timestamptz,
  sent_at timestamptz,
  ended_at timestamptz, -- delivered, read, failed or cancelled
  primary key (organization_id, id),
  foreign key (organization_id, contact_id) references contact (organization_id, id),
  foreign key (organization_id, channel_id) references channel (organization_id, id),
  check ((state in ('queued', 'errored', 'unknown')) or next_attempt_at is null)
);
-- Order per contact is a constraint: one message to a contact is on the wire at a time, whoever sends.
create unique index outbox_one_on_the_wire on outbox (organization_id, contact_id) where state = 'wired';
create index outbox_contact on outbox (organization_id, contact_id, seq);
create index outbox_due on outbox (next_attempt_at) where state in ('queued', 'errored', 'unknown');
create index outbox_wired on outbox (wired_at) where state = 'wired';
create unique index outbox_provider_message on outbox (organization_id, channel_id, provider_message_id)
  where provider_message_id is not null;

-- What a provider said of a message, as it came; applied to the outbox by rank, so that it never moves backwards.
-- A receipt may come before we have recorded the provider's id (or for a message that is none of ours): then it has no
-- organization yet, and is applied when the id is recorded.
create table receipt (
  id uuid primary key,
  organization_id uuid,
  outbox_id uuid,
  provider text not null check (provider in ('twilio', 'africastalking')),
  provider_message_id text not null,
  provider_status text not null,
  state text check (state in ('sent', 'delivered', 'read', 'failed')), -- null: a status we do not know
  error_code text,
  received_at timestamptz not null,
  foreign key (organization_id, outbox_id) references outbox (organization_id, id)
);
create index receipt_message on receipt (provider, provider_message_id);
create index receipt_kept on receipt (received_at) where outbox_id is null;

-- The one append-only event log: audit trail, live feed, integration feed. Nothing personal.
create table event (
  seq bigint generated always as identity primary key,
  organization_id uuid not null references organization (id),
  at timestamptz not null,
  type text not null,
  actor_kind text not null check (actor_kind in ('contact', 'staff', 'system')),
  actor_id uuid,
  record_kind text not null,
  record_id uuid not null,
  correlation_id uuid not null,
  details jsonb not null -- ids, codes, times and counts only
);
create index event_record on event (organization_id, record_kind, record_id, seq);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'table % is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger event_append_only before update or delete or truncate on event
  for each statement execute function refuse_change();
