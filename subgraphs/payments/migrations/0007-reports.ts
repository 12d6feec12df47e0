/**
 * The outbox as the relay works it off: what is told to the dossier, one message for each way in which a request ended. Held by
 * the database itself: an outcome is told once, and a request that ended has its message, or the transaction does not commit.
 */
export const REPORTS = `
alter table outbox drop constraint outbox_topic_check;
alter table outbox rename column topic to outcome;
alter table outbox
  add column agency text collate "C",
  add column lane text,
  add column amount vnd,
  add column happened_at timestamptz(3),
  add column attempts integer not null default 0,
  add column due_at timestamptz(3),
  add column refused_at timestamptz(3),
  add column refusal text;
update outbox o set
  outcome = 'PAID', agency = r.agency, lane = r.dossier_id, amount = r.amount, happened_at = o.created_at, due_at = o.created_at
from payment_request r where r.id = o.request_id;
alter table outbox
  alter column agency set not null,
  alter column lane set not null,
  alter column amount set not null,
  alter column happened_at set not null,
  alter column due_at set not null,
  drop column content,
  add constraint outbox_outcome check (outcome in ('PAID', 'EXPIRED', 'CANCELLED', 'REFUNDED')),
  add constraint outbox_ends_once check (sent_at is null or refused_at is null);
drop index outbox_waiting;
create index outbox_due on outbox (due_at, id) where sent_at is null and refused_at is null;
create index outbox_lane on outbox (lane, id) where sent_at is null and refused_at is null;
create index outbox_refused on outbox (agency, id) where refused_at is not null;
create index outbox_of_request on outbox (request_id);

create function ended_is_told() returns trigger language plpgsql as $body$
begin
  if new.state in ('PAID', 'EXPIRED', 'CANCELLED', 'REFUNDED')
    and not exists (select 1 from payments.outbox where request_id = new.id and outcome = new.state) then
    raise exception 'request % became % and its dossier was not told', new.id, new.state using errcode = 'check_violation';
  end if;
  return null;
end $body$;
create constraint trigger ended_is_told after update of state on payment_request
  deferrable initially deferred for each row when (new.state is distinct from old.state) execute function ended_is_told();
`;
