-- A conversation's row is written anew with every turn, and no index holds anything of what changes. Where its page has room for the
-- new version, the indexes are left alone and the old version is cleared away in passing; in full pages a turn wrote to two indexes and
-- left two dead entries for the next turn to pass over.
alter table conversation set (fillfactor = 50);

-- What is on the wire is little, and outbox_one_on_the_wire has all of it.
drop index outbox_wired;
