-- Wrong tries on a browser that has signed in to the account before are counted apart from those of everybody else.
alter table staff.lock add column device text not null default ''; -- the browser's id, hashed; '': all that have never signed in to it
alter table staff.lock drop constraint lock_pkey, add primary key (digest, device);
