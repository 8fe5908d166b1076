-- What the paying agency and its banks agreed (betaalregels): dated versions, never updated. The value is read by its kind:
-- cut-off {time}, limits {fileCents, dayCents, fileCount}, route {account}, format {version}, emergency {mostCents, recoverAfterDays}.
create table payment.rule (
  id             uuid primary key,
  kind           text not null check (kind in ('cut-off', 'limits', 'route', 'format', 'emergency')),
  own_account_id uuid references payment.own_account,   -- for one account, or for all
  funder_code    text references party.funder,          -- a route may be for one funder,
  law            text check (law in ('wmo', 'jeugdwet', 'wlz', 'zvw')), -- or for one law
  from_day       date not null,
  value          jsonb not null,
  source         text not null check (source <> ''),
  set_by         text not null,
  constraint rule_once unique nulls not distinct (kind, own_account_id, funder_code, law, from_day)
);
create trigger append_only before update or delete or truncate on payment.rule
  for each statement execute function log.refuse_change();
grant select, insert on payment.rule to pgb_app;
alter table payment.rule enable row level security;
create policy seen on payment.rule for select to pgb_app using (log.everything());
create policy made on payment.rule for insert to pgb_app with check (log.scope() = 'command');

insert into payment.rule (id, kind, from_day, value, source, set_by)
select log.derived_id('00000000-0000-8000-8000-000000000000', 'rule', kind), kind, '2018-01-01', value::jsonb, source, 'service:install'
from (values
  ('cut-off', '{"time": "13:00"}', 'Aanname voor de leeromgeving: een bank sluit batches vaak om 13.00 uur'),
  ('limits', '{"fileCents": 1500000000, "dayCents": 6000000000, "fileCount": 10000}', 'Aanname voor de leeromgeving, zoals een uitvoerder die zelf vaststelt; het aantal is het advies van de banken'),
  ('emergency', '{"mostCents": 250000, "recoverAfterDays": 91}', 'Aanname voor de leeromgeving, zoals een uitvoerder die zelf vaststelt')
) given (kind, value, source);
insert into payment.rule (id, kind, from_day, value, source, set_by)
select log.derived_id('00000000-0000-8000-8000-000000000000', 'rule', 'route'), 'route', '2018-01-01', jsonb_build_object('account', id), 'De eerste rekening betaalt alles', 'service:install'
from payment.own_account;

-- Why a batch needs a signature with a higher mandate (hoger mandaat), and the day whose limits it was held against.
alter table payment.batch
  add column needs_head text[] not null default '{}' check (needs_head <@ array['file-amount', 'file-count', 'day-amount']),
  add column frozen_on date,
  add column instant boolean not null default false;
alter table payment.release add column mandate text not null default 'releaser' check (mandate in ('releaser', 'head'));
create index batch_execution_day on payment.batch (own_account_id, execution_day) where state in ('frozen', 'released', 'sent', 'booked');


-- The limits of an account on a day: its own, or else those of all accounts.
create function payment.limits_on(account uuid, today date) returns jsonb
  language sql stable as $$
  select value from payment.rule
  where kind = 'limits' and (own_account_id = account or own_account_id is null) and from_day <= today
  order by (own_account_id is not null) desc, from_day desc
  limit 1
$$;

-- Four eyes in the database: two people signed this very content, neither of them its maker nor the last changer of an account
-- number in it, and a third with a higher mandate where a limit is passed. What is frozen stays as it is.
create or replace function payment.guard_batch() returns trigger
  language plpgsql as $$
declare
  limits jsonb;
  that_day bigint;
begin
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise exception 'batch % does not begin as a draft', new.id using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if old.state <> 'draft' and (new.content_hash, new.count, new.sum, new.message_id, new.file, new.execution_day, new.made_by, new.own_account_id, new.needs_head, new.frozen_on, new.instant)
     is distinct from (old.content_hash, old.count, old.sum, old.message_id, old.file, old.execution_day, old.made_by, old.own_account_id, old.needs_head, old.frozen_on, old.instant) then
    raise exception 'batch % is frozen: its content cannot change', old.id using errcode = 'restrict_violation';
  end if;
  if old.state = 'draft' and new.state = 'frozen' then
    limits := payment.limits_on(new.own_account_id, new.frozen_on);
    select coalesce(sum(b.sum), 0) into that_day from payment.batch b
    where b.own_account_id = new.own_account_id and b.execution_day = new.execution_day
      and b.state in ('frozen', 'released', 'sent', 'booked') and b.id <> new.id;
    if limits is null
       or (new.sum > (limits ->> 'fileCents')::bigint and not 'file-amount' = any (new.needs_head))
       or (new.count > (limits ->> 'fileCount')::int and not 'file-count' = any (new.needs_head))
       or (that_day + new.sum > (limits ->> 'dayCents')::bigint and not 'day-amount' = any (new.needs_head)) then
      raise exception 'batch % passes a limit and does not say so', new.id using errcode = 'restrict_violation';
    end if;
  end if;
  if new.state in ('released', 'sent', 'booked', 'rejected') then
    if (
      select count(*) from payment.release r
      where r.batch_id = new.id
        and r.content_hash = new.content_hash
        and r.mandate = 'releaser'
        and r.person <> new.made_by
        and not exists (select from payment.batch_order bo join party.bank_account b on b.id = bo.bank_account_id
                        where bo.batch_id = new.id and b.changed_by = r.person)) < 2 then
      raise exception 'batch % lacks two independent releases of its content', new.id using errcode = 'restrict_violation';
    end if;
    if new.needs_head <> '{}' and not exists (
      select from payment.release r
      where r.batch_id = new.id
        and r.content_hash = new.content_hash
        and r.mandate = 'head'
        and r.person <> new.made_by
        and not exists (select from payment.batch_order bo join party.bank_account b on b.id = bo.bank_account_id
                        where bo.batch_id = new.id and b.changed_by = r.person)) then
      raise exception 'batch % lacks the release of a higher mandate', new.id using errcode = 'restrict_violation';
    end if;
  end if;
  return new;
end $$;
