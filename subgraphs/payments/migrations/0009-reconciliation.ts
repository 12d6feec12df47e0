/**
 * The daily three-way match: lists of the platform and of the Treasury as they were given, the run for an agency and a day, and
 * its differences. Held by the database itself: a list is never changed, only followed by a corrected one; a difference is found
 * once for a day; what an officer decided about it stays.
 */
export const RECONCILIATION = `
create table statement (
  id bigint generated always as identity primary key,
  agency text collate "C" not null,
  day date not null,
  source text not null check (source in ('PLATFORM', 'TREASURY')),
  version integer not null check (version > 0),
  content_hash text not null,
  line_count integer not null,
  total vnd not null,
  imported_by text not null,
  imported_at timestamptz(3) not null,
  unique (agency, day, source, version)
);
create index statement_of_day on statement (day, agency);
create table statement_line (
  statement_id bigint not null references statement (id),
  position integer not null check (position > 0),
  reference text not null check (reference <> ''),
  transaction text,
  amount vnd not null check (amount > 0),
  happened_at timestamptz(3),
  primary key (statement_id, position)
);
create index statement_line_of_reference on statement_line (reference);
create trigger never_changes before update or delete on statement for each row execute function never_changes();
create trigger never_changes before update or delete on statement_line for each row execute function never_changes();

create table reconciliation (
  agency text collate "C" not null,
  day date not null,
  version integer not null default 1,
  run_at timestamptz(3) not null,
  newest_statement bigint,
  own_count integer not null,
  own_total vnd not null,
  platform_count integer,
  platform_total vnd,
  treasury_count integer,
  treasury_total vnd,
  primary key (agency, day)
);

create table difference (
  id text primary key,
  seq bigint generated always as identity,
  agency text collate "C" not null,
  day date not null,
  type text not null check (type in ('PAID_DOSSIER_NOT_UPDATED', 'PAID_NOT_BOOKED', 'DOSSIER_UPDATED_NO_MONEY',
    'AMOUNT_DIFFERS', 'DUPLICATE_PAYMENT', 'REFUND')),
  source text not null check (source in ('OWN', 'PLATFORM', 'TREASURY')),
  reference text not null,
  request_id text references payment_request (id),
  own_amount vnd,
  other_amount vnd,
  state text not null default 'OPEN' check (state in ('OPEN', 'CLEARED', 'RESOLVED')),
  found_at timestamptz(3) not null,
  cleared_at timestamptz(3),
  resolution text check (resolution in ('CORRECTED', 'EXPLAINED', 'REFUNDED')),
  note text,
  resolved_by text,
  resolved_at timestamptz(3),
  version integer not null default 1,
  unique (agency, day, type, source, reference),
  foreign key (agency, day) references reconciliation (agency, day),
  check ((state = 'RESOLVED') = (num_nulls(resolution, note, resolved_by, resolved_at) = 0)),
  check ((state = 'CLEARED') = (cleared_at is not null))
);
create index difference_of_run on difference (agency, day, seq);
create index difference_open on difference (agency, day) where state = 'OPEN';

create function resolutions_stay() returns trigger language plpgsql as $body$
begin
  if tg_op = 'DELETE' then
    raise exception 'differences are kept' using errcode = 'check_violation';
  end if;
  if old.state = 'RESOLVED' and (new.state, new.resolution, new.note, new.resolved_by, new.resolved_at)
    is distinct from (old.state, old.resolution, old.note, old.resolved_by, old.resolved_at) then
    raise exception 'a resolution is never lost' using errcode = 'check_violation';
  end if;
  return new;
end $body$;
create trigger resolutions_stay before update or delete on difference for each row execute function resolutions_stay();
`;
