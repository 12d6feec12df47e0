/**
 * Held by the database itself, when a transaction commits: a PAYMENT in the journal is of exactly the amount of its attempt and
 * of its request; and what an attempt asked for never changes. Money of another amount can only be booked as SURPLUS.
 */
export const PAYMENT_AS_ATTEMPTED = `
create function payment_as_attempted() returns trigger language plpgsql as $body$
declare
  moved numeric;
  attempted bigint;
  due bigint;
begin
  select coalesce(sum(amount) filter (where amount > 0), 0) into moved
    from payments.journal_entry where transaction_id = new.id;
  select a.amount, r.amount into attempted, due
    from payments.payment_attempt a join payments.payment_request r on r.id = a.request_id
    where a.reference = new.reference and a.request_id = new.request_id and a.state = 'PAID';
  if attempted is distinct from moved or due is distinct from moved then
    raise exception 'a PAYMENT of % for %, of which % was attempted and % is due', moved, new.request_id, attempted, due
      using errcode = 'check_violation';
  end if;
  return null;
end $body$;
create constraint trigger payment_as_attempted after insert on journal_transaction
  deferrable initially deferred for each row when (new.kind = 'PAYMENT') execute function payment_as_attempted();

create function attempt_keeps_its_amount() returns trigger language plpgsql as $body$
begin
  if (new.reference, new.request_id, new.amount) is distinct from (old.reference, old.request_id, old.amount) then
    raise exception 'what an attempt asks for never changes' using errcode = 'check_violation';
  end if;
  return new;
end $body$;
create trigger attempt_keeps_its_amount before update on payment_attempt
  for each row execute function attempt_keeps_its_amount();
`;
