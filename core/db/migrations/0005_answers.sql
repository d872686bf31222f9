-- What a clinic answers to its patients' questions, in its own words, and whom to call where life is at risk.

alter table organization
  add column prepare_en text, -- what to bring or to do before any visit
  add column prepare_sw text,
  add column payment_en text, -- how one can pay
  add column payment_sw text,
  add column emergency text not null default '999 / 112', -- as it is shown
  add check ((prepare_en is null) = (prepare_sw is null)),
  add check ((payment_en is null) = (payment_sw is null));

alter table service
  add column prepare_en text, -- before a visit of this kind, in place of the clinic's own
  add column prepare_sw text,
  add check ((prepare_en is null) = (prepare_sw is null));
