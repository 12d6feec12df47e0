/**
 * The double-entry journal. Held by the database itself, when a transaction commits: every journal transaction has at least
 * two entries that add up to zero, nothing of the journal is ever changed or removed, nothing is added to a journal transaction
 * later, a request is paid at most once and refunded at most once, and a request is PAID exactly when the journal says so.
 * An entry above zero is a debit, below zero a credit.
 */
export const LEDGER = `
create table account (
  id text primary key,
  kind text not null check (kind in ('PLATFORM_CLEARING', 'PHI_REVENUE', 'LE_PHI_REVENUE', 'SURPLUS')),
  agency text,
  check ((kind = 'PLATFORM_CLEARING') = (agency is null)),
  unique (kind, agency)
);
create index account_of_agency on account (agency text_pattern_ops);

create table journal_transaction (
  id bigint generated always as identity primary key,
  request_id text not null references payment_request (id),
  reference text not null check (reference <> ''),
  kind text not null check (kind in ('PAYMENT', 'REFUND', 'SURPLUS')),
  occurred_at timestamptz(3) not null,
  written_in xid8 not null default pg_current_xact_id(),
  unique (reference, kind)
);
create unique index journal_one_effect on journal_transaction (request_id, kind) where kind <> 'SURPLUS';
create index journal_by_time on journal_transaction (occurred_at);

create table journal_entry (
  transaction_id bigint not null references journal_transaction (id),
  position smallint not null check (position > 0),
  account_id text not null references account (id),
  amount vnd not null check (amount <> 0),
  primary key (transaction_id, position)
);
create index journal_entry_of_account on journal_entry (account_id, transaction_id);

create function journal_balances() returns trigger language plpgsql as $body$
declare
  written bigint;
  entries integer;
  total numeric;
begin
  if tg_table_name = 'journal_transaction' then
    written := new.id;
  else
    written := new.transaction_id;
  end if;
  select count(*), coalesce(sum(amount), 0) into entries, total from payments.journal_entry where transaction_id = written;
  if entries < 2 or total <> 0 then
    raise exception 'journal transaction % has % entries that add up to %', written, entries, total
      using errcode = 'check_violation';
  end if;
  return null;
end $body$;
create constraint trigger journal_balances after insert on journal_transaction
  deferrable initially deferred for each row execute function journal_balances();
create constraint trigger journal_balances after insert on journal_entry
  deferrable initially deferred for each row execute function journal_balances();

create function journal_is_closed() returns trigger language plpgsql as $body$
begin
  if (select written_in from payments.journal_transaction where id = new.transaction_id) <> pg_current_xact_id() then
    raise exception 'journal transaction % was closed: write another one', new.transaction_id using errcode = 'check_violation';
  end if;
  return new;
end $body$;
create trigger journal_is_closed before insert on journal_entry for each row execute function journal_is_closed();

create function journal_stamps() returns trigger language plpgsql as $body$
begin
  new.written_in := pg_current_xact_id();
  return new;
end $body$;
create trigger journal_stamps before insert on journal_transaction for each row execute function journal_stamps();

create function never_changes() returns trigger language plpgsql as $body$
begin
  raise exception '% is append-only: correct it by a new entry', tg_table_name using errcode = 'check_violation';
end $body$;
create trigger never_changes before update or delete on journal_transaction for each row execute function never_changes();
create trigger never_changes before update or delete on journal_entry for each row execute function never_changes();
create trigger never_changes before update or delete on account for each row execute function never_changes();
create trigger never_emptied before truncate on journal_transaction for each statement execute function never_changes();
create trigger never_emptied before truncate on journal_entry for each statement execute function never_changes();
create trigger never_emptied before truncate on account for each statement execute function never_changes();

create function paid_as_journal_says() returns trigger language plpgsql as $body$
declare
  request payments.payment_request;
  effect text;
  moved numeric;
begin
  if tg_table_name = 'payment_request' then
    select * into request from payments.payment_request where id = new.id;
  else
    select * into request from payments.payment_request where id = new.request_id;
  end if;
  for effect in select unnest(array['PAYMENT', 'REFUND']) loop
    select coalesce(sum(e.amount) filter (where e.amount > 0), 0) into moved
      from payments.journal_transaction t join payments.journal_entry e on e.transaction_id = t.id
      where t.request_id = request.id and t.kind = effect;
    if moved <> (case
      when effect = 'PAYMENT' and request.state in ('PAID', 'REFUNDED') then request.amount
      when effect = 'REFUND' and request.state = 'REFUNDED' then request.amount
      else 0
    end) then
      raise exception 'request % is % with a % of % in the journal', request.id, request.state, effect, moved
        using errcode = 'check_violation';
    end if;
  end loop;
  return null;
end $body$;
create constraint trigger paid_as_journal_says after insert or update of state on payment_request
  deferrable initially deferred for each row execute function paid_as_journal_says();
create constraint trigger paid_as_journal_says after insert on journal_transaction
  deferrable initially deferred for each row execute function paid_as_journal_says();

create table receipt (
  request_id text not null references payment_request (id),
  kind text not null check (kind in ('PHI', 'LE_PHI')),
  amount vnd not null check (amount > 0),
  template text,
  symbol text,
  number text,
  issued_at timestamptz(3),
  primary key (request_id, kind)
);

create table outbox (
  id bigint generated always as identity primary key,
  topic text not null check (topic in ('payment.settled')),
  request_id text not null references payment_request (id),
  content jsonb not null,
  created_at timestamptz(3) not null,
  sent_at timestamptz(3),
  unique (topic, request_id)
);
create index outbox_waiting on outbox (id) where sent_at is null;
`;
