-- A receipt that is repeated (providers do; whoever has one signed request can) is one row.

delete from receipt r using receipt first
where r.provider = first.provider and r.provider_message_id = first.provider_message_id
  and r.provider_status = first.provider_status and r.error_code is not distinct from first.error_code and r.id > first.id;

create unique index receipt_once on receipt (provider, provider_message_id, provider_status, error_code) nulls not distinct;
drop index receipt_message; -- its first two columns are this one's
