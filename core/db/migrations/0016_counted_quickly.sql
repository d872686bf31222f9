-- What each message writes grows by a tenth within a minute where much comes in, and is counted anew then: Postgres drew 30,000 rows of each
-- table and sorted every column of them, ciphertexts among them, half a second at a time in which messages waited. What is looked up by key
-- needs no more than a rough count, and that by which nothing is looked up none.
do $$
declare
  line record;
begin
  for line in
    select attrelid::regclass as written, attname as field,
      case when atttypid in ('bytea'::regtype, 'jsonb'::regtype) then 0 else 25 end as target
    from pg_attribute
    where attrelid in ('conversation'::regclass, 'inbound_message'::regclass, 'outbox'::regclass, 'receipt'::regclass, 'event'::regclass)
      and attnum > 0 and not attisdropped
  loop
    execute format('alter table %s alter column %I set statistics %s', line.written, line.field, line.target);
  end loop;
end
$$;
-- An index over what is worked out counts by its own measure, and as many rows are drawn as the largest measure asks for.
alter index event_read_once alter column 5 set statistics 25;
