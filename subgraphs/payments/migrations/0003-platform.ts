/**
 * What passes between us and the payment platform. Held by the database itself: a reference (MaThamChieu) is given once, a
 * request has at most one attempt open at a time, an idempotency key means one thing for its payer, and a notice is one row
 * however often it comes.
 */
export const PLATFORM = `
create table payment_attempt (
  reference text primary key check (reference ~ '^[0-9A-Za-z]{8,64}$'),
  request_id text not null references payment_request (id),
  state text not null default 'CREATED' check (state in ('CREATED', 'PENDING', 'PAID', 'FAILED', 'SURPLUS')),
  amount vnd not null check (amount > 0),
  redirect_url text,
  platform_transaction text,
  created_at timestamptz(3) not null,
  asked_at timestamptz(3),
  settled_at timestamptz(3),
  check ((state in ('PAID', 'FAILED', 'SURPLUS')) = (settled_at is not null)),
  check (state <> 'PENDING' or redirect_url is not null)
);
create index payment_attempt_of_request on payment_attempt (request_id, created_at, reference);
create unique index payment_attempt_one_open on payment_attempt (request_id) where state in ('CREATED', 'PENDING');
create unique index payment_attempt_one_paid on payment_attempt (request_id) where state = 'PAID';
create index payment_attempt_open on payment_attempt (created_at) where state in ('CREATED', 'PENDING');

create table start_command (
  payer text not null,
  idempotency_key text not null check (length(idempotency_key) between 8 and 100),
  request_id text not null references payment_request (id),
  expected_version integer not null,
  reference text not null references payment_attempt (reference),
  created_at timestamptz(3) not null,
  primary key (payer, idempotency_key)
);

create table platform_notice (
  provider text not null,
  platform_transaction text not null check (platform_transaction <> ''),
  reference text not null,
  outcome text not null,
  first_body jsonb not null,
  last_body jsonb not null,
  times integer not null default 1,
  first_at timestamptz(3) not null,
  last_at timestamptz(3) not null,
  primary key (provider, platform_transaction)
);
create index platform_notice_of_reference on platform_notice (reference);
`;
