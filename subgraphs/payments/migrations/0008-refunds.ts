/**
 * Money that is owed back. Held by the database itself: money of an attempt is owed back at most once and in full; a surplus is
 * owed back from the moment it is booked; a refund is DONE exactly when the journal says that the Treasury paid it.
 */
export const REFUNDS = `
alter table account drop constraint account_kind_check;
alter table account add constraint account_kind_check
  check (kind in ('PLATFORM_CLEARING', 'TREASURY', 'PHI_REVENUE', 'LE_PHI_REVENUE', 'SURPLUS'));

alter table journal_transaction drop constraint journal_transaction_kind_check;
alter table journal_transaction add constraint journal_transaction_kind_check
  check (kind in ('PAYMENT', 'REFUND', 'SURPLUS', 'SURPLUS_REFUND', 'SETTLEMENT'));
drop index journal_one_effect;
create unique index journal_one_effect on journal_transaction (request_id, kind) where kind in ('PAYMENT', 'REFUND');
alter table journal_transaction add column agency text collate "C";
alter table journal_transaction disable trigger never_changes;
update journal_transaction t set agency = r.agency from payment_request r where r.id = t.request_id;
alter table journal_transaction enable trigger never_changes;
alter table journal_transaction alter column agency set not null;
create or replace function journal_stamps() returns trigger language plpgsql as $body$
begin
  new.written_in := pg_current_xact_id();
  new.agency := (select agency from payments.payment_request where id = new.request_id);
  return new;
end $body$;
-- The constraints look for what was booked for a request: the partial index above serves none of them.
create index journal_of_request on journal_transaction (request_id);
create index journal_of_agency on journal_transaction (agency, occurred_at);
drop index account_of_agency;
create index account_of_agency on account (agency collate "C");

create table refund (
  id text primary key check (id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'),
  seq bigint generated always as identity unique,
  request_id text not null references payment_request (id),
  reference text not null unique references payment_attempt (reference),
  agency text collate "C" not null,
  cause text not null check (cause in ('SURPLUS', 'DOSSIER_STOPPED', 'AGENCY')),
  amount vnd not null check (amount > 0),
  state text not null default 'REQUESTED' check (state in ('REQUESTED', 'DONE')),
  reason text,
  requested_by text,
  requested_at timestamptz(3) not null,
  treasury_reference text check (treasury_reference <> ''),
  done_by text,
  done_at timestamptz(3),
  version integer not null default 1,
  check ((state = 'DONE') = (treasury_reference is not null and done_by is not null and done_at is not null)),
  check ((cause = 'AGENCY') = (requested_by is not null))
);
create index refund_of_request on refund (request_id);
create index refund_owed on refund (agency, seq) where state = 'REQUESTED';
create index refund_of_agency on refund (agency, seq);
insert into refund (id, request_id, reference, agency, cause, amount, requested_at)
  select gen_random_uuid()::text, r.id, a.reference, r.agency, 'SURPLUS', a.amount, a.settled_at
  from payment_attempt a join payment_request r on r.id = a.request_id where a.state = 'SURPLUS';

create function refund_moves() returns trigger language plpgsql as $body$
begin
  if tg_op = 'DELETE' then
    raise exception 'what is owed back is never forgotten' using errcode = 'check_violation';
  end if;
  if old.state <> 'REQUESTED' or new.version <= old.version
    or (new.id, new.request_id, new.reference, new.agency, new.amount, new.cause, new.requested_at)
      is distinct from (old.id, old.request_id, old.reference, old.agency, old.amount, old.cause, old.requested_at) then
    raise exception 'a refund only goes from REQUESTED to DONE' using errcode = 'check_violation';
  end if;
  return new;
end $body$;
create trigger refund_moves before update or delete on refund for each row execute function refund_moves();

create function refund_as_journal_says() returns trigger language plpgsql as $body$
declare
  attempt payments.payment_attempt;
  owed payments.refund;
  paid_back numeric;
begin
  select * into attempt from payments.payment_attempt where reference = new.reference;
  select * into owed from payments.refund where reference = new.reference;
  if attempt.state = 'SURPLUS' and owed.id is null then
    raise exception 'surplus money of % is owed to nobody', new.reference using errcode = 'check_violation';
  end if;
  if owed.id is not null and (attempt.state not in ('PAID', 'SURPLUS') or owed.amount <> attempt.amount
    or owed.request_id <> attempt.request_id or (owed.cause = 'SURPLUS') <> (attempt.state = 'SURPLUS')) then
    raise exception 'refund % is not of the money that came', owed.id using errcode = 'check_violation';
  end if;
  select coalesce(sum(e.amount) filter (where e.amount > 0), 0) into paid_back
    from payments.journal_transaction t join payments.journal_entry e on e.transaction_id = t.id
    where t.reference = new.reference and t.kind in ('REFUND', 'SURPLUS_REFUND');
  if paid_back <> (case when owed.state = 'DONE' then owed.amount else 0 end) then
    raise exception 'of % the journal paid back %', new.reference, paid_back using errcode = 'check_violation';
  end if;
  return null;
end $body$;
create constraint trigger refund_as_journal_says after insert or update on refund
  deferrable initially deferred for each row execute function refund_as_journal_says();
create constraint trigger refund_as_journal_says after update of state on payment_attempt
  deferrable initially deferred for each row when (new.state = 'SURPLUS') execute function refund_as_journal_says();
create constraint trigger refund_as_journal_says after insert on journal_transaction
  deferrable initially deferred for each row when (new.kind in ('REFUND', 'SURPLUS_REFUND'))
  execute function refund_as_journal_says();

alter table receipt add column agency text collate "C";
update receipt e set agency = r.agency from payment_request r where r.id = e.request_id;
alter table receipt
  alter column agency set not null,
  add constraint receipt_whole check (num_nulls(template, symbol, number, issued_at) in (0, 4)),
  add constraint receipt_number unique (agency, template, symbol, number);
create function receipt_moves() returns trigger language plpgsql as $body$
begin
  if tg_op = 'DELETE' then
    raise exception 'receipts are kept' using errcode = 'check_violation';
  end if;
  if tg_op = 'INSERT' then
    new.agency := (select agency from payments.payment_request where id = new.request_id);
    return new;
  end if;
  if old.number is not null or (new.request_id, new.kind, new.amount, new.agency)
    is distinct from (old.request_id, old.kind, old.amount, old.agency) then
    raise exception 'a receipt is issued once' using errcode = 'check_violation';
  end if;
  return new;
end $body$;
create trigger receipt_moves before insert or update or delete on receipt for each row execute function receipt_moves();
`;
