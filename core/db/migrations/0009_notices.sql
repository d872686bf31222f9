-- What we start ourselves: reminders, the word that staff changed a visit, the question after a missed one. A notice is the
-- intent, an outbox row that names it is one attempt at it, a receipt is the provider's word on that attempt.

alter table organization
  add column reminders integer[] not null default '{2880,1440,120}', -- minutes before a visit
  add column follow_up boolean not null default true, -- after a missed visit
  add column waking_from time not null default '08:00', -- in the branch's zone: when we write to people of our own accord
  add column waking_until time not null default '20:00',
  add column fallback_minutes integer not null default 15 check (fallback_minutes between 1 and 720), -- without a receipt
  add column last_fallback_minutes integer not null default 5 check (last_fallback_minutes between 1 and 720), -- before the visit
  add column most_notices integer not null default 6 check (most_notices >= 1), -- in 24 hours, to one patient
  add column call_ahead_minutes integer not null default 1200 check (call_ahead_minutes >= 0); -- staff hear of who has not answered

alter table service add column reminders integer[]; -- null: the clinic's

-- E-mail: written to, never heard from.
alter table contact drop constraint contact_kind_check;
alter table contact add constraint contact_kind_check check (kind in ('whatsapp', 'sms', 'email'));
alter table channel drop constraint channel_provider_check;
alter table channel add constraint channel_provider_check check (provider in ('twilio', 'africastalking', 'smtp'));
alter table channel drop constraint channel_kind_check;
alter table channel add constraint channel_kind_check check (kind in ('whatsapp', 'sms', 'email'));
alter table channel add constraint channel_email check ((kind = 'email') = (provider = 'smtp'));

-- WhatsApp lets nothing but an approved template through when the patient has not written for 24 hours. The texts lie in
-- flows/notice; here is what the provider calls the clinic's copy of each.
create table message_template (
  organization_id uuid not null,
  channel_id uuid not null,
  key text not null check (key in ('reminder', 'confirmed', 'changed', 'cancelled', 'follow_up')),
  language text not null check (language in ('en', 'sw')),
  content_sid text not null,
  primary key (organization_id, channel_id, key, language),
  foreign key (organization_id, channel_id) references channel (organization_id, id)
);

alter table patient
  add column preferred_kind text check (preferred_kind in ('whatsapp', 'sms', 'email')), -- what they asked for
  add column fell_back_at timestamptz; -- when another address last had to do what WhatsApp did not

alter table appointment add column confirmed_at timestamptz; -- the patient said that they will come; a move takes it back
create index appointment_unconfirmed on appointment (lower(visit))
  where status in ('pending', 'booked') and confirmed_at is null;

create table notice (
  organization_id uuid not null,
  id uuid not null,
  appointment_id uuid not null,
  kind text not null check (kind in ('reminder', 'confirmed', 'changed', 'cancelled', 'follow_up')),
  step integer, -- of the ladder, in minutes before the visit
  visit_start timestamptz not null, -- as the notice tells of it
  due_at timestamptz not null,
  too_late_at timestamptz not null,
  is_last boolean not null,
  state text not null check (state in ('open', 'delivered', 'answered', 'overtaken', 'too_late', 'opted_out', 'call_list')),
  reason text, -- why it ended
  look_at timestamptz, -- when something may be to be done for it
  answered_at timestamptz,
  answer text check (answer in ('confirmed', 'moved', 'cancelled')),
  correlation_id uuid not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, appointment_id) references appointment (organization_id, id),
  check ((state = 'open') = (ended_at is null)),
  check ((state = 'open') = (reason is null)),
  check ((state = 'open') = (look_at is not null)),
  check ((answer is null) = (answered_at is null))
);
create index notice_due on notice (look_at) where state = 'open';
create index notice_appointment on notice (organization_id, appointment_id);

alter table outbox
  add column notice_id uuid, -- the notice that this is an attempt at
  add column digest bytea, -- of what it says, keyed: the same text does not go to the same person again and again
  add column retry_of uuid, -- the dead letter that staff or an operator sent again
  add column cost numeric(10, 4), -- in the clinic's currency, once the provider has taken it
  add foreign key (organization_id, notice_id) references notice (organization_id, id),
  add foreign key (organization_id, retry_of) references outbox (organization_id, id);
-- A notice is tried once on an address.
create unique index outbox_attempt on outbox (organization_id, notice_id, contact_id)
  where notice_id is not null and retry_of is null;
-- By the notice alone: beside the organization Postgres took the index below for as good, and went through all that it holds.
create index outbox_notice on outbox (notice_id) where notice_id is not null;
create index outbox_notices on outbox (organization_id, contact_id, seq) where notice_id is not null;
create index outbox_failed on outbox (organization_id, ended_at) where state = 'failed';

alter table worklist_item drop constraint worklist_item_kind_check;
alter table worklist_item add constraint worklist_item_kind_check check (kind in (
  'person', 'danger', 'not_me', 'dead_turn', 'failed_delivery', 'number_given', 'late', 'flood', 'budget',
  'call', 'unanswered', 'out_of_credit'
));
