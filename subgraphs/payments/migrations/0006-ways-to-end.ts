/**
 * How requests end unpaid, and what waits for the platform. Held by the database itself: a request that expired or was cancelled
 * is never paid again, so that money which comes later is owed back; and whoever ends it says when and why.
 */
export const WAYS_TO_END = `
alter table payment_request add column closed_at timestamptz(3), add column close_reason text;
update payment_request set closed_at = expires_at, version = version + 1 where state in ('CANCELLED', 'EXPIRED');
alter table payment_request add constraint payment_request_closed
  check ((state in ('CANCELLED', 'EXPIRED')) = (closed_at is not null));
create index payment_request_to_expire on payment_request (expires_at, id) where state in ('CREATED', 'PENDING');

create or replace function request_moves() returns trigger language plpgsql as $body$
begin
  if new.state <> old.state and (old.state || '>' || new.state) not in (
    'CREATED>PENDING', 'CREATED>PAID', 'CREATED>CANCELLED', 'CREATED>EXPIRED',
    'PENDING>CREATED', 'PENDING>PAID', 'PENDING>CANCELLED', 'PENDING>EXPIRED',
    'PAID>REFUNDED'
  ) then
    raise exception 'a payment request cannot go from % to %', old.state, new.state using errcode = 'check_violation';
  end if;
  if (new.id, new.dossier_id, new.payer, new.agency) is distinct from (old.id, old.dossier_id, old.payer, old.agency) then
    raise exception 'who pays whom for what never changes' using errcode = 'check_violation';
  end if;
  if new.amount <> old.amount and old.state <> 'CREATED' then
    raise exception 'the amount of a request in state % cannot change', old.state using errcode = 'check_violation';
  end if;
  if new.version <= old.version then
    raise exception 'a change must raise the version' using errcode = 'check_violation';
  end if;
  return new;
end $body$;

alter table payment_attempt add column ask_from timestamptz(3);
update payment_attempt set ask_from = coalesce(asked_at, created_at);
alter table payment_attempt alter column ask_from set not null;
drop index payment_attempt_open;
create index payment_attempt_to_ask on payment_attempt (ask_from) where state in ('CREATED', 'PENDING');

create table command (
  caller text not null check (caller <> ''),
  idempotency_key text not null check (length(idempotency_key) between 8 and 100),
  name text not null,
  content_hash text not null,
  result text not null,
  created_at timestamptz(3) not null,
  primary key (caller, idempotency_key)
);
`;
