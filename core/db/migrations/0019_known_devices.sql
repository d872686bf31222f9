-- Wrong tries on a browser that has signed in to the account before are counted apart from those of everybody else: in rows whose digest is of the
-- e-mail and the browser together. The key stays as it is, for a Miadi of before this that still runs beside.
alter table staff.lock add column account_digest text; -- of the e-mail alone, as the digest of strangers' row is; null: written before this
