-- Hours that are being filled in. Outside the log: nothing is claimed yet.
create table declaration.draft (
  agreement_id uuid not null references agreement.agreement,
  month        month not null,
  made_by      text not null,
  fields       jsonb not null,
  changed_at   instant not null,
  primary key (agreement_id, month, made_by)
);

-- A declaration (declaratie): one per agreement per month; later hours are a supplement to it.
create table declaration.declaration (
  id           uuid primary key,
  number       text not null unique,
  agreement_id uuid not null references agreement.agreement,
  holder_id    uuid not null references party.holder,
  provider_id  uuid not null references party.provider,
  month        month not null,
  supplement   integer not null check (supplement >= 0),   -- how many there were before it in this month
  supplement_to uuid references declaration.declaration,
  prepared_by  text not null check (prepared_by in ('provider', 'holder')),
  prepared_at  instant not null,
  submitted_at instant,
  promised_on  date,
  receipt_id   uuid,
  rejection    sha256,                       -- the holder's words, in the vault
  unique (agreement_id, month, supplement)
);
create index declaration_holder on declaration.declaration (holder_id);
create index declaration_provider on declaration.declaration (provider_id);

create table declaration.line (
  id             uuid primary key,
  declaration_id uuid not null references declaration.declaration,
  agreement_id   uuid not null references agreement.agreement,
  rank           integer not null,
  day            date not null,              -- the day worked; for a month amount the first of the month
  unit           text not null check (unit in ('hour', 'month')),
  minutes        minutes not null,
  claimed_rate   cents,                      -- what an invoice said, where there was one
  claimed_amount cents,
  amount         cents not null check (amount >= 0),
  state          text not null,
  findings       jsonb not null default '[]',
  reviewed       boolean not null default false, -- a person looked at it and let it through
  unique (declaration_id, rank)
);
create index line_declaration on declaration.line (declaration_id);
create index line_agreement on declaration.line (agreement_id, day);
-- The same day, or month, of the same agreement is paid once, unless a person judged that it was no double.
create unique index line_claimed_once on declaration.line (agreement_id, day)
  where state in ('approved', 'ordered', 'paid', 'returned') and not reviewed;

-- Where the money of a declaration is reserved: pending transfers on its commitments and budget lines.
create table declaration.claim (
  transfer_id    uuid primary key references ledger.transfer,
  declaration_id uuid not null references declaration.declaration,
  account_id     uuid not null references ledger.account,
  amount         cents not null check (amount > 0),
  state          text not null check (state in ('open', 'ordered', 'void'))
);
create index claim_declaration on declaration.claim (declaration_id);
create index claim_open on declaration.claim (declaration_id) where state = 'open';

-- What happened to a declaration, for the people who wait for it.
create table declaration.event (
  declaration_id uuid not null references declaration.declaration,
  rank           integer not null,
  what           text not null,
  at             instant not null,
  amount         cents,
  primary key (declaration_id, rank)
);

grant select, insert, update, delete on declaration.draft to pgb_app;
grant select, insert, update on declaration.declaration, declaration.line, declaration.claim to pgb_app;
grant select, insert on declaration.event to pgb_app;

alter table declaration.declaration enable row level security;
create policy seen on declaration.declaration for select to pgb_app
  using (log.everything() or holder_id = any (log.holders()) or provider_id = log.provider()
         or (log.scope() = 'funder' and exists (
               select from agreement.allocation al join budget.line l on l.id = al.line_id
               where al.agreement_id = declaration.agreement_id and l.funder_code = log.organisation())));
create policy made on declaration.declaration for insert to pgb_app with check (log.scope() = 'command');
create policy changed on declaration.declaration for update to pgb_app using (log.scope() = 'command');

do $$
declare t text;
begin
  foreach t in array array['line', 'event', 'claim'] loop
    execute format('alter table declaration.%I enable row level security', t);
    execute format($p$create policy seen on declaration.%I for select to pgb_app
      using (log.everything() or exists (select from declaration.declaration d where d.id = declaration_id))$p$, t);
    execute format($p$create policy made on declaration.%I for insert to pgb_app with check (log.scope() = 'command')$p$, t);
    execute format($p$create policy changed on declaration.%I for update to pgb_app using (log.scope() = 'command')$p$, t);
  end loop;
end $$;

alter table declaration.draft enable row level security;
create policy own on declaration.draft to pgb_app
  using (log.scope() = 'command' or exists (select from agreement.agreement a where a.id = agreement_id));
