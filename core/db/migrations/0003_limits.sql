-- Limits at the edge: how much one number and one clinic may ask of us, and what a day may cost the clinic.

alter table organization
  add column most_messages integer not null default 60 check (most_messages >= 5), -- in an hour, from one number
  add column most_messages_a_minute integer not null default 600 check (most_messages_a_minute >= 1), -- from all of them
  add column daily_budget numeric(12, 2) not null default 5000 check (daily_budget > 0);

-- Of one SMS segment, or of one WhatsApp message, in the clinic's currency.
alter table channel add column price numeric(10, 4) not null default 1 check (price >= 0);

-- The hour in which messages are counted begins with the first of them.
alter table conversation
  add column hour_began_at timestamptz,
  add column hour_messages integer not null default 0;

-- What a day's messages have cost, in the clinic's currency; the day is the clinic's. Each sender adds what it has sent, at
-- most once a second: added to with every message, this row would be the one place at which all senders wait for each other.
create table daily_spend (
  organization_id uuid not null references organization (id),
  day date not null,
  newcomers numeric(14, 4) not null default 0, -- to contacts made on that day
  others numeric(14, 4) not null default 0,
  staff numeric(14, 4) not null default 0, -- to the on-call phone: beside the budget, up to as much again
  primary key (organization_id, day)
);

-- That staff were told how far a day's budget has gone; the row is what makes it once a day.
create table budget_notice (
  organization_id uuid not null references organization (id),
  id uuid not null,
  day date not null,
  step text not null check (step in ('newcomers', 'nearly', 'spent')),
  told_at timestamptz not null,
  primary key (organization_id, id),
  unique (organization_id, day, step)
);

alter table worklist_item drop constraint worklist_item_kind_check;
alter table worklist_item add constraint worklist_item_kind_check
  check (kind in ('person', 'not_me', 'dead_turn', 'failed_delivery', 'number_given', 'flood', 'budget'));
