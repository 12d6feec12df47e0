/**
 * Payment requests and their fee lines. Held by the database itself: an amount is a whole number of đồng that a JSON number
 * can carry; the lines of a request add up to it; what is to be paid cannot change once a payment was started; states move
 * only as the service may move them.
 */
export const REQUESTS = `
create domain vnd as bigint check (value between -9007199254740991 and 9007199254740991);

create table payment_request (
  id text primary key check (id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'),
  dossier_id text not null check (dossier_id <> ''),
  dossier_number text not null check (dossier_number <> ''),
  agency text not null check (agency <> ''),
  payer text not null check (payer <> ''),
  procedure_code text not null check (procedure_code <> ''),
  state text not null default 'CREATED'
    check (state in ('CREATED', 'PENDING', 'PAID', 'CANCELLED', 'EXPIRED', 'REFUNDED')),
  amount vnd not null check (amount > 0),
  version integer not null default 1 check (version > 0),
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null check (expires_at > created_at),
  paid_at timestamptz(3),
  check ((state in ('PAID', 'REFUNDED')) = (paid_at is not null))
);
create index payment_request_of_dossier on payment_request (dossier_id, created_at, id);
create index payment_request_of_payer on payment_request (payer, created_at desc, id desc);

create table fee_line (
  request_id text not null references payment_request (id),
  position smallint not null check (position > 0),
  kind text not null check (kind in ('PHI', 'LE_PHI')),
  code text not null check (code <> ''),
  name text not null check (name <> ''),
  amount vnd not null check (amount >= 0),
  primary key (request_id, position)
);

create function request_moves() returns trigger language plpgsql as $body$
begin
  if new.state <> old.state and (old.state || '>' || new.state) not in (
    'CREATED>PENDING', 'CREATED>PAID', 'CREATED>CANCELLED', 'CREATED>EXPIRED',
    'PENDING>CREATED', 'PENDING>PAID', 'PENDING>EXPIRED',
    'EXPIRED>PAID', 'PAID>REFUNDED'
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
create trigger request_moves before update on payment_request for each row execute function request_moves();

create function fee_lines_frozen() returns trigger language plpgsql as $body$
declare
  state_now text := (select state from payments.payment_request where id = coalesce(new.request_id, old.request_id));
begin
  if state_now <> 'CREATED' then
    raise exception 'the fee lines of a request in state % cannot change', state_now using errcode = 'check_violation';
  end if;
  return coalesce(new, old);
end $body$;
create trigger fee_lines_frozen before insert or update or delete on fee_line for each row execute function fee_lines_frozen();

create function fee_lines_add_up() returns trigger language plpgsql as $body$
declare
  request text;
  asked bigint;
  listed numeric;
begin
  if tg_table_name = 'payment_request' then
    request := new.id;
  elsif tg_op = 'DELETE' then
    request := old.request_id;
  else
    request := new.request_id;
  end if;
  select amount into asked from payments.payment_request where id = request;
  if not found then
    return null;
  end if;
  select coalesce(sum(amount), 0) into listed from payments.fee_line where request_id = request;
  if listed <> asked then
    raise exception 'the fee lines of % add up to % and not to %', request, listed, asked using errcode = 'check_violation';
  end if;
  return null;
end $body$;
create constraint trigger fee_lines_add_up after insert or update or delete on fee_line
  deferrable initially deferred for each row execute function fee_lines_add_up();
create constraint trigger fee_lines_add_up after insert or update of amount on payment_request
  deferrable initially deferred for each row execute function fee_lines_add_up();
`;
