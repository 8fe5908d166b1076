-- What is being filled in. Outside the log: nothing is decided yet.
create table agreement.draft (
  id         uuid primary key,
  holder_id  uuid not null references party.holder,
  made_by    text not null,
  steps      jsonb not null,
  changed_at instant not null
);

-- A care agreement (zorgovereenkomst) between a holder and a provider.
create table agreement.agreement (
  id                uuid primary key,
  number            text not null unique,
  holder_id         uuid not null references party.holder,
  provider_id       uuid not null references party.provider,
  funder_code       text not null references party.funder,
  law               law not null,
  kind              text not null check (kind in ('assignment', 'institution')),
  standing          text not null check (standing in ('formal', 'informal')),
  model             text not null,
  code_list         text not null,
  function          text not null,
  unit              text not null check (unit in ('hour', 'month')),
  schedule          text not null check (schedule in ('fixed', 'irregular')),
  rate              cents not null check (rate > 0),
  minutes_per_week  minutes,
  set_aside         cents check (set_aside >= 0),
  beyond_commitment boolean not null,
  accepted          text[] not null,
  family            boolean not null,        -- the parties say that they are family in the first or second degree
  from_day          date not null,
  until_day         date check (until_day >= from_day),
  ended_on          date,
  care              sha256,                  -- care description (zorgbeschrijving), in the vault
  content_hash      sha256 not null,         -- what the parties sign
  state             text not null,
  shared_at         instant not null,
  check (holder_id <> provider_id)
);
create index agreement_holder on agreement.agreement (holder_id);
create index agreement_provider on agreement.agreement (provider_id);

-- Which budget lines an agreement draws on, in which order, and the account where its commitment stands.
create table agreement.allocation (
  agreement_id uuid not null references agreement.agreement,
  line_id      uuid not null references budget.line,
  rank         integer not null check (rank > 0),
  account_id   uuid not null references ledger.account,
  primary key (agreement_id, line_id),
  unique (agreement_id, rank)
);
create index allocation_line on agreement.allocation (line_id);

create table agreement.signature (
  agreement_id uuid not null references agreement.agreement,
  party        text not null check (party in ('provider', 'holder')),
  person       text not null,
  content_hash sha256 not null,
  signed_at    instant not null,
  primary key (agreement_id, party)
);

create table agreement.assessment (
  agreement_id uuid not null references agreement.agreement,
  body         text not null,                -- a funder's code, or SVB
  outcome      text not null check (outcome in ('approved', 'rejected')),
  reason       sha256,
  person       text not null,
  assessed_at  instant not null,
  receipt_id   uuid not null,
  primary key (agreement_id, body)
);

grant select, insert, update, delete on agreement.draft to pgb_app;
grant select, insert, update on agreement.agreement to pgb_app;
grant select, insert on agreement.allocation, agreement.signature, agreement.assessment to pgb_app;

alter table agreement.draft enable row level security;
create policy own on agreement.draft to pgb_app using (log.scope() = 'command' or holder_id = any (log.holders()));

alter table agreement.agreement enable row level security;
create policy seen on agreement.agreement for select to pgb_app
  using (log.everything() or holder_id = any (log.holders()) or provider_id = log.provider()
         or (log.scope() = 'funder' and exists (
               select from agreement.allocation al join budget.line l on l.id = al.line_id
               where al.agreement_id = agreement.id and l.funder_code = log.organisation())));
create policy made on agreement.agreement for insert to pgb_app with check (log.scope() = 'command');
create policy changed on agreement.agreement for update to pgb_app using (log.scope() = 'command');

-- Row security on people: those an actor deals with, and nobody else.
create function party.visible(person uuid) returns boolean
  language sql stable security definer
  set search_path = pg_catalog
  return log.everything()
    or person = any (log.holders())
    or person = log.provider()
    or exists (select from agreement.agreement a
               where (a.holder_id = person and a.provider_id = log.provider())
                  or (a.provider_id = person and a.holder_id = any (log.holders())))
    or exists (select from party.mandate m
               where m.representative_id = person and m.holder_id = any (log.holders()))
    or (log.scope() = 'funder' and (
          exists (select from budget.line l
                  where l.funder_code = log.organisation()
                    and (l.holder_id = person
                         or exists (select from party.mandate m where m.holder_id = l.holder_id and m.representative_id = person)))
       or exists (select from budget.line l
                  join agreement.allocation al on al.line_id = l.id
                  join agreement.agreement a on a.id = al.agreement_id
                  where l.funder_code = log.organisation() and a.provider_id = person)));

do $$
declare t text;
begin
  foreach t in array array['personal', 'bank_account'] loop
    execute format('alter table party.%I enable row level security', t);
    execute format($p$create policy seen on party.%I for select to pgb_app
      using (party.visible(person_id) or log.scope() = 'sign-in')$p$, t);
    execute format($p$create policy made on party.%I for insert to pgb_app with check (log.scope() = 'command')$p$, t);
    execute format($p$create policy changed on party.%I for update to pgb_app using (log.scope() = 'command')$p$, t);
  end loop;
end $$;

alter table party.mandate enable row level security;
create policy seen on party.mandate for select to pgb_app
  using (log.everything() or holder_id = any (log.holders()) or log.scope() in ('sign-in', 'funder'));
create policy made on party.mandate for insert to pgb_app with check (log.scope() = 'command');
create policy changed on party.mandate for update to pgb_app using (log.scope() = 'command');
